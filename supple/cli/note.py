# SPDX-License-Identifier: Apache-2.0
"""`supple note "TEXT"`: what a note says, as entries would have it, and which red flags its words fulfil."""

import argparse
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from supple.errors import SuppleError

if TYPE_CHECKING:
    from supple.care.finding import Finding
    from supple.notes.said import Sounds, Told, Understood

_PLURAL = {"episode": "episodes", "exposure": "exposures", "action": "actions", "measure": "measures"}
_HIDDEN = {"status", "written", "sure"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words and the moment they are said at, or a file of many notes."""
    parser.add_argument("text", nargs="?", help="the note; it is read, not kept (`supple log` keeps one)")
    parser.add_argument("--now", help="local time of writing, such as 2026-11-21T07:30 (default: this moment)")
    parser.add_argument("--file", metavar="IN.jsonl", help='many notes, one {"id", "text", "now"} a line')
    parser.add_argument("--language", default="en", help="of the note: en or de (default: en)")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    """Answer, or refuse in one sentence; in a file of many a line that cannot be read gets its own refusal."""
    if (args.text is None) == (args.file is None):
        raise SuppleError("note-missing", "Say one note, or name one file of them.", "See --help.")
    from supple.cli.listening import begin_to_listen

    if args.file is not None:
        return _many(args)
    sounds = begin_to_listen(args.text)
    from supple.cli.notes_at_hand import reader

    said = _answer(reader(args.language, lambda _text: sounds()), args.text, args.now)
    print(json.dumps(said, ensure_ascii=False) if args.json else _in_words(said))
    return 0


def _many(args: argparse.Namespace) -> int:
    from supple.care.heard import HEARS
    from supple.cli.batch import answer_lines
    from supple.cli.listening import listen_to_all
    from supple.cli.notes_at_hand import reader

    sounds: dict[str, Sounds] = {}

    def listen_ahead(lines: Sequence[dict[str, Any]]) -> None:
        sounds.clear()
        texts = [text for line in lines if isinstance(text := line.get("text"), str)]
        sounds.update(listen_to_all(texts) if args.language == HEARS else {})

    read = reader(args.language, sounds.__getitem__)
    return answer_lines(args.file, lambda raw: _answer(read, raw.get("text"), raw.get("now")), listen_ahead)


def _answer(read: Callable[[str, datetime], "tuple[Understood, Any]"], text: object, now: object) -> dict[str, Any]:
    if not isinstance(text, str):
        raise SuppleError("note-missing", "The note has no text.", "Give its words as text.")
    note, findings = read(text, _moment(now))
    # Alerts are of the named rules only; a grave sign that no rule is about is told apart, as `supple check` does.
    return {
        **as_json(note),
        "alerts": [_alert(f) for f in findings if f.rule != "RAISED" and not f.asked],
        "asked": [_alert(f) for f in findings if f.asked],
        "unspoken": [id for f in findings if f.rule == "RAISED" for id in f.about],
    }


def _alert(finding: "Finding") -> dict[str, Any]:
    """The rule and its urgency; `sounds_in` are the words, where they only sound like it."""
    sounds = {"sounds_in": finding.sounds_in} if finding.sounds_in else {}
    return {"rule": finding.rule, "urgency": finding.urgency.value, **sounds}


def _moment(now: object) -> datetime:
    if now is None:
        return datetime.now().replace(second=0, microsecond=0)  # noqa: DTZ005 - the local time of whoever writes
    try:
        return datetime.fromisoformat(str(now)).replace(tzinfo=None)
    except ValueError as wrong:
        raise SuppleError("moment-unreadable", "The time is not one.", "Write it like 2026-11-21T07:30.") from wrong


def as_json(note: "Understood") -> dict[str, Any]:
    """A note as plain values; every part carries the places of its words."""
    found: dict[str, Any] = {name: [_part(t) for t in note.of(group)] for group, name in _PLURAL.items()}
    found["medicines"] = [{"name": t.what, **_part(t, "written", "sure")} for t in note.of("medicine")]
    for medicine in found["medicines"]:
        del medicine["what"]
    found["left_over"] = note.unread
    return found


def _part(told: "Told", *shown: str) -> dict[str, Any]:
    details = {k: _plain(v) for k, v in told.details.items() if k not in _HIDDEN or k in shown}
    return {"what": told.what, **details, "spans": {k: list(v) for k, v in told.spans.items()}}


def _plain(value: object) -> object:
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value


def _in_words(said: dict[str, Any]) -> str:
    lines = [f"! {a['urgency'].replace('_', ' ')}: {a['rule']}" for a in said["alerts"]]
    lines += [
        f"? {a['urgency'].replace('_', ' ')}, if it is so or you are not sure: {a['rule']}" for a in said["asked"]
    ]
    lines += [f"! no rule of ours speaks of this: {', '.join(said['unspoken'])}"] if said["unspoken"] else []
    for group in (*_PLURAL.values(), "medicines"):
        for part in said[group]:
            rest = ", ".join(
                f"{k} {v}" for k, v in part.items() if k not in ("what", "name", "spans") and v is not None
            )
            lines.append(f"{part.get('what') or part.get('name')}{': ' + rest if rest else ''}")
    lines += [f"Not understood, and kept in the note: {said['left_over']}"] if said["left_over"] else []
    return "\n".join(lines) or "Nothing to keep beside the note itself."

# SPDX-License-Identifier: Apache-2.0
"""How well are notes read? Finds per section, measured against gold answers; what gold calls defensible never counts.

Run as `python -m tests.notes.score tests/notes/open.jsonl [--show SECTION]`.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from supple.cli.note import as_json
from supple.cli.notes_at_hand import reader
from supple.notes.said import Sounds
from tests.notes.told import read_lines

Answer = dict[str, Any]
HALF_AN_HOUR = 30 * 60
SECTIONS = ("episodes", "exposures", "actions", "measures", "medicines")
UNSAID = "unsaid"
"""The urgency of a red flag of which gold names the rule alone."""
IN_WORDS = 1.0
"""A strength in words may be one point off."""
UNREAL = frozenset(
    {"negated", "hypothetical", "question", "wish", "plan", "uncertain", "past", "other_person", "film", "metaphor"}
)


@dataclass
class Score:
    """Counts of right, wrong and missed by section, and the notes behind the failures."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str, str, str]] = field(default_factory=list)

    def add(self, section: str, verdict: str, note: Answer, what: object) -> None:
        """Count one verdict, and remember a failure."""
        getattr(self, verdict)[section] += 1
        if verdict != "right":
            self.failures.append((section, verdict, note["id"], f"{what}  <- {note['text']}"))

    def f1(self, section: str) -> float:
        """Harmonic mean of precision and recall."""
        right = self.right[section]
        return 2 * right / max(1, 2 * right + self.wrong[section] + self.missed[section])

    def share(self, section: str) -> float:
        """The share that is right among right and missed."""
        return self.right[section] / max(1, self.right[section] + self.missed[section])

    def rate(self, section: str) -> float:
        """The share that is wrong among right and wrong."""
        return self.wrong[section] / max(1, self.right[section] + self.wrong[section])


def deaf(_text: str) -> Sounds:
    """No second ear: what is asked of the rules alone."""
    return Sounds()


def read_notes(path: str | Path) -> list[Answer]:
    """The notes of a file."""
    if Path(path).suffix == ".tsv":
        return list(read_lines(Path(path)))
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def score(notes: list[Answer], answer: Callable[[Answer], Answer]) -> Score:
    """Every note against its gold answer."""
    found = Score()
    for note in notes:
        said = answer(note)
        _episodes(note, said, found)
        for section in ("exposures", "actions", "measures", "medicines"):
            _listed(note, said, section, found)
        _alerts(note, said, found)
        _unreal(note, said, found)
    return found


def _there(part: Answer) -> bool:
    return part.get("present", True) is True and part.get("count") != 0


def _key(part: Answer) -> tuple[Any, ...]:
    return part["what"], part.get("site"), part.get("side")


def _episodes(note: Answer, said: Answer, found: Score) -> None:
    """An episode is right when symptom, site and side are, and no separate time contradicts it."""
    mine = [e for e in said["episodes"] if _there(e)]
    may = set(note.get("may", ()))
    for gold in note["gold"]["episodes"]:
        if gold["what"] in may:
            mine = [said_too for said_too in mine if said_too["what"] != gold["what"]]
            continue
        fits = sorted((e for e in mine if _same(gold, e, may)), key=lambda e: not _time_fits(gold, e))
        if not fits:
            found.add("episodes", "missed", note, gold)
            continue
        mine.remove(fits[0])
        found.add("episodes", "right", note, gold)
        _details(note, gold, fits[0], found)
    for extra in mine:
        if extra["what"] not in may and not ({extra.get("site"), extra.get("side")} & may):
            found.add("episodes", "wrong", note, {k: v for k, v in extra.items() if k != "spans"})


def _same(gold: Answer, said: Answer, may: set[str]) -> bool:
    if gold["what"] != said["what"]:
        return False
    site = gold.get("site") == said.get("site") or said.get("site") in may
    return bool(site) and (gold.get("side") == said.get("side") or said.get("side") in may)


def _time_fits(gold: Answer, said: Answer) -> bool:
    if not gold.get("at") or not said.get("at"):
        return gold.get("at") == said.get("at")
    apart = datetime.fromisoformat(gold["at"]) - datetime.fromisoformat(said["at"])
    return abs(apart.total_seconds()) <= HALF_AN_HOUR


def _details(note: Answer, gold: Answer, said: Answer, found: Score) -> None:
    may = set(note.get("may", ()))
    if gold.get("at") and not _open(gold, "at", may):
        found.add("times", "right" if _time_fits(gold, said) else "missed", note, (gold["at"], said.get("at")))
    for name in ("severity", "duration_min", "woke", "count"):
        if gold.get(name) is None and said.get(name) in (None, False):
            continue
        if name == "count" and gold.get(name) in (None, 1) and said.get(name) in (None, 1):
            continue
        if _open(gold, name, may):
            continue
        right = _near(name, gold.get(name), said.get(name))
        found.add("details", "right" if right else "missed", note, (name, gold.get(name), said.get(name)))


def _open(gold: Answer, name: str, may: set[str]) -> bool:
    """Whether the words allow more than one reading of a detail: everywhere in the note, or of this one thing."""
    return name in may or f"{gold['what']}.{name}" in may


def _near(name: str, gold: Any, said: Any) -> bool:
    if gold is None or said is None or isinstance(gold, bool):
        return bool(gold) == bool(said)
    most = IN_WORDS if name == "severity" else max(0.05 * abs(gold), 0.05)
    return bool(abs(gold - said) <= most)


def _listed(note: Answer, said: Answer, section: str, found: Score) -> None:
    name = "name" if section == "medicines" else "what"
    may = set(note.get("may", ()))
    mine = {part[name]: part for part in said[section] if part.get("present", True) in (True, "maybe")}
    gold = {part[name]: part for part in note["gold"][section]}
    if section == "exposures":
        mine = {k: v for k, v in mine.items() if v["present"] is True or k in gold}
    for what, wanted in gold.items():
        if what in may:
            continue
        part = mine.get(what)
        right = part is not None and _as_wanted(section, wanted, part)
        optional = wanted.get("present") == "maybe" and part is None
        if not optional:
            found.add(section, "right" if right else "missed", note, wanted)
        if part is not None and section == "actions":
            _amounts(note, wanted, part, found)
    for what, part in mine.items():
        if what not in gold and what not in may and not _left_open(section, part):
            found.add(section, "wrong", note, {k: v for k, v in part.items() if k != "spans"})


def _left_open(section: str, part: Answer) -> bool:
    return section == "medicines" and part.get("taken") is None


def _as_wanted(section: str, gold: Answer, said: Answer) -> bool:
    if section == "measures":
        return bool(abs(gold["value"] - said["value"]) <= 0.11)
    if section == "medicines":
        taken = gold.get("taken") is None or gold["taken"] == said.get("taken")
        dose = gold.get("dose_mg") is None or gold["dose_mg"] == said.get("dose_mg")
        return bool(taken and dose)
    return bool(gold.get("present", True) == said.get("present", True))


def _amounts(note: Answer, gold: Answer, said: Answer, found: Score) -> None:
    may = set(note.get("may", ()))
    for name in ("minutes", "amount", "unit"):
        if (gold.get(name) is None and said.get(name) is None) or _open(gold, name, may):
            continue
        right = gold.get(name) == said.get(name) or (
            isinstance(gold.get(name), int | float) and isinstance(said.get(name), int | float)
            and abs(gold[name] - said[name]) < 0.06
        )  # fmt: skip
        found.add("details", "right" if right else "missed", note, (gold["what"], name, gold.get(name), said.get(name)))


def _alerts(note: Answer, said: Answer, found: Score) -> None:
    may, gold = set(note.get("may", ())), {a["rule"]: a.get("urgency", UNSAID) for a in note["gold"]["alerts"]}
    mine = {a["rule"]: a["urgency"] for a in said["alerts"] if a["rule"] != "RAISED"}
    rank = {"emergency": 3, "same_day": 2, "prompt": 1, "routine": 0, UNSAID: 0}
    for rule, urgency in gold.items():
        if rule in may:
            continue
        known = rule in mine and rank[mine[rule]] >= rank[urgency]
        found.add(urgency, "right" if known else "missed", note, (rule, urgency, mine))
        as_urgent = mine.get(rule) == urgency or (known and f"{rule}.urgency" in may)
        found.add("alerts", "right" if as_urgent else "missed", note, (rule, urgency, mine))
    for rule, urgency in mine.items():
        if rule not in gold and rule not in may:
            found.add("alerts", "wrong", note, (rule, urgency))
    highest = max((rank[u] for u in gold.values()), default=-1)
    if highest < 2 and "red_flag" not in note["tags"]:
        loud = [r for r, u in mine.items() if rank[u] >= 2 and r not in may]
        found.add("false alarms", "wrong" if loud else "right", note, loud)


def _unreal(note: Answer, said: Answer, found: Score) -> None:
    """What must not be recorded as present: each listed id is one chance to go wrong."""
    recorded = {p["what"] for s in ("episodes", "exposures", "actions") for p in said[s] if _there(p)}
    for what in note.get("absent", ()):
        found.add("false records", "wrong" if what in recorded else "right", note, what)


def lines(found: Score) -> Iterator[str]:
    """The result as a table of one line a section."""
    for section in ("episodes", "exposures", "actions", "medicines", "measures", "alerts"):
        counts = found.right[section], found.wrong[section], found.missed[section]
        yield f"{section:14} F1 {found.f1(section):.3f}   right {counts[0]}, wrong {counts[1]}, missed {counts[2]}"
    for section in ("times", "details", "emergency", "same_day", "prompt"):
        yield f"{section:14} {found.share(section):.3f} of {found.right[section] + found.missed[section]}"
    for section in ("false records", "false alarms"):
        yield f"{section:14} {found.rate(section):.3f} of {found.right[section] + found.wrong[section]}"


def main(words: list[str]) -> int:
    """Score a file of notes and show the failures of one section, or of all."""
    read = reader("en")

    def answer(note: Answer) -> Answer:
        told, findings = read(note["text"], datetime.fromisoformat(note["now"]))
        return {**as_json(told), "alerts": [{"rule": f.rule, "urgency": f.urgency.value} for f in findings]}

    found = score(read_notes(words[0]), answer)
    print("\n".join(lines(found)))
    shown = words[2] if len(words) > 2 else None
    for section, verdict, id, what in found.failures:
        if shown in (section, "all"):
            print(f"{section} {verdict} {id} {what}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

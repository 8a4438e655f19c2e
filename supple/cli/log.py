# SPDX-License-Identifier: Apache-2.0
"""`supple log`: keep a note, or that something happened now; it is on the disk when the command returns."""

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from supple.errors import SuppleError

if TYPE_CHECKING:
    from supple.actions.record import Recorded
    from supple.care.finding import Finding

FELT = ("what", "site", "side", "severity")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words, or what happened."""
    parser.add_argument("words", nargs="?", help="a note, kept as written; left out: something happened just now")
    parser.add_argument("--what", help="spasm, cramp, stiffness, clonus, pain, fall ...")
    parser.add_argument("--site", help="calf, hamstring, foot ...")
    parser.add_argument("--side", help="left, right or both")
    parser.add_argument("--severity", type=int, help="0 to 10")
    parser.add_argument("--at", help="when, such as 2026-11-21T03:05:00+01:00 (default: now)")
    parser.add_argument("--person", metavar="NAME", help="whose diary (default: the only person there is)")
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    """Keep what was said; a sentence and exit 2 when it cannot be taken."""
    from datetime import UTC, datetime

    from supple.cli import django_door

    django_door.ready()
    from supple.actions.read_note import asked_of, record_and_read
    from supple.actions.whose import whose

    now, person = datetime.now(UTC), whose(args.person)
    said = record_and_read(person, _entries(args, now.isoformat()), now, source="command line")
    for problem in (p for kept in said.results for p in kept.problems):
        raise SuppleError("not-kept", f"Not kept: {problem.place or 'the entry'}. {problem.sentence}")
    asked = asked_of(person, said, now)
    print(_as_json(said, asked) if args.json else "\n".join(["Kept.", *_warnings(said), *_questions(asked)]))
    return 0


def _entries(args: argparse.Namespace, now: str) -> list[object]:
    from uuid_utils.compat import uuid7

    at = args.at or now
    felt = {name: getattr(args, name) for name in FELT if getattr(args, name) is not None}
    said: list[object] = []
    if args.words is not None:
        said.append({"kind": "note", "id": str(uuid7()), "at": at, "text": args.words})
    if felt or args.words is None:
        said.append({"kind": "episode", "id": str(uuid7()), "at": at, **felt})
    return said


def _as_json(said: "Recorded", asked: "Sequence[Finding]") -> str:
    kept = [{"id": k.id, "status": k.status} for k in said.results]
    alerts, questions = (
        [{"rule": f.rule, "urgency": f.urgency.value} for f in some] for some in (said.findings, asked)
    )
    return json.dumps({"kept": kept, "alerts": alerts, "asked": questions, "checked": said.checked})


def _warnings(said: "Recorded") -> list[str]:
    if not said.checked:
        return ["The warning signs could not be checked. If something is badly wrong, call the emergency number."]
    return [line for f in said.findings for line in (f"! {f.title}", f"  {f.says}", f"  {f.do}")]


def _questions(asked: "Sequence[Finding]") -> list[str]:
    return [line for f in asked for line in (f"? Is this so? {f.title}", f"  If it is, or you are not sure: {f.do}")]

# SPDX-License-Identifier: Apache-2.0
"""How many profiles a second does `supple check --file` answer on one core, and how long does it take for one?"""

import json
import resource
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.diary import own_home, verdict
from benchmarks.startup import COMMAND, keep_bytecode, seconds
from supple.care.profile import UNREMARKABLE
from supple.interop.case import read_cases
from supple.knowledge.load import knowledge

MANY, LEAST_A_SECOND, MOST_MS = 10_000, 500, 300
CASES = Path(__file__).parent.parent / "tests" / "cases"
Raw = dict[str, Any]


def written() -> list[Raw]:
    """The profiles of the written cases, as they say them: what a case leaves out is not filled in."""
    read = (case for path in sorted(CASES.glob("*.yaml")) for case in read_cases(path.read_text(), path.name))
    return [case.given.profile for case in read if case.given.profile is not None]


def much_said(chance: Random) -> Raw:
    """Somebody about whom nearly every rule has something to look at."""
    words, wishes = knowledge().vocabulary, ("stretch", "massage_gun", "heat_pack", "magnesium", "sauna", "drink")
    names = chance.sample(sorted(words.medicines), 6)
    return {
        **UNREMARKABLE,
        "conditions": chance.sample(sorted(words.ids("condition")), 4),
        "medicines": [{"name": name, "dose_mg": 10, "times": ["08:00", "20:00"]} for name in names],
        "symptoms": [{"id": id, "severity": 5} for id in chance.sample(sorted(words.ids("symptom")), 5)],
        "supplements": [{"name": "magnesium", "elemental_mg": 100, "times": ["20:00"]}],
        "plan_request": [{"id": kind, "kind": kind, "site": "calf"} for kind in chance.sample(wishes, 3)],
    }


def sets() -> Iterator[tuple[str, list[Raw]]]:
    """Three kinds of people: those of the cases, the same with everything else unknown, and people with much."""
    cases, chance = written(), Random(1)
    yield "of the written cases", [{**UNREMARKABLE, **profile} for profile in cases]
    yield "of which most is unknown", cases
    yield "with much to look at", [much_said(chance) for _ in range(500)]


def processor_seconds(*words: str) -> float:
    """How long one core works on a command; what else the machine does meanwhile plays no part."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([COMMAND, *words], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure, print."""
    with own_home() as folder, tempfile.TemporaryDirectory() as place:
        keep_bytecode(folder)
        for what, profiles in sets():
            lines, one = Path(place) / "in.jsonl", Path(place) / "one.json"
            asked = enumerate(islice(cycle(profiles), MANY))
            lines.write_text("".join(json.dumps({"id": n, "profile": p}, default=str) + "\n" for n, p in asked))
            one.write_text(json.dumps(profiles[0], default=str))
            verdict(f"one profile {what}", seconds("check", str(one), "--json") * 1000, "ms", MOST_MS)
            rate = MANY / processor_seconds("check", "--file", str(lines), "--json")
            verdict(f"{MANY} profiles {what}", rate, "a second", LEAST_A_SECOND, at_least=True)


if __name__ == "__main__":
    main()

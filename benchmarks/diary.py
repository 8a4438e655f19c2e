# SPDX-License-Identifier: Apache-2.0
"""A made-up diary of twenty entries a day, and a home of its own to keep it in."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from supple.entries.entry import Entry
from supple.entries.kinds import ONE

Said = tuple[str, dict[str, Any]]
STANDING: tuple[Said, ...] = (
    ("fact", {"topic": "birth_year", "number": 1980}),
    ("fact", {"topic": "condition", "name": "heat_sensitive"}),
    ("fact", {"topic": "lab", "name": "egfr", "number": 88}),
    ("treatment", {"name": "baclofen", "change": "started", "dose_mg": 10, "times": ["08:00", "14:00", "20:00"]}),
    ("treatment", {"name": "ocrelizumab", "change": "infusion", "route": "infusion"}),
)


def entry(chance: Random, at: datetime, kind: str, fields: dict[str, Any]) -> Entry:
    """One entry with an id from the same dice."""
    return ONE.validate_python({"id": UUID(int=chance.getrandbits(128), version=4), "kind": kind, "at": at, **fields})


def a_day(chance: Random) -> list[Said]:
    """What somebody who writes down a lot says in a day."""
    first, second, third, fourth, fifth = (chance.randint(0, 10) for _ in range(5))
    checks: list[dict[str, Any]] = [
        {"spasticity": first, "spasm_count": second}, {"pain": third, "mood": fourth}, {"sleep_hours": 6.5},
    ]  # fmt: skip
    spasm = {"what": "spasm", "site": "calf", "side": "left", "severity": fifth}
    spasms: list[dict[str, Any]] = [spasm, {"what": "cramp", "woke": True}, {}]
    met = ["heat", "poor_sleep", "stress"]
    return [
        *(("check_in", c) for c in checks),
        *(("episode", s) for s in spasms),
        *(("dose", {"medicine": "baclofen", "dose_mg": 10}) for _ in range(3)),
        *(("exposure", {"what": what, "present": chance.random() < 0.3}) for what in met),
        *(("intake", {"sort": "drink", "what": "water", "amount": 1, "unit": "glass"}) for _ in range(4)),
        ("session", {"what": "stretching", "minutes": 10}),
        ("session", {"what": "walking", "minutes": 15}),
        ("bowel", {"what": "movement"}),
        ("note", {"text": "A slow start, then better once the sun was on the bench by the window."}),
    ]


def made_up(days: int, until: datetime, seed: int = 1) -> Iterator[Entry]:
    """Twenty entries a day for so many days before a moment."""
    chance = Random(seed)
    first = until - timedelta(days=days)
    for kind, fields in STANDING:
        yield entry(chance, first, kind, fields)
    for day in range(days):
        for kind, fields in a_day(chance):
            yield entry(chance, first + timedelta(days=day, seconds=chance.randrange(86_400)), kind, fields)


@contextmanager
def own_home() -> Iterator[str]:
    """An empty installation with SQLite; gone at the end."""
    folder = tempfile.mkdtemp(prefix="supple-bench-")
    os.environ["SUPPLE_HOME"] = folder
    os.environ.pop("DATABASE_URL", None)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def planted(days: int) -> Any:
    """Ada with a diary of so many days, in the home at hand."""
    from supple.cli.django_door import ready  # noqa: PLC0415 - Django reads SUPPLE_HOME when it starts

    ready()
    from supple.actions.begin import add_person  # noqa: PLC0415
    from supple.journal import store  # noqa: PLC0415

    now = datetime.now(UTC)
    person = add_person("Ada", "ada", "a quiet evening walk", "Europe/Berlin")
    diary = list(made_up(days, now))
    for start in range(0, len(diary), 2000):
        store.append(person, diary[start : start + 2000], now, "made-up")
    return person


def verdict(what: str, figure: float, unit: str, most: float, at_least: bool = False) -> None:
    """One line: the figure beside its target."""
    met = figure >= most if at_least else figure <= most
    print(f"{what:<58} {figure:9.3f} {unit:<9} {'>=' if at_least else '<='} {most:g}  {'met' if met else 'MISSED'}")

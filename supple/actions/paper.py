# SPDX-License-Identifier: Apache-2.0
"""How does a week that was kept on paper come into the diary? The same rows are printed and typed in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid5

from supple.actions.look_back import timeline
from supple.actions.record import Recorded, record
from supple.entries.did import Dose, Exposure
from supple.entries.entry import zone_named
from supple.entries.felt import CheckIn
from supple.entries.measure import measure
from supple.entries.timeline import Timeline, diary_day
from supple.people.models import Person
from supple.report.paper import Line, days_of
from supple.report.sections import say

ASKED = (
    ("spasticity", say("Stiffness, 0 to 10")), ("spasm_count", say("Spasms and cramps")),
    ("wake_count", say("Woken at night")), ("sleep_hours", say("Hours of sleep")), ("falls", say("Falls")),
)  # fmt: skip
USUAL = ("poor_sleep", "heat", "stress", "long_sitting")
MOST_MET, MOST_MEDICINES = 5, 3
LATELY = timedelta(days=90)
Cell = tuple[date, str]


@dataclass(frozen=True, slots=True)
class Week:
    """A sheet: its days up to today, its rows, and what the diary holds for each box already."""

    first: date
    days: tuple[date, ...]
    lines: tuple[Line, ...]
    known: Mapping[Cell, str]


def week(person: Person, first: date, now: datetime) -> Week:
    """The sheet of the seven days from `first`, with what is already kept."""
    diary = timeline(person, since=now - LATELY) if first > (now - LATELY).date() else timeline(person)
    today = diary_day(now, zone_named(person.zone), person.day_starts)
    lines = _lines(diary)
    days = tuple(day for day in days_of(first) if day <= today)
    return Week(first, days, lines, _known(diary, set(days)))


def type_in(person: Person, sheet: Week, cells: Mapping[Cell, str], now: datetime) -> tuple[Recorded, list[Cell]]:
    """Keep what was written into empty boxes; what became of each is told in the order of the cells given back.

    The same sheet sent twice adds nothing: a box and its value always make the same entry.
    """
    hows = {line.id: line.how for line in sheet.lines}
    fresh = [
        (cell, value.strip()) for cell, value in cells.items()
        if value.strip() and cell not in sheet.known and cell[0] in sheet.days and cell[1] in hows
    ]  # fmt: skip
    raw = [_entry(person, cell, value, hows[cell[1]]) for cell, value in fresh]
    return record(person, raw, now, source="paper"), [cell for cell, _value in fresh]


def _lines(diary: Timeline) -> tuple[Line, ...]:
    asked = [Line(id, label, "number") for id, label in ASKED]
    met = Counter(e.what for e in diary.of(Exposure) if e.present)
    often = [what for what, _times in met.most_common(MOST_MET)]
    shown = list(dict.fromkeys([*often, *USUAL]))[:MOST_MET]
    ticks = [Line(what, say(measure(what).label), "tick") for what in shown]
    taken = Counter(d.medicine for d in diary.of(Dose))
    doses = [
        Line(f"dose:{name}", say("{name}", name=name), "dose") for name, _times in taken.most_common(MOST_MEDICINES)
    ]
    return (*asked, *ticks, *doses)


def _known(diary: Timeline, days: set[date]) -> dict[Cell, str]:
    """What stands in a box already; several doses of a day are told as the last of them."""
    known: dict[Cell, str] = {}
    for day, name, value in diary.readings():
        if day in days and (name in CheckIn.feeds or value):
            known[day, name] = f"{value:g}"
    for dose in diary.of(Dose):
        day = diary.day_of(dose)
        if day in days:
            known[day, f"dose:{dose.medicine}"] = "M" if dose.status in ("missed", "ran_out") else "T"
    return known


def _entry(person: Person, cell: Cell, value: str, how: str) -> dict[str, Any]:
    day, line = cell
    at = datetime.combine(day, person.day_starts, zone_named(person.zone))
    said = {"id": uuid5(person.pk, f"paper {day} {line} {value}"), "at": at}
    if how == "dose":
        status = {"t": "taken", "m": "missed"}.get(value.lower(), value)
        return {**said, "kind": "dose", "medicine": line.removeprefix("dose:"), "status": status}
    if how == "tick":
        return {**said, "kind": "exposure", "what": line, "present": True}
    return {**said, "kind": "check_in", "about": day, line: value.replace(",", ".")}

# SPDX-License-Identifier: Apache-2.0
"""What in the diary is a reason to pause a trial? Infection, relapse, a changed treatment, a spell of heat.

A reason is proposed, never acted on alone: the person pauses, or says that the trial goes on in spite of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from supple.entries.did import Exposure
from supple.entries.entry import Entry
from supple.entries.known import Flare, Treatment
from supple.entries.measured import Measurement
from supple.entries.timeline import Timeline
from supple.entries.tried import PhaseChanged
from supple.insight.course import Course, names

LATELY = timedelta(days=7)  # older reasons are not brought up any more
FEVER = 38.0  # degrees Celsius: TRG-02
HOT_DAYS = 3  # in a row make a spell of heat
FLARES = {"uti": "infection", "infection": "infection", "relapse": "relapse", "steroid_course": "relapse"}
STEPS = frozenset({"started", "changed", "stopped", "injection", "pump_fill", "infusion", "programme"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reason to pause, and the day from which it holds."""

    why: str
    since: date


def proposals(course: Course, timeline: Timeline, today: date) -> tuple[Proposal, ...]:
    """Reasons of the last days that were neither acted on nor put aside, one of each kind, the earliest day of it."""
    if course.paused or not course.days:
        return ()
    earliest = max(course.days[0].day, today - LATELY)
    answered = _answered(course, timeline)
    found: dict[str, date] = {}
    for why, since, last in _reasons(timeline, today):
        known = answered.get(why)
        if last >= earliest and since <= today and (known is None or since - known > LATELY):
            counted = max(since, course.days[0].day)
            found[why] = min(found.get(why, counted), counted)
    return tuple(Proposal(why, since) for why, since in sorted(found.items()))


def _answered(course: Course, timeline: Timeline) -> dict[str, date]:
    """The latest day on which each reason was paused for, gone on from or put aside."""
    out: dict[str, date] = {}
    why = ""
    for step in timeline.of(PhaseChanged):
        if names(step, course.started):
            why = step.why or why
            out[why] = timeline.day_of(step)
    return out


def _reasons(timeline: Timeline, today: date) -> Iterator[tuple[str, date, date]]:
    """(reason, first day, last day) of everything in the diary that disturbs a trial."""
    hot: set[date] = set()
    for entry in timeline:
        day = timeline.day_of(entry)
        if isinstance(entry, Exposure) and entry.what == "heat":
            hot = hot | {day} if entry.present else hot - {day}
        elif why := _reason(entry):
            yield why, day, _lasts(entry, day, today)
    spell: list[date] = []
    for day in sorted(hot):
        spell = [*spell, day] if spell and day - spell[-1] == timedelta(days=1) else [day]
        if len(spell) >= HOT_DAYS:
            yield "heat wave", spell[0], day


def _reason(entry: Entry) -> str:
    match entry:
        case Flare():
            return FLARES[entry.what]
        case Exposure(what="infection" | "uti" | "fever", present=True):
            return "infection"
        case Measurement(measure="temp_c") if entry.value >= FEVER:
            return "infection"
        case Treatment() if entry.change in STEPS:
            return "dose change"
        case _:
            return ""


def _lasts(entry: Entry, day: date, today: date) -> date:
    """An infection or relapse goes on until it is said to be over, but is not brought up for ever."""
    if isinstance(entry, Flare):
        return entry.until or min(today, day + LATELY)
    return day

# SPDX-License-Identifier: Apache-2.0
"""How did the plan change over the weeks, and why? Two plans side by side; a version is a name for what one holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from supple.care.doable import Plan, PlanLine

PASSED = "What called for it has passed."
Sort = Literal["came", "went", "shorter", "longer", "moved"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that is not as it was; `why` is empty where the plan itself cannot say it."""

    sort: Sort
    what: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """The plan of one day, and what was different from the one before it."""

    day: date
    name: str
    plan: Plan
    differences: tuple[Difference, ...] = ()


def name_of(plan: Plan) -> str:
    """A short name that two plans share only when they ask the same of the person."""
    held = [(line.knowledge, line.side, line.position, line.minutes, line.reps, line.clock) for line in plan.lines]
    return hashlib.sha256(repr((plan.suppressed, sorted(held, key=repr))).encode()).hexdigest()[:6]


def versions(plans: Mapping[date, Plan]) -> tuple[Version, ...]:
    """The plans of several days, the newest first, each against the one before it."""
    days = sorted(plans)
    made = [
        Version(day, name_of(plans[day]), plans[day], differences(plans[before], plans[day]) if before else ())
        for before, day in zip([None, *days], days, strict=False)
    ]
    return tuple(reversed(made))


def differences(before: Plan, after: Plan) -> tuple[Difference, ...]:
    """What came, went, grew shorter or longer, or moved in the day."""
    old, new = _by_item(before.lines), _by_item(after.lines)
    gone = (Difference("went", old[id].what, _why_gone(id, old[id], after)) for id in old if id not in new)
    come = (Difference("came", line.what, line.reasons[0]) for id, line in new.items() if id not in old)
    changed = (one for id, line in new.items() if id in old for one in _changed(old[id], line))
    return (*gone, *come, *changed)


def _by_item(lines: Sequence[PlanLine]) -> dict[str, PlanLine]:
    return {line.knowledge: line for line in lines}


def _why_gone(id: str, line: PlanLine, after: Plan) -> str:
    """Why it is left out now: the warning that stands, or the reason for which it is held back."""
    if after.suppressed_by:
        return after.suppressed_by.title
    held = next((held.why for held in after.held if id == held.rule or held.what == line.what), "")
    return held or (PASSED if line.kind == "day" else "")


def _changed(before: PlanLine, after: PlanLine) -> Iterator[Difference]:
    why = after.lesson.why if after.lesson else ""
    old, new = before.minutes or 0, after.minutes or 0
    if new != old:
        yield Difference("shorter" if new < old else "longer", after.what, why)
    if after.clock != before.clock:
        yield Difference("moved", after.what, after.clock or "")

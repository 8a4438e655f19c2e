# SPDX-License-Identifier: Apache-2.0
"""The trial of the made-up person: cooling down, four pairs of weeks in an order drawn by chance, and it did ease."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from supple.insight import design
from supple.insight.design import Plan

ITEM, CHANGE, OUTCOME = "RLF-06", "Cool down", "spasticity"
EASES = 2.2
"""Points of the 0-10 score by which the made-up legs are eased on days with it."""
USUAL_DAYS, FORGOTTEN = 28, 23
_PLAN = Plan(4, design.PACES["same-day"].block, design.PACES["same-day"].washout, "random", 3)


def turns(first: date) -> dict[date, str]:
    """Which day of the trial is with the change (B) and which as usual (A)."""
    spans = [condition for condition, days in design.spans(_PLAN) for _ in range(days)]
    begins = first + timedelta(days=USUAL_DAYS)
    return {begins + timedelta(days=n): condition for n, condition in enumerate(spans)}


def entries(trial: UUID, first: date, knowledge: str) -> Iterator[tuple[str, date, str, Mapping[str, Any]]]:
    """What was said of it, as kind, day, clock and fields: its start, an answer on each day, its end."""
    days = turns(first)
    starts = min(days)
    phases: list[dict[str, object]] = []
    begins = starts
    for turn, length in design.spans(_PLAN):
        phases.append({"condition": turn, "starts": begins, "days": length})
        begins += timedelta(days=length)
    what = {"change": CHANGE, "outcome": OUTCOME, "item": ITEM, "knowledge": knowledge}
    drawn = {"phases": phases, "seed": _PLAN.seed, "order": _PLAN.order}
    yield "trial_started", starts - timedelta(days=1), "19:00", {"id": trial, **what, **drawn}
    for nth, (day, condition) in enumerate(days.items()):
        done = condition == "B" and nth != FORGOTTEN
        yield "trial_day", day, "20:30", {"trial": str(trial), "done": done}
    yield "trial_ended", begins, "09:00", {"trial": str(trial), "finished": True}

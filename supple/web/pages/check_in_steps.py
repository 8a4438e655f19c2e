# SPDX-License-Identifier: Apache-2.0
"""The questions of a check-in: warning signs first, then what the person chose, sleep, and what was met."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from supple.entries.did import Exposure
from supple.entries.entry import Entry
from supple.entries.felt import CheckIn
from supple.entries.timeline import Timeline


@dataclass(frozen=True)
class Score:
    """One question answered with one big button."""

    field: str
    ask: Any
    help: Any
    low: Any
    high: Any
    values: tuple[int, ...] = tuple(range(11))
    unit: Any = ""


SCORES: Mapping[str, Score] = {
    "legs": Score(
        "spasticity", _("How stiff or jumpy were your legs in the last 24 hours?"),
        _("Think of the whole day and night together."), _("0: not at all"), _("10: as bad as can be"),
    ),
    "pain": Score("pain", _("How much pain in the last 24 hours?"), "", _("0: none"), _("10: as bad as can be")),
    "tiredness": Score("fatigue_level", _("How tired are you?"), "", _("0: not tired"), _("10: worn out")),
    "count": Score(
        "spasm_count", _("How many spasms in the last 24 hours?"), _("About is enough."), "", "",
        (*range(11), 15, 20, 30, 50),
    ),
    "slept": Score("sleep_quality", _("How well did you sleep?"), "", _("0: not at all well"), _("10: very well")),
    "stress": Score("stress_level", _("How much stress today?"), "", _("0: none"), _("10: as bad as can be")),
    "mood": Score("mood", _("How is your mood?"), "", _("0: as low as can be"), _("10: very good")),
    "walking": Score(
        "impact_walking", _("How much were your legs in the way of walking?"), "", _("0: not at all"),
        _("10: as bad as can be"),
    ),
    "seats": Score(
        "impact_transfers", _("How much were your legs in the way of moving from one seat to another?"), "",
        _("0: not at all"), _("10: as bad as can be"),
    ),
    "care": Score(
        "impact_care", _("How much were your legs in the way of washing and dressing?"), "", _("0: not at all"),
        _("10: as bad as can be"),
    ),
    "sleep": Score(
        "sleep_hours", _("How many hours did you sleep last night?"), _("About is enough."), "", "",
        tuple(range(1, 13)), _("h"),
    ),
}  # fmt: skip
STEPS = ("signs", *SCORES, "met")
"""Every question there is; `asked_of` chooses among them."""


def asked_of(ask: Iterable[str], on_trial: str = "") -> tuple[str, ...]:
    """The questions of a person: warning signs, what they chose, what is on trial, sleep, and what was met."""
    wanted = dict.fromkeys([*ask, on_trial])
    chosen = [step for name in wanted for step, score in SCORES.items() if score.field == name]
    return ("signs", *chosen, "sleep", "met")


def answered(mine: Iterable[Entry]) -> set[str]:
    """The steps that today's entries answer already."""
    done: set[str] = set()
    for entry in mine:
        if isinstance(entry, CheckIn):
            done |= {"signs"} if entry.signs_asked else set()
            done |= {step for step, score in SCORES.items() if getattr(entry, score.field) is not None}
        elif isinstance(entry, Exposure) and not entry.present:
            done.add("met")
    return done


def progress(mine: Iterable[Entry], steps: Sequence[str]) -> dict[str, int]:
    """How far today's check-in is."""
    return {"done": len(answered(mine) & set(steps)), "of": len(steps)}


def next_step(done: set[str], steps: Sequence[str], after: str | None = None) -> str | None:
    """The first step that is open, from `after` on; None when nothing is left."""
    start = steps.index(after) + 1 if after in steps else 0
    return next((step for step in steps[start:] if step not in done), None)


def next_due(lately: Timeline, every_days: int, today: date) -> date | None:
    """The day on which the person wants to be asked again; None when that is today."""
    days = [
        lately.day_of(c) for c in lately.of(CheckIn) if any(getattr(c, s.field) is not None for s in SCORES.values())
    ]
    due = max((day for day in days if day < today), default=date.min) + timedelta(days=every_days)
    return due if due > today else None


def last_time(lately: Timeline, step: str) -> float | None:
    """What was answered the last time this was asked."""
    score = SCORES.get(step)
    said = (getattr(c, score.field) for c in lately.of(CheckIn)) if score else ()
    given = [value for value in said if value is not None]
    return given[-1] if given else None

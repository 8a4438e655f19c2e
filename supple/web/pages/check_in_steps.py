# SPDX-License-Identifier: Apache-2.0
"""The questions of a check-in: warning signs first, then at most three scores, sleep, and what was met."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from supple.entries.did import Exposure
from supple.entries.entry import Entry
from supple.entries.felt import CheckIn
from supple.entries.timeline import Timeline

STEPS = ("signs", "legs", "pain", "tiredness", "sleep", "met")


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
    "sleep": Score(
        "sleep_hours", _("How many hours did you sleep last night?"), _("About is enough."), "", "",
        tuple(range(1, 13)), _("h"),
    ),
}  # fmt: skip


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


def progress(mine: Iterable[Entry]) -> dict[str, int]:
    """How far today's check-in is."""
    return {"done": len(answered(mine)), "of": len(STEPS)}


def next_step(done: set[str], after: str | None = None) -> str | None:
    """The first step that is open, from `after` on; None when nothing is left."""
    start = STEPS.index(after) + 1 if after in STEPS else 0
    return next((step for step in STEPS[start:] if step not in done), None)


def last_time(lately: Timeline, step: str) -> float | None:
    """What was answered the last time this was asked."""
    score = SCORES.get(step)
    said = (getattr(c, score.field) for c in lately.of(CheckIn)) if score else ()
    given = [value for value in said if value is not None]
    return given[-1] if given else None

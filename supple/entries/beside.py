# SPDX-License-Identifier: Apache-2.0
"""Where do the person and somebody else say different things of the same day? Both stand; neither is corrected."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from supple.entries.measure import measure
from supple.entries.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Beside:
    """One question of one day: what the person said last, and what each other one said last."""

    day: date
    measure: str
    own: float
    others: tuple[tuple[str, float], ...]


def beside(timeline: Timeline) -> tuple[Beside, ...]:
    """The answers that differ, in order of days; what adds up over a day is no answer and is left out."""
    own: dict[tuple[date, str], float] = {}
    others: dict[tuple[date, str], dict[str, float]] = defaultdict(dict)
    for entry in timeline:
        for name, value in entry.readings():
            if measure(name).combine != "last":
                continue
            key = (timeline.day_of(entry), name)
            if entry.by:
                others[key][entry.by] = value
            else:
                own[key] = value
    found = (
        Beside(*key, own[key], tuple(sorted((by, v) for by, v in told.items() if v != own[key])))
        for key, told in others.items()
        if key in own
    )
    return tuple(sorted((one for one in found if one.others), key=lambda one: (one.day, one.measure)))

# SPDX-License-Identifier: Apache-2.0
"""What did the last two weeks bring that a plan should fit: the places, the nights, the strength, the means?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from statistics import median

from supple.care.learned import Lesson, lessons
from supple.entries.entry import zone_named
from supple.entries.events import events
from supple.entries.felt import CheckIn, Episode
from supple.entries.known import Fact
from supple.entries.timeline import Timeline, diary_day

NO_LESSON = Lesson()
WEEKS_BACK = timedelta(days=14)
NIGHTS_WITH_CRAMPS = 2
LAST_DAYS, WORN_DAYS = 4, 3
USUAL_DAYS, LEAST_USUAL = 21, 5
CLEARLY = 2
"""Points above the usual tiredness, on three of four days, before the plan speaks of it; our own choice."""
_CRAMPING = frozenset({None, "spasm", "cramp", "stiffness"})
_EVENING, _MORNING = time(22, 0), time(6, 0)


@dataclass(frozen=True, slots=True)
class Recent:
    """What the plan fits itself to; the default is a person about whom nothing of this was said."""

    places: tuple[tuple[str, str | None], ...] = ()
    """(site, side), the most often named first."""
    night_cramps: bool = False
    fatigue: float | None = None
    worn: bool = False
    """More tired than this person's own usual on most of the last days."""
    mobility: str | None = None
    drink_style: str | None = None
    lessons: Mapping[str, Lesson] = field(default_factory=dict)
    """What was learnt about each line of the plan, by its remedy."""

    def lesson(self, remedy: str) -> Lesson:
        """What was learnt about one line; nothing, when nothing was said of it."""
        return self.lessons.get(remedy, NO_LESSON)


def recent(timeline: Timeline, now: datetime) -> Recent:
    """What the timeline tells about the two weeks before now."""
    near = timeline.since(now - WEEKS_BACK).until(now)
    bouts = [e for e in events(near) if e.what in _CRAMPING and e.count != 0]
    nights = {near.day_of(e) for e in bouts if _by_night(e, near)}
    tired = [
        c.fatigue_level for c in near.of(CheckIn) if c.fatigue_level is not None and now - c.at <= timedelta(hours=24)
    ]
    return Recent(
        places=_places(bouts),
        night_cramps=len(nights) >= NIGHTS_WITH_CRAMPS,
        fatigue=tired[-1] if tired else None,
        worn=_worn(timeline, now),
        mobility=_word(timeline.until(now), "mobility"),
        drink_style=_word(timeline.until(now), "drink_style"),
        lessons=lessons(timeline.until(now), now),
    )


def _worn(timeline: Timeline, now: datetime) -> bool:
    """Whether the last days were clearly above the middle of the weeks before; too few days say nothing."""
    today = diary_day(now, timeline.zone, timeline.day_starts)
    highest: dict[int, float] = {}
    for check in timeline.since(now - timedelta(days=USUAL_DAYS + LAST_DAYS)).until(now).of(CheckIn):
        if check.fatigue_level is not None:
            ago = (today - timeline.day_of(check)).days
            highest[ago] = max(check.fatigue_level, highest.get(ago, 0))
    before = [level for ago, level in highest.items() if ago >= LAST_DAYS]
    if len(before) < LEAST_USUAL:
        return False
    usual = median(before)
    return sum(level >= usual + CLEARLY for ago, level in highest.items() if ago < LAST_DAYS) >= WORN_DAYS


def _by_night(episode: Episode, timeline: Timeline) -> bool:
    local = episode.at.astimezone(zone_named(episode.zone) if episode.zone else timeline.zone).time()
    return bool(episode.woke) or local >= _EVENING or local < _MORNING


def _places(bouts: Iterable[Episode]) -> tuple[tuple[str, str | None], ...]:
    counted = Counter((e.site, e.side) for e in bouts if e.site)
    sides: dict[str, set[str | None]] = {}
    for site, side in counted:
        sides.setdefault(site, set()).add(side)
    totals = Counter({site: sum(n for (s, _), n in counted.items() if s == site) for site in sides})
    return tuple((site, _one_side(sides[site])) for site, _ in totals.most_common())


def _one_side(sides: set[str | None]) -> str | None:
    """Left or right only when nothing else was said."""
    return next(iter(sides)) if len(sides) == 1 else "both"


def _word(timeline: Timeline, topic: str) -> str | None:
    words = [f.word for f in timeline.of(Fact) if f.topic == topic]
    return words[-1] if words else None

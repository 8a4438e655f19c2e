# SPDX-License-Identifier: Apache-2.0
"""How strong is a habit over the last 14 days, and what went better this week than the week before? No streaks.

A pause takes its days out of the count. What went better is counted, never explained.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from supple.care.learned import paused_days
from supple.entries.did import Session
from supple.entries.suited import Pause, Win
from supple.entries.timeline import Timeline, diary_day

SPAN, WEEK = 14, 7
FEWEST_DAYS = 4
"""A week is compared only when at least so many of its days were told."""
ENOUGH_SLEEP_MORE = 0.5
Better = Literal["slept_more", "woken_less", "walked_more", "stretched_more", "less_stiff"]


@dataclass(frozen=True, slots=True)
class Habit:
    """Something done on purpose: on which of the days that count."""

    what: str
    days: tuple[bool | None, ...]
    """The last 14 days, oldest first; None is a day of a pause."""

    @property
    def done(self) -> int:
        """Days on which it was done, pauses left aside."""
        return sum(day is True for day in self.days)

    @property
    def of(self) -> int:
        """Days that count."""
        return sum(day is not None for day in self.days)


@dataclass(frozen=True, slots=True)
class Noticed:
    """What was better in the last seven days than in the seven before: two numbers, no cause."""

    what: Better
    now: float
    before: float


@dataclass(frozen=True, slots=True)
class Habits:
    """Everything the page shows."""

    habits: tuple[Habit, ...] = ()
    noticed: tuple[Noticed, ...] = ()
    wins: tuple[Win, ...] = ()
    paused: Pause | None = None


def look(timeline: Timeline, now: datetime) -> Habits:
    """Habits of the last 14 days, the wins in it, and the pause that holds today."""
    today = diary_day(now, timeline.zone, timeline.day_starts)
    rests = paused_days(timeline, today)
    since = today - timedelta(days=SPAN - 1)
    wins = [w for w in timeline.of(Win) if timeline.day_of(w) >= since]
    return Habits(
        tuple(_habits(timeline, today, rests)),
        tuple(_noticed(timeline, today)),
        tuple(reversed(wins)),
        pause_on(timeline, today),
    )


def pause_on(timeline: Timeline, today: date) -> Pause | None:
    """The pause that holds on a day."""
    holding = [p for p in timeline.of(Pause) if timeline.day_of(p) <= today <= (p.until or timeline.day_of(p))]
    return holding[-1] if holding else None


def _habits(timeline: Timeline, today: date, rests: frozenset[date]) -> list[Habit]:
    """The most practised first; one that rested for two weeks is left out, without a word."""
    done: dict[str, set[date]] = {}
    for session in timeline.of(Session):
        if session.done:
            done.setdefault(session.what, set()).add(timeline.day_of(session))
    span = [today - timedelta(days=n) for n in reversed(range(SPAN))]
    found = [Habit(what, tuple(_day(d, days, rests) for d in span)) for what, days in done.items()]
    return sorted((h for h in found if h.done), key=lambda h: (-h.done, h.what))


def _day(day: date, done: set[date], rests: frozenset[date]) -> bool | None:
    """Done counts also in a pause; not done does not."""
    return True if day in done else (None if day in rests else False)


def _noticed(timeline: Timeline, today: date) -> list[Noticed]:
    readings: dict[str, dict[date, float]] = {}
    for day, measure, value in timeline.readings():
        if today - timedelta(days=2 * WEEK) < day <= today:
            mine = readings.setdefault(measure, {})
            mine[day] = mine.get(day, 0.0) + value if measure in _SUMS else value
    found = (_compared(what, readings.get(measure, {}), today) for what, measure in _WATCHED.items())
    return [one for one in found if one and _is_better(one)]


_WATCHED: Mapping[Better, str] = {
    "less_stiff": "spasticity", "slept_more": "sleep_hours", "woken_less": "wake_count",
    "walked_more": "walking_minutes", "stretched_more": "stretching",
}  # fmt: skip
_SUMS = frozenset({"walking_minutes"})
_LOWER_IS_BETTER = frozenset({"less_stiff", "woken_less"})
_COUNTED: Mapping[Better, float] = {"slept_more": ENOUGH_SLEEP_MORE, "less_stiff": 1.0, "woken_less": 1.0}
"""How much better it must be to be worth a word; our own choice."""


def _compared(what: Better, days: Mapping[date, float], today: date) -> Noticed | None:
    this = [v for d, v in days.items() if d > today - timedelta(days=WEEK)]
    last = [v for d, v in days.items() if d <= today - timedelta(days=WEEK)]
    if what in ("walked_more", "stretched_more"):
        return Noticed(what, sum(this), sum(last)) if this and last else None
    if min(len(this), len(last)) < FEWEST_DAYS:
        return None
    return Noticed(what, _mean(this), _mean(last))


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 1)


def _is_better(one: Noticed) -> bool:
    gain = one.before - one.now if one.what in _LOWER_IS_BETTER else one.now - one.before
    return gain >= _COUNTED.get(one.what, 1.0)

# SPDX-License-Identifier: Apache-2.0
"""At which moment was it? Clock times and parts of the day, as they lie before the moment of the note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from supple.notes.times import Clock

PARTS = {"night": (20, 32), "morning": (0, 12), "afternoon": (12, 18), "evening": (16, 24), "lunch": (11, 15)}
"""From which hour to which; a part may run past midnight."""
MIDDLES = {"night": 26.0, "morning": 8.0, "afternoon": 15.0, "evening": 20.0, "lunch": 12.5, "day": 12.0}


@dataclass(frozen=True, slots=True)
class Daytime:
    """A day or a part of one: how many days back, which part, or which day of the week."""

    first: int
    last: int
    back: int | None = None
    part: str | None = None
    weekday: int | None = None


def moments(clock: Clock, day: Daytime | None, now: datetime, part: str | None) -> list[datetime]:
    """Every moment before now that fits what was said, by the half and the part of the day."""
    hours = {clock.hour}
    if not clock.sure and clock.hour <= 12:
        hours = {clock.hour % 12, clock.hour % 12 + 12}
        if clock.half:
            hours = {clock.hour % 12 + (12 if clock.half == "pm" else 0)}
    parts = [p for p in ((day.part if day else None), part) if p]
    fitting = [
        at
        for back in _days(day, now)
        for hour in hours
        if (at := _on(now, back, hour, clock.minute)) <= now and not _is_next_evening(day, back, hour)
    ]
    for wanted in parts:
        inside = [at for at in fitting if _inside(at.hour + at.minute / 60, wanted)]
        fitting = inside or fitting
    return sorted(fitting)


def in_order(told: Sequence[Sequence[datetime]]) -> list[datetime | None]:
    """Of what each of several times may mean, what follows closest on each other and was last; else each the latest."""
    rows = []
    for first in told[0]:
        row = [first]
        for fitting in told[1:]:
            row += [at for at in fitting if at > row[-1]][:1]
        rows += [row] if len(row) == len(told) else []
    if rows:
        return [*min(reversed(rows), key=lambda row: row[-1] - row[0])]
    return [max(fitting, default=None) for fitting in told]


def _days(day: Daytime | None, now: datetime) -> Sequence[int]:
    if day is None or (day.back is None and day.weekday is None):
        return range(2)
    if day.weekday is not None:
        return ((now.weekday() - day.weekday) % 7, (now.weekday() - day.weekday) % 7 + 7)
    assert day.back is not None
    # "Last night at two" is after midnight, "last night at eleven" before it.
    return (day.back, day.back - 1) if day.part == "night" and day.back else (day.back,)


def _is_next_evening(day: Daytime | None, back: int, hour: int) -> bool:
    return bool(day and day.back and day.part == "night" and back == day.back - 1 and hour >= 12)


def _on(now: datetime, back: int, hour: int, minute: int) -> datetime:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=back) + timedelta(hours=hour, minutes=minute)


def _inside(hour: float, part: str) -> bool:
    start, end = PARTS[part]
    return start <= hour < end or start <= hour + 24 < end


def about(day: Daytime, now: datetime) -> datetime | None:
    """Some moment inside a part of the day that was named without a clock time."""
    back = day.back or 0
    if day.weekday is not None:
        back = (now.weekday() - day.weekday) % 7
    if day.part == "night" and day.back:
        back -= 1  # the middle of last night is after midnight
        hour = MIDDLES["night"] - 24
    else:
        hour = MIDDLES[day.part or "day"] % 24
    at = _on(now, back, int(hour), int(hour % 1 * 60))
    if at > now:
        start = PARTS.get(day.part or "", (0, 0))[0]
        begun = _on(now, back, start % 24, 0)
        at = begun if begun <= now else now
    return min(at, now)

# SPDX-License-Identifier: Apache-2.0
"""When in a day is something free? Exact arithmetic in minutes on the circle of 24 hours; no search, no rounding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from supple.errors import SuppleError

DAY = 24 * 60
SHORTEST = 15
"""Shorter windows are left out: nobody keeps to them."""
Minutes = int
Span = tuple[Minutes, Minutes]
"""From a minute of the day to a later one; the end may lie on the next day. A forbidden span leaves its ends free."""
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@lru_cache(maxsize=1440)
def minute_of(clock: str) -> Minutes:
    """Minutes after midnight, or a refusal of what is no time of day.

    >>> minute_of("08:30")
    510
    """
    read = _CLOCK.fullmatch(clock.strip())
    if read is None:
        raise SuppleError("time-unreadable", "A time of day cannot be read.", "Write times as HH:MM, 00:00 to 23:59.")
    return int(read[1]) * 60 + int(read[2])


def around(doses: Iterable[Minutes], before: float, after: float) -> list[Span]:
    """What each dose forbids: from `after` hours ahead of it to `before` hours behind it.

    A medicine taken `before` hours ahead of the other thing frees the time from then on.

    >>> around([480], before=2, after=6)
    [(120, 600)]
    """
    return [(dose - round(after * 60), dose + round(before * 60)) for dose in doses]


def forbids(span: Span, minute: Minutes) -> bool:
    """Whether a minute lies inside a forbidden span; its ends do not.

    >>> forbids((1380, 1560), 0), forbids((1380, 1560), 1380)
    (True, False)
    """
    start, end = span
    return 0 < (minute - start) % DAY < end - start or end - start > DAY


def windows(forbidden: Iterable[Span]) -> list[Span]:
    """What is left of the day, in order of the start; one may run past midnight, and (0, 1440) is the whole day.

    >>> windows([(120, 600), (840, 1320)])
    [(600, 840), (1320, 1560)]
    """
    spans = [span for span in forbidden if span[1] > span[0]]
    if not spans:
        return [(0, DAY)]
    if any(end - start >= DAY for start, end in spans):
        return []
    joined = _joined(sorted((start % DAY, start % DAY + end - start) for start, end in spans))
    return sorted((a % DAY, a % DAY + b - a) for a, b in _gaps(joined) if b - a >= SHORTEST)


def _joined(spans: list[Span]) -> list[Span]:
    """Overlapping spans as one, in order of the start."""
    joined = [spans[0]]
    for start, end in spans[1:]:
        if start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _gaps(joined: list[Span]) -> list[Span]:
    """The free stretches between spans, once around the circle."""
    reach = max(end for _, end in joined)
    first = joined[0][0] + DAY
    inner = [(a[1], b[0]) for a, b in pairwise(joined)]
    covered = reach - DAY
    free = [(max(start, covered), end) for start, end in inner]
    return [(a, b) for a, b in [*free, (reach, first)] if b > a]


def shown(span: Span) -> list[str]:
    """A window as two clock times.

    >>> shown((1320, 1560)), shown((0, 1440))
    (['22:00', '02:00'], ['00:00', '24:00'])
    """
    return ["00:00", "24:00"] if span == (0, DAY) else [_clock(span[0]), _clock(span[1])]


def _clock(minute: Minutes) -> str:
    return f"{minute % DAY // 60:02d}:{minute % 60:02d}"

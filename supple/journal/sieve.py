# SPDX-License-Identifier: Apache-2.0
"""Which part of a diary do a page, the rules and the bell look at? What each takes from entries that were read.

`store` asks the database for no more than that. Whoever needs several parts reads months once, and takes them from it.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import takewhile
from operator import attrgetter

from supple.entries.did import Dose
from supple.entries.entry import Entry
from supple.entries.felt import CheckIn, Episode
from supple.entries.kinds import KINDS
from supple.entries.timeline import Timeline

CORRECTIONS = frozenset({"replaced", "withdrawn"})
STANDING = CORRECTIONS | {
    "fact", "treatment", "flare", "contact", "goal", "visit", "scale_answer",
    "trial_started", "phase_changed", "trial_ended", "supply", "preference", "pause", "programme",
}  # fmt: skip
"""Kinds that still hold long after they were said: read whole, however short the asked stretch of time is."""
OF_LEGS = frozenset({"check_in", "episode", "measurement"})
"""Kinds that may say how stiff the legs were, or how often they moved by themselves."""
NOT_TONE = ("pain", "weakness", "numbness", "tingling", "fall")
"""Episodes that are usual only when they are old."""
_STANDING, _OF_LEGS = (tuple(KINDS[kind] for kind in sorted(kinds)) for kinds in (STANDING, OF_LEGS))


def lately(read: Timeline, since: datetime) -> Timeline:
    """What held since then, and what still holds."""
    return _from(read, since, read.of(*_STANDING))


def for_rules(read: Timeline, since: datetime, counted_since: datetime) -> Timeline:
    """The same, and what the rules count over a longer time: doses, falls, and what is usual only when it is old."""
    earlier = read.of(*_STANDING, Dose, CheckIn, Episode)
    return _from(read, since, (e for e in earlier if type(e) in _STANDING or (e.at >= counted_since and _counts(e))))


def of_legs(read: Timeline, since: datetime, whole_since: datetime) -> Timeline:
    """What may say how the legs were, and what still holds; from `whole_since` on everything."""
    earlier = read.of(*_STANDING, *_OF_LEGS)
    return _from(read, whole_since, (e for e in earlier if type(e) in _STANDING or e.at >= since))


def only(read: Timeline, asked_for: Callable[[Entry], bool]) -> Timeline:
    """The entries that are asked for."""
    return Timeline(tuple(e for e in read if asked_for(e)), read.zone, read.day_starts)


def _from(read: Timeline, since: datetime, earlier: Iterable[Entry]) -> Timeline:
    """Everything from a moment on, and these of before; a diary is in order, so that no entry of it is asked."""
    first = bisect_left(read.entries, since, key=attrgetter("at"))
    return Timeline((*takewhile(lambda e: e.at < since, earlier), *read.entries[first:]), read.zone, read.day_starts)


def holds(entry: Entry, since: datetime) -> bool:
    """Whether it is of that time, or still holds."""
    return entry.at >= since or kind_of(entry) in STANDING


def kind_of(entry: Entry) -> str:
    """The name of its kind."""
    kind: str = getattr(entry, "kind")  # noqa: B009 - every kind declares its own literal
    return kind


def _counts(entry: Entry) -> bool:
    if isinstance(entry, CheckIn):
        return entry.falls is not None or entry.nothing_today
    return not isinstance(entry, Episode) or entry.what in NOT_TONE

# SPDX-License-Identifier: Apache-2.0
"""A person's entries after their corrections are folded in, and the diary day each belongs to.

A diary day runs from waking to waking: what happens before the usual waking time belongs to the day before.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import chain
from typing import Any, Protocol, TypeVar, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from supple.entries.entry import Entry, Reading, zone_named
from supple.entries.felt import CheckIn
from supple.entries.kinds import Replaced, Withdrawn
from supple.entries.measure import measure
from supple.entries.sighting import Sighting, further, seen_too, sighting

Kind = TypeVar("Kind", bound=Entry)
DAY_STARTS = time(6, 0)
_ONE_DAY = timedelta(days=1)


class _Corrects(Protocol):
    @property
    def id(self) -> Any: ...
    @property
    def target(self) -> Any: ...


Id = TypeVar("Id", UUID, int)
Correcting = TypeVar("Correcting", bound=_Corrects)


def diary_day(at: datetime, zone: ZoneInfo, day_starts: time = DAY_STARTS) -> date:
    """The diary day a moment belongs to, by the clock on the wall where the person was.

    >>> cramp = datetime.fromisoformat("2026-11-21T03:05:00+01:00")
    >>> diary_day(cramp, ZoneInfo("Europe/Berlin")).isoformat()
    '2026-11-20'
    """
    local = at.astimezone(zone)
    # The hour alone tells nearly always, and is asked in a fraction of the time; whole diaries come through here.
    hour, starts = local.hour, day_starts.hour
    begun = hour > starts or (hour == starts and local.time() >= day_starts)
    return local.date() if begun else local.date() - _ONE_DAY


@dataclass(frozen=True)
class Timeline:
    """Entries in order of time, corrections folded in; `zone` is the person's home zone."""

    entries: tuple[Entry, ...]
    zone: ZoneInfo
    day_starts: time = DAY_STARTS

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def of(self, *kinds: type[Kind]) -> Iterator[Kind]:
        """The entries of these kinds, in order."""
        found = [said for kind, said in self._by_kind.items() if issubclass(kind, kinds)]
        said = found[0] if len(found) == 1 else sorted(chain.from_iterable(found))
        return (cast("Kind", self.entries[place]) for place in said)

    def day_of(self, entry: Entry) -> date:
        """The diary day this entry speaks for."""
        if isinstance(entry, CheckIn) and entry.about is not None:
            return entry.about
        return diary_day(entry.at, zone_named(entry.zone) if entry.zone else self.zone, self.day_starts)

    def readings(self) -> Iterator[tuple[date, str, float]]:
        """(day, measure id, value) of everything said that is a measure of its day, in order of time.

        Where the person and somebody else answered the same question of a day, the person's own word counts; the
        other one stays in the diary, beside it. What adds up over a day adds up whoever saw it, but for one event
        that both logged: that counts once.
        """
        own, again = self._own_words, self._said_again
        for entry, day in zip(self.entries, self.days, strict=True):
            for name, value in again[entry.id] if entry.id in again else entry.readings():
                if not entry.by or (day, name) not in own:
                    yield day, name, value

    @cached_property
    def _by_kind(self) -> Mapping[type[Entry], list[int]]:
        """The places of the entries of each kind; rules and plans ask for some fifty times."""
        found: dict[type[Entry], list[int]] = defaultdict(list)
        for place, entry in enumerate(self.entries):
            found[type(entry)].append(place)
        return found

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The diary day of every entry, in their order; worked out once."""
        return tuple(map(self.day_of, self.entries))

    def within(self, first: date, last: date) -> "Timeline":
        """The part that speaks for these days."""
        return self._with(e for e, day in zip(self.entries, self.days, strict=True) if first <= day <= last)

    @cached_property
    def _own_words(self) -> frozenset[tuple[date, str]]:
        """The questions of a day that the person answered, looked up only when somebody else said something too."""
        if not any(e.by for e in self.entries):
            return frozenset()
        mine = ((self.day_of(e), name) for e in self.entries if not e.by for name, _value in e.readings())
        return frozenset((day, name) for day, name in mine if measure(name).combine == "last")

    @cached_property
    def seen_too(self) -> Mapping[UUID, UUID]:
        """Somebody else's event -> the person's own that it was; looked up only when somebody else said something."""
        if not any(e.by for e in self.entries):
            return {}
        days: dict[date, list[Sighting]] = defaultdict(list)
        for entry, day in zip(self.entries, self.days, strict=True):
            if seen := sighting(entry):
                days[day].append(seen)
        found = [pair for seen in days.values() for pair in seen_too(seen).items()]
        return {UUID(int=theirs): UUID(int=mine) for theirs, mine in found}

    @cached_property
    def _said_again(self) -> Mapping[UUID, tuple[Reading, ...]]:
        """What is left to add of each event that the person logged too."""
        if not self.seen_too:
            return {}
        both = {*self.seen_too, *self.seen_too.values()}
        found = {theirs.int: mine.int for theirs, mine in self.seen_too.items()}
        left = further(found, {e.id.int: e.readings() for e in self.entries if e.id in both})
        return {UUID(int=theirs): readings for theirs, readings in left.items()}

    @cached_property
    def quiet_days(self) -> frozenset[date]:
        """Days on which "nothing today" was said: not the same as zero, and not the same as silence."""
        return frozenset(self.day_of(c) for c in self.of(CheckIn) if c.nothing_today)

    def since(self, moment: datetime) -> "Timeline":
        """The part that held at or after a moment."""
        return self._with(e for e in self.entries if e.at >= moment)

    def until(self, moment: datetime) -> "Timeline":
        """The part that held at or before a moment."""
        return self._with(e for e in self.entries if e.at <= moment)

    def without_private(self) -> "Timeline":
        """What may be shown to others."""
        return self._with(e for e in self.entries if not e.private)

    def _with(self, entries: Iterable[Entry]) -> "Timeline":
        return Timeline(tuple(entries), self.zone, self.day_starts)


def fold(entries: Iterable[Entry], zone: ZoneInfo, day_starts: time = DAY_STARTS) -> Timeline:
    """The timeline of a set of entries; the order they arrived in and repeats make no difference.

    Of several corrections of one entry the latest said holds. A correction that is itself withdrawn
    by a later one counts for nothing.
    """
    said = {e.id: e for e in entries}
    corrections = {i: e for i, e in said.items() if isinstance(e, Replaced | Withdrawn)}
    if not corrections:
        return Timeline(tuple(sorted(said.values(), key=_in_order)), zone, day_starts)
    last_word = last_words(corrections, _in_order)
    kept = [e for i, e in said.items() if i not in corrections and i not in last_word]
    again = [c.entry.model_copy(update={"id": t}) for t, c in last_word.items() if isinstance(c, Replaced)]
    return Timeline(tuple(sorted([*kept, *again], key=_in_order)), zone, day_starts)


def last_words(
    corrections: Mapping[Id, Correcting], in_order: Callable[[Correcting], tuple[float, Id]]
) -> dict[Id, Correcting]:
    """Target -> the correction that holds; corrections of corrections are settled from the latest back."""
    void: set[Id] = set()
    holds: dict[Id, Correcting] = {}
    for correction in sorted(corrections.values(), key=in_order, reverse=True):
        if correction.id in void:
            continue
        if correction.target in corrections:
            void.add(correction.target)
        else:
            holds.setdefault(correction.target, correction)
    return holds


def _in_order(entry: Entry) -> tuple[float, UUID]:
    """By moment, then by id; seconds compare several times faster than moments with zones."""
    return entry.at.timestamp(), entry.id

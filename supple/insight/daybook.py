# SPDX-License-Identifier: Apache-2.0
"""What does each day of a diary add up to, so that one more word changes only the days it speaks of?

A day book holds of every entry what it adds to its day, without its words. However a diary came to be what it is, its
day book says what `fold` and `series.from_timeline` say of the whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from supple.entries.entry import Entry, Reading, zone_named
from supple.entries.felt import Episode
from supple.entries.kinds import Correction, Replaced, Withdrawn
from supple.entries.known import Flare, Treatment
from supple.entries.measure import combine
from supple.entries.sighting import Sighting, further, seen_too, sighting
from supple.entries.timeline import DAY_STARTS, Timeline, last_words
from supple.entries.tried import PhaseChanged, TrialEnded, TrialStarted
from supple.insight.series import cells
from supple.insight.tabled import Tabled, tabled

PARTS = 8
"""The day in so many parts of three hours."""
_OF_THE_LEGS = frozenset({None, "spasm", "cramp", "stiffness", "clonus"})
_STANDING = (Treatment, Flare, TrialStarted, PhaseChanged, TrialEnded)
_EMPTY = Tabled()
_EVENT = ""
"""Stands for how many an event was, beside the measures it adds to; no measure is called so."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What one entry adds to its day; `id` is its own, as a number."""

    at: float
    id: int
    day: date
    readings: tuple[Reading, ...] = ()
    by_other: bool = False
    private: bool = False
    event: tuple[int, int] | None = None
    """The part of the day and how many it was, for what the legs did."""
    seen: Sighting | None = None
    """What tells whether somebody else logged the same event."""
    standing: Entry | None = None
    """Treatments, flares and the steps of trials are kept whole: they are few, and pages show them."""


@dataclass(frozen=True, slots=True)
class Word:
    """A correction: what it is about, and what it says instead; nothing when it unsays."""

    at: float
    id: int
    target: int
    instead: Tally | None


@dataclass(frozen=True, slots=True)
class Daybook:
    """A whole diary day by day: `whole` for the person, `shown` without what was marked private."""

    zone: ZoneInfo
    day_starts: time = DAY_STARTS
    said: Mapping[int, Tally] = field(default_factory=dict)
    words: Mapping[int, Word] = field(default_factory=dict)
    holds: Mapping[int, Word] = field(default_factory=dict)
    """The correction that holds for each entry that was corrected."""
    days: Mapping[date, tuple[Tally, ...]] = field(default_factory=dict)
    whole: Tabled = _EMPTY
    shown: Tabled = _EMPTY

    def __len__(self) -> int:
        return len(self.said) + len(self.words)

    def standing(self) -> Timeline:
        """The treatments, flares and steps of trials."""
        found = [t for day in self.days.values() for t in day if t.standing]
        whole = tuple(t.standing for t in sorted(found, key=_in_order) if t.standing)
        return Timeline(whole, self.zone, self.day_starts)

    def within(self, first: date, last: date) -> Iterator[Tally]:
        """What speaks for these days, each event once."""
        return (tally for day, said in self.days.items() if first <= day <= last for tally in _once(said))

    def shown_until(self, moment: datetime) -> Tabled:
        """What held by then and is not private: a phone's clock may run ahead."""
        now = moment.timestamp()
        late = {tally.day for said in self.days.values() for tally in said if tally.at > now}
        return tabled(self.shown, {day: _cells(t for t in _open(self.days[day]) if t.at <= now) for day in late})


def written(book: Daybook, entries: Iterable[Entry]) -> Daybook:
    """The day book with these entries in it as well, in whatever order they came."""
    clock = Timeline((), book.zone, book.day_starts)
    fresh = {e.id.int: e for e in entries if e.id.int not in book.said and e.id.int not in book.words}
    words = {i: _word(e, clock) for i, e in fresh.items() if isinstance(e, Replaced | Withdrawn)}
    plain = {i: _tally(e, clock) for i, e in fresh.items() if i not in words}
    after = replace(book, said={**book.said, **plain})
    if words:
        known = {**book.words, **words}
        after = replace(after, words=known, holds=last_words(known, _in_order))
    moved = {i for i in {*after.holds, *book.holds} if after.holds.get(i) is not book.holds.get(i)} if words else set()
    # What was corrected before it came does not stand by itself.
    come = [tally for i, tally in plain.items() if i not in moved and i not in after.holds]
    return _retold(book, after, [old for i in moved if (old := _stands(book, i))],
                   [*come, *(new for i in moved if (new := _stands(after, i)))])  # fmt: skip


def _retold(before: Daybook, after: Daybook, gone: Iterable[Tally], come: Iterable[Tally]) -> Daybook:
    """The days that these tallies spoke for, and those that they speak for now, told anew."""
    left: dict[date, set[int]] = defaultdict(set)
    added: dict[date, list[Tally]] = defaultdict(list)
    for tally in gone:
        left[tally.day].add(tally.id)
    for tally in come:
        added[tally.day].append(tally)
    told = {}
    for day in left.keys() | added.keys():
        stay = (t for t in before.days.get(day, ()) if t.id not in left.get(day, ()))
        told[day] = tuple(sorted([*stay, *added.get(day, ())], key=_in_order))
    days = {day: said for day, said in {**before.days, **told}.items() if said}
    whole = tabled(before.whole, {day: _cells(said) for day, said in told.items()})
    shown = whole
    if before.shown is not before.whole or any(t.private for said in told.values() for t in said):
        shown = tabled(before.shown, {day: _cells(_open(said)) for day, said in told.items()})
    return replace(after, days=days, whole=whole, shown=shown)


def _stands(book: Daybook, id: int) -> Tally | None:
    """What stands under an id, as `fold` has it."""
    if id in book.words:
        return None
    word = book.holds.get(id)
    return word.instead if word else book.said.get(id)


def _cells(said: Iterable[Tally]) -> Mapping[str, tuple[float, bool]]:
    """The measures of a day; the person's own word counts before another's, as in `Timeline.readings`."""
    tallies = _once(said)
    own: set[str] = set()
    if any(t.by_other for t in tallies):
        own = {name for t in tallies if not t.by_other for name, _ in t.readings if combine(name) == "last"}
    return cells(reading for t in tallies for reading in t.readings if not (t.by_other and reading[0] in own))


def _once(said: Iterable[Tally]) -> list[Tally]:
    """The tallies of a day; an event that the person logged too adds only what was not counted before."""
    tallies = list(said)
    if not any(t.by_other and t.seen for t in tallies):
        return tallies
    found = seen_too(t.seen for t in tallies if t.seen)
    left = further(found, {t.id: [*t.readings, *([(_EVENT, t.event[1])] if t.event else [])] for t in tallies})
    return [_left(t, left[t.id]) if t.id in left else t for t in tallies]


def _left(tally: Tally, adds: Iterable[Reading]) -> Tally:
    """What is left of a tally whose event was counted before."""
    readings = tuple(one for one in adds if one[0] != _EVENT)
    more = int(dict(adds).get(_EVENT, 0))
    return replace(tally, readings=readings, event=(tally.event[0], more) if tally.event and more else None)


def _open(said: Iterable[Tally]) -> Iterator[Tally]:
    return (tally for tally in said if not tally.private)


def _word(said: Correction, clock: Timeline) -> Word:
    instead = replace(_tally(said.entry, clock), id=said.target.int) if isinstance(said, Replaced) else None
    if instead and instead.seen:
        instead = replace(instead, seen=replace(instead.seen, id=said.target.int))
    if instead and instead.standing:
        instead = replace(instead, standing=instead.standing.model_copy(update={"id": said.target}))
    return Word(said.at.timestamp(), said.id.int, said.target.int, instead)


def _tally(entry: Entry, clock: Timeline) -> Tally:
    return Tally(
        entry.at.timestamp(), entry.id.int, clock.day_of(entry), tuple(entry.readings()), bool(entry.by), entry.private,
        _event(entry, clock), sighting(entry), entry if isinstance(entry, _STANDING) else None,
    )  # fmt: skip


def _event(entry: Entry, clock: Timeline) -> tuple[int, int] | None:
    """The part of the day by the clock where the person was, and how many it was."""
    if not isinstance(entry, Episode) or entry.what not in _OF_THE_LEGS:
        return None
    local = entry.at.astimezone(zone_named(entry.zone) if entry.zone else clock.zone)
    return local.hour * PARTS // 24, 1 if entry.count is None else entry.count


def _in_order(one: Tally | Word) -> tuple[float, int]:
    return one.at, one.id

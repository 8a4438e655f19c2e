# SPDX-License-Identifier: Apache-2.0
"""The only door to what is kept: append entries, read them as a timeline, erase a person's diary for good."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import lru_cache, reduce
from itertools import chain
from operator import or_
from threading import RLock
from typing import Literal
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from pydantic import ValidationError
from pydantic_core import from_json

from supple.entries.entry import Entry, zone_named
from supple.entries.kinds import MANY, ONE, Replaced, to_json
from supple.entries.refused import refusal
from supple.entries.timeline import Timeline, fold
from supple.entries.upcast import STEPS, upcast
from supple.errors import SuppleError
from supple.journal import guard, sieve
from supple.journal.models import Event, Tombstone
from supple.people.models import Person

Rows = QuerySet[Event]
AT_ONCE = 900
"""How many ids one question may name: older SQLite takes 999 values."""
_OWN_WORDS = Q(kind="fact", body__contains='"topic":"own_word"')
"""What words of one's own mean: somebody may have thousands, and only the reading of a note asks for them. Inside a
text the signs are written otherwise, so that no other fact is taken for one of these."""
Status = Literal["kept", "already kept", "other content"]
_ONE_WRITER = RLock()
_COUNTED = (
    Q(kind="dose")
    | reduce(or_, (Q(kind="episode", body__contains=f'"what":"{what}"') for what in sieve.NOT_TONE))
    | (Q(kind="check_in") & (Q(body__contains='"falls":') | Q(body__contains='"nothing_today":true')))
)
"""Doses, falls, and episodes that are usual only when they are old. The bodies were written by us, so that their
text can be searched."""


def append(
    person: Person, entries: Sequence[Entry], received_at: datetime, source: str, home: str | None = None
) -> list[Status]:
    """Keep the entries; the same one again is no news, another one under a kept id is refused.

    Answers in the order of the entries. Nothing that was kept is ever touched. What names no zone is kept under
    `home`, so that moving house later does not move the past to other days.
    """
    with writing(person):
        kept = _kept_bodies(person, entries)
        fresh: list[Event] = []
        answers: list[Status] = []
        for entry in entries:
            body = to_json(_at_home(entry, home, home) if home else entry)
            if (before := kept.get(entry.id)) is None:
                kept[entry.id] = body
                fresh.append(_envelope(person, entry, body, received_at))
                answers.append("kept")
            else:
                answers.append("already kept" if _same(before, body, entry) else "other content")
        for event in fresh:
            event.source = source
        Event.objects.bulk_create(fresh)
    return answers


@contextmanager
def writing(person: Person) -> Iterator[None]:
    """A transaction that has this person's diary for itself until it ends.

    PostgreSQL locks the person's row. SQLite has one writer at a time anyway, but lets the others sleep and try
    again; threads of one process wait for each other here instead, and go on at once.
    """
    on_sqlite = connection.vendor == "sqlite"
    waits = on_sqlite and not connection.in_atomic_block  # whoever is inside a transaction has the database already
    with _ONE_WRITER if waits else nullcontext(), transaction.atomic():
        if not on_sqlite:
            Person.objects.select_for_update().only("id").get(pk=person.pk)
        yield


def timeline(person: Person, since: datetime | None = None, kinds: Iterable[str] | None = None) -> Timeline:
    """What the person said, corrections folded in.

    With `since`, entries that held before it are left out, but for the standing kinds without the person's own
    words. With `kinds`, only these.
    """
    events = Event.objects.filter(person=person)
    if since is None and kinds is None:
        # In order already, so that the fold's sort has next to nothing to do.
        return _folded(person, [events.order_by("happened_at")])
    wanted = None if kinds is None else frozenset(kinds)
    if wanted is not None:
        # A replacement may be of any kind, so its own kind is looked at after folding.
        events = events.filter(kind__in=sieve.CORRECTIONS | wanted)
    whole = _folded(person, [events] if since is None else [_before(events, since), _from(events, since)])
    return sieve.only(
        whole, lambda e: (wanted is None or sieve.kind_of(e) in wanted) and (since is None or sieve.holds(e, since))
    )


def lately(person: Person, since: datetime) -> Timeline:
    """What held since then and what still holds, as far as pages of the day show it: without the person's own words."""
    events = Event.objects.filter(person=person)
    whole = _folded(person, [_before(events, since), _from(events, since).exclude(_OWN_WORDS)])
    return sieve.lately(whole, since)


def for_rules(person: Person, since: datetime, counted_since: datetime) -> Timeline:
    """What the rules look at: everything lately, what still holds, and what they count over a longer time."""
    events = Event.objects.filter(person=person)
    months = events.filter(happened_at__gte=counted_since, happened_at__lt=since)
    counted = months.filter(_COUNTED, kind__in=("dose", "check_in", "episode"))
    lately = _from(events, since).exclude(_OWN_WORDS)
    whole = _folded(person, [_before(events, since), counted, lately], again=True)
    return sieve.for_rules(whole, since, counted_since)


def months(person: Person, since: datetime, months_since: datetime) -> Timeline:
    """What `lately` has, and of months before that what rules count and what says how the legs were.

    Every part that `sieve` knows can be taken from it, for a page that needs several of them.
    """
    events = Event.objects.filter(person=person)
    earlier = events.filter(
        kind__in=sieve.STANDING | sieve.OF_LEGS | {"dose"}, happened_at__gte=months_since, happened_at__lt=since
    ).exclude(_OWN_WORDS)
    return _folded(person, [_before(events, months_since), earlier, _from(events, since).exclude(_OWN_WORDS)])


def for_report(person: Person, since: datetime) -> Timeline:
    """What a report prints: what held since then and what still holds, and every round of the search for a cause."""
    events = Event.objects.filter(person=person)
    earlier = events.filter(kind__in=sieve.STANDING | {"looked"}, happened_at__lt=since).exclude(_OWN_WORDS)
    whole = _folded(person, [earlier, _from(events, since)])
    return sieve.only(whole, lambda e: sieve.holds(e, since) or sieve.kind_of(e) == "looked")


def latest(person: Person, at_most: int) -> Timeline:
    """The entries that held last, corrections folded in, oldest first."""
    plain = Event.objects.filter(person=person).exclude(kind__in=sieve.CORRECTIONS)
    # Some of them may have been withdrawn since, so twice as many are read as asked for.
    newest = plain.order_by("-happened_at", "-seq")[: 2 * at_most]
    corrections = Event.objects.filter(person=person, kind__in=sieve.CORRECTIONS)
    found = fold(read([newest, corrections]), zone_named(person.zone), person.day_starts)
    return Timeline(found.entries[-at_most:] if at_most else (), found.zone, found.day_starts)


def one(person: Person, entry_id: UUID) -> Entry | None:
    """The entry of that id as it stands now; nothing when it was never said or was withdrawn."""
    events = Event.objects.filter(person=person)
    said = [events.filter(entry_id=entry_id), events.filter(kind__in=sieve.CORRECTIONS)]
    return next((e for e in _folded(person, said) if e.id == entry_id), None)


def kept(person: Person, ids: Iterable[UUID]) -> dict[UUID, Entry]:
    """What was first said under these ids, corrections left aside."""
    return {e.id: e for e in read(_under(person, ids))}


def everything(person: Person) -> Iterator[str]:
    """The body of all that was ever said, as it was kept and in the order it came in."""
    return Event.objects.filter(person=person).order_by("seq").values_list("body", flat=True).iterator()


def known_ids(person: Person, ids: Iterable[UUID]) -> set[UUID]:
    """Which of these ids this person's diary already holds."""
    return set(chain.from_iterable(part.values_list("entry_id", flat=True) for part in _under(person, ids)))


def last_moment(person: Person, kinds: Iterable[str]) -> datetime | None:
    """When the latest entry of these kinds held."""
    held = Event.objects.filter(person=person, kind__in=list(kinds)).order_by("-happened_at")
    return held.values_list("happened_at", flat=True).first()


def last_before(person: Person, moment: datetime) -> datetime | None:
    """When the latest entry before a moment held, corrections left aside."""
    held = Event.objects.filter(person=person, happened_at__lt=moment).exclude(kind__in=sieve.CORRECTIONS)
    return held.order_by("-happened_at").values_list("happened_at", flat=True).first()


def last_from(person: Person, source: str, since: datetime, until: datetime) -> UUID | None:
    """The id of the latest entry that came from this source between two moments.

    The end matters when a clock was set back: what lies ahead of it is not what was just said.
    """
    came = Event.objects.filter(person=person, happened_at__range=(since, until), source=source)
    came = came.order_by("-happened_at", "-seq")
    return came.values_list("entry_id", flat=True).first()


def erase(person: Person, by: str, now: datetime) -> int:
    """Remove everything this person said, for good, and leave a tombstone; answers how many entries there were."""
    with writing(person):
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA secure_delete = ON")  # overwrite the freed pages, do not only forget them
        stone = Tombstone.objects.create(person=person.pk, erased_by=by, erased_at=now)
        removed, _ = Event.objects.filter(person=person).delete()
        stone.entries, stone.erasing = removed, False
        stone.save()
        transaction.on_commit(_empty_the_log)
    forget_read()
    return removed


def forget_read() -> None:
    """Let go of the entries that are kept in memory because the rules read them over and over."""
    _remembered.cache_clear()


def erased() -> frozenset[UUID]:
    """The persons whose diaries were erased here."""
    return frozenset(Tombstone.objects.filter(erasing=False).values_list("person", flat=True))


def last_erased() -> datetime | None:
    """When a diary was last erased here."""
    return Tombstone.objects.filter(erasing=False).order_by("-erased_at").values_list("erased_at", flat=True).first()


def held_until(person: Person, moment: datetime) -> int:
    """How many entries held by then, corrections among them."""
    return Event.objects.filter(person=person, happened_at__lte=moment).count()


def last_received() -> datetime | None:
    """When the newest entry of all came in."""
    return Event.objects.order_by("-seq").values_list("received_at", flat=True).first()


def missing_locks() -> frozenset[str]:
    """The database's own locks that are not in place."""
    return guard.missing()


def lock_again() -> None:
    """Put the database's own locks back."""
    guard.install()


def read(parts: Sequence[Rows], again: bool = False) -> Iterator[Entry]:
    """The entries of these rows: all of today's version in one go, older ones step by step.

    The parts are asked for one by one, since each has an index that one question with "or" would not use.
    `again` says that the same rows are read over and over.
    """
    older = Q()
    for kind, version in STEPS:
        older |= Q(kind=kind, version=version)
    if not older:
        return iter(_parse(parts, again))
    return chain(_parse([p.exclude(older) for p in parts], again), _parse_older([p.filter(older) for p in parts]))


def _parse(parts: Sequence[Rows], again: bool) -> list[Entry]:
    bodies = _bodies(parts)
    try:
        if again:
            return [_remembered(body) for body in bodies]
        return list(MANY.validate_json("[" + ",".join(bodies) + "]"))
    except ValidationError as error:
        raise _unreadable(error.error_count()) from None


@lru_cache(maxsize=4096)
def _remembered(body: str) -> Entry:
    """The rules read the same two weeks at every press; the same text is the same entry, which nobody can change."""
    return ONE.validate_json(body)


def _parse_older(parts: Sequence[Rows]) -> Iterator[Entry]:
    for body in _bodies(parts):
        try:
            yield ONE.validate_python(upcast(from_json(body)))
        except ValidationError as error:
            raise _unreadable(error.error_count()) from None


def _bodies(parts: Sequence[Rows]) -> Iterator[str]:
    return chain.from_iterable(part.values_list("body", flat=True) for part in parts)


def _unreadable(how_many: int) -> SuppleError:
    return refusal(
        "diary-unreadable",
        "{n} entries of this diary cannot be read by this version of supple.",
        "They are kept unchanged; start the newest supple that was used with this diary.",
        n=how_many,
    )


def _kept_bodies(person: Person, entries: Sequence[Entry]) -> dict[UUID, str]:
    parts = _under(person, (e.id for e in entries))
    return dict(chain.from_iterable(part.values_list("entry_id", "body") for part in parts))


def _under(person: Person, ids: Iterable[UUID]) -> list[Rows]:
    """The rows under these ids, in parts that are not too long for one question."""
    named = list(ids)
    parts = (named[start : start + AT_ONCE] for start in range(0, len(named), AT_ONCE))
    return [Event.objects.filter(person=person, entry_id__in=part) for part in parts]


def _same(before: str, body: str, entry: Entry) -> bool:
    """Whether it says the same: a moment written with Z or with +00:00 makes no difference.

    Nor does a zone that we added ourselves: a phone sends its queue again as it was, also after a move.
    """
    if before == body:
        return True
    kept = ONE.validate_json(before)
    return kept == _at_home(entry, kept.zone, kept.entry.zone if isinstance(kept, Replaced) else None)


def _at_home(entry: Entry, zone: str | None, inner: str | None) -> Entry:
    """The entry in this zone, unless it names its own; `inner` is for the entry that a correction carries."""
    added: dict[str, object] = {} if entry.zone else {"zone": zone}
    if isinstance(entry, Replaced):
        added["entry"] = _at_home(entry.entry, inner, None)
    return entry.model_copy(update=added) if added else entry


def _envelope(person: Person, entry: Entry, body: str, received_at: datetime) -> Event:
    return Event(
        person=person,
        entry_id=entry.id,
        kind=sieve.kind_of(entry),
        version=entry.version,
        happened_at=entry.at,
        received_at=received_at,
        body=body,
    )


def _before(events: Rows, since: datetime) -> Rows:
    return events.filter(kind__in=sieve.STANDING, happened_at__lt=since).exclude(_OWN_WORDS)


def _from(events: Rows, since: datetime) -> Rows:
    return events.filter(happened_at__gte=since)


def _folded(person: Person, parts: Sequence[Rows], again: bool = False) -> Timeline:
    with no_garbage_collection():
        return fold(read(parts, again), zone_named(person.zone), person.day_starts)


def _empty_the_log() -> None:
    """SQLite's write-ahead log still holds what was there before; fold it in and cut it to nothing."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Tens of thousands of entries are made at once and none of them is garbage: looking for some costs a third."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()

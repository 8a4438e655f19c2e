# SPDX-License-Identifier: Apache-2.0
"""The journal keeps what it was given, once, and gives it back folded."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import localtime

from supple.entries import upcast
from supple.entries.felt import Episode, Note
from supple.entries.kinds import Replaced, Withdrawn
from supple.errors import SuppleError
from supple.journal import store
from supple.journal.models import Event, Tombstone
from supple.people.models import Person
from tests.app.saying import entry, same_id

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_the_same_entry_twice_is_kept_once(ada: Person, now: datetime) -> None:
    said = entry(now)
    assert store.append(ada, [said, said], now, "test") == ["kept", "already kept"]
    assert store.append(ada, [said], now, "test") == ["already kept"]
    assert store.timeline(ada).entries == (said,)


def test_the_same_moment_written_in_another_zone_is_the_same_entry(ada: Person, now: datetime) -> None:
    said = entry(now)
    elsewhere = said.model_copy(update={"at": localtime(now)})
    assert store.append(ada, [said, elsewhere], now, "test") == ["kept", "already kept"]


def test_other_content_under_a_kept_id_changes_nothing(ada: Person, now: datetime) -> None:
    first = entry(now, id=same_id(1), what="spasm")
    other = entry(now, id=same_id(1), what="cramp")
    assert store.append(ada, [first, other, entry(now)], now, "test") == ["kept", "other content", "kept"]
    assert store.append(ada, [other], now, "test") == ["other content"]
    assert store.one(ada, first.id) == first


def test_two_persons_may_use_the_same_id_without_hearing_of_each_other(ada: Person, bo: Person, now: datetime) -> None:
    adas, bos = entry(now, id=same_id(1), what="spasm"), entry(now, id=same_id(1), what="cramp")
    assert store.append(ada, [adas], now, "test") == store.append(bo, [bos], now, "test") == ["kept"]
    assert store.timeline(ada).entries == (adas,)
    assert store.timeline(bo).entries == (bos,)


def test_since_leaves_out_what_held_before_but_keeps_what_still_holds(ada: Person, now: datetime) -> None:
    old, recent = entry(now - 30 * DAY), entry(now - HOUR)
    fact = entry(now - 400 * DAY, "fact", topic="condition", name="kidney_disease")
    store.append(ada, [old, recent, fact], now, "test")
    assert store.timeline(ada, since=now - DAY).entries == (fact, recent)


def test_a_correction_said_today_of_an_old_entry_does_not_bring_it_into_a_short_stretch(
    ada: Person, now: datetime
) -> None:
    old = entry(now - 30 * DAY, what="spasm")
    rightly = Replaced(id=uuid4(), at=now, target=old.id, entry=Episode(id=uuid4(), at=old.at, what="cramp"))
    store.append(ada, [old, rightly], now, "test")
    assert store.timeline(ada, since=now - DAY).entries == ()
    assert [e.what for e in store.timeline(ada).of(Episode)] == ["cramp"]


def test_an_old_correction_of_a_recent_entry_holds_in_a_short_stretch(ada: Person, now: datetime) -> None:
    recent = entry(now - HOUR)
    unsaid = Withdrawn(id=uuid4(), at=now - 9 * DAY, target=recent.id)  # from a phone whose clock was wrong
    store.append(ada, [recent, unsaid], now, "test")
    assert store.timeline(ada, since=now - DAY).entries == ()


def test_only_the_asked_kinds_come_also_when_a_correction_made_them_so(ada: Person, now: datetime) -> None:
    wrong = entry(now, what="spasm")
    note = Note(id=uuid4(), at=now, text="it was nothing")
    store.append(ada, [wrong, Replaced(id=uuid4(), at=now, target=wrong.id, entry=note)], now, "test")
    assert [e.id for e in store.timeline(ada, kinds={"note"})] == [wrong.id]
    assert store.timeline(ada, kinds={"episode"}).entries == ()


def test_the_latest_entries_are_those_that_held_last(ada: Person, now: datetime) -> None:
    said = [entry(now - n * HOUR) for n in range(10)]
    store.append(ada, said, now, "test")
    store.append(ada, [Withdrawn(id=uuid4(), at=now, target=said[0].id)], now, "test")
    assert [e.id for e in store.latest(ada, 3)] == [e.id for e in (said[3], said[2], said[1])]


def test_bodies_of_an_older_version_are_read_as_todays_kind(
    ada: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = f'{{"id":"{same_id(1)}","kind":"note","at":"{now.isoformat()}","version":1,"words":"stiff"}}'
    envelope = {"entry_id": same_id(1), "kind": "note", "version": 1, "happened_at": now, "received_at": now}
    Event.objects.create(person=ada, source="test", body=body, **envelope)
    store.append(ada, [entry(now, what="cramp")], now, "test")
    renamed = {("note", 1): lambda b: {k: v for k, v in b.items() if k != "words"} | {"text": b["words"], "version": 2}}
    monkeypatch.setattr(store, "STEPS", renamed)
    monkeypatch.setattr(store, "upcast", lambda body: upcast.upcast(body, renamed))
    assert [n.text for n in store.timeline(ada).of(Note)] == ["stiff"]
    assert len(store.timeline(ada)) == 2


def test_a_body_from_a_newer_supple_is_refused_without_being_quoted(ada: Person, now: datetime) -> None:
    envelope = {"entry_id": same_id(1), "kind": "dream", "version": 1, "happened_at": now, "received_at": now}
    Event.objects.create(person=ada, source="test", body='{"kind":"dream","text":"a canary"}', **envelope)
    with pytest.raises(SuppleError) as refusal:
        store.timeline(ada)
    assert refusal.value.code == "diary-unreadable"
    assert "canary" not in str(refusal.value)
    assert refusal.value.__suppress_context__


def test_erasing_removes_one_diary_and_leaves_a_mark_without_content(ada: Person, bo: Person, now: datetime) -> None:
    store.append(ada, [entry(now), entry(now)], now, "test")
    store.append(bo, [entry(now)], now, "test")
    assert store.erase(ada, "the person", now) == 2
    assert len(store.timeline(ada)) == 0
    assert len(store.timeline(bo)) == 1
    stone = Tombstone.objects.get()
    assert (stone.person, stone.erased_by, stone.erased_at, stone.entries) == (ada.pk, "the person", now, 2)
    assert not stone.erasing


def test_after_erasing_a_new_diary_may_begin(ada: Person, now: datetime) -> None:
    said = entry(now)
    store.append(ada, [said], now, "test")
    store.erase(ada, "the person", now)
    assert store.append(ada, [said], now, "test") == ["kept"]

# SPDX-License-Identifier: Apache-2.0
"""Is what was worked out of a diary let go with the next word, kept to its own person, and gone with an erasure?

And are the thousands of words that somebody may teach read only by what asks for them?
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import Mock
from uuid import UUID, uuid4

import numpy as np
import pytest
from django.db import OperationalError, transaction
from hypothesis import given, settings

from supple.actions import make_report, worked_out
from supple.actions.correct import withdraw
from supple.actions.erase import erase
from supple.actions.find_triggers import Asked, find
from supple.actions.glance import Glance
from supple.actions.let_go import let_go, let_go_of_erased
from supple.actions.make_report import report
from supple.actions.read_note import _lexicon, overhear, own_words
from supple.actions.record import record
from supple.actions.sudden import _latest, _table, sudden
from supple.actions.trend import trend
from supple.actions.worked_out import daybook, daybook_at_hand
from supple.entries.entry import Entry
from supple.entries.known import Fact
from supple.entries.measure import OF_THE_LEGS
from supple.journal import sieve, store
from supple.journal.store import _remembered as _read_again
from supple.people.models import Person
from supple.report.sections import Report
from supple.web import patience
from tests.app.saying import raw
from tests.laws.anything import anything

NOW = datetime(2026, 6, 1, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_worked_out() -> None:
    let_go()


def scored(person: Person, *values: int, until: datetime = NOW) -> UUID:
    """One score a day, the last one today; answers the id of the last."""
    days = range(len(values) - 1, -1, -1)
    said = [raw(until - timedelta(days=n), "check_in", spasticity=v) for n, v in zip(days, values, strict=True)]
    record(person, said, until)
    return UUID(str(said[-1]["id"]))


def _last(asked: Asked) -> float:
    return float(asked.table.columns["spasticity"][-1])


def _made(found: Report) -> str:
    return repr(found.sections)


def test_what_was_worked_out_is_not_worked_out_again(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    scored(ada, *[3] * 20)
    first = find(ada), report(ada, NOW), trend(ada, None, 30, NOW)
    for place in ("newest.read", "store.read"):
        monkeypatch.setattr(f"supple.journal.{place}", lambda *_, **__: pytest.fail("read again"))
    assert (find(ada), report(ada, NOW)) == first[:2]
    assert trend(ada, None, 30, NOW) is not None


def test_the_next_word_counts_at_once_and_so_does_taking_it_back(ada: Person) -> None:
    scored(ada, *[3] * 20)
    before = _last(find(ada)), _made(report(ada, NOW))
    later = NOW + timedelta(minutes=1)
    said = scored(ada, 4, until=later)
    assert _last(find(ada)) == 4
    assert _made(report(ada, later)) != before[1]
    found = trend(ada, None, 30, later)
    assert found is not None
    assert found.table.columns["spasticity"][-1] == 4
    withdraw(ada, said, later + timedelta(minutes=1))
    assert (_last(find(ada)), _made(report(ada, later))) == before


def test_what_is_not_asked_about_makes_no_new_search(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    scored(ada, *[3, 4] * 10)
    record(ada, [raw(NOW, "exposure", what="heat", present=True), raw(NOW, "check_in", mood=3)], NOW)
    before = find(ada).findings
    monkeypatch.setattr("supple.actions.find_triggers.ask", lambda *_: pytest.fail("searched again"))
    record(ada, [raw(NOW, "note", text="calm"), raw(NOW, "check_in", mood=7)], NOW)
    assert find(ada).findings == before
    assert report(ada, NOW).sections
    record(ada, [raw(NOW, "exposure", what="heat", level=7)], NOW)
    with pytest.raises(pytest.fail.Exception, match="searched again"):
        find(ada)


def test_the_next_word_is_written_into_the_day_book_and_nothing_else_is_read(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored(ada, *[3] * 20)
    before = daybook(ada)
    monkeypatch.setattr(worked_out, "all_until", lambda *_: pytest.fail("read from the beginning"))
    scored(ada, 4)
    assert len(daybook(ada)) == len(before) + 1


def test_a_sudden_rise_is_told_with_the_entry_that_shows_it(ada: Person) -> None:
    rng = np.random.default_rng(1)
    scored(ada, *[int(v) for v in rng.integers(1, 4, 70)], until=NOW - timedelta(days=7))
    assert sudden(Glance(ada, NOW)) is None
    scored(ada, *[9] * 7)
    told = sudden(Glance(ada, NOW))
    assert told is not None
    let_go()
    daybook(ada)
    assert sudden(Glance(ada, NOW)) == told


@pytest.mark.parametrize(
    ("only_a_dose", "nothing", "asks_for_everything"),
    [((), (), False), ((0,), (), False), ((40,), (), True), ((3, 4), (), True), ((), (9,), True), (range(9), (), True)],
)
def test_the_bell_hears_the_same_days_whatever_is_at_hand(
    ada: Person, only_a_dose: Sequence[int], nothing: Sequence[int], asks_for_everything: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    rng = np.random.default_rng(2)
    for ago in set(range(140)) - set(nothing):
        at = NOW - timedelta(days=ago)
        said = [raw(at, "dose", medicine="baclofen", status="taken"), raw(at, "exposure", what="heat", present=True)]
        if ago not in only_a_dose:
            said.append(raw(at, "check_in", spasticity=int(rng.integers(1, 5))))
            said += [raw(at, "episode", what="spasm", woke=True)] * int(rng.integers(0, 2))
        record(ada, [{**one, "id": str(uuid4())} for one in said], at)
    read = Mock(wraps=store.lately)
    monkeypatch.setattr(store, "lately", read)
    cold = _table(Glance(ada, NOW))
    assert read.called is asks_for_everything
    daybook(ada)
    whole = _table(Glance(ada, NOW))
    assert set(OF_THE_LEGS) & set(cold.columns) == set(OF_THE_LEGS) & set(whole.columns) != set()
    for outcome in set(OF_THE_LEGS) & set(whole.columns):
        one, other = _latest(cold, outcome), _latest(whole, outcome)
        assert one.first == other.first
        np.testing.assert_array_equal(one.columns[outcome], other.columns[outcome])


@given(anything())
@settings(max_examples=300)
def test_only_kinds_that_the_bell_reads_say_how_the_legs_were(entry: Entry) -> None:
    if {name for name, _ in entry.readings()} & set(OF_THE_LEGS):
        assert getattr(entry, "kind") in sieve.OF_LEGS  # noqa: B009 - every kind declares its own literal


def test_each_person_has_answers_of_their_own(ada: Person, bo: Person) -> None:
    scored(ada, *[3] * 20)
    scored(bo, *[7] * 20)
    assert (_last(find(ada)), _last(find(bo)), _last(find(ada))) == (3, 7, 3)
    assert report(ada, NOW).name == "Ada"
    assert report(bo, NOW).name == "Bo"


def test_a_night_that_ends_at_another_hour_makes_other_days(ada: Person) -> None:
    scored(ada, *[3] * 20, until=NOW.replace(hour=3))
    first = find(ada).table.dates[-1]
    ada.day_starts = time(4)
    assert find(ada).table.dates[-1] == first + timedelta(days=1)


def test_what_a_clock_ran_ahead_belongs_to_the_report_once_its_moment_has_come(ada: Person) -> None:
    scored(ada, *[3] * 20)
    record(ada, [raw(NOW + timedelta(minutes=4), "check_in", spasticity=10)], NOW)
    before = _made(report(ada, NOW))
    assert _made(report(ada, NOW + timedelta(minutes=5))) != before


def _remembered_of(person: UUID) -> bool:
    return person in worked_out._kept or bool(_read_again.cache_info().currsize or _lexicon.cache_info().currsize)


def _look_at_everything(person: Person) -> None:
    scored(person, *[3] * 20)
    find(person)
    overhear(person, "a cramp", uuid4(), NOW)
    assert worked_out._kept[person.pk].book
    assert _read_again.cache_info().currsize
    assert _lexicon.cache_info().currsize


def test_an_erasure_takes_what_was_worked_out_with_it(ada: Person) -> None:
    _look_at_everything(ada)
    gone = ada.pk
    erase(ada, NOW)
    assert not _remembered_of(gone)


def test_an_erasure_by_another_process_takes_it_at_the_next_question_and_what_was_late_at_the_one_after(
    ada: Person,
) -> None:
    gone = ada.pk
    let_go_of_erased()
    store.erase(ada, "the person", NOW)
    for late in (False, True):
        worked_out._kept[gone] = worked_out._Kept()
        let_go_of_erased()
        assert not _remembered_of(gone), late
    worked_out._kept[gone] = worked_out._Kept()
    let_go_of_erased()
    assert gone in worked_out._kept  # nothing was erased since, so nobody has to wait for what is worked out again


def test_when_nobody_can_say_who_was_erased_all_is_let_go(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    _look_at_everything(ada)

    def silent() -> frozenset[UUID]:
        raise OperationalError

    monkeypatch.setattr(store, "erased", silent)
    let_go_of_erased()
    assert not _remembered_of(ada.pk)


def test_a_worker_asks_who_was_erased_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    loop = asyncio.new_event_loop()

    def ask() -> None:
        asked.append(loop.time())
        if len(asked) == 3:
            loop.call_soon_threadsafe(loop.stop)

    monkeypatch.setattr(patience, "EACH", 0.01)
    monkeypatch.setattr(patience, "let_go_of_erased", ask)
    server = patience.Patient()
    server.__rsgi_init__(loop)
    loop.run_forever()
    server.working.shutdown()
    loop.close()
    assert len(asked) >= 3


def test_day_books_have_no_more_room_than_there_is(ada: Person, bo: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worked_out, "TALLIES", 30)
    for person in (ada, bo):
        scored(person, *[3] * 20)
        assert len(daybook(person)) == 20
    assert [bool(one.book) for one in worked_out._kept.values()] == [False, True]
    scored(bo, *[3] * 20, until=NOW - timedelta(days=30))
    assert len(daybook(bo)) == 40
    assert daybook_at_hand(bo) is None


def test_a_diary_put_back_from_a_backup_is_read_from_the_beginning(ada: Person) -> None:
    """What was seen is not here any more, though as much was said and the last of it has the same place."""
    said = [raw(NOW - timedelta(days=n), "check_in", spasticity=n) for n in range(3)]
    with transaction.atomic():
        record(ada, said[:2], NOW)
        assert daybook(ada).whole.table.columns["spasticity"].tolist() == [1, 0]
        transaction.set_rollback(True)
    record(ada, said[1:], NOW)
    assert daybook(ada).whole.table.columns["spasticity"].tolist() == [2, 1]


def test_only_a_few_persons_and_answers_are_remembered(
    ada: Person, bo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worked_out, "PERSONS", 1)
    monkeypatch.setattr(worked_out, "ANSWERS", 2)
    for number in range(3):
        assert worked_out.once(ada, number, lambda number=number: number) == number  # type: ignore[misc]
    assert list(worked_out._kept[ada.pk].answers) == [2]
    worked_out.once(bo, 0, lambda: 0)
    assert list(worked_out._kept) == [bo.pk]


def test_nobody_can_change_what_the_next_one_is_handed(ada: Person) -> None:
    scored(ada, *[3] * 20)
    with pytest.raises(ValueError, match="read-only"):
        find(ada).table.columns["spasticity"][0] = 9


def test_the_period_begins_with_the_last_visit_or_the_first_day(ada: Person) -> None:
    scored(ada, *[3] * 20)
    assert make_report.last_visit(ada, NOW.date()) is None
    record(ada, [raw(NOW, "visit", on="2026-05-20", with_whom="Dr Lind")], NOW)
    assert make_report.last_visit(ada, NOW.date()) == date(2026, 5, 20)
    assert make_report.first_day(ada) == (NOW - timedelta(days=19)).date()


def test_own_words_are_read_with_notes_and_kept_from_the_rules_alone(ada: Person) -> None:
    known = raw(NOW, "fact", topic="condition", name='"topic":"own_word"')
    record(ada, [raw(NOW, "fact", topic="own_word", name="zwick", word="symptom.spasm"), known], NOW)
    assert [word.name for word in own_words(ada)] == ["zwick"]
    later = NOW + timedelta(days=30)
    for found in (store.for_rules(ada, NOW, NOW), store.for_rules(ada, later, NOW), store.lately(ada, NOW)):
        assert [fact.topic for fact in found.of(Fact)] == ["condition"]
    assert {fact.topic for fact in store.timeline(ada, since=NOW).of(Fact)} == {"own_word", "condition"}
    record(ada, [raw(NOW, "fact", topic="own_word", name="zwack", word="symptom.cramp")], NOW)
    assert {word.name for word in own_words(ada)} == {"zwick", "zwack"}

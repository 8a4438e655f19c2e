# SPDX-License-Identifier: Apache-2.0
"""Are habits counted without streaks, pauses taken out, wins only told as numbers, and is the card complete?"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from supple.care.card import Card, card
from supple.care.habits import Habits, look
from supple.entries.entry import Entry
from supple.entries.parse import parse
from supple.entries.timeline import Timeline, fold
from supple.knowledge.load import knowledge

NOW = datetime(2026, 11, 21, 20, tzinfo=UTC)
_ids = iter(range(1, 10**6))


def _said(kind: str, days_ago: int = 0, **fields: Any) -> Entry:
    read = parse({"id": UUID(int=next(_ids)), "kind": kind, "at": NOW - timedelta(days=days_ago), **fields})
    assert isinstance(read, Entry), read
    return read


def _diary(*said: Entry) -> Timeline:
    return fold(said, ZoneInfo("UTC"))


def _look(*said: Entry) -> Habits:
    return look(_diary(*said), NOW)


def _card(*said: Entry) -> Card:
    return card(_diary(*said), NOW, knowledge())


def _done(*days_ago: int) -> list[Entry]:
    return [_said("session", day, what="stretching") for day in days_ago]


def test_a_habit_is_so_many_of_the_last_14_days() -> None:
    (habit,) = _look(*_done(0, 1, 5, 13, 14)).habits
    assert (habit.done, habit.of) == (4, 14)
    assert habit.days[-1] is True


def test_days_of_a_pause_are_taken_out_unless_it_was_done_on_them() -> None:
    until = (NOW - timedelta(days=3)).date()
    (habit,) = _look(*_done(0, 5), _said("pause", 6, why="ill", until=until)).habits
    assert (habit.done, habit.of) == (2, 11)
    assert habit.days[-4:] == (None, False, False, True)


def test_two_times_on_one_day_are_one_day_and_what_was_not_done_is_no_habit() -> None:
    (habit,) = _look(*_done(2, 2)).habits
    assert habit.done == 1
    assert _look(_said("session", 1, what="walking", done=False), *_done(20)).habits == ()


def test_a_pause_holds_until_its_day_and_no_longer() -> None:
    assert _look(_said("pause", 0)).paused
    assert _look(_said("pause", 1)).paused is None
    assert _look(_said("pause", 3, until=NOW.date())).paused


def _nights(*hours: float, first: int) -> list[Entry]:
    return [_said("check_in", first - n, sleep_hours=h) for n, h in enumerate(hours)]


def test_a_better_week_is_noticed_when_both_weeks_were_told() -> None:
    better = [*_nights(6, 6, 6, 6, first=12), *_nights(7, 7, 7, 7, first=5)]
    assert [(n.what, n.now, n.before) for n in _look(*better).noticed] == [("slept_more", 7, 6)]


def test_a_little_more_too_few_days_or_a_worse_week_is_not_noticed() -> None:
    assert _look(*_nights(6, 6, 6, 6, first=12), *_nights(6.4, 6.4, 6.4, 6.4, first=5)).noticed == ()
    assert _look(*_nights(6, 6, 6, first=12), *_nights(7, 7, 7, 7, first=5)).noticed == ()
    assert _look(*_nights(8, 8, 8, 8, first=12), *_nights(7, 7, 7, 7, first=5)).noticed == ()


def test_quieter_legs_count_when_they_are_quieter_by_a_point() -> None:
    def legs(first: int, score: int) -> list[Entry]:
        return [_said("check_in", first - n, spasticity=score) for n in range(4)]

    assert [n.what for n in _look(*legs(12, 6), *legs(5, 4)).noticed] == ["less_stiff"]
    assert _look(*legs(12, 4), *legs(5, 6)).noticed == ()


def test_the_persons_own_wins_stand_newest_first_for_two_weeks() -> None:
    said = [_said("win", day, text=f"{day}") for day in (1, 13, 14)]
    assert [w.text for w in _look(*said).wins] == ["1", "13"]


def test_an_empty_diary_makes_a_card_that_guesses_nothing() -> None:
    empty = _card()
    assert (empty.medicines, empty.pump, empty.allergies, empty.contacts) == (None, None, (), ())


def test_medicines_that_must_not_end_suddenly_stand_first_with_their_signs() -> None:
    found = _card(_said("treatment", 9, name="vitamin d", change="started"),
                  _said("treatment", 9, name="baclofen", change="started", dose_mg=10))  # fmt: skip
    assert found.medicines
    assert [bool(t.never_suddenly) for t in found.medicines] == [True, False]
    assert found.medicines[0].never_suddenly
    assert found.medicines[0].never_suddenly.row == "WDR-02"
    assert found.pump_stops is None


def test_a_planned_stop_leaves_the_card_and_a_sudden_one_stays() -> None:
    began = _said("treatment", 9, name="baclofen", change="started")
    planned = _card(began, _said("treatment", 2, name="baclofen", change="stopped", suddenly=False))
    assert planned.medicines == ()
    assert _card(began, _said("treatment", 2, name="baclofen", change="stopped", suddenly=True)).medicines


def test_a_pump_brings_its_own_signs_and_date() -> None:
    found = _card(_said("fact", 5, topic="device", name="itb_pump", due="2026-12-01"),
                  _said("fact", 5, topic="device", name="stoma"))  # fmt: skip
    assert found.pump
    assert found.pump.refill_due == date(2026, 12, 1)
    assert found.pump_stops
    assert found.pump_stops.row == "WDR-01"
    assert [d.name for d in found.devices] == ["stoma"]


def test_the_latest_number_of_a_contact_holds_and_no_allergy_is_no_allergy() -> None:
    found = _card(_said("contact", 5, role="nurse", name="Bo", phone="1"),
                  _said("contact", 1, role="nurse", name="Bo", phone="2"),
                  _said("fact", 1, topic="allergy", name="penicillin"),
                  _said("fact", 1, topic="allergy", name="none"))  # fmt: skip
    assert [(c.name, c.phone) for c in found.contacts] == [("Bo", "2")]
    assert found.allergies == ("penicillin",)

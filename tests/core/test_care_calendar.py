# SPDX-License-Identifier: Apache-2.0
"""Do the days ahead follow from what was written down, and from nothing else?"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from supple.care.calendar import Dated, dates
from supple.entries.entry import Entry
from supple.entries.parse import parse
from supple.entries.timeline import fold
from supple.knowledge.load import knowledge

TODAY = date(2026, 11, 21)


def _said(kind: str, days_ago: int = 0, **fields: Any) -> Entry:
    at = datetime(2026, 11, 21, 12, tzinfo=UTC) - timedelta(days=days_ago)
    n = abs(hash((kind, days_ago, str(fields)))) % 10**9
    read = parse({"id": UUID(int=n), "kind": kind, "at": at, **fields})
    assert isinstance(read, Entry), read
    return read


def _days(*said: Entry, today: date = TODAY) -> tuple[Dated, ...]:
    return dates(fold(said, ZoneInfo("UTC")), today, knowledge())


def _injected(days_ago: int, **more: Any) -> Entry:
    return _said("treatment", days_ago, name="botox", change="injection", site="calf", side="left", **more)


def test_an_empty_diary_has_no_days_ahead() -> None:
    assert _days() == ()


def test_the_windows_after_an_injection_stand_at_their_days() -> None:
    spans = {d.rule: ((d.day - TODAY).days, (d.last - TODAY).days) for d in _days(_injected(0))}
    assert spans == {"BTX-01": (0, 13), "BTX-05": (0, 84), "BTX-02": (14, 42), "BTX-03": (70, 122), "BTX-04": (84, 84)}


@pytest.mark.parametrize(("ago", "running"), [(13, {"BTX-01", "BTX-05"}), (14, {"BTX-02", "BTX-05"}),
                                              (42, {"BTX-02", "BTX-05"}), (43, {"BTX-05"}), (123, set())])  # fmt: skip
def test_a_window_runs_from_its_first_to_its_last_day(ago: int, running: set[str]) -> None:
    assert {d.rule for d in _days(_injected(ago)) if d.is_now(TODAY)} == running


def test_a_new_injection_at_the_same_place_begins_anew_and_another_place_keeps_its_own() -> None:
    again = _days(_injected(30), _injected(2))
    assert {d.counted_from for d in again} == {TODAY - timedelta(days=2)}
    other = _said("treatment", 30, name="botox", change="injection", site="thigh", side="left")
    assert len({d.counted_from for d in _days(other, _injected(2))}) == 2


def test_another_injection_has_no_window_of_this_kind() -> None:
    assert _days(_said("treatment", 2, name="vitamin b12", change="injection")) == ()


def test_no_title_names_a_medicine_or_an_illness() -> None:
    titles = " ".join(window.title for window in knowledge().windows).lower()
    assert not any(word in titles for word in ("botul", "botox", "baclofen", "pump", "sclerosis", "spasm", "stiff"))


def test_packs_run_out_on_the_first_day_they_do_not_last_for() -> None:
    (day,) = _days(_said("supply", medicine="Baclofen", left=31, a_day=3))
    assert (day.last, day.day) == (date(2026, 12, 1), date(2026, 11, 17))
    assert day.never_suddenly


def test_the_last_count_holds_and_a_stopped_medicine_runs_out_no_more() -> None:
    (day,) = _days(_said("supply", 5, medicine="omeprazole", left=2, a_day=1), _said("supply", medicine="omeprazole",
                                                                                  left=30, a_day=1))  # fmt: skip
    assert (day.last - TODAY).days == 30
    assert not day.never_suddenly
    stopped = _said("treatment", 1, name="omeprazole", change="stopped", suddenly=False)
    assert _days(_said("supply", 5, medicine="omeprazole", left=30, a_day=1), stopped) == ()


def test_packs_that_ran_out_and_a_refill_that_is_overdue_stay_in_the_list() -> None:
    (packs,) = _days(_said("supply", 12, medicine="Baclofen", left=33, a_day=3))
    assert packs.is_overdue(TODAY)
    assert not packs.is_now(TODAY)
    assert packs.last == TODAY - timedelta(days=1)
    (refill,) = _days(_said("fact", 30, topic="device", name="itb_pump", due="2026-11-19"))
    assert refill.is_overdue(TODAY)
    assert _days(_said("supply", 60, medicine="Baclofen", left=33, a_day=3)) == ()


@pytest.mark.parametrize("a_day", [0.001, 1e-300, 5e-324])
def test_a_count_that_lasts_for_ever_has_no_day_and_breaks_nothing(a_day: float) -> None:
    assert _days(_said("supply", medicine="baclofen", left=10_000, a_day=a_day)) == ()


def test_a_pump_has_its_refill_and_its_end_of_life_and_a_pump_that_is_gone_has_none() -> None:
    told = {"topic": "device", "name": "itb_pump", "due": "2026-12-01", "replacement_due": "2027-03-01"}
    assert [(d.rule, d.last.isoformat()) for d in _days(_said("fact", 3, **told))] == [
        ("ITB-01", "2026-12-01"), ("ITB-04", "2027-03-01"),
    ]  # fmt: skip
    assert _days(_said("fact", 3, **told), _said("fact", 1, topic="device", name="itb_pump", state="no")) == ()


def test_a_routine_is_reviewed_after_4_8_and_12_weeks_and_begins_anew_after_a_long_rest() -> None:
    began = [_said("session", ago, what="stretching") for ago in (20, 19, 2)]
    assert [(d.day - TODAY).days for d in _days(*began)] == [8, 36, 64]
    rested = [_said("session", ago, what="stretching") for ago in (90, 3)]
    assert {d.counted_from for d in _days(*rested)} == {TODAY - timedelta(days=3)}
    assert _days(_said("session", 3, what="stretching", done=False)) == ()


def test_a_trial_is_reviewed_on_its_last_day() -> None:
    ahead = dates(fold((), ZoneInfo("UTC")), TODAY, knowledge(), [(date(2026, 12, 11), "evening stretch")])
    assert [(d.day.isoformat(), d.about) for d in ahead] == [("2026-12-11", "evening stretch")]


def test_appointments_are_those_that_were_written_down() -> None:
    visit = _said("visit", 3, with_whom="Bo", on="2026-12-05")
    due = _injected(60, next_due="2026-12-20")
    told = [(d.day.isoformat(), d.about) for d in _days(visit, due) if d.title == "Clinic appointment"]
    assert told == [("2026-12-05", "Bo"), ("2026-12-20", "botox")]
    assert _days(_said("visit", 30, with_whom="Bo", on="2026-11-01")) == ()

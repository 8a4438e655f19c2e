# SPDX-License-Identifier: Apache-2.0
"""The timeline: which day a moment belongs to, what a correction does, and the three kinds of nothing."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from supple.entries.entry import Entry
from supple.entries.felt import CheckIn, Episode
from supple.entries.kinds import Replaced, Withdrawn
from supple.entries.timeline import Timeline, diary_day, fold

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = datetime.fromisoformat("2026-11-21T03:05:00+01:00")


def number(n: int) -> UUID:
    """A small readable id."""
    return UUID(int=n)


def cramp(n: int = 1, at: datetime = NIGHT, **more: object) -> Episode:
    """A cramp of Ada's."""
    return Episode.model_validate({"id": number(n), "at": at, "what": "cramp", **more})


def later(hours: float) -> datetime:
    return NIGHT + timedelta(hours=hours)


def of(*entries: Entry) -> Timeline:
    return fold(entries, BERLIN)


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        ("2026-11-21T03:05:00+01:00", "Europe/Berlin", "2026-11-20"),
        ("2026-11-21T05:59:00+01:00", "Europe/Berlin", "2026-11-20"),
        ("2026-11-21T06:00:00+01:00", "Europe/Berlin", "2026-11-21"),
        # the night the clocks go back has 02:30 twice; both belong to the evening before
        ("2026-10-25T00:30:00+00:00", "Europe/Berlin", "2026-10-24"),
        ("2026-10-25T01:30:00+00:00", "Europe/Berlin", "2026-10-24"),
        # the night they go forward: 06:00 summer time comes one hour sooner
        ("2026-03-29T03:59:00+00:00", "Europe/Berlin", "2026-03-28"),
        ("2026-03-29T04:00:00+00:00", "Europe/Berlin", "2026-03-29"),
        # the same moment, lived in Auckland
        ("2026-11-21T03:05:00+01:00", "Pacific/Auckland", "2026-11-21"),
    ],
)
def test_a_diary_day_runs_from_waking_to_waking_by_the_clock_where_the_person_was(
    moment: str, zone: str, day: str
) -> None:
    assert diary_day(datetime.fromisoformat(moment), ZoneInfo(zone)) == date.fromisoformat(day)


def test_on_a_journey_the_entry_belongs_to_the_day_of_the_place_it_names() -> None:
    at_home, away = cramp(1), cramp(2, zone="Pacific/Auckland")
    timeline = of(at_home, away)
    assert [timeline.day_of(e) for e in timeline] == [date(2026, 11, 20), date(2026, 11, 21)]


def test_a_late_waker_moves_the_start_of_the_day() -> None:
    timeline = fold([cramp(at=datetime(2026, 11, 21, 9, 0, tzinfo=UTC))], BERLIN, time(11, 0))
    assert timeline.day_of(timeline.entries[0]) == date(2026, 11, 20)


def test_a_check_in_may_speak_for_another_day() -> None:
    answer = CheckIn(id=number(1), at=later(5), about=date(2026, 11, 19), spasticity=4)
    assert list(of(answer).readings()) == [(date(2026, 11, 19), "spasticity", 4.0)]


def test_zero_nothing_today_and_silence_are_three_things() -> None:
    zero = CheckIn(id=number(1), at=NIGHT, spasm_count=0)
    nothing = CheckIn(id=number(2), at=later(24), nothing_today=True)
    timeline = of(zero, nothing)
    days = {day: value for day, name, value in timeline.readings() if name == "spasm_count"}
    assert days == {date(2026, 11, 20): 0.0, date(2026, 11, 21): 0.0}
    assert timeline.quiet_days == {date(2026, 11, 21)}
    assert date(2026, 11, 22) not in days


def test_a_replacement_stands_where_the_first_stood_and_keeps_its_id() -> None:
    again = Replaced(id=number(2), at=later(1), target=number(1), entry=cramp(99, severity=7))
    (entry,) = of(cramp(1, severity=3), again)
    assert isinstance(entry, Episode)
    assert (entry.id, entry.severity) == (number(1), 7)


def test_the_latest_said_of_two_corrections_holds() -> None:
    first = Replaced(id=number(2), at=later(1), target=number(1), entry=cramp(98, severity=5))
    second = Replaced(id=number(3), at=later(2), target=number(1), entry=cramp(99, severity=8))
    (entry,) = of(second, first, cramp(1))
    assert isinstance(entry, Episode)
    assert entry.severity == 8


def test_a_withdrawn_entry_is_gone_and_comes_back_when_the_withdrawal_is_withdrawn() -> None:
    gone = Withdrawn(id=number(2), at=later(1), target=number(1))
    undone = Withdrawn(id=number(3), at=later(2), target=number(2))
    again = Withdrawn(id=number(4), at=later(3), target=number(3))
    assert len(of(cramp(1), gone)) == 0
    assert len(of(cramp(1), gone, undone)) == 1
    assert len(of(cramp(1), gone, undone, again)) == 0


def test_a_replacement_whose_first_version_never_arrived_is_still_shown() -> None:
    again = Replaced(id=number(2), at=later(1), target=number(1), entry=cramp(99))
    assert [e.id for e in of(again)] == [number(1)]


def test_private_entries_stay_out_of_what_others_see() -> None:
    timeline = of(cramp(1), cramp(2, private=True))
    assert [e.id for e in timeline.without_private()] == [number(1)]


def test_a_timeline_can_be_cut_at_both_ends() -> None:
    timeline = of(cramp(1), cramp(2, at=later(10)), cramp(3, at=later(20)))
    assert [e.id for e in timeline.since(later(5)).until(later(15))] == [number(2)]
    assert [e.id for e in timeline.of(CheckIn)] == []

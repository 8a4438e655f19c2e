# SPDX-License-Identifier: Apache-2.0
"""Reminders: in their window, on their days, never in quiet hours, never once it is said, never in a flare."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from supple.care.remind import Reminder, due, resting, to_come
from supple.entries.timeline import Timeline, fold
from tests.app.saying import entry

EIGHT = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)  # a Friday
NIGHT = (time(22), time(7))
UTC_ZONE = ZoneInfo("UTC")


def asked(**more: object) -> Reminder:
    """A reminder of the check-in at eight in the evening."""
    usual = {"key": "1", "what": "check_in", "title": "Check-in", "clocks": (time(20),), "since": date(2026, 11, 1)}
    return Reminder(**{**usual, **more})  # type: ignore[arg-type]


def said(*entries: tuple[datetime, str, dict[str, object]], zone: ZoneInfo = UTC_ZONE) -> Timeline:
    """A diary of these entries."""
    return fold([entry(at, kind, **fields) for at, kind, fields in entries], zone)


@pytest.mark.parametrize(
    ("minutes", "is_due"), [(-1, False), (0, True), (59, True), (60, False)],
)  # fmt: skip
def test_it_stands_from_its_time_to_the_end_of_its_window(minutes: int, is_due: bool) -> None:
    assert bool(due([asked()], said(), EIGHT + timedelta(minutes=minutes))) is is_due


def test_a_window_may_run_over_midnight() -> None:
    late = asked(clocks=(time(23, 30),), window=timedelta(hours=2))
    found = due([late], said(), datetime(2026, 11, 21, 0, 45, tzinfo=UTC))
    assert [one.since.day for one in found] == [20]


def test_it_keeps_to_its_days_of_the_week() -> None:
    assert due([asked(days=("fri",))], said(), EIGHT)
    assert not due([asked(days=("sat", "sun"))], said(), EIGHT)


def test_quiet_hours_hold_for_the_time_and_for_the_rest_of_the_window() -> None:
    quiet = asked(clocks=(time(21, 30), time(23)), quiet=NIGHT, window=timedelta(hours=2))
    assert due([quiet], said(), EIGHT.replace(hour=21, minute=45))
    assert not due([quiet], said(), EIGHT.replace(hour=22, minute=15))
    assert not due([quiet], said(), EIGHT.replace(hour=23, minute=15))
    assert to_come([quiet], said(), EIGHT) == ((quiet, time(21, 30)),)


def test_what_was_said_since_is_not_asked_for_again() -> None:
    before, after = EIGHT - timedelta(minutes=5), EIGHT + timedelta(minutes=5)
    later = EIGHT + timedelta(minutes=10)
    assert due([asked()], said((before, "check_in", {"pain": 2})), later)
    assert not due([asked()], said((after, "check_in", {"pain": 2})), later)
    assert due([asked(what="move")], said((after, "check_in", {"pain": 2})), later)


@pytest.mark.parametrize("what", ["uti", "infection", "relapse", "steroid_course"])
def test_nothing_comes_in_a_flare_until_it_is_over(what: str) -> None:
    began = EIGHT - timedelta(days=3)
    still = said((began, "flare", {"what": what}))
    assert resting(still, EIGHT)
    assert due([asked()], still, EIGHT) == ()
    assert to_come([asked()], still, EIGHT) == ()
    over = said((began, "flare", {"what": what, "until": "2026-11-19"}))
    assert due([asked()], over, EIGHT)
    assert due([asked()], still, EIGHT + timedelta(days=26))


def test_nothing_comes_in_a_pause_or_when_all_are_paused() -> None:
    assert due([asked()], said((EIGHT - timedelta(hours=9), "pause", {"why": "tired"})), EIGHT) == ()
    assert due([asked(paused=True)], said(), EIGHT) == ()
    assert to_come([asked(paused=True)], said(), EIGHT) == ()


def test_a_time_that_the_clocks_skip_or_repeat_comes_once() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    half_past_two = asked(clocks=(time(2, 30),), window=timedelta(hours=4))
    for day in (datetime(2026, 3, 29, 2, 0, tzinfo=UTC), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)):
        assert (
            len(
                due(
                    [asked(since=date(2026, 1, 1), clocks=(time(2, 30),), window=timedelta(hours=4))],
                    said(zone=berlin),
                    day,
                )
            )
            == 1
        )
    assert due([half_past_two], said(zone=berlin), datetime(2026, 1, 1, 2, 0, tzinfo=UTC)) == ()

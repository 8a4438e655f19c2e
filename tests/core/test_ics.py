# SPDX-License-Identifier: Apache-2.0
"""What stands in somebody's calendar, read back by a second reader: days, times across summer time, names, alarms."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from supple.interop.ics import Daily, Feed, WholeDay, write
from tests.core.calendar_reading import Part, begins, read, repeats, zones

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Europe/Dublin", "UTC"]
DOSE = Daily("dose baclofen 20:00", "baclofen", time(20), date(2026, 3, 1))
REFILL = WholeDay("refill", "Pump refill; with a comma, and more", date(2026, 12, 1), date(2026, 12, 3))


def feed(**chosen: object) -> Feed:
    """Ada's calendar."""
    return Feed(UUID(int=5), ZoneInfo("Europe/Berlin"), NOW, **chosen)  # type: ignore[arg-type]


def events(content: bytes) -> list[Part]:
    """What is in it."""
    return read(content).of("VEVENT")


def test_by_default_a_calendar_says_nothing_but_times() -> None:
    content = write(feed(alarms=True), [DOSE, REFILL])
    assert [e.text("SUMMARY") for e in events(content)] == ["supple: 20:00", "supple"]
    assert b"baclofen" not in content
    assert b"refill" not in content.lower().replace(b"refresh", b"")


def test_in_words_it_names_things_and_a_comma_survives() -> None:
    said = [e.text("SUMMARY") for e in events(write(feed(in_words=True), [DOSE, REFILL]))]
    assert said == ["baclofen 20:00", "Pump refill; with a comma, and more"]


def test_a_stretch_of_days_ends_after_its_last_day() -> None:
    (event,) = events(write(feed(), [REFILL]))
    assert (event.said["DTSTART"], event.said["DTEND"]) == (
        ({"VALUE": "DATE"}, "20261201"),
        ({"VALUE": "DATE"}, "20261204"),
    )


@pytest.mark.parametrize("name", ZONES)
def test_a_daily_time_stays_at_the_same_hour_on_the_wall_all_year(name: str) -> None:
    zone = ZoneInfo(name)
    content = write(Feed(UUID(int=5), zone, NOW), [DOSE])
    known = zones(content)
    moments = repeats(events(content)[0], known, 800)
    assert len(moments) == 801
    assert {m.time() for m in moments} == {time(20)}
    wrong = [m for m in moments if m.utcoffset() != m.replace(tzinfo=zone).utcoffset()]
    assert wrong == []


@pytest.mark.parametrize("name", ZONES)
def test_the_zone_in_the_file_is_the_zone_of_the_world_for_the_years_it_is_used(name: str) -> None:
    content = write(Feed(UUID(int=5), ZoneInfo(name), NOW), [DOSE])
    (known,) = zones(content).values()
    noon = datetime(2020, 1, 1, 12)  # noqa: DTZ001 - put into each zone below
    days = [noon + timedelta(days=n) for n in range(365 * 14)]
    assert [
        d for d in days if d.replace(tzinfo=known).utcoffset() != d.replace(tzinfo=ZoneInfo(name)).utcoffset()
    ] == []


def test_a_weekly_medicine_begins_on_its_first_own_day() -> None:
    weekly = Daily("dose x", "x", time(8), date(2026, 11, 18), ("sun", "wed"))  # a Wednesday
    content = write(feed(), [weekly, Daily("dose y", "y", time(8), date(2026, 11, 18), ("sun",))])
    first, second = events(content)
    known = zones(content)
    assert [m.date().isoformat() for m in repeats(first, known, 8)] == ["2026-11-18", "2026-11-22", "2026-11-25"]
    assert begins(second, known).isoformat() == "2026-11-22T08:00:00+01:00"


def test_what_ended_repeats_no_longer() -> None:
    content = write(feed(), [Daily("k", "t", time(23, 30), date(2026, 11, 1), until=date(2026, 11, 5))])
    assert [m.day for m in repeats(events(content)[0], zones(content), 30)] == [1, 2, 3, 4, 5]


def test_the_same_thing_keeps_its_uid_and_each_thing_has_its_own() -> None:
    earlier = [e.text("UID") for e in events(write(feed(), [DOSE, REFILL]))]
    later = [e.text("UID") for e in events(write(feed(in_words=True, alarms=True), [REFILL, DOSE]))]
    assert set(earlier) == set(later)
    assert len(set(earlier)) == 2
    other = Feed(UUID(int=6), ZoneInfo("Europe/Berlin"), NOW)
    assert not set(earlier) & {e.text("UID") for e in events(write(other, [DOSE, REFILL]))}


def test_alarms_ring_at_the_time_or_in_the_morning_and_only_when_chosen() -> None:
    assert not any(e.of("VALARM") for e in events(write(feed(), [DOSE, REFILL])))
    alarms = [e.of("VALARM")[0] for e in events(write(feed(alarms=True), [DOSE, REFILL]))]
    assert [a.said["TRIGGER"][1] for a in alarms] == ["P0D", "PT9H"]
    assert [a.text("DESCRIPTION") for a in alarms] == ["supple: 20:00", "supple"]


def test_an_empty_calendar_is_one() -> None:
    assert events(write(feed(), [])) == []
    assert read(write(feed(), [])).of("VTIMEZONE") == []


def test_each_change_of_the_clock_has_a_line_of_its_own_and_the_calendar_says_when_to_look_again() -> None:
    text = write(feed(), [DOSE]).decode()
    assert text.count("RDATE:") > 20
    assert not any(line.startswith("RDATE") and "," in line for line in text.split("\r\n"))
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in text.split("\r\n")

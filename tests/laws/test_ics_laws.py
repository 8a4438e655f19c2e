# SPDX-License-Identifier: Apache-2.0
"""Whatever stands in a calendar is read back by a second reader as it was meant, in every zone."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from supple.interop.ics import Daily, Feed, WholeDay, write
from tests.core.calendar_reading import begins, read, repeats, zones

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
somewhere = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])
day = st.dates(date(2026, 1, 1), date(2027, 12, 31))
title = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=80).map(str.strip)
clock = st.times(time(4), time(23, 59)).map(lambda t: t.replace(second=0, microsecond=0))  # clocks change before four
slow = settings(deadline=None, max_examples=60)


@slow
@given(title, day, st.integers(0, 400), somewhere)
def test_a_stretch_of_days_keeps_its_days_and_its_words(words: str, first: date, more: int, zone: str) -> None:
    last = first + timedelta(days=more)
    feed = Feed(UUID(int=5), ZoneInfo(zone), NOW, in_words=True)
    (event,) = read(write(feed, [WholeDay("k", words, first, last)])).of("VEVENT")
    told = event.said["DTSTART"][1], event.said["DTEND"][1]
    assert told == (f"{first:%Y%m%d}", f"{last + timedelta(days=1):%Y%m%d}")
    assert event.text("SUMMARY") == words


@slow
@given(clock, day, st.sets(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])), somewhere)
def test_a_time_of_day_stands_at_that_time_on_its_own_days_on_both_sides_of_every_change_of_the_clock(
    at: time, since: date, days: set[str], zone: str
) -> None:
    feed = Feed(UUID(int=5), ZoneInfo(zone), NOW)
    content = write(feed, [Daily("k", "t", at, since, tuple(days))])  # type: ignore[arg-type]
    (event,), known = read(content).of("VEVENT"), zones(content)
    moments = repeats(event, known, 250)
    assert begins(event, known) == moments[0]
    assert {m.time() for m in moments} == {at}
    assert {f"{m:%a}".lower() for m in moments} == (days or {"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
    assert all(m.utcoffset() == m.replace(tzinfo=ZoneInfo(zone)).utcoffset() for m in moments)

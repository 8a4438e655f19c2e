# SPDX-License-Identifier: Apache-2.0
"""How do days and times stand in somebody's calendar? As iCalendar (RFC 5545), with titles that say nothing by default.

Times are those of the clock on the wall at home, on both sides of a change to summer time: the zone goes along with
its rules. The same thing always has the same UID, so that a calendar moves it instead of doubling it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, vRecur

NEUTRAL = "supple"
LASTS = timedelta(minutes=10)
MORNING = timedelta(hours=9)
"""When a whole day is told of."""
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class WholeDay:
    """A day or a stretch of days."""

    key: str
    title: str
    first: date
    last: date
    page: str = ""
    """Which page of supple it belongs to."""


@dataclass(frozen=True, slots=True)
class Daily:
    """The same time of day, every day or on some days of the week, from a day on."""

    key: str
    title: str
    clock: time
    since: date
    days: tuple[Weekday, ...] = ()
    until: date | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose calendar, where home is, and how much it may say."""

    person: UUID
    zone: ZoneInfo
    now: datetime
    in_words: bool = False
    alarms: bool = False
    address: str = ""
    """Where this supple is reached, such as `https://home.example`, when an event may lead there."""


def write(feed: Feed, items: Iterable[WholeDay | Daily]) -> bytes:
    """The calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//supple//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", NEUTRAL)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    events = [_whole_day(feed, i) if isinstance(i, WholeDay) else _daily(feed, i) for i in items]
    if any(isinstance(i, Daily) for i in items):
        calendar.add_component(_zone(feed))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _zone(feed: Feed) -> Timezone:
    """The rules of the zone, from long enough ago for every event to ten years ahead.

    One line for each change of the clock: some calendars read only the first of several on one line.
    """
    years = (date(feed.now.year - 12, 1, 1), date(feed.now.year + 10, 1, 1))
    zone = Timezone.from_tzinfo(feed.zone, feed.zone.key, *years)
    for half in zone.subcomponents:
        changes = half.pop("rdate", None)
        for change in changes.dts if changes else ():
            half.add("rdate", [change.dt])
    return zone


def _begun(feed: Feed, item: WholeDay | Daily, title: str) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(feed.person, f'calendar {item.key}')}@supple")
    event.add("dtstamp", feed.now)
    event.add("summary", title)
    event.add("class", "PRIVATE")
    if feed.address:
        event.add("url", f"{feed.address.rstrip('/')}/{item.page}")
    return event


def _whole_day(feed: Feed, item: WholeDay) -> Event:
    event = _begun(feed, item, item.title if feed.in_words else NEUTRAL)
    event.add("dtstart", item.first)
    event.add("dtend", item.last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return _with_alarm(event, feed, MORNING)


def _daily(feed: Feed, item: Daily) -> Event:
    title = f"{item.title} {item.clock:%H:%M}" if feed.in_words else f"{NEUTRAL}: {item.clock:%H:%M}"
    event = _begun(feed, item, title)
    event.add("dtstart", datetime.combine(_first(item), item.clock, feed.zone))
    event.add("duration", LASTS)
    rule: dict[str, object] = {"freq": "weekly" if item.days else "daily"}
    if item.days:
        rule["byday"] = [day[:2].upper() for day in _WEEKDAYS if day in item.days]
    if item.until:
        rule["until"] = datetime.combine(item.until, time(23, 59, 59), feed.zone).astimezone(ZoneInfo("UTC"))
    event.add("rrule", vRecur(rule))
    event.add("transp", "TRANSPARENT")
    return _with_alarm(event, feed, timedelta())


def _first(item: Daily) -> date:
    """The first day on which it is due: a calendar counts the start, whatever the rule says."""
    day = item.since
    while item.days and _WEEKDAYS[day.weekday()] not in item.days:
        day += timedelta(days=1)
    return day


def _with_alarm(event: Event, feed: Feed, after: timedelta) -> Event:
    if feed.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", str(event["summary"]))
        alarm.add("trigger", after)
        event.add_component(alarm)
    return event

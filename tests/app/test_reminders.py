# SPDX-License-Identifier: Apache-2.0
"""Reminders stand on Today, open the entry itself, pause with one press, and go into the calendar without words."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from supple.actions import feed, reminders
from supple.actions.record import record
from supple.actions.reminders import Wanted
from supple.errors import SuppleError
from supple.people.models import Person
from tests.app.saying import raw


def now_by_the_clock(person: Person, now: datetime) -> time:
    """The time at home, a little ago."""
    with timezone.override(person.zone):
        return timezone.localtime(now - timedelta(minutes=2)).time().replace(second=0, microsecond=0)


@pytest.fixture
def asked(ada: Person, now: datetime) -> Person:
    """Ada, who wanted to be reminded of the check-in just now."""
    reminders.add(ada, Wanted("check_in", (now_by_the_clock(ada, now),)), now - timedelta(days=2))
    return ada


def test_what_is_due_stands_on_today_and_opens_the_entry(asked: Person, as_person: Callable[[Person], Client]) -> None:
    page = as_person(asked).get("/").content.decode()
    assert "You wanted to be reminded" in page
    assert page.count('href="/check-in"') >= 1


def test_one_press_pauses_all_and_another_lets_them_come_again(
    asked: Person, as_person: Callable[[Person], Client]
) -> None:
    browser = as_person(asked)
    assert browser.post("/reminders/pause", {"do": "pause", "next": "today"})["Location"] == "/"
    assert "You wanted to be reminded" not in browser.get("/").content.decode()
    assert "All of them are paused" in browser.get("/reminders").content.decode()
    browser.post("/reminders/pause", {"do": "go_on"})
    assert "You wanted to be reminded" in browser.get("/").content.decode()


@pytest.mark.parametrize(
    "said", [{"kind": "flare", "what": "uti"}, {"kind": "pause", "why": "ill"}, {"kind": "check_in", "pain": 1}]
)
def test_nothing_nags_in_a_flare_in_a_pause_or_once_it_is_said(
    asked: Person, now: datetime, as_person: Callable[[Person], Client], said: dict[str, object]
) -> None:
    kind = str(said.pop("kind"))
    record(asked, [raw(now, kind, **said)], now)
    assert "You wanted to be reminded" not in as_person(asked).get("/").content.decode()


def test_a_warning_comes_before_any_reminder(
    asked: Person, now: datetime, as_person: Callable[[Person], Client]
) -> None:
    flag = {"id": "chest_pain", "present": "yes", "onset": "sudden", "new": True}
    record(asked, [raw(now - timedelta(hours=1), "check_in", signs_asked=True, signs=[flag])], now)
    assert "You wanted to be reminded" not in as_person(asked).get("/").content.decode()


def test_the_calendar_holds_them_with_neutral_titles_and_nothing_while_they_rest(ada: Person, now: datetime) -> None:
    reminders.add(ada, Wanted("own", (time(20),), words="Ring my sister", days=("sun",)), now)
    told = feed.calendar(ada, now, feed.Shows(alarms=True)).decode()
    assert "supple: 20:00" in told
    assert "BYDAY=SU" in told
    assert "sister" not in told
    assert "Ring my sister 20:00" in feed.calendar(ada, now, feed.Shows(words=True)).decode()
    reminders.pause_all(ada, True)
    assert "20:00" not in feed.calendar(ada, now).decode()
    reminders.pause_all(ada, False)
    record(ada, [raw(now, "flare", what="relapse")], now)
    assert "20:00" not in feed.calendar(ada, now).decode()


def test_a_reminder_is_typed_in_shown_and_taken_away(ada: Person, as_person: Callable[[Person], Client]) -> None:
    browser = as_person(ada)
    form = {
        "what": "drink",
        "first": "09:00",
        "second": "15:00",
        "window_min": "30",
        "quiet_from": "22:00",
        "quiet_to": "07:00",
    }
    browser.post("/reminders", form)
    kept = reminders.of(ada)[0]
    assert (kept.clocks, kept.window_min, kept.quiet_from) == (["09:00", "15:00"], 30, "22:00")
    page = browser.get("/reminders").content.decode()
    assert "09:00, 15:00, every day" in page
    sealed = page.split('name="do" value="')[2].split('"')[0]
    browser.post("/reminders/pause", {"do": sealed})
    assert reminders.of(ada) == []


def test_nobody_takes_away_what_is_not_theirs(asked: Person, bo: Person, as_person: Callable[[Person], Client]) -> None:
    page = as_person(asked).get("/reminders").content.decode()
    sealed = page.split('name="do" value="')[2].split('"')[0]
    for do in (sealed, "guess", "1"):
        as_person(bo).post("/reminders/pause", {"do": do})
    as_person(bo).post("/reminders/pause", {"do": "pause"})
    assert [one.paused for one in reminders.of(asked)] == [False]


@pytest.mark.parametrize(
    ("wanted", "refused"),
    [
        (Wanted("dream", (time(9),)), "reminder-refused"), (Wanted("plan", ()), "reminder-refused"),
        (Wanted("plan", (time(9),), days=("someday",)), "reminder-refused"),
        (Wanted("plan", (time(9),), window_min=0), "reminder-refused"),
        (Wanted("plan", (time(23),), quiet=("22:00", "07:00")), "reminder-quiet"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(ada: Person, now: datetime, wanted: Wanted, refused: str) -> None:
    with pytest.raises(SuppleError) as refusal:
        reminders.add(ada, wanted, now)
    assert refusal.value.code == refused

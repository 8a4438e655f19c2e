# SPDX-License-Identifier: Apache-2.0
"""The timers, and how long ago a drink or a dose was: counted by the server, so that no script is needed."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from supple.actions import look_back
from supple.actions.record import record
from supple.entries.did import Session
from supple.people.models import Person
from supple.web.pages import since
from tests.app.saying import raw


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def _later(monkeypatch: pytest.MonkeyPatch, now: datetime, minutes: int) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=minutes))


def test_a_long_sitting_is_broken_after_the_minutes_chosen_and_each_break_is_kept(
    page: Client, ada: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.post("/timer", {"do": "sit", "every": "45"})
    assert "The next break from sitting is at" in page.get("/").content.decode()
    assert not page.get("/timer").context["due"]
    _later(monkeypatch, now, 46)
    due = page.get("/timer")
    assert due.context["due"]
    assert "Time for a break" in due.content.decode()
    page.post("/timer", {"do": "break"})
    assert not page.get("/timer").context["due"]
    page.post("/timer", {"do": "end"})
    assert page.get("/timer").context["running"] is None
    assert [(s.what, s.remedy) for s in look_back.timeline(ada).of(Session)] == [("standing_break", "MOV-01")]


def test_in_a_wheelchair_the_break_is_sooner_and_relieves_the_skin(page: Client, ada: Person, now: datetime) -> None:
    record(ada, [raw(now, "fact", topic="mobility", word="wheelchair")], now)
    shown = page.get("/timer")
    assert shown.context["every"] == (15, 20, 30)
    page.post("/timer", {"do": "sit", "every": "999"})
    assert page.get("/timer").context["running"].every == 30
    page.post("/timer", {"do": "break"})
    assert [s.what for s in look_back.timeline(ada).of(Session)] == ["positioning"]


def test_something_done_is_kept_with_its_minutes(
    page: Client, ada: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.post("/timer", {"do": "begin", "what": "walking"})
    _later(monkeypatch, now, 13)
    assert "minutes so far" in page.get("/timer").content.decode()
    page.post("/timer", {"do": "done"})
    assert [(s.what, s.minutes) for s in look_back.timeline(ada).of(Session)] == [("walking", 12)]
    page.post("/timer", {"do": "done"})
    assert len(list(look_back.timeline(ada).of(Session))) == 1


def test_a_timer_that_was_forgotten_is_gone(page: Client, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    page.post("/timer", {"do": "begin", "what": "rest"})
    _later(monkeypatch, now, 13 * 60)
    assert page.get("/timer").context["running"] is None


def test_a_dose_says_how_long_ago_it_was_beside_the_hours_the_person_wrote(
    page: Client, ada: Person, now: datetime
) -> None:
    then = now - timedelta(hours=2, minutes=10)
    record(ada, [raw(then, "dose", medicine="paracetamol")], now)
    assert "Taken 2 h 10 min ago." in page.get("/").content.decode()
    page.post("/keep", {"kind": "fact", "topic": "gap_h", "name": "Paracetamol", "number": "6"})
    shown = page.get("/").content.decode()
    assert "You wrote: 6 hours apart at least." in shown
    assert "That is at" in shown
    record(ada, [raw(now, "dose", medicine="paracetamol")], now)
    assert "closer than that" in page.get("/").content.decode()


def test_a_gap_that_is_over_says_no_hour_and_an_old_dose_says_nothing(ada: Person, now: datetime) -> None:
    gap = raw(now, "fact", topic="gap_h", name="tea tree", number=4)
    old = [raw(now - timedelta(hours=5), "dose", medicine="tea tree"), gap]
    record(ada, old, now)
    found = since.dose("tea tree", look_back.timeline(ada), now)
    assert (found.gap_h, found.until, found.sooner) == (4, None, False)
    assert since.dose("tea tree", look_back.timeline(ada), now + timedelta(days=3)).ago == ""
    assert since.dose("other", look_back.timeline(ada), now) == since.Since()


def test_an_event_is_moved_back_with_one_press_while_its_details_are_asked(
    page: Client, ada: Person, now: datetime
) -> None:
    event = raw(now, "episode", what="cramp")
    record(ada, [event], now)
    answer = page.post(f"/event/{event['id']}/where", {"moved": "1h"})
    assert answer["Location"].endswith("/where")
    (kept,) = look_back.last_entries(ada, 1)
    assert timedelta(minutes=59) < now - kept.at < timedelta(minutes=61)
    assert page.post(f"/event/{event['id']}/where", {"moved": "never"}).status_code == 404

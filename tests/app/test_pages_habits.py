# SPDX-License-Identifier: Apache-2.0
"""Habits, the page for heavy days and the card: what is pressed is kept, what is private is not printed."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.habits import habits
from supple.actions.record import record
from supple.entries.felt import CheckIn
from supple.entries.suited import Pause, Win
from supple.people.models import Person
from tests.app.saying import raw


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def test_a_habit_is_told_in_days_and_never_as_a_streak(page: Client, ada: Person, now: datetime) -> None:
    record(ada, [raw(now - timedelta(days=1), "session", what="stretching")], now)
    shown = page.get("/kept-up").content.decode()
    assert "1 of the last 14 days" in shown
    assert "streak" not in shown.lower()
    assert "in a row" not in shown.lower()


def test_days_off_begin_and_end_with_one_press(page: Client, ada: Person) -> None:
    page.post("/keep", {"kind": "pause", "why": "other", "next": "habits"})
    assert "nothing is expected of you" in page.get("/kept-up").content.decode()
    (pause,) = look_back.timeline(ada).of(Pause)
    assert page.post(f"/undo/{pause.id}", {"next": "habits"})["Location"] == "/kept-up"
    assert "nothing is expected of you" not in page.get("/kept-up").content.decode()


def test_the_days_that_were_rested_stay_off_when_a_pause_ends_early(page: Client, ada: Person, now: datetime) -> None:
    ahead = (now + timedelta(days=3)).date().isoformat()
    record(ada, [raw(now - timedelta(days=5), "session", what="stretching")], now)
    record(ada, [raw(now - timedelta(days=3), "pause", why="ill", until=ahead)], now)
    assert page.post("/kept-up", {"go_on": "1"})["Location"] == "/kept-up"
    (habit,) = habits(ada, now).habits
    assert habit.days[-4:] == (None, None, None, False)
    page.post("/keep", {"kind": "pause", "why": "other"})
    page.post("/kept-up", {"go_on": "1"})
    assert habits(ada, now).paused is None
    assert page.post("/kept-up", {"go_on": "1"})["Location"] == "/kept-up"


def test_days_off_cannot_lie_in_the_past(page: Client, ada: Person, now: datetime) -> None:
    past, ahead = ((now + timedelta(days=n)).date().isoformat() for n in (-3, 3))
    assert "still to come" in page.post("/kept-up", {"why": "ill", "until": past}).content.decode()
    page.post("/kept-up", {"why": "ill", "until": ahead})
    assert [p.why for p in look_back.timeline(ada).of(Pause)] == ["ill"]


def test_a_win_is_kept_in_the_persons_words(page: Client, ada: Person) -> None:
    page.post("/keep", {"kind": "win", "text": "to the shop and back", "next": "habits"})
    assert [w.text for w in look_back.timeline(ada).of(Win)] == ["to the shop and back"]
    assert "to the shop and back" in page.get("/kept-up").content.decode()


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_the_hardest_answer_leads_to_its_warning(page: Client, answer: str) -> None:
    assert page.post("/support", {"answer": answer})["Location"] == "/warning"
    assert "crisis line" in page.get("/warning").content.decode()


def test_another_answer_is_none(page: Client, ada: Person) -> None:
    assert page.post("/support", {"answer": "no"}).status_code == 200
    assert not list(look_back.timeline(ada))


def test_a_mood_is_kept_with_one_press(page: Client, ada: Person) -> None:
    page.post("/keep", {"kind": "check_in", "mood": "3", "next": "support"})
    assert [c.mood for c in look_back.timeline(ada).of(CheckIn)] == [3]


def test_the_card_has_what_was_said_and_nothing_private(page: Client, ada: Person, now: datetime) -> None:
    page.post("/card", {"role": "MS nurse", "name": "Bo", "phone": "0123"})
    page.post("/card", {"allergy": "penicillin"})
    record(ada, [raw(now, "treatment", name="baclofen", change="started"),
                 raw(now, "treatment", name="zopiclone", change="started", private=True)], now)  # fmt: skip
    shown = page.get("/card").content.decode()
    assert all(word in shown for word in ("0123", "penicillin", "baclofen", "Never stop it suddenly"))
    assert "zopiclone" not in shown


def test_a_contact_without_a_number_is_asked_back(page: Client, ada: Person) -> None:
    assert "This field is required" in page.post("/card", {"role": "x", "name": "Bo", "phone": ""}).content.decode()
    assert not list(look_back.timeline(ada))

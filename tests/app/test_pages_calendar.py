# SPDX-License-Identifier: Apache-2.0
"""The days ahead on their page: what sets a day is kept, what cannot be so is asked back, private stays private."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.days_ahead import days_ahead
from supple.actions.record import record
from supple.entries.known import Treatment, Visit
from supple.entries.suited import Supply
from supple.people.models import Person
from tests.app.saying import raw

HERE = "/days-ahead"


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def test_packs_that_are_counted_give_the_day_they_run_out(page: Client, ada: Person) -> None:
    page.post(HERE, {"form": "supply", "medicine": "baclofen", "left": "30", "a_day": "1,5"})
    assert [s.a_day for s in look_back.timeline(ada).of(Supply)] == [1.5]
    shown = page.get(HERE).content.decode()
    assert "Next prescription" in shown
    assert "must never end suddenly" in shown


def test_a_count_that_cannot_be_is_asked_back_and_what_was_typed_stays(page: Client, ada: Person) -> None:
    answer = page.post(HERE, {"form": "supply", "medicine": "baclofen", "left": "many", "a_day": "0"})
    shown = answer.content.decode()
    assert "Something needs another look" in shown
    assert 'value="many"' in shown
    assert not list(look_back.timeline(ada))


def test_an_injection_is_kept_on_its_day(page: Client, ada: Person, now: datetime) -> None:
    day = (now - timedelta(days=20)).date()
    page.post(HERE, {"form": "injection", "name": "Dysport", "given": day.isoformat(), "site": "calf", "side": "left"})
    diary = look_back.timeline(ada)
    assert [diary.day_of(t) for t in diary.of(Treatment)] == [day]
    assert "Best weeks for stretching" in page.get(HERE).content.decode()
    ahead = (now + timedelta(days=20)).date().isoformat()
    assert "has been already" in page.post(HERE, {"form": "injection", "name": "x", "given": ahead}).content.decode()


def test_an_appointment_is_kept_with_its_question(page: Client, ada: Person, now: datetime) -> None:
    day = (now + timedelta(days=9)).date().isoformat()
    page.post(HERE, {"form": "visit", "with_whom": "Bo", "on": day, "questions": "Is it the seat?"})
    (visit,) = look_back.timeline(ada).of(Visit)
    assert visit.questions == ("Is it the seat?",)
    assert "Bo" in page.get(HERE).content.decode()


def test_what_is_private_is_left_out_of_what_is_shared(ada: Person, now: datetime) -> None:
    day = (now + timedelta(days=9)).date().isoformat()
    record(ada, [raw(now, "visit", with_whom="Bo", on=day, private=True)], now)
    assert len(days_ahead(ada, now)) == 1
    assert days_ahead(ada, now, shared=True) == ()

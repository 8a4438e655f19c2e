# SPDX-License-Identifier: Apache-2.0
"""Can a side effect be written down and taken along, and does one that needs help now lead to its warning?"""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.record import record
from supple.entries.felt import Note
from supple.entries.known import Treatment
from supple.people.models import Person
from tests.app.saying import raw


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def test_what_was_noticed_stands_under_its_medicine_with_the_days_since_its_change(
    page: Client, ada: Person, now: datetime
) -> None:
    record(ada, [raw(now - timedelta(days=5), "treatment", name="baclofen", change="started")], now)
    said = {"medicine": "baclofen", "words": "A dry mouth since Monday."}
    assert page.post("/noticed", said)["Location"] == "/noticed"
    shown = page.get("/noticed").content.decode()
    assert "A dry mouth since Monday." in shown
    assert "5 days after its last change" in shown
    assert not list(look_back.timeline(ada).of(Note))


def test_words_that_call_for_help_lead_to_the_warning_and_stand_as_a_note(page: Client, ada: Person) -> None:
    said = {"medicine": "amoxicillin", "words": "My lips and tongue are swelling and I cannot breathe properly."}
    assert page.post("/noticed", said)["Location"] == "/warning"
    assert len(list(look_back.timeline(ada).of(Note))) == 1
    assert [t.change for t in look_back.timeline(ada).of(Treatment)] == ["side_effect"]


def test_nothing_is_kept_without_words(page: Client, ada: Person) -> None:
    assert page.post("/noticed", {"medicine": "baclofen", "words": " "}).status_code == 200
    assert not list(look_back.timeline(ada).of(Treatment))


def test_nobody_is_told_to_stop(page: Client) -> None:
    shown = page.get("/noticed").content.decode()
    assert "Keep to your medicines until then" in shown

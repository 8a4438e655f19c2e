# SPDX-License-Identifier: Apache-2.0
"""Does the page about medicines say what rules say of them, and keep nothing of what is only asked?"""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.record import record
from supple.people.models import Person
from tests.app.saying import raw, shown

As = Callable[[Person], Client]


def _taking(ada: Person, now: datetime, *names: str) -> None:
    record(ada, [raw(now, "treatment", name=name, change="started") for name in names], now)


def test_what_makes_drowsy_together_stands_on_the_page_though_it_is_no_warning(
    as_person: As, ada: Person, now: datetime
) -> None:
    _taking(ada, now, "baclofen", "tramadol")
    device = as_person(ada)
    assert "Several things that make drowsy" not in shown(device.get("/warning"))
    page = shown(device.get("/medicines"))
    assert "Several things that make drowsy" in page
    assert "Speak to someone within a few days" in page
    assert "Never stop it suddenly" in page


def test_one_more_is_held_against_what_is_taken_and_is_not_kept(as_person: As, ada: Person, now: datetime) -> None:
    _taking(ada, now, "tizanidine")
    before = len(look_back.timeline(ada))
    page = shown(as_person(ada).post("/medicines", {"more": "Cipro"}))
    assert "If you took Cipro as well" in page
    assert "These two must not be taken together." in page
    assert len(look_back.timeline(ada)) == before


def test_no_rule_is_no_promise_and_an_unknown_name_sends_to_a_pharmacist(
    as_person: As, ada: Person, now: datetime
) -> None:
    _taking(ada, now, "paracetamol")
    device = as_person(ada)
    assert "That is no promise" in shown(device.get("/medicines"))
    page = shown(device.post("/medicines", {"more": "foozle <b>"}))
    assert "Ask a pharmacist how it goes with your other medicines." in page
    assert "<b>" not in page


def test_whoever_told_nothing_of_medicines_gets_no_comfort(as_person: As, ada: Person) -> None:
    page = shown(as_person(ada).get("/medicines"))
    assert "That is no promise" not in page
    assert "Not written down." in page


def test_a_broken_check_says_so(as_person: As, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("supple.actions.check_medicines.taken_together", broken)
    page = shown(as_person(ada).get("/medicines"))
    assert "No rule of supple speaks" not in page
    assert "could not be checked" in page


def test_about_you_and_more_lead_there(as_person: As, ada: Person) -> None:
    for page in ("/more", "/more/about-me"):
        assert 'href="/medicines"' in shown(as_person(ada).get(page))

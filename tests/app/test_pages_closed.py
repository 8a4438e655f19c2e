# SPDX-License-Identifier: Apache-2.0
"""When the safety check breaks nothing is planned and the page says what to do; what is hidden later stays hidden."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from supple.actions import look_back, plan_day
from supple.actions.check_safety import lately
from supple.actions.correct import change
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.record import record
from supple.care import safety
from supple.care.finding import Finding
from supple.care.profile import from_timeline
from supple.entries.known import WarningShown
from supple.people.models import Person
from tests.app.saying import raw

ADVICE = "call your emergency number now"
SWELLING = {"id": "swelling", "present": "yes", "site": "calf", "side": "left"}
ADULT = {"topic": "birth_year", "number": 1980}


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def _broken(*_: object, **__: object) -> tuple[Finding, ...]:
    raise RuntimeError


@pytest.mark.parametrize("address", ["/", "/plan", "/plan?size=low", "/warning"])
def test_a_broken_check_gives_a_calm_page_that_says_what_to_do(
    page: Client, ada: Person, now: datetime, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    record(ada, [raw(now, "fact", **ADULT)], now)
    monkeypatch.setattr(safety, "check", _broken)
    answer = page.get(address)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert ADVICE in shown
    assert "could not be checked" in shown
    assert "Calf stretch" not in shown


@pytest.mark.parametrize("address", ["/", "/plan"])
def test_a_check_that_works_does_not_speak_of_breaking(page: Client, ada: Person, now: datetime, address: str) -> None:
    record(ada, [raw(now, "fact", **ADULT)], now)
    assert "could not be checked" not in page.get(address).content.decode()
    assert plan_day.plan_if_checked(ada, now)


def test_what_is_pressed_on_the_page_is_kept_although_the_check_is_broken(
    page: Client, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safety, "check", _broken)
    page.post("/keep", {"kind": "episode", "what": "cramp"})
    assert len(list(look_back.timeline(ada))) == 1


def test_a_medicine_without_a_first_day_is_not_taken_for_a_new_one(page: Client, ada: Person, now: datetime) -> None:
    page.post("/more/about-me", {"name": "omeprazole", "since": ""})
    page.post("/more/about-me", {"name": "baclofen", "since": now.date().isoformat()})
    known = from_timeline(lately(ada, now), now, knowledge()).medicines or ()
    begun = {medicine.name: medicine.started for medicine in known}
    assert begun["omeprazole"] is None
    assert begun["baclofen"] is not None


def test_an_entry_made_private_days_later_takes_the_warnings_of_its_days_along(ada: Person, now: datetime) -> None:
    said = raw(now - timedelta(days=3), "check_in", signs_asked=True, signs=[SWELLING])
    record(ada, [said], now - timedelta(days=3))
    assert list(look_back.timeline(ada).without_private().of(WarningShown))
    change(ada, UUID(said["id"]), {"private": True}, now)
    assert not list(look_back.timeline(ada).without_private().of(WarningShown))
    assert list(look_back.timeline(ada).of(WarningShown))


def test_a_warning_that_an_open_entry_brought_up_as_well_stays_open(ada: Person, now: datetime) -> None:
    then = now - timedelta(days=3)
    first = raw(then - timedelta(minutes=5), "check_in", signs_asked=True, signs=[SWELLING])
    record(ada, [first, raw(then - timedelta(minutes=5), "check_in", signs_asked=True, signs=[SWELLING])], then)
    change(ada, UUID(first["id"]), {"private": True}, now)
    assert list(look_back.timeline(ada).without_private().of(WarningShown))

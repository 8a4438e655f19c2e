# SPDX-License-Identifier: Apache-2.0
"""A form that a device kept is taken once, as its page takes it, at the time it was filled in; or it says why not."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import resolve

from supple.actions import look_back, plan_trial, run_trial
from supple.actions.record import record
from supple.entries.did import Session
from supple.entries.felt import CheckIn, Episode
from supple.entries.known import Contact, Fact, Treatment
from supple.insight.design import PACES
from supple.people.grants import Grant
from supple.people.models import Person
from supple.web.models import HandedIn
from supple.web.pages.connected import IN_ITS_OWN_WAY, WHY
from tests.app.granting import helper, let_in
from tests.app.routes import ROUTES, Route
from tests.app.saying import raw
from tests.app.test_outbox import hand_in
from tests.app.trying import known, well

ID = "01920000-0000-7000-8000-000000000009"


@pytest.fixture
def device(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def form(at: datetime, to: str, *fields: tuple[str, object], id: str = "") -> dict[str, Any]:
    """A form as a device kept it."""
    told = [[name, str(value)] for name, value in fields]
    return {"id": id or str(uuid4()), "kind": "form", "at": at.isoformat(), "to": to, "fields": told}


def taken(device: Client, *entries: object, **more: object) -> list[str]:
    """What became of each."""
    return [one["status"] for one in hand_in(device, *entries, **more).json()["results"]]


def _waits(route: Route) -> bool:
    return bool(getattr(resolve(route.filled(ID)).func, "may_wait", False))


NO_FORM = frozenset({"outbox", "shared_outbox", "account_email", "account_reset_password", "api-root", "openapi-json"})
"""What takes a post that no person fills in, and what is not there at all."""


@pytest.mark.parametrize("route", [r for r in ROUTES if r.door not in (None, "token")], ids=lambda r: r.written)
def test_each_address_that_takes_a_form_lets_it_wait_or_says_why_not(device: Client, route: Route) -> None:
    ways = [_waits(route), route.name in WHY, route.name in IN_ITS_OWN_WAY, route.name in NO_FORM]
    takes_none = device.post(route.filled(ID)).status_code == 405
    assert sum(ways) == (0 if takes_none else 1), f"decide what {route.name} does without a connection"


PAGES = (
    "/", "/plan", "/warning", "/card", "/days-ahead", "/kept-up", "/support", "/timer", "/noticed", "/paper", "/legs",
    "/what-changed", "/more/about-me", "/more/settings", "/reminders", "/exercises", "/look-up", "/food", "/tools",
    "/medicines", "/trials", "/places", "/offline",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_a_form_says_that_it_waits_exactly_when_its_page_lets_it(
    device: Client, ada: Person, now: datetime, address: str
) -> None:
    trial = _trial(ada, now)
    record(ada, [raw(now - timedelta(minutes=3))], now)
    for page in (address, f"/trials/{trial}") if address == "/trials" else (address,):
        for tag in re.findall(r"<form[^>]*post[^>]*>", device.get(page).content.decode()):
            action = re.search(r'action="([^"?]*)', tag)
            there = resolve((action and action[1]) or page).func
            # The map asks for strengths first, here or there; and a shell page fills in where to.
            if 'id="ticked"' not in tag and page != "/offline":
                assert ("data-waits" in tag) == getattr(there, "may_wait", False), (page, tag)


def _trial(ada: Person, now: datetime) -> UUID:
    """A trial of Ada's that runs since yesterday."""
    known(ada, now - timedelta(days=40))
    well(ada, now)
    change = next(one for one in plan_trial.choices(ada, now).changes if not one.held)
    plan = run_trial.planned(change, (2, PACES[change.pace].block), "random", 0)
    begun = run_trial.begin(ada, change.id, "spasticity", plan, now - timedelta(days=2))
    return UUID(str(begun.results[0].id))


def test_a_form_handed_in_twice_is_taken_once(device: Client, ada: Person, now: datetime) -> None:
    then = now - timedelta(hours=5)
    said = form(then, "/card", ("role", "MS nurse"), ("name", "Kim"), ("phone", "030 1234"))
    assert taken(device, said, said) == ["kept", "already kept"]
    assert taken(device, said) == ["already kept"]
    (nurse,) = look_back.timeline(ada).of(Contact)
    assert (nurse.name, nurse.at) == ("Kim", then)
    assert HandedIn.objects.count() == 1


def test_what_its_page_refuses_is_refused_and_leaves_nothing(device: Client, ada: Person, now: datetime) -> None:
    wrong = form(now, "/card", ("role", "MS nurse"), ("name", ""), ("phone", "030 1234"))
    answer = hand_in(device, wrong, raw(now)).json()["results"]
    assert [one["status"] for one in answer] == ["refused", "kept"]
    assert "Open it again" in answer[0]["problems"][0]["sentence"]
    assert HandedIn.objects.count() == 0
    monday = now.date() - timedelta(days=now.weekday() + 14)
    boxes = ((f"{monday}|spasticity", 3), (f"{monday + timedelta(days=1)}|spasticity", 44))
    week = form(now, f"/paper?week={monday}", *boxes)
    assert taken(device, week) == ["refused"]
    gone = form(now, f"/paper?week={monday}", (f"{monday}|spasticity", 3), (f"{monday}|a row that is gone", 1))
    assert taken(device, gone) == ["refused"]
    assert not list(look_back.timeline(ada).of(CheckIn))


@pytest.mark.parametrize(
    "to", ["/more/erase", "/share", "/nowhere", "//elsewhere.example/card", "", "/outbox", "/api/entries"]
)
def test_no_other_page_is_reached_by_a_form_that_waited(device: Client, now: datetime, to: str) -> None:
    assert taken(device, form(now, to, ("sure", "on"))) == ["refused"]
    assert taken(device, {**form(now, "/card"), "fields": "nonsense"}) == ["refused"]
    assert taken(device, {**form(now, "/card"), "at": "yesterday"}) == ["refused"]


def test_a_field_changed_on_two_devices_stands_as_said_last_and_no_other_is_touched(
    device: Client, ada: Person, now: datetime
) -> None:
    # Given an event whose page lies open on a phone without a connection
    event = raw(now - timedelta(hours=2), what="cramp", site="calf", severity=4)
    record(ada, [event], now)
    shown = device.get(f"/entry/{event['id']}").content.decode()
    boxes = dict(re.findall(r'name="(initial-[^"]+)" value="([^"]*)"', shown))
    fields = [*boxes.items(), *((name.removeprefix("initial-"), value) for name, value in boxes.items())]
    phone = [(name, "7" if name == "severity" else value) for name, value in fields]
    # When another device says another place meanwhile, and the phone's strength arrives later, twice
    device.post(f"/entry/{event['id']}", dict(fields) | {"site": "thigh"})
    late = form(now - timedelta(hours=1), f"/entry/{event['id']}", *phone)
    assert taken(device, late, late) == ["kept", "already kept"]
    (stands,) = look_back.timeline(ada).of(Episode)
    assert (stands.site, stands.severity) == ("thigh", 7)
    # And one that was taken out meanwhile is not there to change: it stays on the device with a sentence
    device.post(f"/undo/{event['id']}")
    answer = hand_in(device, form(now, f"/entry/{event['id']}", *phone)).json()["results"][0]
    assert (answer["status"], answer["problems"][0]["sentence"]) == (
        "refused", "What this speaks of is not there any more.",
    )  # fmt: skip


def test_a_trial_ended_without_a_connection_ended_then(device: Client, ada: Person, now: datetime) -> None:
    trial, then = _trial(ada, now), now - timedelta(hours=3)
    steps = [form(then, f"/trials/{trial}", ("do", "pause"), ("why", "infection")),
             form(then + timedelta(hours=1), f"/trials/{trial}", ("do", "go_on")),
             form(then + timedelta(hours=2), f"/trials/{trial}", ("do", "end"))]  # fmt: skip
    assert taken(device, *steps, *steps) == ["kept"] * 3 + ["already kept"] * 3
    (course,) = run_trial.every(ada, now)
    assert course.ended
    assert course.ended.at == then + timedelta(hours=2)
    answer = hand_in(device, form(now, f"/trials/{trial}", ("do", "end"))).json()["results"][0]
    assert (answer["status"], answer["problems"][0]["sentence"]) == (
        "refused", "This trial is over. Look at what it showed.",
    )  # fmt: skip


def test_a_sign_that_waited_in_a_form_leads_to_its_warning(device: Client, ada: Person, now: datetime) -> None:
    answer = hand_in(device, form(now, "/support", ("answer", "not_sure")), next="page").json()
    assert (answer["go"], answer["warns"]) == ("/warning", True)


def test_what_was_filled_in_holds_from_when_it_was_filled_in(device: Client, ada: Person, now: datetime) -> None:
    then = now - timedelta(days=1)
    record(ada, [raw(now - timedelta(hours=2), "fact", topic="mobility", word="wheelchair")], now)
    told = [("mobility", "walks"), ("birth_year", 1980)]
    assert taken(device, form(then, "/more/about-me", *told), form(then, "/more/about-me", ("name", "baclofen"))) == [
        "kept",
        "kept",
    ]
    facts = look_back.timeline(ada)
    assert [f.word for f in facts.of(Fact) if f.topic == "mobility"][-1] == "wheelchair"  # said later
    assert [(t.name, t.at, t.since_unknown) for t in facts.of(Treatment)] == [("baclofen", then, True)]


def test_a_timer_that_was_stopped_without_a_connection_counts_until_then(
    device: Client, ada: Person, now: datetime
) -> None:
    begun = form(now - timedelta(minutes=40), "/timer", ("do", "begin"), ("what", "walking"))
    done = form(now - timedelta(minutes=10), "/timer", ("do", "done"))
    assert taken(device, begun, done, done) == ["kept", "kept", "already kept"]
    (walk,) = look_back.timeline(ada).of(Session)
    assert walk.minutes == 30
    assert taken(device, form(now, "/timer", ("do", "done"))) == ["refused"]


def test_a_carer_takes_back_once_what_they_said_and_nothing_else(client: Client, ada: Person, now: datetime) -> None:
    cleo = helper("cleo")
    grant = let_in(ada, cleo, Grant.Role.CARER, now)
    client.force_login(cleo)
    own = raw(now - timedelta(hours=1))
    record(ada, [own], now)
    place, seen = (
        f"/shared/{grant.pk}/outbox",
        {"id": str(uuid4()), "kind": "seen", "at": now.isoformat(), "what": "fall"},
    )
    client.post(place, {"entries": [seen]}, content_type="application/json")

    def unsaid(target: object, at: datetime = now) -> str:
        one = {"id": str(uuid4()), "kind": "seen", "what": "unsay", "at": at.isoformat(), "target": str(target)}
        answer = client.post(place, {"entries": [one]}, content_type="application/json")
        return str(answer.json()["results"][0]["status"])

    assert unsaid(own["id"]) == "refused"
    assert unsaid(seen["id"]) == "kept"
    assert unsaid(seen["id"]) == "already kept"
    assert unsaid("no id") == "refused"
    assert [str(e.id) for e in look_back.timeline(ada).of(Episode)] == [own["id"]]

# SPDX-License-Identifier: Apache-2.0
"""A warning reaches the eyes: it is the next page whatever page recorded, and no mild one hides an emergency."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from supple.actions import check_safety, look_back
from supple.actions.record import Recorded, record
from supple.care.finding import Finding, Urgency
from supple.entries.known import Fact, Treatment, WarningShown
from supple.people.models import Person
from supple.web.pages import warnings
from tests.app.saying import raw, shown

ADVICE = "call your emergency number now"
SWELLING = {"id": "swelling", "present": "yes", "site": "calf", "side": "left"}


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def _broken(*_: object, **__: object) -> tuple[Finding, ...]:
    raise RuntimeError


def _signs(page: Client, **answers: str) -> str:
    return page.post("/check-in/signs", {f"sign-ask-{name}": said for name, said in answers.items()})["Location"]


@pytest.mark.parametrize(("mild", "grave"), [("weakness", "trouble_speaking"), ("numbness", "chest_pain")])
def test_the_page_after_the_check_in_says_the_emergency_first(page: Client, mild: str, grave: str) -> None:
    assert _signs(page, **{mild: "yes", grave: "yes"}) == "/warning"
    answer = page.get("/warning")
    first = answer.context["shown"][0]["finding"] if answer.context["shown"] else None
    spoken = first and first.urgency == Urgency.EMERGENCY and grave in first.about
    assert bool(spoken) != (ADVICE in shown(answer))


@pytest.mark.parametrize("present", ["yes", "not_sure"])
def test_a_mild_warning_does_not_hide_the_advice_for_an_emergency(
    page: Client, ada: Person, now: datetime, monkeypatch: pytest.MonkeyPatch, present: str
) -> None:
    mild = Finding("RF-03", Urgency.PROMPT, "escalate", about=("weakness",), title="Weak", contact="ms_team")
    monkeypatch.setattr(check_safety, "check", lambda _person, _now: (mild,))
    weak = {"id": "weakness", "present": "yes"}
    record(ada, [raw(now, "check_in", signs_asked=True, signs=[weak])], now)
    assert ADVICE not in shown(page.get("/warning"))
    record(ada, [raw(now, "check_in", signs_asked=True, signs=[{"id": "chest_pain", "present": present}])], now)
    said = shown(page.get("/warning"))
    assert said.index(ADVICE) < said.index("Whom to call")
    assert said.count("<h1>") == 1


def test_a_higher_level_or_a_new_day_leads_to_the_warning_again(page: Client, ada: Person, now: datetime) -> None:
    request: Any = type("Asked", (), {"session": {}})()
    same_day = Finding("RF-99", Urgency.SAME_DAY, "escalate")
    higher = Finding("RF-99", Urgency.EMERGENCY, "escalate")
    warnings.mark_seen(request, ada, [same_day], now - timedelta(days=1))
    assert warnings.leads_to_warning(request, ada, Recorded((), (same_day,)))
    warnings.mark_seen(request, ada, [same_day], datetime.now(UTC))
    assert not warnings.leads_to_warning(request, ada, Recorded((), (same_day,)))
    assert warnings.leads_to_warning(request, ada, Recorded((), (higher,)))
    assert "RF-99" not in str(request.session)


def test_bringing_a_sign_back_leads_to_its_warning(page: Client, ada: Person, now: datetime) -> None:
    kept = record(ada, [raw(now, "check_in", signs_asked=True, signs=[SWELLING])], now).results[0].id
    assert page.post(f"/undo/{kept}")["Location"] == "/"
    back = list(page.get("/").context["messages"])[-1].extra_tags
    assert page.post(f"/undo/{back}")["Location"] == "/warning"


def test_the_night_page_stays_dark_and_says_that_a_warning_waits(page: Client, ada: Person, now: datetime) -> None:
    assert "A warning waits" not in shown(page.get("/night"))
    record(ada, [raw(now, "check_in", signs_asked=True, signs=[SWELLING])], now)
    assert page.post("/night", {})["Location"] == "/night"
    said = shown(page.get("/night"))
    assert "A warning waits" in said
    assert 'href="/warning"' in said


def test_a_check_that_broke_shows_the_advice_on_every_way(
    page: Client, ada: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = page.post("/more/bring-in", {"file": SimpleUploadedFile("d.csv", b"date,pain\n2026-11-01,4\n")})
    kept = record(ada, [raw(now)], now).results[0].id
    monkeypatch.setattr(check_safety, "check", _broken)
    assert page.post("/more/about-me", {"name": "baclofen"})["Location"] == "/warning"
    assert page.post("/more/bring-in", {"kept_file": preview.context["carried"]})["Location"] == "/warning"
    assert page.post(f"/undo/{kept}")["Location"] == "/warning"
    assert ADVICE in shown(page.get("/warning"))
    page.post("/night", {})
    said = shown(page.get("/night"))
    assert "call your local emergency number" in said
    assert "A warning waits" in said


def test_a_file_and_a_fact_that_bring_a_warning_lead_to_it(
    page: Client, ada: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = page.post("/more/bring-in", {"file": SimpleUploadedFile("d.csv", b"date,pain\n2026-11-01,4\n")})
    record(ada, [raw(now, "check_in", signs_asked=True, signs=[SWELLING])], now)
    assert page.post("/more/bring-in", {"kept_file": preview.context["carried"]})["Location"] == "/warning"
    assert page.post("/more/about-me", {"name": "baclofen"})["Location"] == "/warning"
    page.get("/warning")
    assert page.post("/more/about-me", {"name": "gabapentin"})["Location"] == "/more/about-me"


def test_a_warning_that_only_a_private_entry_brought_up_is_private(ada: Person, bo: Person, now: datetime) -> None:
    for person, private in ((ada, True), (bo, False)):
        record(person, [raw(now, "check_in", signs_asked=True, signs=[SWELLING], private=private)], now)
        record(person, [raw(now, "note", text="quiet", private=True)], now)
        shown = list(look_back.timeline(person).of(WarningShown))
        assert shown
        assert {mark.private for mark in shown} == {private}


def test_an_entry_made_private_later_takes_the_mark_of_its_warning_along(
    page: Client, ada: Person, now: datetime
) -> None:
    kept = record(ada, [raw(now, "check_in", signs_asked=True, signs=[SWELLING])], now).results[0].id
    assert list(look_back.timeline(ada).without_private().of(WarningShown))
    page.post(f"/entry/{kept}", {"do": "private"})
    record(ada, [raw(now, "note", text="quiet")], datetime.now(UTC))
    assert list(look_back.timeline(ada).of(WarningShown))
    assert not list(look_back.timeline(ada).without_private().of(WarningShown))


def test_a_medicine_that_ran_out_is_a_sudden_stop_and_one_stopped_with_the_team_is_not(
    page: Client, ada: Person
) -> None:
    page.post("/more/about-me", {"name": "baclofen", "since": "2020-03-01"})
    said = shown(page.get("/more/about-me"))
    assert "Stopped with my team" in said
    assert "Stopped or ran out" in said
    stop = {"kind": "treatment", "name": "baclofen", "change": "stopped", "next": "about_me"}
    page.post("/keep", {**stop, "suddenly": "false"})
    page.post("/keep", {**stop, "suddenly": "true"})
    begun, planned, sudden = look_back.timeline(ada).of(Treatment)
    assert look_back.timeline(ada).day_of(begun).isoformat() == "2020-03-01"
    assert (planned.suddenly, sudden.suddenly) == (False, True)
    again = page.post("/more/about-me", {"name": "Baclofen", "since": "2020-04-01"}).content.decode()
    assert "It stopped after that day" in again
    assert "been already" in page.post("/more/about-me", {"name": "x", "since": "2199-01-01"}).content.decode()


def test_a_pump_and_a_catheter_are_told_once_and_can_be_changed(page: Client, ada: Person) -> None:
    form = {"has_pump": "yes", "due": "2099-02-01", "replacement_due": "", "alarm": "none"}
    page.post("/more/about-me", form)
    page.post("/more/about-me", form)
    (pump,) = look_back.timeline(ada).of(Fact)
    assert (pump.topic, pump.name, str(pump.due), pump.alarm) == ("device", "itb_pump", "2099-02-01", None)
    page.post("/more/about-me", {**form, "alarm": "two_tone"})
    page.post("/more/about-me", {"has_pump": "no", "alarm": "none"})
    page.post("/more/about-me", {"conditions": ["urinary_catheter"]})
    _first, beeping, gone, catheter = look_back.timeline(ada).of(Fact)
    assert (beeping.alarm, gone.state, catheter.name) == ("two_tone", "no", "urinary_catheter")
    assert "Baclofen pump" in page.get("/more/about-me").content.decode()


@pytest.mark.usefixtures("_emptied_afterwards")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/", "/plan"])
def test_a_look_holds_up_nobody_who_says_something(page: Client, address: str) -> None:
    page.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert page.get(address).status_code == 200
    assert [one["sql"] for one in asked if not one["sql"].startswith("SELECT")] == []

# SPDX-License-Identifier: Apache-2.0
"""On the plan's page one can say not today, how it felt, not for me, and at what time; the plan says why it changed."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.record import record
from supple.care import safety
from supple.care.learned import WORDS
from supple.entries.did import Session
from supple.people.models import Person
from supple.web.pages.plan_lines import CHANGED
from tests.app.saying import raw

ADULT = {"topic": "birth_year", "number": 1980}


@pytest.fixture
def page(client: Client, ada: Person, now: datetime) -> Client:
    """Ada's browser; her age is known, and she has no illness that a plan asks about."""
    assert ada.account is not None
    client.force_login(ada.account)
    healthy = [raw(now, "fact", topic="condition", name="none"), raw(now, "fact", **ADULT)]
    record(ada, [*healthy, raw(now, "check_in", signs_asked=True)], now)
    return client


def _plan(page: Client) -> dict[str, dict[str, object]]:
    return {shown["line"].knowledge: shown for shown in page.get("/plan").context["lines"]}


def test_the_page_has_the_words_of_what_was_learnt() -> None:
    assert {change: str(words) for change, words in CHANGED.items()} == dict(WORDS)


def test_not_for_me_takes_a_line_out_and_it_can_be_brought_back(page: Client) -> None:
    assert "EX-02" in _plan(page)
    page.post("/keep", {"kind": "preference", "remedy": "EX-02", "suits": "false", "next": "plan"})
    assert "EX-02" not in _plan(page)
    page.post("/keep", {"kind": "preference", "remedy": "EX-02", "suits": "true", "next": "plan"})
    assert "EX-02" in _plan(page)


def test_a_line_that_was_skipped_is_shorter_and_says_why(page: Client, ada: Person, now: datetime) -> None:
    for day in range(1, 6):
        then = now - timedelta(days=day)
        record(ada, [raw(then, "session", what="stretching", remedy="EX-02", done=day == 5)], then)
    shown = page.get("/plan").content.decode()
    assert "because you skipped it on 4 of the last 7 days" in shown


def test_the_persons_own_time_stands_first(page: Client) -> None:
    last = list(_plan(page))[-1]
    page.post("/keep", {"kind": "preference", "remedy": last, "clock": "07:15", "next": "plan"})
    shown = _plan(page)
    assert shown[last]["clock"] == "07:15"
    assert next(iter(shown)) == last


def test_how_it_felt_is_kept_with_what_was_done(page: Client, ada: Person) -> None:
    page.post("/keep", {"kind": "session", "what": "stretching", "remedy": "EX-02", "next": "plan"})
    (session,) = look_back.timeline(ada).of(Session)
    page.post("/plan/after", {"session": str(session.id), "response": "worse"})
    assert [s.response for s in look_back.timeline(ada).of(Session)] == ["worse"]
    assert page.post("/plan/after", {"session": str(session.id), "response": "lovely"}).status_code == 404
    assert page.post("/plan/after", {"session": "x", "response": "same"}).status_code == 404


def test_not_today_is_kept_as_not_done(page: Client, ada: Person) -> None:
    skip = _plan(page)["EX-02"]["skip"]
    page.post("/keep", {**skip.said, "next": "plan"})  # type: ignore[attr-defined]
    assert [s.done for s in look_back.timeline(ada).of(Session)] == [False]


def test_the_muscle_finder_shows_every_position_and_keeps_what_was_done(page: Client, ada: Person) -> None:
    assert "What is tight?" in page.get("/muscles").content.decode()
    shown = page.get("/muscles?which=M-01&side=left").content.decode()
    order = [shown.index(f"<span>{place}</span>") for place in ("Standing", "In a chair", "Lying", "With a helper")]
    assert order == sorted(order)
    assert "Agree on a stop word first." in shown
    assert page.get("/muscles?which=M-99").status_code == 404
    five = page.get("/muscles?which=M-01&size=five_minutes").content.decode()
    assert "<span>Standing</span>" not in five


def test_the_muscle_finder_offers_nothing_while_the_check_is_broken(
    page: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(safety, "check", broken)
    assert "could not be checked" in page.get("/muscles?which=M-01").content.decode()


def test_a_line_says_its_time_and_can_be_tied_to_a_habit(page: Client) -> None:
    assert "about 10:00" in page.get("/plan").content.decode()
    said = {"kind": "preference", "remedy": "MOV-01", "clock": "", "habit": "breakfast", "next": "plan"}
    assert page.post("/keep", said)["Location"] == "/plan"
    assert "after breakfast" in page.get("/plan").content.decode()
    refused = page.post("/keep", {"kind": "preference", "remedy": "MOV-01", "clock": "", "habit": ""}, follow=True)
    assert "This was not kept" in refused.content.decode()

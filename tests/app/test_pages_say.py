# SPDX-License-Identifier: Apache-2.0
"""What is said on a page is kept once, can be undone, moved, corrected, and a mistake keeps the input."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.record import record
from supple.entries.did import Exposure
from supple.entries.entry import Entry
from supple.entries.felt import CheckIn, Episode
from supple.people.models import Person
from supple.web.pages.morning import all_at_night
from tests.app.saying import raw


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def said(person: Person, *kinds: type[Entry]) -> list[Any]:
    """What the diary holds."""
    return list(look_back.timeline(person).of(*(kinds or (Entry,))))


def test_a_night_press_and_its_double_are_one_event_without_a_name(page: Client, ada: Person) -> None:
    same = str(uuid4())
    for _ in range(2):
        assert page.post("/night", {"id": same})["Location"] == "/night"
    (event,) = said(ada, Episode)
    assert event.what is None
    shown = page.get("/night").content.decode()
    assert "Undo" in shown


def test_a_press_on_a_page_that_lay_open_for_hours_is_a_new_event(page: Client, ada: Person, now: datetime) -> None:
    first = record(ada, [raw(now - timedelta(hours=2))], now).results[0].id
    page.post("/night", {"id": first})
    assert len(said(ada, Episode)) == 2


def test_a_press_after_an_undo_counts_even_from_the_same_page(page: Client, ada: Person) -> None:
    same = str(uuid4())
    page.post("/night", {"id": same})
    page.post(f"/undo/{same}")
    page.post("/night", {"id": same})
    assert len(said(ada, Episode)) == 1


def test_undo_takes_back_and_undoing_that_brings_back(page: Client, ada: Person) -> None:
    page.post("/keep", {"kind": "episode"})
    (event,) = said(ada, Episode)
    page.post(f"/undo/{event.id}")
    assert said(ada, Episode) == []
    back = list(page.get("/").context["messages"])[-1].extra_tags
    page.post(f"/undo/{back}")
    assert said(ada, Episode) == [event]


def test_an_event_gets_its_details_in_three_presses(page: Client, ada: Person) -> None:
    where = page.post("/keep", {"kind": "episode", "what": "cramp", "id": str(uuid4()), "next": "event"})["Location"]
    assert where.endswith("/where")
    strength = page.post(where, {"answer": "left calf"})["Location"]
    assert page.post(strength, {"answer": "7"})["Location"] == "/"
    (event,) = said(ada, Episode)
    assert (event.what, event.side, event.site, event.severity) == ("cramp", "left", "calf", 7)


def test_three_events_of_the_night_are_named_the_same_as_usual(page: Client, ada: Person, now: datetime) -> None:
    usual = [raw(now - timedelta(days=n), what="cramp", site="calf", side="left", severity=6) for n in (3, 5, 7)]
    rare = raw(now - timedelta(days=9), what="spasm", site="thigh", side="right")
    night = [raw(now - timedelta(hours=n)) for n in (2, 3, 4)]
    record(ada, [*usual, rare, *night], now)
    shown = page.get("/").content.decode()
    assert shown.count("Add details") == 3
    assert "Cramp, left calf, 6 of 10" in shown
    page.post("/morning", {"event": [e["id"] for e in night], "do": "usual"})
    assert "Add details" not in page.get("/").content.decode()
    assert sum(e.what == "cramp" and e.severity == 6 for e in said(ada, Episode)) == 6


def test_events_that_are_left_are_not_asked_about_again_but_stay(page: Client, ada: Person, now: datetime) -> None:
    event = raw(now - timedelta(hours=3))
    record(ada, [event], now)
    page.post("/morning", {"event": [event["id"]], "do": "leave"})
    assert "Add details" not in page.get("/").content.decode()
    assert len(said(ada, Episode)) == 1


def test_each_answer_of_the_check_in_is_kept_at_once_and_it_goes_on_where_it_was_left(
    page: Client, ada: Person
) -> None:
    assert page.get("/check-in")["Location"] == "/check-in/signs"
    assert page.post("/check-in/signs", {"none": "1"})["Location"] == "/check-in/legs"
    assert page.post("/check-in/legs", {"answer": "4"})["Location"] == "/check-in/pain"
    assert page.post("/check-in/pain", {"skip": "1"})["Location"] == "/check-in/tiredness"
    assert page.get("/check-in")["Location"] == "/check-in/tiredness"
    asked, legs = said(ada, CheckIn)
    assert asked.signs_asked
    assert asked.signs == ()
    assert legs.spasticity == 4


def test_a_red_flag_is_the_very_next_page_and_the_plan_waits(page: Client, ada: Person) -> None:
    assert page.post("/check-in/signs", {"sign-ask-swelling": "not_sure"})["Location"] == "/warning"
    shown = page.get("/warning").content.decode()
    assert "Get help today" in shown
    assert "What to say" in shown
    assert "There is no plan" in page.get("/plan").content.decode()
    warning = page.get("/warning").context["shown"][0]["warning"]
    page.post("/warning", {"warning": warning, "did": "called"})
    assert "I called" in page.get("/warning").content.decode()
    # A glass of water does not lead to the warning again; the banner stays.
    drink = {"kind": "intake", "sort": "drink", "what": "drink", "amount": "250", "unit": "ml"}
    assert page.post("/keep", drink)["Location"] == "/"
    assert "Get help today" in page.get("/").content.decode()


@pytest.mark.parametrize("pressed", ["none", "skip"])
def test_a_marked_sign_holds_when_enter_presses_another_button(page: Client, pressed: str) -> None:
    for said in ("yes", "not_sure"):
        told = {"sign-ask-chest_pain": said, pressed: "1"}
        assert page.post("/check-in/signs", told)["Location"] == "/warning"
    assert "There is no plan today" in page.get("/").content.decode()


def test_a_sign_that_no_rule_speaks_of_alone_still_gets_an_answer(page: Client, ada: Person) -> None:
    assert page.post("/check-in/signs", {"sign-ask-chest_pain": "yes"})["Location"] == "/warning"
    assert "That does not mean that it is harmless" in page.get("/warning").content.decode()


def test_no_sign_chosen_is_not_an_answer(page: Client, ada: Person) -> None:
    assert page.post("/check-in/signs", {})["Location"] == "/check-in/signs"
    assert said(ada, CheckIn) == []


def test_what_was_shown_and_not_ticked_is_kept_as_not_met(page: Client, ada: Person) -> None:
    page.post("/check-in/met", {"shown": ["heat", "stress"], "met": ["heat", "travel"]})
    met = {e.what: e.present for e in said(ada, Exposure)}
    assert met == {"heat": True, "stress": False, "travel": True}


def test_a_number_out_of_range_is_told_in_a_sentence_and_the_input_stays(page: Client, ada: Person) -> None:
    page.post("/keep", {"kind": "episode", "what": "cramp"})
    (event,) = said(ada, Episode)
    form = {"what": "cramp", "severity": "11", "doing": "lying down", "when": "2026-11-20T03:05"}
    shown = page.post(f"/entry/{event.id}", form).content.decode()
    assert "Choose a number that is 10 or less." in shown
    assert 'value="11"' in shown
    assert "lying down" in shown
    assert 'aria-invalid="true"' in shown


def test_an_entry_is_changed_with_a_comma_moved_in_time_and_made_private(page: Client, ada: Person) -> None:
    page.post("/keep", {"kind": "episode", "what": "cramp"})
    (event,) = said(ada, Episode)
    page.post(f"/entry/{event.id}", {"what": "spasm", "duration_min": "2,5", "when": "2026-11-20T03:05"})
    (changed,) = said(ada, Episode)
    assert (changed.what, changed.duration_min) == ("spasm", 2.5)
    assert changed.at.astimezone(UTC) == datetime(2026, 11, 20, 2, 5, tzinfo=UTC)  # Ada lives in Berlin
    page.post(f"/entry/{event.id}", {"do": "night"})
    page.post(f"/entry/{event.id}", {"do": "private"})
    (moved,) = said(ada, Episode)
    assert moved.private
    assert moved.at.astimezone().minute == 0


def test_a_time_that_has_not_come_is_refused_in_a_sentence(page: Client, ada: Person) -> None:
    page.post("/keep", {"kind": "episode"})
    (event,) = said(ada, Episode)
    page.post(f"/entry/{event.id}", {"when": "2199-01-01T00:00"})
    assert "lies in the future" in page.get("/").content.decode()
    assert said(ada, Episode) == [event]


def test_nothing_today_is_an_answer_that_can_be_taken_back(page: Client, ada: Person) -> None:
    page.post("/keep", {"kind": "check_in", "nothing_today": "true"})
    (quiet,) = said(ada, CheckIn)
    assert quiet.nothing_today
    assert 'aria-pressed="true"' in page.get("/").content.decode()
    page.post(f"/undo/{quiet.id}")
    assert said(ada, CheckIn) == []


def test_a_plan_line_that_was_done_is_kept_as_a_session(page: Client, ada: Person, now: datetime) -> None:
    known: list[dict[str, Any]] = [
        {"topic": "birth_year", "number": 1980}, {"topic": "sex", "word": "male"},
        {"topic": "condition", "name": "none"}, {"topic": "mobility", "word": "walks"},
    ]  # fmt: skip
    record(ada, [raw(now, "fact", **fact) for fact in known], now)
    record(ada, [raw(now, "treatment", name="none", change="started"), raw(now, "check_in", signs_asked=True)], now)
    press = page.get("/plan").context["lines"][0]["press"]
    assert page.post("/keep", {"id": press.id, **press.said, "next": "plan"})["Location"] == "/plan"
    assert page.get("/plan").context["lines"][0]["press"].undo is not None


def test_events_of_the_dark_hours_are_asked_about_as_last_night() -> None:
    zone = ZoneInfo("Europe/Berlin")
    night = [Episode(id=uuid4(), at=datetime(2026, 11, 21, hour, 5, tzinfo=zone)) for hour in (23, 3)]
    noon = Episode(id=uuid4(), at=datetime(2026, 11, 21, 12, 0, tzinfo=zone))
    assert all_at_night(night, zone)
    assert not all_at_night([*night, noon], zone)

# SPDX-License-Identifier: Apache-2.0
"""Step by step through a stretch, which of them it was, and what to do during one: all of it without any script."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.record import record
from supple.entries.did import Session
from supple.entries.felt import Episode
from supple.knowledge.library import library
from supple.people.models import Person
from supple.web.pages import during, shell, which
from supple.web.pages.guide_steps import BOTH_AT_ONCE, phases
from tests.app.saying import raw


@pytest.fixture
def page(client: Client, ada: Person, now: datetime) -> Client:
    """Ada's browser; enough is known of her for a plan."""
    assert ada.account is not None
    client.force_login(ada.account)
    healthy = [raw(now, "fact", topic="condition", name="none"), raw(now, "fact", topic="birth_year", number=1980)]
    record(ada, [*healthy, raw(now, "check_in", signs_asked=True)], now)
    return client


def _first(page: Client) -> str:
    return str(page.get("/guide").context["ahead"])


def test_the_session_lists_every_step_and_leads_to_the_first_that_is_open(page: Client, ada: Person) -> None:
    shown = page.get("/guide")
    assert [s["line"].knowledge for s in shown.context["steps"]][:1] == ["EX-02"]
    assert shown.content.decode().count("<svg role=") == len(shown.context["steps"])
    page.post(_first(page), {"id": str(uuid4()), "response": "easier", "end": "1"})
    again = page.get("/guide")
    assert again.context["steps"][0]["done"]
    assert again.context["ahead"] == again.context["steps"][1]["href"]


def test_a_step_says_its_parts_in_seconds_without_any_script(page: Client) -> None:
    shown = page.get(_first(page))
    said = shown.content.decode()
    assert "Get ready: your left side: 5 seconds" in re.sub(r"\s+", " ", said)
    assert said.count("Hold, left: 30 seconds") == said.count("Hold, right: 30 seconds") == 3
    assert shown.context["seconds"] == sum(phase.seconds for phase in phases(shown.context["line"]))
    assert "What to do during a spasm" in said


def test_both_legs_that_stretch_at_once_change_no_side(page: Client) -> None:
    shown = page.get("/guide/EX-18?side=both&position=chair")
    assert shown.context["line"].knowledge in BOTH_AT_ONCE
    assert {phase.sort for phase in shown.context["phases"]} == {"ready", "hold", "rest"}


def test_the_end_of_a_step_is_kept_once_with_how_it_felt(page: Client, ada: Person) -> None:
    said = {"id": str(uuid4()), "response": "same", "seconds": "125", "reps": "4"}
    first = _first(page)
    answer = page.post(first, said)
    page.post(first, said)
    (kept,) = look_back.timeline(ada).of(Session)
    assert (kept.what, kept.remedy, kept.response, kept.minutes, kept.reps) == ("stretching", "EX-02", "same", 2.1, 4)
    assert answer["Location"].startswith("/guide/")


def test_stopping_for_pain_leads_to_the_warning_signs_and_for_a_spasm_does_not(page: Client, ada: Person) -> None:
    spasm = page.post(_first(page), {"id": str(uuid4()), "stopped": "spasm", "seconds": "20"})
    assert spasm["Location"].startswith("/guide?")
    pain = page.post("/guide/EX-07?position=chair", {"id": str(uuid4()), "stopped": "pain"})
    assert pain["Location"] == "/check-in/signs"
    kept = look_back.timeline(ada).of(Session)
    assert [(s.stopped, s.minutes, s.reps) for s in kept] == [("spasm", 0.3, None), ("pain", None, None)]


def test_a_spasm_that_could_not_be_sent_at_once_comes_with_the_session(
    page: Client, ada: Person, now: datetime
) -> None:
    spasm = uuid4()
    page.post(_first(page), {"id": str(uuid4()), "spasm": [f"{spasm} 90"]})
    page.post(_first(page), {"id": str(uuid4()), "spasm": [f"{spasm} 95", "nonsense"]})
    found = [e for e in look_back.timeline(ada).of(Episode) if e.id == spasm]
    assert [(e.what, e.site, e.side) for e in found] == [("spasm", "calf", "both")]
    assert timedelta(seconds=80) < now - found[0].at + timedelta(seconds=10) < timedelta(seconds=130)


def test_nothing_is_guided_while_a_red_flag_stands(page: Client, ada: Person, now: datetime) -> None:
    signs = [{"id": "chest_pain", "present": "yes"}]
    record(ada, [raw(now, "check_in", signs=signs, signs_asked=True)], now)
    assert page.get("/guide").context["steps"] == []
    held = page.get("/guide/EX-02")
    assert "Not today" in held.content.decode()
    assert "<supple-guide" not in held.content.decode()
    assert page.get("/guide/nothing").status_code == 404


def test_what_was_done_is_kept_also_when_a_warning_came_up_meanwhile(page: Client, ada: Person, now: datetime) -> None:
    first = _first(page)
    signs = [{"id": "face_droop", "present": "yes", "onset": "sudden"}]
    record(ada, [raw(now, "check_in", signs=signs, signs_asked=True)], now)
    answer = page.post(first, {"id": str(uuid4()), "response": "same"})
    assert answer["Location"] == "/warning"
    assert [s.remedy for s in look_back.timeline(ada).of(Session)] == ["EX-02"]


def test_what_is_no_exercise_has_no_guide(page: Client) -> None:
    assert page.get("/guide/DRK-01").status_code == 404
    assert page.get("/guide/EX-99").status_code == 404


def test_each_question_of_the_path_is_about_the_word_it_names(page: Client) -> None:
    claims = library().topics[which.PATH].claims
    for what, claim in zip(which.ASKED, claims, strict=False):
        assert claim.says.endswith(f"Then write {what}.")
    shown = page.get("/which/1").content.decode()
    assert "Did it beat, quickly and evenly, up and down?</h1>" in shown
    assert "Then write" not in shown


def test_a_yes_gives_the_event_its_name_and_not_sure_goes_on(page: Client, ada: Person, now: datetime) -> None:
    event = raw(now, "episode")
    record(ada, [event], now)
    found = page.get(f"/which/2?event={event['id']}&it=yes").content.decode()
    assert f'action="/event/{event["id"]}/what"' in found
    assert f"/which/3?event={event['id']}" in page.get(f"/which/2?event={event['id']}").content.decode()
    last = page.get(f"/which/5?event={event['id']}").content.decode()
    assert "Two at once is possible" in last
    assert page.get("/which/6").status_code == page.get("/which/0").status_code == 404


def test_what_to_do_comes_one_step_a_screen_and_ends_with_the_warning_signs(page: Client) -> None:
    shown = during.screens()
    assert [screen.title for screen in shown[:2]] == ["Keep safe while it lasts", "Let it pass"]
    assert shown[-1].warns
    assert "over ten minutes" in shown[-1].lines[0]
    for n, screen in enumerate(shown, 1):
        said = page.get(f"/during/{n}").content.decode()
        assert all(line.split('"')[0][:20] in said for line in screen.lines)
    assert page.get(f"/during/{len(shown) + 1}").status_code == 404
    assert len(shown) == shell.DURING


def test_what_to_do_is_there_in_the_dark_for_whoever_is_signed_out(client: Client, db: None) -> None:
    for n in range(1, shell.DURING + 1):
        shown = client.get(f"/press/{n}")
        assert shown.status_code == 200
        assert 'class=" night"' in shown.content.decode()
        assert "csrfmiddlewaretoken" not in shown.content.decode()
    assert client.get(f"/press/{shell.DURING + 1}").status_code == 404

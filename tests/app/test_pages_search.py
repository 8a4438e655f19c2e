# SPDX-License-Identifier: Apache-2.0
"""The search for what changed, as a tired person meets it: one question a screen, back, later, signs first, a note."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from supple.actions import look_back, what_changed
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.record import record
from supple.care import safety, triage
from supple.entries.did import Exposure
from supple.entries.suited import Looked
from supple.people.models import Person
from tests.app.saying import raw

HERE = "/what-changed"
ROUND = uuid4()


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def _answer(page: Client, said: str) -> Any:
    shown = page.get(HERE).context
    return page.post(HERE, {"round": shown["round"], "trigger": shown["step"].trigger, "answer": said})


def _all(page: Client, said: str) -> None:
    for _n in range(10):
        _answer(page, said)


def test_ten_noes_end_in_a_note_that_is_in_the_report_too(page: Client) -> None:
    _all(page, "no")
    shown = page.get(HERE).content.decode()
    assert "I looked for and did not find: full bladder" in shown
    assert "Full bladder or blocked catheter" in page.get("/report").content.decode()


def test_an_answer_is_kept_at_once_and_the_next_question_waits_for_another_day(page: Client, ada: Person) -> None:
    assert "Question 1 of 10" in page.get(HERE).content.decode()
    assert _answer(page, "no")["Location"] == HERE
    assert "Question 2 of 10" in page.get(HERE).content.decode()
    assert [e.answer for e in look_back.timeline(ada).of(Looked)] == ["no"]


def test_not_sure_is_an_answer_and_is_no_exposure(page: Client, ada: Person) -> None:
    _answer(page, "no")
    _answer(page, "not_sure")
    assert [e.answer for e in look_back.timeline(ada).of(Looked)] == ["no", "not_sure"]
    assert not list(look_back.timeline(ada).of(Exposure))
    assert "Do this now" in page.get(HERE).content.decode()


def test_a_no_does_not_answer_the_evenings_question_about_the_whole_day(page: Client, ada: Person) -> None:
    _all(page, "no")
    assert not list(look_back.timeline(ada).of(Exposure))
    assert page.get("/").context["steps"]["done"] == 0


def test_one_back_takes_the_answer_and_what_was_met_out_again(page: Client, ada: Person) -> None:
    _answer(page, "no")
    _answer(page, "yes")
    assert [e.what for e in look_back.timeline(ada).of(Exposure)] == ["constipation"]
    page.post(HERE, {"back": "1"})
    page.post(HERE, {"back": "1"})
    assert not list(look_back.timeline(ada))
    assert "Question 1 of 10" in page.get(HERE).content.decode()


def test_signs_of_an_answer_lead_to_the_warning_before_anything_else(page: Client) -> None:
    for said in ("no", "no", "no", "yes"):
        _answer(page, said)
    assert page.get(HERE).templates[0].name == "what_changed_signs.html"
    told = {"signs": "1", "trigger": "TRG-01", "sign-ask-fever": "yes", "sign-ask-flank_pain": "not_sure"}
    assert page.post(HERE, told)["Location"] == "/warning"
    assert "This comes first" in page.get(HERE).content.decode()


@pytest.mark.parametrize("said", ["yes", "not_sure"])
def test_a_marked_sign_holds_when_enter_presses_none_of_these(page: Client, said: str) -> None:
    _answer(page, "yes")
    told = {"signs": "1", "trigger": "TRG-03", "sign-ask-saddle_numbness": said, "none": "1"}
    assert page.post(HERE, told)["Location"] == "/warning"


def test_an_old_page_takes_back_no_sign_whose_warning_stands(page: Client) -> None:
    _answer(page, "yes")
    page.post(HERE, {"signs": "1", "trigger": "TRG-03", "sign-ask-saddle_numbness": "yes"})
    assert page.post(HERE, {"back": "1"})["Location"] == "/warning"
    assert "This comes first" in page.get(HERE).content.decode()


def test_none_of_these_signs_goes_on_and_nothing_marked_asks_again(page: Client) -> None:
    for said in ("no", "no", "no", "yes"):
        _answer(page, said)
    page.post(HERE, {"signs": "1", "trigger": "TRG-01"})
    assert page.get(HERE).templates[0].name == "what_changed_signs.html"
    page.post(HERE, {"signs": "1", "trigger": "TRG-01", "none": "1"})
    assert "Question 5 of 10" in page.get(HERE).content.decode()


def test_which_of_the_medicine_things_it_was_becomes_an_exposure(page: Client, ada: Person) -> None:
    for _n in range(9):
        _answer(page, "no")
    _answer(page, "yes")
    page.post(HERE, {"signs": "1", "trigger": "TRG-15", "none": "1", "which": ["injection_day", "heat"]})
    met = [e.what for e in look_back.timeline(ada).of(Exposure) if e.present]
    assert met == ["injection_day"]


def test_a_new_round_begins_with_the_first_question(page: Client) -> None:
    _all(page, "no")
    assert "Question 1 of 10" in page.get(f"{HERE}?begin=1").content.decode()


@pytest.mark.parametrize(
    "told",
    [{"trigger": "TRG-99", "answer": "no", "round": str(uuid4())}, {"trigger": "TRG-03", "answer": "no", "round": "x"},
     {"signs": "1", "trigger": "TRG-03"}, {"trigger": "TRG-03", "answer": "maybe", "round": str(uuid4())}],
)  # fmt: skip
def test_an_answer_to_no_question_of_ours_is_not_kept(page: Client, ada: Person, told: dict[str, str]) -> None:
    assert page.post(HERE, told).status_code == 404
    assert not list(look_back.timeline(ada))


def test_it_is_offered_when_the_legs_are_above_their_usual_and_not_before(ada: Person, now: datetime) -> None:
    for day in range(2, 8):
        record(ada, [raw(now - timedelta(days=day), "check_in", spasticity=4)], now - timedelta(days=day))
    record(ada, [raw(now - timedelta(hours=1), "check_in", spasticity=4)], now)
    assert not what_changed.offered(ada, now)
    record(ada, [raw(now, "check_in", spasticity=6)], now)
    assert what_changed.offered(ada, now)
    for trigger in triage.order(knowledge()):
        assert what_changed.offered(ada, now)
        what_changed.answer(ada, ROUND, trigger.id, "no", now)
    assert not what_changed.offered(ada, now)


def test_today_shows_the_offer_and_more_always_does(page: Client, ada: Person, now: datetime) -> None:
    assert HERE not in page.get("/").content.decode()
    assert HERE in page.get("/more").content.decode()
    worse = {"id": "stiffness", "present": "yes", "worse": True, "new": False}
    record(ada, [raw(now, "check_in", signs=[worse])], now)
    assert HERE in page.get("/").content.decode()


def test_a_broken_check_plans_no_question(page: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(safety, "check", broken)
    assert "could not be checked" in page.get(HERE).content.decode()

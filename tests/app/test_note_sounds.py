# SPDX-License-Identifier: Apache-2.0
"""What a note only sounds like warns as all else does, shows its words, and ends when it is said to be not so."""

import re
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.check_safety import check, followed
from supple.actions.record import record
from supple.care.finding import Finding, Urgency
from supple.care.heard import DOUBTS, doubted
from supple.entries.felt import Note
from supple.notes.said import Likeness, Sounds
from supple.people.models import Person
from tests.app.saying import raw, shown

SOUNDS = "she came up in hives all over after the prawns & <b>rice</b> and cannot get her breath, lips gone blue"
RULE = "RF-28"


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    assert ada.account
    client.force_login(ada.account)
    return client


def rules(person: Person, now: datetime) -> set[str]:
    """The emergencies that stand."""
    return {f.rule for f in check(person, now) if f.urgency is Urgency.EMERGENCY}


def test_a_note_that_sounds_like_an_emergency_is_told_whichever_way_it_came(ada: Person, now: datetime) -> None:
    told = record(ada, [raw(now, "note", text=SOUNDS)], now).findings
    assert RULE in {f.rule for f in told}
    assert RULE in rules(ada, now)
    assert RULE not in {f.rule for f in followed(ada, now)}, "this is not what the rules understood"


def test_the_page_of_the_note_leads_to_whom_to_call(page: Client) -> None:
    note = shown(page.get(page.post("/note", {"text": SOUNDS})["Location"]))
    assert 'class="button main" href="/warning"' in note
    assert "Whom to call" in shown(page.get("/warning"))


def test_no_plan_is_made_while_it_stands(page: Client) -> None:
    page.post("/note", {"text": SOUNDS})
    assert "There is no plan today: the warning comes first" in page.get("/").content.decode()


def test_it_stands_for_a_day(ada: Person, now: datetime) -> None:
    record(ada, [raw(now, "note", text=SOUNDS)], now)
    assert RULE in rules(ada, now + timedelta(hours=23))
    assert RULE not in rules(ada, now + timedelta(hours=25))


def test_its_words_are_shown_as_words(page: Client) -> None:
    shown = page.get(page.post("/note", {"text": SOUNDS})["Location"]).content.decode()
    assert "These words sound like it" in shown
    assert "&lt;b&gt;rice&lt;/b&gt;" in shown
    assert "<b>rice" not in shown
    assert "These words sound like it" in page.get("/warning").content.decode()


def test_it_ends_when_the_person_says_that_it_is_not_so(page: Client, ada: Person, now: datetime) -> None:
    where = page.post("/note", {"text": SOUNDS})["Location"]
    page.post(where, {"not_so": RULE})
    assert RULE not in rules(ada, now + timedelta(minutes=1))
    assert "These words sound like it" not in page.get(where).content.decode()


def test_it_is_answered_in_one_press_where_it_is_told_and_the_answer_can_be_taken_back(
    page: Client, ada: Person, now: datetime
) -> None:
    where = page.post("/note", {"text": SOUNDS})["Location"]
    told = shown(page.get("/warning"))
    assert f'action="{where}"' in told
    assert f'name="not_so" value="{RULE}"' in told
    after = page.post(where, {"not_so": RULE, "next": "warning"}, follow=True)
    assert after.redirect_chain == [("/warning", 302)]
    assert "These words sound like it" not in shown(after)
    (undo,) = re.findall(r'action="(/undo/[^"]+)"', shown(after))
    page.post(undo)
    assert RULE in rules(ada, now + timedelta(minutes=1))
    assert "These words sound like it" in shown(page.get("/warning"))


@pytest.mark.parametrize("name", ["RF-999", "RF-28 ", "MGX-01", "<b>", "x" * 5000])
def test_a_no_to_a_warning_that_does_not_exist_is_refused_in_a_sentence(
    page: Client, ada: Person, now: datetime, name: str
) -> None:
    where = page.post("/note", {"text": SOUNDS})["Location"]
    before = len(look_back.timeline(ada))
    answer = shown(page.post(where, {"not_so": name}, follow=True))
    assert "There is no such warning, so nothing was kept" in answer
    assert "<b>" not in answer
    assert len(look_back.timeline(ada)) == before
    assert RULE in rules(ada, now + timedelta(minutes=1))


def test_a_no_to_one_note_says_nothing_of_the_next(page: Client, ada: Person, now: datetime) -> None:
    where = page.post("/note", {"text": SOUNDS})["Location"]
    page.post(where, {"not_so": RULE})
    (kept,) = record(ada, [raw(now, "note", text=SOUNDS)], now).results
    assert RULE in rules(ada, now)
    assert str(kept.id) != str(UUID(where.removeprefix("/note/")))


def test_nobody_can_say_for_another_that_it_is_not_so(page: Client, bo: Person, now: datetime) -> None:
    (kept,) = record(bo, [raw(now, "note", text=SOUNDS)], now).results
    assert page.post(f"/note/{kept.id}", {"not_so": RULE}).status_code == 404
    assert RULE in rules(bo, now)


def test_what_is_withdrawn_sounds_like_nothing(ada: Person, now: datetime) -> None:
    (kept,) = record(ada, [raw(now, "note", text=SOUNDS)], now).results
    record(ada, [raw(now, "withdrawn", target=str(kept.id))], now)
    assert RULE not in rules(ada, now)


def test_english_ears_do_not_listen_to_a_diary_in_german(ada: Person, now: datetime) -> None:
    ada.language = "de"
    ada.save()
    record(ada, [raw(now, "note", text=SOUNDS)], now)
    assert RULE not in rules(ada, now)


UNDERSTOOD = "face dropped on one side this morning"
"""What the rules understand as an emergency without any ear."""


def test_an_alarm_that_sounds_like_none_is_marked_to_be_asked() -> None:
    said = [Finding("RF-24", Urgency.EMERGENCY, "escalate"), Finding("DDI-01", Urgency.SAME_DAY, "escalate")]
    assert [f.asked for f in doubted(said, ())] == [True, False]
    assert [f.asked for f in doubted(said, None)] == [False, False], "where nobody listened nothing is doubted"
    assert not doubted(said, [Likeness("RF-01", DOUBTS[Urgency.EMERGENCY], (0, 1))])[0].asked


@pytest.fixture
def doubts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ears that hear no danger in anything."""
    for place in ("read_note", "heard_lately"):
        monkeypatch.setattr(f"supple.actions.{place}.sounds_of", lambda _text: Sounds((), None))


@pytest.mark.usefixtures("doubts")
def test_what_is_asked_becomes_a_warning_by_yes_or_not_sure(page: Client, ada: Person, now: datetime) -> None:
    where = page.post("/note", {"text": UNDERSTOOD})["Location"]
    shown = page.get(where).content.decode()
    assert "Is this so?" in shown
    assert '" checked>' not in shown, "what is asked is ticked by the person alone"
    assert rules(ada, now + timedelta(minutes=1)) == set()
    page.post(where, {"so": "RF-27"})
    assert "RF-27" in rules(ada, now + timedelta(minutes=1))
    assert "Is this so?" not in page.get(where).content.decode()


@pytest.mark.usefixtures("doubts")
def test_what_is_asked_is_not_kept_without_an_answer(page: Client, ada: Person, now: datetime) -> None:
    page.post("/note", {"text": UNDERSTOOD})
    assert [type(e) for e in look_back.timeline(ada)] == [Note]

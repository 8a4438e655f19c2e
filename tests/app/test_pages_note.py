# SPDX-License-Identifier: Apache-2.0
"""A note is kept at once; what was understood is kept only after a yes, and a grave sign is told before."""

from argparse import ArgumentParser
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.read_note import Heard, hear
from supple.actions.record import record
from supple.cli import django_door, log
from supple.entries.did import Dose, Exposure, Session
from supple.entries.entry import Entry
from supple.entries.felt import Episode, Note
from supple.entries.known import Fact
from supple.people.models import Person
from tests.app.saying import raw

TEXT = "Left calf cramp 6/10, woke me. Two beers, stretched 15 min, forgot my baclofen."


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    assert ada.account
    client.force_login(ada.account)
    return client


def _heard(person: Person, note: str, now: datetime) -> Heard:
    heard = hear(person, UUID(note), now)
    assert heard is not None
    return heard


def said(person: Person, kind: type[Entry]) -> list[Entry]:
    """What the diary holds of a kind."""
    return list(look_back.timeline(person).of(kind))


def test_a_note_is_kept_before_anything_is_understood(page: Client, ada: Person) -> None:
    shown = page.post("/note", {"id": str(uuid4()), "text": TEXT})
    assert shown.status_code == 302
    (note,) = said(ada, Note)
    assert note.text == TEXT  # type: ignore[attr-defined]
    assert said(ada, Episode) == []
    assert shown["Location"] == f"/note/{note.id}"


def test_one_press_keeps_all_that_is_ticked(page: Client, ada: Person) -> None:
    where = page.post("/note", {"text": TEXT})["Location"]
    shown = page.get(where).content.decode()
    assert "Cramp, left calf, 6 of 10" in shown
    heard = hear(ada, said(ada, Note)[0].id, said(ada, Note)[0].at)
    assert heard is not None
    page.post(where, {"keep": [str(s.entry.id) for s in heard.suggestions]})
    (event,) = said(ada, Episode)
    assert (event.what, event.site, event.side, event.woke) == ("cramp", "calf", "left", True)  # type: ignore[attr-defined]
    assert [d.status for d in said(ada, Dose)] == ["missed"]  # type: ignore[attr-defined]
    assert [s.minutes for s in said(ada, Session)] == [15]  # type: ignore[attr-defined]
    assert "alcohol" in [e.what for e in said(ada, Exposure)]  # type: ignore[attr-defined]
    page.post(where, {"keep": [str(s.entry.id) for s in heard.suggestions]})
    assert len(said(ada, Episode)) == 1


def test_what_is_not_ticked_is_not_kept(page: Client, ada: Person) -> None:
    where = page.post("/note", {"text": TEXT})["Location"]
    page.post(where, {"keep": []})
    assert said(ada, Episode) == []
    assert len(said(ada, Note)) == 1


def test_a_grave_sign_in_a_note_is_told_before_anything_is_saved(page: Client, ada: Person) -> None:
    where = page.post("/note", {"text": "my face has dropped on one side and my speech is slurred"})["Location"]
    assert "Emergency" in page.get(where).content.decode()


@pytest.mark.parametrize(
    "text",
    ["I want to die", "can't feel when I wipe and cannot pee", "my pump is beeping two tones",
     "I stopped my baclofen suddenly yesterday", "left calf hot swollen red since yesterday"],
)  # fmt: skip
def test_a_grave_note_stands_before_the_plan_though_nobody_pressed_on(page: Client, text: str) -> None:
    page.post("/note", {"text": text})
    assert "There is no plan today: the warning comes first" in page.get("/").content.decode()


def test_a_warning_that_was_misread_ends_when_it_is_taken_out(page: Client) -> None:
    where = page.post("/note", {"text": "I want to die"})["Location"]
    assert "It is kept already" in page.get(where).content.decode()
    page.post(where, {"keep": []})
    assert "the warning comes first" not in page.get("/").content.decode()


def test_what_a_private_note_says_is_as_private(page: Client, ada: Person, now: datetime) -> None:
    (kept,) = record(ada, [raw(now, "note", text="I want to die", private=True)], now).results
    page.post(f"/note/{kept.id}", {"keep": [str(s.entry.id) for s in _heard(ada, str(kept.id), now).suggestions]})
    assert all(e.private for e in look_back.timeline(ada))


def test_a_pump_that_beeps_keeps_the_day_of_its_refill(page: Client, ada: Person, now: datetime) -> None:
    due = (now + timedelta(days=30)).date()
    told = raw(now - timedelta(days=1), "fact", topic="device", name="itb_pump", due=due.isoformat())
    record(ada, [told], now)
    page.post("/note", {"text": "my pump is beeping two tones"})
    pump = list(look_back.timeline(ada).of(Fact))[-1]
    assert (pump.alarm, pump.due) == ("two_tone", due)


def test_a_word_of_ones_own_is_read_from_then_on(page: Client, ada: Person) -> None:
    where = page.post("/note", {"text": "the wobblewoos again this evening"})["Location"]
    assert "wobblewoos" in page.get(where).content.decode()
    page.post(where, {"own": "1", "name": "the wobblewoos", "word": "symptom.clonus"})
    assert "Jumping or beating" in page.get(where).content.decode()


def test_a_word_that_is_learned_later_doubles_and_loses_nothing_that_was_kept(
    page: Client, ada: Person, now: datetime
) -> None:
    where = page.post("/note", {"text": "The wobblewoos before tea, then a left calf cramp 6/10."})["Location"]
    note = where.removeprefix("/note/")
    page.post(where, {"keep": [str(s.entry.id) for s in _heard(ada, note, now).suggestions]})
    page.post(where, {"own": "1", "name": "the wobblewoos", "word": "symptom.spasm"})
    page.post(where, {"keep": [str(s.entry.id) for s in _heard(ada, note, now).suggestions]})
    assert sorted(str(e.what) for e in said(ada, Episode)) == ["cramp", "spasm"]  # type: ignore[attr-defined]


def test_a_word_of_ones_own_may_hold_any_sign(page: Client, ada: Person) -> None:
    where = page.post("/note", {"text": "<legs>|x+ ~9"})["Location"]
    page.post(where, {"own": "1", "name": "<legs>|x+ ~9 ?", "word": "symptom.spasm"})
    assert page.get(where).status_code == 200


def test_a_note_with_markup_is_shown_as_words(page: Client, ada: Person) -> None:
    where = page.post("/note", {"text": "<script>alert(1)</script> {{ request }} spasm"})["Location"]
    shown = page.get(where).content.decode()
    assert "<script>alert" not in shown
    assert "{{ request }}" in shown


def test_nobody_elses_note_can_be_read(page: Client, ada: Person, bo: Person) -> None:
    where = page.post("/note", {"text": "spasm"})["Location"]
    assert bo.account
    page.force_login(bo.account)
    assert page.get(where).status_code == 404


@pytest.mark.parametrize("text", ["I want to die", "no feeling when I wipe"])
def test_a_word_of_ones_own_takes_no_warning_away(page: Client, text: str) -> None:
    where = page.post("/note", {"text": "a quiet day"})["Location"]
    page.post(where, {"own": "1", "name": text, "word": "exposure.heat"})
    where = page.post("/note", {"text": text})["Location"]
    assert "Emergency" in page.get(where).content.decode()
    assert "the warning comes first" in page.get("/").content.decode()


def test_a_grave_note_that_is_logged_from_the_command_line_stands_as_well(
    page: Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(django_door, "ready", lambda: None)
    parser = ArgumentParser()
    log.add_arguments(parser)
    assert log.run(parser.parse_args(["I want to die"])) == 0
    assert "self-harm" in capsys.readouterr().out
    assert "the warning comes first" in page.get("/").content.decode()


@pytest.mark.parametrize("way", ["/keep", "/api/entries"])
def test_a_grave_note_stands_whichever_way_it_came(page: Client, now: datetime, way: str) -> None:
    if way == "/keep":
        page.post(way, {"kind": "note", "text": "I want to die", "next": "today"})
    else:
        page.post(way, [raw(now, "note", text="I want to die")], content_type="application/json")
    assert "the warning comes first" in page.get("/").content.decode()


def test_a_note_that_becomes_grave_when_it_is_said_again_stands(page: Client, ada: Person) -> None:
    note = page.post("/note", {"text": "a quiet day"})["Location"].removeprefix("/note/")
    shown = page.get(f"/entry/{note}").context["form"]
    when = shown.initial["when"].strftime("%Y-%m-%dT%H:%M")
    assert page.post(f"/entry/{note}", {"text": "I want to die", "when": when})["Location"] == "/warning"
    assert "the warning comes first" in page.get("/").content.decode()


def test_a_note_without_a_warning_says_that_one_may_have_been_missed(page: Client) -> None:
    assert "Supple can miss a danger" in page.get(page.post("/note", {"text": TEXT})["Location"]).content.decode()


def test_a_note_too_long_to_be_read_is_said_to_be_unchecked(page: Client) -> None:
    where = page.post("/note", {"text": "a b " * 2001})["Location"]
    assert "could not be checked" in page.get(where).content.decode()

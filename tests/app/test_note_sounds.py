# SPDX-License-Identifier: Apache-2.0
"""What a note only sounds like warns as all else does, shows its words, and ends when it is said to be not so."""

import json
import re
from argparse import ArgumentParser
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.check_safety import check, followed
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.read_note import keep_urgent
from supple.actions.record import record
from supple.care.finding import Finding, Urgency
from supple.care.heard import DOUBTS, FAINT, LINES, doubted
from supple.cli import django_door, log
from supple.entries.did import Exposure
from supple.entries.felt import Note
from supple.entries.known import Fact
from supple.notes.said import Likeness, Sounds
from supple.people.models import Person
from tests.app.saying import raw, shown

SOUNDS = "after the prawns & <b>rice</b> she came up in hives all over, lips gone fat and every breath whistles"
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


GERMAN = "Mein Gesicht hängt seit heute Mittag auf einer Seite und ich kann kaum sprechen"


def test_english_ears_do_not_listen_to_a_note_in_german_and_doubt_nothing_in_it(
    page: Client, ada: Person, now: datetime
) -> None:
    where = page.post("/note", {"text": GERMAN}, headers={"accept-language": "de"})["Location"]
    later = now + timedelta(minutes=1)
    assert rules(ada, later) == {"RF-27"}
    assert not any(f.sounds_in for f in check(ada, later))
    assert not any(f.asked for f in page.get(where, headers={"accept-language": "de"}).context["heard"].findings)


def test_an_english_note_is_listened_to_whatever_language_the_page_speaks(
    page: Client, ada: Person, now: datetime
) -> None:
    page.post("/note", {"text": SOUNDS}, headers={"accept-language": "de"})
    assert RULE in rules(ada, now + timedelta(minutes=1))


ONLY_SOUNDS = "They say I danced on the carpet like a fish on a pier and don't remember. Never happened before."
"""What nothing but the second ear takes for anything at all."""


@pytest.mark.parametrize("way", ["/outbox", "/api/entries"])
def test_a_note_that_only_sounds_like_an_emergency_warns_a_phone_that_sends_it_later(
    page: Client, now: datetime, way: str
) -> None:
    note = raw(now, "note", text=ONLY_SOUNDS)
    if way == "/outbox":
        sent = {"entries": [note], "diary": page.get(way).json()["diary"]}
        assert page.post(way, sent, content_type="application/json").json()["warns"]
    else:
        (answer,) = page.post(way, [note], content_type="application/json").json()
        assert "RF-16" in {f["rule"] for f in answer["warnings"]}


UNDERSTOOD = "face dropped on one side this morning"
"""What the rules understand as an emergency without any ear."""


def test_an_alarm_that_sounds_like_none_is_marked_to_be_asked() -> None:
    said = [Finding("RF-24", Urgency.EMERGENCY, "escalate"), Finding("DDI-01", Urgency.SAME_DAY, "escalate")]
    assert [f.asked for f in doubted(said, (), said)] == [True, False]
    assert [f.asked for f in doubted(said, None, said)] == [False, False], "where nobody listened nothing is doubted"
    assert doubted(said, [Likeness("RF-01", 0.9, (0, 1))], said)[0].asked, "it sounds like another danger alone"
    assert not doubted(said, [Likeness("RF-24", DOUBTS[Urgency.EMERGENCY], (0, 1))], said)[0].asked
    weaker = [Finding("RF-18", Urgency.EMERGENCY, "escalate")]
    assert not doubted(weaker, [Likeness("RF-18b", 0.3, (0, 1))], weaker)[0].asked, "both are of one danger"
    several = [*weaker, Finding("RF-24", Urgency.EMERGENCY, "escalate"), Finding("RF-05", Urgency.SAME_DAY, "escalate")]
    assert not any(f.asked for f in doubted(several, [Likeness("RF-24", 0.3, (0, 1))], several)), (
        "dangers come together"
    )
    assert [f.asked for f in doubted(several, [Likeness("RF-05", 0.3, (0, 1))], several)] == [True, True, False]
    assert not doubted(said, (), said[1:])[0].asked, "what follows only with the diary sounds like nothing by itself"


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


@pytest.mark.usefixtures("doubts")
def test_what_is_asked_is_asked_again_when_only_something_else_of_the_note_was_kept(page: Client, ada: Person) -> None:
    where = page.post("/note", {"text": f"{UNDERSTOOD}, two beers"})["Location"]
    suggested = page.get(where).context["heard"].suggestions
    page.post(where, {"keep": [str(s.entry.id) for s in suggested if not getattr(s.entry, "signs", ())]})
    assert any(isinstance(e, Exposure) for e in look_back.timeline(ada))
    assert "Is this so?" in page.get(where).content.decode()


@pytest.fixture
def faintly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ears that hear one emergency in everything, and only faintly."""
    share = (FAINT[Urgency.EMERGENCY] + LINES[Urgency.EMERGENCY]) / 2
    for place in ("read_note", "heard_lately"):
        monkeypatch.setattr(
            f"supple.actions.{place}.sounds_of", lambda _text: Sounds((Likeness(RULE, share, (0, 9)),), None)
        )


@pytest.mark.usefixtures("faintly")
def test_what_sounds_only_a_little_like_an_emergency_is_asked_and_stands_after_yes_or_not_sure(
    page: Client, ada: Person, now: datetime
) -> None:
    where = page.post("/note", {"text": "the prawns were off & I knew it, two beers"})["Location"]
    asked = shown(page.get(where))
    assert "Is this so?" in asked
    assert "These words sound a little like it" in asked
    assert "Supple can miss a danger" in asked
    assert rules(ada, now + timedelta(minutes=1)) == set()
    page.post(where, {"so": RULE})
    assert RULE in rules(ada, now + timedelta(minutes=1))
    assert RULE in rules(ada, now + timedelta(hours=23))
    assert "Is this so?" not in shown(page.get(where))


@pytest.mark.usefixtures("faintly")
def test_what_is_asked_by_sound_alone_is_asked_after_all_was_kept_at_once_and_ends_with_a_no(page: Client) -> None:
    where = page.post("/note", {"text": "prawns for lunch, two beers"})["Location"]
    ticked = {"keep": [str(s.entry.id) for s in page.get(where).context["heard"].suggestions]}
    assert page.post(where, ticked)["Location"] == where, "from the box, where nothing can be answered"
    assert page.post(where, {**ticked, "asked": "1"})["Location"] == "/timeline", "from the page that asks"
    page.post(where, {"not_so": RULE})
    assert "Is this so?" not in shown(page.get(where))
    assert page.post(where, ticked)["Location"] == "/timeline"


@pytest.mark.usefixtures("faintly")
def test_what_is_asked_by_sound_alone_keeps_nothing_from_being_ticked(page: Client) -> None:
    where = page.post("/note", {"text": "numb between the legs since noon, prawns for lunch"})["Location"]
    heard = page.get(where).context["heard"]
    assert [f.rule for f in heard.findings if f.asked and f.sounds_in] == [RULE]
    assert all(s.sure for s in heard.suggestions if getattr(s.entry, "signs", ()))


def test_what_an_ear_cannot_know_from_the_words_alone_is_told_and_not_asked(
    page: Client, ada: Person, now: datetime
) -> None:
    injected = raw(now - timedelta(days=10), "treatment", name="botulinum_toxin", change="injection")
    record(ada, [injected], now)
    page.post("/note", {"text": "eyelid is drooping a bit this evening"})
    assert "RF-12b" in {f.rule for f in check(ada, now + timedelta(minutes=1))}


MEANT = "34 weeks gone, flashing lights before my eyes and a banging head, two beers"
"""An emergency by words that no entry keeps: the diary knows nothing of a pregnancy."""


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """No second ear, as for a note in German."""
    for place in ("read_note", "heard_lately"):
        monkeypatch.setattr(f"supple.actions.{place}.sounds_of", lambda _text: Sounds())


@pytest.mark.usefixtures("deaf")
@pytest.mark.parametrize("way", ["/note", "/api/entries"])
def test_what_a_note_means_beyond_its_entries_stands_for_a_day_whichever_way_it_came(
    page: Client, ada: Person, now: datetime, way: str
) -> None:
    if way == "/note":
        page.post(way, {"text": MEANT})
    else:
        (answer,) = page.post(way, [raw(now, "note", text=MEANT)], content_type="application/json").json()
        assert "RF-29" in {f["rule"] for f in answer["warnings"]}
    assert "RF-29" not in {f.rule for f in followed(ada, now + timedelta(minutes=1))}
    assert "RF-29" in rules(ada, now + timedelta(hours=23))
    assert "RF-29" not in rules(ada, now + timedelta(hours=25))
    assert "the warning comes first" in page.get("/").content.decode()


@pytest.mark.usefixtures("deaf")
def test_it_is_kept_once_and_ends_with_a_no_where_it_is_told(page: Client, ada: Person, now: datetime) -> None:
    where = page.post("/note", {"text": MEANT})["Location"]
    assert keep_urgent(ada, UUID(where.removeprefix("/note/")), now + timedelta(minutes=1))
    (answer,) = [f for f in look_back.timeline(ada).of(Fact) if f.name == "RF-29"]
    assert answer.state == "no"
    assert f'action="{where}"' in shown(page.get("/warning"))
    title = knowledge().red_flags["RF-29"].title
    assert f"{title}: A warning" in shown(page.get("/timeline"))
    page.post(where, {"not_so": "RF-29", "next": "warning"})
    assert "RF-29" not in rules(ada, now + timedelta(minutes=2))
    assert f"{title}: It is not so" in shown(page.get("/timeline"))


@pytest.mark.usefixtures("deaf")
def test_taking_out_two_beers_takes_no_warning_away(page: Client, ada: Person, now: datetime) -> None:
    where = page.post("/note", {"text": MEANT})["Location"]
    suggested = page.get(where).context["heard"].suggestions
    page.post(where, {"keep": [str(s.entry.id) for s in suggested if not isinstance(s.entry, Exposure)]})
    assert not any(isinstance(e, Exposure) for e in look_back.timeline(ada))
    assert "RF-29" in rules(ada, now + timedelta(minutes=1))
    page.post(where, {"keep": []})
    assert "RF-29" not in rules(ada, now + timedelta(minutes=1)), "its signs are taken out as well"


@pytest.mark.usefixtures("doubts")
def test_yes_to_what_no_entry_keeps_is_a_warning_too(page: Client, ada: Person, now: datetime) -> None:
    where = page.post("/note", {"text": MEANT})["Location"]
    assert "RF-29" not in rules(ada, now + timedelta(minutes=1))
    answer = page.post(where, {"so": "RF-29"}, follow=True)
    assert "Whom to call" in shown(answer)
    assert "RF-29" in rules(ada, now + timedelta(minutes=1))
    assert "Is this so?" not in page.get(where).content.decode()


@pytest.mark.usefixtures("doubts", "ada")
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_the_command_line_asks_as_well(
    more: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(django_door, "ready", lambda: None)
    parser = ArgumentParser()
    log.add_arguments(parser)
    assert log.run(parser.parse_args([UNDERSTOOD, *more])) == 0
    told = capsys.readouterr().out
    assert "Is this so?" in told or [one["rule"] for one in json.loads(told)["asked"]] == ["RF-27"]

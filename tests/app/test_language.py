# SPDX-License-Identifier: Apache-2.0
"""The app in a second language: chosen by the browser or by hand, whole, with its own plurals and dates."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import get_args

import pytest
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from supple.actions.knowledge_at_hand import knowledge
from supple.actions.record import record
from supple.care import raised, tryable
from supple.entries.vocabulary import SymptomId
from supple.people.models import Person
from supple.web.signs import SIGNS
from tests.app.saying import raw
from tests.house.tree import ROOT

GERMAN = {"Accept-Language": "de-AT,de;q=0.9"}


def test_a_german_browser_is_answered_in_german_without_being_asked(client: Client, ada: Person) -> None:
    page = client.get("/account/login/", headers=GERMAN).content.decode()
    assert '<html lang="de"' in page
    assert "Anmelden" in page


def test_the_language_can_be_chosen_and_stays(client: Client, ada: Person) -> None:
    answer = client.post("/language", {"language": "de", "next": "/about"})
    assert (answer.status_code, answer["Location"]) == (302, "/about")
    assert client.cookies["language"].value == "de"
    assert "Was supple ist und was nicht" in client.get("/about").content.decode()
    client.post("/language", {"language": "en-gb", "next": "/about"})
    assert "What supple is, and what it is not" in client.get("/about").content.decode()


def test_the_way_back_leads_nowhere_else(client: Client, ada: Person) -> None:
    answer = client.post("/language", {"language": "de", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_a_warning_is_told_in_german_too(as_person: Callable[[Person], Client], ada: Person, now: datetime) -> None:
    sign = {"id": "swelling", "present": "yes", "side": "left", "site": "calf", "new": True}
    record(ada, [raw(now, "check_in", signs=[sign])], now)
    page = as_person(ada).get("/warning", headers=GERMAN).content.decode()
    assert "Holen Sie heute Hilfe" in page
    assert "Blutgerinnsel" in page
    assert "blood clot" not in page


def test_the_button_that_calls_begins_with_a_capital_in_german(
    as_person: Callable[[Person], Client], ada: Person, now: datetime
) -> None:
    client, signs = (
        as_person(ada),
        [
            {"id": "swelling", "present": "yes", "side": "left", "site": "calf", "new": True},
            {"id": "breathlessness", "present": "yes", "new": True},
        ],
    )
    client.post("/more/settings", {"form": "country", "country": "DE"})
    record(ada, [raw(now, "check_in", signs=signs)], now)
    assert "<span>Die Notrufnummer anrufen</span>" in client.get("/warning", headers=GERMAN).content.decode()


def test_every_sign_has_words_of_its_own_in_both_languages() -> None:
    assert set(get_args(SymptomId)) - set(SIGNS) == set()
    with translation.override("en-gb"):
        english = {id: str(words) for id, words in SIGNS.items()}
    with translation.override("de"):
        same = {id for id, words in SIGNS.items() if str(words) == english[id]}
    assert same == set()


def test_a_sign_that_a_german_note_names_is_asked_about_in_german(
    as_person: Callable[[Person], Client], ada: Person
) -> None:
    page = as_person(ada).post("/note", {"text": "heute kriege ich kaum Luft"}, headers=GERMAN)
    shown = as_person(ada).get(page["Location"], headers=GERMAN).content.decode()
    assert "Neu oder ungewohnt: " in shown
    assert "breath" not in shown


def test_every_warning_has_german_words_of_its_own() -> None:
    with translation.override("de"):
        for flag in knowledge().red_flags.values():
            assert gettext(flag.title) != flag.title, flag.id


@pytest.mark.parametrize(("n", "words"), [(1, "Noch 1 Tag,"), (3, "Noch 3 Tage,")])
def test_plurals_are_german(n: int, words: str) -> None:
    with translation.override("de"):
        said = ngettext("%(n)s more day to go before we look.", "%(n)s more days to go before we look.", n) % {"n": n}
    assert words in said


def test_dates_are_german() -> None:
    with translation.override("de"):
        assert date_format(datetime(2026, 3, 4, tzinfo=UTC), gettext("j F Y")) == "4. März 2026"


def test_what_care_says_in_code_has_german_words_too() -> None:
    with translation.override("de"):
        for sentence in (raised.TITLE, raised.SAYS, raised.DO, *raised.NEVER, tryable.STRETCH_DO):
            assert gettext(sentence) != sentence


@pytest.mark.parametrize(
    "words",
    [
        "Plötzlich hängt mein Gesicht und ich kann nicht mehr sprechen",
        "kann kein Wasser lassen, Unterbauch tut weh",
        "suddenly my face droops and I cannot speak",
    ],
)
def test_a_danger_in_a_note_is_seen_in_german_and_in_english_on_german_pages(
    as_person: Callable[[Person], Client], ada: Person, words: str
) -> None:
    page = as_person(ada)
    page.post("/note", {"text": words}, headers=GERMAN)
    assert "Notfall: Holen Sie jetzt Hilfe" in page.get("/warning", headers=GERMAN).content.decode()


def test_a_german_note_becomes_an_entry(as_person: Callable[[Person], Client], ada: Person) -> None:
    page = as_person(ada)
    kept = page.post("/note", {"text": "Wadenkrampf um 3 Uhr, 7/10"}, headers=GERMAN)
    assert "Krampf" in page.get(kept["Location"], headers=GERMAN).content.decode()


def test_german_speaks_to_its_reader_in_one_way() -> None:
    said = (ROOT / "supple/locale/de/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    familiar = re.findall(r"^msgstr.*\b(?:du|dir|dich|dein[a-z]*|Ruf|ruf|Sag|Behalte|lass)\b.*$", said, re.MULTILINE)
    assert familiar == []

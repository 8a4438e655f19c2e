# SPDX-License-Identifier: Apache-2.0
"""What a person chooses holds on every page at once, and nothing that is chosen can break one."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.test import Client

from supple.actions import find_triggers, look_back
from supple.actions.arrange import choose
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.record import record
from supple.entries.did import Intake
from supple.entries.felt import CheckIn
from supple.people.choices import ASKABLE, ELSEWHERE, Choices
from supple.people.models import Person
from supple.web.countries import COUNTRIES
from supple.web.look import look_of
from supple.web.pages.calling import calls
from supple.web.pages.check_in_steps import SCORES, asked_of
from tests.app.saying import raw

LOOK = {
    "form": "look", "text": "largest", "contrast": "more", "night": "always", "hand": "left", "units": "us",
    "quiet_from": "21:30", "quiet_to": "06:00",
}  # fmt: skip


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def _again(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def test_the_look_is_written_by_the_server_on_every_page(page: Client, ada: Person) -> None:
    before = page.get("/").content.decode()
    assert "text-largest" not in before
    page.post("/more/settings", LOOK)
    for address in ("/", "/more", "/plan", "/legs"):
        top = page.get(address).content.decode().partition("<body>")[0]
        assert 'class="text-largest contrast-more hand-left night"' in top
        assert '<meta name="color-scheme" content="dark">' in top
    assert _again(ada).choices.quiet_from == "21:30"


def test_red_pages_by_the_clock_hold_in_the_quiet_hours_only(ada: Person) -> None:
    choose(ada, night="quiet_hours")
    looks = [
        look_of(ada, datetime.fromisoformat(f"2026-01-10T{clock}:00+01:00")) for clock in ("21:59", "22:00", "06:59")
    ]
    assert [look.night for look in looks] == [False, True, True]
    assert [look.quiet for look in looks] == [False, True, True]


def test_drinks_are_shown_and_kept_in_the_units_chosen(page: Client, ada: Person) -> None:
    choose(ada, units="us")
    shown = page.get("/").content.decode()
    assert "8 oz" in shown
    page.post("/keep", {"kind": "intake", "sort": "drink", "what": "drink", "amount": "8", "unit": "oz"})
    ((name, millilitres),) = next(iter(look_back.timeline(ada).of(Intake))).readings()
    assert (name, round(millilitres)) == ("drink_ml", 237)
    again = page.get("/").content.decode()
    assert "8 oz written down today" in again
    assert "The last just now." in again


def test_three_questions_at_most_are_asked_and_what_is_on_trial(page: Client, ada: Person) -> None:
    four = page.post("/more/settings", {"form": "ask", "ask": list(ASKABLE[:4]), "every_days": "2"})
    assert "Choose three at most" in four.content.decode()
    page.post("/more/settings", {"form": "ask", "ask": ["mood", "impact_care"], "every_days": "2", "expected": "on"})
    chosen = _again(ada).choices
    assert (chosen.ask, chosen.every_days, chosen.expected) == (("mood", "impact_care"), 2, True)
    assert page.get("/check-in/mood").context["of_steps"] == 5
    assert asked_of(("mood",), "spasticity") == ("signs", "mood", "legs", "sleep", "met")
    assert asked_of(("mood",), "mood") == ("signs", "mood", "sleep", "met")
    assert {score.field for score in SCORES.values()} == {*ASKABLE, "sleep_hours"}


def test_every_second_day_says_when_it_will_ask_again_and_lets_one_answer_all_the_same(
    page: Client, ada: Person, now: datetime
) -> None:
    choose(ada, every_days=3)
    assert page.get("/").context["next_due"] is None
    record(ada, [raw(now - timedelta(days=1), "check_in", spasticity=3)], now)
    assert "You asked to be asked again on" in page.get("/").content.decode()


def test_an_own_factor_becomes_a_button_and_can_be_taken_out(page: Client, ada: Person) -> None:
    page.post("/more/settings", {"form": "own", "own": "air   pressure"})
    assert (
        "That is on the list already." in page.post("/more/settings", {"form": "own", "own": "heat"}).content.decode()
    )
    assert 'value="own:air pressure"' in page.get("/").content.decode()
    assert "air pressure" in page.get("/check-in/met").content.decode()
    page.post("/more/settings", {"drop": "air pressure"})
    assert "own:air pressure" not in page.get("/").content.decode()


def test_ten_thousand_own_factors_are_as_harmless_as_twelve(ada: Person, page: Client) -> None:
    choose(ada, own=tuple(f"factor {n}" for n in range(10_000)))
    assert len(ada.choices.own) == 12
    assert "That is as many as fit" in page.post("/more/settings", {"form": "own", "own": "one more"}).content.decode()


def test_choices_that_cannot_be_read_count_as_not_chosen() -> None:
    kept = {"text": 7, "night": "sometimes", "quiet_from": "25:00", "ask": "pain", "own": [1, "", "a" * 99], "more": 1}
    assert Choices.read(kept) == Choices(own=("1", "a" * 60))
    assert not Choices(quiet_from="08:00", quiet_to="08:00").is_quiet(time(8, 0))
    assert Choices(quiet_from="13:00", quiet_to="14:00").is_quiet(time(13, 30))


def test_where_one_lives_goes_into_the_diary_as_a_fact(page: Client) -> None:
    page.post("/more/settings", {"form": "place", "jurisdiction": "UK"})
    assert '<option value="UK" selected>' in page.get("/more/settings").content.decode()


def test_the_emergency_number_is_the_persons_own_and_one_press_calls_it(
    page: Client, ada: Person, now: datetime
) -> None:
    signs = [{"id": "face_droop", "present": "yes", "onset": "sudden"}]
    record(ada, [raw(now, "check_in", signs=signs, signs_asked=True)], now)
    unknown = page.get("/warning").content.decode()
    assert "tel:" not in unknown
    assert "Keep the emergency number here as a button" in unknown
    wrong = page.post("/more/settings", {"form": "number", "emergency": "call my son"})
    assert "Write the number with digits only." in wrong.content.decode()
    answer = page.post("/more/settings", {"form": "number", "emergency": "1 1 2", "next": "warning"})
    assert answer["Location"] == "/warning"
    assert 'href="tel:112"' in page.get("/warning").content.decode()


@pytest.mark.parametrize(("place", "number"), [("EU", "112"), ("UK", "999"), ("US", "911")])
def test_without_an_own_number_the_one_of_where_somebody_lives_is_called(
    page: Client, ada: Person, now: datetime, place: str, number: str
) -> None:
    signs = [{"id": "face_droop", "present": "yes", "onset": "sudden"}]
    record(ada, [raw(now, "check_in", signs=signs, signs_asked=True)], now)
    page.post("/more/settings", {"form": "place", "jurisdiction": place})
    shown = page.get("/warning").content.decode()
    assert f'href="tel:{number}"' in shown
    assert "Keep the emergency number here as a button" in shown
    assert f'value="{number}"' not in page.get("/more/settings").content.decode()  # nobody wrote it down
    # One's own number stands instead of it
    page.post("/more/settings", {"form": "number", "emergency": "0800 110"})
    own = page.get("/warning").content.decode()
    assert 'href="tel:0800110"' in own
    assert f'href="tel:{number}"' not in own
    assert "Keep the emergency number here as a button" not in own


@pytest.mark.parametrize(("country", "number"), [("DE", "112"), ("CH", "144"), ("JP", "119"), ("UK", "999")])
def test_the_country_brings_the_number_that_sends_an_ambulance(
    page: Client, ada: Person, now: datetime, country: str, number: str
) -> None:
    signs = [{"id": "face_droop", "present": "yes", "onset": "sudden"}]
    record(ada, [raw(now, "check_in", signs=signs, signs_asked=True)], now)
    page.post("/more/settings", {"form": "place", "jurisdiction": "US"})
    page.post("/more/settings", {"form": "country", "country": country})
    assert f'href="tel:{number}"' in page.get("/warning").content.decode()
    # In a country without a row no number is guessed, and the page asks for it
    page.post("/more/settings", {"form": "country", "country": ELSEWHERE})
    shown = page.get("/warning").content.decode()
    assert "tel:" not in shown
    assert "Keep the emergency number here as a button" in shown


def test_each_country_that_can_be_chosen_has_a_number_and_each_number_two_letters_and_a_name() -> None:
    rows = {row.place: row for row in knowledge().emergency_numbers}
    assert set(rows) - {"EU"} == set(COUNTRIES)
    assert all(row.sources for row in rows.values())
    eu = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
    assert {rows[place].number for place in eu.split()} == {"112"}


def test_only_who_is_meant_by_a_warning_stands_there_as_a_button(ada: Person, now: datetime) -> None:
    people = [("MS nurse", "Bo", "030 1"), ("daughter", "Cleo", "0170 22"), ("pump clinic", "Dr A", "no number")]
    before = now - timedelta(minutes=1)
    record(ada, [raw(before, "contact", role=r, name=n, phone=p) for r, n, p in people], now)
    assert [(c.name, c.meant) for c in calls(ada, now, "ms_team")] == [("Bo", True), ("Cleo", False)]
    record(ada, [raw(now, "contact", role="MS nurse", name="Bo", phone="030 12 34")], now)
    assert next((c.name, c.tel) for c in calls(ada, now, "ms_team")) == ("Bo", "0301234")
    assert not any(c.meant for c in calls(ada, now, "emergency_number"))


def test_what_is_known_of_triggers_counts_only_when_it_was_chosen(ada: Person, now: datetime) -> None:
    for n in range(60):
        then = now - timedelta(days=60 - n)
        said = [raw(then, "check_in", spasticity=(n * 7) % 5 + (n % 3 == 0))]
        record(ada, [*said, raw(then, "exposure", what="heat", present=n % 3 == 0)], now)
    alone = find_triggers.find(ada)
    choose(ada, expected=True)
    told = find_triggers.find(ada)
    assert alone.findings is not None
    assert told.findings is not None
    assert told.findings.factors["heat"].prob > alone.findings.factors["heat"].prob


def test_each_answer_of_the_check_in_can_be_taken_back_and_is_asked_again(page: Client, ada: Person) -> None:
    page.post("/check-in/signs", {"none": "1"})
    answer = page.post("/check-in/legs", {"answer": "7"}, follow=True)
    undo = re.findall(r'action="(/undo/[0-9a-f-]+)"', answer.content.decode())[-1]
    back = page.post(undo, {"next": "check_in"}, follow=True)
    assert back.redirect_chain[-1][0] == "/check-in/legs"
    assert all(c.spasticity is None for c in look_back.timeline(ada).of(CheckIn))

# SPDX-License-Identifier: Apache-2.0
"""The page about food adds up what is typed, keeps nothing of it, and shows potassium with its caution."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.record import record
from supple.care import magnesium
from supple.people.models import Person
from tests.app.saying import raw


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def test_a_meal_is_added_up_and_nothing_of_it_is_kept(page: Client, ada: Person) -> None:
    shown = page.post("/food", {"recipe": "30 g almonds\n1 mango"}).content.decode()
    assert "At least 81 mg of magnesium" in shown
    assert "supple does not know this food" in shown
    assert not list(look_back.timeline(ada))


def test_weak_kidneys_turn_tips_into_plain_numbers(page: Client, ada: Person, now: datetime) -> None:
    before = now - timedelta(minutes=1)
    known = [raw(before, "treatment", name="none", change="started")]
    known += [raw(before, "fact", topic="condition", name="none")]
    record(ada, [*known, raw(before, "fact", topic="lab", name="egfr", number=90)], now)
    assert "not as a tip" not in page.get("/food").content.decode()
    record(ada, [raw(now, "fact", topic="lab", name="egfr", number=45)], now)
    assert "not as a tip" in page.get("/food").content.decode()


def test_an_unknown_age_gives_no_number_and_a_known_one_does(page: Client, ada: Person, now: datetime) -> None:
    assert "do not tell how much a day" in page.get("/food").content.decode()
    record(ada, [raw(now, "fact", topic="birth_year", number=now.year - 45)], now)
    assert "320 to 420 mg" in page.get("/food").content.decode()


def test_no_product_is_proposed_while_anything_is_open(page: Client) -> None:
    shown = page.get("/food").content.decode()
    assert "supple holds it back for now" in shown
    assert "Ask a pharmacist first." not in shown


def test_a_broken_rule_shows_no_numbers(page: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(magnesium, "answer", broken)
    assert "could not be checked" in page.get("/food").content.decode()


@pytest.mark.parametrize(
    ("salt", "weight", "said"),
    [
        ("oxide", "400", "400 mg (Magnesium oxide) hold about 241.2 mg of magnesium."),
        ("bisglycinate", "1000,5", "hold about 141.1 mg of magnesium."),
        ("citrate_unspecified", "1000", "or the exact form of the salt?"),
        ("sulfate_heptahydrate", "500", "Epsom salt by mouth"),
        ("oxide", "0.2", "That cannot be reckoned."),
    ],
)
def test_the_weight_of_a_salt_is_told_as_its_magnesium_and_not_kept(
    page: Client, ada: Person, salt: str, weight: str, said: str
) -> None:
    shown = page.post("/food", {"salt": salt, "weight": weight}).content.decode()
    assert said in " ".join(shown.split())
    assert not list(look_back.timeline(ada))


def test_a_weight_that_is_none_is_told_in_a_sentence_and_stays(page: Client) -> None:
    shown = page.post("/food", {"salt": "oxide", "weight": "much"}).content.decode()
    assert "Enter a number." in shown
    assert 'value="much"' in shown


def test_the_limit_from_products_stands_beside_what_is_counted(page: Client) -> None:
    shown = page.get("/food").content.decode()
    assert "food not counted: 250 mg a day" in shown
    assert "is not known from what you wrote down" in shown

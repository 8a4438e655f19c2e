# SPDX-License-Identifier: Apache-2.0
"""Can everything that is known be read, found by a word that leaves no trace, and reached from a plan and a warning?"""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from supple.actions import look_up
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.plant_example import plant
from supple.actions.record import record
from supple.knowledge.library import library
from supple.knowledge.problem import KnowledgeWrongError
from supple.knowledge.shelves import LABELS
from supple.people.models import Person
from tests.app.saying import raw

ANCHOR = re.compile(r'href="(/look-up/[a-z-]+)#([\w-]+)"')


@pytest.fixture
def at_home(client: Client, ada: Person) -> Client:
    """A browser in which Ada is signed in."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def test_every_item_and_every_text_stands_on_exactly_one_shelf() -> None:
    shown = [piece.id for shelf in look_up.all_shelves() for piece in shelf.pieces]
    items = {item.id for item in knowledge().items() if item.id not in knowledge().questions}
    assert sorted(shown) == sorted(items | {leaf.id for leaf in library().leaves()})


def test_every_piece_says_how_sure_we_are_and_where_it_is_written(at_home: Client) -> None:
    for shelf in look_up.all_shelves():
        page = at_home.get(f"/look-up/{shelf.slug}").content.decode()
        assert page.count("How sure:") >= len(shelf.pieces), shelf.slug


def test_what_stands_only_in_an_article_says_our_choice_no_study(at_home: Client) -> None:
    piece = at_home.get("/look-up/living").content.decode().split('id="LIV-03"')[1].split("</article>")[0]
    assert "our own choice, no study" in piece


def test_every_row_of_what_must_not_end_suddenly_stands_on_a_card() -> None:
    cards = look_up.shelf("cards")
    assert cards is not None
    shown = " ".join(piece.words() for piece in cards.pieces)
    assert [row.row for row in knowledge().withdrawal if row.signs not in shown] == []


def test_every_link_on_a_shelf_leads_to_a_place_that_is_there(at_home: Client) -> None:
    pages = {f"/look-up/{shelf.slug}": at_home.get(f"/look-up/{shelf.slug}").content.decode()
             for shelf in look_up.all_shelves()}  # fmt: skip
    links = {link for page in pages.values() for link in ANCHOR.findall(page)}
    assert links
    assert [f"{page}#{place}" for page, place in sorted(links) if f'id="{place}"' not in pages[page]] == []


def test_a_shelf_that_is_not_there_is_said_so(at_home: Client) -> None:
    assert at_home.get("/look-up/attic").status_code == 404


def test_a_search_finds_by_every_word_and_stands_in_no_address(at_home: Client) -> None:
    answer = at_home.post("/look-up", {"words": "night CRAMPS"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "/look-up/studies#EVD-01" in page
    assert '<form method="post"' in page
    assert at_home.get("/look-up?words=cramps").content.decode().count("places found") == 0


def test_a_search_without_a_hit_or_without_words_says_what_to_do(at_home: Client) -> None:
    assert "Try one word" in at_home.post("/look-up", {"words": "qwertz"}).content.decode()
    assert "found" not in at_home.post("/look-up", {"words": "  "}).content.decode()


def test_what_was_looked_for_is_neither_logged_nor_kept(
    at_home: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(0):
        answer = at_home.post("/look-up", {"words": "bowel"})
    assert "bowel" not in caplog.text
    assert "no-store" in answer["Cache-Control"]
    assert not any("bowel" in str(cookie) for cookie in answer.cookies.values())


def test_the_title_of_a_shelf_says_nothing_of_what_is_read(at_home: Client) -> None:
    for shelf in look_up.all_shelves():
        title = re.search(r"<title>(.*?)</title>", at_home.get(f"/look-up/{shelf.slug}").content.decode())
        assert title is not None
        assert title[1] == "Look up – supple"


def test_a_plan_line_leads_to_where_it_is_explained(client: Client, db: None, now: datetime) -> None:
    account = plant(now)[0].account
    assert account is not None
    client.force_login(account)
    assert "/look-up/stretch#EX-" in client.get("/plan").content.decode()


def test_a_trigger_that_was_found_leads_to_where_it_is_explained(client: Client, db: None, now: datetime) -> None:
    account = plant(now)[0].account
    assert account is not None
    client.force_login(account)
    assert "/look-up/set-off#TRG-" in client.get("/triggers").content.decode()


def test_a_warning_leads_to_where_it_is_explained(at_home: Client, ada: Person, now: datetime) -> None:
    signs = [{"id": id, "present": "yes", "site": "calf", "side": "left"} for id in ("pain", "swelling")]
    record(ada, [raw(now - timedelta(minutes=5), "check_in", signs=signs)], now)
    assert "/look-up/signs#RF-01" in at_home.get("/warning").content.decode()


def test_a_warning_is_shown_though_a_text_to_read_is_broken(
    at_home: Client, ada: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise KnowledgeWrongError(())

    signs = [{"id": id, "present": "yes", "site": "calf", "side": "left"} for id in ("pain", "swelling")]
    record(ada, [raw(now - timedelta(minutes=5), "check_in", signs=signs)], now)
    monkeypatch.setattr(look_up, "places", broken)
    answer = at_home.get("/warning")
    assert "One leg painful, swollen" in answer.content.decode()
    assert "Why supple says this" not in answer.content.decode()


def test_every_label_of_a_fact_is_one_that_can_be_translated() -> None:
    pieces = [piece for shelf in look_up.all_shelves() for piece in shelf.pieces]
    scale = {level.level for card in library().scales.values() for level in card.levels}
    used = {name for p in pieces for name, _ in p.facts} | {name for p in pieces for name, _ in p.lists}
    assert used - scale <= set(LABELS)

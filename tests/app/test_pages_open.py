# SPDX-License-Identifier: Apache-2.0
"""Does every page open for its person and for nobody else, weigh little, and keep to itself?"""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django.fixtures import Settings

from supple.actions.plant_example import plant
from supple.actions.record import record
from supple.knowledge.shelves import SHELVES
from supple.people.models import Person
from tests.app.saying import raw

PAGES = [
    "/", "/night", "/check-in/signs", "/check-in/legs", "/check-in/pain", "/check-in/tiredness", "/check-in/sleep",
    "/check-in/met", "/warning", "/timeline", "/triggers", "/plan", "/plan?size=low", "/plan?size=five_minutes",
    "/report", "/report?period=12&reader=physiotherapist", "/report?period=visit", "/more", "/more/about-me",
    "/trend", "/trend?days=365", "/trials", "/trials/new/MOV-01", "/more/buttons", "/more/bring-in",
    "/more/brought-in", "/more/for-the-clinic", "/more/calendar", "/more/erase",
    "/what-changed",
    "/look-up", *(f"/look-up/{slug}" for slug in SHELVES),
]  # fmt: skip
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(\bsrc=|application/json))", re.I)
ELSEWHERE = re.compile(r"""(?:href|src|action|url\()\s*=?\s*["']?(?:https?:)?//""", re.I)
STYLE = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)"')


@pytest.fixture
def example(db: None, client: Client) -> Client:
    """A browser signed in as the example person with 90 days of diary."""
    planted = plant(datetime.now(UTC))[0]
    assert planted.account is not None
    client.force_login(planted.account)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_for_its_person_and_no_browser_keeps_it(example: Client, page: str) -> None:
    answer = example.get(page)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "default-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_a_stranger_to_sign_in(client: Client, ada: Person, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_with_its_styles_weighs_less_than_100_kb(example: Client, page: str) -> None:
    shown = example.get(page).content.decode()
    found = [finders.find(name) for name in STYLE.findall(shown)]
    assert found
    assert len(shown.encode()) + sum(Path(str(file)).stat().st_size for file in found) <= 100_000


@pytest.mark.parametrize("page", PAGES)
def test_a_page_weighs_less_than_30_kb_on_the_wire_once_its_styles_are_there(example: Client, page: str) -> None:
    answer = example.get(page, headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) <= 30_000


@pytest.mark.parametrize("page", [*PAGES, "/about", "/account/login/", "/start"])
def test_a_page_carries_no_inline_code_and_asks_nobody_else(example: Client, page: str) -> None:
    if page in ("/account/login/", "/start"):
        example.logout()
    shown = example.get(page).content.decode()
    assert INLINE.search(shown) is None
    assert ELSEWHERE.search(shown) is None


def test_before_anyone_lives_here_every_page_leads_to_the_start(client: Client, db: None) -> None:
    assert client.get("/")["Location"] == "/start"
    assert client.get("/timeline")["Location"] == "/start"


def test_a_made_up_diary_says_so_and_a_real_one_does_not(example: Client, ada: Person) -> None:
    assert "made-up person" in example.get("/").content.decode()
    assert ada.account is not None
    example.force_login(ada.account)
    assert "made-up person" not in example.get("/").content.decode()


def test_an_entry_of_somebody_else_is_not_there(client: Client, ada: Person, bo: Person, now: datetime) -> None:
    kept = record(ada, [raw(now)], now).results[0].id
    assert bo.account is not None
    client.force_login(bo.account)
    assert client.get(f"/entry/{kept}").status_code == 404
    assert client.get(f"/event/{kept}/where").status_code == 404
    client.post(f"/undo/{kept}")
    assert ada.account is not None
    client.force_login(ada.account)
    assert client.get(f"/entry/{kept}").status_code == 200


def test_a_title_never_says_how_somebody_is(client: Client, ada: Person, now: datetime) -> None:
    kept = record(ada, [raw(now, what="cramp", site="calf", severity=7)], now).results[0].id
    assert ada.account is not None
    client.force_login(ada.account)
    for page in (f"/entry/{kept}", f"/event/{kept}/strength", "/timeline", "/"):
        title = re.findall(r"<title>(.*?)</title>", client.get(page).content.decode(), re.S)[0]
        assert "ramp" not in title
        assert "7" not in title


def test_nothing_that_was_said_goes_into_a_cookie(client: Client, ada: Person) -> None:
    assert ada.account is not None
    client.force_login(ada.account)
    client.post("/keep", {"kind": "note", "text": "legs like wood"})
    client.post("/keep", {"kind": "dose", "medicine": "baclofen", "status": "missed"})
    client.get("/")
    assert set(client.cookies) <= {"sessionid", "csrftoken"}
    assert all("wood" not in c.value and "baclofen" not in c.value for c in client.cookies.values())


def test_a_sign_in_without_a_diary_says_so(client: Client, ada: Person, django_user_model: type) -> None:
    client.force_login(django_user_model.objects.create(username="cleo"))  # type: ignore[attr-defined]
    answer = client.get("/")
    assert answer.status_code == 403
    assert "keeps no diary" in answer.content.decode()


def test_the_example_is_open_only_while_the_example_runs(client: Client, db: None, settings: Settings) -> None:
    plant(datetime.now(UTC))
    assert client.post("/look-around").status_code == 404
    assert "Look around" not in client.get("/account/login/").content.decode()
    settings.DEMO = True
    offered = client.get("/account/login/").content.decode()
    assert "Look around as Ada" in offered
    assert "Look around as Bo" in offered
    assert client.post("/look-around", {"who": "Bo"})["Location"] == "/"
    assert "to go before we look" in client.get("/triggers").content.decode()


def test_a_mistake_is_told_in_plain_words_and_without_a_trace(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("legs like wood")

    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert ada.account is not None
    client.force_login(ada.account)
    assert "no such page" in client.get("/nowhere").content.decode()
    assert "open for too long" in client.post("/keep", {"kind": "episode"}).content.decode()
    monkeypatch.setattr("supple.journal.store.months", broken)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "wood" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    assert "emergency number" in answer.content.decode()

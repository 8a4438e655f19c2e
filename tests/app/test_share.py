# SPDX-License-Identifier: Apache-2.0
"""Sharing: exactly what was looked at leaves, a link ends, and everything that ever left is listed."""

import base64
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from supple.actions import share
from supple.actions.record import record
from supple.interop.sealed import unseal
from supple.people.models import Person
from supple.people.sharing import Shared
from tests.app.saying import raw

CANARY = "a heron on the wire"


@pytest.fixture
def said(ada: Person, now: datetime) -> Person:
    """Ada, with an entry to share, a private one and an old one."""
    entries = [raw(now, "note", text="a wren in the hedge"), raw(now, "note", text=CANARY, private=True),
               raw(now - timedelta(days=60), "note", text="an owl in the barn")]  # fmt: skip
    record(ada, entries, now)
    return ada


def asked(now: datetime, what: str = "diary", **more: object) -> dict[str, Any]:
    """The form for the last week."""
    days = {"first": (now - timedelta(days=6)).date().isoformat(), "last": (now + timedelta(days=1)).date().isoformat()}
    return {"what": what, "to": "Dr Bo", **days, **more}


def link_of(page: str) -> dict[str, Any]:
    """What the link holds, as another program would read it."""
    made = page.split("shlink:/")[1].split("<", maxsplit=1)[0]
    told: dict[str, Any] = json.loads(base64.urlsafe_b64decode(made + "=" * (-len(made) % 4)))
    return told


def key_of(told: dict[str, Any]) -> bytes:
    """The link's key."""
    return base64.urlsafe_b64decode(told["key"] + "=")


def test_what_is_looked_at_is_what_leaves_as_a_file_and_behind_a_link(
    said: Person, now: datetime, as_person: Callable[[Person], Client]
) -> None:
    browser = as_person(said)
    shown = browser.post("/share", asked(now)).content.decode()
    assert "a wren in the hedge" in shown
    assert "One is left out" in shown
    assert Shared.objects.count() == 0
    file = browser.post("/share", asked(now, do="file")).content.decode()
    told = link_of(browser.post("/share", asked(now, do="link", days="7")).content.decode())
    sealed = Client().get(told["url"] + "?recipient=test")
    bundle = json.loads(unseal(sealed.content.decode(), key_of(told)))
    parts = [one["resource"] for one in bundle["entry"]]
    assert [part["resourceType"] for part in parts] == ["Patient", "DocumentReference"]
    attached = base64.b64decode(parts[1]["content"][0]["attachment"]["data"]).decode()
    assert attached == file
    for left in (shown, file, json.dumps(bundle)):
        assert CANARY not in left
        assert "owl" not in left


def test_the_report_leaves_as_one_sheet(said: Person, now: datetime, as_person: Callable[[Person], Client]) -> None:
    browser = as_person(said)
    assert "Ada" in browser.post("/share", asked(now, "report")).content.decode()
    assert browser.post("/share", asked(now, "physio", do="file")).content.startswith(b"%PDF")
    told = link_of(browser.post("/share", asked(now, "report", do="link", days="1")).content.decode())
    bundle = json.loads(unseal(Client().get(told["url"]).content.decode(), key_of(told)))
    assert bundle["entry"][1]["resource"]["content"][0]["attachment"]["contentType"] == "application/pdf"


def test_neither_the_key_nor_the_words_are_kept_here(
    said: Person, now: datetime, as_person: Callable[[Person], Client]
) -> None:
    told = link_of(as_person(said).post("/share", asked(now, do="link", days="7")).content.decode())
    kept = Shared.objects.get()
    assert kept.sealed is not None
    whole = bytes(kept.sealed).decode() + str(Shared.objects.values().get())
    assert told["key"] not in whole
    assert told["url"].rsplit("/", 1)[1] not in whole
    assert "wren" not in whole
    assert told["exp"] == int(kept.expires.timestamp()) if kept.expires else False


@pytest.mark.parametrize("how", ["taken back", "ended"])
def test_a_link_that_ended_answers_like_one_that_never_was_and_its_file_is_gone(
    said: Person, now: datetime, as_person: Callable[[Person], Client], how: str
) -> None:
    browser = as_person(said)
    told = link_of(browser.post("/share", asked(now, do="link", days="7")).content.decode())
    kept = Shared.objects.get()
    if how == "ended":
        Shared.objects.update(expires=now - timedelta(seconds=1))
        share.tidy(now)
    else:
        browser.post(f"/share/{kept.pk}/end")
    ended, never = Client().get(told["url"]), Client().get("/sealed/never")
    assert (ended.status_code, ended.content) == (never.status_code, never.content) == (404, never.content)
    assert Shared.objects.get().sealed is None
    assert ("taken back" if how != "ended" else "link ended") in browser.get("/share").content.decode()


def test_a_passcode_is_asked_for_and_ten_wrong_ones_end_the_link(
    said: Person, now: datetime, as_person: Callable[[Person], Client]
) -> None:
    page = as_person(said).post("/share", asked(now, do="link", days="7", passcode="three owls")).content.decode()
    told, stranger = link_of(page), Client()
    assert told["flag"] == "P"

    def tried(passcode: object) -> Any:
        return stranger.post(told["url"], {"recipient": "test", "passcode": passcode}, "application/json")

    assert stranger.get(told["url"]).status_code == 401  # whoever only looks uses no try up
    assert tried("owls").json() == {"remainingAttempts": 9}
    file = tried("three owls").json()["files"][0]
    assert b"wren" in base64.b64decode(
        json.loads(unseal(file["embedded"], key_of(told)))["entry"][1]["resource"]["content"][0]["attachment"]["data"]
    )
    for left in range(8, -1, -1):
        assert tried("owls").json() == {"remainingAttempts": left}
    assert tried("three owls").status_code == 404


def test_other_programs_may_ask_from_anywhere(
    said: Person, now: datetime, as_person: Callable[[Person], Client]
) -> None:
    told = link_of(as_person(said).post("/share", asked(now, do="link", days="7")).content.decode())
    for answer in (
        Client().get(told["url"]),
        Client().options(told["url"]),
        Client(enforce_csrf_checks=True).post(told["url"], "{}", "application/json"),
    ):
        assert answer.status_code == 200
        assert answer["Access-Control-Allow-Origin"] == "*"


def test_all_that_ever_left_is_listed_and_nobody_else_ends_it(
    said: Person, bo: Person, now: datetime, as_person: Callable[[Person], Client]
) -> None:
    as_person(said).post("/share", asked(now, do="file"))
    as_person(said).post("/share", asked(now, do="link", days="7"))
    page = as_person(said).get("/share").content.decode()
    assert page.count("Dr Bo") == 2
    assert "opened 0 times" in page
    link = Shared.objects.get(way="link")
    as_person(bo).post(f"/share/{link.pk}/end")
    assert "Dr Bo" not in as_person(bo).get("/share").content.decode()
    assert Shared.objects.get(way="link").is_open(now)


@pytest.mark.parametrize(
    "wrong", [{"what": "all"}, {"first": "1026-01-01"}, {"first": "someday"}, {"last": "2001-01-01"},
              {"first": "2020-01-01"}, {"do": "link", "days": "999"}, {"do": "link", "days": "7", "passcode": "123"}],
)  # fmt: skip
def test_what_makes_no_sense_shares_nothing(
    said: Person, now: datetime, as_person: Callable[[Person], Client], wrong: dict[str, str]
) -> None:
    page = as_person(said).post("/share", {**asked(now), **wrong}).content.decode()
    assert "Something needs another look" in page
    assert Shared.objects.count() == 0

# SPDX-License-Identifier: Apache-2.0
"""A sign-in gets a new key, ends after a while, and guessing is slowed down; capture is never locked out with it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from supple.actions import look_back, tokens
from supple.people.models import Person
from supple.web import sessions
from tests.app.conftest import PASSWORD

SIGN_IN = "/account/login/"


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser, signed in by password."""
    client.get(SIGN_IN)
    client.post(SIGN_IN, {"login": "ada", "password": PASSWORD})
    assert client.get("/").status_code == 200
    return client


def test_signing_in_and_out_each_change_the_key(client: Client, ada: Person) -> None:
    client.get("/look-around")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.post(SIGN_IN, {"login": "ada", "password": PASSWORD})
    during = client.cookies["sessionid"].value
    assert during != before
    client.post("/account/logout/")
    assert client.get("/").status_code == 302
    stolen = Client()
    stolen.cookies["sessionid"] = during
    assert stolen.get("/").status_code == 302


def test_a_password_given_anew_changes_the_key_and_the_old_one_opens_nothing(page: Client, ada: Person) -> None:
    before = page.cookies["sessionid"].value
    page.post("/account/reauthenticate/", {"password": "a wrong one, but long"})
    assert page.cookies["sessionid"].value == before
    page.post("/account/reauthenticate/", {"password": PASSWORD})
    assert page.cookies["sessionid"].value != before
    assert page.get("/").status_code == 200
    stolen = Client()
    stolen.cookies["sessionid"] = before
    assert stolen.get("/").status_code == 302
    assert page.get("/more/sign-ins").content.decode().count("<li") >= 1


def test_a_changed_password_ends_every_other_sign_in(page: Client, ada: Person) -> None:
    assert ada.account is not None
    other = Client()
    other.post(SIGN_IN, {"login": "ada", "password": PASSWORD})
    assert other.get("/").status_code == 200
    fresh = "a heron on the wire"
    page.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh})
    assert page.get("/").status_code == 200
    assert other.get("/").status_code == 302


def days_later(browser: Client, **days: int) -> None:
    """As if these days had passed."""
    session, today = browser.session, datetime.now(UTC).date()
    for name, ago in days.items():
        key = {"begun": sessions.BEGUN, "seen": sessions.SEEN}[name]
        session[key] = (today - timedelta(days=ago)).isoformat()
    session.save()


@pytest.mark.parametrize(("begun", "seen", "stays"), [(29, 29, True), (180, 0, True), (40, 31, False), (181, 0, False)])
def test_a_sign_in_ends_after_thirty_days_unused_or_half_a_year(
    page: Client, begun: int, seen: int, stays: bool
) -> None:
    days_later(page, begun=begun, seen=seen)
    assert (page.get("/").status_code == 200) is stays


def test_being_there_each_day_renews_the_thirty_days_and_not_the_half_year(page: Client) -> None:
    days_later(page, begun=100, seen=20)
    answer = page.get("/")
    assert answer.cookies["sessionid"]["max-age"] == 30 * 24 * 3600
    assert date.fromisoformat(page.session[sessions.SEEN]) == datetime.now(UTC).date()
    assert date.fromisoformat(page.session[sessions.BEGUN]) == datetime.now(UTC).date() - timedelta(days=100)
    assert "sessionid" not in page.get("/").cookies


@pytest.fixture
def shared(client: Client, ada: Person) -> Client:
    """Ada's sign-in on a tablet that others use too."""
    client.post(SIGN_IN, {"login": "ada", "password": PASSWORD, "shared": "on"})
    return client


def minutes_later(browser: Client, minutes: int) -> None:
    """As if nobody had touched it for so long."""
    session = browser.session
    session[sessions.TOUCHED] -= minutes * 60
    session.save()


def test_a_sign_in_on_a_shared_device_ends_with_the_browser_and_keeps_no_page(shared: Client) -> None:
    assert shared.cookies["sessionid"]["max-age"] == ""
    assert shared.get("/")["Supple-Copies"] == "none"


def test_a_shared_device_that_nobody_touched_for_half_an_hour_is_signed_out(shared: Client) -> None:
    for minutes in (25, 25):
        minutes_later(shared, minutes)
        assert shared.get("/").status_code == 200
    minutes_later(shared, 31)
    assert shared.get("/").status_code == 302
    assert shared.get("/").status_code == 302


def test_a_device_of_ones_own_keeps_pages_and_stays_signed_in(page: Client) -> None:
    assert "Supple-Copies" not in page.get("/")
    assert page.cookies["sessionid"]["max-age"] == 30 * 24 * 3600


def test_guessing_passwords_is_slowed_down_and_capture_goes_on(page: Client, ada: Person, now: datetime) -> None:
    button = tokens.create(ada, "write-only", "episode:spasm", now=now)
    guesser = Client()
    answers = [guesser.post(SIGN_IN, {"login": "ada", "password": f"guess {n}"}) for n in range(12)]
    assert PASSWORD not in "".join(a.content.decode() for a in answers)
    right = guesser.post(SIGN_IN, {"login": "ada", "password": PASSWORD})
    assert right.status_code != 302, "the right password after many wrong ones must wait as well"
    who = {"Authorization": f"Bearer {button}"}
    pressed = guesser.post("/api/entries", b"", "application/json", headers=who)
    assert pressed.json()[0]["status"] == "kept"
    page.post("/keep", {"kind": "note", "text": "said while somebody guesses"})
    assert len(look_back.timeline(ada)) == 2


def test_a_wrong_name_and_a_wrong_password_are_told_apart_by_nobody(client: Client, ada: Person) -> None:
    told = []
    for name in ("ada", "nobody"):
        cache.clear()
        answer = client.post(SIGN_IN, {"login": name, "password": "not this one"})
        told.append((answer.status_code, answer.content.decode().replace(f'value="{name}"', "")))
    first, second = ((status, _without_secrets(page)) for status, page in told)
    assert first == second


def _without_secrets(page: str) -> str:
    return re.sub(r'value="[^"]{64}"', "", page)

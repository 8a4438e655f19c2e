# SPDX-License-Identifier: Apache-2.0
"""Where somebody is signed in, what was done with the sign-in, and what asks for the password once more."""

import time
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError
from django.test import Client

from supple.actions import look_back, tokens
from supple.people.models import Person
from supple.web.models import Deed, SignIn
from tests.app.conftest import PASSWORD

SIGN_IN = "/account/login/"
AGAIN = "/account/reauthenticate/"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
FOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


def signed_in(agent: str, name: str = "ada") -> Client:
    """A browser of its own, signed in by password."""
    browser = Client(headers={"user-agent": agent})
    browser.post(SIGN_IN, {"login": name, "password": PASSWORD})
    assert browser.get("/").status_code == 200
    return browser


def done(person: Person) -> list[str]:
    """What was done with the sign-in, the newest first."""
    assert person.account
    return [deed.what for deed in Deed.objects.filter(account=person.account).order_by("-at", "-pk")]


def later(minutes: int) -> float:
    """The clock, so many minutes from now."""
    return time.time() + 60 * minutes


def test_each_browser_is_listed_once_and_only_to_its_owner(ada: Person, bo: Person) -> None:
    phone, fox = signed_in(PHONE), signed_in(FOX)
    signed_in(FOX, "bo")
    fox.get("/more")
    shown = phone.get("/more/sign-ins").content.decode()
    assert shown.count('name="end"') == 2, "the other one, and all others"
    assert "Chrome · Android" in shown
    assert "Firefox · Windows" in shown
    assert SignIn.objects.count() == 3
    assert "Mozilla" not in "".join(SignIn.objects.values_list("browser", flat=True))


def test_one_other_browser_or_all_of_them_can_be_signed_out_and_this_one_stays(ada: Person, bo: Person) -> None:
    phone, fox, tablet, other = signed_in(PHONE), signed_in(FOX), signed_in(FOX), signed_in(FOX, "bo")
    target = SignIn.objects.get(session_key=fox.session.session_key)
    theirs = SignIn.objects.get(session_key=other.session.session_key)
    phone.post("/more/sign-ins", {"end": str(theirs.pk)})
    phone.post("/more/sign-ins", {"end": "all the world"})
    assert [b.get("/").status_code for b in (phone, fox, tablet, other)] == [200, 200, 200, 200]
    phone.post("/more/sign-ins", {"end": str(target.pk)})
    assert [b.get("/").status_code for b in (phone, fox, tablet, other)] == [200, 302, 200, 200]
    phone.post("/more/sign-ins", {"end": "others"})
    assert [b.get("/").status_code for b in (phone, fox, tablet, other)] == [200, 302, 302, 200]
    assert done(ada)[:2] == ["ended", "ended"]


def test_signing_out_and_a_new_password_leave_one_line_each(ada: Person) -> None:
    phone, fox = signed_in(PHONE), signed_in(FOX)
    fresh = "a heron on the wire"
    phone.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh})
    shown = phone.get("/more/sign-ins").content.decode()
    assert "Firefox" not in shown.split("What was done")[0], "a new password ended it"
    assert fox.get("/").status_code == 302
    assert SignIn.objects.filter(session_key=phone.session.session_key).count() == 1, "a new key is no new sign-in"
    assert done(ada) == ["password_changed", "signed_in", "signed_in"]


@pytest.mark.parametrize(("place", "said"), [
    ("/more/diary.zip", {}), ("/more/diary.csv", {}), ("/more/entries.jsonl", {}), ("/more/erase", {"word": "erase"}),
    ("/more/sign-ins", {"end": "others"}),
])  # fmt: skip
def test_what_takes_everything_asks_for_the_password_once_more_and_then_goes_on(
    ada: Person, place: str, said: dict[str, str]
) -> None:
    phone = signed_in(PHONE)
    with patch("time.time", return_value=later(16)):
        answer = phone.post(place, said)
        assert answer["Location"].startswith(AGAIN)
        assert Person.objects.filter(pk=ada.pk).exists()
        wrong = phone.post(answer["Location"], {"password": "not this one"})
        assert wrong.status_code == 200
        assert Person.objects.filter(pk=ada.pk).exists()
        after = phone.post(answer["Location"], {"password": PASSWORD})
        assert after.status_code in (200, 302)
        assert "Location" not in after or AGAIN not in after["Location"]
    assert Person.objects.filter(pk=ada.pk).exists() is (place != "/more/erase")


def test_right_after_signing_in_nothing_is_asked_again(ada: Person) -> None:
    assert "charset=utf-8" in signed_in(PHONE).post("/more/diary.csv")["Content-Type"]
    assert done(ada)[0] == "taken_out"


def test_a_stolen_cookie_alone_takes_nothing_along(ada: Person, client: Client) -> None:
    assert ada.account
    client.force_login(ada.account)
    assert client.post("/more/entries.jsonl")["Location"].startswith(AGAIN)


def test_wrong_passwords_are_told_once_the_right_one_came(ada: Person) -> None:
    for guess in ("one", "two", "three"):
        Client().post(SIGN_IN, {"login": "Ada" if guess == "one" else "ada", "password": guess})
    assert done(ada) == [], "until then, nothing of it is written: it would take longer for a name that exists"
    phone = signed_in(PHONE)
    assert Deed.objects.get(what="wrong_passwords").by == "× 3"
    assert "Wrong passwords were tried before" in phone.get("/more/sign-ins").content.decode()


def test_what_a_token_reads_is_noted_once_an_hour_and_what_it_writes_is_in_the_diary(
    ada: Person, client: Client, now: datetime
) -> None:
    full = tokens.create(ada, "full", label="spreadsheet", now=now)
    button = tokens.create(ada, "write-only", "episode", "bedside", now=now)
    for secret, verb in ((full, "GET"), (full, "GET"), (button, "POST")):
        who = {"Authorization": f"Bearer {secret}"}
        answer = client.generic(verb, "/api/entries", b"", "application/json", headers=who)
        assert answer.status_code == 200
    assert client.get("/api/report", headers={"Authorization": f"Bearer {full}"}).status_code == 200
    assert done(ada) == ["read_report", "read_diary"]
    assert {d.by for d in Deed.objects.all()} == {"spreadsheet"}


def test_lines_of_more_than_half_a_year_ago_go(ada: Person) -> None:
    assert ada.account
    signed_in(PHONE)
    Deed.objects.update(at=datetime.now().astimezone() - timedelta(days=181))
    signed_in(FOX)
    assert done(ada) == ["signed_in"]


def test_a_disk_that_is_full_stops_no_page_and_no_capture(ada: Person, client: Client) -> None:
    assert ada.account
    client.force_login(ada.account)
    with patch.object(SignIn.objects, "create", side_effect=DatabaseError("database or disk is full")):
        assert client.post("/keep", {"kind": "episode"}).status_code == 302
    assert len(look_back.timeline(ada)) == 1


def test_erasing_takes_the_sign_ins_and_the_deeds_with_it(ada: Person) -> None:
    signed_in(PHONE).post("/more/erase", {"word": "erase"})
    assert not SignIn.objects.exists()
    assert not Deed.objects.exists()


def test_no_list_says_what_the_diary_says(ada: Person) -> None:
    phone = signed_in(PHONE)
    phone.post("/keep", {"kind": "note", "text": "legs like wood"})
    assert "wood" not in phone.get("/more/sign-ins").content.decode()

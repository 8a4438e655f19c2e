# SPDX-License-Identifier: Apache-2.0
"""A form in bad luck: the sign-in ended, two tabs, the back button, a photo, a journey, a clock in 1970, many words"""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from supple.actions import look_back
from supple.actions.record import record
from supple.entries.felt import Episode, Note
from supple.journal import store
from supple.people.models import Person
from tests.app.conftest import PASSWORD
from tests.app.saying import entry, raw

OURS = {"origin": "http://testserver"}
WORDS = "legs like wood after a long evening"


@pytest.fixture
def page(ada: Person) -> Client:
    """Ada's browser, which sends what browsers send and is checked like one."""
    client = Client(enforce_csrf_checks=True, headers=OURS)
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def hidden(shown: str) -> dict[str, str]:
    """The hidden fields of the form that was given back."""
    form = shown[shown.rindex('<form method="post"') :]
    return {name: unescape(value) for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)}


def notes(person: Person) -> list[str]:
    """The words of the diary's notes."""
    return [note.text for note in look_back.timeline(person).of(Note)]


def test_a_form_sent_after_the_sign_in_ran_out_is_given_back_and_arrives_after_it(page: Client, ada: Person) -> None:
    shown = page.get("/").content.decode()
    written = {**_form(shown, 'action="/note"'), "text": WORDS}
    page.cookies.pop("sessionid")
    answer = page.post("/note", written)
    assert answer.status_code == 401
    assert WORDS in answer.content.decode()
    assert notes(ada) == []
    # She signs in in another window, which makes the secret of the page stale; one more press is enough
    login = page.get("/account/login/").content.decode()
    page.post("/account/login/", {**_form(login, 'name="password"'), "login": "ada", "password": PASSWORD})
    again = page.post("/note", hidden(answer.content.decode()))
    if again.status_code == 403:
        again = page.post("/note", hidden(again.content.decode()))
    assert again.status_code == 302
    assert notes(ada) == [WORDS]


def _form(shown: str, mark: str) -> dict[str, str]:
    """The fields of the first form with this in it, but for choices and ticks."""
    part = next(p for p in (p.split("</form>")[0] for p in shown.split("<form")[1:]) if mark in p)
    return {n: unescape(v) for n, v in re.findall(r'name="([^"]+)" value="([^"]*)"', part)}


def test_what_another_page_sends_is_not_given_back(page: Client) -> None:
    page.cookies.pop("sessionid")
    answer = page.post("/note", {"text": WORDS}, headers={"origin": "https://elsewhere.example"})
    assert WORDS not in answer.content.decode()


def test_a_password_is_never_given_back(ada: Person) -> None:
    browser = Client(enforce_csrf_checks=True, headers=OURS)
    answer = browser.post("/account/login/", {"login": "ada", "password": PASSWORD})
    assert answer.status_code == 403
    assert PASSWORD not in answer.content.decode()


def test_two_tabs_that_edit_the_same_field_keep_both_words_and_the_later_one_stands(
    client: Client, ada: Person, now: datetime
) -> None:
    assert ada.account is not None
    client.force_login(ada.account)
    kept = record(ada, [raw(now, severity=3)], now).results[0].id
    form = _form(client.get(f"/entry/{kept}").content.decode(), 'name="severity"')
    first = client.post(f"/entry/{kept}", {**form, "severity": "7"}, follow=True).content.decode()
    assert "meanwhile" not in first
    second = client.post(f"/entry/{kept}", {**form, "severity": "5"}, follow=True).content.decode()
    assert "It was changed meanwhile, perhaps on another page or device." in second
    (event,) = look_back.timeline(ada).of(Episode)
    assert event.severity == 5


def test_the_back_button_and_the_same_press_again_are_one_event(client: Client, ada: Person) -> None:
    assert ada.account is not None
    client.force_login(ada.account)
    form = _form(client.get("/").content.decode(), 'action="/keep"')
    for _ in range(3):
        client.post("/keep", form)
    assert len(list(look_back.timeline(ada).of(Episode))) == 1


def test_a_photo_in_a_note_is_refused_with_a_sentence(client: Client, ada: Person) -> None:
    assert ada.account is not None
    client.force_login(ada.account)
    sent = (
        {"text": "see", "photo": SimpleUploadedFile("leg.png", b"x", "image/png")},
        {"text": "data:image/png;base64," + "A" * 9000},
    )
    for one in sent:
        assert "A photo cannot be kept here." in client.post("/note", one, follow=True).content.decode()
    assert notes(ada) == []


def test_what_was_said_on_a_journey_keeps_its_moment_and_its_place(client: Client, ada: Person, now: datetime) -> None:
    assert ada.account is not None
    client.force_login(ada.account)
    diary = client.get("/outbox").json()["diary"]
    at = now - timedelta(hours=1)
    ids = [str(uuid4()) for _ in range(2)]
    said = [raw(at, id=ids[0], zone="America/New_York"), raw(at, id=ids[1], zone="Mars/Base")]
    answer = client.post("/outbox", {"diary": diary, "entries": said}, content_type="application/json").json()
    assert [r["status"] for r in answer["results"]] == ["kept", "kept"]
    here, nowhere = sorted(look_back.timeline(ada).of(Episode), key=lambda e: ids.index(str(e.id)))
    assert (here.at, here.zone) == (at, "America/New_York")
    assert nowhere.zone == "Europe/Berlin"  # an unknown name costs the name, not the entry


def test_ten_thousand_words_of_ones_own_open_every_page_they_stand_on(client: Client, ada: Person) -> None:
    now = datetime.now(UTC)
    assert ada.account is not None
    client.force_login(ada.account)
    names = [f"fog {n:05}" for n in range(10_000)]
    facts = [entry(now, "fact", topic="own_word", name=n, word="exposure.heat") for n in names]
    met = [entry(now - timedelta(days=2 + i % 50), "exposure", what=f"own:{n}") for i, n in enumerate(names)]
    store.append(ada, [*facts, *met], now, "test")
    where = client.post("/note", {"text": "fog 00007 again"})["Location"]
    for address in (where, "/", "/check-in/met", "/offline"):
        answer = client.get(address, headers={"accept-encoding": "gzip"})
        assert (answer.status_code, len(answer.content) < 30_000) == (200, True), address

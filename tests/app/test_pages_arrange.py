# SPDX-License-Identifier: Apache-2.0
"""Starting, settling in, buttons for others, files in and out, leaving for good."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from supple.actions import look_back
from supple.actions.plant_example import plant
from supple.entries.known import Fact
from supple.people.models import Account, Person
from tests.app.conftest import PASSWORD

DIARY = b"date,spasticity,heat\n2026-11-01,4,1\n2026-11-02,2,0\n"


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def _file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("diary.csv", content, "text/csv")


def test_the_first_run_makes_the_one_person_and_signs_in(client: Client, db: None) -> None:
    form = {"name": "Ada", "password": "a quiet evening walk", "zone": "Europe/Berlin", "birth_year": "1980"}
    assert client.post("/start", form)["Location"] == "/"
    ada = Person.objects.get()
    assert (ada.name, ada.zone) == ("Ada", "Europe/Berlin")
    (born,) = look_back.timeline(ada).of(Fact)
    assert born.number == 1980
    assert client.get("/").status_code == 200
    assert client.get("/start")["Location"] == "/"
    assert client.post("/start", {**form, "name": "Bo"})["Location"] == "/"
    assert Person.objects.count() == 1


def test_a_weak_password_is_refused_in_a_sentence_and_the_rest_stays(client: Client, db: None) -> None:
    shown = client.post("/start", {"name": "Ada", "password": "12345678", "zone": "Europe/Berlin"}).content.decode()
    assert "too common" in shown
    assert 'value="Ada"' in shown
    assert not Person.objects.exists()


def test_home_can_move_to_another_zone_but_a_day_cannot_begin_in_the_afternoon(page: Client, ada: Person) -> None:
    page.post("/more", {"zone": "Asia/Tokyo", "day_starts": "05:00"})
    ada.refresh_from_db()
    assert ada.zone == "Asia/Tokyo"
    shown = page.post("/more", {"zone": "Asia/Tokyo", "day_starts": "15:00"}).content.decode()
    assert "between midnight and noon" in shown


def test_a_button_is_shown_once_works_and_can_be_taken_back(page: Client, ada: Person, client: Client) -> None:
    made = page.post("/more/buttons", {"label": "bedside", "preset": "episode:cramp"})
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert secret not in page.get("/more/buttons").content.decode()
    carer, bearer = Client(), {"Authorization": f"Bearer {secret}"}
    pressed = carer.post("/api/entries", b"", content_type="application/json", headers=bearer)
    assert pressed.json()[0]["status"] == "kept"
    token = ada.tokens.get()
    page.post(reverse("revoke", args=[token.pk]))
    assert carer.post("/api/entries", b"", content_type="application/json", headers=bearer).status_code == 401


def test_a_file_is_shown_before_anything_is_kept(page: Client, ada: Person) -> None:
    shown = page.post("/more/bring-in", {"file": _file(DIARY)})
    assert "2 days" in shown.content.decode()
    assert len(look_back.timeline(ada)) == 0
    assert page.post("/more/bring-in", {"kept_file": shown.context["carried"]})["Location"] == "/timeline"
    assert len(look_back.timeline(ada)) == 4
    again = page.post("/more/bring-in", {"file": _file(DIARY)}).content.decode()
    assert "nothing new" in again


def test_a_file_that_cannot_be_read_says_which_line_and_what_to_do(page: Client, ada: Person) -> None:
    shown = page.post("/more/bring-in", {"file": _file(b"date,pain\n2026-11-01,3\nsoon,4\n")}).content.decode()
    assert "Line 3" in shown
    assert "Choose the file again" in shown


def test_a_preview_of_somebody_else_is_not_taken(page: Client, bo: Person, ada: Person) -> None:
    carried = page.post("/more/bring-in", {"file": _file(DIARY)}).context["carried"]
    assert bo.account is not None
    page.force_login(bo.account)
    assert page.post("/more/bring-in", {"kept_file": carried})["Location"] == "/more/bring-in"
    assert len(look_back.timeline(bo)) == 0


def test_the_diary_can_be_taken_along(page: Client, ada: Person) -> None:
    page.logout()
    page.post("/account/login/", {"login": "ada", "password": PASSWORD})
    page.post("/keep", {"kind": "check_in", "spasticity": "4"})
    assert b"spasticity" in page.post("/more/diary.csv").content
    streamed = page.post("/more/entries.jsonl").getvalue()
    assert b'"spasticity":4' in streamed


def test_everything_is_erased_only_after_the_word(page: Client, ada: Person) -> None:
    page.logout()
    page.post("/account/login/", {"login": "ada", "password": PASSWORD})
    page.post("/keep", {"kind": "episode"})
    assert "Nothing was erased" in page.post("/more/erase", {"word": "yes"}).content.decode()
    assert Person.objects.filter(pk=ada.pk).exists()
    assert "Everything is erased" in page.post("/more/erase", {"word": "Erase"}).content.decode()
    assert not Person.objects.exists()
    assert not Account.objects.exists()


def test_what_is_known_is_kept_as_facts_and_only_changes_are_said_again(page: Client, ada: Person) -> None:
    form = {"birth_year": "1980", "sex": "female", "conditions": ["diabetes"]}
    page.post("/more/about-me", form)
    page.post("/more/about-me", form)
    assert len(list(look_back.timeline(ada).of(Fact))) == 3
    page.post("/more/about-me", {"no_condition": "on"})
    conditions = {f.name: f.state for f in look_back.timeline(ada).of(Fact) if f.topic == "condition"}
    assert conditions == {"diabetes": "no", "none": "yes"}


def test_nine_days_of_diary_are_told_why_there_is_no_answer_yet(client: Client, db: None) -> None:
    bo = plant(datetime.now(UTC))[1]
    assert bo.account is not None
    client.force_login(bo.account)
    shown = client.get("/triggers").content.decode()
    assert "We cannot tell yet" in shown
    assert "more day" in shown
    assert "<svg" not in shown


def test_ninety_days_name_what_was_found_with_a_picture_and_its_table(client: Client, db: None) -> None:
    ada = plant(datetime.now(UTC))[0]
    assert ada.account is not None
    client.force_login(ada.account)
    answer = client.get("/triggers?outcome=spasticity")
    assert {line.name for line in answer.context["found"]} == {"Poor sleep", "Heat"}
    shown = answer.content.decode()
    assert "<svg" in shown
    assert "<caption>" in shown
    assert "not the same as being the cause" in shown

# SPDX-License-Identifier: Apache-2.0
"""Files through the pages: diaries, tables whose columns are told, health exports, FHIR, the list, what leaves."""

import io
import json
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from benchmarks.apple_health import export
from supple.actions import look_back
from supple.actions.record import record
from supple.actions.take_out_fhir import Chosen, bundle_of
from supple.entries.felt import CheckIn
from supple.journal import store
from supple.people.models import Layout, Person
from tests.app.conftest import PASSWORD
from tests.app.saying import raw
from tests.core.fhir_diary import NOW
from tests.core.test_apple import zipped
from tests.core.test_sheet import DAYLIO

IN = "/more/bring-in"


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser, signed in a moment ago."""
    client.post("/account/login/", {"login": "ada", "password": PASSWORD})
    return client


def sent(page: Client, content: bytes, name: str = "d.csv") -> Any:
    """The page after a file was chosen."""
    return page.post(IN, {"file": SimpleUploadedFile(name, content)})


def filled(answer: Any, **changed: str) -> dict[str, str]:
    """The columns as the page guessed them, some of them changed."""
    told = {"columns": answer.context["carried"], "order": answer.context["order"].initial["order"] or "day first"}
    for form in answer.context["columns"]:
        told |= {f"{form.prefix}-{name}": str(value) for name, value in form.initial.items() if value is not None}
    return {**told, **changed}


def test_a_table_of_another_tracker_is_told_once_and_known_again(page: Client, ada: Person) -> None:
    asked = sent(page, DAYLIO)
    assert "What are the columns?" in asked.content.decode()
    moods = next(form for form in asked.context["columns"] if form.name == "mood")
    assert moods.own == ["meh", "sad", "good"]
    shown = page.post(IN, filled(asked, **{f"{moods.prefix}-word1": "2"}))
    assert shown.context["preview"].new
    assert page.post(IN, {"kept_file": shown.context["carried"]})["Location"] == "/timeline"
    assert [c.mood for c in look_back.timeline(ada).of(CheckIn)] == [8, 2]
    assert Layout.objects.get(person=ada).read_as["columns"]["mood"]["words"] == {"meh": 5.0, "sad": 2.0, "good": 8.0}
    again = sent(page, DAYLIO.replace(b"sad", b"good"))
    assert again.context["columns"][4].initial["word1"] == 8.0
    assert page.post(IN, filled(again)).context["preview"].changed


def test_a_date_that_can_be_read_in_two_ways_is_asked(page: Client, ada: Person) -> None:
    asked = sent(page, b"when,ache\n03/04/2026,4\n")
    assert asked.context["order"].initial["order"] == ""
    told = filled(asked, **{"c0-what": "date", "c1-what": "pain"})
    assert "How are the dates written" in page.post(IN, told | {"order": ""}).content.decode()
    shown = page.post(IN, told | {"order": "month first"})
    assert shown.context["preview"].table.first == date(2026, 3, 4)


def test_what_cannot_be_read_so_is_named_and_the_columns_stay_as_told(page: Client, ada: Person) -> None:
    asked = sent(page, b"when,ache\n2026-04-03,40\n")
    answer = page.post(IN, filled(asked, **{"c0-what": "date", "c1-what": "pain"}))
    assert "Line 2, ache" in answer.content.decode()
    better = page.post(IN, filled(answer, **{"c0-what": "date", "c1-what": "pain", "c1-unit": "out of 100"}))
    assert better.context["preview"].counts == {"check_in": 1}


def test_a_table_that_was_read_by_itself_can_still_be_told_apart(page: Client, ada: Person) -> None:
    shown = sent(page, b"date,temp\n2026-04-03,98\n")
    asked = page.post(IN, {"columns": shown.context["carried"]})
    better = page.post(IN, filled(asked, **{"c1-what": "temp_c", "c1-unit": "F"}))
    page.post(IN, {"kept_file": better.context["carried"]})
    assert [round(v, 1) for _, name, v in look_back.timeline(ada).readings() if name == "temp_c"] == [36.7]


def test_a_table_with_too_many_columns_is_for_the_command_line(page: Client, ada: Person) -> None:
    names = ",".join(f"x{n}" for n in range(60))
    answer = sent(page, f"when,{names}\n2026-04-03,{names}\n".encode()).content.decode()
    assert "more than 40 columns" in answer


def test_a_phones_export_comes_in_as_days_and_leaves_as_one(page: Client, ada: Person) -> None:
    shown = sent(page, zipped("".join(export(2000)).encode()).getvalue(), "export.zip")
    assert shown.context["preview"].new
    assert len(look_back.timeline(ada)) == 0
    page.post(IN, {"kept_file": shown.context["carried"]})
    assert {name for _, name, _ in look_back.timeline(ada).readings()} >= {"steps", "sleep_hours", "own:heart rate"}
    listed = page.get("/more/brought-in")
    key = listed.context["listed"][0][0].key
    assert "A phone" in listed.content.decode()
    assert "are out again" in page.post("/more/brought-in", {"key": key}, follow=True).content.decode()
    assert len(look_back.timeline(ada)) == 0
    assert "no such file" in page.post("/more/brought-in", {"key": key}, follow=True).content.decode()


def test_a_diary_of_supple_comes_in_through_the_page(page: Client, ada: Person, bo: Person) -> None:
    record(bo, [raw(NOW, "note", text="stiff"), raw(NOW, "win", text="slept")], NOW)
    shown = sent(page, "".join(bundle_of(bo, NOW, Chosen(whole=True))).encode(), "d.json")
    assert shown.context["seen"].new == 2
    page.post(IN, {"kept_file": shown.context["carried"]})
    assert len(look_back.timeline(ada)) == 2
    assert (
        "nothing new" in sent(page, "".join(bundle_of(bo, NOW, Chosen(whole=True))).encode(), "d.json").content.decode()
    )


def test_a_whole_diary_leaves_as_one_file_and_comes_in_through_the_page_of_another(
    page: Client, ada: Person, bo: Person
) -> None:
    record(bo, [raw(NOW, "note", text="stiff"), raw(NOW, "win", text="slept")], NOW)
    other = Client()
    other.post("/account/login/", {"login": "bo", "password": PASSWORD})
    whole = other.post("/more/diary.zip").content
    shown = sent(page, whole, "supple-diary.zip")
    assert (shown.context["seen"].new, len(look_back.timeline(ada))) == (2, 0)
    page.post(IN, {"kept_file": shown.context["carried"]})
    assert list(store.everything(ada)) == list(store.everything(bo))
    assert "nothing new" in sent(page, whole, "supple-diary.zip").content.decode()
    assert "A whole diary" in page.get("/more/brought-in").content.decode()


def test_an_archive_that_unfolds_without_end_is_refused_on_the_page(page: Client, bo: Person) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("READ-ME.txt", "x")
        parts.writestr("supple.json", "{}")
        with parts.open("entries.jsonl", "w") as told:
            for _ in range(66):
                told.write(bytes(2**20))
    assert "more than any diary" in sent(page, bomb.getvalue(), "supple-diary.zip").content.decode()


@pytest.mark.parametrize(
    "content", [b"{", b'{"a":1}', b"PK\x03\x04xx", b"<?xml version='1.0'?><HealthData>", b"\x00\x01"]
)
def test_a_broken_file_is_refused_on_the_page_in_words(page: Client, ada: Person, content: bytes) -> None:
    answer = sent(page, content)
    assert answer.status_code == 200
    assert "error" in answer.content.decode() or "cannot be kept" in answer.content.decode()
    assert len(look_back.timeline(ada)) == 0


def test_a_table_that_is_too_large_for_a_page_is_sent_to_the_command_line(page: Client, ada: Person) -> None:
    assert "too large for a page" in sent(page, b"date,x\n" + b"2026-04-03,1\n" * 200_000).content.decode()


def test_what_a_page_carries_cannot_be_changed_on_the_way(page: Client, ada: Person) -> None:
    carried = sent(page, b"date,pain\n2026-04-03,4\n").context["carried"]
    for wrong in (carried[:-3] + "abc", "x", ""):
        assert page.post(IN, {"kept_file": wrong})["Location"] == IN
        assert page.post(IN, {"columns": wrong, "order": "day first"})["Location"] == IN
    assert len(look_back.timeline(ada)) == 0


def test_the_file_for_a_clinic_says_first_what_leaves_and_names_nobody(page: Client, ada: Person, now: Any) -> None:
    record(ada, [raw(now, "episode", what="spasm"), raw(now, "win", text="secret", private=True)], now)
    assert "under a number instead of your name" in page.get("/more/for-the-clinic").content.decode()
    answer = page.post("/more/for-the-clinic", {"days": "28", "report": "on"})
    content = b"".join(answer)
    assert answer["Content-Type"] == "application/fhir+json"
    kinds = {entry["resource"]["resourceType"] for entry in json.loads(content)["entry"]}
    assert kinds == {"Patient", "Observation", "DocumentReference"}
    assert b"Ada" not in content
    assert b"secret" not in content
    whole = b"".join(page.post("/more/for-the-clinic", {"days": "", "whole": "on"}))
    assert b"Ada" in whole
    assert b"secret" in whole

# SPDX-License-Identifier: Apache-2.0
"""Is whoever reads German told in German what was refused: a file, a trial, a share, a sign-in? And a program not?"""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation

from supple.actions import bring_in, grants, plan_trial, reminders, run_trial, share, tokens
from supple.actions.record import record
from supple.errors import SuppleError
from supple.insight.design import PACES, Plan
from supple.people.models import Person
from supple.web import words
from tests.app.conftest import PASSWORD
from tests.app.saying import raw, shown
from tests.app.test_german_pages import GERMAN, Shown, strange
from tests.app.trying import known, well
from tests.core import test_apple, test_archive_read, test_fhir_outside

IN = "/more/bring-in"
ALERT = re.compile(r'<(\w+)[^>]*role="(?:alert|status)"[^>]*>(.*?)</\1>', re.DOTALL)
OF_A_FILE = {"pain", "mood"}
"""Columns of these files: they are called so in every language."""
LONG = "\n".join(f"2026-01-{n % 28 + 1:02},{n}" for n in range(40))
DIARIES = {
    "no days": b"date,pain\n", "no text": b"date,pain\n2026-01-01,\x01\n", "one column": b"date\n2026-01-01\n",
    "a long cell": b"date,note\n2026-01-01," + b"x" * 140_000 + b"\n",
    "a quotation mark": b'date,note\n2026-01-01,"x\n',
    "no header": b"2026-01-01,2\n2026-01-02,3\n", "no date": b"when,pain\n2026-01-01,2\n",
    "the same name": b"date,pain,pain\n2026-01-01,2,3\n", "two dates": b"date,date,pain\n2026-01-01,2026-01-01,3\n",
    "too few cells": b"date,pain,steps\n2026-01-01,2\n", "no name": b"date,pain,\n2026-01-01,2,3\n",
    "far apart": b"date,pain\n1901-01-01,2\n2026-01-01,3\n", "twice": b"date,pain\n2026-01-01,2\n2026-01-01,3\n",
    "words": b"date,pain\n2026-01-01,lots\n2026-01-02,1\n2026-01-03,1 2\n2026-01-04,2e12\n",
    "no such day": b"date,pain\n2026-02-30,2\n,3\n1801-01-01,2\n", "two ways": b"date,pain\n03/04/2026,2\n",
    "not come": b"date,pain\n2190-01-01,2\n", "many problems": f"date,pain\n{LONG}".encode(),
}  # fmt: skip


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser, signed in a moment ago."""
    client.post("/account/login/", {"login": "ada", "password": PASSWORD}, headers=GERMAN)
    client.get("/", headers=GERMAN)  # which tells that she is signed in
    return client


def refused(answer: Any) -> str:
    """What the page refuses, all of it in German."""
    told = Shown()
    told.feed(" ".join(part for _tag, part in ALERT.findall(shown(answer))))
    assert list(strange(told.texts, OF_A_FILE)) == []
    return " ".join(told.texts)


def sent(page: Client, content: bytes) -> Any:
    """The page after a file was chosen."""
    return page.post(IN, {"file": SimpleUploadedFile("d.csv", content)}, headers=GERMAN)


@pytest.mark.parametrize("name", DIARIES)
def test_what_a_table_does_not_say_well_is_said_in_german(ada: Person, name: str) -> None:
    problems = bring_in.preview_csv(ada, DIARIES[name], timezone.now()).problems
    assert problems
    with translation.override("de"):
        said = [words.spoken(text) for problem in problems for text in (problem.found, problem.cure)]
    assert list(strange(said, OF_A_FILE)) == []


@pytest.mark.parametrize("name", ["no days", "no text", "one column", "a long cell", "a quotation mark"])
def test_a_table_is_refused_in_german(page: Client, name: str) -> None:
    assert refused(sent(page, DIARIES[name]))


@pytest.mark.parametrize("name", test_apple.HOSTILE)
def test_an_export_is_refused_in_german(page: Client, name: str) -> None:
    content = test_apple.HOSTILE[name]
    content = content if content[:2] == b"PK" else test_apple.zipped(content).getvalue()
    answer = sent(page, content)
    assert "nichts hereingeholt" in refused(answer)


@pytest.mark.parametrize("name", [n for n, (said, _) in test_fhir_outside.HOSTILE.items() if said[:1] == b"{"])
def test_a_clinics_file_is_refused_in_german(page: Client, name: str) -> None:
    answer = sent(page, test_fhir_outside.HOSTILE[name][0])
    assert "nichts hereingeholt" in refused(answer)


def test_what_of_a_clinics_file_is_not_read_is_said_in_german(page: Client) -> None:
    answer = sent(page, b'{"resourceType":"Encounter","id":"1"}')
    assert "1 × Encounter: eine Art, die supple nicht liest" in answer.content.decode()


@pytest.mark.parametrize(
    "changed",
    [{"sha256": "0" * 64}, {"entries": 3}, {"form": 99}, {"format": "diary of others"}, {"person": None}],
)
def test_an_archive_is_refused_in_german(page: Client, changed: dict[str, object]) -> None:
    assert refused(sent(page, test_archive_read.rewritten(**changed)))


def test_columns_that_were_told_wrongly_are_refused_in_german(page: Client) -> None:
    asked = sent(page, b"when;pain;mood\n03/04/2026;99;good\n04/04/2026;lots;bad\n")
    sealed = {"columns": asked.context["carried"], "order": "day first"}
    for told_as in (("date", "date", "leave"), ("leave", "leave", "leave"), ("date", "leave", "leave"),
                    ("date", "pain", "leave"), ("date", "leave", "own")):  # fmt: skip
        answer = page.post(IN, {**sealed, **{f"c{n}-what": what for n, what in enumerate(told_as)}}, headers=GERMAN)
        assert refused(answer)


@pytest.fixture
def tried(page: Client, ada: Person) -> Client:
    """Ada's browser; a trial runs."""
    now = timezone.now()
    known(ada, now - timedelta(days=40))
    well(ada, now)
    run_trial.begin(ada, "MOV-01", "spasticity", Plan(2, 14, order="random"), now)
    return page


def test_a_trial_is_refused_in_german(tried: Client, ada: Person) -> None:
    running = run_trial.every(ada, timezone.now())[0].started
    block = str(PACES[plan_trial.choices(ada, timezone.now()).of("MOV-03").pace].block)  # type: ignore[union-attr]
    plan = {"pairs": "2", "block": block, "order": "random", "run_in": "0", "outcome": "spasticity"}
    asked = [("/trials/new/MOV-03", plan), ("/trials/new/MOV-03", {**plan, "pairs": "99"}),
             ("/trials/new/MOV-03", {**plan, "outcome": "falls"}), (f"/trials/{uuid4()}", {"do": "end"})]  # fmt: skip
    for place, form in asked:
        answer = tried.post(place, form, headers=GERMAN, follow=True)
        assert refused(answer)
    tried.post(f"/trials/{running.id}", {"do": "end"})
    answer = tried.post(f"/trials/{running.id}", {"do": "end"}, headers=GERMAN, follow=True)
    assert "Dieser Versuch ist vorbei. Sehen Sie an, was er gezeigt hat." in answer.content.decode()


def test_taking_back_what_is_not_there_is_refused_in_german(page: Client) -> None:
    answer = page.post(f"/undo/{uuid4()}", headers=GERMAN, follow=True)
    assert "Dieser Eintrag ist nicht im Tagebuch." in answer.content.decode()
    answer = page.post("/more/brought-in", {"key": "x"}, headers=GERMAN, follow=True)
    assert "Eine solche Datei zum Herausnehmen gibt es nicht." in answer.content.decode()


def test_a_reminder_a_share_and_a_programme_are_refused_in_german(page: Client, ada: Person) -> None:
    today = timezone.localdate().isoformat()
    quiet = {"what": "drink", "first": "23:00", "window_min": "30", "quiet_from": "22:00", "quiet_to": "07:00"}
    short = {"what": "diary", "first": today, "last": today, "do": "link", "days": "7", "passcode": "x"}
    for place, form, says in (("/reminders", quiet, "Ruhezeit"), ("/share", short, "zu kurz. Nehmen Sie 6 Zeichen"),
                              ("/exercises", {"said": "hello"}, "kein Programm, das")):  # fmt: skip
        answer = page.post(place, form, headers=GERMAN)
        assert says in refused(answer)


def test_too_many_of_anything_is_refused_in_german(page: Client, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    for room, most in ((grants, "MOST_OPEN"), (reminders, "MOST"), (share, "MOST_OPEN")):
        monkeypatch.setattr(room, most, 0)
    today = timezone.localdate().isoformat()
    offered = {"name": "Cleo", "role": "carer", "days": "7"}
    link = {"what": "diary", "first": today, "last": today, "do": "link", "days": "7"}
    for place, form in (("/more/people", offered), ("/share", link),
                        ("/reminders", {"what": "drink", "first": "09:00", "window_min": "30"})):  # fmt: skip
        answer = page.post(place, form, headers=GERMAN)
        assert re.search("zurück|weg", refused(answer))


@pytest.mark.parametrize(("name", "password"), [("Cle\u202eo", PASSWORD), ("Cleo", "short"), ("Cleo", "1234567890123")])
def test_a_first_sign_in_is_refused_in_german(client: Client, db: None, name: str, password: str) -> None:
    form = {"name": name, "password": password, "zone": "Europe/Berlin"}
    answer = client.post("/start", form, headers=GERMAN)
    errors = [one for listed in answer.context["form"].errors.values() for one in listed]
    assert errors
    assert list(strange(errors, set())) == []


def test_what_a_device_hands_in_is_refused_in_its_readers_german(page: Client, ada: Person) -> None:
    now = timezone.now()
    first = raw(now)
    record(ada, [first], now)
    diary = page.get("/outbox").json()["diary"]
    wrong: list[object] = [
        "nonsense", raw(now + timedelta(days=9)), {**first, "severity": 3}, raw(now, version=99), {**raw(now), "at": 7},
        raw(now, "check_in", about="2190-01-01"), raw(now, "check_in", about="2001-01-01"),
        raw(now, "fact", topic="gap_h", name="baclofen", number=999),
    ]  # fmt: skip
    sent = {"diary": diary, "entries": wrong}
    results = page.post("/outbox", sent, content_type="application/json", headers=GERMAN).json()["results"]
    assert [one["status"] for one in results] == ["refused"] * len(wrong)
    assert list(strange([p["sentence"] for one in results for p in one["problems"]], {"id", "kind", "at"})) == []


def test_a_program_is_told_in_english_whatever_it_asks_for(client: Client, ada: Person) -> None:
    now = timezone.now()
    secret = tokens.create(ada, "full", now=now)
    headers = {**GERMAN, "Authorization": f"Bearer {secret}"}
    sent = [raw(now + timedelta(days=9))]
    answer = client.post("/api/entries", sent, content_type="application/json", headers=headers).json()
    assert answer[0]["problems"][0]["sentence"] == "This moment lies in the future; check the clock."


def test_a_refusal_keeps_its_english_and_the_words_of_a_file(ada: Person) -> None:
    with pytest.raises(SuppleError) as refusal, translation.override("de"):
        bring_in.import_csv(ada, b"date,pain\n2026-01-01,2\n2026-01-02,lots\n2026-01-03,1 2\n", timezone.now())
    assert str(refusal.value) == (
        "Nothing was brought in. line 3, pain: words instead of a number. "
        "Write a number, yes or no, or leave it empty. There are 2 problems in all."
    )
    with translation.override("de"):
        assert words.why(refusal.value) == (
            "Es wurde nichts hereingeholt. Zeile 3, pain: Wörter statt einer Zahl. "
            "Schreiben Sie eine Zahl, ja oder nein, oder lassen Sie es leer. Insgesamt sind es 2 Probleme."
        )

# SPDX-License-Identifier: Apache-2.0
"""The API: a list in, an answer for each entry out; every door asks who it is."""

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client

from supple.actions import look_back, tokens
from supple.entries.felt import Episode
from supple.entries.known import WarningShown
from supple.journal import store
from supple.people.models import Person
from supple.web import api
from tests.app.saying import entry, raw, same_id

DAY = timedelta(days=1)
CANARY = "canary-in-the-coal-mine"
SADDLE_NUMB = {"signs_asked": True, "signs": [{"id": "saddle_numbness", "onset": "hours"}]}
Send = Callable[..., Any]


@pytest.fixture
def secrets(ada: Person, now: datetime) -> dict[str, str]:
    """One token of each scope, and a button."""
    made = {scope: tokens.create(ada, scope, now=now) for scope in ("write-only", "read-report", "full")}
    return {**made, "button": tokens.create(ada, "write-only", "episode:spasm", now=now)}


@pytest.fixture
def send(client: Client, secrets: dict[str, str]) -> Send:
    """Post a body with the token of a scope."""

    def post(body: object, scope: str = "full") -> Any:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        who = {"Authorization": f"Bearer {secrets.get(scope, scope)}"}
        return client.post("/api/entries", content, content_type="application/json", headers=who)

    return post


@pytest.fixture
def fetch(client: Client, secrets: dict[str, str]) -> Send:
    """Get an address with the token of a scope."""
    return lambda address, scope="full": client.get(address, headers={"Authorization": f"Bearer {secrets[scope]}"})


def test_each_entry_of_a_list_has_its_answer_in_order(send: Send, ada: Person, now: datetime) -> None:
    good = raw(now, what="spasm")
    answer = send([good, {"kind": "dream", "id": str(same_id(1))}, good, 7])
    assert answer.status_code == 200
    results = answer.json()
    assert [r["status"] for r in results] == ["kept", "refused", "already kept", "refused"]
    assert [r["id"] for r in results] == [good["id"], str(same_id(1)), good["id"], None]
    assert results[1]["problems"][0]["sentence"].startswith("This kind of entry is not known")
    assert len(look_back.timeline(ada)) == 1


def test_the_least_that_is_accepted_is_an_id_a_kind_and_a_moment(send: Send, ada: Person) -> None:
    answer = send([{"id": str(same_id(5)), "kind": "episode", "at": "2026-11-21T03:05:00+01:00"}])
    assert answer.json()[0]["status"] == "kept"
    assert [e.what for e in look_back.timeline(ada).of(Episode)] == [None]


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b'[{"id": ', 400, "not complete JSON"),
        (b"\xff\xfe\x00", 400, "not complete JSON"),
        (b"", 400, "not complete JSON"),
        (b"[" * 200_000, 400, "not complete JSON"),
        (b"{}", 422, "Send a list"),
        (b'"episode"', 422, "Send a list"),
        (b"null", 422, "Send a list"),
        (b"[" + b"0," * 2000 + b"0]", 413, "more than 2000"),
        (b"[" + b" " * 10 * 2**20 + b"]", 413, "more than 5 MB"),
    ],
    ids=["truncated", "binary", "empty", "too deep", "object", "text", "null", "too many", "too large"],
)
def test_what_is_not_a_list_of_entries_is_refused_with_a_sentence(
    send: Send, ada: Person, body: bytes, status: int, words: str
) -> None:
    answer = send(body)
    assert answer.status_code == status
    assert words in answer.json()["detail"]
    assert len(look_back.timeline(ada)) == 0


def test_an_empty_list_is_nothing_and_no_mistake(send: Send) -> None:
    assert send([]).json() == []


def test_a_form_is_not_taken_for_json(client: Client, secrets: dict[str, str]) -> None:
    answer = client.post("/api/entries", {"kind": "episode"}, headers={"Authorization": f"Bearer {secrets['full']}"})
    assert answer.status_code == 400


def test_an_empty_body_from_a_button_is_one_event_now(send: Send, ada: Person) -> None:
    first, second = send(b"", "button").json()[0], send(b" \n", "button").json()[0]
    assert (first["status"], second["status"]) == ("kept", "already kept")
    assert first["id"] == second["id"]
    assert [e.what for e in look_back.timeline(ada).of(Episode)] == ["spasm"]


ADD_AND_LIST = {"full": (200, 200), "write-only": (200, 403), "button": (200, 403), "read-report": (403, 403)}


@pytest.mark.parametrize("scope", ADD_AND_LIST)
def test_each_scope_opens_only_its_own_doors(send: Send, fetch: Send, now: datetime, scope: str) -> None:
    answers = send([raw(now)], scope), fetch("/api/entries", scope)
    assert tuple(a.status_code for a in answers) == ADD_AND_LIST[scope]


@pytest.mark.parametrize("scope", ["nobody", "", "supple_x"])
def test_a_wrong_token_is_refused_even_from_somebody_signed_in(
    send: Send, client: Client, ada: Person, scope: str
) -> None:
    assert send([], scope).status_code == 401
    assert ada.account
    client.force_login(ada.account)
    assert send([], "wrong").status_code == 401


def test_nobody_at_all_is_refused(client: Client, db: None) -> None:
    assert client.get("/api/entries").status_code == 401
    assert client.post("/api/entries", b"[]", content_type="application/json").status_code == 401


def test_a_token_that_was_taken_back_is_refused(send: Send, ada: Person, now: datetime) -> None:
    for token in tokens.of(ada):
        tokens.revoke(ada, token.pk, now)
    assert send([]).status_code == 401


def test_a_session_needs_the_csrf_token_of_our_pages(ada: Person, now: datetime) -> None:
    client = Client(enforce_csrf_checks=True)
    assert ada.account
    client.force_login(ada.account)
    body = json.dumps([raw(now)])
    assert client.post("/api/entries", body, content_type="application/json").status_code == 403
    client.cookies["csrftoken"] = "a" * 32
    sent = client.post("/api/entries", body, content_type="application/json", headers={"X-CSRFToken": "a" * 32})
    assert sent.json()[0]["status"] == "kept"
    assert client.get("/api/entries").status_code == 200


def test_a_sign_in_without_a_diary_has_nothing_here(client: Client, ada: Person) -> None:
    account = ada.account
    ada.delete()
    assert account
    client.force_login(account)
    assert client.get("/api/entries").status_code == 403


def test_the_list_is_the_diary_as_it_stands_and_is_never_stored(
    send: Send, fetch: Send, ada: Person, now: datetime
) -> None:
    said = entry(now, what="spasm")
    store.append(ada, [said], now, "test")
    send([raw(now, "replaced", target=str(said.id), entry=raw(now, what="cramp"))])
    answer = fetch("/api/entries")
    assert [(e["id"], e["what"]) for e in answer.json()] == [(str(said.id), "cramp")]
    assert "no-store" in answer["Cache-Control"]


def test_since_takes_a_day_at_home_or_a_moment(fetch: Send, ada: Person, now: datetime) -> None:
    old, new = entry(now - 30 * DAY), entry(now - DAY)
    fact = entry(now - 60 * DAY, "fact", topic="condition", name="kidney_disease")
    store.append(ada, [old, new, fact], now, "test")
    week_ago = now - 7 * DAY
    for since in (week_ago.date().isoformat(), week_ago.isoformat(), quote(week_ago.isoformat())):
        assert [e["id"] for e in fetch(f"/api/entries?since={since}").json()] == [str(new.id)]


@pytest.mark.parametrize("since", ["yesterday", "2026-02-30", "2026-11-21T03:05", ""])
def test_a_since_that_is_no_moment_is_refused(fetch: Send, since: str) -> None:
    answer = fetch(f"/api/entries?since={since}")
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("since:")


def test_a_red_flag_is_told_to_those_who_may_read(send: Send, ada: Person, now: datetime) -> None:
    result = send([raw(now, "check_in", **SADDLE_NUMB)]).json()[0]
    assert result["checked"] is True
    assert (result["warnings"][0]["rule"], result["warnings"][0]["urgency"]) == ("RF-02", "emergency")
    assert result["warnings"][0]["do"]
    assert list(look_back.timeline(ada).of(WarningShown))


def test_a_token_that_only_writes_learns_nothing_from_the_diary(send: Send, ada: Person, now: datetime) -> None:
    result = send([raw(now, "check_in", **SADDLE_NUMB)], "write-only").json()[0]
    assert result == {"id": result["id"], "status": "kept", "problems": []}
    assert not list(look_back.timeline(ada).of(WarningShown))


def test_a_token_that_only_writes_cannot_unsay(send: Send, ada: Person, now: datetime) -> None:
    said = entry(now)
    store.append(ada, [said], now, "test")
    assert send([raw(now, "withdrawn", target=str(said.id))], "write-only").json()[0]["status"] == "refused"
    assert look_back.timeline(ada).entries == (said,)


def test_one_persons_token_never_reaches_another_diary(send: Send, fetch: Send, bo: Person, now: datetime) -> None:
    said = entry(now, id=same_id(1), what="cramp")
    store.append(bo, [said], now, "test")
    assert send([raw(now, id=same_id(1), what="spasm")]).json()[0]["status"] == "kept"
    assert [e["what"] for e in fetch("/api/entries").json()] == ["spasm"]
    assert look_back.timeline(bo).entries == (said,)


@pytest.mark.parametrize("verb", ["put", "patch", "delete"])
def test_nothing_is_changed_or_deleted_by_address(client: Client, secrets: dict[str, str], verb: str) -> None:
    who = {"Authorization": f"Bearer {secrets['full']}"}
    assert getattr(client, verb)("/api/entries", headers=who).status_code == 405


def test_no_word_of_the_diary_reaches_the_log(
    send: Send, fetch: Send, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.WARNING)
    send([raw(now, "note", text=CANARY), raw(now, "note", colour=CANARY), {"kind": CANARY}, CANARY])
    send([raw(now, "episode", severity=CANARY)])
    send(CANARY.encode())
    fetch("/api/entries")
    assert not any(CANARY in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("error", [RuntimeError(CANARY), OperationalError(CANARY)])
def test_what_breaks_here_is_logged_by_its_place_and_told_without_detail(
    send: Send, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    def breaks(*args: object, **kwargs: object) -> HttpResponse:
        raise error

    monkeypatch.setattr(api, "record_and_read", breaks)
    answer = send([])
    assert answer.status_code == (503 if isinstance(error, OperationalError) else 500)
    assert "again" in answer.json()["detail"]
    assert CANARY not in answer.content.decode()
    assert not any(CANARY in record.getMessage() for record in caplog.records)


MAY_READ_THE_REPORT = {"full": 200, "read-report": 200, "write-only": 403, "button": 403}


@pytest.mark.parametrize("scope", MAY_READ_THE_REPORT)
def test_the_report_is_for_those_who_may_read_it(send: Send, fetch: Send, now: datetime, scope: str) -> None:
    send([raw(now, "note", text=CANARY, private=True), raw(now, what="spasm")])
    answer = fetch("/api/report", scope)
    assert answer.status_code == MAY_READ_THE_REPORT[scope]
    assert CANARY not in answer.content.decode()


@pytest.mark.parametrize("scope", MAY_READ_THE_REPORT)
def test_the_report_has_a_sheet_and_for_who_may_read_the_diary_a_bundle_too(
    send: Send, fetch: Send, now: datetime, scope: str
) -> None:
    send([raw(now, "note", text=CANARY, private=True), raw(now, what="spasm")])
    sheet = fetch("/api/report?format=pdf", scope)
    assert (sheet.status_code, sheet.content[:5] == b"%PDF-") == (
        MAY_READ_THE_REPORT[scope], MAY_READ_THE_REPORT[scope] == 200,
    )  # fmt: skip
    bundle = fetch("/api/report?format=fhir", scope)
    assert bundle.status_code == (200 if scope == "full" else 403)
    assert CANARY not in bundle.content.decode()
    if scope == "full":
        kinds = [entry["resource"]["resourceType"] for entry in bundle.json()["entry"]]
        assert {"Patient", "Observation", "DocumentReference"} <= set(kinds)


@pytest.mark.parametrize("question", ["format=doc", "variant=vet"])
def test_a_report_of_an_unknown_form_is_refused(fetch: Send, question: str) -> None:
    assert fetch(f"/api/report?{question}").status_code == 422


def test_the_description_names_every_kind_and_both_doors(client: Client, db: None) -> None:
    described = client.get("/api/openapi.json").json()
    add = described["paths"]["/api/entries"]["post"]
    assert add["security"] == [{"ByToken": []}, {"BySession": []}]
    kinds = add["requestBody"]["content"]["application/json"]["schema"]["items"]["discriminator"]["mapping"]
    assert {"check_in", "episode", "replaced"} <= set(kinds)
    named = {ref.rpartition("/")[2] for ref in kinds.values()}
    assert named <= set(described["components"]["schemas"])

# SPDX-License-Identifier: Apache-2.0
"""Every address times every role: nobody opens what is not theirs, and an address that says nothing stays shut."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path, resolve

from supple.actions import look_back, tokens
from supple.actions.record import record
from supple.people.models import Person, Token
from supple.web import urls
from supple.web.policy import door_of
from tests.app.routes import KINDS_OF_ID, OPERATIONS, ROUTES, STEPS, Operation, Route
from tests.app.saying import raw
from tests.app.working import Work, work_of

CANARY = "a heron on the wire"
PERSONAL = [r for r in ROUTES if r.door == "person"]
ACCOUNT = [r for r in ROUTES if r.door == "account"]
OPEN = [r for r in ROUTES if r.door == "everyone" and not r.written.startswith("api/")]
SHUT = [r for r in ROUTES if r.door is None]
SHARED = [r for r in ROUTES if r.door == "granted"]
WITH_ID = [r for r in PERSONAL if r.kinds & {"uuid", "sealed"}]
NEVER = ("revoked", "ended", "unknown")
SCOPES = [*Token.Scope.values, *NEVER]
VERBS = ("get", "post", "put", "patch", "delete", "head")
written = pytest.mark.parametrize


def named(one: Route | Operation) -> str:
    """For the list of tests."""
    return one.written or "/" if isinstance(one, Route) else f"{one.verb} {one.place}"


@pytest.fixture
def said(ada: Person, now: datetime) -> UUID:
    """An entry of Ada's, with words that no other page holds."""
    kept = record(ada, [raw(now, "note", text=CANARY)], now).results[0].id
    assert kept
    return UUID(kept)


@pytest.fixture
def secrets(ada: Person, now: datetime) -> dict[str, str]:
    """One token of each scope, one that was taken back, one that ended by itself, and one that never was."""
    made = {scope: tokens.create(ada, scope, now=now) for scope in Token.Scope.values}
    ended = tokens.create(ada, "full", now=now - tokens.READS_FOR - timedelta(days=1))
    made |= {"revoked": tokens.create(ada, "full", now=now), "ended": ended, "unknown": "supple_nothing"}
    tokens.revoke(ada, tokens.find(made["revoked"]).pk, now)  # type: ignore[union-attr]
    return made


def asks_to_sign_in(answer: Any) -> bool:
    """Whether it leads to the sign-in page, or says that there is no such way of asking."""
    return answer.status_code == 405 or (answer.status_code == 302 and "/account/login/" in answer["Location"])


def test_every_address_says_for_whom_it_is_open_or_belongs_to_an_unused_page_of_the_sign_in_library() -> None:
    ours = [r.written for r in SHUT if not r.written.startswith("account/")]
    assert ours == [], "declare these with @of_person or @for_everyone"


def test_an_address_without_a_declaration_is_not_there(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse(CANARY)

    route = path("forgotten", forgotten)
    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, route])
    clear_url_caches()
    try:
        assert door_of(resolve("/forgotten")) is None
        answer = client.get("/forgotten")
        assert answer.status_code == 404
        assert CANARY not in answer.content.decode()
    finally:
        clear_url_caches()


@written("route", OPEN, ids=named)
def test_what_is_open_to_everyone_tells_nothing_of_a_diary(
    as_person: Callable[[Person], Client], ada: Person, said: UUID, route: Route
) -> None:
    for browser in (Client(), as_person(ada)):
        answer = browser.get(route.filled(said))
        assert answer.status_code in (200, 302, 404, 405)
        assert CANARY not in b"".join(answer).decode()


@written("route", PERSONAL + ACCOUNT, ids=named)
@pytest.mark.django_db
def test_nobody_without_a_sign_in_gets_past_the_door(client: Client, ada: Person, said: UUID, route: Route) -> None:
    before = len(look_back.timeline(ada))
    for verb in VERBS:
        assert asks_to_sign_in(getattr(client, verb)(route.filled(said))), verb
    assert len(look_back.timeline(ada)) == before


@written("route", PERSONAL + ACCOUNT + SHARED, ids=named)
def test_a_token_opens_no_page(client: Client, secrets: dict[str, str], said: UUID, route: Route) -> None:
    for scope in SCOPES:
        answer = client.get(route.filled(said), headers={"Authorization": f"Bearer {secrets[scope]}"})
        assert asks_to_sign_in(answer), scope


@written("route", PERSONAL, ids=named)
def test_its_person_is_let_in(as_person: Callable[[Person], Client], ada: Person, said: UUID, route: Route) -> None:
    answer = as_person(ada).get(route.filled(said))
    assert answer.status_code in (200, 302, 404, 405)
    assert not (answer.status_code == 302 and "/account/login/" in answer["Location"])


@written("route", PERSONAL, ids=named)
def test_another_person_sees_and_changes_nothing(
    as_person: Callable[[Person], Client], ada: Person, bo: Person, said: UUID, route: Route
) -> None:
    browser = as_person(bo)
    before = look_back.timeline(ada).entries
    for verb in ("get", "post", "put", "delete"):
        answer = getattr(browser, verb)(route.filled(said))
        assert answer.status_code < 500
        assert CANARY not in b"".join(answer).decode(errors="replace")  # some are streams, one is a PDF
    assert look_back.timeline(ada).entries == before
    assert Person.objects.filter(pk=ada.pk).exists()


@written("route", PERSONAL, ids=named)
@pytest.mark.django_db
def test_whoever_runs_the_machine_sees_no_diary_through_the_pages(client: Client, said: UUID, route: Route) -> None:
    client.force_login(get_user_model().objects.create_superuser("root", password="a long quiet sentence"))
    answer = client.get(route.filled(said))
    assert answer.status_code in (403, 405)
    assert CANARY not in answer.content.decode()


@written("route", WITH_ID, ids=named)
def test_an_id_of_somebody_else_answers_like_one_that_never_was(
    as_person: Callable[[Person], Client], ada: Person, bo: Person, said: UUID, route: Route
) -> None:
    tokens.create(ada, "full", now=datetime.now().astimezone())
    theirs = tokens.of(ada)[0].pk
    browser = as_person(bo)
    browser.get("/more")  # so that nothing is looked up for the first time
    for verb in ("get", "post"):
        found = [_shown(browser, verb, route.filled(id, number)) for id, number in ((said, theirs), (uuid4(), 987654))]
        assert found[0] == found[1], verb
    assert tokens.of(ada)[0].revoked is None


def _shown(browser: Client, verb: str, place: str) -> tuple[int, str, str, Work]:
    """Status, place, words and each question to the database with its rows: what could give something away."""
    answer, work = work_of(lambda: getattr(browser, verb)(place))
    words = re.sub(r'value="[^"]{64}"', "", answer.content.decode()).replace(place, "")
    words = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", words)
    return answer.status_code, answer.get("Location", "").replace(place, ""), words, work


def test_no_address_carries_an_id_that_can_be_guessed() -> None:
    guessable = {r.written for r in PERSONAL + ACCOUNT if r.kinds - {"uuid", "slug", "sealed"}}
    assert guessable == STEPS
    assert set().union(*(r.kinds for r in ROUTES if r.door)) <= KINDS_OF_ID


@written("operation", OPERATIONS, ids=named)
def test_every_operation_says_which_tokens_may_use_it(operation: Operation) -> None:
    assert operation.scopes
    assert operation.doors == 2
    assert set(operation.scopes) <= set(Token.Scope.values)


@written("scope", SCOPES)
@written("operation", OPERATIONS, ids=named)
def test_a_token_uses_what_its_scope_names_and_nothing_else(
    client: Client, secrets: dict[str, str], said: UUID, operation: Operation, scope: str
) -> None:
    who = {"Authorization": f"Bearer {secrets[scope]}"}
    answer = client.generic(operation.verb, operation.place, b"[]", "application/json", headers=who)
    if scope in operation.scopes:
        assert answer.status_code == 200
    else:
        assert answer.status_code == (401 if scope in NEVER else 403)
        assert CANARY not in answer.content.decode()


@written("operation", OPERATIONS, ids=named)
def test_an_operation_is_shut_to_strangers_and_tells_others_nothing(
    client: Client, ada: Person, bo: Person, said: UUID, operation: Operation
) -> None:
    assert client.generic(operation.verb, operation.place, b"[]", "application/json").status_code == 401
    assert bo.account
    client.force_login(bo.account)
    answer = client.generic(operation.verb, operation.place, b"[]", "application/json")
    assert answer.status_code == 200
    assert CANARY not in answer.content.decode()
    client.force_login(get_user_model().objects.create_superuser("root", password="a long quiet sentence"))
    answer = client.generic(operation.verb, operation.place, b"[]", "application/json")
    assert answer.status_code == 403
    assert CANARY not in answer.content.decode()


@written("route", SHUT, ids=named)
@pytest.mark.django_db
def test_unused_pages_of_the_sign_in_library_are_not_there(client: Client, ada: Person, route: Route) -> None:
    assert client.get(route.filled(uuid4())).status_code == 404
    assert client.post(route.filled(uuid4()), {"username": "eve", "email": "eve@example.org"}).status_code == 404

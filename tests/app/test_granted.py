# SPDX-License-Identifier: Apache-2.0
"""Every shared address times every role: a grant opens what its scope names, while it holds, and nothing else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import resolve

from supple.actions import grants, look_back
from supple.actions.record import record
from supple.entries.known import WarningShown
from supple.people.grants import Grant, Trace
from supple.people.models import Account, Person
from supple.web.pages.granted import PLACES
from tests.app.granting import helper, let_in
from tests.app.routes import OPERATIONS, ROUTES, Operation, Route
from tests.app.saying import raw
from tests.app.test_roles import ACCOUNT, PERSONAL, asks_to_sign_in, named
from tests.app.working import Work, work_of

CANARY = "a heron on the wire"
GRANTED = [r for r in ROUTES if r.door == "granted"]
ROLES = [*Grant.Role.values]
ENDED = ("revoked", "expired", "left")
VERBS = ("get", "post", "put", "delete", "head")
written = pytest.mark.parametrize


def scope_of(route: Route) -> str:
    """The scope that the code declares for this address."""
    return str(getattr(resolve(route.filled(uuid4())).func, "scope"))  # noqa: B009 - functions have none of their own


def place(route: Route, grant: Grant | UUID) -> str:
    """The address with this grant in it."""
    return route.filled(grant.pk if isinstance(grant, Grant) else grant)


@pytest.fixture
def cleo(db: None) -> Account:
    """Cleo, who keeps no diary."""
    return helper("cleo")


@pytest.fixture
def said(ada: Person, now: datetime) -> UUID:
    """An entry of Ada's, with words that no other page holds."""
    kept = record(ada, [raw(now, "note", text=CANARY)], now).results[0].id
    assert kept
    return UUID(kept)


def as_account(account: Account) -> Client:
    """A browser of this sign-in."""
    client = Client()
    client.force_login(account)
    return client


def test_there_is_an_address_for_every_scope_that_is_offered() -> None:
    assert {scope_of(r) for r in GRANTED} == {*PLACES}


@written("role", ROLES)
@written("route", GRANTED, ids=named)
def test_a_role_opens_what_it_covers_and_nothing_else(
    ada: Person, cleo: Account, now: datetime, role: str, route: Route
) -> None:
    browser = as_account(cleo)
    for also in ((), *((scope,) for scope in Grant.Scope.values)):
        answer = browser.get(place(route, let_in(ada, cleo, role, now, *also)))
        covered = scope_of(route) in (*grants.USUAL[role], *also)
        assert answer.status_code in ((200, 404, 405) if covered else (404, 405)), also


@written("route", PERSONAL + ACCOUNT, ids=named)
def test_whoever_was_let_in_sees_nothing_of_that_diary_on_any_other_page(
    ada: Person, cleo: Account, now: datetime, said: UUID, route: Route
) -> None:
    for role in ROLES:
        let_in(ada, cleo, role, now, *Grant.Scope.values)
    before, browser = look_back.timeline(ada).entries, as_account(cleo)
    for verb in VERBS:
        answer = getattr(browser, verb)(route.filled(said))
        assert answer.status_code < 500
        assert answer.status_code != 200 or route in ACCOUNT
        assert CANARY not in b"".join(answer).decode(errors="replace")
    assert look_back.timeline(ada).entries == before


@written("role", ROLES)
@written("operation", OPERATIONS, ids=named)
def test_the_api_knows_nobody_who_was_only_let_in(
    ada: Person, cleo: Account, now: datetime, said: UUID, role: str, operation: Operation
) -> None:
    let_in(ada, cleo, role, now, *Grant.Scope.values)
    answer = as_account(cleo).generic(operation.verb, operation.place, b"[]", "application/json")
    assert answer.status_code == 403
    assert CANARY not in answer.content.decode()


@written("how", ENDED)
@written("role", ROLES)
@written("route", GRANTED, ids=named)
def test_a_grant_that_ended_opens_nothing(
    ada: Person, cleo: Account, now: datetime, said: UUID, role: str, route: Route, how: str
) -> None:
    grant = let_in(ada, cleo, role, now, *Grant.Scope.values)
    if how == "revoked":
        assert grants.revoke(ada, grant.pk, now)
    elif how == "left":
        assert grants.leave(cleo, grant.pk, now)
    else:
        Grant.objects.filter(pk=grant.pk).update(expires=now - timedelta(seconds=1))
    lines = Trace.objects.count()
    for verb in VERBS:
        answer = getattr(as_account(cleo), verb)(place(route, grant))
        assert answer.status_code in (404, 405)
        assert CANARY not in b"".join(answer).decode(errors="replace")
    assert Trace.objects.count() == lines


@written("route", GRANTED, ids=named)
def test_a_grant_is_no_use_to_anybody_else(
    ada: Person, bo: Person, cleo: Account, now: datetime, said: UUID, route: Route
) -> None:
    grant = let_in(ada, cleo, "clinician", now, *Grant.Scope.values)
    root = get_user_model().objects.create_superuser("root", password="a long quiet sentence")
    assert bo.account
    assert ada.account
    for other in (bo.account, ada.account, root):
        for verb in VERBS:
            answer = getattr(as_account(other), verb)(place(route, grant))
            assert answer.status_code in (404, 405)
            assert CANARY not in b"".join(answer).decode(errors="replace")
    for verb in VERBS:
        assert asks_to_sign_in(getattr(Client(), verb)(place(route, grant))), verb


def _shown(browser: Client, verb: str, address: str) -> tuple[int, str, Work]:
    """Status, words and each question to the database with its rows: what could give something away."""
    answer, work = work_of(lambda: getattr(browser, verb)(address))
    return answer.status_code, answer.content.decode().replace(address, ""), work


@written("route", GRANTED, ids=named)
def test_a_grant_that_ended_or_covers_less_answers_like_one_that_never_was(
    ada: Person, bo: Person, cleo: Account, now: datetime, route: Route
) -> None:
    assert bo.account
    scope = scope_of(route)
    less = next(role for role in ROLES if scope not in grants.USUAL[role])
    ended = let_in(ada, cleo, "clinician", now, *Grant.Scope.values)
    grants.revoke(ada, ended.pk, now)
    narrow, theirs = let_in(ada, cleo, less, now), let_in(ada, bo.account, "clinician", now, *Grant.Scope.values)
    browser = as_account(cleo)
    browser.get("/shared")  # so that nothing is looked up for the first time
    for verb in ("get", "post"):
        told = [_shown(browser, verb, place(route, one)) for one in (uuid4(), theirs, ended, narrow)]
        assert told[1] == told[0], verb  # to the row; of what ended or is narrow its holder knows anyway
        assert len({(status, words, len(work)) for status, words, work in told}) == 1, verb


@written("route", [r for r in GRANTED if "<uuid:target>" not in r.written and r.name != "shared_outbox"], ids=named)
def test_every_look_leaves_a_line_that_the_person_can_read(
    ada: Person, cleo: Account, now: datetime, as_person: Callable[[Person], Client], route: Route
) -> None:
    grant = let_in(ada, cleo, "clinician", now, *Grant.Scope.values)
    before = Trace.objects.filter(grant=grant).count()
    answer: Any = as_account(cleo).get(place(route, grant))
    assert answer.status_code == 200
    assert Trace.objects.filter(grant=grant).count() == before + 1
    last = grants.looks(ada)[0]
    assert last.who == "Cleo"
    assert str(Trace.What(last.what).label) in as_person(ada).get("/more/people/looks").content.decode()
    assert "Last used" in as_person(ada).get("/more/people").content.decode()


@written("verb", ["get", "post"])
@written("ending", ["", "/leave"])
def test_opening_or_leaving_what_is_not_ones_own_answers_like_one_that_never_was(
    ada: Person, bo: Person, cleo: Account, now: datetime, ending: str, verb: str
) -> None:
    assert bo.account
    theirs = let_in(ada, bo.account, "clinician", now)
    ended = let_in(ada, cleo, "clinician", now)
    grants.leave(cleo, ended.pk, now)
    browser = as_account(cleo)
    browser.get("/shared")
    answers = {_shown(browser, verb, f"/shared/{id}{ending}") for id in (theirs.pk, ended.pk, uuid4())}
    assert len(answers) == 1
    assert Grant.objects.get(pk=theirs.pk).state(now) == "open"


def test_what_is_private_or_older_than_the_grant_is_not_read(ada: Person, cleo: Account, now: datetime) -> None:
    old = now - timedelta(days=40)
    record(ada, [raw(now, "note", text=CANARY, private=True), raw(old, "note", text="an owl in the barn")], now)
    record(ada, [raw(now, "note", text="a wren in the hedge")], now)
    grant = let_in(ada, cleo, "clinician", now, "diary", back_days=28)
    browser = as_account(cleo)
    shown = [browser.get(f"/shared/{grant.pk}/diary?until={day}").content.decode() for day in ("", str(old.date()))]
    shown.append(browser.get(f"/shared/{grant.pk}/report?period=365").content.decode())
    assert "a wren in the hedge" in shown[0]
    assert not any(CANARY in page or "an owl in the barn" in page for page in shown)


def test_a_carer_adds_in_their_own_name_and_takes_back_only_their_own(
    ada: Person, cleo: Account, now: datetime, said: UUID
) -> None:
    grant = let_in(ada, cleo, "carer", now)
    browser, page = as_account(cleo), f"/shared/{grant.pk}/care"
    browser.post(page, {"what": "wake_count", "n": "3", "id": str(uuid4())})
    browser.post(page, {"what": "spasm", "during": "washing", "id": str(uuid4())})
    told = [e for e in look_back.timeline(ada) if e.by]
    assert [e.by for e in told] == ["Cleo", "Cleo"]
    assert CANARY not in browser.get(page).content.decode()
    assert browser.post(f"{page}/{said}").status_code == 404
    assert browser.post(f"{page}/{told[0].id}").status_code == 302
    assert [e.id for e in look_back.timeline(ada) if e.by] == [told[1].id]
    whats = [line.what for line in grants.looks(ada)]
    assert whats.count(Trace.What.ADDED) == 2
    assert whats.count(Trace.What.UNSAID) == 1


def test_a_grave_sign_in_a_carers_note_stands_for_the_person_and_is_not_told_to_the_carer(
    ada: Person, cleo: Account, now: datetime, as_person: Callable[[Person], Client]
) -> None:
    grant = let_in(ada, cleo, "carer", now)
    words = "sudden chest pain and cannot breathe"
    answer = as_account(cleo).post(f"/shared/{grant.pk}/care", {"what": "note", "text": words}, follow=True)
    page = answer.content.decode()
    assert "call your emergency number now" in page  # as on every visit, whatever was written
    assert "Get help today" not in page
    assert list(look_back.timeline(ada).of(WarningShown)) == []
    assert "Get help today" in as_person(ada).get("/").content.decode()


def test_what_a_carers_device_had_kept_is_handed_in_once_at_its_own_time(
    ada: Person, cleo: Account, now: datetime
) -> None:
    grant, browser = let_in(ada, cleo, "carer", now), as_account(cleo)
    first = {"kind": "seen", "what": "spasm", "during": "washing", "by": "Ada", "zone": "Mars/Base"}
    queue = [
        {**first, "id": str(uuid4()), "at": (now - timedelta(hours=3)).isoformat()},
        {"what": "wake_count", "n": 99, "id": str(uuid4()), "at": now.isoformat()},
        {"what": "fall", "id": "no id", "at": now.isoformat()},
    ]
    sent = {"entries": queue, "next": ""}
    for status in ("kept", "already kept"):
        told = browser.post(f"/shared/{grant.pk}/outbox", sent, content_type="application/json").json()
        assert [one["status"] for one in told["results"]] == [status, "refused", "refused"]
    (event,) = look_back.timeline(ada)
    assert (event.at, event.by) == (now - timedelta(hours=3), "Cleo")
    assert [line.what for line in grants.looks(ada)].count(Trace.What.ADDED) == 1
    refused: tuple[object, ...] = ({"entries": []}, {"entries": ["no"]}, {"entries": [{}] * 51}, [], {})
    for bad in refused:
        answer = browser.post(f"/shared/{grant.pk}/outbox", bad, content_type="application/json")
        assert answer.status_code in (400, 413)


@written("said", [{"what": "wake_count", "n": "99"}, {"what": "note", "text": " "}, {"what": "erase"}, {}])
def test_what_a_carer_cannot_say_is_not_kept(ada: Person, cleo: Account, now: datetime, said: dict[str, str]) -> None:
    grant = let_in(ada, cleo, "carer", now)
    assert as_account(cleo).post(f"/shared/{grant.pk}/care", said).status_code == 302
    assert len(look_back.timeline(ada)) == 0


def test_a_grade_names_its_rater_and_needs_muscle_side_and_a_word_of_the_scale(
    ada: Person, cleo: Account, now: datetime
) -> None:
    grant = let_in(ada, cleo, "physiotherapist", now)
    browser, page = as_account(cleo), f"/shared/{grant.pk}/visit"
    browser.post(page, {"site": "calf", "side": "left", "value": "1+", "id": str(uuid4())})
    for wrong in ({"site": "calf", "side": "left", "value": "5"}, {"site": "calf", "value": "1"}):
        assert "Something needs another look" in browser.post(page, wrong).content.decode()
    kept = [(e.value, e.rater, e.by) for e in look_back.timeline(ada)]  # type: ignore[attr-defined]
    assert kept == [("1+", "Cleo", "Cleo")]

# SPDX-License-Identifier: Apache-2.0
"""Letting somebody in: a code that works once and for a week, for at most a year, and every end of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from supple.actions import grants
from supple.actions.erase import erase
from supple.actions.grants import Terms
from supple.actions.record import record
from supple.errors import SuppleError
from supple.people.grants import Grant, Trace
from supple.people.models import Account, Person
from tests.app.granting import PASSWORD, helper, let_in
from tests.app.saying import raw


def code_for(ada: Person, now: datetime, role: str = "carer") -> str:
    """A fresh code of Ada's."""
    return grants.offer(ada, Terms("Cleo", role), now)[1]


def test_a_code_is_long_kept_as_a_digest_and_read_however_it_is_typed(ada: Person, now: datetime) -> None:
    code = code_for(ada, now)
    plain = code.replace("-", "")
    assert len(plain) == 16
    assert not any(plain in str(value) or code in str(value) for value in Grant.objects.values().get().values())
    found = grants.waiting_for(f" {plain.lower()[:8]} {plain[8:]}", now)
    assert found
    assert found.person == ada


def test_a_code_works_once(ada: Person, now: datetime) -> None:
    code = code_for(ada, now)
    assert grants.join(helper("cleo"), code, now)
    assert grants.join(helper("eve"), code, now) is None
    assert [g.account.username for g in Grant.objects.all() if g.account] == ["cleo"]


def test_a_code_that_is_too_old_taken_back_or_ones_own_opens_nothing(ada: Person, now: datetime) -> None:
    cleo = helper("cleo")
    assert ada.account
    assert grants.join(ada.account, code_for(ada, now), now) is None
    assert grants.join(cleo, code_for(ada, now), now + timedelta(days=8)) is None
    grant, code = grants.offer(ada, Terms("Cleo", "carer"), now)
    grants.revoke(ada, grant.pk, now)
    assert grants.join(cleo, code, now) is None
    assert grants.join(cleo, "\ud800", now) is None


@pytest.mark.parametrize(
    ("terms", "refused"),
    [
        (Terms("Cleo", "owner"), "role-unknown"), (Terms("Cleo", "carer", ("erase",)), "role-unknown"),
        (Terms("Cleo", "carer", days=367), "too-long"), (Terms("Cleo", "carer", days=0), "too-long"),
        (Terms(" \x00 ", "carer"), "name-missing"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_not_offered(ada: Person, now: datetime, terms: Terms, refused: str) -> None:
    with pytest.raises(SuppleError) as refusal:
        grants.offer(ada, terms, now)
    assert refusal.value.code == refused
    assert grants.of(ada) == []


def test_nobody_ends_a_grant_that_is_not_theirs(ada: Person, bo: Person, now: datetime) -> None:
    grant = let_in(ada, helper("cleo"), "carer", now)
    assert not grants.revoke(bo, grant.pk, now)
    assert not grants.leave(helper("eve"), grant.pk, now)
    assert grants.of(ada)[0].state(now) == "open"


def test_an_erased_person_takes_grants_and_lines_along_and_leaves_the_carers_sign_in(
    ada: Person, now: datetime
) -> None:
    cleo = helper("cleo")
    let_in(ada, cleo, "carer", now)
    erase(ada, now)
    assert (Grant.objects.count(), Trace.objects.count()) == (0, 0)
    assert Account.objects.filter(pk=cleo.pk).exists()


def test_lines_outlive_a_carer_who_is_gone(ada: Person, bo: Person, now: datetime) -> None:
    assert bo.account
    let_in(ada, bo.account, "carer", now)
    erase(bo, now)
    assert [line.who for line in grants.looks(ada)] == ["Bo", "Bo"]
    assert grants.of(ada)[0].state(now) == "left"


def test_somebody_new_sees_what_a_code_opens_and_makes_a_sign_in(ada: Person, now: datetime, client: Client) -> None:
    code = code_for(ada, now)
    shown = client.post("/join", {"step": "look", "code": code}).content.decode()
    assert "Ada" in shown
    assert "write down what they see" in shown
    told = client.post("/join", {"step": "new", "code": code, "username": "Cleo", "password": "short"})
    assert "has-error" in told.content.decode()
    answer = client.post("/join", {"step": "new", "code": code, "username": "Cleo", "password": PASSWORD}, follow=True)
    assert "Ada" in answer.content.decode()
    assert answer.redirect_chain[-1][0].endswith("/care")
    assert client.get("/").headers["Location"] == "/shared"


def test_a_wrong_code_tells_nothing(ada: Person, now: datetime, client: Client) -> None:
    code_for(ada, now)
    answer = client.post("/join", {"step": "look", "code": "2222-2222-2222-2222"}).content.decode()
    assert "opens nothing" in answer
    assert "Ada" not in answer


def test_whose_diary_is_open_is_said_on_every_page_of_somebody_with_several(
    ada: Person, bo: Person, now: datetime, as_person: Callable[[Person], Client]
) -> None:
    assert bo.account
    assert "Bo's diary" not in as_person(bo).get("/").content.decode()
    grant = let_in(ada, bo.account, "carer", now)
    browser = as_person(bo)
    assert all("Bo's diary" in browser.get(page).content.decode() for page in ("/", "/timeline", "/more"))
    theirs = browser.get(f"/shared/{grant.pk}/care").content.decode()
    assert "Ada's diary" in theirs
    assert "Bo's diary" not in theirs
    assert 'href="/night"' not in theirs


def test_what_two_people_say_differently_stands_side_by_side_in_the_diary(
    ada: Person, now: datetime, as_person: Callable[[Person], Client]
) -> None:
    record(ada, [raw(now, "check_in", wake_count=1), raw(now, "check_in", wake_count=3, by="Cleo")], now)
    page = as_person(ada).get("/timeline").content.decode()
    assert "you 1, Cleo 3" in " ".join(page.split())

# SPDX-License-Identifier: Apache-2.0
"""Reading through the API comes in pages and has a measure; writing has none, so that nobody is kept from saying."""

import json
import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from supple.actions import tokens
from supple.actions.correct import withdraw
from supple.actions.record import record
from supple.people.models import Person
from tests.app.saying import raw


@pytest.fixture
def said(ada: Person, now: datetime) -> list[str]:
    """Seven entries of Ada's, a minute apart."""
    listed = [raw(now - timedelta(minutes=7 - n), "episode") for n in range(7)]
    return [str(kept.id) for kept in record(ada, listed, now).results]


@pytest.fixture
def full(ada: Person, now: datetime) -> dict[str, str]:
    """The header of a token that may read."""
    return {"Authorization": f"Bearer {tokens.create(ada, 'full', now=now)}"}


def ids(answer: Any) -> list[str]:
    """The entries of an answer."""
    return [one["id"] for one in answer.json()]


def test_pages_put_together_are_the_whole_and_each_names_the_next(
    client: Client, full: dict[str, str], said: list[str]
) -> None:
    found, place = [], "/api/entries?limit=3"
    for _ in range(3):
        answer = client.get(place, headers=full)
        found += ids(answer)
        place = re.sub(r"^<(.*)>; rel=\"next\"$", r"\1", answer.get("Link", ""))
    assert place == ""
    assert found == ids(client.get("/api/entries", headers=full)) == said


def test_since_and_pages_go_together(client: Client, full: dict[str, str], said: list[str], now: datetime) -> None:
    since = (now - timedelta(minutes=4, seconds=30)).isoformat().replace("+", "%2B")
    answer = client.get(f"/api/entries?limit=2&since={since}", headers=full)
    assert ids(answer) == said[3:5]
    following = re.sub(r"^<(.*)>.*$", r"\1", answer["Link"])
    assert ids(client.get(following, headers=full)) == said[5:]


NOWHERE = "after=01920000-0000-7000-8000-00000000000a"


@pytest.mark.parametrize("asked", ["limit=0", "limit=2001", "limit=-1", "limit=x", "after=1", NOWHERE])
def test_what_makes_no_page_is_refused(client: Client, full: dict[str, str], said: list[str], asked: str) -> None:
    assert client.get(f"/api/entries?{asked}", headers=full).status_code == 422


def test_an_entry_of_somebody_else_is_no_place_to_go_on_from(
    client: Client, full: dict[str, str], said: list[str], bo: Person, now: datetime
) -> None:
    theirs = record(bo, [raw(now, "episode")], now).results[0].id
    answers = [client.get(f"/api/entries?after={id}", headers=full) for id in (theirs, uuid4())]
    assert answers[0].status_code == answers[1].status_code == 422
    assert answers[0].content == answers[1].content


def test_when_the_last_one_was_taken_out_meanwhile_reading_begins_again(
    client: Client, full: dict[str, str], said: list[str], ada: Person, now: datetime
) -> None:
    withdraw(ada, UUID(said[2]), now)
    refused = client.get(f"/api/entries?after={said[2]}", headers=full)
    assert refused.status_code == 422
    assert "Begin again" in refused.json()["detail"]


def test_reading_too_often_waits_and_saying_never_does(
    client: Client, full: dict[str, str], ada: Person, now: datetime
) -> None:
    answers = [client.get("/api/report", headers=full).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]
    told = client.get("/api/report", headers=full)
    assert int(told["Retry-After"]) <= 61
    other = {"Authorization": f"Bearer {tokens.create(ada, 'full', now=now)}"}
    assert client.get("/api/report", headers=other).status_code == 200, "another token has a measure of its own"
    for n in range(150):
        body = json.dumps([{"id": str(uuid4()), "kind": "episode", "at": (now - timedelta(hours=n)).isoformat()}])
        answer = client.post("/api/entries", body, "application/json", headers=full)
        assert answer.json()[0]["status"] == "kept"

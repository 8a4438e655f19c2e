# SPDX-License-Identifier: Apache-2.0
"""Does the time of an answer tell what another has? What takes time is compared: questions, rows, hashes; no clock."""

import json
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from argon2 import extract_parameters, low_level
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from supple.actions import tokens
from supple.actions.begin import add_person
from supple.actions.record import record
from supple.people.models import Account, Person
from tests.app.conftest import PASSWORD
from tests.app.saying import raw
from tests.app.working import Work, work_of

NEVER = UUID("0192f000-0000-7000-8000-000000000001")
Cost = tuple[int, int, int]


@pytest.fixture
def hashed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[Cost]:
    """Each time that Argon2 runs as it does in earnest: rounds, memory, lanes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    ran: list[Cost] = []
    make, verify = low_level.hash_secret, low_level.verify_secret

    def making(*args: Any, **more: Any) -> bytes:
        ran.append((more["time_cost"], more["memory_cost"], more["parallelism"]))
        return make(*args, **more)

    def verifying(hash: bytes, *args: Any, **more: Any) -> bool:
        costs = extract_parameters(hash.decode())
        ran.append((costs.time_cost, costs.memory_cost, costs.parallelism))
        return verify(hash, *args, **more)

    monkeypatch.setattr(low_level, "hash_secret", making)
    monkeypatch.setattr("argon2._password_hasher.verify_secret", verifying)
    return ran


def _tried(name: str) -> tuple[int, Work]:
    cache.clear()
    answer, work = work_of(lambda: Client().post("/account/login/", {"login": name, "password": "not this one at all"}))
    return answer.status_code, work


def test_argon2_runs_once_whoever_is_named_at_the_sign_in(hashed: list[Cost], db: None) -> None:
    Account.objects.create_user("ada", password=PASSWORD)
    Account.objects.create_user("bo")  # with a passkey alone
    Account.objects.create_user("cleo", password=PASSWORD, is_active=False)
    hashed.clear()
    told = {}
    for name in ("nobody", "ada", "bo", "cleo"):
        status, work = _tried(name)
        told[name] = status, tuple(hashed), [sql for sql, _ in work]
        hashed.clear()
    assert len(told["nobody"][1]) == 1
    assert {name: one for name, one in told.items() if one != told["nobody"]} == {}


@pytest.mark.parametrize("place", ["/api/entries", "/api/report"])
@pytest.mark.parametrize("verb", ["get", "post"])
def test_a_token_that_opens_nothing_any_more_is_as_much_work_as_one_that_never_was(
    client: Client, ada: Person, now: datetime, verb: str, place: str
) -> None:
    taken_back, long_ago = tokens.create(ada, "full", now=now), now - tokens.READS_FOR - timedelta(days=1)
    tokens.revoke(ada, tokens.of(ada)[0].pk, now)
    shown = {"supple_" + "x" * 43, taken_back, tokens.create(ada, "full", now=long_ago)}
    told = set()
    for secret in shown:
        asks = partial(getattr(client, verb), place, headers={"Authorization": f"Bearer {secret}"})
        answer, work = work_of(asks)
        told.add((answer.status_code, answer.content, work))
    assert len(told) == 1


@pytest.fixture
def theirs(bo: Person, now: datetime) -> UUID:
    """The id of an entry of Bo's."""
    said = raw(now - timedelta(hours=1), "note", text="a heron on the wire")
    record(bo, [said], now)
    return UUID(said["id"])


def _asked(client: Client, secret: str, about: UUID, way: str) -> tuple[int, str, Work]:
    """One request that names the id of an entry, in every way the API lets one be named."""
    who, now = {"Authorization": f"Bearer {secret}"}, "2026-11-01T08:00:00Z"
    said: dict[str, dict[str, Any]] = {
        "said again": {"id": str(about), "kind": "episode", "what": "spasm", "at": now},
        "taken back": {"id": str(uuid4()), "kind": "withdrawn", "target": str(about), "at": now},
        "replaced": {
            "id": str(uuid4()), "kind": "replaced", "target": str(about), "at": now,
            "entry": {"id": str(about), "kind": "episode", "what": "spasm", "at": now},
        },
    }  # fmt: skip
    if way == "after":
        answer, work = work_of(lambda: client.get(f"/api/entries?after={about}", headers=who))
    else:
        one = json.dumps([said[way]])
        answer, work = work_of(lambda: client.post("/api/entries", one, "application/json", headers=who))
    told = answer.content.decode().replace(str(about), "")
    return answer.status_code, told.replace(said.get(way, {"id": "-"})["id"], ""), work


@pytest.mark.parametrize("way", ["after", "said again", "taken back", "replaced"])
def test_the_id_of_anothers_entry_is_as_much_work_for_the_api_as_one_that_never_was(
    client: Client, now: datetime, theirs: UUID, way: str
) -> None:
    told = []
    for name, about in (("first", uuid4()), ("ada", theirs), ("cleo", NEVER)):  # the first looks things up for all
        person = add_person(name, name, PASSWORD, "Europe/Berlin")
        record(person, [raw(now, "note", text="a quiet day")], now)
        told.append(_asked(client, tokens.create(person, "full", now=now), about, way))
    assert told[1] == told[2]

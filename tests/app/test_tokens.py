# SPDX-License-Identifier: Apache-2.0
"""Tokens: shown once, kept as a digest, good for what their scope names until they are taken back."""

from datetime import datetime, timedelta

import pytest

from supple.actions import tokens
from supple.errors import SuppleError
from supple.people.models import Person, Token


def test_a_token_is_found_by_its_secret_and_kept_only_as_a_digest(ada: Person, now: datetime) -> None:
    secret = tokens.create(ada, "full", label="laptop", now=now)
    found = tokens.find(secret)
    assert found
    assert (found.person, found.scope, found.label, found.created) == (ada, "full", "laptop", now)
    kept = [str(value) for value in Token.objects.values().get().values()]
    assert not any(secret in value or secret.removeprefix("supple_") in value for value in kept)


def test_no_two_tokens_are_alike_and_each_is_long(ada: Person, now: datetime) -> None:
    made = {tokens.create(ada, "full", now=now) for _ in range(20)}
    assert len(made) == 20
    assert min(map(len, made)) >= 50


@pytest.mark.parametrize("guess", ["", "supple_", "x" * 10_000, "\ud800", "ä"])
def test_a_guess_opens_nothing(ada: Person, now: datetime, guess: str) -> None:
    tokens.create(ada, "full", now=now)
    assert tokens.find(guess) is None


def test_a_token_that_was_taken_back_opens_nothing(ada: Person, bo: Person, now: datetime) -> None:
    secret = tokens.create(ada, "full", now=now)
    token = tokens.of(ada)[0]
    assert not tokens.revoke(bo, token.pk, now)
    assert tokens.find(secret)
    assert tokens.revoke(ada, token.pk, now)
    assert tokens.find(secret) is None
    assert not tokens.revoke(ada, token.pk, now)


def test_when_it_was_last_used_is_known_to_the_minutes(ada: Person, now: datetime) -> None:
    secret = tokens.create(ada, "full", now=now)
    tokens.find(secret, now)
    tokens.find(secret, now + timedelta(seconds=30))
    assert tokens.of(ada)[0].last_used == now
    tokens.find(secret, now + timedelta(minutes=6))
    assert tokens.of(ada)[0].last_used == now + timedelta(minutes=6)


@pytest.mark.parametrize(("scope", "opens"), [("full", False), ("read-report", False), ("write-only", True)])
def test_a_token_that_reads_ends_after_a_year_and_a_button_never_fails_one_night(
    ada: Person, now: datetime, scope: str, opens: bool
) -> None:
    secret = tokens.create(ada, scope, now=now)
    assert tokens.find(secret, now + timedelta(days=364))
    assert bool(tokens.find(secret, now + timedelta(days=365))) is opens
    assert (tokens.ends(tokens.of(ada)[0]) is None) is opens


@pytest.mark.parametrize("preset", ["episode", "episode:spasm", "exposure:heat", "dose:baclofen", "session:stretching"])
def test_a_button_may_say_these(ada: Person, now: datetime, preset: str) -> None:
    found = tokens.find(tokens.create(ada, "write-only", preset, now=now))
    assert found
    assert found.preset == preset


@pytest.mark.parametrize(
    ("scope", "preset", "code"),
    [
        ("all", "", "scope-unknown"),
        ("write-only", "dream", "preset-unknown"),
        ("write-only", "episode:dream", "preset-unknown"),
        ("write-only", "dose", "preset-unknown"),
        ("write-only", "note:hello", "preset-unknown"),
        ("full", "episode", "preset-scope"),
    ],
)
def test_what_makes_no_sense_is_refused_when_the_token_is_made(
    ada: Person, now: datetime, scope: str, preset: str, code: str
) -> None:
    with pytest.raises(SuppleError) as refusal:
        tokens.create(ada, scope, preset, now=now)
    assert refusal.value.code == code
    assert tokens.of(ada) == []

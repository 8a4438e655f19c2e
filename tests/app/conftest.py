# SPDX-License-Identifier: Apache-2.0
"""Ada and Bo, who each have a sign-in and an empty diary, and a moment to stand at."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from supple.actions.begin import add_person
from supple.journal import guard
from supple.people.models import Person

PASSWORD = "a quiet evening walk"


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Argon2 is slow on purpose; no test depends on that."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _plain_static(settings: Settings) -> None:
    """Static files under their own names: nothing is gathered for a test."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    """Nobody has tried or asked anything yet, so that no test uses up the measure of another."""
    cache.clear()


@pytest.fixture
def _emptied_afterwards(transactional_db: None) -> Iterator[None]:
    """The tables are emptied after a test without a transaction of its own, which the locks would refuse."""
    yield
    guard.remove()


@pytest.fixture
def now() -> datetime:
    """The moment at hand: pages and the API read the real clock."""
    return datetime.now(UTC)


@pytest.fixture
def ada(db: None) -> Person:
    """Ada lives in Berlin."""
    return add_person("Ada", "ada", PASSWORD, "Europe/Berlin")


@pytest.fixture
def bo(db: None) -> Person:
    """Bo lives in London."""
    return add_person("Bo", "bo", PASSWORD, "Europe/London")


@pytest.fixture
def as_person(client: Client) -> Callable[[Person], Client]:
    """A browser of this person."""

    def signed_in(person: Person) -> Client:
        assert person.account is not None
        client.force_login(person.account)
        return client

    return signed_in

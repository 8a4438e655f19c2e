# SPDX-License-Identifier: Apache-2.0
"""A real browser at a real server: Debian's Chromium, the app on localhost, a database file of its own."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings as of_django
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from supple.actions.begin import add_person
from supple.actions.plant_example import plant
from supple.journal import guard
from supple.people.models import Person
from tests.browser.walking import PASSWORD, PHONE

# Playwright keeps an event loop in this thread; the tests themselves are not asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
ARGUMENTS = [
    "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
Open = Callable[..., Page]
PATIENCE = 45_000
"""Milliseconds until something counts as broken: a busy machine is slow, and no journey judges how fast it is."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file instead of memory, so that the server's threads each have a connection of their own."""
    of_django.DATABASES["default"]["TEST"]["NAME"] = str(tmp_path_factory.mktemp("diary") / "test.sqlite3")


@pytest.fixture(autouse=True)
def _plain_and_quick(settings: Settings) -> None:
    """Static files under their own names; Argon2 is slow on purpose, and no test depends on that."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _emptied(transactional_db: None) -> Iterator[None]:
    """The journal refuses to be emptied, also after a test; its guard steps aside for that alone."""
    guard.install()
    yield
    guard.remove()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail("The browser tests need Chromium. On Debian or Ubuntu: sudo apt install chromium")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, headless=True, args=ARGUMENTS + as_root)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer, transactional_db: None) -> Iterator[Open]:
    """A page of a fresh browser profile: a phone without JavaScript unless said otherwise; signed in as `person`."""
    contexts: list[BrowserContext] = []

    def opened(person: Person | None = None, scripts: bool = False, **more: object) -> Page:
        look = {"viewport": PHONE, "java_script_enabled": scripts, **more}
        context = browser.new_context(base_url=live_server.url, **look)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if person:
            client = Client()
            assert person.account is not None
            client.force_login(person.account)
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def ada(transactional_db: None) -> Person:
    """Ada, with an empty diary."""
    return add_person("Ada", "Ada", PASSWORD, "Europe/Berlin")


@pytest.fixture
def example(transactional_db: None) -> list[Person]:
    """The made-up Ada with 90 days of diary, and Bo with nine."""
    return plant(datetime.now(UTC))

# SPDX-License-Identifier: Apache-2.0
"""What every page says to the browser: keep nothing, load nothing from elsewhere, be framed by nobody."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import Client

from supple.actions.plant_example import plant
from supple.people.models import Person
from tests.app.conftest import PASSWORD
from tests.app.routes import ROUTES, Route

REACHED = [r for r in ROUTES if r.door is not None and not r.written.startswith("api/")]
WITHOUT_CHARSET = ("application/json", "application/pdf")
FORBIDDEN = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*")
SAID = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.fixture
def example(db: None, client: Client) -> Client:
    """A browser signed in as the example person, who has something on every page."""
    planted = plant(datetime.now(UTC))[0]
    assert planted.account is not None
    client.force_login(planted.account)
    return client


def check(headers: dict[str, str]) -> None:
    """The whole list, the same for a page, a refusal and a fault."""
    assert {name: headers[name] for name in SAID} == SAID
    assert "charset=utf-8" in headers["Content-Type"].lower() or headers["Content-Type"] in WITHOUT_CHARSET
    assert "no-store" in headers["Cache-Control"] or _is_the_worker(headers)
    assert headers["Permissions-Policy"].startswith(("camera=(), microphone=()", "camera=(self), microphone=()"))
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";") if part.strip())
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert not any(word in said for said in policy.values() for word in FORBIDDEN)


def test_only_the_page_that_scans_may_ask_for_the_camera(example: Client) -> None:
    may = {r.name for r in REACHED if "camera=(self)" in example.get(r.filled(uuid4()))["Permissions-Policy"]}
    assert may == {"programme"}


def _is_the_worker(headers: dict[str, str]) -> bool:
    """The same for everybody, and asked for again each time."""
    return headers["Content-Type"].startswith("text/javascript") and headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("route", REACHED, ids=lambda r: r.written or "/")
def test_every_page_says_it_all_whoever_asks(example: Client, route: Route) -> None:
    for browser in (example, Client()):
        check(dict(browser.get(route.filled(uuid4())).items()))


@pytest.mark.parametrize("place", ["/nowhere", "/api/entries", "/api/openapi.json", "/api/nowhere"])
def test_refusals_say_it_too(db: None, client: Client, place: str) -> None:
    check(dict(client.get(place).items()))


def test_a_fault_says_it_too_and_a_diary_that_cannot_be_opened_says_what_was_not_kept(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OperationalError("database or disk is full: legs like wood")

    browser = Client(raise_request_exception=False)
    assert ada.account is not None
    browser.force_login(ada.account)
    monkeypatch.setattr("supple.web.pages.keep.record_and_read", full)
    answer = browser.post("/keep", {"kind": "note", "text": "legs like wood"})
    assert answer.status_code == 503
    assert "was not kept" in answer.content.decode()
    assert "wood" not in answer.content.decode()
    check(dict(answer.items()))


@pytest.mark.parametrize("place", ["/", "/about", "/account/login/", "/api/entries"])
def test_a_name_that_is_not_listed_gets_no_answer(db: None, client: Client, place: str) -> None:
    assert client.get(place, headers={"host": "diary.example.org"}).status_code == 400


def test_cookies_are_for_the_server_alone_and_hold_no_words(ada: Person, client: Client) -> None:
    client.post("/account/login/", {"login": "ada", "password": PASSWORD})
    client.get("/")
    assert set(client.cookies) == {"sessionid", "csrftoken"}
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["domain"]


ASK = """
from django.conf import settings as s
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN)
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_PATH, s.SESSION_COOKIE_DOMAIN)
"""


@pytest.mark.parametrize(("https", "told"), [
    ("1", "True True True False\n__Host-sessionid __Host-csrftoken / None"),
    ("", "False False False True\nsessionid csrftoken / None"),
])  # fmt: skip
def test_behind_https_cookies_and_passkeys_refuse_anything_less(tmp_path: Path, https: str, told: str) -> None:
    own = {**os.environ, "SUPPLE_HOME": str(tmp_path), "SUPPLE_HTTPS": https}
    own["DJANGO_SETTINGS_MODULE"] = "supple.web.settings"
    said = subprocess.run([sys.executable, "-c", ASK], env=own, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == told


ASK_DATABASE = "from django.conf import settings as s; o = s.DATABASES['default']['OPTIONS']; print(*sorted(o.items()))"
SURE = "('sslmode', 'verify-full') ('sslrootcert', 'system')"


@pytest.mark.parametrize(("address", "told"), [
    ("postgres://u:p@db.example/x", SURE),
    ("postgres://u:p@db.example/x?sslmode=disable", "('sslmode', 'disable')"),
    ("postgres://u:p@db.example/x?sslrootcert=/own.pem", "('sslmode', 'verify-full') ('sslrootcert', '/own.pem')"),
    ("postgres://u:p@localhost/x", ""),
    ("postgres://%2Fvar%2Frun/x", ""),
])  # fmt: skip
def test_a_database_elsewhere_is_asked_over_tls_alone_unless_its_address_says_otherwise(
    tmp_path: Path, address: str, told: str
) -> None:
    own = {**os.environ, "SUPPLE_HOME": str(tmp_path), "DATABASE_URL": address}
    own["DJANGO_SETTINGS_MODULE"] = "supple.web.settings"
    said = subprocess.run([sys.executable, "-c", ASK_DATABASE], env=own, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == told

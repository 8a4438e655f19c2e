# SPDX-License-Identifier: Apache-2.0
"""Whoever lost password or phone gets in again through whoever runs the machine; sign-ins end, capture goes on."""

import io
import time
from datetime import datetime
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from supple.actions import tokens
from supple.cli.main import main
from supple.people.models import Person
from tests.app.conftest import PASSWORD

FRESH = "a heron on the wire"


@pytest.fixture
def secret(ada: Person) -> str:
    """Ada uses codes, too."""
    TOTP.activate(ada.account, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(ada.account)
    return "JBSWY3DPEHPK3PXP"


def type_in(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """What the command reads."""
    monkeypatch.setattr("sys.stdin", io.StringIO(words + "\n"))


def signs_in(password: str) -> Client | None:
    """A browser with this password, if it opens anything."""
    cache.clear()
    browser = Client()
    browser.post("/account/login/", {"login": "ada", "password": password})
    return browser if browser.get("/more").status_code == 200 else None


def test_a_new_password_ends_every_sign_in_and_no_button(
    ada: Person, now: datetime, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    phone = signs_in(PASSWORD)
    button = tokens.create(ada, "write-only", "episode", now=now)
    type_in(monkeypatch, FRESH)
    assert main(["person", "password", "ada"]) == 0
    assert FRESH not in capsys.readouterr().out
    assert phone
    assert phone.get("/more").status_code == 302
    assert signs_in(PASSWORD) is None
    assert signs_in(FRESH)
    assert tokens.find(button, now)


def test_a_weak_one_is_refused_and_nothing_changes(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, "supple")
    assert main(["person", "password", "ada"]) == 2
    assert signs_in(PASSWORD)


def test_signing_out_leaves_the_password(ada: Person, bo: Person) -> None:
    phone = signs_in(PASSWORD)
    assert main(["person", "sign-out", "ada"]) == 0
    assert phone
    assert phone.get("/more").status_code == 302
    assert signs_in(PASSWORD)


def test_codes_stay_asked_for_unless_they_were_lost_too(
    ada: Person, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, FRESH)
    assert main(["person", "password", "ada"]) == 0
    assert signs_in(FRESH) is None
    type_in(monkeypatch, PASSWORD)
    assert main(["person", "password", "ada", "--forget-second-factor"]) == 0
    assert not Authenticator.objects.exists()
    assert signs_in(PASSWORD)


def test_a_code_and_a_recovery_code_each_open_once(ada: Person, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = time.time()  # a code lasts half a minute; a slow machine may take longer, so its clock stands still
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: opened))
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    spare = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert len(spare) == len(set(spare)) == 10
    for given, opens in ((code, True), (code, False), (spare[0], True), (spare[0], False), ("000000", False)):
        browser = Client()
        browser.post("/account/login/", {"login": "ada", "password": PASSWORD})
        browser.post("/account/2fa/authenticate/", {"code": given})
        assert (browser.get("/more").status_code == 200) is opens, given


def test_a_name_that_is_not_known_is_said_so(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, FRESH)
    assert main(["person", "password", "nobody"]) == 2

# SPDX-License-Identifier: Apache-2.0
"""Running numbers stand in addresses only sealed: not guessable, not countable, the library's own shut."""

import re
from datetime import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from supple.actions import tokens
from supple.people.models import Person
from supple.web.sealed import Sealed


def test_a_number_comes_back_and_looks_like_no_number() -> None:
    sealed = [Sealed().to_url(n) for n in range(1, 200)]
    assert [Sealed().to_python(one) for one in sealed] == list(range(1, 200))
    assert len(set(sealed)) == len({one[:8] for one in sealed}) == 199
    assert all(re.fullmatch(Sealed.regex, one) for one in sealed)


@pytest.mark.parametrize("guess", ["A" * 32, "-" * 32, "_" * 31 + "A"])
def test_what_we_did_not_seal_is_no_number(guess: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - what a path converter has to raise
        Sealed().to_python(guess)


def test_another_installation_seals_otherwise(settings: Settings) -> None:
    here = Sealed().to_url(7)
    settings.SECRET_KEY = "another one altogether"
    with pytest.raises(ValueError):  # noqa: PT011
        Sealed().to_python(here)


def test_the_pages_show_sealed_numbers_and_take_them(client: Client, ada: Person, now: datetime) -> None:
    assert ada.account
    client.force_login(ada.account)
    tokens.create(ada, "write-only", "episode", "bedside", now=now)
    token = tokens.of(ada)[0]
    place = reverse("revoke", args=[token.pk])
    assert f"/{token.pk}/" not in place
    assert place in client.get("/more/buttons").content.decode()
    assert client.post(f"/more/buttons/{token.pk}/revoke").status_code == 404
    assert client.post(place).status_code == 302
    assert tokens.of(ada)[0].revoked


def test_passkeys_are_listed_by_sealed_numbers_and_the_librarys_own_addresses_stay_shut(
    client: Client, ada: Person
) -> None:
    assert ada.account
    client.force_login(ada.account)
    key = {"credential": {"clientExtensionResults": {"credProps": {"rk": True}}}, "name": "phone"}
    made = Authenticator.objects.create(user=ada.account, type="webauthn", data=key)
    shown = client.get("/account/2fa/webauthn/").content.decode()
    assert reverse("mfa_remove_webauthn", args=[made.pk]) in shown
    assert f"keys/{made.pk}/" not in shown
    assert client.get(f"/account/2fa/webauthn/keys/{made.pk}/remove/").status_code == 404
    assert client.get(reverse("mfa_remove_webauthn", args=[made.pk])).status_code == 302

# SPDX-License-Identifier: Apache-2.0
"""Which passwords are taken? Long enough, not common, not made of what this app is about; any signs, any length."""

import pytest
from django.contrib.auth import authenticate
from django.test import Client

from supple.actions.begin import add_person
from supple.errors import SuppleError

REFUSED = [
    "eleven lett",  # 11
    "1234567890123", "qazwsxedcrfv",  # too common
    "Spasticity2026", "multiplesclerosis", "password-supple", "supple-diary1",  # ours
    "cleo the great",  # the name itself
]  # fmt: skip
TAKEN = [
    "82 04 71 93 55 16 20", "820471935516", "ÄÖÜ äöü ßßß éé", "          . .", "x" * 12 + "yz" * 60,
    "a heron on the wire",
]  # fmt: skip


@pytest.mark.parametrize("password", REFUSED)
@pytest.mark.django_db
def test_what_would_be_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(SuppleError) as refusal:
        add_person("Cleo", "cleo the great", password, "UTC")
    assert refusal.value.code == "sign-in-refused"
    assert password not in str(refusal.value)


@pytest.mark.parametrize("password", TAKEN)
@pytest.mark.django_db
def test_any_signs_and_any_length_are_taken_and_kept_exactly(client: Client, password: str) -> None:
    account = add_person("Cleo", "cleo", password, "UTC").account
    assert authenticate(username="cleo", password=password) == account
    assert authenticate(username="cleo", password=password[:-1]) is None
    assert authenticate(username="cleo", password=password.upper()) is None or password == password.upper()
    answer = client.post("/account/login/", {"login": "cleo", "password": password})
    assert (answer.status_code, answer["Location"]) == (302, "/"), "the form hands it on as it was typed"


def test_the_fields_hide_it_and_let_a_password_manager_help(client: Client, db: None) -> None:
    for place, kind in (("/start", "new-password"), ("/account/login/", "current-password")):
        shown = client.get(place).content.decode()
        assert 'type="password"' in shown
        assert f'autocomplete="{kind}"' in shown
        assert "onpaste" not in shown

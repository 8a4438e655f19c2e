# SPDX-License-Identifier: Apache-2.0
"""A sealed file opens with its key and nothing else, has the form of RFC 7516; the link carries what it must."""

import base64
import json
import zlib

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from supple.errors import SuppleError
from supple.interop.sealed import link, seal, unseal

KEY, NONCE = bytes(range(32)), bytes(range(12))


def raw(said: str) -> bytes:
    """Letters of an address as bytes, by the standard library alone."""
    return base64.urlsafe_b64decode(said + "=" * (-len(said) % 4))


@settings(max_examples=50)
@given(st.binary(max_size=3000))
def test_what_is_sealed_comes_back(plain: bytes) -> None:
    assert unseal(seal(plain, KEY, NONCE), KEY) == plain


def test_it_has_the_form_of_the_standard() -> None:
    protected, empty, nonce, said, tag = seal(b"legs like wood", KEY, NONCE).split(".")
    header = {"alg": "dir", "enc": "A256GCM", "cty": "application/fhir+json", "zip": "DEF"}
    assert json.loads(raw(protected)) == header
    assert (empty, raw(nonce), len(raw(tag))) == ("", NONCE, 16)
    packed = AESGCM(KEY).decrypt(NONCE, raw(said) + raw(tag), protected.encode("ascii"))
    assert zlib.decompress(packed, wbits=-15) == b"legs like wood"


@pytest.mark.parametrize("part", [0, 2, 3, 4])
def test_a_changed_letter_is_noticed(part: int) -> None:
    parts = seal(b"legs like wood", KEY, NONCE).split(".")
    letter = "B" if parts[part][3] != "B" else "C"
    parts[part] = parts[part][:3] + letter + parts[part][4:]
    with pytest.raises(SuppleError):
        unseal(".".join(parts), KEY)


@pytest.mark.parametrize("said", ["", "a.b.c", "....", "e30....", "\ud800....", "x" * 1000])
def test_what_is_no_sealed_file_is_refused(said: str) -> None:
    with pytest.raises(SuppleError):
        unseal(said, KEY)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(SuppleError):
        unseal(seal(b"legs like wood", KEY, NONCE), bytes(32))


@pytest.mark.parametrize(("passcode", "flag"), [(False, "U"), (True, "P")])
def test_a_link_names_address_key_end_and_how_it_is_asked_for(passcode: bool, flag: str) -> None:
    made = link("https://example.org/sealed/abc", KEY, 1_795_910_400, "x" * 100, passcode)
    told = json.loads(raw(made.removeprefix("shlink:/")))
    assert told["url"] == "https://example.org/sealed/abc"
    assert raw(told["key"]) == KEY
    assert len(told["key"]) == 43
    assert (told["exp"], told["flag"], told["v"], len(told["label"])) == (1_795_910_400, flag, 1, 80)

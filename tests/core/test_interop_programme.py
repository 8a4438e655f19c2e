# SPDX-License-Identifier: Apache-2.0
"""A programme goes out and comes back as it was; what was changed, cut, blown up or signed by nobody is refused."""

import base64
import json
import zlib
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from supple.entries.prescribed import Exercise
from supple.errors import SuppleError
from supple.interop.programme import LETTERS, LONGEST, Handed, letters, read, write
from supple.report.done_line import DoneLine, done_line

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
CALF = Exercise(item="EX-01", side="left", hold_s=30, reps=3, times_a_day=2)
OWN = Exercise(words="Stand at the sink, ümit's way", times_a_day=1)
PLAIN = Handed("Cleo", date(2026, 11, 21), (CALF, OWN))
SIGNED = Handed("Cleo", date(2026, 11, 21), (CALF, OWN), PUBLIC)
exercises = st.builds(
    Exercise, item=st.sampled_from([None, "EX-01", "MOV-02", "ZZ-99"]),
    words=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=20).filter(
        lambda t: t.strip()
    ),
    side=st.sampled_from([None, "left", "right", "both"]), hold_s=st.none() | st.integers(1, 600),
    reps=st.none() | st.integers(1, 100), times_a_day=st.none() | st.integers(1, 12),
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(exercises, min_size=1, max_size=4), st.booleans())
def test_what_goes_out_comes_back(listed: list[Exercise], signed: bool) -> None:
    handed = Handed("Cleo", date(2026, 11, 21), tuple(listed), PUBLIC if signed else None)
    file = write(handed, KEY.sign)
    assert read(file) == handed
    packed = letters(file)
    if len(json.dumps(json.loads(file), ensure_ascii=False, separators=(",", ":")).encode()) <= LONGEST:
        assert read(f" {packed}\n") == handed


@pytest.mark.parametrize("handed", [PLAIN, SIGNED])
def test_a_changed_word_is_noticed(handed: Handed) -> None:
    file = json.loads(write(handed, KEY.sign))
    file["exercises"][0]["hold_s"] = 60
    with pytest.raises(SuppleError) as refusal:
        read(json.dumps(file))
    assert refusal.value.code == "programme-changed"


@pytest.mark.parametrize("signature", [None, "", "AAAA", base64.urlsafe_b64encode(b"x" * 64).decode()])
def test_a_key_without_its_signature_is_refused_even_with_the_right_words(signature: str | None) -> None:
    file = json.loads(write(SIGNED, KEY.sign)) | {"signature": signature}
    with pytest.raises(SuppleError) as refusal:
        read(json.dumps(file))
    assert refusal.value.code == "programme-changed"


def test_an_unsigned_programme_says_so_and_a_signed_one_names_its_key() -> None:
    assert read(write(PLAIN)).signed is None
    assert read(write(SIGNED, KEY.sign)).signed == SIGNED.signed != SIGNED.check


def _bomb() -> str:
    return LETTERS + base64.urlsafe_b64encode(zlib.compress(b"[" * 10_000_000)).decode()


@pytest.mark.parametrize(
    "said",
    ["", "{}", "[]", "null", "[" * 100_000, "x" * 100_000, LETTERS, LETTERS + "äöü", LETTERS + "AAAA", "\ud800",
     '{"supple":"programme","version":2}', '{"supple":"programme","version":1,"set_by":"C","on":"2026-11-21"}',
     '{"supple":"programme","version":1,"set_by":"C","on":1795910400,"exercises":[{"item":"EX-01"}]}',
     '{"supple":"programme","version":1,"set_by":"C","on":"2026-11-21","exercises":[],"check":""}', _bomb()],
    ids=lambda said: said[:24],
)  # fmt: skip
def test_what_is_no_programme_is_refused_in_words(said: str) -> None:
    with pytest.raises(SuppleError) as refusal:
        read(said)
    assert refusal.value.code == "programme-unreadable"


def test_a_usual_programme_fits_a_picture_that_a_phone_reads() -> None:
    usual = Handed("Cleo Physiotherapist", date(2026, 11, 21), (CALF,) * 5 + (OWN,), PUBLIC)
    assert len(letters(write(usual, KEY.sign))) < 900  # version 22 of 40, at the lowest correction


def test_what_was_done_is_one_line() -> None:
    line = done_line("a-b-c", 7, [DoneLine("EX-01", 5, {"same": 2}), DoneLine("own:Stand", 0, {})])
    assert line == "supple done a-b-c: EX-01 5/7 days, same 2; Stand 0/7 days"

# SPDX-License-Identifier: Apache-2.0
"""A sealed copy opens whole with its passphrase, and never in part or with another one."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supple.errors import SuppleError
from supple.interop import sealed_copy
from supple.interop.sealed_copy import HEADER, PIECE, SALT, TAG, seal, unseal

SAID = "a sentence that is long enough"


def sealed(plain: bytes) -> bytes:
    """The sealed copy."""
    to = BytesIO()
    seal(BytesIO(plain), to, SAID)
    return to.getvalue()


def opened(copy: bytes, said: str = SAID) -> bytes:
    """What comes out."""
    to = BytesIO()
    unseal(BytesIO(copy), to, said)
    return to.getvalue()


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_what_was_sealed_comes_out_the_same_whatever_its_length(length: int) -> None:
    plain = bytes(n % 251 for n in range(997)) * (length // 997 + 1)
    copy = sealed(plain[:length])
    assert opened(copy) == plain[:length]
    assert sealed_copy.is_sealed(copy)


def test_no_word_can_be_read_and_no_two_copies_are_alike() -> None:
    first, second = sealed(b"legs like wood"), sealed(b"legs like wood")
    assert b"legs" not in first
    assert first[len(HEADER) :] != second[len(HEADER) :]


LONG = sealed(bytes(2 * PIECE + 5))
BEGINS = len(HEADER) + SALT
WHOLE = PIECE + TAG
CUT = {
    "a piece left out": LONG[:BEGINS] + LONG[BEGINS + WHOLE :],
    "the last piece left out": LONG[: BEGINS + 2 * WHOLE],
    "two pieces in another order": LONG[:BEGINS] + LONG[BEGINS + WHOLE : BEGINS + 2 * WHOLE]
    + LONG[BEGINS : BEGINS + WHOLE] + LONG[BEGINS + 2 * WHOLE :],
    "something behind": LONG + b"x",
    "nothing but a line": HEADER,
    "no piece at all": LONG[:BEGINS],
    "another form": LONG[1:],
    "nothing": b"",
}  # fmt: skip


@pytest.mark.parametrize("harm", CUT)
def test_a_copy_that_was_cut_or_put_together_anew_is_refused(harm: str) -> None:
    with pytest.raises(SuppleError, match="passphrase is another one, or the file is damaged"):
        opened(CUT[harm])


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(SuppleError):
        opened(sealed(b"x"), SAID + "r")


SMALL = sealed(b"legs like wood")


@settings(max_examples=25, deadline=None)
@given(place=st.integers(0, 8 * len(SMALL) - 1))
def test_no_bit_can_be_changed_unseen(place: int) -> None:
    harmed = bytearray(SMALL)
    harmed[place // 8] ^= 1 << place % 8
    with pytest.raises(SuppleError):
        opened(bytes(harmed))

# SPDX-License-Identifier: Apache-2.0
"""How does a large file become one that only a passphrase opens? In pieces, so that memory stays small.

A line that names the form, a salt, then pieces of one MiB, each sealed with AES-256 in GCM under a key that Argon2id
makes from the passphrase. Every piece carries its number and whether it is the last, so that none can be changed,
moved, cut off or left out unseen.
"""

import secrets
from typing import BinaryIO

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from supple.errors import SuppleError

HEADER = b"supple sealed copy 1\n"
SALT, PIECE, TAG = 16, 2**20, 16


def is_sealed(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a sealed one."""
    return head.startswith(HEADER)


def seal(plain: BinaryIO, to: BinaryIO, passphrase: str) -> None:
    """Write everything that is left to read, sealed."""
    salt = secrets.token_bytes(SALT)
    to.write(HEADER + salt)
    cipher, number, piece = _cipher(passphrase, salt), 0, plain.read(PIECE)
    while True:
        following = plain.read(PIECE) if len(piece) == PIECE else b""
        to.write(cipher.encrypt(_nonce(number, last=not following), piece, HEADER))
        if not following:
            return
        number, piece = number + 1, following


def unseal(sealed: BinaryIO, to: BinaryIO, passphrase: str) -> None:
    """Write what was sealed; refused when the passphrase is another one or anything was changed or is missing."""
    if sealed.read(len(HEADER)) != HEADER or len(salt := sealed.read(SALT)) != SALT:
        raise _refused()
    cipher, number, piece = _cipher(passphrase, salt), 0, sealed.read(PIECE + TAG)
    while True:
        following = sealed.read(PIECE + TAG) if len(piece) == PIECE + TAG else b""
        try:
            to.write(cipher.decrypt(_nonce(number, last=not following), piece, HEADER))
        except (InvalidTag, ValueError):
            raise _refused() from None
        if not following:
            return
        number, piece = number + 1, following


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    """The strength of RFC 9106's second choice, for machines with little memory."""
    key = hash_secret_raw(
        passphrase.encode(), salt, time_cost=3, memory_cost=2**16, parallelism=4, hash_len=32, type=Type.ID
    )
    return AESGCM(key)


def _nonce(number: int, last: bool) -> bytes:
    """Never the same twice under one key, which each salt makes anew."""
    return number.to_bytes(11, "big") + bytes([last])


def _refused() -> SuppleError:
    what = "This copy cannot be opened: the passphrase is another one, or the file is damaged."
    return SuppleError("not-unsealed", what, "Check the file that SUPPLE_BACKUP_KEY names, or choose another copy.")

# SPDX-License-Identifier: Apache-2.0
"""What lies beside an encrypted diary, so that a passphrase or a recovery key opens it? Bytes in and out.

The diary's own key is 32 bytes by chance. It is wrapped twice: under a key that Argon2id makes from the passphrase, and
under one that HKDF makes from the recovery key, which is long enough by itself. Beside them a pair of keys (X25519):
with the public one anybody can seal, and only who opened the diary can read; the private one is wrapped by the diary's.
"""

import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from supple.errors import SuppleError
from supple.interop import recovery_key

VERSION = 1
ID, KEY, SALT, NONCE = 16, 32, 16, 12
TIMES, MEMORY, LANES = 3, 2**16, 4
"""RFC 9106's second choice (64 MiB), above what OWASP asks for; each file says which it was made with."""
MOST_TIMES, MOST_MEMORY, MOST_LANES = 32, 2**20, 64
"""A file that was changed may not ask for the whole machine."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What may lie open on the disk: a name, a public key, and wrapped keys."""

    id: bytes
    public: bytes
    private: bytes
    by_passphrase: bytes
    by_paper: bytes
    salt: bytes
    cost: tuple[int, int, int]
    shown: bool = False
    """Whether its recovery key has been shown to somebody."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What must never lie on a disk: the diary's own key, and the one that reads what was sealed."""

    id: bytes
    diary: bytes
    private: bytes


def made(passphrase: str, paper: str) -> tuple[KeyFile, Keys]:
    """A new key for a diary, wrapped by a passphrase and by the letters of a recovery key."""
    pair = X25519PrivateKey.generate()
    keys = Keys(secrets.token_bytes(ID), secrets.token_bytes(KEY), pair.private_bytes_raw())
    empty = KeyFile(keys.id, pair.public_key().public_bytes_raw(), b"", b"", b"", b"", (TIMES, MEMORY, LANES))
    private = _wrap(_derived(keys.diary, b"private", keys.id), keys.private, _bound(empty, "private"))
    return with_paper(with_passphrase(replace(empty, private=private), keys, passphrase), keys, paper), keys


def with_passphrase(file: KeyFile, keys: Keys, passphrase: str) -> KeyFile:
    """The same key under another passphrase."""
    fresh = replace(file, salt=secrets.token_bytes(SALT), cost=(TIMES, MEMORY, LANES))
    return replace(fresh, by_passphrase=_wrap(_slow(fresh, passphrase), keys.diary, _bound(file, "passphrase")))


def with_paper(file: KeyFile, keys: Keys, paper: str) -> KeyFile:
    """The same key under another recovery key, which nobody has seen yet."""
    letters = _letters(paper)
    assert letters
    wrapped = _wrap(_derived(letters.encode(), b"paper", file.id), keys.diary, _bound(file, "paper"))
    return replace(file, by_paper=wrapped, shown=False)


def opened(file: KeyFile, said: str) -> Keys:
    """The keys, for a passphrase or a recovery key; refused when it is neither, or the file was changed."""
    letters = _letters(said)
    tries = [(_derived(letters.encode(), b"paper", file.id), file.by_paper, "paper")] if letters else []
    for key, wrapped, way in tries or [(_slow(file, said), file.by_passphrase, "passphrase")]:
        try:
            diary = _unwrap(key, wrapped, _bound(file, way))
            private = _unwrap(_derived(diary, b"private", file.id), file.private, _bound(file, "private"))
        except (InvalidTag, ValueError):
            break
        return Keys(file.id, diary, private)
    what = "This is neither the passphrase nor the recovery key of this diary, or its key file was changed."
    raise SuppleError("not-unlocked", what, "Try once more; capital letters count in a passphrase.")


def private_of(file: KeyFile, diary: bytes) -> Keys:
    """All keys, for who holds the diary's own."""
    private = _unwrap(_derived(diary, b"private", file.id), file.private, _bound(file, "private"))
    return Keys(file.id, diary, private)


def to_text(file: KeyFile) -> str:
    """As it is written."""
    said = {name: getattr(file, name) for name in KeyFile.__slots__}
    told = {name: b64encode(value).decode() if isinstance(value, bytes) else value for name, value in said.items()}
    return json.dumps({"supple": "key file", "version": VERSION, **told}, indent=1) + "\n"


def from_text(text: str) -> KeyFile:
    """As it was read; refused when it is something else or of a later version."""
    try:
        said: dict[str, Any] = json.loads(text)
        if said.pop("supple") != "key file" or said.pop("version") != VERSION:
            raise ValueError
        times, memory, lanes = map(int, said.pop("cost"))
        shown = bool(said.pop("shown"))
        raw = {name: b64decode(value, validate=True) for name, value in said.items()}
        file = KeyFile(**raw, cost=(times, memory, lanes), shown=shown)
        if not (0 < times <= MOST_TIMES and 0 < memory <= MOST_MEMORY and 0 < lanes <= MOST_LANES):
            raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        what = "The key file of this diary cannot be read: it is damaged, or of a newer supple."
        raise SuppleError("key-file-damaged", what, "Every backup of this diary holds a copy of it.") from None
    return file


def _letters(said: str) -> str | None:
    return recovery_key.read(said)


def _slow(file: KeyFile, passphrase: str) -> bytes:
    times, memory, lanes = file.cost
    said = passphrase.strip().encode()
    return hash_secret_raw(
        said, file.salt, time_cost=times, memory_cost=memory, parallelism=lanes, hash_len=KEY, type=Type.ID
    )


def _derived(secret: bytes, meant: bytes, salt: bytes) -> bytes:
    return HKDF(hashes.SHA256(), KEY, salt, b"supple key file 1 " + meant).derive(secret)


def _bound(file: KeyFile, way: str) -> bytes:
    """What a wrapped key belongs to: taken to another file, or beside another public key, it does not open."""
    return f"supple key file {VERSION} {way} ".encode() + file.id + file.public


def _wrap(key: bytes, secret: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, secret, bound)


def _unwrap(key: bytes, wrapped: bytes, bound: bytes) -> bytes:
    return AESGCM(key).decrypt(wrapped[:NONCE], wrapped[NONCE:], bound)

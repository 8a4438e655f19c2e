# SPDX-License-Identifier: Apache-2.0
"""A physiotherapist's programme as a file or as letters to scan: checked by three words, signed when there is a key.

The words are syllables made of the first bits of a digest, so that two people can read them to each other; the
signature (Ed25519) says that it came from the same key as another one, not who holds that key.
"""

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from supple.entries.entry import Day
from supple.entries.prescribed import MOST_EXERCISES, Exercise
from supple.entries.refused import refusal
from supple.errors import SuppleError

LETTERS = "supple-programme:"
LONGEST = 20_000
"""Letters of a file, and of what is unpacked from letters to scan."""
_CONSONANTS, _VOWELS = "bdfghjklmnprstvz", "aiou"
_EXERCISES: TypeAdapter[tuple[Exercise, ...]] = TypeAdapter(tuple[Exercise, ...])
_DAY: TypeAdapter[date] = TypeAdapter(Day)
Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Handed:
    """A programme as it is handed over."""

    set_by: str
    on: date
    exercises: tuple[Exercise, ...]
    key: bytes | None = None
    """The public key it was signed with."""

    @property
    def check(self) -> str:
        """Three words for what it says."""
        return spoken(hashlib.sha256(_said(self)).digest())

    @property
    def signed(self) -> str | None:
        """Three words for its key."""
        return spoken(hashlib.sha256(self.key).digest()) if self.key else None


def spoken(digest: bytes) -> str:
    """Three words for the first 48 bits.

    >>> spoken(bytes([127, 0, 0, 1, 63, 84]))
    'lusab-babad-gutih'
    """
    return "-".join(_word(int.from_bytes(digest[n : n + 2], "big")) for n in (0, 2, 4))


def _word(bits: int) -> str:
    """Sixteen bits as five letters that can be said (Wilkerson's proquints)."""
    c, v = _CONSONANTS, _VOWELS
    return c[bits >> 12] + v[bits >> 10 & 3] + c[bits >> 6 & 15] + v[bits >> 4 & 3] + c[bits & 15]


def write(handed: Handed, sign: Sign | None = None) -> str:
    """The file: JSON that a person can read too."""
    body = {"supple": "programme", "version": 1, **_plain(handed), "check": handed.check}
    if sign and handed.key:
        body |= {"key": _text(handed.key), "signature": _text(sign(_said(handed)))}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def letters(file: str) -> str:
    """The same, packed for a picture to scan."""
    plain = json.dumps(json.loads(file), ensure_ascii=False, separators=(",", ":"))
    return LETTERS + _text(zlib.compress(plain.encode(), 9))


def read(said: str) -> Handed:
    """What a file or scanned letters hold; refused when anything in it was changed on the way."""
    told = _unpacked(said.strip())
    try:
        handed = Handed(
            _name(told.get("set_by")), _DAY.validate_python(told.get("on")),
            _EXERCISES.validate_python(told.get("exercises")), _key(told.get("key")),
        )  # fmt: skip
    except (ValidationError, binascii.Error, ValueError):
        raise _unreadable() from None
    if not 0 < len(handed.exercises) <= MOST_EXERCISES:
        raise _unreadable()
    if handed.check != told.get("check") or (handed.key and not _holds(handed, told.get("signature"))):
        raise refusal("programme-changed", "This programme was changed on its way.", "Ask for it again.")
    return handed


def _unpacked(said: str) -> dict[str, Any]:
    try:
        if said.startswith(LETTERS):
            packed = zlib.decompressobj()
            said = packed.decompress(_bytes(said.removeprefix(LETTERS)[:LONGEST]), LONGEST).decode()
        told = json.loads(said) if len(said) <= LONGEST else None
    except (ValueError, binascii.Error, zlib.error, RecursionError):
        raise _unreadable() from None
    if not isinstance(told, dict) or told.get("supple") != "programme" or told.get("version") != 1:
        raise _unreadable()
    return told


def _unreadable() -> SuppleError:
    return refusal("programme-unreadable", "This is no programme that supple can read.", "Paste all of it.")


def _plain(handed: Handed) -> dict[str, Any]:
    exercises = [e.model_dump(exclude_none=True) for e in handed.exercises]
    return {"set_by": handed.set_by, "on": handed.on.isoformat(), "exercises": exercises}


def _said(handed: Handed) -> bytes:
    """What is checked and signed: the same bytes however the file was laid out."""
    return json.dumps(_plain(handed), sort_keys=True, separators=(",", ":")).encode()


def _name(said: object) -> str:
    if isinstance(said, str) and 0 < len(name := said.strip()) <= 100 and "\x00" not in name:
        return name
    raise _unreadable()


def _key(said: object) -> bytes | None:
    if said is None:
        return None
    key = _bytes(str(said))
    if len(key) != 32:
        raise _unreadable()
    return key


def _holds(handed: Handed, signature: object) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - only a signed programme needs it
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    try:
        Ed25519PublicKey.from_public_bytes(handed.key or b"").verify(_bytes(str(signature)), _said(handed))
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(said: str) -> bytes:
    return base64.urlsafe_b64decode(said.encode("ascii", "strict") + b"=" * (-len(said) % 4))

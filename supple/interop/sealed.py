# SPDX-License-Identifier: Apache-2.0
"""How does something travel so that only the holder of a link can read it? As a JWE, and a SMART Health Link.

A JWE of the compact form (RFC 7516), key used directly (`dir`), AES-256 in GCM, packed before it is sealed (`DEF`);
the link is a `shlink:/` with the address and the key in it (SMART Health Links, payload version 1).
"""

import base64
import binascii
import json
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from supple.errors import SuppleError

FHIR = "application/fhir+json"
LONGEST_LABEL = 80
MOST_UNPACKED = 50 * 2**20


def seal(plain: bytes, key: bytes, nonce: bytes, content_type: str = FHIR) -> str:
    """The sealed text; a nonce of 12 bytes must never be used twice with a key."""
    assert (len(key), len(nonce)) == (32, 12)
    header = {"alg": "dir", "enc": "A256GCM", "cty": content_type, "zip": "DEF"}
    protected = _text(json.dumps(header, separators=(",", ":")).encode())
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    both = AESGCM(key).encrypt(nonce, packer.compress(plain) + packer.flush(), protected.encode())
    return ".".join((protected, "", _text(nonce), _text(both[:-16]), _text(both[-16:])))


def unseal(sealed: str, key: bytes) -> bytes:
    """What was sealed; refused when the key is another one or anything was changed."""
    parts = sealed.split(".")
    try:
        protected, empty, nonce, said, tag = parts
        header = json.loads(_bytes(protected))
        if empty or (header.get("alg"), header.get("enc"), header.get("zip")) != ("dir", "A256GCM", "DEF"):
            raise ValueError
        packed = AESGCM(key).decrypt(_bytes(nonce), _bytes(said) + _bytes(tag), protected.encode())
        return zlib.decompressobj(-15).decompress(packed, MOST_UNPACKED)
    except (ValueError, InvalidTag, binascii.Error, zlib.error, AttributeError):
        raise SuppleError("not-unsealed", "This cannot be opened with this key.", "Use the whole link.") from None


def link(url: str, key: bytes, expires: int, label: str, passcode: bool) -> str:
    """The SMART Health Link: whoever has it can read until it ends, with the passcode if there is one."""
    flag = "P" if passcode else "U"  # U: one file, fetched as it is; P: asked for together with the passcode
    told = {"url": url, "key": _text(key), "exp": expires, "flag": flag, "label": label[:LONGEST_LABEL], "v": 1}
    return "shlink:/" + _text(json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode())


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(said: str) -> bytes:
    return base64.urlsafe_b64decode(said.encode() + b"=" * (-len(said) % 4))

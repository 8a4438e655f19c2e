# SPDX-License-Identifier: Apache-2.0
"""How does somebody who cannot open the diary seal something for it? With its public key, by HPKE (RFC 9180).

A line that names the form, the name of the key, then what was sealed: X25519, HKDF-SHA-256, AES-256 in GCM. Filled up
to whole kilobytes, so that its length tells little. Who changes a byte of it makes that it does not open.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

HEADER = b"supple sealed request 1\n"
ID, LENGTH, STEP = 16, 8, 1024
SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def seal(plain: bytes, name: bytes, public: bytes) -> bytes:
    """What only the private key of that name opens."""
    whole = len(plain).to_bytes(LENGTH, "big") + plain
    filled = whole + bytes(-len(whole) % STEP)
    return HEADER + name + SUITE.encrypt(filled, X25519PublicKey.from_public_bytes(public), HEADER + name)


def name_of_key(sealed: bytes) -> bytes | None:
    """The name of the key that opens it; nothing when it is something else."""
    return sealed[len(HEADER) :][:ID] if sealed.startswith(HEADER) else None


def unseal(sealed: bytes, private: bytes) -> bytes | None:
    """What was sealed; nothing when the key is another one or a byte was changed."""
    bound = sealed[: len(HEADER) + ID]
    try:
        filled = SUITE.decrypt(sealed[len(bound) :], X25519PrivateKey.from_private_bytes(private), bound)
    except (InvalidTag, ValueError):
        return None
    return filled[LENGTH : LENGTH + int.from_bytes(filled[:LENGTH], "big")]

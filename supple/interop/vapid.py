# SPDX-License-Identifier: Apache-2.0
"""How does a server of messages know that a message is ours? A token signed with our key, after RFC 8292 (VAPID)."""

import base64
import json
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from supple.errors import SuppleError

Key = ec.EllipticCurvePrivateKey
HOLDS = timedelta(hours=12)


def read_key(pem: bytes) -> Key:
    """The private key from a file; only a key on the curve P-256 will do."""
    try:
        key = serialization.load_pem_private_key(pem, None)
    except (ValueError, TypeError):
        key = None
    if isinstance(key, Key) and isinstance(key.curve, ec.SECP256R1):
        return key
    hint = "Make one with: openssl ecparam -name prime256v1 -genkey -noout -out FILE"
    raise SuppleError("push-key-wrong", "SUPPLE_PUSH_KEY names no private key on the curve P-256.", hint)


def public(key: Key) -> str:
    """What a browser has to know of the key to take messages from us alone."""
    form = serialization.PublicFormat.UncompressedPoint
    return _letters(key.public_key().public_bytes(serialization.Encoding.X962, form))


def authorization(endpoint: str, contact: str, key: Key, now: datetime) -> str:
    """The header with which one server of messages takes a message of ours, for half a day."""
    where = urlsplit(endpoint)
    claims = {"aud": f"{where.scheme}://{where.netloc}", "exp": int((now + HOLDS).timestamp()), "sub": contact}
    said = ".".join(_letters(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    return f"vapid t={said}.{_letters(r.to_bytes(32) + s.to_bytes(32))}, k={public(key)}"


def _letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")

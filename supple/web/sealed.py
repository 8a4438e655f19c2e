# SPDX-License-Identifier: Apache-2.0
"""How does a running number stand in an address? Sealed: nobody can guess one, or count from two how many there are."""

import base64
import binascii
import hashlib
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

_PURPOSE = [b"supple: numbers in addresses"]


class Sealed:
    """A path converter: `<sealed:pk>` is the number in the code and 32 unguessable letters in the address."""

    regex = "[A-Za-z0-9_-]{32}"

    def to_python(self, value: str) -> int:
        """The number, or a `ValueError` (which is a page that is not there) for whatever we did not seal."""
        try:
            return int.from_bytes(_cipher().decrypt(base64.urlsafe_b64decode(value), _PURPOSE))
        except (InvalidTag, binascii.Error):
            raise ValueError from None

    def to_url(self, value: int) -> str:
        """The number as it stands in an address; the same number always looks the same."""
        return base64.urlsafe_b64encode(_cipher().encrypt(int(value).to_bytes(8), _PURPOSE)).decode()


def _cipher() -> AESSIV:
    return _of(settings.SECRET_KEY)


@lru_cache(1)
def _of(secret: str) -> AESSIV:
    return AESSIV(hashlib.sha512(b"supple sealed numbers" + secret.encode()).digest())

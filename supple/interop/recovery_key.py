# SPDX-License-Identifier: Apache-2.0
"""How is a key written on paper, so that a slip of the pen is noticed? In six groups of letters, the last one a check.

29 letters by chance out of 31 (143 bits) and one that is worked out of them. 31 is a prime number: any single wrong
letter and any two letters that changed places are noticed.
"""

import re
import secrets

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike on paper."""
LENGTH, GROUP = 30, 5


def made() -> str:
    """A new one, as it is printed."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH - 1))
    return written(letters + _check(letters))


def written(letters: str) -> str:
    """In groups, so that nobody loses their place.

    >>> written("abcdefghjkmnpqrstuvwxyz2345678")
    'abcde-fghjk-mnpqr-stuvw-xyz23-45678'
    """
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read(said: str) -> str | None:
    """The letters of a recovery key, however it was typed; None for anything else, a slip of the pen among it.

    >>> key = made()
    >>> read(key.upper().replace("-", " ")) == key.replace("-", "")
    True
    >>> read("a long quiet sentence") is None
    True
    """
    letters = re.sub(r"[\s-]", "", said).lower()
    if len(letters) != LENGTH or not set(letters) <= set(LETTERS):
        return None
    return letters if _check(letters[:-1]) == letters[-1] else None


def _check(letters: str) -> str:
    return LETTERS[sum(n * LETTERS.index(letter) for n, letter in enumerate(letters, 1)) % len(LETTERS)]

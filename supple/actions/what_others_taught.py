# SPDX-License-Identifier: Apache-2.0
"""What have many people's diaries taught? One file that whoever runs this machine put there, if there is one.

It counts for those alone who want it to. A file that cannot be used counts for nobody: `supple doctor` says why.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

from supple.entries.measure import MEASURES
from supple.errors import SuppleError
from supple.insight.prior import CohortPrior, parse

FILE = "cohort-prior.json"
LARGEST = 2**20
"""Bytes; what is known of a hundred factors for each of a hundred outcomes fits."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What the file says; `mark` differs as soon as the file says something else."""

    prior: CohortPrior
    mark: bytes

    @property
    def people(self) -> int:
        """How many people taught it, at most: not of everybody was everything known."""
        return max(one.people for factors in self.prior.outcomes.values() for one in factors.values())


def taught() -> Taught | None:
    """What the file teaches; nothing without one, or with one that cannot be used."""
    try:
        return read()
    except SuppleError:
        return None


def read() -> Taught | None:
    """The same, but a file that cannot be used is refused in words."""
    file = Path(settings.HOME) / FILE
    try:
        content = _content(file)
        return None if content is None else _understood(content)
    except SuppleError as wrong:
        hint = "Make it anew with `supple cohort prior`, or remove it."
        raise SuppleError("prior-unreadable", f"{file} counts for nobody. {wrong.what}", hint) from wrong


def _content(file: Path) -> bytes | None:
    try:
        if not file.is_file() and file.exists():
            raise SuppleError("prior-unreadable", "It is no plain file.")  # a pipe would be waited for without end
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as wrong:
        raise SuppleError("prior-unreadable", f"It cannot be opened: {wrong.strerror}.") from wrong
    if len(content) > LARGEST:
        raise SuppleError("prior-unreadable", f"It is larger than {LARGEST // 2**20} MB.")
    return content


@lru_cache(maxsize=1)
def _understood(content: bytes) -> Taught:
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError) as wrong:
        raise SuppleError("prior-unreadable", "It is not JSON.") from wrong
    if not isinstance(raw, dict):
        raise SuppleError("prior-unreadable", "It is not a JSON object.")
    known = {name: factors for name, factors in parse(raw).outcomes.items() if name in MEASURES and factors}
    if not known:
        raise SuppleError("prior-unreadable", "It says nothing of what supple asks about.")
    return Taught(CohortPrior(known), blake2b(content, digest_size=16).digest())

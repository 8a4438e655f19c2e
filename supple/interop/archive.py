# SPDX-License-Identifier: Apache-2.0
"""What does an archive hold? Read without a database, so that a diary stays readable wherever Python is.

An archive is a zip of plain parts: a list with a checksum, every entry as it was kept, and the diary as a table.
"""

import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from hashlib import sha256
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import from_json

from supple.entries.entry import Entry, zone_named
from supple.entries.kinds import ONE
from supple.entries.refused import refusal
from supple.entries.timeline import Timeline, fold
from supple.entries.upcast import upcast
from supple.errors import SuppleError

FORM = 1
LARGEST = 512 * 2**20
"""Bytes of entries that one archive may unfold to: some hundred years of a busy diary."""
WORDS, LIST, ENTRIES = "READ-ME.txt", "supple.json", "entries.jsonl"


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything that was said, corrections and all, and where the person is at home."""

    entries: tuple[Entry, ...]
    zone: ZoneInfo
    day_starts: time

    @property
    def timeline(self) -> Timeline:
        """The diary as it stands after all corrections."""
        return fold(self.entries, self.zone, self.day_starts)


def is_archive(head: bytes) -> bool:
    """Whether the first bytes of a file are those of an archive; it begins with its page in words.

    >>> is_archive(b"PK\\x03\\x04" + bytes(26) + b"READ-ME.txt")
    True
    """
    return head[:4] == b"PK\x03\x04" and head[30 : 30 + len(WORDS)] == WORDS.encode()


def read(content: bytes, most: int = LARGEST) -> Archive:
    """The archive, whole and as it was written, or a refusal that says why not; `most` bytes may it unfold to."""
    listed, lines = _opened(content, most)
    entries = tuple(_entries(lines))
    if len(entries) != listed.get("entries"):
        raise torn("its list and its entries differ")
    home = listed.get("person") or {}
    try:
        return Archive(entries, zone_named(str(home["zone"])), time.fromisoformat(home["day_starts"]))
    except (KeyError, TypeError, ValueError):
        raise torn("its list does not say where home is") from None


def torn(why: str) -> SuppleError:
    """The refusal of an archive that is not as it was written."""
    return refusal("archive-damaged", "Nothing was brought in: {why}.", "Choose another copy of it.", why=why)


def _opened(content: bytes, most: int) -> tuple[dict[str, Any], Sequence[bytes]]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            listed = json.loads(_limited(parts, LIST, most))
            said = _limited(parts, ENTRIES, most)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, NotImplementedError, RuntimeError):
        raise torn("it is no whole archive of supple") from None
    if not isinstance(listed, dict) or listed.get("format") != "supple archive":
        raise torn("it is no archive of supple")
    if listed.get("form") != FORM:
        raise refusal("archive-newer", "This archive was written by a newer supple.", "Bring it in with that one.")
    if sha256(said).hexdigest() != listed.get("sha256"):
        raise torn("its entries are not those that were written")
    return listed, said.splitlines()


def _limited(parts: zipfile.ZipFile, name: str, most: int) -> bytes:
    """The part, unless it unfolds to more than any diary holds."""
    told = parts.getinfo(name).file_size
    if told > most:
        raise torn("it unfolds to more than any diary holds")
    with parts.open(name) as part:
        return part.read(told + 1)  # no more than it says of itself: an archive may lie


def _entries(lines: Sequence[bytes]) -> Iterator[Entry]:
    for number, line in enumerate(lines, 1):
        try:
            yield ONE.validate_python(upcast(from_json(line)))
        except (ValidationError, ValueError, KeyError, TypeError):
            raise refusal(
                "archive-unreadable",
                "Nothing was brought in: line {line} of the entries cannot be read by this version of supple.",
                "Bring it in with the newest supple it was used with.",
                line=number,
            ) from None

# SPDX-License-Identifier: Apache-2.0
"""How does a whole diary move to another machine? As one file: everything that was said, corrections and all.

The file is a zip with plain parts: a page in words, the diary as a table, every entry as it was kept, and a list with
a checksum. An archive brought in twice adds nothing the second time.
"""

import json
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from hashlib import sha256
from io import BytesIO
from typing import Any, BinaryIO

from pydantic import ValidationError
from pydantic_core import from_json

from supple import __version__
from supple.actions.arrange import arrange
from supple.actions.take_out import diary_csv
from supple.entries.entry import Entry
from supple.entries.kinds import ONE
from supple.entries.upcast import upcast
from supple.errors import SuppleError
from supple.journal import store
from supple.people.models import Person

FORM = 1
LARGEST = 512 * 2**20
"""Bytes of entries that one archive may unfold to: some hundred years of a busy diary."""
AT_ONCE = 2000
LIST, ENTRIES, TABLE, WORDS = "supple.json", "entries.jsonl", "diary.csv", "READ-ME.txt"
SAYS = """This is a diary from supple, as it was kept on {made}.

diary.csv      one line a day, one column a measure: for a spreadsheet
entries.jsonl  everything that was said, in the order it came in, one entry a line, corrections too
supple.json    whose diary it is, and a checksum of the entries

It is not encrypted. `supple import archive FILE` brings it into another supple.
"""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What an archive added; `other` entries have an id that stands for something else here, and were left out."""

    new: int
    already: int
    other: int
    home: bool
    """Whether the time zone and the start of the day were taken over too: only into an empty diary."""


def write(person: Person, to: BinaryIO, now: datetime) -> int:
    """Write the archive; answers how many entries it holds."""
    said = "".join(body + "\n" for body in store.everything(person)).encode()
    listed = {
        "format": "supple archive", "form": FORM, "supple": __version__, "made": now.isoformat(),
        "person": {"name": person.name, "zone": person.zone, "day_starts": person.day_starts.isoformat()},
        "entries": said.count(b"\n"), "sha256": sha256(said).hexdigest(),
    }  # fmt: skip
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(WORDS, SAYS.format(made=now.date()))
        parts.writestr(LIST, json.dumps(listed, indent=1))
        parts.writestr(TABLE, diary_csv(person))
        parts.writestr(ENTRIES, said)
    return said.count(b"\n")


def read_in(person: Person, content: bytes, now: datetime) -> BroughtIn:
    """Bring an archive in, the whole of it or nothing."""
    listed, lines = _opened(content)
    entries = list(_entries(lines))
    if len(entries) != listed.get("entries"):
        raise _torn("its list and its entries differ")
    with store.writing(person):
        home = not store.known_ids(person, (e.id for e in entries)) and not len(store.latest(person, 1))
        if home:
            _at_the_same_home(person, listed)
        told: Counter[str] = Counter()
        for start in range(0, len(entries), AT_ONCE):
            told.update(store.append(person, entries[start : start + AT_ONCE], now, "archive"))
    return BroughtIn(told["kept"], told["already kept"], told["other content"], home)


def _opened(content: bytes) -> tuple[dict[str, Any], Sequence[bytes]]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            listed = json.loads(_limited(parts, LIST))
            said = _limited(parts, ENTRIES)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, NotImplementedError, RuntimeError):
        raise _torn("it is no whole archive of supple") from None
    if not isinstance(listed, dict) or listed.get("format") != "supple archive":
        raise _torn("it is no archive of supple")
    if listed.get("form") != FORM:
        raise SuppleError("archive-newer", "This archive was written by a newer supple.", "Bring it in with that one.")
    if sha256(said).hexdigest() != listed.get("sha256"):
        raise _torn("its entries are not those that were written")
    return listed, said.splitlines()


def _limited(parts: zipfile.ZipFile, name: str) -> bytes:
    """The part, unless it unfolds to more than any diary holds."""
    with parts.open(name) as part:
        found = part.read(LARGEST + 1)
    if len(found) > LARGEST:
        raise _torn("it unfolds to more than any diary holds")
    return found


def _entries(lines: Sequence[bytes]) -> Iterator[Entry]:
    for number, line in enumerate(lines, 1):
        try:
            yield ONE.validate_python(upcast(from_json(line)))
        except (ValidationError, ValueError, KeyError, TypeError):
            what = f"Nothing was brought in: line {number} of the entries cannot be read by this version of supple."
            raise SuppleError(
                "archive-unreadable", what, "Bring it in with the newest supple it was used with."
            ) from None


def _at_the_same_home(person: Person, listed: dict[str, Any]) -> None:
    """So that every entry lies on the same diary day as where it came from."""
    home = listed.get("person") or {}
    try:
        arrange(person, zone=str(home["zone"]), day_starts=time.fromisoformat(home["day_starts"]))
    except (KeyError, TypeError, ValueError):
        raise _torn("its list does not say where home is") from None


def _torn(why: str) -> SuppleError:
    return SuppleError("archive-damaged", f"Nothing was brought in: {why}.", "Choose another copy of it.")

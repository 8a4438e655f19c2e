# SPDX-License-Identifier: Apache-2.0
"""How does a whole diary move to another machine? As one file: everything that was said, corrections and all.

The file is a zip with plain parts: a page in words, the diary as a table, every entry as it was kept, and a list with
a checksum. An archive brought in twice adds nothing the second time.
"""

import json
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO

from supple import __version__
from supple.actions.arrange import arrange
from supple.actions.take_out import diary_csv
from supple.interop import archive
from supple.interop.archive import ENTRIES, FORM, LIST
from supple.journal import store
from supple.people.models import Person

AT_ONCE = 2000
TABLE, WORDS = "diary.csv", "READ-ME.txt"
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
    brought = archive.read(content)
    entries = brought.entries
    with store.writing(person):
        home = not store.known_ids(person, (e.id for e in entries)) and not len(store.latest(person, 1))
        if home:
            # So that every entry lies on the same diary day as where it came from.
            arrange(person, zone=str(brought.zone), day_starts=brought.day_starts)
        told: Counter[str] = Counter()
        for start in range(0, len(entries), AT_ONCE):
            told.update(store.append(person, entries[start : start + AT_ONCE], now, "archive"))
    return BroughtIn(told["kept"], told["already kept"], told["other content"], home)

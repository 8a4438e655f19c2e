# SPDX-License-Identifier: Apache-2.0
"""How does a whole diary move to another machine? As one file: everything that was said, corrections and all.

The file is a zip with plain parts: a page in words, the diary as a table, every entry as it was kept, what else is kept
about the person, and a list with a checksum. An archive brought in twice adds nothing the second time.
"""

import json
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO

from django.core.serializers.json import DjangoJSONEncoder

from supple import __version__
from supple.actions.arrange import arrange
from supple.actions.bring_in_fhir import Seen
from supple.actions.bring_together import Sorted, put, sort_out
from supple.actions.check_safety import check_and_mark
from supple.actions.kept_besides import kept_besides
from supple.actions.take_out import diary_csv
from supple.care.finding import Finding
from supple.entries.kinds import Replaced, Withdrawn
from supple.interop import archive
from supple.interop.archive import ENTRIES, FORM, LIST, WORDS
from supple.journal import store
from supple.people.models import Person

TABLE, BESIDES = "diary.csv", "besides.json"
SAYS = """This is a diary from supple, as it was kept on {made}.

diary.csv      one line a day, one column a measure: for a spreadsheet
entries.jsonl  everything that was said, in the order it came in, one entry a line, corrections too
supple.json    whose diary it is, and a checksum of the entries
besides.json   what else is kept about you: choices, reminders, buttons, who was let in, who looked, and when each
               entry came; without keys and passwords. It is for reading: another supple does not take it over

It is not encrypted. `supple import archive FILE` brings it into another supple.
"""


PAGE_UNFOLDS_TO = 64 * 2**20
"""Bytes of entries for which a server that others use too takes the room: some fifty years of twenty a day."""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What an archive added, and what stands now; `checked` is false when the warning signs could not be checked."""

    seen: Seen
    findings: tuple[Finding, ...]
    checked: bool


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
        parts.writestr(BESIDES, json.dumps(kept_besides(person), indent=1, cls=DjangoJSONEncoder))
    return said.count(b"\n")


def preview(person: Person, content: bytes, most: int = archive.LARGEST) -> Seen:
    """What the archive holds and what would come of it; nothing is kept."""
    return _look(person, archive.read(content, most))[0]


def read_in(person: Person, content: bytes, now: datetime, most: int = archive.LARGEST) -> BroughtIn:
    """Bring an archive in, the whole of it or nothing, as one batch that can be taken out again.

    The warnings that stand then are answered and not noted: an empty diary becomes the one that was written out, and
    not one entry more.
    """
    brought = archive.read(content, most)
    with store.writing(person):
        seen, found = _look(person, brought)
        if seen.home:
            # So that every entry lies on the same diary day as where it came from.
            arrange(person, zone=str(brought.zone), day_starts=brought.day_starts)
        put(person, found, "archive", now)
        findings = check_and_mark(person, now, shown=False)
    return BroughtIn(seen, findings or (), checked=findings is not None)


def _look(person: Person, brought: archive.Archive) -> tuple[Seen, Sorted]:
    found = sort_out(person, brought.entries)
    back = set(found.back)
    plain = [e for e in brought.entries if not isinstance(e, Replaced | Withdrawn)]
    fresh = {e.id for e in found.fresh}
    counts = Counter(str(getattr(e, "kind")) for e in plain if e.id in fresh or e.id in back)  # noqa: B009
    home = len(found.fresh) == len(brought.entries) and not len(store.latest(person, 1))
    return Seen(found.new, found.already, len(found.changed), dict(counts), (), home), found

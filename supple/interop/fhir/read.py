# SPDX-License-Identifier: Apache-2.0
"""What does a FHIR file say? Our own resources come back as the entries they were; of others' what is known is read.

Nothing is passed over in silence: what was not read is counted, by what it is and why.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic_core import from_json

from supple.entries.composed import Composed
from supple.entries.entry import Entry
from supple.entries.refused import refusal
from supple.interop.fhir import entry as one
from supple.interop.fhir import outside
from supple.interop.fhir.bundle import home_of
from supple.interop.fhir.codes import ENTRY, PART, Json

MOST_BYTES = 48 * 2**20
"""Some twenty years of a busy diary; larger ones come in as an archive."""
Ignored = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose diary it goes into, for ids, and for moments that carry no zone."""

    person: UUID
    zone: ZoneInfo
    day_starts: time
    now: datetime


@dataclass(frozen=True, slots=True)
class FromClinic:
    """What a file says: entries that were ours, entries made of others' resources, and what was not read."""

    ours: tuple[Entry, ...]
    others: tuple[Entry, ...]
    ignored: Ignored
    home: tuple[str, time] | None
    """The home and the start of the day of a diary that was written by supple."""


def read(content: bytes, whose: Whose) -> FromClinic:
    """Read a Bundle, or one resource by itself; a file about more than one person is refused."""
    listed = list(_resources(_parsed(content)))
    index = {ref: resource for refs, resource in listed for ref in refs}
    ignored: Ignored = Counter()
    own: dict[UUID, Entry] = {}
    others: dict[UUID, Entry] = {}
    home, people = None, set()
    for _, resource in listed:
        match _belongs(resource):
            case "entry":
                found = one.read(resource, index)
                if found is None:
                    ignored[_kind(resource), Composed("changed so that it cannot be read")] += 1
                else:
                    own[found.id] = found
                    people.add(_subject(resource))
            case "part":
                home = home or home_of(resource)
            case _:
                made = outside.read(resource, index, whose.zone, whose.day_starts)
                people |= {_subject(resource)} if not isinstance(made, str) else set()
                _sort_out(made, resource, whose, others, ignored)
    if len(people - {None}) > 1:
        what = Composed("Nothing was brought in: the file is about more than one person.")
        raise refusal("fhir-people", what, "Ask the clinic for a file about you alone.")
    return FromClinic(tuple(own.values()), tuple(others.values()), ignored, home)


def _sort_out(
    made: list[outside.Raw] | str, resource: Json, whose: Whose, others: dict[UUID, Entry], ignored: Ignored
) -> None:
    if isinstance(made, str):
        ignored[_kind(resource), made] += 1
        return
    for raw in made:
        found = outside.entry_of({**raw, "zone": whose.zone.key}, resource, whose.person)
        if found is None:
            ignored[_kind(resource), Composed("a value that cannot be meant")] += 1
        elif found.at > whose.now:
            ignored[_kind(resource), Composed("a moment that has not come yet")] += 1
        else:
            others[found.id] = found


def _parsed(content: bytes) -> Json:
    cure = Composed("Ask for the file as FHIR R4 in JSON.")
    if len(content) > MOST_BYTES:
        what = Composed("Nothing was brought in: the file is larger than {n} MB.", n=MOST_BYTES // 2**20)
        raise refusal("fhir-too-large", what, "Bring it in as an archive, or in parts.")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise refusal("fhir-unreadable", "Nothing was brought in: the file is in UTF-16, FHIR is UTF-8.", cure)
    if content.lstrip()[:1] == b"<":
        raise refusal("fhir-xml", "Nothing was brought in: this is FHIR as XML, or no FHIR at all.", cure)
    try:
        said = from_json(content.removeprefix(b"\xef\xbb\xbf"), allow_inf_nan=False)
    except ValueError:
        what = Composed("Nothing was brought in: the file is not complete JSON in UTF-8.")
        raise refusal("fhir-unreadable", what, "Fetch it again; it may be cut off.") from None
    if not isinstance(said, dict) or not isinstance(said.get("resourceType"), str):
        raise refusal("fhir-unreadable", "Nothing was brought in: this is JSON, but no FHIR resource.", cure)
    return said


def _resources(said: Json) -> Iterator[tuple[tuple[str, ...], Json]]:
    if said["resourceType"] != "Bundle":
        yield (), said
        return
    entries = said.get("entry", [])
    for entry in entries if isinstance(entries, list) else ():
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(resource, dict) and isinstance(resource.get("resourceType"), str):
            yield (str(entry.get("fullUrl")), f"{resource['resourceType']}/{resource.get('id')}"), resource


def _belongs(resource: Json) -> str:
    named = resource.get("identifier")
    listed = named if isinstance(named, list) else [named]
    systems = {one.get("system") for one in listed if isinstance(one, dict)}
    return "entry" if ENTRY in systems else "part" if PART in systems else "other"


def _subject(resource: Json) -> str | None:
    about = resource.get("subject") or resource.get("patient")
    reference = about.get("reference") if isinstance(about, dict) else None
    return reference if isinstance(reference, str) else None


def _kind(resource: Mapping[str, object]) -> str:
    kind = str(resource.get("resourceType"))
    return kind if kind.isalpha() and len(kind) < 40 else "something"

# SPDX-License-Identifier: Apache-2.0
"""How does a whole diary become one file for a clinic? A Bundle, written piece by piece, so that ten years fit too."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha1
from itertools import chain
from typing import Literal
from uuid import UUID, uuid5

from supple.care.doable import Plan
from supple.entries.entry import Entry
from supple.entries.known import Contact
from supple.entries.timeline import Timeline
from supple.interop.fhir import entry as one
from supple.interop.fhir.codes import AT_HOME, PART, Json, coding, words

Kind = Literal["collection", "transaction", "document"]
HELPER = "someone who helps"


@dataclass(frozen=True, slots=True)
class Attached:
    """A report that goes along."""

    title: str
    content: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes into a bundle: whose diary, under which name, and what comes with it.

    Without a `name` it goes out under a number that says nothing: contacts stay behind, and so do the names of
    helpers. What was written in words stays as it was written.
    """

    person: UUID
    timeline: Timeline
    now: datetime
    kind: Kind = "collection"
    name: str = ""
    snomed: bool = False
    plan: Plan | None = None
    day: date | None = None
    attached: Attached | None = None


def write(sent: Sent) -> Iterator[str]:
    """The bundle as JSON text, a piece at a time."""
    yield "{" + ",\n".join(f'"{name}":{_text(said)}' for name, said in _head(sent).items()) + ',\n"entry":[\n'
    for number, resource in enumerate(resources(sent)):
        yield (",\n" if number else "") + _text(_entry(resource, sent.kind))
    yield "\n]}\n"


def _text(said: object) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _head(sent: Sent) -> Json:
    made = uuid5(sent.person, f"bundle {sent.now.isoformat()}")
    head: Json = {"resourceType": "Bundle", "id": str(made)}
    if sent.kind == "document":
        head["identifier"] = {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{made}"}
    return head | {"type": sent.kind, "timestamp": _at(sent.now)}


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _entry(resource: Json, kind: Kind) -> Json:
    entry: Json = {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
    if kind == "transaction":
        named = resource.get("identifier") or []
        first = named[0] if isinstance(named, list) and named else named
        again = {"ifNoneExist": f"identifier={first['system']}|{first['value']}"} if first else {}
        entry["request"] = {"method": "POST", "url": resource["resourceType"], **again}
    return entry


def resources(sent: Sent) -> Iterator[Json]:
    """Every resource of the bundle: in a document the list of its parts first, else the person."""
    patient = _patient(sent)
    ref = f"urn:uuid:{patient['id']}"
    said = sent.timeline.entries if sent.name else _without_names(sent.timeline)
    diary: Iterator[Json] = chain.from_iterable(one.written(entry, ref, sent.snomed) for entry in said)
    beside = [*_report(sent, ref), *_routine(sent, ref)]
    if sent.kind == "document":
        whole = list(diary)
        yield _composition(sent, ref, [*beside, *whole])
        diary = iter(whole)
    yield patient
    yield from beside
    yield from diary


def _without_names(timeline: Timeline) -> Iterable[Entry]:
    shown = (entry for entry in timeline if not isinstance(entry, Contact))
    return (entry.model_copy(update={"by": HELPER}) if entry.by else entry for entry in shown)


def _patient(sent: Sent) -> Json:
    id = str(uuid5(sent.person, "patient"))
    home = [
        {"url": "zone", "valueCode": sent.timeline.zone.key},
        {"url": "day-starts", "valueTime": sent.timeline.day_starts.isoformat()},
    ]
    named = {"name": [{"text": sent.name}]} if words(sent.name) else {}
    return {
        "resourceType": "Patient", "id": id, "extension": [{"url": AT_HOME, "extension": home}],
        "identifier": [{"system": PART, "value": id}], **named,
    }  # fmt: skip


def _made_up_id(sent: Sent, what: str) -> Json:
    """An id for what is worked out: another one at another time, since it says something else then."""
    id = str(uuid5(sent.person, f"{what} {sent.now.isoformat()}"))
    return {"id": id, "identifier": [{"system": PART, "value": id}]}


def _report(sent: Sent, patient: str) -> Iterator[Json]:
    if (file := sent.attached) is None:
        return
    content = {
        "contentType": file.mime, "data": b64encode(file.content).decode(), "title": file.title,
        "size": len(file.content), "hash": b64encode(sha1(file.content, usedforsecurity=False).digest()).decode(),
    }  # fmt: skip
    yield {
        "resourceType": "DocumentReference", **_made_up_id(sent, "report"), "status": "current",
        "type": {"coding": [coding("document.report")], "text": file.title}, "subject": {"reference": patient},
        "date": _at(sent.now), "author": [{"reference": patient}], "content": [{"attachment": content}],
    }  # fmt: skip


def _routine(sent: Sent, patient: str) -> Iterator[Json]:
    """The plan of the day; while a red flag stands there is none, and then none is sent."""
    if sent.plan is None or sent.day is None or not sent.plan.lines:
        return
    day = sent.day.isoformat()
    done = [
        {
            "status": "not-started",
            "code": {"coding": [coding(f"remedy.{line.knowledge}")], "text": line.what},
            "description": " ".join(w for w in (line.what, *line.how) if words(w)),
        }
        for line in sent.plan.lines
    ]
    yield {
        "resourceType": "CarePlan", **_made_up_id(sent, "routine"), "status": "active", "intent": "proposal",
        "title": "Routine of the day, proposed by rules; not prescribed", "subject": {"reference": patient},
        "period": {"start": day, "end": day}, "activity": [{"detail": one} for one in done],
    }  # fmt: skip


def _composition(sent: Sent, patient: str, parts: Sequence[Json]) -> Json:
    sections: dict[str, list[Json]] = {}
    for part in parts:
        sections.setdefault(part["resourceType"], []).append({"reference": f"urn:uuid:{part['id']}"})
    made = _made_up_id(sent, "document")
    return {
        "resourceType": "Composition", "id": made["id"], "identifier": made["identifier"][0], "status": "final",
        "type": {"coding": [coding("document.diary")], "text": "Diary"}, "subject": {"reference": patient},
        "date": _at(sent.now), "author": [{"reference": patient}], "title": "Diary, self-reported; not a diagnosis",
        "section": [{"title": sort, "entry": listed} for sort, listed in sections.items()],
    }  # fmt: skip


def home_of(patient: Json) -> tuple[str, time] | None:
    """The time zone and the start of the day that `_patient` wrote."""
    try:
        said = next(one["extension"] for one in patient["extension"] if one["url"] == AT_HOME)
        home = {one["url"]: one for one in said}
        return str(home["zone"]["valueCode"]), time.fromisoformat(home["day-starts"]["valueTime"])
    except (KeyError, TypeError, ValueError, StopIteration):
        return None

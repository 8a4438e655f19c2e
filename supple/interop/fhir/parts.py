# SPDX-License-Identifier: Apache-2.0
"""The pieces every resource is made of, there and back: moments with their zone, places, numbers, who said it."""

import re
from typing import Any

from supple.entries.measure import measure
from supple.interop.fhir.codes import CATEGORY, ENTRY, UCUM, UNITS, ZONE, Json, coding, concept, ours, words

MOMENT = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?"
    r"(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00))"
)
"""A moment as the standard writes it."""
RESTRICTED = {"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R"}
Raw = dict[str, Any]
"""The fields of an entry, before they are checked."""


def label(code: str) -> str:
    """What one of our codes is called.

    >>> label("measure.sleep_hours"), label("answer.not_sure")
    ('Hours of sleep', 'Not sure')
    """
    group, _, name = code.partition(".")
    return measure(name).label if group == "measure" else name.replace("_", " ").capitalize()


def named(group: str, name: str, snomed: bool = False) -> Json:
    """The concept for one of our ids, or for a word of the person's own."""
    if name.startswith("own:"):
        own = words(name.removeprefix("own:"))
        return {"coding": [coding(f"{group}.own")]} | ({"text": own} if own else {})
    code = f"{group}.{name}"
    return concept(code, label(code), snomed)


def name_of(coded: Json | None, group: str) -> str | None:
    """The id that `named` wrote."""
    found = ours(coded) or ""
    if found == f"{group}.own":
        return "own:" + str((coded or {}).get("text", ""))
    return found.removeprefix(f"{group}.") if found.startswith(f"{group}.") else None


def moment(field: str, raw: Raw) -> Json:
    """A moment under this name, with the zone the person was in."""
    zone = {f"_{field}": {"extension": [{"url": ZONE, "valueCode": raw["zone"]}]}} if raw.get("zone") else {}
    return ({field: raw["at"]} if MOMENT.fullmatch(raw["at"]) else {}) | zone


def moment_of(field: str, resource: Json) -> Raw:
    """What `moment` wrote."""
    beside = resource.get(f"_{field}", {}).get("extension", ())
    zone = next((one.get("valueCode") for one in beside if one.get("url") == ZONE), None)
    return {"at": resource.get(field)} | ({"zone": zone} if zone else {})


def place(raw: Raw) -> Json | None:
    """Where on the body, the person's own left and right."""
    site, side = raw.get("site"), raw.get("side")
    if not site and not side:
        return None
    codings = [coding(f"site.{site}")] if site else []
    codings += [coding(f"side.{side}")] if side else []
    return {"coding": codings, "text": " ".join(str(w).replace("_", " ") for w in (side, site) if w)}


def place_of(coded: Json | None) -> Raw:
    """What `place` wrote."""
    found: Raw = {}
    for one in (coded or {}).get("coding", ()):
        group, _, name = str(one.get("code", "")).partition(".")
        if group in ("site", "side"):
            found[group] = name
    return found


def quantity(value: float, unit: str | None, meant: str = "") -> Json:
    """A number with its unit as said; `meant` is the unit of a number that was said without one."""
    code = UNITS.get(unit or meant)
    return (
        {"value": value}
        | ({"unit": unit} if unit and words(unit) else {})
        | ({"system": UCUM, "code": code} if code else {})
    )


def head(kind: str, raw: Raw, patient: str) -> Json:
    """What every resource of an entry begins with: who it is about and which entry it is."""
    begins: Json = {
        "resourceType": kind, "id": raw["id"], "identifier": [{"system": ENTRY, "value": raw["id"]}],
        "subject": {"reference": patient},
    }  # fmt: skip
    if raw.get("private"):
        begins["meta"] = {"security": [RESTRICTED]}
    return begins


def head_of(resource: Json) -> Raw:
    """What `head` wrote."""
    named = (i.get("value") for i in resource.get("identifier", ()) if i.get("system") == ENTRY)
    security = resource.get("meta", {}).get("security", ())
    private = any(one.get("code") == RESTRICTED["code"] for one in security)
    return {"id": next(named, None)} | ({"private": True} if private else {})


def first(listed: Any) -> Json:
    """The first of a list of parts; an empty part when there is none."""
    found: Json = next(iter(listed or ()), {})
    return found


def said_by(raw: Raw, patient: str) -> Json:
    """The person, or whoever said it for them."""
    return {"display": raw["by"]} if words(raw.get("by")) else {"reference": patient}


def by_of(reference: Json | None) -> Raw:
    """What `said_by` wrote."""
    display = (reference or {}).get("display")
    return {"by": display} if display else {}


def category(code: str) -> list[Json]:
    """The kind of observation, in the standard's own list."""
    return [{"coding": [{"system": CATEGORY, "code": code}]}]

# SPDX-License-Identifier: Apache-2.0
"""What do resources that others wrote say that a diary can keep? Measures of the body, blood values, medicines.

Each answer is a list of what it says, or a few words on why it was not read. Nothing is guessed: a unit that is not
written, a day that is not exact or a comparison such as "less than 5" leaves it unread.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from pydantic_core import to_json

from supple.entries.composed import Composed
from supple.entries.entry import Entry
from supple.entries.parse import parse
from supple.interop.fhir.codes import EGFR, LABS, LOINC, LOINC_READ, UCUM, Json, substance

Raw = dict[str, Any]
Index = Mapping[str, Json]
STANDING = frozenset({"final", "amended", "corrected"})
_UNITS: Mapping[str, Mapping[str | None, str | None]] = {
    "measure.temp_c": {"Cel": "C", "[degF]": "F"}, "measure.sbp": {"mm[Hg]": None}, "measure.dbp": {"mm[Hg]": None},
    "measure.pulse": {"/min": None, "{beats}/min": None}, "measure.weight_kg": {"kg": "kg", "[lb_av]": "lb"},
    "measure.pain": {"{score}": None, "1": None}, "own:height": {"cm": "cm"},
}  # fmt: skip
"""Our measure -> the UCUM units it is read in, and the unit of the entry."""
_LABS = {(code, unit): name for name, units in LABS.items() for unit, code in units.items()}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d:00")


def read(resource: Json, index: Index, zone: ZoneInfo, day_starts: time) -> list[Raw] | str:
    """What a resource of somebody else says, or why it was not read."""
    try:
        match resource["resourceType"]:
            case "Observation":
                return _observation(resource, zone, day_starts)
            case "MedicationStatement":
                return _medicine(resource, index, zone, day_starts)
            case "Patient" | "Medication" | "Composition" | "Practitioner" | "Organization":
                return []
    except (KeyError, TypeError, ValueError, AttributeError):
        return Composed("not written as the standard asks")
    return Composed("a kind that supple does not read")


def entry_of(raw: Raw, resource: Json, person: UUID) -> Entry | None:
    """The entry, under an id that the same resource always has; None when its values cannot be meant."""
    same = {name: said for name, said in resource.items() if name not in ("meta", "text")}
    digest = sha256(to_json(same) + to_json([raw.get("measure"), raw.get("change")])).hexdigest()
    found = parse({**raw, "id": uuid5(person, f"fhir {digest}")})
    return found if isinstance(found, Entry) else None


def moment(said: object, zone: ZoneInfo, day_starts: time) -> datetime | None:
    """A moment, or the beginning of a day; None when it is not that exact.

    >>> moment("2026-11", ZoneInfo("UTC"), time(6)), moment("2026-11-21", ZoneInfo("UTC"), time(6)).hour
    (None, 6)
    """
    if not isinstance(said, str) or len(said) < 10:
        return None
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    if _DAY.fullmatch(said):
        return datetime.combine(found.date(), day_starts, zone)
    return found if found.tzinfo else None


def _observation(resource: Json, zone: ZoneInfo, day_starts: time) -> list[Raw] | str:
    if resource.get("status") not in STANDING:
        return Composed("not final, or taken back")
    at = moment(resource.get("effectiveDateTime") or resource.get("effectivePeriod", {}).get("start"), zone, day_starts)
    if at is None:
        return Composed("no exact day")
    parts = [resource, *resource.get("component", ())]
    read_as = [_measured(part, at) for part in parts if "valueQuantity" in part]
    if found := [raw for raw in read_as if not isinstance(raw, str)]:
        return found
    return next((why for why in read_as if isinstance(why, str)), Composed("no number"))


def _measured(part: Json, at: datetime) -> Raw | str:
    value = part["valueQuantity"]
    if "comparator" in value or not isinstance(value.get("value"), int | float) or isinstance(value["value"], bool):
        return Composed("not one plain number")
    unit = value.get("code") if value.get("system") == UCUM else None
    number = float(value["value"])
    for code in _codes(part):
        if code == EGFR[0] and unit in (EGFR[1], "mL/min/1.73m2"):
            return {"kind": "fact", "topic": "lab", "name": "egfr", "number": number, "at": at}
        if lab := _LABS.get((code, unit or "")):
            return {"kind": "measurement", "measure": lab, "value": number, "unit": unit, "at": at}
        if our := LOINC_READ.get(code):
            return _of_body(our, number, unit, at)
    return Composed("a code that supple does not know")


def _codes(part: Json) -> Iterator[str]:
    return (c["code"] for c in part.get("code", {}).get("coding", ()) if c.get("system") == LOINC)


def _of_body(our: str, number: float, unit: str | None, at: datetime) -> Raw | str:
    if unit not in _UNITS[our]:
        return Composed("a unit that supple does not know here")
    if our == "measure.pain":
        return {"kind": "check_in", "pain": number, "at": at}
    said = _UNITS[our][unit]
    measure = our.removeprefix("measure.")
    return {"kind": "measurement", "measure": measure, "value": number, "at": at} | ({"unit": said} if said else {})


def _medicine(resource: Json, index: Index, zone: ZoneInfo, day_starts: time) -> list[Raw] | str:
    status = resource.get("status")
    if status not in ("active", "completed", "stopped", "unknown"):
        return Composed("not taken, only intended, or taken back")
    name = _name(resource, index)
    if not name:
        return Composed("a medicine without a name")
    period = resource.get("effectivePeriod", {})
    begun = moment(period.get("start") or resource.get("effectiveDateTime"), zone, day_starts)
    ended = moment(period.get("end"), zone, day_starts)
    asserted = moment(resource.get("dateAsserted"), zone, day_starts)
    known = {"kind": "treatment", "name": name, **_taken(resource)}
    if status in ("active", "unknown"):
        at = begun or asserted
        unknown = {} if begun else {"since_unknown": True}
        return [known | {"change": "started", "at": at} | unknown] if at else Composed("no exact day")
    said: list[Raw] = [known | {"change": "started", "at": begun}] if begun else []
    if ended or asserted:
        said.append(
            {"kind": "treatment", "name": name, "change": "stopped", "at": ended or asserted, "suddenly": False}
        )
    return said or "no exact day"


def _name(resource: Json, index: Index) -> str | None:
    coded = resource.get("medicationCodeableConcept")
    if coded is None:
        reference = resource.get("medicationReference", {}).get("reference", "")
        inside = {f"#{one.get('id')}": one for one in resource.get("contained", ())}
        coded = (inside.get(reference) or index.get(reference) or {}).get("code", {})
    written = coded.get("text") or next((c["display"] for c in coded.get("coding", ()) if c.get("display")), None)
    return substance(coded) or (str(written).strip()[:100] if written else None)


def _taken(resource: Json) -> Raw:
    """One intake and its clock times, where the dosage says them plainly and only once."""
    dosages = resource.get("dosage", ())
    if len(dosages) != 1:
        return {}
    repeat = dosages[0].get("timing", {}).get("repeat", {})
    clocks = repeat.get("timeOfDay", ())
    said: Raw = (
        {"times": [c[:5] for c in clocks], "days": repeat.get("dayOfWeek", [])}
        if all(map(_CLOCK.fullmatch, clocks))
        else {}
    )
    rates = dosages[0].get("doseAndRate", ())
    amount = rates[0].get("doseQuantity", {}) if len(rates) == 1 else {}
    if amount.get("system") == UCUM and amount.get("code") == "mg" and "comparator" not in amount:
        said["dose_mg"] = amount["value"]
    return said

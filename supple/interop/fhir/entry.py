# SPDX-License-Identifier: Apache-2.0
"""How does one entry become resources, and resources the same entry again?

Every resource is read back as soon as it is written. Only when that does not give the very same entry does it carry
the entry whole, in an extension: so nothing is lost, and nothing is said twice that the standard can hold.
"""

from collections.abc import Callable, Mapping

from pydantic import ValidationError
from pydantic_core import from_json

from supple.entries.entry import Entry
from supple.entries.kinds import ONE, to_json
from supple.entries.upcast import upcast
from supple.interop.fhir import check_in, observation, resources
from supple.interop.fhir.codes import WHOLE, Json, ours
from supple.interop.fhir.parts import Raw

Write = Callable[[Raw, str, bool], Json]
_AS_CONDITION = ("condition", "allergy")
_WRITES: Mapping[str, Write] = {
    "measurement": lambda raw, patient, _: observation.measurement(raw, patient),
    "scale_answer": observation.scale,
    "dose": resources.dose,
    "treatment": resources.treatment,
    "session": lambda raw, patient, _: resources.session(raw, patient),
    "flare": resources.flare,
    "goal": lambda raw, patient, _: resources.goal(raw, patient),
}


def written(entry: Entry, patient: str, snomed: bool = False) -> list[Json]:
    """The entry as a resource, then those that belong to it; `patient` is the reference to whose it is."""
    body = to_json(entry)
    raw: Raw = from_json(body)
    made = _made(raw, patient, snomed)
    if _read_back(made) != body:
        made[0]["extension"] = [{"url": WHOLE, "valueString": body}]
    return made


def _made(raw: Raw, patient: str, snomed: bool) -> list[Json]:
    kind = raw["kind"]
    if kind == "check_in":
        return check_in.written(raw, patient, snomed)
    if kind == "fact" and raw["topic"] in _AS_CONDITION:
        return [resources.standing(raw, patient)]
    if kind == "fact" or kind in observation.SHAPES:
        return [observation.written(kind, raw, patient, snomed)]
    if write := _WRITES.get(kind):
        return [write(raw, patient, snomed)]
    return [resources.basic(kind, raw, patient)]


def _read_back(made: list[Json]) -> str | None:
    found = read(made[0], {f"urn:uuid:{one['id']}": one for one in made})
    return None if found is None else to_json(found)


def read(resource: Json, others: Mapping[str, Json]) -> Entry | None:
    """The entry that a resource of ours stands for; None when it cannot be read as one."""
    raw = _read_as(resource, others)
    if raw is None:
        return None
    try:
        entry: Entry = ONE.validate_python(upcast(raw))
    except (ValidationError, KeyError, TypeError):
        return None
    return entry


def _read_as(resource: Json, others: Mapping[str, Json]) -> Raw | None:
    """What the resource says. One that was changed by others may have lost its shape: then it says nothing."""
    try:
        return _whole(resource) or _READS[resource["resourceType"]](resource, others)
    except (KeyError, AttributeError, TypeError, ValueError, IndexError, RecursionError):
        return None


def _whole(resource: Json) -> Raw | None:
    carried = (one.get("valueString") for one in resource.get("extension", ()) if one.get("url") == WHOLE)
    body = next(carried, None)
    raw = None if body is None else from_json(body)
    return raw if isinstance(raw, dict) else None


def _observed(resource: Json, others: Mapping[str, Json]) -> Raw | None:
    code = ours(resource.get("code")) or ""
    if code == "kind.check_in":
        return check_in.read(resource, others)
    if code.startswith("measure."):
        return observation.measured(resource)
    return observation.scaled(resource) if code.startswith("scale.") else observation.read(resource)


def _medicine(resource: Json, _: Mapping[str, Json]) -> Raw:
    reason = ours(resource["statusReason"][0]) or ""
    return resources.dose_of(resource) if reason.startswith("dose.") else resources.treatment_of(resource)


_READS: Mapping[str, Callable[[Json, Mapping[str, Json]], Raw | None]] = {
    "Observation": _observed,
    "MedicationStatement": _medicine,
    "Procedure": lambda resource, _: resources.procedure_of(resource),
    "AdverseEvent": lambda resource, _: resources.unwanted_of(resource),
    "Condition": lambda resource, _: resources.condition_of(resource),
    "AllergyIntolerance": lambda resource, _: resources.condition_of(resource),
}

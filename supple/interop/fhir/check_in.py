# SPDX-License-Identifier: Apache-2.0
"""How does a check-in go out? As a panel with one observation for each number, so that a clinic can find them."""

from collections.abc import Mapping
from uuid import UUID, uuid5

from supple.entries.felt import CheckIn
from supple.entries.measure import measure
from supple.interop.fhir.codes import PART, Json, coding, ours
from supple.interop.fhir.observation import DAY, YES, begun, coded, known
from supple.interop.fhir.parts import RESTRICTED, Raw, category, label, moment, named, quantity, said_by

_ANSWERS = coded("answer")
BESIDE = {"about": DAY, "nothing_today": YES, "signs_asked": YES}
_UNITS = {"0-10": "score", "times": "times", "h": "h"}


def written(raw: Raw, patient: str, snomed: bool = False) -> list[Json]:
    """The panel, then its numbers."""
    code = {"coding": [coding("kind.check_in")], "text": label("kind.check_in")}
    panel = begun(raw, patient, "survey", code)
    given = [name for name in CheckIn.feeds if name in raw]
    numbers = [_number(raw, name, patient, snomed) for name in given]
    beside = [
        _component(f"field.{name}", form.write(raw[name]) or {}) for name, form in BESIDE.items() if raw.get(name)
    ]
    beside += [_component(f"symptom.{s['id']}", _ANSWERS.write(s["present"]) or {}) for s in raw.get("signs", ())]
    if beside:
        panel["component"] = beside
    if numbers:
        panel["hasMember"] = [{"reference": f"urn:uuid:{one['id']}"} for one in numbers]
    return [panel, *numbers]


def _component(code: str, value: Json) -> Json:
    return {"code": {"coding": [coding(code)], "text": label(code)}, **value}


def _number(raw: Raw, name: str, patient: str, snomed: bool) -> Json:
    id = str(uuid5(UUID(raw["id"]), name))
    held = {"effectiveDateTime": raw["about"]} if raw.get("about") else moment("effectiveDateTime", raw)
    return {
        "resourceType": "Observation", "id": id, "identifier": [{"system": PART, "value": id}],
        **({"meta": {"security": [RESTRICTED]}} if raw.get("private") else {}),
        "status": "final", "category": category("survey"), "code": named("measure", name, snomed),
        "subject": {"reference": patient}, **held, "performer": [said_by(raw, patient)],
        "valueQuantity": quantity(raw[name], None, _UNITS[measure(name).unit]),
    }  # fmt: skip


def read(panel: Json, others: Mapping[str, Json]) -> Raw:
    """The check-in of a panel; its numbers are looked up among the others by their references."""
    said: Raw = {"kind": "check_in"}
    for member in panel.get("hasMember", ()):
        number = others.get(member.get("reference", ""), {})
        code = ours(number.get("code")) or ""
        said[code.removeprefix("measure.")] = number.get("valueQuantity", {}).get("value")
    signs = []
    for part in panel.get("component", ()):
        group, _, name = (ours(part.get("code")) or "").partition(".")
        if group == "symptom":
            signs.append({"id": name, "present": _ANSWERS.read(part)})
        elif name in BESIDE:
            said[name] = BESIDE[name].read(part)
    return known(panel) | said | ({"signs": signs} if signs else {})

# SPDX-License-Identifier: Apache-2.0
"""Which entries are observations, and where does each of their fields go? One table, read in both directions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from supple.entries.measure import measure
from supple.interop.fhir.codes import LABS, LOINC, Json, coding, ours, words
from supple.interop.fhir.parts import (
    Raw,
    by_of,
    category,
    first,
    head,
    head_of,
    label,
    moment,
    moment_of,
    name_of,
    named,
    place,
    place_of,
    quantity,
    said_by,
)


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of value is written, and read again; both answer None for what they cannot hold."""

    write: Callable[[Any], Json | None]
    read: Callable[[Json], Any]


def _number(unit: str) -> Form:
    return Form(lambda v: {"valueQuantity": quantity(v, None, unit)}, lambda j: j.get("valueQuantity", {}).get("value"))


def coded(group: str) -> Form:
    """One word of a closed list."""
    return Form(
        lambda v: {"valueCodeableConcept": {"coding": [coding(f"{group}.{v}")], "text": label(f"{group}.{v}")}},
        lambda j: (ours(j.get("valueCodeableConcept")) or "").removeprefix(f"{group}.") or None,
    )


YES = Form(lambda v: {"valueBoolean": v}, lambda j: j.get("valueBoolean"))
TEXT = Form(lambda v: {"valueString": v} if words(v) else None, lambda j: j.get("valueString"))
DAY = Form(lambda v: {"valueDateTime": v}, lambda j: j.get("valueDateTime"))
SCORE, COUNT, MINUTES, ML = _number("score"), _number("times"), _number("min"), _number("ml")
PLAIN = _number("")
AMOUNT = Form(
    lambda v: {"valueQuantity": quantity(v["amount"], v.get("unit"))},
    lambda j: {"amount": j.get("valueQuantity", {}).get("value"), "unit": j.get("valueQuantity", {}).get("unit")},
)
"""A number and its unit, which are two fields of an entry and one value of a resource."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind as an observation: what names it, what its value is, what stands beside the value."""

    category: str
    group: str = ""
    what: str = ""
    """The field that says what it is; without one, the kind itself does."""
    value: str = ""
    as_value: Form = TEXT
    beside: Mapping[str, Form] = field(default_factory=dict)


SHAPES = {
    "episode": Shape("survey", "symptom", "what", "severity", SCORE, {
        "duration_min": MINUTES, "count": COUNT, "woke": YES, "doing": TEXT, "relieved_by": TEXT,
    }),
    "exposure": Shape("social-history", "exposure", "what", "present", YES, {"level": SCORE}),
    "note": Shape("survey", value="text"),
    "intake": Shape("social-history", "intake", "sort", "what", TEXT, {"amount": AMOUNT}),
    "bladder": Shape("survey", "bladder", "what", "amount_ml", ML),
    "bowel": Shape("survey", "bowel", "what", "hard", YES),
    "skin": Shape("survey", "skin", "what"),
    "win": Shape("survey", value="text"),
}  # fmt: skip
FACT = Shape("social-history", "fact", "topic", "word", TEXT, {
    "name": TEXT, "state": coded("answer"), "number": PLAIN, "due": DAY, "replacement_due": DAY,
    "alarm": coded("alarm"),
})  # fmt: skip
VITAL = frozenset({"temp_c", "sbp", "dbp", "pulse", "weight_kg"})
ACTIVE = frozenset({"steps", "walk_25ft_s"})


def written(kind: str, raw: Raw, patient: str, snomed: bool = False) -> Json:
    """An entry of one of the `SHAPES`, as an observation."""
    shape = FACT if kind == "fact" else SHAPES[kind]
    code = named(shape.group, raw.get(shape.what) or "unnamed", snomed) if shape.what else _kind(kind)
    resource = begun(raw, patient, shape.category, code)
    if shape.value in raw:
        resource |= shape.as_value.write(raw[shape.value]) or {}
    held = raw | ({"amount": raw} if "amount" in shape.beside and "amount" in raw else {})
    parts = [_component(f"field.{name}", form, held[name]) for name, form in shape.beside.items() if name in held]
    if shown := [part for part in parts if part]:
        resource["component"] = shown
    return resource


def _kind(kind: str) -> Json:
    return {"coding": [coding(f"kind.{kind}")], "text": label(f"kind.{kind}")}


def _component(code: str, form: Form, value: Any) -> Json | None:
    held = form.write(value)
    return None if held is None else {"code": {"coding": [coding(code)], "text": label(code)}, **held}


def begun(raw: Raw, patient: str, sort: str, code: Json) -> Json:
    """An observation without its value."""
    resource = head("Observation", raw, patient) | {"status": "final", "category": category(sort), "code": code}
    resource |= moment("effectiveDateTime", raw) | {"performer": [said_by(raw, patient)]}
    if where := place(raw):
        resource["bodySite"] = where
    return resource


def known(resource: Json) -> Raw:
    """What `begun` wrote."""
    performer = first(resource.get("performer"))
    return (
        head_of(resource) | moment_of("effectiveDateTime", resource) | by_of(performer)
        | place_of(resource.get("bodySite"))
    )  # fmt: skip


def read(resource: Json) -> Raw | None:
    """The fields of the entry that an observation of ours stands for; None when it is none of the `SHAPES`."""
    code = ours(resource.get("code")) or ""
    for kind, shape in {**SHAPES, "fact": FACT}.items():
        if shape.what and (what := name_of(resource["code"], shape.group)):
            return known(resource) | {"kind": kind, **_values(resource, shape)} | _unless_unnamed(shape.what, what)
        if code == f"kind.{kind}":
            return known(resource) | {"kind": kind, **_values(resource, shape)}
    return None


def _unless_unnamed(field: str, what: str) -> Raw:
    return {} if what == "unnamed" else {field: what}


def _values(resource: Json, shape: Shape) -> Raw:
    found: Raw = {shape.value: shape.as_value.read(resource)} if shape.value else {}
    beside = {ours(part.get("code")): part for part in resource.get("component", ())}
    for name, form in shape.beside.items():
        if part := beside.get(f"field.{name}"):
            said = form.read(part)
            found |= said if form is AMOUNT else {name: said}
    return {name: value for name, value in found.items() if value is not None}


def measurement(raw: Raw, patient: str) -> Json:
    """One value of a measure, with the unit as it was said."""
    name = raw["measure"]
    sort = "vital-signs" if name in VITAL else "activity" if name in ACTIVE else "survey"
    code = named("measure", name)
    unit = raw.get("unit")
    if loinc := LABS.get(name, {}).get(unit or ""):
        sort, code = "laboratory", code | {"coding": [*code["coding"], {"system": LOINC, "code": loinc}]}
    meant = "" if name.startswith("own:") else measure(name).unit
    return begun(raw, patient, sort, code) | {"valueQuantity": quantity(raw["value"], unit, meant)}


def measured(resource: Json) -> Raw:
    """What `measurement` wrote."""
    value = resource.get("valueQuantity", {})
    unit = {"unit": value["unit"]} if "unit" in value else {}
    return known(resource) | {
        "kind": "measurement", "measure": name_of(resource.get("code"), "measure"), "value": value.get("value"),
    } | unit  # fmt: skip


def scale(raw: Raw, patient: str, snomed: bool) -> Json:
    """A grade, in words and with its rater: never a number to be added or averaged."""
    ashworth = raw["scale"] == "modified_ashworth"
    code = named("scale", "own:" + raw["scale"].removeprefix("clinic:"))
    if ashworth:
        code = named("scale", "modified_ashworth", snomed)
    resource = begun(raw, patient, "exam" if ashworth else "survey", code)
    if words(raw.get("rater")):
        resource["performer"] = [{"display": raw["rater"]}]
    if ashworth:
        return resource | (coded("ashworth").write(raw["value"]) or {})
    return resource | (TEXT.write(raw["value"]) or {})


def scaled(resource: Json) -> Raw:
    """What `scale` wrote."""
    name = name_of(resource.get("code"), "scale") or ""
    found = known(resource)
    rater = found.pop("by", None)
    value = coded("ashworth").read(resource) if name == "modified_ashworth" else TEXT.read(resource)
    said = {"kind": "scale_answer", "scale": name.replace("own:", "clinic:", 1), "value": value}
    return found | said | ({"rater": rater} if rater else {})

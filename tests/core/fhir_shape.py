# SPDX-License-Identifier: Apache-2.0
"""Has a resource the shape that FHIR R4 asks for? Elements, their number and types, and fixed codes.

The table beside this file was made from the standard's own definitions by tests/peers/shape.mjs.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SHAPE: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("fhir_r4_shape.json").read_text())
_DAY = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?"
_AT = rf"\d{{4}}-\d\d-\d\dT{_CLOCK}(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00))"
PATTERNS = {
    "string": r"[ \r\n\t\S]+", "markdown": r"[ \r\n\t\S]+", "code": r"[^\s]+(\s[^\s]+)*", "uri": r"\S+", "url": r"\S+",
    "canonical": r"\S+", "id": r"[A-Za-z0-9\-.]{1,64}", "base64Binary": r"[A-Za-z0-9+/=\s]*", "instant": _AT,
    "dateTime": rf"{_DAY}|{_AT}", "date": _DAY, "time": _CLOCK, "xhtml": r"[\s\S]+",
    "oid": r"urn:oid:[0-2](\.(0|[1-9]\d*))+", "uuid": r"urn:uuid:[0-9a-f-]{36}",
}  # fmt: skip
_COMPILED = {kind: re.compile(pattern, re.ASCII) for kind, pattern in PATTERNS.items()}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
NUMBERS = {"decimal": (int, float), "integer": (int,), "unsignedInt": (int,), "positiveInt": (int,)}


def problems(resource: dict[str, Any]) -> list[str]:
    """Everything that the standard would not allow, each with its place."""
    kind = resource.get("resourceType", "")
    return list(_wrong(resource, kind, kind)) if kind in SHAPE else [f"no resource: {kind}"]


def _wrong(part: Any, kind: str, place: str) -> Iterator[str]:
    if not isinstance(part, dict) or not part:
        yield f"{place}: no {kind}"
        return
    shape, seen = SHAPE[kind], set()
    for name, said in part.items():
        if name == "resourceType":
            continue
        plain = name.removeprefix("_")
        field, types = _field(shape, plain)
        if field is None:
            yield f"{place}.{name}: not in the standard"
            continue
        seen.add(field)
        row = {**shape[field], "types": types}
        yield from _extensions(said, f"{place}.{name}") if name != plain else _said(said, row, f"{place}.{name}")
    yield from (f"{place}.{name}: missing" for name, row in shape.items() if row["min"] and name not in seen)


def _field(shape: dict[str, Any], name: str) -> tuple[str | None, list[str]]:
    if name in shape:
        return name, shape[name]["types"]
    for field, row in shape.items():
        if field.endswith("[x]") and name.startswith(field[:-3]):
            fits = [kind for kind in row["types"] if kind[:1].upper() + kind[1:] == name[len(field) - 3 :]]
            if fits:
                return field, fits
    return None, []


def _said(said: Any, row: dict[str, Any], place: str) -> Iterator[str]:
    if isinstance(said, list) != row["many"]:
        yield f"{place}: {'not ' if row['many'] else ''}a list"
        return
    if said == []:
        yield f"{place}: an empty list"
    for one in said if row["many"] else [said]:
        yield from _one(one, row, place)


def _one(one: Any, row: dict[str, Any], place: str) -> Iterator[str]:
    kind = row["types"][0]
    if kind == "Resource":
        yield from (f"{place}: {found}" for found in problems(one))
    elif kind in SHAPE:
        yield from _wrong(one, kind, place)
    elif not _fits(one, kind):
        yield f"{place}: no {kind}"
    elif "codes" in row and one not in row["codes"]:
        yield f"{place}: not one of the codes"


def _fits(one: Any, kind: str) -> bool:
    if kind == "boolean":
        return isinstance(one, bool)
    if kind in NUMBERS:
        return isinstance(one, NUMBERS[kind]) and not isinstance(one, bool)
    return isinstance(one, str) and bool(_COMPILED[kind].fullmatch(one)) and not _CONTROL.search(one)


def _extensions(said: Any, place: str) -> Iterator[str]:
    for one in said.get("extension", ()):
        yield from _wrong(one, "Extension", place)

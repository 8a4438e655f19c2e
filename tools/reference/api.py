# SPDX-License-Identifier: Apache-2.0
"""docs/reference/api.md: the doors of the API, from its own description."""

import os
import tempfile
from typing import Any

from tools.reference.markdown import plain, table


def api() -> str:
    """Every path with what it takes and answers."""
    described = _described()
    out = [
        "# API\n",
        plain(described["info"]["description"]) + "\n",
        "Say who you are with `Authorization: Bearer TOKEN`; `supple token` makes one. The whole description, for",
        "machines, is at `/api/openapi.json`. The kinds of entries are in [entry kinds](entry-kinds.md).\n",
    ]
    for path, doors in described["paths"].items():
        for method, door in doors.items():
            out += [f"## {method.upper()} {path}\n", plain(door.get("description", door.get("summary", ""))) + "\n"]
            out += _asked(door) + _answers(door) + _links(door)
    for name in ("Result", "ProblemSaid", "Warned"):
        if known := described["components"]["schemas"].get(name):
            out += [f"### {name}\n", plain(known.get("description", "")) + "\n", _fields(known)]
    return "\n".join(out)


def _described() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as empty:
        os.environ["SUPPLE_HOME"] = empty
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supple.web.settings")
        import django  # noqa: PLC0415 - needs the lines above first

        django.setup()
        from supple.web.api import api as ours  # noqa: PLC0415

        return dict(ours.get_openapi_schema(path_prefix="/api/"))


def _asked(door: dict[str, Any]) -> list[str]:
    rows = [(f"`{p['name']}`", p["in"], "needed" if p.get("required") else "") for p in door.get("parameters", ())]
    body = door.get("requestBody", {}).get("description")
    return ([f"Body: {plain(body)}\n"] if body else []) + ([table(("parameter", "where", ""), rows)] if rows else [])


def _answers(door: dict[str, Any]) -> list[str]:
    rows = [
        (status, plain(answer.get("description", "")), _shape(answer)) for status, answer in door["responses"].items()
    ]
    return [table(("status", "means", "body"), rows)]


def _links(door: dict[str, Any]) -> list[str]:
    told = [link["description"] for answer in door["responses"].values() for link in answer.get("links", {}).values()]
    return ["What can follow:\n", *(f"- {plain(one)}" for one in told), ""] if told else []


def _shape(answer: dict[str, Any]) -> str:
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    if "$ref" in schema:
        return f"`{schema['$ref'].rsplit('/', 1)[-1]}`"
    if schema.get("type") == "array":
        inner = schema["items"].get("$ref", "/entry").rsplit("/", 1)[-1]
        return f"list of `{inner}`"
    return ""


def _fields(known: dict[str, Any]) -> str:
    return table(("field", "what"), [(f"`{name}`", _sort(field)) for name, field in known["properties"].items()])


def _sort(field: dict[str, Any]) -> str:
    branches = field.get("anyOf", [field])
    return " or ".join(
        "nothing" if b.get("type") == "null"
        else ", ".join(f"`{v}`" for v in b["enum"]) if "enum" in b
        else f"list of `{b['items'].get('$ref', '/').rsplit('/', 1)[-1]}`" if b.get("type") == "array"
        else str(b.get("type", ""))
        for b in branches
    )  # fmt: skip

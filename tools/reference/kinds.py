# SPDX-License-Identifier: Apache-2.0
"""docs/reference/entry-kinds.md and measures.md: what may be said, field by field, and what a day is summed up in."""

import ast
import inspect
from itertools import pairwise
from typing import Any, get_args

from supple.entries import vocabulary
from supple.entries.entry import Entry
from supple.entries.kinds import KINDS
from supple.entries.measure import MEASURES
from supple.entries.measured import UNITS
from tools.reference.markdown import plain, table

SHARED = ("id", "at", "zone", "version", "private", "by")
LONG = 12
NAMED = {
    "sign ids": list(get_args(vocabulary.SymptomId)),
    "site ids": list(get_args(vocabulary.SiteId)),
    "action ids": list(get_args(vocabulary.ActionId)),
    "exposure ids": list(get_args(vocabulary.ExposureId)),
}
Schema = dict[str, Any]


def entry_kinds() -> str:
    """Every kind with its fields."""
    out = [
        "# Entry kinds\n",
        "Every entry also has these fields. Only `id`, `kind` and `at` must be given.\n",
        _fields(Entry.model_json_schema(), {}, SHARED),
        "A field that is not listed here is refused. Leave out what was not said; never send a zero for it.\n",
    ]
    listed: dict[str, list[str]] = {}
    for name, kind in KINDS.items():
        schema = kind.model_json_schema()
        shown = [f for f in schema["properties"] if f not in (*SHARED, "kind")]
        out += [f"## {name}\n", plain(inspect.getdoc(kind) or "") + "\n", _fields(schema, listed, shown, _told(kind))]
        for inner, part in schema.get("$defs", {}).items():
            if inner in ("Sign", "PhasePlan") and f"### {inner}\n" not in out:
                out += [f"### {inner}\n", plain(part["description"]) + "\n", _fields(part, listed, part["properties"])]
    out.append("## Long lists\n")
    out += [f"**{name}**: {', '.join(f'`{id}`' for id in ids)}\n" for name, ids in listed.items()]
    return "\n".join(out)


def _told(kind: type[Entry]) -> dict[str, str]:
    """The sentence under a field in the source."""
    body = ast.parse(inspect.getsource(kind)).body[0].body  # type: ignore[attr-defined]
    return {
        before.target.id: plain(after.value.value)
        for before, after in pairwise(body)
        if isinstance(before, ast.AnnAssign)
        and isinstance(before.target, ast.Name)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
        and isinstance(after.value.value, str)
    }


def _fields(schema: Schema, listed: dict[str, list[str]], shown: Any, told: dict[str, str] | None = None) -> str:
    rows = []
    for field in shown:
        known = schema["properties"][field]
        default = known.get("default")
        left_out = "needed" if field in schema.get("required", ()) else "" if default in (None, []) else f"`{default}`"
        rows.append((f"`{field}`", _sort(field, known, listed), left_out, (told or {}).get(field, "")))
    return table(("field", "what", "if left out", ""), rows)


def _sort(field: str, known: Schema, listed: dict[str, list[str]]) -> str:
    choices: list[Schema] = known.get("anyOf") or known.get("oneOf") or [known]
    branches = [b for b in choices if b.get("type") != "null"]
    return " or ".join(dict.fromkeys(_branch(field, b, listed) for b in branches))


def _branch(field: str, known: Schema, listed: dict[str, list[str]]) -> str:
    if "enum" in known:
        if len(known["enum"]) <= LONG:
            return ", ".join(f"`{v}`" for v in known["enum"])
        name = next((n for n, ids in NAMED.items() if ids == known["enum"]), f"{field} ids")
        listed[name] = known["enum"]
        return f"one of the *{name}* below"
    if "const" in known:
        return f"`{known['const']}`"
    if "$ref" in known or "discriminator" in known:
        return "a whole entry" if "discriminator" in known else f"a {known['$ref'].rsplit('/', 1)[-1]}"
    if known.get("type") == "array":
        return f"list of: {_sort(field, known['items'], listed)}" if "items" in known else "list"
    return _simple(known)


def _simple(known: Schema) -> str:
    sort: str = known.get("format") or known.get("type") or "text"
    words = {
        "string": "text",
        "integer": "whole number",
        "boolean": "true or false",
        "date-time": "moment with time zone",
    }
    said = str(words.get(sort, sort))
    low = known.get("minimum", known.get("exclusiveMinimum"))
    high = known.get("maximum", known.get("exclusiveMaximum"))
    if low is not None and high is not None:
        said += f" above {low:g}, up to {high:g}" if "exclusiveMinimum" in known else f" {low:g} to {high:g}"
    if str(known.get("pattern", "")).startswith("^own:"):
        return "`own:` and your own word"
    if str(known.get("pattern", "")).startswith("^clinic:"):
        return "`clinic:` and the name of the clinic's scale"
    return said + (f", at most {known['maxLength']} characters" if "maxLength" in known else "")


def measures() -> str:
    """Every measure with unit, range and its rule for several answers of one day."""
    rule = {"last": "the last one said", "sum": "added up", "max": "the highest", "mean": "their mean"}
    rows = [
        (f"`{m.id}`", m.label, m.unit, f"{m.low:g} to {m.high:g}", rule[m.combine], m.better) for m in MEASURES.values()
    ]
    units = [(f"`{id}`", ", ".join(f"`{u}`" for u in known)) for id, known in UNITS.items()]
    return "\n".join((
        "# Measures\n",
        "What a diary day is summed up in. A day on which nothing was said about a measure stays empty.\n",
        table(("measure", "in words", "unit", "range", "several in one day", "better"), rows),
        "An exposure is a measure of its own: yes or no, or 0 to 10; the highest of the day counts. Minutes of",
        "a session are added up as `<what>_minutes`. Your own words are measures too (`own:...`); their mean counts.\n",
        "## Units that are understood\n",
        table(("measurement", "units"), units),
    ))  # fmt: skip

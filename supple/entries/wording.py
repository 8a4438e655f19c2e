# SPDX-License-Identifier: Apache-2.0
"""What was wrong with an entry, where, and what to do: pydantic's errors as plain sentences.

The sentences never repeat the value, so they may be shown, returned and logged.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from supple.entries.composed import Composed
from supple.entries.kinds import KINDS
from supple.entries.refused import TEMPLATE


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that kept an entry from being taken; `place` is the field, empty for the whole entry."""

    place: str
    sentence: str


Context = dict[str, Any]
_YEAR = Composed("The year must lie between 1900 and 2200.")
"""Only moments have limits that are not numbers."""
_SENTENCES: dict[str, Callable[[Context], str]] = {
    "missing": lambda c: Composed("This is needed."),
    "extra_forbidden": lambda c: Composed(
        "This field is not known for this kind of entry; leave it out or check its name."
    ),
    "union_tag_invalid": lambda c: Composed(
        "This kind of entry is not known; use one of: {words}.", words=_plain(c["expected_tags"])
    ),
    "union_tag_not_found": lambda c: Composed("Say which kind of entry this is."),
    "literal_error": lambda c: Composed(
        "This word is not known here; use one of: {words}.", words=_short(_plain(c["expected"]))
    ),
    "greater_than_equal": lambda c: (
        Composed("Choose a number that is {n} or more.", n=f"{c['ge']:g}") if _is_number(c["ge"]) else _YEAR
    ),
    "less_than_equal": lambda c: Composed("Choose a number that is {n} or less.", n=f"{c['le']:g}"),
    "less_than": lambda c: Composed("Choose a number below {n}.", n=f"{c['lt']:g}") if _is_number(c["lt"]) else _YEAR,
    "greater_than": lambda c: Composed("Choose a number above {n}.", n=f"{c['gt']:g}"),
    "timezone_aware": lambda c: Composed("Add the time zone to this moment, such as +01:00 at the end."),
    "uuid_parsing": lambda c: Composed("An id must be a UUID, such as 0190f3b2-7c1e-7d10-9a55-3f0d5c1f2a11."),
    "string_too_long": lambda c: Composed("Shorten this to {n} characters.", n=str(c["max_length"])),
    "string_too_short": lambda c: Composed("Write something here."),
    "string_pattern_mismatch": lambda c: Composed("This is not written in the form that is expected here."),
    "finite_number": lambda c: Composed("Give an ordinary number."),
    "int_from_float": lambda c: Composed("Give a whole number."),
    "json_invalid": lambda c: Composed("This is not complete JSON; send it again."),
}
_FAMILIES = (
    ("datetime", Composed("This is not a real date and time; write it like 2026-11-21T03:05:00+01:00.")),
    ("date", Composed("This is not a real date; write it like 2026-11-21.")),
    ("int", Composed("Give a whole number.")),
    ("float", Composed("Give a number.")),
    ("bool", Composed("Answer yes or no.")),
    ("string", Composed("Give this as text.")),
    ("tuple", Composed("Give this as a list.")),
    ("uuid", Composed("An id must be a UUID.")),
)
_BRANCH = re.compile(r"literal\[|constrained-|function-")
_OURS = {"day", "zone", "moment", "unit", "range", "ashworth", "fact"}


def problems(error: ValidationError) -> tuple[Problem, ...]:
    """Every mistake of an entry, each at its field."""
    return tuple(Problem(_place(e), _sentence(e)) for e in error.errors(include_url=False, include_input=False))


def _place(error: ErrorDetails) -> str:
    """The path to the field, without the names of kinds and of pydantic's own branches."""
    return ".".join(str(p) for p in error["loc"] if str(p) not in KINDS and not _BRANCH.match(str(p)))


def _sentence(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind in _OURS:
        ctx = error.get("ctx", {})
        return Composed(ctx[TEMPLATE], **{name: said for name, said in ctx.items() if name != TEMPLATE})
    if known := _SENTENCES.get(kind):
        return known(error.get("ctx", {}))
    for start, sentence in _FAMILIES:
        if kind.startswith(start):
            return sentence
    return Composed("This does not fit here; check it against the description of this kind of entry.")


def _is_number(limit: object) -> bool:
    return isinstance(limit, int | float)


def _plain(quoted: str) -> str:
    return quoted.replace("'", "").replace(" or ", ", ")


def _short(words: str, most: int = 12) -> str:
    listed = words.split(", ")
    if len(listed) <= most:
        return words
    return Composed("{words} and {n} more", words=", ".join(listed[:most]), n=len(listed) - most)

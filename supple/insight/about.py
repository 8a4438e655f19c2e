# SPDX-License-Identifier: Apache-2.0
"""What is being asked of a diary: which outcome, which factors, in which units, with which treatments begun."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from supple.errors import SuppleError

OutcomeKind = Literal["ordinal", "count", "binary"]
FactorType = Literal["score", "cont", "bin", "count"]
Better = Literal["lower", "higher"]
Expected = Literal["worse", "better"]


@dataclass(frozen=True, slots=True)
class Factor:
    """One exposure; `unit` is the step an effect is stated for; None leaves type or unit to be inferred.

    `expected` says which way knowledge thinks it goes, if at all; leaving it out asks the diary alone.
    """

    name: str
    type: FactorType | None = None
    unit: float | None = None
    expected: Expected | None = None


@dataclass(frozen=True, slots=True)
class Treatment:
    """A lasting change of treatment, whose own step in the outcome is not blamed on an exposure."""

    name: str
    start: date


@dataclass(frozen=True, slots=True)
class About:
    """The question; everything left None is inferred from the diary, and said."""

    outcome: str | None = None
    kind: OutcomeKind | None = None
    better: Better = "lower"
    factors: tuple[Factor, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    case: str | None = None


def parse(raw: Mapping[str, Any]) -> About:
    """Read what ABOUT.json or case.json says.

    >>> parse({"outcome": "cramps", "kind": "count", "factors": [{"name": "heat", "type": "bin"}]}).kind
    'count'
    """
    factors = tuple(_factor(item) for item in _items(raw, "factors"))
    treatments = tuple(_treatment(item) for item in _items(raw, "treatments"))
    better: Better = _word(raw, "better", get_args(Better)) or "lower"
    kind = _word(raw, "kind", get_args(OutcomeKind))
    return About(_text(raw, "outcome"), kind, better, factors, treatments, _text(raw, "case"))


def _items(raw: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    found = raw.get(field) or []
    if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
        raise _refuse(field, "is not a list of objects", 'Write it as [{"name": "..."}].')
    return found


def _factor(item: Mapping[str, Any]) -> Factor:
    unit = item.get("unit")
    bad = isinstance(unit, bool) or not isinstance(unit, int | float) or not 0.0 < unit < float("inf")
    if unit is not None and bad:
        raise _refuse("unit", "is not a number above 0", "Leave it out to have it inferred.")
    kind = _word(item, "type", get_args(FactorType))
    expected = _word(item, "expected", get_args(Expected))
    return Factor(_name(item), kind, None if unit is None else float(unit), expected)


def _treatment(item: Mapping[str, Any]) -> Treatment:
    try:
        return Treatment(_name(item), date.fromisoformat(str(item.get("start"))))
    except ValueError as wrong:
        raise _refuse("start", "is not a date", "Write it as YYYY-MM-DD.") from wrong


def _name(item: Mapping[str, Any]) -> str:
    name = _text(item, "name")
    if not name:
        raise _refuse("name", "is missing", "Give each factor and treatment a name.")
    return name


def _text(raw: Mapping[str, Any], field: str) -> str | None:
    found = raw.get(field)
    if found is not None and not isinstance(found, str):
        raise _refuse(field, "is not text", "Put it in quotation marks.")
    return found


def _word(raw: Mapping[str, Any], field: str, allowed: tuple[str, ...]) -> Any:
    found = raw.get(field)
    if found is not None and found not in allowed:
        raise _refuse(field, "is not one of the words it may be", f"Use one of: {', '.join(allowed)}.")
    return found


def _refuse(field: str, what: str, hint: str) -> SuppleError:
    return SuppleError("about-unreadable", f"In the description of the diary, '{field}' {what}.", hint)

# SPDX-License-Identifier: Apache-2.0
"""What is being asked of a diary: which outcome, which factors, in which units, with which treatments begun."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from supple.entries.measure import MEASURES, OF_THE_LEGS
from supple.entries.vocabulary import ExposureId, SymptomId
from supple.errors import SuppleError
from supple.insight.result import Said

OutcomeKind = Literal["ordinal", "count", "binary"]
FactorType = Literal["score", "cont", "bin", "count"]
Better = Literal["lower", "higher"]
Expected = Literal["worse", "better"]
SYMPTOMS = frozenset({*get_args(SymptomId), *OF_THE_LEGS}) - frozenset(get_args(ExposureId))
"""Columns that say how it was: two symptoms of one day say nothing about what brings them on."""


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
    beside: tuple["About", ...] = ()
    """Other outcomes that are asked together with it: each lends what its days say, and none is a factor."""

    @property
    def outcomes(self) -> frozenset[str]:
        """The columns that are asked about, which are never factors."""
        return frozenset(one.outcome for one in (self, *self.beside) if one.outcome)


def parse(raw: Mapping[str, Any]) -> About:
    """Read what ABOUT.json or case.json says.

    >>> parse({"outcome": "cramps", "kind": "count", "factors": [{"name": "heat", "type": "bin"}]}).kind
    'count'
    """
    factors = tuple(_factor(item) for item in _items(raw, "factors"))
    treatments = tuple(_treatment(item) for item in _items(raw, "treatments"))
    outcome = _text(raw, "outcome")
    better: Better = _word(raw, "better", get_args(Better)) or usual_better(outcome)
    kind = _word(raw, "kind", get_args(OutcomeKind))
    return About(outcome, kind, better, factors, treatments, _text(raw, "case"), _beside(raw, outcome))


def usual_better(outcome: str | None) -> Better:
    """Which way an outcome is better: as its measure has it, and lower where it has none.

    >>> usual_better("mood"), usual_better("cramps")
    ('higher', 'lower')
    """
    return MEASURES[outcome].better if outcome in MEASURES else "lower"


def jointly(about: About) -> list[About]:
    """The same question of each of its outcomes, the first one first."""
    every, beside = (about, *about.beside), {one.outcome for one in about.beside}
    factors = tuple(factor for factor in about.factors if factor.name not in beside)
    if about.factors and not factors:
        raise _refuse("beside", "names every factor", "Leave out what may move the outcomes.")
    alone = [replace(one, factors=factors, treatments=about.treatments, beside=()) for one in every]
    return [replace(one, beside=tuple(other for other in alone if other is not one)) for one in alone]


def factors_of(about: About, outcome: str, columns: Iterable[str]) -> tuple[Factor, ...]:
    """Those asked about, or every column that is no outcome and no symptom; what is asked beside is never a factor."""
    outcomes = {outcome, *about.outcomes}
    if about.factors:
        return tuple(factor for factor in about.factors if factor.name not in outcomes)
    return tuple(Factor(name) for name in columns if name not in outcomes | SYMPTOMS)


def not_factors(about: About, outcome: str, columns: Iterable[str], asked: set[str]) -> list[Said]:
    """What became of the columns that are no factors, and of symptoms that were asked about as if they were."""
    said = [Said("asked-beside", one.outcome or "", one.better) for one in about.beside]
    said += [Said("symptom-asked", name) for name in columns if name in asked & SYMPTOMS]
    left = frozenset() if about.factors else SYMPTOMS
    for name in columns:
        if name not in asked | about.outcomes | {outcome}:
            said.append(Said("symptom-left-out" if name in left else "column-unused", name))
    return said


def _beside(raw: Mapping[str, Any], outcome: str | None) -> tuple[About, ...]:
    found = raw.get("beside") or []
    if not isinstance(found, list) or not all(isinstance(item, str | Mapping) for item in found):
        raise _refuse("beside", "is not a list of names", 'Write it as ["spasms", "cramps"].')
    items = [{"name": item} if isinstance(item, str) else item for item in found]
    asked = {_name(item): parse({"outcome": item["name"], **_only(item, "kind", "better")}) for item in items}
    if asked and (outcome is None or outcome in asked):
        raise _refuse("beside", "names outcomes beside another one", "Name that in 'outcome', and not once more here.")
    return tuple(asked.values())


def _only(item: Mapping[str, Any], *fields: str) -> dict[str, Any]:
    return {field: item[field] for field in fields if field in item}


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

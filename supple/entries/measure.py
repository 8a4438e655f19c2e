# SPDX-License-Identifier: Apache-2.0
"""The quantities a day is summed up in: unit, range, how several answers of one day become one, wording.

The only place that knows these; entries, forms, series, plots and reports ask here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from pydantic import Field

from supple.entries.vocabulary import ActionId, ExposureId

Combine = Literal["last", "sum", "max", "mean"]
Better = Literal["lower", "higher"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One quantity per diary day; `combine` says how several readings of a day become one number."""

    id: str
    label: str
    unit: str = ""
    low: float = 0
    high: float = 10
    combine: Combine = "last"
    better: Better = "lower"
    whole: bool = True


def _score(id: str, label: str, better: Better = "lower") -> Measure:
    return Measure(id, label, "0-10", 0, 10, "last", better)


_KNOWN = (
    _score("spasticity", "Stiffness and spasms, last 24 hours"),
    Measure("spasm_count", "Spasms, as counted by you", "times", 0, 500),
    Measure("episodes", "Spasms and cramps logged", "times", 0, 500, "sum"),
    Measure("woken_by_legs", "Times woken by legs", "times", 0, 100, "sum"),
    Measure("sleep_hours", "Hours of sleep", "h", 0, 24, "last", "higher", whole=False),
    _score("sleep_quality", "Sleep quality", "higher"),
    Measure("wake_count", "Times awake in the night", "times", 0, 60),
    _score("pain", "Pain"),
    _score("fatigue_level", "Fatigue level"),
    _score("stress_level", "Stress level"),
    _score("mood", "Mood", "higher"),
    _score("impact_walking", "Legs in the way of walking"),
    _score("impact_transfers", "Legs in the way of moving from one seat to another"),
    _score("impact_care", "Legs in the way of washing and dressing"),
    Measure("falls", "Falls", "times", 0, 50),
    Measure("falls_logged", "Falls logged", "times", 0, 50, "sum"),
    Measure("temp_c", "Body temperature", "°C", 30, 45, "max", whole=False),
    Measure("sbp", "Blood pressure, upper value", "mmHg", 40, 300, "max"),
    Measure("dbp", "Blood pressure, lower value", "mmHg", 20, 200, "max"),
    Measure("pulse", "Pulse", "/min", 20, 250, "max"),
    Measure("steps", "Steps", "steps", 0, 200_000, "max", "higher"),
    Measure("weight_kg", "Weight", "kg", 20, 400, whole=False),
    Measure("walk_25ft_s", "Timed 25-foot walk", "s", 1, 600, whole=False),
    Measure("joint_range_deg", "Joint range", "°", 0, 180, "max", "higher"),
    Measure("drink_ml", "Drinks", "ml", 0, 20_000, "sum", "higher"),
    Measure("missed_dose", "Medicine missed", "yes/no", 0, 1, "max"),
)
MEASURES: dict[str, Measure] = {m.id: m for m in _KNOWN}
OF_THE_LEGS = ("spasticity", "episodes", "spasm_count", "woken_by_legs")
"""What legs do, told in four ways: what moves one of them mostly moves the others."""
_MINUTES, _OWN = "_minutes", "own:"


def measure(id: str) -> Measure:
    """The measure of that id; exposures are yes/no or 0-10 a day, minutes add up, own words are kept as they are.

    >>> measure("sleep_hours").unit, measure("heat").combine, measure("own:air quality").label
    ('h', 'max', 'air quality')
    """
    if known := MEASURES.get(id):
        return known
    rule = combine(id)
    if rule == "sum":
        return Measure(id, _words(id.removesuffix(_MINUTES)) + ", minutes", "min", 0, 1440, rule, "higher")
    if rule == "mean":
        return Measure(id, id.removeprefix(_OWN), "", float("-inf"), float("inf"), rule, whole=False)
    return Measure(id, _words(id), "", 0, 10, rule, whole=False)


def every_word() -> Iterator[str]:
    """The labels that are made of an id rather than written out, and the units, for translators.

    >>> {"Late screen", "Walking, minutes", "kg"} <= set(every_word())
    True
    """
    yield from (known.unit for known in MEASURES.values() if known.unit)
    actions = get_args(ActionId)
    ids = (*get_args(ExposureId), *actions, *(f"{action}{_MINUTES}" for action in actions))
    yield from (measure(id).label for id in ids)
    yield "min"


def combine(id: str) -> Combine:
    """How several readings of a day become one number; asked alone, since whole diaries come through here.

    >>> combine("episodes"), combine("walking_minutes"), combine("own:tea"), combine("heat")
    ('sum', 'sum', 'mean', 'max')
    """
    if known := MEASURES.get(id):
        return known.combine
    if id.endswith(_MINUTES):
        return "sum"
    return "mean" if id.startswith(_OWN) else "max"


def within(id: str) -> Any:
    """The range of a measure as the constraint of an entry's field, so that it is written once."""
    known = MEASURES[id]
    return Field(ge=known.low, le=known.high, title=known.label)


def _words(id: str) -> str:
    return id.replace("_", " ").capitalize()

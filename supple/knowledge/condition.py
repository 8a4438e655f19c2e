# SPDX-License-Identifier: Apache-2.0
"""In which words is a rule written? The condition language of red flags and gates, as data.

A condition is a mapping with exactly one operator. What a profile does not tell counts as the unsafe
answer: see docs/how-to/add-a-remedy.md, and `supple/care/rules.py` for the meaning.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from supple.knowledge.source import Known

Onset = Literal["sudden", "hours", "days", "weeks", "months", "long_standing"]
Status = Literal["taking", "missed", "ran_out", "stopped_suddenly", "stopped_as_planned"]

ANY_MEDICINE = "any_medicine"
"""The word of a rule that is about every medicine, known to us or not."""


def _listed(key: str) -> Any:
    """Let `sign: [a, b]` stand for `sign: {ids: [a, b]}`."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, list | tuple) else value)


class SignTest(Known):
    """A sign of today that counts: present or not sure, and new or clearly worse than the person's usual."""

    ids: tuple[str, ...] = Field(min_length=1)
    sites: tuple[str, ...] = ()
    side: Literal["one", "both"] | None = None
    onset: tuple[Onset, ...] = ()
    hours_at_least: float | None = None
    hours_above: float | None = None
    hours_at_most: float | None = None
    severity_at_least: float | None = None
    rise_at_least: float | None = None
    prevents: tuple[str, ...] = ()
    worse: Literal[True] | None = None
    pattern: Literal["new", "any", "known"] = "new"
    passing_h: float | None = None
    """Leave out what is a known pattern of this person and is known to have passed within these hours."""
    must_say: tuple[Literal["onset", "hours", "severity", "site", "side"], ...] = ()


class MedicineTest(Known):
    """A medicine the person is on now (missed and run out count as on); `any_medicine` stands for every one."""

    any: tuple[str, ...] = Field(min_length=1)
    status: tuple[Status, ...] = ()
    not_route: tuple[str, ...] = ()
    missed_at_least: int | None = None
    started_within_days: int | None = None
    changed_within_days: int | None = None
    stopped_within_days: int | None = None
    daily_mg_above: float | None = None
    """Counts only above this amount a day; an amount that was not said counts."""
    different_at_least: int = 1
    taken_for_days: int | None = None
    """Counts only when begun at least so many days ago; a start that was not said counts."""


class InjectionTest(Known):
    """An injection that goes on working, within so many days; a date that is not known counts."""

    name: str
    within_days: int
    sites: tuple[str, ...] = ()
    at_item: Literal[True] | None = None
    """Only when the item touches the place of the injection."""


class DeviceTest(Known):
    """A device in or on the body, such as a medicine pump."""

    name: str
    alarm: tuple[str, ...] = ()
    refill: Literal["passed"] | None = None
    refill_within_days: int | None = None
    replacement_within_days: int | None = None
    event_within_days: int | None = None


class SupplementTest(Known):
    """A supplement the person takes now, by the beginning of its name."""

    any: tuple[str, ...] = Field(min_length=1)
    not_prescribed: Literal[True] | None = None


class NumberTest(Known):
    """A number of the profile against a limit; `about` names it in the finding."""

    field: Literal[
        "temp_c", "pulse", "age", "egfr", "crcl", "falls_last_month", "falls_last_3_months",
        "clinician_limit_ml", "drank_last_hour_ml", "sedation", "sedatives", "sbp", "sbp_rise", "magnesium_over_cap_mg",
    ]  # fmt: skip
    at_least: float | None = None
    above: float | None = None
    below: float | None = None
    at_most: float | None = None
    must_say: bool = False
    about: str | None = None


class ItemTest(Known):
    """The thing one would like to do: a line of `plan_request`, or a line the plan itself proposes."""

    kinds: tuple[str, ...] = Field(min_length=1)
    positions: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    field: str | None = None
    above: float | None = None
    above_own: str | None = None  # a number of the profile that the field may not pass
    is_true: str | None = None
    beside: tuple[str, ...] = ()  # kinds of other wishes at the same place
    on_leg_of: str | None = None  # a red flag whose leg this item touches
    near_dose_of: str | None = None  # a medicine; within the hours below of one of its doses
    hours_before: float = 0
    hours_after: float = 0


class AtLeast(Known):
    """A number of conditions out of a list, each counted once."""

    n: int = Field(ge=1)
    of: tuple[Condition, ...]


class Condition(Known):
    """Exactly one operator; the operators nest."""

    any: tuple[Condition, ...] | None = None
    all: tuple[Condition, ...] | None = None
    at_least: AtLeast | None = None
    unless: Condition | None = None
    one_leg: Condition | None = None
    rule: str | None = None
    sign: Annotated[SignTest | None, _listed("ids")] = None
    any_new_sign: Literal[True] | None = None
    condition: tuple[str, ...] | None = None
    exposure: tuple[str, ...] | None = None
    medicine: Annotated[MedicineTest | None, _listed("any")] = None
    device: DeviceTest | None = None
    supplement: SupplementTest | None = None
    number: NumberTest | None = None
    injected: InjectionTest | None = None
    jurisdiction: tuple[str, ...] | None = None
    smoking: tuple[str, ...] | None = None
    alcohol_today: Literal[True] | None = None
    pregnant: tuple[str, ...] | None = None
    seizure_history: Literal[True] | None = None
    not_adult: Literal[True] | None = None
    item: ItemTest | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("a condition needs exactly one operator, such as any, all or sign")
        return self

    @cached_property
    def operator(self) -> str:
        """The one operator that is set."""
        return next(iter(self.model_fields_set))

    @cached_property
    def alike(self) -> int:
        """A number that it shares with every condition that says the same, and with no other."""
        own = self.at_least.n if self.at_least else None if self._parts else getattr(self, self.operator)
        return _NUMBERS.setdefault((self.operator, own, *(part.alike for part in self._parts)), len(_NUMBERS))

    @cached_property
    def of_person(self) -> bool:
        """Whether its answer is the same for every wish, for each leg, and as an excuse."""
        return _WHERE_LOOKED_FROM.isdisjoint(term.operator for term in self.terms)

    @cached_property
    def of_wish(self) -> bool:
        """Whether it is about something the person would like to do."""
        return any(term.item for term in self.terms)

    @cached_property
    def terms(self) -> tuple[Condition, ...]:
        """The condition and everything nested in it, outermost first."""
        return (self, *(deep for part in self._parts for deep in part.terms))

    @property
    def _parts(self) -> tuple[Condition, ...]:
        """The conditions right inside it."""
        alone = tuple(c for c in (self.unless, self.one_leg) if c is not None)
        return (*(self.any or ()), *(self.all or ()), *(self.at_least.of if self.at_least else ()), *alone)


_NUMBERS: dict[tuple[object, ...], int] = {}
_WHERE_LOOKED_FROM = frozenset({"sign", "item", "injected"})
"""Terms whose answer hangs on the wish, the leg or the excuse through which they are looked at."""


def walk(condition: Condition) -> tuple[Condition, ...]:
    """The condition and everything nested in it, outermost first.

    >>> [c.operator for c in walk(Condition.model_validate({"any": [{"rule": "RF-01"}]}))]
    ['any', 'rule']
    """
    return condition.terms

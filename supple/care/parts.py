# SPDX-License-Identifier: Apache-2.0
"""What is a profile made of? Signs, medicines, devices, wishes; what is not said is None, never taken as fine."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Day = date  # a field may be called date as well
Onset = Literal["sudden", "hours", "days", "weeks", "months", "long_standing"]
Status = Literal["taking", "missed", "ran_out", "stopped_suddenly", "stopped_as_planned"]


class Part(BaseModel):
    """A frozen value from outside; fields we do not know are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_left_out(cls, raw: Any) -> Any:
        """A null stands for "not said", also where the default is not null; only `prescribed` keeps it."""
        if not isinstance(raw, dict):
            return raw
        return {key: value for key, value in raw.items() if value is not None or key == "prescribed"}


def _yes_no(value: Any) -> Any:
    """Entries answer in words, profiles in true and false; both mean the same."""
    return {"yes": True, "no": False}.get(value, value) if isinstance(value, str) else value


def id_of(words: str) -> str:
    """A name as it was written, as an id.

    >>> id_of(" Baclofen Tablets ")
    'baclofen_tablets'
    """
    return words.strip().lower().replace(" ", "_")


Id = Annotated[str, Field(max_length=100)]
Name = Annotated[str, BeforeValidator(lambda v: id_of(v) if isinstance(v, str) else v)]


class Symptom(Part):
    """A sign of today. `new` left out counts as new; `present` not sure counts as yes."""

    id: Id
    present: Annotated[bool | Literal["not_sure"], BeforeValidator(_yes_no)] = True
    site: Id | None = None
    side: Literal["left", "right", "both"] | None = None
    onset: Onset | None = None
    duration_h: float | None = None
    new: bool | None = None
    worse: bool | None = None
    severity: float | None = None
    usual_severity: float | None = None
    prevents: tuple[str, ...] = ()

    @property
    def is_new_or_worse(self) -> bool:
        """Whether it counts: not part of the person's own usual state, or clearly worse than it."""
        if self.worse or self.new:
            return True
        return self.new is None and self.onset != "long_standing"

    @property
    def rise(self) -> float | None:
        """Points above the person's own mean of the last seven days, when both are known."""
        if self.severity is None or self.usual_severity is None:
            return None
        return self.severity - self.usual_severity


class Medicine(Part):
    """A medicine as it is now; `dose_mg` is one intake."""

    name: Name
    dose_mg: float | None = None
    times: tuple[str, ...] = ()
    route: str | None = None
    started: date | None = None
    stopped: date | None = None
    status: Status = "taking"
    days: tuple[str, ...] = ()
    dose_changed: date | None = None
    missed_doses: int | None = None


class Supplement(Part):
    """One intake of a supplement; magnesium is the one with rules."""

    name: Name
    salt: str | None = None
    salt_mg: float | None = None
    elemental_mg: float | None = None
    times: tuple[str, ...] = ()
    kind: str = "supplement"
    prescribed: bool | None = False


class Device(Part):
    """A device in or on the body."""

    name: Name
    refill_due: date | None = None
    replacement_due: date | None = None
    last_event: date | None = None
    alarm: Literal["single_beep", "two_tone"] | None = None


class Injection(Part):
    """An injection that goes on working, such as botulinum toxin."""

    name: Name
    date: Day | None = None
    site: Id | None = None
    side: str | None = None


class Vitals(Part):
    """What was measured today."""

    temp_c: float | None = None
    sbp: float | None = None
    usual_sbp: float | None = None
    pulse: float | None = None


class Habits(Part):
    """Smoking, and what was drunk or smoked today."""

    smoking: str | None = None
    alcohol_today: float | None = None
    cannabis_today: float | bool | None = None


class Fluid(Part):
    """The clinician's fluid limit and what was drunk in the last hour."""

    clinician_limit_ml: float | None = None
    drank_last_hour_ml: float | None = None


class Accepted(Part):
    """A standing finding that the prescriber knows about."""

    rule: str
    about: tuple[str, ...] = ()
    by: str | None = None
    date: Day | None = None


class Wish(Part):
    """One line of what the person would like to do; every kind has its own further fields."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: str
    kind: str
    site: str | None = None
    side: str | None = None
    position: str | None = None

    def value(self, name: str) -> Any:
        """A field of this kind of item, or None."""
        return getattr(self, name, None) if name in type(self).model_fields else (self.model_extra or {}).get(name)

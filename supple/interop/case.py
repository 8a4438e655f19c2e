# SPDX-License-Identifier: Apache-2.0
"""How is a case written? A situation and what supple must say of it, as YAML that a clinician can read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from supple.errors import SuppleError

UrgencyWord = Literal["emergency", "same_day", "prompt", "routine", "none"]
_FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CasePart(BaseModel):
    """A part of a case; a misspelt field is refused instead of passed over."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Lately(CasePart):
    """What the last weeks brought, for cases without entries."""

    places: tuple[tuple[str, str | None], ...] = ()
    night_cramps: bool = False
    fatigue: float | None = None
    worn: bool = False
    mobility: str | None = None
    drink_style: str | None = None


class MadeUpDiary(CasePart):
    """A diary with a known truth, drawn from a seed."""

    regime: str
    days: int
    seed: int


class Given(CasePart):
    """The situation: a profile, or entries, or a daily diary. A profile says only what differs from a person
    with nothing to report; write null for what is not known."""

    profile: dict[str, Any] | None = None
    entries: tuple[dict[str, Any], ...] | None = None
    now: str | None = None
    zone: str = "Europe/London"
    diary: str | None = None
    """A diary as CSV text."""
    made_up: MadeUpDiary | None = None
    about: dict[str, Any] = Field(default_factory=dict)
    energy: Literal["usual", "low", "five_minutes"] = "usual"
    recent: Lately = Lately()


class Expected(CasePart):
    """What must hold; what is left out is not looked at."""

    urgency: UrgencyWord | None = None
    findings: dict[str, UrgencyWord] | None = None
    """All findings, rule and urgency, no more and no fewer."""
    findings_include: dict[str, UrgencyWord] = Field(default_factory=dict)
    no_findings: tuple[str, ...] = ()
    actions: dict[str, str] = Field(default_factory=dict)
    blocks: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    plan_suppressed: bool | None = None
    plan_has: tuple[str, ...] = ()
    plan_lacks: tuple[str, ...] = ()
    plan_minutes_at_most: float | None = None
    held: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    questions: Literal["none", "some"] | None = None
    asks: tuple[str, ...] = ()
    sign_questions: tuple[str, ...] = ()
    no_sign_questions: tuple[str, ...] = ()
    triggers: tuple[str, ...] | None = None
    magnesium: dict[str, Any] | None = None
    """What is said of magnesium: `allowed`, `cap_mg`, `elemental_mg_now`, `slots`, all `reasons`, `questions`."""
    verdicts: dict[str, str] = Field(default_factory=dict)
    report_has: tuple[str, ...] = ()


class Case(CasePart):
    """One situation with its expected answers."""

    case: str
    title: str
    covers: tuple[str, ...] = ()
    note: str | None = None
    given: Given
    expect: Expected


def read_cases(text: str, name: str) -> tuple[Case, ...]:
    """The cases of one file: a YAML list, or a single case."""
    try:
        raw = yaml.load(text, Loader=_FAST)  # noqa: S506 - a safe loader, the C one when there
    except yaml.YAMLError as wrong:
        raise SuppleError("case-unreadable", f"'{name}' is not YAML.", "Look for a stray sign.") from wrong
    return tuple(_case(one, name) for one in (raw if isinstance(raw, list) else [raw]))


def _case(raw: Any, name: str) -> Case:
    try:
        return Case.model_validate(raw)
    except ValidationError as wrong:
        label = raw.get("case", "a case") if isinstance(raw, dict) else "a case"
        places = "; ".join(_place(e["loc"], e["msg"]) for e in wrong.errors()[:3])
        what = f"'{name}', {label}: {places}."
        raise SuppleError("case-unreadable", what, "See docs/how-to/write-a-case.md.") from wrong


def _place(steps: Iterable[Any], message: str) -> str:
    return f"{'.'.join(str(s) for s in steps)}: {message}"

# SPDX-License-Identifier: Apache-2.0
"""How does a profile from outside become a Profile? What cannot be so is refused in words that quote nothing."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from supple.care.clock import minute_of
from supple.care.profile import Profile
from supple.errors import SuppleError

_NEVER_NEGATIVE = frozenset({
    "age", "egfr", "crcl", "dose_mg", "salt_mg", "elemental_mg", "duration_h", "severity", "falls_last_month",
    "falls_last_3_months", "missed_doses", "clinician_limit_ml", "drank_last_hour_ml", "alcohol_today", "sbp", "pulse",
    "ml", "ml_per_day", "within_min", "hold_s", "reps", "sessions_per_day", "seconds",
})  # fmt: skip
_CLOCKS = frozenset({"times", "at"})
_HINT = "Look at this field again."


def read_profile(raw: Any) -> Profile:
    """The profile, or a refusal that names the field: a negative amount, a time such as 25:00, a wrong word.

    >>> read_profile({"medicines": [{"name": "Baclofen", "times": ["08:00"]}]}).medicines[0].name
    'baclofen'
    """
    if not isinstance(raw, dict):
        raise SuppleError("profile-unreadable", "The profile is not a JSON object.", "Start it with { and end with }.")
    _refuse_impossible(raw, "", "")
    try:
        return Profile.model_validate(raw)
    except ValidationError as wrong:
        place = ".".join(str(step) for step in wrong.errors()[0]["loc"])
        raise SuppleError("profile-unreadable", f"The profile's {place} cannot be read.", _HINT) from wrong


def _refuse_impossible(value: Any, place: str, name: str) -> None:
    """Look at every single value, with its place and the field it belongs to."""
    if isinstance(value, dict):
        for key, inner in value.items():
            _refuse_impossible(inner, f"{place}.{key}" if place else str(key), str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            _refuse_impossible(inner, f"{place}.{number}", name)
    elif name in _CLOCKS or name in _NEVER_NEGATIVE:
        _refuse_one(value, place, name)


def _refuse_one(value: Any, place: str, name: str) -> None:
    if name in _NEVER_NEGATIVE and isinstance(value, int | float) and value < 0:
        raise SuppleError("profile-impossible", f"The profile's {place} is below zero.", _HINT)
    if name in _CLOCKS and isinstance(value, str):
        try:
            minute_of(value)
        except SuppleError as wrong:
            what = f"The profile's {place} is no time of day."
            raise SuppleError("profile-impossible", what, "Write times as HH:MM, 00:00 to 23:59.") from wrong

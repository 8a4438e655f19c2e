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
_BOUNDS: dict[str, tuple[float, float, str]] = {
    "age": (0, 130, "no age in years"),
    "temp_c": (25, 46, "no body temperature in degrees Celsius"),
    "sbp": (30, 350, "no upper blood pressure"),
    "usual_sbp": (30, 350, "no upper blood pressure"),
    "pulse": (10, 350, "no pulse a minute"),
    "egfr": (0, 400, "no eGFR in mL/min"),
    "crcl": (0, 500, "no creatinine clearance in mL/min"),
    "severity": (0, 10, "not on the scale from 0 to 10"),
    "usual_severity": (0, 10, "not on the scale from 0 to 10"),
}
"""Outside of these a number was measured in another unit, or is a slip; wide on purpose."""
_CLOCKS = frozenset({"times", "at"})
_YES_OR_COUNT = frozenset({"alcohol_today", "cannabis_today"})
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
    elif name in _CLOCKS or name in _NEVER_NEGATIVE or name in _BOUNDS:
        _refuse_one(value, place, name)


def _refuse_one(value: Any, place: str, name: str) -> None:
    if isinstance(value, bool) and name not in _YES_OR_COUNT:
        raise SuppleError("profile-impossible", f"The profile's {place} is a yes or no, not a number.", _HINT)
    low, high, wrong_because = _BOUNDS.get(name, (None, None, ""))
    if isinstance(value, int | float) and low is not None and high is not None and not low <= value <= high:
        raise SuppleError("profile-impossible", f"The profile's {place} is {wrong_because}.", _HINT)
    if name in _NEVER_NEGATIVE and isinstance(value, int | float) and value < 0:
        raise SuppleError("profile-impossible", f"The profile's {place} is below zero.", _HINT)
    if name in _CLOCKS and isinstance(value, str):
        try:
            minute_of(value)
        except SuppleError as wrong:
            what = f"The profile's {place} is no time of day."
            raise SuppleError("profile-impossible", what, "Write times as HH:MM, 00:00 to 23:59.") from wrong

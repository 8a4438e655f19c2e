# SPDX-License-Identifier: Apache-2.0
"""What a scale or an instrument said: values with unit and range, scale answers with their rater."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from supple.entries.entry import Entry, Line, OwnWord, Reading
from supple.entries.measure import MEASURES
from supple.entries.refused import refused
from supple.entries.vocabulary import SideId, SiteId

MeasureId = Literal[
    "temp_c", "sbp", "dbp", "pulse", "steps", "weight_kg", "walk_25ft_s", "joint_range_deg",
    "sleep_hours", "wake_count",
    # a day's total, as a diary from elsewhere counts it
    "episodes", "woken_by_legs", "falls_logged", "missed_dose", "drink_ml",
]  # fmt: skip
UNITS: dict[str, dict[str, tuple[float, float]]] = {
    "temp_c": {"C": (1.0, 0.0), "°C": (1.0, 0.0), "F": (5 / 9, -160 / 9), "°F": (5 / 9, -160 / 9)},
    "sbp": {"mmHg": (1.0, 0.0)},
    "dbp": {"mmHg": (1.0, 0.0)},
    "pulse": {"/min": (1.0, 0.0), "bpm": (1.0, 0.0)},
    "steps": {"steps": (1.0, 0.0)},
    "weight_kg": {"kg": (1.0, 0.0), "lb": (0.45359237, 0.0), "st": (6.35029318, 0.0)},
    "walk_25ft_s": {"s": (1.0, 0.0)},
    "joint_range_deg": {"°": (1.0, 0.0), "deg": (1.0, 0.0)},
    "sleep_hours": {"h": (1.0, 0.0), "min": (1 / 60, 0.0)},
    "wake_count": {"times": (1.0, 0.0)},
    "episodes": {"times": (1.0, 0.0)},
    "woken_by_legs": {"times": (1.0, 0.0)},
    "falls_logged": {"times": (1.0, 0.0)},
    "missed_dose": {},
    "drink_ml": {"ml": (1.0, 0.0)},
}
"""Accepted units of each measure, as factor and offset to its own unit."""


class Measurement(Entry):
    """One value of a measure; the unit may be another known one, and is kept as said."""

    kind: Literal["measurement"] = "measurement"
    measure: MeasureId | OwnWord
    value: float
    unit: Line | None = None
    site: SiteId | None = None
    side: SideId | None = None

    @property
    def in_own_unit(self) -> float:
        """The value in the measure's own unit."""
        factor, offset = UNITS.get(self.measure, {}).get(self.unit or "", (1.0, 0.0))
        return self.value * factor + offset

    @model_validator(mode="after")
    def _unit_and_range(self) -> Self:
        if self.measure.startswith("own:"):
            return self
        if self.unit is not None and self.unit not in UNITS[self.measure]:
            known = ", ".join(UNITS[self.measure])
            raise refused("unit", "This unit does not fit; use one of: {known}.", known=known)
        limits = MEASURES[self.measure]
        if not limits.low <= self.in_own_unit <= limits.high:
            raise refused("range", "The value must lie between {low} and {high} {unit}.",
                low=f"{limits.low:g}", high=f"{limits.high:g}", unit=limits.unit,
            )  # fmt: skip
        return self

    def readings(self) -> list[Reading]:
        """The value, in the measure's own unit."""
        return [(self.measure, self.in_own_unit)]


class ScaleAnswer(Entry):
    """An answer on a published scale.

    Modified Ashworth grades are words in order, never numbers to add or average, and need a rater: a person
    cannot rate their own muscle. A clinic's own score is kept as it was told (`clinic:<name>`).
    """

    kind: Literal["scale_answer"] = "scale_answer"
    scale: Literal["modified_ashworth"] | Annotated[str, Field(pattern=r"^clinic:[^\x00]{1,60}$")]
    value: Annotated[Line, Field(min_length=1)]
    site: SiteId | None = None
    side: SideId | None = None
    rater: Line | None = None

    @model_validator(mode="after")
    def _ashworth(self) -> Self:
        if self.scale != "modified_ashworth":
            return self
        if self.value not in ("0", "1", "1+", "2", "3", "4"):
            raise refused("ashworth", "A Modified Ashworth grade is 0, 1, 1+, 2, 3 or 4.")
        if not (self.rater and self.site and self.side):
            raise refused("ashworth", "A Modified Ashworth grade needs muscle, side and who rated it.")
        return self

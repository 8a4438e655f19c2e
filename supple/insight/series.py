# SPDX-License-Identifier: Apache-2.0
"""How does a diary look to the statistics? One row per calendar day, one named column per measure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from supple.entries.timeline import Timeline

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class DailyTable:
    """Contiguous calendar days from `first`; NaN means not recorded, 0 means recorded as none."""

    first: date
    columns: Mapping[str, Array]

    def __post_init__(self) -> None:
        lengths = {len(column) for column in self.columns.values()}
        if len(lengths) > 1:
            raise ValueError("every column of a daily table has one value per day")

    @property
    def days(self) -> int:
        """How many calendar days the table spans."""
        return max((len(column) for column in self.columns.values()), default=0)

    @property
    def dates(self) -> list[date]:
        """The calendar days in order."""
        return [self.first + timedelta(days=day) for day in range(self.days)]

    def head(self, days: int) -> "DailyTable":
        """The first so many days."""
        return DailyTable(self.first, {key: column[:days] for key, column in self.columns.items()})


def table(columns: Mapping[str, Sequence[float] | Array], first: date) -> DailyTable:
    """Make a daily table from plain sequences of numbers, one value per day.

    >>> table({"cramps": [2, 0, 1]}, date(2026, 1, 5)).dates[-1]
    datetime.date(2026, 1, 7)
    """
    return DailyTable(first, {name: np.asarray(column, dtype=np.float64) for name, column in columns.items()})


def from_timeline(timeline: "Timeline", until: date | None = None) -> DailyTable:
    """Turn what a person said into days and measures; a day on which nothing was said stays not recorded.

    Things that happen (exposures, minutes of a session, logged spasms) count as none on a day on which
    something else was said: nobody notes each evening that it was not hot.
    """
    # here, not above: a diary that comes from a file needs no entries and starts a quarter second sooner
    from supple.entries.measure import MEASURES, measure  # noqa: PLC0415

    said: Mapping[str, Mapping[date, list[float]]] = defaultdict(lambda: defaultdict(list))
    for day, name, value in timeline.readings():
        said[name][day].append(value)
    if until is not None:
        kept = {name: {d: v for d, v in days.items() if d <= until} for name, days in said.items()}
        said = {name: days for name, days in kept.items() if days}
    spoken = sorted(set().union(*said.values()))
    if not spoken:
        return DailyTable(date.min, {})
    place = {day: (day - spoken[0]).days for day in spoken}
    columns = {}
    order = {name: nth for nth, name in enumerate(MEASURES)}
    # One order whatever was said first, so that a diary written out twice is the same file.
    for name in sorted(said, key=lambda name: (order.get(name, len(order)), name)):
        days = said[name]
        column = np.full(place[spoken[-1]] + 1, np.nan)
        if _happens(name, days, known=name in MEASURES):
            column[list(place.values())] = 0.0
        rule = measure(name).combine
        column[[place[day] for day in days]] = [combined(values, rule) for values in days.values()]
        columns[name] = column
    return DailyTable(spoken[0], columns)


def _happens(name: str, days: Mapping[date, Sequence[float]], known: bool) -> bool:
    """Is this something that happens on some days, rather than a quantity that every day has?"""
    if name in ("episodes", "woken_by_legs", "falls_logged", "missed_dose"):
        return True
    yes_or_no = all(value in (0.0, 1.0) for values in days.values() for value in values)
    return not known and (yes_or_no or not name.startswith("own:"))


def combined(values: Sequence[float], rule: str) -> float:
    """Several readings of one day as one number.

    >>> combined([2.0, 3.0], "sum"), combined([2.0, 3.0], "last")
    (5.0, 3.0)
    """
    if rule == "sum":
        return float(sum(values))
    if rule == "max":
        return float(max(values))
    return float(np.mean(values)) if rule == "mean" else float(values[-1])

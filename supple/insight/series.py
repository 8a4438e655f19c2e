# SPDX-License-Identifier: Apache-2.0
"""How does a diary look to the statistics? One row per calendar day, one named column per measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

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

    def without(self, name: str) -> "DailyTable":
        """The same days with one column left out."""
        return DailyTable(self.first, {key: column for key, column in self.columns.items() if key != name})

    def head(self, days: int) -> "DailyTable":
        """The first so many days."""
        return DailyTable(self.first, {key: column[:days] for key, column in self.columns.items()})


def table(columns: Mapping[str, Sequence[float] | Array], first: date) -> DailyTable:
    """Make a daily table from plain sequences of numbers, one value per day.

    >>> table({"cramps": [2, 0, 1]}, date(2026, 1, 5)).dates[-1]
    datetime.date(2026, 1, 7)
    """
    return DailyTable(first, {name: np.asarray(column, dtype=np.float64) for name, column in columns.items()})

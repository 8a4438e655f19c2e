# SPDX-License-Identifier: Apache-2.0
"""What a report is composed from, and the few sums every section needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from supple.entries.entry import Entry
from supple.entries.events import events
from supple.entries.felt import Episode
from supple.entries.timeline import Timeline
from supple.insight.result import Findings
from supple.insight.series import DailyTable
from supple.report.sections import Variant

Kind = TypeVar("Kind", bound=Entry)


@dataclass(frozen=True, slots=True)
class Material:
    """One person's diary, the period asked for, and what the other rooms concluded from it."""

    timeline: Timeline
    table: DailyTable
    first: date
    last: date
    variant: Variant = "neurologist"
    name: str = ""
    found: Findings | None = None
    flag_titles: Mapping[str, str] = field(default_factory=dict)
    """What the warnings, and the triggers that are looked for, are called, by their ids."""
    knowledge: str = ""
    made_up: bool = False
    numbers_only: bool = False
    """The diary is a table: that it holds no words, medicines or warnings says nothing about the person."""

    @property
    def days(self) -> int:
        """Calendar days in the period."""
        return (self.last - self.first).days + 1

    def column(self, name: str) -> NDArray[np.float64]:
        """One value per day of the period; NaN where nothing was recorded, or no such measure exists."""
        whole = self.table.columns.get(name)
        values = np.full(self.days, np.nan)
        if whole is None:
            return values
        offset = (self.first - self.table.first).days
        start, stop = max(0, offset), min(len(whole), offset + self.days)
        if stop > start:
            values[start - offset : stop - offset] = whole[start:stop]
        return values

    def reaching_back(self, name: str) -> DailyTable:
        """One measure from the first day of the diary to the last of the period, silence at the end included."""
        start = min(self.table.first, self.first) if self.table.columns else self.first
        return DailyTable(start, {name: replace(self, first=start).column(name)})

    def said(self, *kinds: type[Kind]) -> list[Kind]:
        """The entries of these kinds whose diary day lies in the period."""
        day_of = self.timeline.day_of
        return [e for e in self.timeline.of(*kinds) if self.first <= day_of(e) <= self.last]

    def events(self) -> list[Episode]:
        """What happened in the body in the period, each thing once, whoever logged it."""
        day_of = self.timeline.day_of
        return [e for e in events(self.timeline) if self.first <= day_of(e) <= self.last]


def recorded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The days that were recorded."""
    return values[~np.isnan(values)]

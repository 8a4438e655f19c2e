# SPDX-License-Identifier: Apache-2.0
"""How does a diary look to the statistics? One row per calendar day, one named column per measure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from supple.entries.timeline import Timeline

Array = NDArray[np.float64]
_HAPPEN = ("episodes", "woken_by_legs", "falls_logged", "missed_dose")


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


Cell = tuple[float, bool]
"""One day of one measure as one number, and whether all that was said of it was yes or no."""
ByDay = Mapping[date, Mapping[str, Cell]]


def from_timeline(timeline: "Timeline", until: date | None = None) -> DailyTable:
    """Turn what a person said into days and measures; a day on which nothing was said stays not recorded.

    Things that happen (exposures, minutes of a session, logged spasms) count as none on a day on which
    something else was said: nobody notes each evening that it was not hot.
    """
    said: dict[date, list[tuple[str, float]]] = defaultdict(list)
    for day, name, value in timeline.readings():
        if until is None or day <= until:
            said[day].append((name, value))
    return from_days({day: cells(values) for day, values in said.items()})


def cells(readings: Iterable[tuple[str, float]]) -> dict[str, Cell]:
    """Everything that counts of one day, in order of time, as one number for each measure.

    >>> cells([("episodes", 1.0), ("heat", 0.0), ("episodes", 3.0)])
    {'episodes': (4.0, False), 'heat': (0.0, True)}
    """
    # here, not above: a diary that comes from a file needs no entries and starts a quarter second sooner
    from supple.entries.measure import combine  # noqa: PLC0415

    said: dict[str, list[float]] = defaultdict(list)
    for name, value in readings:
        said[name].append(value)
    return {name: (combined(values, combine(name)), _yes_or_no(values)) for name, values in said.items()}


def from_days(days: ByDay) -> DailyTable:
    """The table of days whose measures are one number each; a day without any is one on which nothing was said."""
    from supple.entries.measure import MEASURES  # noqa: PLC0415 - as above

    spoken = sorted(day for day, said in days.items() if said)
    if not spoken:
        return DailyTable(date.min, {})
    places = [(day - spoken[0]).days for day in spoken]
    said: dict[str, list[tuple[int, Cell]]] = defaultdict(list)
    for place, day in zip(places, spoken, strict=True):
        for name, cell in days[day].items():
            said[name].append((place, cell))
    columns = {}
    order = {name: nth for nth, name in enumerate(MEASURES)}
    # One order whatever was said first, so that a diary written out twice is the same file.
    for name in sorted(said, key=lambda name: (order.get(name, len(order)), name)):
        column = np.full(places[-1] + 1, np.nan)
        if happens(name, (yes_or_no for _, (_, yes_or_no) in said[name])):
            column[places] = 0.0
        column[[place for place, _ in said[name]]] = [value for _, (value, _) in said[name]]
        columns[name] = column
    return DailyTable(spoken[0], columns)


def happens(name: str, yes_or_no: Iterable[bool]) -> bool:
    """Is this something that happens on some days, rather than a quantity that every day has?"""
    from supple.entries.measure import MEASURES  # noqa: PLC0415 - as above

    if name in MEASURES:
        return name in _HAPPEN
    return not name.startswith("own:") or all(yes_or_no)


def _yes_or_no(values: Sequence[float]) -> bool:
    return all(value in (0.0, 1.0) for value in values)


def combined(values: Sequence[float], rule: str) -> float:
    """Several readings of one day as one number.

    >>> combined([2.0, 3.0], "sum"), combined([2.0, 3.0], "last")
    (5.0, 3.0)
    """
    if len(values) == 1:  # nearly always, and then every rule says the same
        return float(values[0])
    if rule == "sum":
        return float(sum(values))
    if rule == "max":
        return float(max(values))
    return float(np.mean(values)) if rule == "mean" else float(values[-1])

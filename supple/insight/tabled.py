# SPDX-License-Identifier: Apache-2.0
"""What becomes of a daily table when a few of its days say something else? Only the columns that do are made anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from supple.insight.series import Array, ByDay, Cell, DailyTable, from_days, happens

FEW = 64
"""Columns and days up to which changing them is less work than making the whole table."""


@dataclass(frozen=True, slots=True)
class Tabled:
    """The measures of each day, and the table that they make, which nobody can change."""

    days: ByDay = field(default_factory=dict)
    table: DailyTable = field(default_factory=lambda: DailyTable(date.min, {}))


def tabled(before: Tabled, fresh: ByDay) -> Tabled:
    """The same days, but for those that say something else; a day without measures says nothing.

    >>> one = tabled(Tabled(), {date(2026, 1, 5): {"pain": (3.0, False)}, date(2026, 1, 6): {"pain": (4.0, False)}})
    >>> tabled(one, {date(2026, 1, 5): {"pain": (2.0, False)}}).table.columns["pain"].tolist()
    [2.0, 4.0]
    """
    moved = {day: said for day, said in fresh.items() if said != before.days.get(day, {})}
    if not moved:
        return before
    days = {day: said for day, said in {**before.days, **moved}.items() if said}
    columns = _changed(before, days, moved)
    made = from_days(days) if columns is None else DailyTable(before.table.first, {**before.table.columns, **columns})
    for column in made.columns.values():
        column.flags.writeable = False
    return Tabled(days, made)


def _changed(before: Tabled, days: ByDay, moved: ByDay) -> dict[str, Array] | None:
    """The columns that changed; None when that changes the others too, or is too much to go through one by one."""
    same_days = all(bool(said) == (day in before.days) for day, said in moved.items())
    if not same_days or len(moved) > FEW:
        return None
    names = {name for day in moved for name in _differ(before.days[day], moved[day])}
    if len(names) > FEW:
        return None
    columns = {name: _column(name, before, days, moved) for name in names}
    kept = {name: column for name, column in columns.items() if column is not None}
    return kept if len(kept) == len(columns) else None


def _differ(one: Mapping[str, Cell], other: Mapping[str, Cell]) -> Iterator[str]:
    return (name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _column(name: str, before: Tabled, days: ByDay, moved: ByDay) -> Array | None:
    """The column as it is now; None when it comes, goes, or is read another way than it was."""
    old, new = (list(_flags(name, said)) for said in (before.days, days))
    if not old or not new or happens(name, old) != happens(name, new):
        return None
    column, unsaid = before.table.columns[name].copy(), 0.0 if happens(name, new) else np.nan
    for day, said in moved.items():
        column[(day - before.table.first).days] = said[name][0] if name in said else unsaid
    return column


def _flags(name: str, days: ByDay) -> Iterator[bool]:
    return (said[name][1] for said in days.values() if name in said)

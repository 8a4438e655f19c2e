# SPDX-License-Identifier: Apache-2.0
"""What does a column of a daily table say in the diary's own words? Each value becomes one entry of its day.

A column that we know and whose values fit becomes what it is; any other is kept whole under the person's own word.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isnan
from typing import Any, get_args
from uuid import UUID, uuid5

from supple.entries.composed import Composed, Quoted
from supple.entries.entry import Entry
from supple.entries.felt import CheckIn
from supple.entries.measured import MeasureId
from supple.entries.parse import parse
from supple.entries.refused import refusal
from supple.entries.vocabulary import ActionId, ExposureId
from supple.errors import SuppleError
from supple.insight.result import Said
from supple.insight.series import DailyTable

OWN_LONGEST = 60
_MINUTES = "_minutes"
A_DAY = 1440  # minutes
Raw = dict[str, Any]
Brought = dict[UUID, tuple[Entry, date, str]]
"""Every entry by its id, with the day and the column it came from."""


Meaning = Callable[[int, float], Raw | None]
"""The fields that a value of the n-th day fills; None when another column says it already."""


@dataclass(frozen=True, slots=True)
class Named:
    """How entries of a file are named and timed: the same value of the same file is the same entry each time."""

    person: UUID
    moment: Callable[[date], datetime]

    def id(self, day: date, column: str) -> UUID:
        """One id for each day and column."""
        return uuid5(self.person, f"diary-csv {day} {column}")


def entries(table: DailyTable, words: Mapping[str, tuple[str, ...]], named: Named) -> tuple[Brought, tuple[Said, ...]]:
    """Everything the table and its columns of words say, and what has to be told about it."""
    notes: list[Said] = []
    brought: Brought = {}
    taken: set[str] = set()
    for column in table.columns:
        id = column.strip().lower().replace(" ", "_")
        meant = None if id in taken else _known(id, table)
        taken.add(id)
        said = _said(table, column, meant, named) if meant else None
        if said is None:
            if not column.startswith("own:"):
                notes.append(Said("does-not-fit" if meant else "kept-as-own", column))
            said = _said(table, column, _own(column), named)
        if said is None:
            raise refusal("column-unreadable", "A column cannot be kept under its name.", "Rename it.")
        brought |= said
    return brought | _in_words(table.first, words, named), tuple(notes)


def _known(id: str, table: DailyTable) -> Meaning | None:
    what = id.removesuffix(_MINUTES)
    if id in CheckIn.feeds:
        return lambda nth, value: {"kind": "check_in", "about": table.first + timedelta(nth), id: value}
    if id in get_args(ExposureId):
        return lambda nth, value: {"kind": "exposure", "what": id, **_met(value)}
    if id in get_args(MeasureId):
        return lambda nth, value: {"kind": "measurement", "measure": id, "value": value}
    if id in get_args(ActionId):
        return lambda nth, value: {"kind": "session", "what": id, "done": value, "minutes": _minutes(table, id, nth)}
    if what in get_args(ActionId) and id.endswith(_MINUTES):
        return lambda nth, value: _only_minutes(table, what, nth, value)
    return None


def _met(value: float) -> Raw:
    """An exposure is yes or no, or a level."""
    return {"present": bool(value)} if value in (0, 1) else {"present": value > 0, "level": value}


def _minutes(table: DailyTable, what: str, nth: int) -> float | None:
    """How long the session of that day was, when the column of minutes stands beside a fitting one of yes and no."""
    minutes = table.columns.get(what + _MINUTES)
    return None if minutes is None or isnan(minutes[nth]) or not _pair(table, what) else float(minutes[nth])


def _only_minutes(table: DailyTable, what: str, nth: int, value: float) -> Raw | None:
    done = table.columns.get(what)
    if done is not None and not isnan(done[nth]) and _pair(table, what):
        return None
    return {"kind": "session", "what": what, "done": value > 0, "minutes": value}


def _pair(table: DailyTable, what: str) -> bool:
    done, minutes = table.columns[what], table.columns[what + _MINUTES]
    return all(d in (0, 1) or isnan(d) for d in done) and all(0 <= m <= A_DAY or isnan(m) for m in minutes)


def _own(column: str) -> Meaning:
    own = "own:" + column.removeprefix("own:").strip()[:OWN_LONGEST]
    return lambda nth, value: {"kind": "measurement", "measure": own, "value": value}


def _said(table: DailyTable, column: str, meaning: Meaning, named: Named) -> Brought | None:
    """The column's entries; None when one of its values does not fit what the column would mean."""
    said: Brought = {}
    for nth, value in enumerate(table.columns[column].tolist()):
        if isnan(value) or (raw := meaning(nth, value)) is None:
            continue
        day = table.first + timedelta(nth)
        entry = parse(raw | {"id": named.id(day, column), "at": named.moment(day)})
        if not isinstance(entry, Entry):
            return None
        said[entry.id] = (entry, day, column)
    return said


def _in_words(first: date, words: Mapping[str, tuple[str, ...]], named: Named) -> Brought:
    """Columns of words are notes of their days."""
    said: Brought = {}
    for column, cells in words.items():
        for nth, text in enumerate(cells):
            if text.strip():
                day = first + timedelta(nth)
                raw = {"kind": "note", "text": text, "id": named.id(day, column), "at": named.moment(day)}
                entry = parse(raw)
                if not isinstance(entry, Entry):
                    what = Composed("The {column} of {day} cannot be kept.", column=Quoted(column), day=day)
                    raise SuppleError("note-unreadable", what, entry[0].sentence)
                said[entry.id] = (entry, day, column)
    return said

# SPDX-License-Identifier: Apache-2.0
"""How does a diary kept elsewhere come in? Looked at first, then kept; once however often it is brought."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import numpy as np

from supple.actions import columns
from supple.actions.bring_together import Sorted, keep, sort_out
from supple.care.finding import Finding
from supple.entries.composed import Composed, Quoted
from supple.entries.entry import Entry, zone_named
from supple.entries.refused import refusal
from supple.entries.timeline import diary_day
from supple.insight.result import Said
from supple.insight.series import DailyTable
from supple.interop import csv
from supple.journal import store
from supple.people.models import Person

MOST_VALUES = 100_000
"""Ten years of 27 columns."""
NOTES = tuple(form for word in ("note", "notes", "comment", "comments") for form in (word, word.capitalize()))
"""Columns of words that become notes."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would add, before anything is kept.

    `changed` names the days and columns that were brought before with another value: those stay as they were.
    """

    table: DailyTable
    counts: dict[str, int]
    problems: tuple[csv.Problem, ...]
    notes: tuple[Said, ...]
    new: int = 0
    already: int = 0
    changed: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file added, and what stands now; `checked` is false when the warning signs could not be checked."""

    preview: Preview
    findings: tuple[Finding, ...] = ()
    checked: bool = True


def preview_csv(person: Person, content: bytes, now: datetime) -> Preview:
    """What the file says and what would come of it; nothing is kept."""
    return look_at(person, csv.read(content, words=NOTES), now)[0]


def import_csv(person: Person, content: bytes, now: datetime) -> Imported:
    """Keep the file's days; refused as a whole when a line cannot be read, so that nothing goes missing unseen."""
    return keep_reading(person, csv.read(content, words=NOTES), "csv", now)


def keep_reading(person: Person, reading: csv.Reading, form: str, now: datetime) -> Imported:
    """Keep what was read of a file, as one batch."""
    with store.writing(person):
        preview, found = look_at(person, reading, now)
        if preview.problems:
            _refuse(preview.problems)
        findings = keep(person, found, form, now, person.zone)
    return Imported(preview, findings or (), checked=findings is not None)


def look_at(person: Person, reading: csv.Reading, now: datetime) -> tuple[Preview, Sorted]:
    """What would come of days that were read from a file; nothing is kept."""
    zone = zone_named(person.zone)
    today = diary_day(now, zone, person.day_starts)
    problems = reading.problems + _ahead(reading.table, reading.words, today) + _too_many(reading)
    if problems:
        return Preview(reading.table, {}, problems, reading.notes), Sorted((), (), 0, ())
    named = columns.Named(person.pk, lambda day: datetime.combine(day, person.day_starts, zone))
    said, notes = columns.entries(reading.table, reading.words, named)
    found = sort_out(person, [entry for entry, _, _ in said.values()])
    changed = tuple(said[entry.id][1:] for entry in found.changed)
    told = reading.notes + notes
    return Preview(reading.table, counted(found, said), (), told, found.new, found.already, changed), found


def counted(found: Sorted, said: Mapping[UUID, tuple[Entry, date, str]]) -> dict[str, int]:
    """How many entries of each kind would be added."""
    added = [*found.fresh, *(said[id][0] for id in found.back)]
    return dict(Counter(str(getattr(entry, "kind")) for entry in added))  # noqa: B009 - every kind declares its own


def _ahead(table: DailyTable, words: dict[str, tuple[str, ...]], today: date) -> tuple[csv.Problem, ...]:
    """Days that have not come yet."""
    span = max([table.days, *(len(column) for column in words.values())])
    last = table.first + timedelta(days=span - 1)
    if span == 0 or last <= today:
        return ()
    return (csv.Problem(0, "date", "a day that has not come yet", "Check the dates and your time zone."),)


def _too_many(reading: csv.Reading) -> tuple[csv.Problem, ...]:
    numbers = sum(int(np.count_nonzero(~np.isnan(column))) for column in reading.table.columns.values())
    if numbers + sum(bool(cell) for cells in reading.words.values() for cell in cells) <= MOST_VALUES:
        return ()
    found = Composed("more than {n:,} values at once", n=MOST_VALUES)
    return (csv.Problem(0, "", found, "Bring it in in parts: fewer columns or fewer years at a time."),)


def _refuse(problems: Sequence[csv.Problem]) -> None:
    first, n = problems[0], len(problems)
    cure = first.cure if n == 1 else Composed("{cure} There are {n} problems in all.", cure=first.cure, n=n)
    what = Composed("Nothing was brought in. {place}: {found}.", place=_place(first), found=first.found)
    raise refusal("diary-unreadable", what, cure)


def _place(problem: csv.Problem) -> str:
    column = Quoted(problem.column)
    if not problem.line:
        return column
    if not column:
        return Composed("line {line}", line=problem.line)
    return Composed("line {line}, {column}", line=problem.line, column=column)

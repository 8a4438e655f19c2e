# SPDX-License-Identifier: Apache-2.0
"""How is a table of any shape read as days? Each column is told what it is; what was told can be remembered.

Several lines of one day become one: numbers by the rule of their measure, things met by "met at all", words in a row.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, Literal, get_args

import numpy as np

from supple.entries.composed import Composed
from supple.entries.felt import CheckIn
from supple.entries.measure import MEASURES, Measure, measure
from supple.entries.measured import UNITS, MeasureId
from supple.entries.refused import refusal
from supple.entries.vocabulary import ActionId, ExposureId
from supple.errors import SuppleError
from supple.insight.result import Said
from supple.insight.series import DailyTable
from supple.interop import cells, csv

Order = Literal["year first", "day first", "month first"]
ORDERS: tuple[Order, ...] = get_args(Order)
TARGETS = (*CheckIn.feeds, *get_args(MeasureId), *get_args(ExposureId), *get_args(ActionId))
"""What a column may be; besides `date`, `note`, `things`, `own` and `leave`."""
OUT_OF_100 = "out of 100"
FEW = 12
"""A column of words with so few different ones may get a number for each."""
MOODS = {"rad": 10.0, "good": 8.0, "meh": 5.0, "bad": 3.0, "awful": 0.0}
"""The five words that Daylio begins with, on our scale; our choice."""
_BETWEEN = re.compile(r"[|;]")
_SPLIT = re.compile(r"[ T,]")
Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it stands: the names of its columns, its lines with their numbers, how it was read."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[Said, ...]

    @property
    def signature(self) -> str:
        """The same for every file with the same columns."""
        return sha256("\n".join(self.header).encode()).hexdigest()

    def column(self, place: int) -> list[str]:
        """The cells of one column."""
        return [row[place].strip() if place < len(row) else "" for _, row in self.rows]


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """What one column is, its unit, and the numbers that its words stand for."""

    what: str = "leave"
    unit: str = ""
    words: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadAs:
    """What every column is; `order` is how its dates are written, None while that is not settled."""

    columns: Mapping[str, ReadColumn]
    order: Order | None = None

    def as_json(self) -> dict[str, Any]:
        """To be remembered, or written by hand."""
        said = {n: {"what": c.what, "unit": c.unit, "words": dict(c.words)} for n, c in self.columns.items()}
        return {"order": self.order, "columns": said}


def from_json(raw: Any) -> ReadAs:
    """What `as_json` wrote, or a refusal."""
    try:
        columns = {
            str(name): ReadColumn(
                str(said["what"]),
                str(said.get("unit", "")),
                {str(w): float(v) for w, v in said.get("words", {}).items()},
            )
            for name, said in raw["columns"].items()
        }
        order = raw.get("order")
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _unread("this is not how columns are described") from None
    wrong = [c.what for c in columns.values() if c.what not in (*TARGETS, "date", "note", "things", "own", "leave")]
    if wrong or order not in (*ORDERS, None):
        raise _unread("a column is read as something that supple does not know")
    return ReadAs(columns, order)


def _unread(why: str) -> SuppleError:
    hint = Composed("Start from `supple import csv FILE --guess`.")
    return refusal("layout-unreadable", "Nothing was brought in: {why}.", hint, why=why)


def read(content: bytes) -> Sheet:
    """The table of a file; an empty or unreadable one is refused with its line."""
    rows, notes, problems = csv.rows(content)
    if problems:
        first = problems[0]
        raise refusal("diary-unreadable", "Line {line}: {found}.", first.cure, line=first.line, found=first.found)
    if len(rows) < 2:
        raise refusal("diary-unreadable", "The file holds no lines under its first.", "Choose another file.")
    named: dict[str, int] = {}
    header = []
    for place, cell in enumerate(rows[0][1], 1):
        name = cell.strip() or f"column {place}"
        named[name] = named.get(name, 0) + 1
        header.append(name if named[name] == 1 else f"{name} ({named[name]})")
    return Sheet(tuple(header), tuple(rows[1:]), notes)


def guess(sheet: Sheet) -> ReadAs:
    """What the columns look like; dates by their cells, the rest by their names."""
    columns = {name: _guessed(name, sheet.column(place)) for place, name in enumerate(sheet.header)}
    dates = [name for name, column in columns.items() if column.what == "date"]
    for extra in dates[1:]:
        columns[extra] = ReadColumn()
    order = _order(sheet.column(sheet.header.index(dates[0]))) if dates else None
    return ReadAs(columns, order)


def _guessed(name: str, column: list[str]) -> ReadColumn:
    filled = [cell for cell in column if cell]
    id = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    if filled and any(all(isinstance(_day(cell, first), date) for cell in filled) for first in (False, True)):
        return ReadColumn("date")
    numbers = sum(not isinstance(cells.number(cell), str) for cell in filled)
    if id in ("note", "notes", "comment", "comments"):
        return ReadColumn("note")
    if filled and numbers == len(filled):
        return ReadColumn(id) if id in TARGETS else ReadColumn("own" if id else "leave")
    if any("|" in cell for cell in filled):
        return ReadColumn("things")
    if id == "mood" and len(set(filled)) <= FEW:
        known = {word: MOODS[word.lower()] for word in distinct(filled) if word.lower() in MOODS}
        return ReadColumn("mood", words=known) if known else ReadColumn()
    return ReadColumn()


def distinct(column: Iterable[str]) -> list[str]:
    """The different words of a column, as they come."""
    return list(dict.fromkeys(cell.strip() for cell in column if cell.strip()))


def _day(cell: str, month_first: bool | None) -> date | str:
    return cells.day(_SPLIT.split(cell.strip(), maxsplit=1)[0], month_first)


def _order(column: list[str]) -> Order | None:
    """How the dates are written; None when 03/04 could be either."""
    plain = [_SPLIT.split(cell, maxsplit=1)[0] for cell in column if cell]
    if all(isinstance(cells.day(cell, None), date) for cell in plain):
        return "year first"
    settled = cells.month_first(plain)
    return None if settled is None else "month first" if settled else "day first"


def laid_out(sheet: Sheet, read_as: ReadAs) -> csv.Reading:
    """The days of a table whose columns were told apart, under the names that supple knows, problems by their lines."""
    dates = [name for name in sheet.header if read_as.columns.get(name, ReadColumn()).what == "date"]
    if len(dates) != 1:
        found = Composed("no column is the date") if not dates else Composed("more than one column is the date")
        return _refused(sheet, [csv.Problem(1, "", found, "Choose one column that holds the date.")])
    if read_as.order is None:
        cure = Composed("Say whether 03/04 is the 3rd of April or the 4th of March.")
        return _refused(sheet, [csv.Problem(1, dates[0], "dates that can be read in two ways", cure)])
    told = _Told()
    days = list(_days(sheet, dates[0], read_as.order == "month first", told.problems))
    table, words = _filled(sheet, read_as, days, told)
    if told.problems or not (table or words):
        nothing = csv.Problem(1, "", "no column was chosen", "Choose what to bring in.")
        return _refused(sheet, told.problems or [nothing])
    return _reading(sheet, table, words, tuple(told.notes))


@dataclass(slots=True)
class _Told:
    """What has to be said of the file so far."""

    problems: list[csv.Problem] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)


def _refused(sheet: Sheet, problems: list[csv.Problem]) -> csv.Reading:
    listed = tuple(sorted(problems, key=lambda one: one.line)[: csv.LISTED])
    return csv.Reading(DailyTable(cells.OLDEST, {}), {}, sheet.notes, listed, len(problems) - len(listed))


def _days(sheet: Sheet, name: str, month_first: bool, problems: list[csv.Problem]) -> Iterator[date | None]:
    place = sheet.header.index(name)
    for (line, _), cell in zip(sheet.rows, sheet.column(place), strict=True):
        day = _day(cell, month_first)
        if isinstance(day, str):
            problems.append(csv.Problem(line, name, day, "Mend this date, or the way dates are read."))
            yield None
        else:
            yield day


ByDay = dict[str, dict[date, list[float]]]


def _filled(sheet: Sheet, read_as: ReadAs, days: list[date | None], made: _Told) -> tuple[ByDay, dict[date, list[str]]]:
    """Every value under its target and day."""
    table: ByDay = defaultdict(lambda: defaultdict(list))
    notes: dict[date, list[str]] = defaultdict(list)
    for place, name in enumerate(sheet.header):
        read_column = read_as.columns.get(name, ReadColumn())
        told = [
            (line, day, cell) for (line, _), day, cell in zip(sheet.rows, days, sheet.column(place), strict=True) if day
        ]
        match read_column.what:
            case "date" | "leave":
                continue
            case "note":
                for _, day, cell in told:
                    notes[day] += [cell] if cell else []
            case "things":
                _things(table, told)
            case _:
                _numbers(table, name, read_column, told, made)
    return table, notes


def _things(table: ByDay, told: list[tuple[int, date, str]]) -> None:
    """Each word of a list is something met that day; on another day of the file it was not."""
    met: dict[str, set[date]] = defaultdict(set)
    for _, day, cell in told:
        for word in distinct(_BETWEEN.split(cell)):
            met[_named(word)].add(day)
    for name, with_it in met.items():
        for day in {day for _, day, _ in told}:
            table[name][day].append(float(day in with_it))


def _named(word: str) -> str:
    id = re.sub(r"[^a-z0-9]+", "_", word.lower()).strip("_")
    return id if id in get_args(ExposureId) else f"own:{word[:60]}"


def _numbers(table: ByDay, name: str, read_column: ReadColumn, told: list[tuple[int, date, str]], made: _Told) -> None:
    target = f"own:{name[:60]}" if read_column.what == "own" else read_column.what
    known = None if target.startswith("own:") else MEASURES.get(target)
    without = sum(bool(cell) and cell not in read_column.words for _, _, cell in told) if read_column.words else 0
    if without:
        made.notes.append(Said("words-without-a-number", name, str(without)))
    for line, day, cell in told:
        value = read_column.words.get(cell) if read_column.words else cells.number(cell)
        if value is None:
            continue
        if isinstance(value, str):
            cure = Composed("Mend it, or read this column as something else, or leave it out.")
            made.problems.append(csv.Problem(line, name, value, cure))
            continue
        said = _converted(value, read_column.unit, target)
        if known and not known.low <= said <= known.high:
            cure = Composed(
                "Its measure goes from {low:g} to {high:g}. Check the unit, or read it as your own.",
                low=known.low,
                high=known.high,
            )
            made.problems.append(csv.Problem(line, name, "a number out of range", cure))
        table[target][day].append(said)


def _converted(value: float, unit: str, target: str) -> float:
    if unit == OUT_OF_100:
        return float(round(value / 10))
    factor, offset = UNITS.get(target, {}).get(unit, (1.0, 0.0))
    return value if (factor, offset) == (1.0, 0.0) else round(value * factor + offset, 3)


def _reading(sheet: Sheet, table: ByDay, words: dict[date, list[str]], told: tuple[Said, ...]) -> csv.Reading:
    every = sorted({day for column in table.values() for day in column} | {day for day, said in words.items() if said})
    if not every:
        return _refused(sheet, [csv.Problem(1, "", "the chosen columns are empty", "Choose others.")])
    first, span = every[0], (every[-1] - every[0]).days + 1
    if span > csv.LONGEST_SPAN:
        return _refused(sheet, [csv.Problem(1, "", "days more than fifty years apart", "Check the years.")])
    columns = {}
    for name, by_day in table.items():
        rule = measure(name)
        columns[name] = np.full(span, np.nan)
        for day, values in by_day.items():
            columns[name][(day - first).days] = _together(values, rule)
    notes = tuple("\n".join(words.get(date.fromordinal(first.toordinal() + n), ())) for n in range(span))
    several = sum(len(values) > 1 for column in table.values() for values in column.values())
    told += (Said("days-put-together", "date", str(several)),) if several else ()
    return csv.Reading(DailyTable(first, columns), {"note": notes} if any(notes) else {}, sheet.notes + told, ())


def _together(values: list[float], rule: Measure) -> float:
    if rule.combine == "last":
        return values[-1]
    if rule.combine == "max":
        return max(values)
    return sum(values) if rule.combine == "sum" else sum(values) / len(values)

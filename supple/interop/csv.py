# SPDX-License-Identifier: Apache-2.0
"""What does a diary in a spreadsheet's CSV say? Each oddity is understood and said, or refused with its line.

Nothing is dropped silently. No answer quotes a cell: diary text does not belong in an error report.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

import numpy as np

from supple.entries.composed import Composed
from supple.errors import SuppleError
from supple.insight.result import Said
from supple.insight.series import DailyTable
from supple.interop import cells

MOST_BYTES = 64_000_000
LONGEST_SPAN = 20_000  # days
LISTED = 50
ALSO_DATE = ("day", "datum", "dates")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that cannot be read: where it is, what was found there, and how to put it right."""

    line: int
    column: str
    found: str
    cure: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A diary as read: the days, columns of words asked for, what was inferred, and what could not be read."""

    table: DailyTable
    words: dict[str, tuple[str, ...]]
    notes: tuple[Said, ...]
    problems: tuple[Problem, ...]
    unlisted: int = 0

    def accepted(self) -> "Reading":
        """This reading, or a refusal that names the first problem and how many there are."""
        if not self.problems:
            return self
        first, count = self.problems[0], len(self.problems) + self.unlisted
        place = f"Line {first.line}" + (f", column '{first.column}'" if first.column else "")
        more = f" ({count} problems in all)" if count > 1 else ""
        raise SuppleError("diary-unreadable", f"{place}: {first.found}{more}.", first.cure)


@dataclass(slots=True)
class _Page:
    """What has been made out so far."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)

    def refuse(self, line: int, column: str, found: str, cure: str) -> None:
        self.problems.append(Problem(line, column, found, cure))

    def say(self, code: str, about: str, value: str = "") -> None:
        self.notes.append(Said(code, about, value))


Row = tuple[int, list[str]]


def read(content: bytes, today: date | None = None, words: Sequence[str] = ()) -> Reading:
    """Read a diary; columns named in `words` are kept as text beside the numbers.

    >>> found = read(b"date;cramps;heat\\n2026-01-06;2,5;no\\n2026-01-05;;yes\\n")
    >>> found.table.columns["cramps"].tolist(), found.table.columns["heat"].tolist()
    ([nan, 2.5], [1.0, 0.0])
    """
    page = _Page()
    header, rows = _header(page, _rows(page, _text(page, content)))
    if page.problems or not header:
        return _nothing(page)
    rows = _square(page, header, rows)
    place = [name.lower() for name in header].index("date")
    dated = _dated(page, place, rows)
    if dated and today is not None and (ahead := sum(day > today for day, _ in dated)):
        page.say("dates-ahead", "date", str(ahead))
    kept = [name for index, name in enumerate(header) if index != place and name]
    columns = {name: [row[1][header.index(name)] for _, row in dated] for name in kept}
    text = {name: columns.pop(name) for name in kept if name in words}
    lines = [row[0] for _, row in dated]
    read_as = {name: _numbers(page, name, columns[name], lines) for name in columns}
    numbers = {name: column for name, column in read_as.items() if column is not None}
    if page.problems or not dated:
        return _nothing(page)
    return _laid_out(page, [day for day, _ in dated], lines, {**numbers, **text})


def rows(content: bytes) -> tuple[list[Row], tuple[Said, ...], tuple[Problem, ...]]:
    """The lines of any sheet as cells, how they were read, and what kept them from being read.

    >>> rows(b"when;what\n1.2.2026;x\n")[0]
    [(1, ['when', 'what']), (2, ['1.2.2026', 'x'])]
    """
    page = _Page()
    found = _rows(page, _text(page, content))
    return found, tuple(page.notes), tuple(page.problems)


def _nothing(page: _Page) -> Reading:
    if not page.problems:
        page.refuse(1, "", "the file holds no days", "Add one line per day under the header.")
    listed = tuple(sorted(page.problems, key=lambda one: one.line)[:LISTED])
    unlisted = len(page.problems) - len(listed)
    return Reading(DailyTable(cells.OLDEST, {}), {}, tuple(page.notes), listed, unlisted)


def _text(page: _Page, content: bytes) -> str:
    """Bytes to text: UTF-8 with or without a mark, UTF-16 with one, else Windows' western letters, said."""
    if len(content) > MOST_BYTES:
        page.refuse(1, "", "the file is larger than 64 MB", "Export fewer columns or years.")
        return ""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        page.say("encoding", "file", "UTF-16")
        return content.decode("utf-16", errors="replace")
    strange = sum(content.count(bytes([code])) for code in (*range(9), *range(14, 32)))
    if strange:
        page.refuse(1, "", "this is not a text file", "Save the sheet as CSV (UTF-8) and try again.")
        return ""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        page.say("encoding", "file", "Windows-1252")
        return content.decode("cp1252", errors="replace")


def _rows(page: _Page, text: str) -> list[Row]:
    """Split into cells by whichever separator the header uses; blank lines hold nothing."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    mark = max(",;\t", key=lambda one: (_has_date(first.split(one)), outside.count(one)))
    if first and not outside.count(mark):
        page.refuse(1, "", "the first line has only one column", "Separate the columns by commas.")
        return []
    if first and mark != ",":
        page.say("separator", "file", {";": "semicolon", "\t": "tab"}[mark])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    rows: list[Row] = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((reader.line_num, row))
    except csv.Error as error:
        if "limit" in str(error):
            page.refuse(reader.line_num, "", "a cell longer than any note", "Check that this is a table of days.")
        else:
            page.refuse(reader.line_num, "", "a quotation mark that does not close", 'Write a " inside a cell as "".')
    return rows


def _has_date(names: list[str]) -> bool:
    return any(name.strip(' "\ufeff').lower() in ("date", *ALSO_DATE) for name in names)


def _header(page: _Page, rows: list[Row]) -> tuple[list[str], list[Row]]:
    """The names of the columns; one must be the date."""
    if not rows:
        return [], []
    line, names = rows[0][0], [name.strip() for name in rows[0][1]]
    if any(isinstance(cells.day(name, False), date) for name in names):
        page.refuse(line, "", "there is no header, the first line is already a day", "Start with: date,outcome,...")
        return [], []
    low = [name.lower() for name in names]
    if "date" not in low:
        others = [index for index, name in enumerate(low) if name in ALSO_DATE]
        if len(others) != 1:
            page.refuse(line, "", "no column is called date", "Name the column of days 'date'.")
            return [], []
        page.say("date-column", names[others[0]])
        names[others[0]] = "date"
    for name in {name for name in names if name and names.count(name) > 1}:
        page.refuse(line, name, "two columns have the same name", "Rename one of them.")
    if low.count("date") > 1:
        page.refuse(line, "date", "two columns are called date", "Rename one of them.")
    return names, rows[1:]


def _square(page: _Page, header: list[str], rows: list[Row]) -> list[Row]:
    """Every row as long as the header; spare empty cells may go, others may not."""
    width, out = len(header), []
    nameless = {index for index, name in enumerate(header) if not name}
    for line, row in rows:
        if len(row) < width or any(cell.strip() for cell in row[width:]):
            found = Composed("{n} cells where the header has {width}", n=len(row), width=width)
            cure = Composed("Give every line one cell per column; put cells with separators in quotation marks.")
            page.refuse(line, "", found, cure)
        elif any(row[index].strip() for index in nameless):
            page.refuse(line, "", "a value in a column without a name", "Name the column in the header.")
        else:
            out.append((line, row))
    return out


def _dated(page: _Page, place: int, rows: list[Row]) -> list[tuple[date, Row]]:
    """Each row with its day, in order of time."""
    order = cells.month_first([row[place] for _, row in rows])
    dated = []
    for line, row in rows:
        day = cells.day(row[place], order)
        if isinstance(day, str):
            page.refuse(line, "date", day, "Write dates as YYYY-MM-DD.")
        else:
            dated.append((day, (line, row)))
    days = [day for day, _ in dated]
    if any(later < earlier for earlier, later in pairwise(days)):
        page.say("sorted", "date")
    dated.sort(key=lambda pair: pair[0])
    if dated and (dated[-1][0] - dated[0][0]).days > LONGEST_SPAN:
        page.refuse(dated[0][1][0], "date", "days more than fifty years apart", "Check the years.")
    return dated


def _numbers(page: _Page, name: str, column: list[str], lines: list[int]) -> list[float | None] | None:
    """A column as numbers; one that is words throughout is left out and said."""
    read_as = [cells.number(cell) for cell in column]
    wrong = [index for index, value in enumerate(read_as) if isinstance(value, str)]
    filled = sum(bool(cell.strip()) for cell in column)
    if len(wrong) >= 3 and len(wrong) >= 0.8 * filled:
        page.say("words-left-out", name, str(len(wrong)))
        return None
    for index in wrong:
        page.refuse(lines[index], name, str(read_as[index]), "Write a number, yes or no, or leave it empty.")
    if any(cells.comma_decimal(cell) for cell in column):
        page.say("decimal-comma", name)
    if blanks := sum(value is None and bool(cell.strip()) for value, cell in zip(read_as, column, strict=True)):
        page.say("blank-words", name, str(blanks))
    return [value if isinstance(value, float) else None for value in read_as]


Columns = dict[str, list[float | None] | list[str]]


def _laid_out(page: _Page, days: list[date], lines: list[int], columns: Columns) -> Reading:
    """One row per calendar day; repeated days are one day when they agree."""
    span = (days[-1] - days[0]).days + 1
    place = [(day - days[0]).days for day in days]
    if len(set(place)) < len(place):
        page.say("dates-repeated", "date", str(len(place) - len(set(place))))
    if gaps := span - len(set(place)):
        page.say("dates-missing", "date", str(gaps))
    numbers, words = {}, {}
    for name, column in columns.items():
        by_day = _by_day(page, name, list(zip(place, column, lines, strict=True)))
        if column and isinstance(column[0], str):
            words[name] = tuple(str(by_day.get(at, "")) for at in range(span))
        else:
            numbers[name] = np.array([by_day.get(at, np.nan) for at in range(span)], dtype=np.float64)
    if page.problems:
        return _nothing(page)
    return Reading(DailyTable(days[0], numbers), words, tuple(page.notes), ())


def _by_day(page: _Page, name: str, column: list[tuple[int, float | str | None, int]]) -> dict[int, float | str]:
    """What each day holds; two lines for one day must agree."""
    said: dict[int, float | str] = {}
    for at, value, line in column:
        if value is None or value == "":
            continue
        if said.setdefault(at, value) != value:
            page.refuse(line, name, "the same day twice with different values", "Keep one line per day.")
    return said


def write(table: DailyTable) -> str:
    """The diary as CSV, one line per calendar day, empty where nothing was recorded.

    >>> write(read(b"date,cramps\\n2026-01-05,2\\n").table)
    'date,cramps\\n2026-01-05,2\\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["date", *table.columns])
    for index, day in enumerate(table.dates):
        writer.writerow([day.isoformat(), *(_cell(column[index]) for column in table.columns.values())])
    return out.getvalue()


def _cell(value: float) -> str:
    if np.isnan(value):
        return ""
    return str(int(value)) if value == int(value) else repr(float(value))

# SPDX-License-Identifier: Apache-2.0
"""What gives way when a diary holds more than a page: later rows first, then notes, then the ends of long words.

No section is ever left out whole, and each says how much of it was; the order of the sections stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from supple.report.sections import Report, Row, Section
from supple.report.written import Translate


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of each section is kept."""

    rows: int
    letters: int
    notes: bool = True
    figures: bool = True


LIMITS = (
    Limit(40, 600), Limit(14, 300), Limit(10, 220), Limit(8, 160), Limit(6, 130), Limit(5, 110), Limit(4, 90),
    Limit(4, 80, notes=False), Limit(3, 70, notes=False), Limit(2, 60, notes=False),
    Limit(1, 50, notes=False, figures=False),
)  # fmt: skip
"""From everything a page could hold to what always fits."""


@dataclass(frozen=True, slots=True)
class Lines:
    """One section in plain words, cut to a limit; `more` says what is not shown."""

    title: str
    rows: tuple[tuple[str, str, str], ...]
    table: tuple[tuple[str, ...], ...]
    svg: str
    words: str
    nothing: str
    more: str


def versions(report: Report, translate: Translate = str) -> Iterator[tuple[Lines, ...]]:
    """The report from whole to shortest."""
    for limit in LIMITS:
        yield tuple(_cut(section, limit, translate) for section in report.sections)


def _cut(section: Section, limit: Limit, translate: Translate) -> Lines:
    rows = tuple(_row(row, limit, translate) for row in section.rows[: limit.rows])
    table = section.table
    kept = table.rows[-limit.rows :] if table and section.newest_last else table.rows[: limit.rows] if table else ()
    lines = (table.head, *kept) if table else ()
    left_out = len(section.rows) - len(rows) + (len(table.rows) - len(kept) if table else 0)
    figure = section.figure if limit.figures else None
    return Lines(
        title=short(section.title.text(translate), limit.letters),
        rows=rows,
        table=tuple(tuple(short(cell.text(translate), limit.letters) for cell in line) for line in lines),
        svg=figure.draw(translate) if figure else "",
        words=short(section.figure.words.text(translate), limit.letters) if section.figure else "",
        nothing=section.nothing.text(translate) if section.empty and section.nothing else "",
        more=translate("and {n} more in the diary").format(n=left_out) if left_out else "",
    )


def _row(row: Row, limit: Limit, translate: Translate) -> tuple[str, str, str]:
    note = row.note.text(translate) if row.note and limit.notes else ""
    label, value = row.label.text(translate), row.value.text(translate)
    return short(label, limit.letters), short(value, limit.letters), short(note, limit.letters)


def short(words: str, letters: int) -> str:
    """The words, or their beginning, with a sign that they go on.

    >>> short("a long goal", 6)
    'a long…'
    """
    return words if len(words) <= letters else words[:letters].rstrip() + "…"

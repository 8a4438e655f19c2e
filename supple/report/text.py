# SPDX-License-Identifier: Apache-2.0
"""The report as plain text that survives any mail program."""

from collections.abc import Iterator
from textwrap import wrap

from supple.report.sections import Report, Row, Section, Table, say
from supple.report.written import Translate

WIDTH = 78


def face(report: Report, translate: Translate = str) -> str:
    """The whole report, 78 characters wide."""
    lines = [title(report, translate), "=" * WIDTH]
    for section in report.sections:
        lines += ["", section.title.text(translate).upper(), *_body(section, translate)]
    lines += ["", "-" * WIDTH]
    for phrase in report.footer:
        lines += wrap(phrase.text(translate), WIDTH)
    return "\n".join(lines) + "\n"


def title(report: Report, translate: Translate = str) -> str:
    """Whose report it is and for which days."""
    who = f"{report.name}: " if report.name else ""
    reader = (
        translate("for the neurologist") if report.variant == "neurologist" else translate("for the physiotherapist")
    )
    what = translate("diary report")
    days = say("{first:%-d %b %Y} - {last:%-d %b %Y}", first=report.first, last=report.last).text(translate)
    return f"{who}{what}, {days}, {reader}"


def _body(section: Section, translate: Translate) -> Iterator[str]:
    if section.empty and section.nothing:
        yield from wrap(section.nothing.text(translate), WIDTH)
    if section.figure:
        yield from wrap(section.figure.words.text(translate), WIDTH)
    for row in section.rows:
        yield from _row(row, translate)
    if section.table:
        yield from _table(section.table, translate)


def _row(row: Row, translate: Translate) -> Iterator[str]:
    note = f" ({row.note.text(translate)})" if row.note else ""
    line = f"{row.label.text(translate)}: {row.value.text(translate)}{note}"
    yield from wrap(line, WIDTH, initial_indent="- ", subsequent_indent="  ")


def _table(table: Table, translate: Translate) -> Iterator[str]:
    cells = [tuple(p.text(translate) for p in row) for row in (table.head, *table.rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(table.head))]
    for row in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()

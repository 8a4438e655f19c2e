# SPDX-License-Identifier: Apache-2.0
"""The report as HTML: a body for a page of the app, or a whole document that needs nothing else."""

from collections.abc import Sequence
from html import escape

from supple.report.sections import Phrase, Report, Row, Section, Table
from supple.report.text import title
from supple.report.written import Translate

STYLE = """
.report { max-width: 48rem; margin: 0 auto; line-height: 1.4; }
.report h1 { font-size: 1.4rem; margin: 0 0 .5rem; }
.report h2 { font-size: 1.05rem; margin: 1rem 0 .25rem; border-bottom: 1px solid currentColor; }
.report dl { margin: 0; display: grid; grid-template-columns: minmax(9rem, 1fr) 2fr; gap: .15rem .75rem; }
.report dd { margin: 0; }
.report .note { opacity: .85; font-size: .9em; }
.report table { border-collapse: collapse; width: 100%; }
.report th, .report td { text-align: left; padding: .15rem .5rem .15rem 0; border-bottom: 1px solid #8888; }
.report .scroll { overflow-x: auto; }
.report svg { width: 100%; max-width: 34rem; height: auto; }
.report footer { margin-top: 1rem; font-size: .9em; }
@media (max-width: 30rem) { .report dl { grid-template-columns: 1fr; } .report dt { font-weight: 600; } }
@media print { .report { font-size: 9.5pt; max-width: none; } }
"""
_PAGE = "body { font-family: system-ui, sans-serif; margin: 1rem; color-scheme: light dark; }"


def document(report: Report, translate: Translate = str) -> str:
    """A whole page with its style inside; it loads nothing."""
    heading = escape(title(report, translate))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{heading}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_PAGE}{STYLE}</style></head>\n<body><main>{body(report, translate)}</main></body></html>\n"
    )


def body(report: Report, translate: Translate = str) -> str:
    """The report without a page around it, for a page with a style sheet of its own."""
    parts = [f'<article class="report"><h1>{escape(title(report, translate))}</h1>']
    parts += [_section(section, translate) for section in report.sections]
    footer = "".join(_tag("p", phrase, translate) for phrase in report.footer)
    return "\n".join([*parts, f"<footer>{footer}</footer></article>"])


def _section(section: Section, translate: Translate) -> str:
    parts = [f'<section aria-labelledby="r-{section.id}">', f'<h2 id="r-{section.id}">']
    parts += [escape(section.title.text(translate)), "</h2>"]
    if section.empty and section.nothing:
        parts.append(_tag("p", section.nothing, translate))
    if section.figure:
        parts += [section.figure.draw(translate), _tag("p", section.figure.words, translate)]
    if section.rows:
        parts += ["<dl>", *(_row(row, translate) for row in section.rows), "</dl>"]
    if section.table:
        # Wider than a phone: it is scrolled by itself, and with the keyboard too.
        parts.append(f'<div class="scroll" tabindex="0" role="group" aria-labelledby="r-{section.id}">')
        parts.append(f"{_table(section.table, translate)}</div>")
    return "".join([*parts, "</section>"])


def _row(row: Row, translate: Translate) -> str:
    note = f' <span class="note">{escape(row.note.text(translate))}</span>' if row.note else ""
    return f"{_tag('dt', row.label, translate)}<dd>{escape(row.value.text(translate))}{note}</dd>"


def _table(table: Table, translate: Translate) -> str:
    """Each value also says what it is: where a page is narrow, its style stacks the table row by row."""
    heads = [escape(p.text(translate)) for p in table.head]
    head = "".join(f'<th scope="col">{words}</th>' for words in heads)
    rows = "".join(f"<tr>{_cells(row, heads, translate)}</tr>" for row in table.rows)
    return f'<table class="stacks"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _cells(row: Sequence[Phrase], heads: Sequence[str], translate: Translate) -> str:
    first, *rest = (escape(p.text(translate)) for p in row)
    values = (f'<td data-label="{head}">{words}</td>' for head, words in zip(heads[1:], rest, strict=True))
    return f'<th scope="row">{first}</th>{"".join(values)}'


def _tag(name: str, phrase: Phrase, translate: Translate) -> str:
    return f"<{name}>{escape(phrase.text(translate))}</{name}>"

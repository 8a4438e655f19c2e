# SPDX-License-Identifier: Apache-2.0
"""A week on paper: one sheet to fill in with a pen, with the rows that the page for typing it in has too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from supple.report.pdf import Paper
from supple.report.sections import Phrase, say
from supple.report.shorter import short
from supple.report.typeset import typeset
from supple.report.written import Translate, day, marked

How = Literal["number", "tick", "dose"]
"""What is written into a box: a number; a tick for yes; T for taken, M for missed."""
DAYS = 7
LONGEST = 45
"""Letters of a row's name that its box holds."""
COLUMN = marked("%a %-d")
"""How a day stands over its column."""
_WEEK = Path(__file__).with_name("week.typ")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet: what is asked, and how it is answered."""

    id: str
    label: Phrase
    how: How


def days_of(first: date) -> tuple[date, ...]:
    """The seven days of a sheet."""
    return tuple(first + timedelta(days=n) for n in range(DAYS))


def blank(
    first: date, lines: Sequence[Line], translate: Translate = str, *, paper: Paper = "a4", language: str = "en"
) -> bytes:
    """The empty sheet as a PDF of one page; it bears no name, so that it may lie about."""
    content = {
        "title": say("Week from {day}", day=first).text(translate),
        "how": translate(
            "One column a day. Write numbers; tick what there was; T for a medicine taken, M for missed. "
            "0 means none. Leave a box empty when you did not look."
        ),
        "days": [day(one, translate, COLUMN) for one in days_of(first)],
        "rows": [short(line.label.text(translate), LONGEST) for line in lines],
        "happened": translate("What happened, and when"),
        "paper": paper,
        "language": language,
    }
    return typeset(_WEEK, {"week": content}, pdf_standards=["ua-1"])

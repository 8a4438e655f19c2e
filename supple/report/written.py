# SPDX-License-Identifier: Apache-2.0
"""How are a number and a day written where somebody reads? In the reader's language, with its own signs and months."""

from collections.abc import Callable
from datetime import date
from string import Formatter
from typing import Any

Translate = Callable[[str], str]


def marked(template: str) -> str:
    """A sentence that is said elsewhere; the mark is for those who gather texts for translators."""
    return template


PARTED = marked("1.5")
"""A number that is not whole, as it is written: its second sign parts it."""
DAY = marked("%-d %b %Y")
DAY_OF_YEAR = marked("%-d %b")
MONTHS = (
    marked("Jan"), marked("Feb"), marked("Mar"), marked("Apr"), marked("May"), marked("Jun"),
    marked("Jul"), marked("Aug"), marked("Sep"), marked("Oct"), marked("Nov"), marked("Dec"),
)  # fmt: skip
WEEKDAYS = (
    marked("Mon"), marked("Tue"), marked("Wed"), marked("Thu"), marked("Fri"), marked("Sat"), marked("Sun"),
)  # fmt: skip


def number(value: float, translate: Translate = str, form: str = "g") -> str:
    """A number in the reader's language.

    >>> number(2.5), number(2.5, {"1.5": "1,5"}.get), number(-0.26, form="+.1f")
    ('2.5', '2,5', '-0.3')
    """
    return format(value, form).replace(".", translate(PARTED)[1])


def day(value: date, translate: Translate = str, form: str = DAY) -> str:
    """A day in the reader's language.

    >>> day(date(2026, 3, 4)), day(date(2026, 3, 4), form="%a %-d")
    ('4 Mar 2026', 'Wed 4')
    """
    pattern = translate(form)
    for sign, names, nth in (("%b", MONTHS, value.month - 1), ("%a", WEEKDAYS, value.weekday())):
        pattern = pattern.replace(sign, translate(names[nth]))
    return value.strftime(pattern)


class InWords(Formatter):
    """Fills a sentence: numbers and days in it are written as its reader writes them.

    >>> InWords(str).format("{n:.1f} on {day}", n=2.55, day=date(2026, 3, 4))
    '2.5 on 4 Mar 2026'
    """

    def __init__(self, translate: Translate) -> None:
        self.translate = translate

    def format_field(self, value: Any, format_spec: str) -> Any:
        """One place of the sentence."""
        if isinstance(value, date):
            return day(value, self.translate, format_spec or DAY)
        if isinstance(value, float):
            return number(value, self.translate, format_spec)
        return super().format_field(value, format_spec)

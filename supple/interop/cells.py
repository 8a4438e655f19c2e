# SPDX-License-Identifier: Apache-2.0
"""What does one cell of a spreadsheet mean: a number, a yes or no, a date, or nothing recorded?"""

import re
from datetime import date
from math import isfinite

from supple.entries.composed import Composed

YES = frozenset({"yes", "y", "true", "t", "x", "✓", "✔", "ja", "oui", "si", "sí"})
NO = frozenset({"no", "n", "false", "f", "nein", "non"})
BLANK = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "–", "—", ".", "?"})
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_COMMA = re.compile(r"[+-]?(\d+,\d*|,\d+)")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}[:.]\d{2}.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
LARGEST = 1e9
OLDEST = date(1900, 1, 1)


def number(cell: str) -> float | str | None:
    """A number, None for not recorded, or a few words on why it is neither.

    >>> number(" 3,5 "), number("yes"), number("n/a"), number("lots")
    (3.5, 1.0, None, 'words instead of a number')
    """
    text = cell.strip().replace("−", "-").replace("\u00a0", "")
    low = text.lower()
    if low in BLANK:
        return None
    if low in YES:
        return 1.0
    if low in NO:
        return 0.0
    if _COMMA.fullmatch(text):
        text = text.replace(",", ".")
    if not _PLAIN.fullmatch(text):
        figures = any(c.isdigit() for c in text)
        return Composed("more than one plain number") if figures else Composed("words instead of a number")
    value = float(text)
    return value if isfinite(value) and abs(value) <= LARGEST else Composed("a number too large to be meant")


def comma_decimal(cell: str) -> bool:
    """Is this a number with a decimal comma?"""
    return bool(_COMMA.fullmatch(cell.strip()))


def day(cell: str, month_first: bool | None) -> date | str:
    """A calendar day, or a few words on why not; `month_first` settles 05/04/2026 (None: it is unsettled).

    >>> day("2026-02-03", None), day("3.2.2026", None), day("2026-02-30", None)
    (datetime.date(2026, 2, 3), datetime.date(2026, 2, 3), 'a date that no calendar has')
    """
    text = cell.strip()
    parts = _parts(text, month_first)
    if isinstance(parts, str):
        return parts
    try:
        found = date(*parts)
    except ValueError:
        return Composed("a date that no calendar has")
    return found if found >= OLDEST else Composed("a date more than a century ago")


def _parts(text: str, month_first: bool | None) -> tuple[int, int, int] | str:
    if not text:
        return Composed("no date")
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DOTTED.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if not (found := _SLASHED.fullmatch(text)):
        return Composed("something that is not a date")
    if month_first is None:
        return Composed("a date that can be read in two ways")
    first, second = int(found[1]), int(found[2])
    return (int(found[3]), first, second) if month_first else (int(found[3]), second, first)


def month_first(cells: list[str]) -> bool | None:
    """Do slashed dates of this column put the month first? None when nothing settles it.

    >>> month_first(["05/04/2026", "25/04/2026"]), month_first(["05/04/2026"])
    (False, None)
    """
    pairs = [(int(m[1]), int(m[2])) for cell in cells if (m := _SLASHED.fullmatch(cell.strip()))]
    day_first, after = any(a > 12 for a, _ in pairs), any(b > 12 for _, b in pairs)
    return None if day_first == after else after

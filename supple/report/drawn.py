# SPDX-License-Identifier: Apache-2.0
"""The report's own drawing of the trend: made for paper, black on white or white on black, with letters for treatments.

Colour says nothing here, so a copy of a copy still reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from string import ascii_uppercase
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from supple.entries.measure import Measure
from supple.report.written import Translate, day, number

Days = NDArray[np.float64]
WIDE, HIGH, LEFT, RIGHT, TOP, FLOOR = 480, 190, 34, 472, 30, 160
MOST_DOTS = 183
MOST_MARKS = 8
"""More letters than this could not be told apart on a line; the latest are kept."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A treatment that began or changed on a day of the period."""

    on: date
    words: str


def lettered(marks: Sequence[Mark]) -> list[tuple[str, Mark]]:
    """The latest marks, in order, each with its letter.

    >>> [letter for letter, _ in lettered([Mark(date(2026, 1, 2), "a"), Mark(date(2026, 1, 3), "b")])]
    ['A', 'B']
    """
    latest = sorted(marks, key=lambda mark: mark.on)[-MOST_MARKS:]
    return list(zip(ascii_uppercase, latest, strict=False))


def trend_svg(values: Days, first: date, marks: Sequence[Mark], known: Measure, translate: Translate = str) -> str:
    """One dot a scored day, the mean of the days around it as a line, and lettered lines for treatments.

    It reaches up to the end of the outcome's scale, or where there is none to the highest day. In a period of more
    than half a year a dot stands for several days, so that a sheet of ten years can still be read, and sent.
    """
    high = known.high if np.isfinite(known.high) else max([1.0, *values[np.isfinite(values)]])
    across = (RIGHT - LEFT) / max(values.size - 1, 1)

    def place(at: float, value: float) -> str:
        return f"{LEFT + across * at:.1f},{FLOOR - value / high * (FLOOR - TOP):.1f}"

    parts = [_level(value, high, translate) for value in (0.0, high / 2, high)]
    parts += _dates(values.size, first, across, translate)
    step = -(-values.size // MOST_DOTS)
    for at, mean in _means(values, step, (step - 1) / 2, 1):
        x, y = place(at, mean).split(",")
        parts.append(f'<circle cx="{x}" cy="{y}" r="2.2" fill="currentColor"/>')
    line = " ".join(place(at, mean) for at, mean in _means(values, step, 7 * step, 4))
    parts.append(f'<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="2.2"/>')
    parts += [_lettered(letter, LEFT + across * (mark.on - first).days) for letter, mark in lettered(marks)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img" font-size="13">'
    return f"{head}<title>{escape(translate(known.label))}</title>{''.join(parts)}</svg>\n"


def _level(value: float, high: float, translate: Translate) -> str:
    y = FLOOR - value / high * (FLOOR - TOP)
    line = f'<line x1="{LEFT}" y1="{y:.1f}" x2="{RIGHT}" y2="{y:.1f}" stroke="currentColor" stroke-width="0.6"/>'
    return f"{line}{_words(LEFT - 6, y + 4, number(value, translate), 'end')}"


def _dates(days: int, first: date, across: float, translate: Translate) -> list[str]:
    """The first day, the last, and one between them when there is room."""
    nths = sorted({0, (days - 1) // 2, days - 1}) if days > 20 else sorted({0, days - 1})
    ends = {0: "start", days - 1: "end"}
    return [
        _words(LEFT + across * nth, FLOOR + 20, day(first + timedelta(days=nth), translate), ends.get(nth, "middle"))
        for nth in nths
    ]


def _lettered(letter: str, x: float) -> str:
    line = f'<line x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{FLOOR}" stroke="currentColor" stroke-dasharray="4 3"/>'
    return f"{line}{_words(x, TOP - 12, letter, 'middle')}"


def _words(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="currentColor">{escape(words)}</text>'


def _means(values: Days, step: int, reach: float, fewest: int) -> list[tuple[float, float]]:
    """Every `step` days the mean within `reach` days of there, where at least `fewest` days were scored."""
    out = []
    for start in range(0, values.size, step):
        middle = start + (step - 1) / 2
        near = values[max(0, int(np.ceil(middle - reach))) : int(middle + reach) + 1]
        near = near[np.isfinite(near)]
        if near.size >= fewest:
            out.append((min(middle, values.size - 1), float(near.mean())))
    return out

# SPDX-License-Identifier: Apache-2.0
"""How does an answer look? Plain pictures that also speak: each has a title and a description in words.

Drawn in `currentColor`, so they follow light and dark pages; shape and text carry what colour might.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from xml.sax.saxutils import escape

import numpy as np

from supple.insight.noise import Array
from supple.insight.result import Estimate, Findings
from supple.insight.series import DailyTable
from supple.insight.trial import Trial

WIDTH, LEFT, RIGHT, ROW, TOP = 720, 210, 24, 30, 56
FONT = 'font-family="system-ui, sans-serif" font-size="14"'


def effects_svg(findings: Findings, title: str, ends: tuple[str, str] | None = None, spoken: str = "") -> str:
    """Each factor's effect with its interval: a filled mark is a finding, a hollow one is not.

    `ends` says what lies to the left and to the right, `spoken` the same as the picture, in the reader's language.

    >>> effects_svg(Findings("cramps", "count", "lower", 0, {}, None), "Ada")[:4]
    '<svg'
    """
    shown = sorted(findings.factors.items(), key=lambda pair: (not pair[1].claim, -pair[1].prob))
    reach = max((max(abs(e.lo), abs(e.hi), abs(e.effect)) for _, e in shown), default=0.0) or 1.0
    middle, scale = (LEFT + WIDTH - RIGHT) / 2, (WIDTH - RIGHT - LEFT) / 2 / (1.1 * reach)
    height = TOP + ROW * max(len(shown), 1) + 40
    parts = [_line(middle, TOP - 10, middle, height - 36, 'stroke-dasharray="3 4"')]
    for row, (name, estimate) in enumerate(shown):
        parts.append(_effect(name, estimate, TOP + ROW * row + 12, (middle, scale)))
    fewer, more = ends or (f"less {_plain(findings.outcome)}", f"more {_plain(findings.outcome)}")
    parts.append(_words(LEFT, height - 14, f"← {fewer}", ""))
    parts.append(_words(WIDTH - RIGHT, height - 14, f"{more} →", 'text-anchor="end"'))
    each = "; ".join(_spoken(name, estimate) for name, estimate in shown) or "No factors."
    return _svg(height, title, spoken or f"What goes with {_plain(findings.outcome)}. {each}", parts)


def _effect(name: str, estimate: Estimate, y: float, axis: tuple[float, float]) -> str:
    middle, scale = axis
    low, high, at = (middle + scale * value for value in (estimate.lo, estimate.hi, estimate.effect))
    faint = "" if estimate.claim else 'opacity="0.75"'
    fill = "currentColor" if estimate.claim else "none"
    mark = f'<circle cx="{at:.1f}" cy="{y:.1f}" r="6" fill="{fill}" stroke="currentColor" stroke-width="2"/>'
    whisker = _line(low, y, high, y, 'stroke-width="3"')
    label = _words(LEFT - 12, y + 5, _plain(name), 'text-anchor="end"')
    return f"<g {faint}>{label}{whisker}{mark}</g>"


def _spoken(name: str, estimate: Estimate) -> str:
    span = f"{estimate.effect:+.2g}, between {estimate.lo:+.2g} and {estimate.hi:+.2g}"
    return f"{_plain(name)}: {estimate.verdict}, {span}"


def outcome_svg(
    table: DailyTable, outcome: str, marks: Sequence[tuple[date, str]] = (), title: str = "", wide: int = WIDTH
) -> str:
    """An outcome day by day with its 14-day average, and a labelled line where each treatment began."""
    values = np.asarray(table.columns[outcome], dtype=np.float64)
    known = values[np.isfinite(values)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    low, high = min(0.0, low), high if high > low else low + 1.0
    across = (wide - 60 - RIGHT) / max(table.days - 1, 1)
    height, floor = 280, 230.0

    def place(day: float, value: float) -> tuple[float, float]:
        return 60 + across * day, floor - (value - low) / (high - low) * 160

    parts = [_line(60, floor, wide - RIGHT, floor, "")]
    parts += [_words(50, place(0, at)[1] + 5, f"{at:g}", 'text-anchor="end"') for at in (low, high)]
    for day in np.flatnonzero(np.isfinite(values)):
        x, y = place(float(day), float(values[day]))
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="currentColor" opacity="0.6"/>')
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(d, v) for d, v in _average(values)))
    parts.append(f'<polyline points="{points}" fill="none" stroke="currentColor" stroke-width="3"/>')
    for index, (day_of, label) in enumerate(marks):
        x = place(float((day_of - table.first).days), low)[0]
        parts.append(_line(x, 62, x, floor, 'stroke-dasharray="6 4"'))
        parts.append(_words(x + 4, 60 + 14 * (index % 2), label, ""))
    if table.days:
        parts.append(_words(60, height - 24, table.dates[0].isoformat(), ""))
        parts.append(_words(wide - RIGHT, height - 24, table.dates[-1].isoformat(), 'text-anchor="end"'))
    name = title or _plain(outcome)
    begun = " ".join(f"{label}: {day.isoformat()}." for day, label in marks)
    return _svg(height, name, f"{name}, {low:g} – {high:g}, n = {len(known)}. {begun}".strip(), parts, wide)


def trial_svg(trial: Trial, first: date, labels: tuple[str, str, str], title: str, wide: int = WIDTH) -> str:
    """A trial day by day: bands and filled marks with the change, hollow ones as usual, a cross where none counts.

    `labels` are the words for usual days, for days with the change, and for days that do not count.
    """
    values, counts = trial.outcome, trial.counted
    known = values[np.isfinite(values)]
    high = max(float(known.max()), 1.0) if len(known) else 1.0
    across, floor = (wide - 60 - RIGHT) / max(len(values) - 1, 1), 230.0
    parts = [_line(60, floor, wide - RIGHT, floor, "")]
    parts += [_words(50, floor - at / high * 150 + 5, f"{at:g}", 'text-anchor="end"') for at in (0.0, high)]
    for start, stop, mark in _stretches(trial.condition):
        left, width = 60 + across * (start - 0.5), across * (stop - start)
        if mark == trial.change:
            band = f'<rect x="{left:.1f}" y="56" width="{width:.1f}" height="{floor - 56:g}" fill="currentColor" '
            parts.append(f'{band}opacity="0.12"/>')
        if mark in ("A", "B"):
            parts.append(_words(left + width / 2, 50, mark, 'text-anchor="middle" font-weight="600"'))
            parts += _level(values[start:stop][counts[start:stop]], (left, width), (floor, high))
    for day in np.flatnonzero(np.isfinite(values)):
        x, y = 60 + across * day, floor - float(values[day]) / high * 150
        parts.append(_day(x, y, bool(counts[day]), trial.condition[day] == trial.change))
    last = first + timedelta(days=len(values) - 1)
    parts.append(_words(60, 256, first.isoformat(), ""))
    parts.append(_words(wide - RIGHT, 256, last.isoformat(), 'text-anchor="end"'))
    spoken = f"{title}. A: {labels[0]}. B: {labels[1]}. {labels[2]}: {len(counts) - int(counts.sum())}."
    return _svg(270, title, spoken, parts, wide)


def hours_svg(counts: Sequence[int], labels: Sequence[str], title: str, across: int = WIDTH) -> str:
    """How many events fell into each part of the day, as bars with their numbers.

    >>> "When: 23. night: 3; day: 20." in hours_svg([3, 20], ["night", "day"], "When")
    True
    """
    most, wide, floor = max([*counts, 1]), (across - 60 - RIGHT) / max(len(counts), 1), 170.0
    parts = [_line(60, floor, across - RIGHT, floor, "")]
    for nth, (count, label) in enumerate(zip(counts, labels, strict=True)):
        left, tall = 60 + wide * nth, count / most * 100
        place = f'x="{left + 6:.1f}" y="{floor - tall:.1f}" width="{wide - 12:.1f}" height="{tall:.1f}"'
        parts.append(f'<rect {place} fill="currentColor" opacity="0.55"/>')
        parts.append(_words(left + wide / 2, floor - tall - 6, str(count), 'text-anchor="middle"'))
        parts.append(_words(left + wide / 2, floor + 20, label, 'text-anchor="middle"'))
    spoken = "; ".join(f"{label}: {count}" for label, count in zip(labels, counts, strict=True))
    return _svg(206, title, f"{title}: {sum(counts)}. {spoken}.", parts, across)


def _stretches(marks: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first day, day after the last, mark) of each run of days with the same mark."""
    edges = [0, *(n for n in range(1, len(marks)) if marks[n] != marks[n - 1]), len(marks)]
    return [(start, stop, marks[start]) for start, stop in pairwise(edges) if stop > start]


def _level(counted: Array, place: tuple[float, float], scale: tuple[float, float]) -> list[str]:
    """The mean of a stretch as a thick line across it."""
    if not len(counted):
        return []
    y = scale[0] - float(counted.mean()) / scale[1] * 150
    return [_line(place[0], y, place[0] + place[1], y, 'stroke-width="3"')]


def _day(x: float, y: float, counts: bool, with_it: bool) -> str:
    if not counts:
        return _line(x - 4, y - 4, x + 4, y + 4, "") + _line(x - 4, y + 4, x + 4, y - 4, "")
    fill = "currentColor" if with_it else "none"
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{fill}" stroke="currentColor" stroke-width="1.5"/>'


def _average(values: Array) -> list[tuple[float, float]]:
    """The mean of the days within a week either side, where at least four of them were recorded."""
    out = []
    for day in range(len(values)):
        near = values[max(0, day - 7) : day + 8]
        near = near[np.isfinite(near)]
        if len(near) >= 4:
            out.append((float(day), float(near.mean())))
    return out


def _plain(name: str) -> str:
    return name.removeprefix("own:").replace("_", " ")


def _line(x1: float, y1: float, x2: float, y2: float, more: str) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="currentColor" {more}/>'


def _words(x: float, y: float, text: str, more: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="currentColor" {more}>{escape(text)}</text>'


def _svg(height: float, title: str, spoken: str, parts: Sequence[str], wide: int = WIDTH) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {height:g}" role="img" {FONT}>'
    words = f"<title>{escape(title)}</title><desc>{escape(spoken)}</desc>"
    size = 17 if wide >= WIDTH else 13
    heading = f'<text x="16" y="28" font-size="{size}" font-weight="600" fill="currentColor">{escape(title)}</text>'
    return f"{head}{words}{heading}{''.join(parts)}</svg>\n"

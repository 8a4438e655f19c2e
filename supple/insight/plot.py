# SPDX-License-Identifier: Apache-2.0
"""How does an answer look? Plain pictures that also speak: each has a title and a description in words.

Drawn in `currentColor`, so they follow light and dark pages; shape and text carry what colour might.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from textwrap import wrap
from xml.sax.saxutils import escape

import numpy as np

from supple.insight.noise import Array
from supple.insight.result import Estimate, Findings
from supple.insight.series import DailyTable
from supple.insight.trial import Trial

WIDE, NARROW = 720, 280
"""A picture for a desk, and one that is as legible on a phone of 320 pixels."""
SIZE, LINE, SIGN, STRONG, SIDE = 15, 18, 8.0, 9.2, 8.0
"""The size of words, the height of their line, how wide a sign is at most, also a bold one, and an edge left free."""
NAMES, HIGH, MOST_DOTS = 210, 170, 92
"""The room for names beside their bars, the height of a curve, and how many days are a dot each."""
ZERO = 'stroke-dasharray="3 4" opacity="0.6"'
"""The line at no effect; in a small picture it leaves out the names."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a picture is drawn for: how wide, with its name or without, and how a day is written there."""

    wide: int = WIDE
    headed: bool = True
    day: Callable[[date], str] = date.isoformat

    @property
    def small(self) -> bool:
        """Whether names stand above their bars, because beside them there is no room."""
        return self.wide < 2 * NAMES


FOR_A_DESK = Frame()


def effects_svg(
    findings: Findings, title: str, ends: tuple[str, str] | None = None, spoken: str = "", frame: Frame = FOR_A_DESK
) -> str:
    """Each factor's effect with its interval: a filled mark is a finding, a hollow one is not.

    `ends` says what lies to the left and to the right, `spoken` the same as the picture, in the reader's language.

    >>> effects_svg(Findings("cramps", "count", "lower", 0, {}, None), "Ada")[:4]
    '<svg'
    """
    shown = sorted(findings.factors.items(), key=lambda pair: (not pair[1].claim, -pair[1].prob))
    reach = max((max(abs(e.lo), abs(e.hi), abs(e.effect)) for _, e in shown), default=0.0) or 1.0
    left = SIDE if frame.small else NAMES
    middle, scale = (left + frame.wide - SIDE) / 2, (frame.wide - SIDE - left) / 2 / (1.05 * reach)
    heading, top = _heading(title, frame)
    floor, parts = top, []
    for name, estimate in shown:
        row, floor = _effect(_plain(name), estimate, floor, (middle, scale, frame.small))
        parts.append(row)
    if not frame.small:
        parts.insert(0, _line(middle, top, middle, floor + 8, ZERO))
    fewer, more = ends or (f"less {_plain(findings.outcome)}", f"more {_plain(findings.outcome)}")
    below, height = _ends((f"← {fewer}", f"{more} →"), left, floor + 26, frame)
    each = "; ".join(_spoken(name, estimate) for name, estimate in shown) or "No factors."
    said = spoken or f"What goes with {_plain(findings.outcome)}. {each}"
    return _svg(height, title, said, [*heading, *parts, *below], frame)


def _effect(name: str, estimate: Estimate, top: float, axis: tuple[float, float, bool]) -> tuple[str, float]:
    """A name with its bar, and where the next one begins."""
    middle, scale, small = axis
    low, high, at = (middle + scale * value for value in (estimate.lo, estimate.hi, estimate.effect))
    faint = "" if estimate.claim else ' opacity="0.75"'
    fill = "currentColor" if estimate.claim else "none"
    lines = wrap(name, int((2 * middle - 2 * SIDE if small else NAMES - 12) / SIGN)) or [""]
    tall = LINE * len(lines)
    y = top + tall + 12 if small else top + tall / 2 + 6
    where, more = (SIDE, "") if small else (NAMES - 12, 'text-anchor="end"')
    label = "".join(_words(where, top + LINE * (nth + 1) - 1, line, more) for nth, line in enumerate(lines))
    mark = f'<circle cx="{at:.1f}" cy="{y:.1f}" r="6" fill="{fill}" stroke="currentColor" stroke-width="2"/>'
    whisker = _line(low, y, high, y, 'stroke-width="3"') + (
        _line(middle, y - 12, middle, y + 12, ZERO) if small else ""
    )
    return f"<g{faint}>{label}{whisker}{mark}</g>", top + tall + (30 if small else 12)


def _ends(ends: tuple[str, str], left: float, y: float, frame: Frame) -> tuple[list[str], float]:
    """What lies to the left and to the right, below each other where one line is too short, and the height there."""
    fewer, more = ends
    below = LINE if SIGN * (len(fewer) + len(more) + 2) > frame.wide - left - SIDE else 0
    said = [_words(left, y, fewer, ""), _words(frame.wide - SIDE, y + below, more, 'text-anchor="end"')]
    return said, y + below + 12


def _spoken(name: str, estimate: Estimate) -> str:
    span = f"{estimate.effect:+.2g}, between {estimate.lo:+.2g} and {estimate.hi:+.2g}"
    return f"{_plain(name)}: {estimate.verdict}, {span}"


def outcome_svg(
    table: DailyTable, outcome: str, marks: Sequence[tuple[date, str]] = (), title: str = "", frame: Frame = FOR_A_DESK
) -> str:
    """An outcome day by day with its 14-day average, and a labelled line where each treatment began.

    Of more days than fit beside each other each week is a bar, from its lowest day to its highest.
    """
    values = np.asarray(table.columns[outcome], dtype=np.float64)
    known = values[np.isfinite(values)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    low, high = min(0.0, low), high if high > low else low + 1.0
    name = title or _plain(outcome)
    parts, top = _heading(name, frame)
    ceiling = top + (LINE * min(len(marks), 2) if marks else 4)
    floor = ceiling + HIGH
    left = SIDE + 6 + SIGN * max(len(f"{at:g}") for at in (low, high))
    across = (frame.wide - left - SIDE) / max(table.days - 1, 1)

    def place(day: float, value: float) -> tuple[float, float]:
        return left + across * day, floor - (value - low) / (high - low) * HIGH

    parts += _levels((left, frame.wide - SIDE), (floor, HIGH), (low, high))
    parts.append(_dots(values, place) if len(values) <= MOST_DOTS else _bars(values, place))
    curve = _average(values)[:: 1 + len(values) // 200]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(d, v) for d, v in curve))
    parts.append(f'<polyline points="{points}" fill="none" stroke="currentColor" stroke-width="3"/>')
    for nth, (day_of, label) in enumerate(marks):
        x = place(float((day_of - table.first).days), low)[0]
        parts += [_line(x, top, x, floor, 'stroke-dasharray="6 4"'), _began(label, (x, top + LINE * (nth % 2)), frame)]
    if table.days:
        parts += _dates(table.dates[0], table.dates[-1], (left, floor), frame)
    begun = " ".join(f"{label}: {frame.day(day)}." for day, label in marks)
    spoken = f"{name}, {low:g} – {high:g}, n = {len(known)}. {begun}".strip()
    return _svg(floor + 30, name, spoken, parts, frame)


def _began(label: str, place: tuple[float, float], frame: Frame) -> str:
    """What began, to the right of its line, or to the left where the picture ends."""
    x, y = place
    ends = x > frame.wide - SIDE - SIGN * (len(label) + 1)
    return _words(x - 4 if ends else x + 4, y + 12, label, 'text-anchor="end"' if ends else "")


Place = Callable[[float, float], tuple[float, float]]


def _dots(values: Array, place: Place) -> str:
    """A dot for each day."""
    known = (place(float(day), float(values[day])) for day in np.flatnonzero(np.isfinite(values)))
    return _strokes("".join(f"M{x:.1f} {y:.1f}h0" for x, y in known), 5.5, "round")


def _bars(values: Array, place: Place) -> str:
    """A bar for each week, from its lowest day to its highest."""
    bars = []
    for start in range(0, len(values), 7):
        week = values[start : start + 7]
        week = week[np.isfinite(week)]
        if len(week):
            (x, y), (_x, up) = place(start + 3.0, float(week.min())), place(start + 3.0, float(week.max()))
            bars.append(f"M{x:.1f} {y + 1:.1f}V{up - 1:.1f}")
    across = place(1.0, 0.0)[0] - place(0.0, 0.0)[0]
    return _strokes("".join(bars), min(4.5 * across, 8.0), "butt")


def _strokes(path: str, thick: float, end: str) -> str:
    return f'<path d="{path}" stroke="currentColor" stroke-width="{thick:.1f}" stroke-linecap="{end}" opacity="0.45"/>'


def trial_svg(trial: Trial, first: date, labels: tuple[str, str, str], title: str, frame: Frame = FOR_A_DESK) -> str:
    """A trial day by day: bands and filled marks with the change, hollow ones as usual, a cross where none counts.

    `labels` are the words for usual days, for days with the change, and for days that do not count.
    """
    values, counts = trial.outcome, trial.counted
    known = values[np.isfinite(values)]
    high = max(float(known.max()), 1.0) if len(known) else 1.0
    parts, top = _heading(title, frame)
    ceiling, left = top + LINE + 4, SIDE + 6 + SIGN * len(f"{high:g}")
    floor, across = ceiling + HIGH, (frame.wide - left - SIDE) / max(len(values), 1)
    parts += _levels((left, frame.wide - SIDE), (floor, HIGH), (0.0, high))
    for start, stop, mark in _stretches(trial.condition):
        begin, width = left + across * start, across * (stop - start)
        if mark == trial.change:
            band = f'<rect x="{begin:.1f}" y="{ceiling:.1f}" width="{width:.1f}" height="{HIGH}" fill="currentColor" '
            parts.append(f'{band}opacity="0.12"/>')
        if mark in ("A", "B"):
            parts.append(_words(begin + width / 2, top + 12, mark, 'text-anchor="middle" font-weight="600"'))
            parts += _level(values[start:stop][counts[start:stop]], (begin, width), (floor, high))
    for day in np.flatnonzero(np.isfinite(values)):
        x, y = left + across * (day + 0.5), floor - float(values[day]) / high * HIGH
        parts.append(_day((x, y), min(3.5, max(2.0, across)), bool(counts[day]), trial.condition[day] == trial.change))
    parts += _dates(first, first + timedelta(days=max(len(values) - 1, 0)), (left, floor), frame)
    spoken = f"{title}. A: {labels[0]}. B: {labels[1]}. {labels[2]}: {len(counts) - int(counts.sum())}."
    return _svg(floor + 30, title, spoken, parts, frame)


def hours_svg(counts: Sequence[int], labels: Sequence[str], title: str, frame: Frame = FOR_A_DESK) -> str:
    """How many events fell into each part of the day, as bars with their numbers.

    >>> "When: 23. night: 3; day: 20." in hours_svg([3, 20], ["night", "day"], "When")
    True
    """
    parts, top = _heading(title, frame)
    most, wide, floor = max([*counts, 1]), (frame.wide - 2 * SIDE) / max(len(counts), 1), top + 126.0
    parts.append(_line(SIDE, floor, frame.wide - SIDE, floor, ""))
    for nth, (count, label) in enumerate(zip(counts, labels, strict=True)):
        left, tall = SIDE + wide * nth, count / most * 100
        place = f'x="{left + wide / 8:.1f}" y="{floor - tall:.1f}" width="{wide * 3 / 4:.1f}" height="{tall:.1f}"'
        parts.append(f'<rect {place} fill="currentColor" opacity="0.55"/>')
        parts.append(_words(left + wide / 2, floor - tall - 6, str(count), 'text-anchor="middle"'))
        parts.append(_words(left + wide / 2, floor + 20, label, 'text-anchor="middle"'))
    spoken = "; ".join(f"{label}: {count}" for label, count in zip(labels, counts, strict=True))
    return _svg(floor + 30, title, f"{title}: {sum(counts)}. {spoken}.", parts, frame)


def _stretches(marks: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first day, day after the last, mark) of each run of days with the same mark."""
    edges = [0, *(n for n in range(1, len(marks)) if marks[n] != marks[n - 1]), len(marks)]
    return [(start, stop, marks[start]) for start, stop in pairwise(edges) if stop > start]


def _level(counted: Array, place: tuple[float, float], scale: tuple[float, float]) -> list[str]:
    """The mean of a stretch as a thick line across it."""
    if not len(counted):
        return []
    y = scale[0] - float(counted.mean()) / scale[1] * HIGH
    return [_line(place[0], y, place[0] + place[1], y, 'stroke-width="3"')]


def _levels(sides: tuple[float, float], place: tuple[float, float], ends: tuple[float, float]) -> list[str]:
    """The lowest and the highest value with their numbers, and a faint line halfway."""
    (left, right), (floor, tall) = sides, place
    lines = [_line(left, floor - tall * part, right, floor - tall * part, more)
             for part, more in ((0.0, ""), (0.5, 'opacity="0.25"'), (1.0, 'opacity="0.25"'))]  # fmt: skip
    numbers = (_words(left - 6, y, f"{at:g}", 'text-anchor="end"')
               for at, y in zip(ends, (floor + 5, floor - tall + 5), strict=True))  # fmt: skip
    return [*lines, *numbers]


def _dates(first: date, last: date, place: tuple[float, float], frame: Frame) -> list[str]:
    """The first and the last day below the floor."""
    left, y = place[0], place[1] + 20
    return [_words(left, y, frame.day(first), ""),
            _words(frame.wide - SIDE, y, frame.day(last), 'text-anchor="end"')]  # fmt: skip


def _day(place: tuple[float, float], reach: float, counts: bool, with_it: bool) -> str:
    x, y = place
    if not counts:
        return _line(x - 4, y - 4, x + 4, y + 4, "") + _line(x - 4, y + 4, x + 4, y - 4, "")
    fill = "currentColor" if with_it else "none"
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{reach:.1f}" fill="{fill}" stroke="currentColor" stroke-width="1.5"/>'


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


def _heading(title: str, frame: Frame) -> tuple[list[str], float]:
    """The title in as many lines as it needs, and where the picture begins below it."""
    if not frame.headed:
        return [], SIDE
    lines = wrap(title, int((frame.wide - 2 * SIDE) / STRONG))
    said = [_words(SIDE, LINE * nth, line, 'font-weight="600"') for nth, line in enumerate(lines, 1)]
    return said, LINE * len(lines) + 2 * SIDE


def _svg(height: float, title: str, spoken: str, parts: Sequence[str], frame: Frame) -> str:
    font = f'font-family="system-ui, sans-serif" font-size="{SIZE}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {frame.wide} {height:g}" role="img" {font}>'
    words = f"<title>{escape(title)}</title><desc>{escape(spoken)}</desc>"
    return f"{head}{words}{''.join(parts)}</svg>\n"

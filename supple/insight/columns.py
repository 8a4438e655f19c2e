# SPDX-License-Identifier: Apache-2.0
"""Which columns does the question become? The outcome on its working scale, nuisances, and lagged factors.

A gap in a factor is filled with the person's own mean, and when gaps are many a column of its own says
"not recorded", so that the gap itself is never mistaken for the factor.
"""

from dataclasses import dataclass, replace
from math import ceil
from statistics import NormalDist

import numpy as np

from supple.errors import SuppleError
from supple.insight.about import About, Factor, FactorType, OutcomeKind, factors_of, not_factors
from supple.insight.noise import Array, Mask
from supple.insight.result import FILLED, Said
from supple.insight.series import DailyTable

LAGS = 3
# how far each nuisance may reach, in spreads of the day-to-day noise; our choice, wide of what people note
ANYWHERE, TREND, WAVE, WEEKEND, WEEKDAY, STEP, GAP = 1e3, 0.5, 1.0, 0.5, 1.0, 1.5, 0.5
COPY = 0.97  # correlation from which two columns are one
FEWEST = 5  # days with an exposure, and without it, before anything may be said about it
WEEK_DAYS = 28  # pairs of neighbouring days, before the week is looked at
WEEK_SHOWS = 11.07  # chi-squared, five degrees of freedom: chance alone passes it one time in twenty
CYCLE = (1.0 / 33.0, 1.0 / 23.5)  # turns a day of what comes and goes about once a month
CYCLE_DAYS = 45  # before so many, a cycle cannot be told from a drift
CYCLE_SHOWS = 3.6  # spreads of chi-squared above its middle: chance alone passes it one time in a hundred
COMPANY = 3  # factors that follow a cycle, from which it is taken out even where the outcome does not show it


@dataclass(frozen=True, slots=True)
class Column:
    """One factor as recorded: which days differ from its usual, and what one unit of it is."""

    factor: Factor
    filled: Array
    missing: Mask
    exposed: int
    usual: int
    step: float  # outcome SDs a slab of one stands for, per recorded unit
    same: bool = False  # it repeats the outcome, day by day

    @property
    def met(self) -> bool:
        """Is it a yes or no, so that each day is one with it or one without it?"""
        return self.factor.type == "bin"

    @property
    def used(self) -> int:
        """The days on which both it and the outcome were written down."""
        return self.exposed + self.usual

    @property
    def enough(self) -> bool:
        """Are there enough days with it and, for a yes/no factor, without it?"""
        return self.exposed >= FEWEST and (not self.met or self.usual >= FEWEST)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome on the scale that the noise lives on; counts are put under a square root."""

    name: str
    kind: OutcomeKind
    working: Array
    seen: Mask

    def own_scale(self, change: Array) -> Array:
        """What a change on the working scale means on the outcome's own scale, at this person's average.

        A count is moved in proportion: twice as many spasms on a bad day as on a good one, not two more on both.
        """
        if self.kind != "count":
            return change
        recorded = self.working[self.seen]
        rate, middle = max(float((recorded**2).mean()) - 0.375, 0.01), float(recorded.mean())
        # a Poisson count's root has the mean sqrt(rate + 1/8): near zero it moves less than the rate does
        middle -= min(0.125 / middle, 0.5 * middle)
        return np.asarray(rate * (np.maximum(1.0 + change / middle, 0.0) ** 2 - 1.0))

    @property
    def worthwhile(self) -> float:
        """The smallest change worth telling, on the outcome's own scale: half a point, or its like."""
        recorded = self.working[self.seen]
        if self.kind == "binary":
            return 0.1
        return 0.5 if self.kind == "ordinal" else max(0.25, 0.2 * float((recorded**2).mean()))

    @property
    def clear(self) -> float:
        """How much of an effect on what lies behind is left in what is written, in spreads: 1 for a score.

        A count is also moved by the luck of counting (a quarter, under the root), and a yes says less than how much.
        """
        recorded = self.working[self.seen]
        if self.kind == "count":
            return float(np.sqrt(max(0.1, 1.0 - 0.25 / max(float(recorded.var()), 0.01))))
        if self.kind == "ordinal":
            return 1.0
        least = 0.5 / len(recorded)
        often = min(max(float(recorded.mean()), least), 1.0 - least)
        return NormalDist().pdf(NormalDist().inv_cdf(often)) / float(np.sqrt(often * (1.0 - often)))


def read_outcome(table: DailyTable, about: About) -> tuple[Outcome, list[Said]]:
    """Find the outcome's column and how it is counted; without a name the first column is the outcome."""
    name = about.outcome or next(iter(table.columns), "")
    if name not in table.columns:
        raise SuppleError("outcome-missing", "The diary has no column with the outcome's name.", "Check the spelling.")
    recorded = np.asarray(table.columns[name], dtype=np.float64)
    seen = np.isfinite(recorded)
    kind = about.kind or infer_kind(recorded[seen])
    said = [] if about.kind else [Said("kind-inferred", name, kind)]
    if kind == "count" and bool((recorded[seen] < 0).any()):
        raise SuppleError(
            "count-negative", "The outcome is a count but has a value below 0.", "Correct it, or say 'ordinal'."
        )
    if kind == "binary" and not bool(np.isin(recorded[seen], (0.0, 1.0)).all()):
        raise SuppleError("not-yes-no", "The outcome is yes/no but has values beside 0 and 1.", "Correct them.")
    working = np.sqrt(recorded + 0.375) if kind == "count" else recorded
    return Outcome(name, kind, np.where(seen, working, 0.0), seen), said


def infer_kind(values: Array) -> OutcomeKind:
    """Yes/no when only 0 and 1 occur, a count when whole numbers go past 10, otherwise a score.

    >>> infer_kind(np.array([0.0, 1.0, 1.0])), infer_kind(np.array([3.0, 14.0])), infer_kind(np.array([3.5]))
    ('binary', 'count', 'ordinal')
    """
    if len(values) and bool(np.isin(values, (0.0, 1.0)).all()):
        return "binary"
    whole = bool((values == np.round(values)).all()) and bool((values >= 0).all())
    return "count" if whole and len(values) and float(values.max()) > 10 else "ordinal"


def infer_type(values: Array) -> FactorType:
    """Yes/no, a whole-number score or count, or an amount, judged by the numbers alone."""
    if bool(np.isin(values, (0.0, 1.0)).all()):
        return "bin"
    if not bool((values == np.round(values)).all()) or bool((values < 0).any()):
        return "cont"
    return "score" if float(values.max()) <= 10 and float(np.median(values)) >= 2 else "count"


def read_factors(table: DailyTable, about: About, outcome: Outcome) -> tuple[list[Column], list[Said]]:
    """Every factor asked about (or every other column), with gaps filled and everything inferred said."""
    if any(factor.name == outcome.name for factor in about.factors):
        raise SuppleError(
            "factor-is-outcome", "The outcome is also named as a factor; it always goes with itself.", "Leave it out."
        )
    asked = factors_of(about, outcome.name, table.columns)
    missing = [factor.name for factor in asked if factor.name not in table.columns]
    if missing:
        raise SuppleError(
            "factor-missing", f"The diary has no column for {len(missing)} of the factors asked about.", ""
        )
    said = not_factors(about, outcome.name, table.columns, {factor.name for factor in asked})
    recorded = np.array([np.asarray(table.columns[factor.name], dtype=np.float64) for factor in asked])
    again = _repeats(np.asarray(table.columns[outcome.name], dtype=np.float64), recorded)
    columns = []
    for factor, row, same in zip(asked, _rows(recorded, outcome.seen), again, strict=True):
        column, notes = _column(row, factor, outcome)
        if same:
            column, notes = replace(column, step=0.0, same=True), [*notes, Said("same-as-outcome", factor.name)]
        columns.append(column)
        said.extend(notes)
    return columns, said


@dataclass(frozen=True, slots=True)
class _Row:
    """One factor as it was written down, with what all factors are asked at once."""

    recorded: Array
    known: Mask
    filled: Array
    spread: float
    gaps: int


def _rows(recorded: Array, seen: Mask) -> list[_Row]:
    """Gaps filled with each factor's own mean, its spread, and its gaps on days with the outcome."""
    if not len(recorded):
        return []
    known = np.isfinite(recorded)
    count = np.maximum(known.sum(axis=1, keepdims=True), 1)
    values = np.where(known, recorded, 0.0)
    middle = values.sum(axis=1, keepdims=True) / count
    filled = np.where(known, values, middle)
    varies = filled.max(axis=1) > filled.min(axis=1) + 1e-12 * np.abs(middle[:, 0])
    spread = np.sqrt(((filled - middle) ** 2).sum(axis=1) / count[:, 0]) * varies
    gaps = (~known & seen).sum(axis=1)
    return [
        _Row(*parts[:3], float(parts[3]), int(parts[4]))
        for parts in zip(recorded, known, filled, spread, gaps, strict=True)
    ]


def _column(row: _Row, factor: Factor, outcome: Outcome) -> tuple[Column, list[Said]]:
    kind, unit, said = factor.type, factor.unit, []
    if kind is None:
        values = row.recorded[row.known]
        kind = infer_type(values) if len(values) else "bin"
    if unit is None:
        unit = 1.0 if kind in ("bin", "count") or not row.spread else _round(row.spread)
    if factor.type is None or factor.unit is None:
        said.append(Said("type-inferred", factor.name, f"{kind}, per {unit:g}"))
        factor = replace(factor, type=kind, unit=unit)
    if row.gaps:
        said.append(Said(FILLED, factor.name, str(row.gaps)))
    here = row.recorded[row.known & outcome.seen]
    exposed = int(np.count_nonzero(here != (0.0 if kind == "bin" else _commonest(here))))
    step = 0.0 if not row.spread else 0.6 if kind == "bin" else 0.3 / row.spread
    return Column(factor, row.filled, ~row.known, exposed, len(here) - exposed, step), said


def _commonest(values: Array) -> float:
    if not len(values):
        return 0.0
    ranked = np.sort(values)
    starts = np.concatenate([[0], 1 + np.flatnonzero(ranked[1:] != ranked[:-1]), [len(ranked)]])
    return float(ranked[starts[np.diff(starts).argmax()]])


def _repeats(outcome: Array, recorded: Array) -> list[bool]:
    """Which rows are the outcome itself, perhaps turned round or in another unit?"""
    if not len(recorded):
        return []
    both = np.isfinite(outcome) & np.isfinite(recorded)
    count = np.maximum(both.sum(axis=1, keepdims=True), 1)
    one, other = (np.where(both, part, 0.0) for part in (outcome, recorded))
    one, other = (np.where(both, part - part.sum(axis=1, keepdims=True) / count, 0.0) for part in (one, other))
    across, own, its = ((a * b).sum(axis=1) for a, b in ((one, other), (one, one), (other, other)))
    alike = (across**2 > 0.99998 * own * its) & (own * its > 0.0) & (count[:, 0] >= 3)
    return [bool(same) for same in alike]


def _round(spread: float) -> float:
    """A step a person would choose near one standard deviation: 1, 2 or 5 times a power of ten.

    >>> _round(2.3), _round(0.04)
    (2.0, 0.05)
    """
    power = 10.0 ** np.floor(np.log10(spread))
    return float(min((1.0, 2.0, 5.0, 10.0), key=lambda step: abs(np.log(step * power / spread))) * power)


def nuisances(table: DailyTable, about: About, outcome: Outcome, columns: list[Column]) -> tuple[Array, Array]:
    """What is taken out (day, nuisance), and how far each may reach, in spreads of the outcome's day-to-day noise.

    Level, trend, weekend (or the week), a monthly cycle where it shows, treatment steps, the day after a gap,
    many-gap factors' "not recorded".
    """
    days = table.days
    weekday = np.asarray((table.first.weekday() + np.arange(days)) % 7, dtype=np.float64)
    trend = np.linspace(-1.0, 1.0, days) if days > 1 else np.zeros(days)
    kept, reach = [np.ones(days), trend], [ANYWHERE, TREND]
    if _follows_a_cycle(outcome, columns):  # what else comes and goes once a month would be blamed for it
        turns = _turns(days)
        kept, reach = [*kept, *turns], [*reach, *[WAVE] * len(turns)]
    candidates = [((weekday >= 5).astype(np.float64), WEEKEND), (_after_gap(outcome.seen), GAP)]
    if _follows_the_week(weekday, outcome):  # as what else keeps to the week would
        candidates += [((weekday == day).astype(np.float64), WEEKDAY) for day in (0, 1, 2, 3, 5)]
    for treatment in about.treatments:
        offset = (treatment.start - table.first).days
        candidates.append(((np.arange(days) >= offset).astype(np.float64), STEP))
    candidates += [(column.missing.astype(np.float64), GAP) for column in columns]
    for candidate, most in candidates:
        ones = int(candidate[outcome.seen].sum())
        if 3 <= ones <= int(outcome.seen.sum()) - 3 and not any(np.array_equal(candidate, k) for k in kept):
            kept.append(candidate)
            reach.append(most)
    return np.column_stack(kept), np.array(reach)


def _follows_the_week(weekday: Array, outcome: Outcome) -> bool:
    """Whether days of the week differ more than weekend, trend and yesterday explain, by more than chance gives."""
    at = 1 + np.flatnonzero(outcome.seen[1:] & outcome.seen[:-1])
    marks = np.column_stack([weekday[at] == day for day in (0, 1, 2, 3, 5)]).astype(np.float64)
    if len(at) < WEEK_DAYS or marks.sum(axis=0).min() < 3:
        return False
    y = outcome.working[at]
    plain = np.column_stack([np.ones(len(at)), at / len(weekday), weekday[at] >= 5, outcome.working[at - 1]])
    without, with_it = _left(y, plain), _left(y, np.hstack([plain, marks]))
    return bool(with_it > 0 and len(at) * np.log(without / with_it) > WEEK_SHOWS)


def _turns(days: int) -> list[Array]:
    """Sines and cosines of about once a month; the longer the diary, the more, as no two months are alike."""
    low, high = CYCLE
    number = ceil(days * (high - low))
    pace = low + (np.arange(number) + 0.5) / number * (high - low)
    return [turn(2.0 * np.pi * one * np.arange(days)) for one in pace for turn in (np.sin, np.cos)]


def _follows_a_cycle(outcome: Outcome, columns: list[Column]) -> bool:
    """Whether the outcome comes and goes once a month, or so much else does that it may hide in the outcome, too."""
    known = np.array([outcome.seen, *(~column.missing for column in columns)])
    shows = _cycles(np.array([outcome.working, *(column.filled for column in columns)]), known)
    return bool(shows[0] or shows[1:].sum() >= COMPANY)


def _cycles(rows: Array, known: Mask) -> Mask:
    """Which rows come and go once a month, more than trend and yesterday explain and more than chance gives."""
    days = rows.shape[1]
    both = (known[:, 1:] & known[:, :-1]).astype(np.float64)
    count = both.sum(axis=1)
    if count.max() < CYCLE_DAYS:
        return np.zeros(len(rows), dtype=bool)
    turns = np.column_stack(_turns(days))[1:]
    trend = np.arange(1, days) / days
    same = np.column_stack([np.ones(days - 1), trend, turns])
    spread = np.maximum(rows.std(axis=1, keepdims=True), 1e-12)
    scaled = (rows - rows.mean(axis=1, keepdims=True)) / spread
    plain = np.broadcast_to(same, (len(rows), *same.shape))
    every = np.concatenate([scaled[:, :-1, None], plain, scaled[:, 1:, None]], axis=2) * both[:, :, None]
    sums = every.swapaxes(1, 2) @ every
    without, with_it = _remains(sums, 3), _remains(sums, 3 + turns.shape[1])
    usual = turns.shape[1] + CYCLE_SHOWS * (2.0 * turns.shape[1]) ** 0.5
    gain = count * np.log(np.maximum(without, 1e-12) / np.maximum(with_it, 1e-12))
    return np.asarray((count >= CYCLE_DAYS) & (with_it > 1e-9) & (gain > usual))


def _remains(sums: Array, first: int) -> Array:
    """The sum of squares of the last column that so many of the first leave, from sums of products."""
    inner = sums[:, :first, :first] + 1e-9 * np.eye(first)
    cross = sums[:, :first, -1:]
    return np.asarray(sums[:, -1, -1] - (cross * np.linalg.solve(inner, cross)).sum(axis=(1, 2)))


def _left(y: Array, x: Array) -> float:
    """The sum of squares that these columns leave."""
    return float(((y - x @ np.linalg.lstsq(x, y, rcond=None)[0]) ** 2).sum())


def _after_gap(seen: Mask) -> Array:
    gap = np.zeros(len(seen))
    gap[1:] = ~seen[:-1]
    return gap


def copies(columns: list[Column], outcome: Outcome) -> list[list[int]]:
    """Columns that rise and fall together on all but a few days, as groups; no diary can tell those apart."""
    rows = np.array([column.filled[outcome.seen] for column in columns])
    rows = rows - rows.mean(axis=1, keepdims=True)
    rows /= np.maximum(np.sqrt((rows**2).sum(axis=1, keepdims=True)), 1e-12)
    alike = rows @ rows.T >= COPY
    groups: list[list[int]] = []
    for index in range(len(columns)):
        known = next((group for group in groups if alike[group[0], index]), None)
        if known is None:
            groups.append([index])
        else:
            known.append(index)
    return groups


def lagged(columns: list[Column], outcome: Outcome) -> Array:
    """Each factor today, yesterday and the day before, (day, lag, factor), centred and on the slab's scale."""
    days = len(outcome.seen)
    today = np.column_stack([column.filled for column in columns])
    today = (today - today[outcome.seen].mean(axis=0)) * np.array([column.step for column in columns])
    out = np.zeros((days, LAGS, len(columns)))
    for lag in range(min(LAGS, days)):
        out[lag:, lag] = today[: days - lag]
    return out

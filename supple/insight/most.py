# SPDX-License-Identifier: Apache-2.0
"""Of very many factors, which are looked at? Those that the days tell most about; the others are named, never dropped.

The rule does not look at the outcome's own numbers: whoever picks what goes with it by chance would find it by chance.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from supple.insight.about import About, Factor, factors_of
from supple.insight.arrays import Array, Mask
from supple.insight.columns import FEWEST
from supple.insight.effects import expected_share
from supple.insight.joint import find_jointly
from supple.insight.prior import CohortPrior
from supple.insight.result import LEFT_OUT, MOST, Estimate, Findings, Said
from supple.insight.series import DailyTable
from supple.insight.triggers import answer, find, read


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The days with no more factors than can be looked at; those left out, and those with too few days to look at."""

    days: DailyTable
    about: About
    left: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()


def search(days: DailyTable, abouts: Sequence[About], prior: CohortPrior | None = None) -> Findings:
    """What goes with the first of these outcomes, the others asked beside it; no diary has too many factors."""
    asked = narrowed(days, abouts[0])
    if len(abouts) == 1:
        return with_the_others(find(asked.days, asked.about, prior=prior), days, asked)
    beside = [replace(one, factors=asked.about.factors) if asked.about is not abouts[0] else one for one in abouts[1:]]
    return with_the_others(find_jointly(asked.days, [asked.about, *beside], prior=prior)[0], days, asked)


def narrowed(days: DailyTable, about: About) -> Narrowed:
    """The same question about the factors whose days say most; of those that say alike, the first of the diary."""
    outcome = about.outcome or next(iter(days.columns), "")
    names = [factor.name for factor in factors_of(about, outcome, days.columns)]
    known = outcome in days.columns and all(name in days.columns for name in names)  # if not, the search says so
    if len(names) <= MOST or not known:
        return Narrowed(days, about)
    seen = np.isfinite(days.columns[outcome])
    tells = {name: _tells(days.columns[name], seen) for name in names}
    ranked = sorted(names, key=lambda name: -tells[name])
    # One at least: a question without factors would be asked of every column.
    taken = frozenset([ranked[0], *(name for name in ranked[:MOST] if tells[name] >= FEWEST)])
    out = [name for name in names if name not in taken]
    gone = frozenset(out)
    kept = {name: column for name, column in days.columns.items() if name not in gone}
    factors = tuple(factor for factor in about.factors if factor.name in taken)
    left, rare = (tuple(n for n in out if (tells[n] >= FEWEST) is enough) for enough in (True, False))
    return Narrowed(DailyTable(days.first, kept), replace(about, factors=factors), left, rare)


def _tells(recorded: Array, seen: Mask) -> int:
    """How many days stand on the smaller side when its days are parted into more and less of it as evenly as can be.

    Of a yes or no, that is its days with it or without it, whichever are fewer.

    >>> _tells(np.array([0.0, 1.0, 0.0, 0.0, np.nan]), np.ones(5, dtype=bool))
    1
    >>> _tells(np.array([6.5, 7.0, 7.5, 8.0]), np.ones(4, dtype=bool))
    2
    """
    values = np.sort(recorded[seen & np.isfinite(recorded)])
    below = 1 + np.flatnonzero(values[1:] > values[:-1])
    return int(np.minimum(below, len(values) - below).max(initial=0))


def with_the_others(found: Findings, days: DailyTable, asked: Narrowed) -> Findings:
    """The findings, with the factors behind them that were not looked at, each with the reason."""
    if not asked.left and not asked.rare:
        return found
    share = expected_share(len(found.factors) + len(asked.left) + len(asked.rare))
    factors = dict(found.factors)
    for name, one in _unasked(days, asked, asked.rare):
        why = one.why if one.verdict == "not enough days with it" else "hardly-differs"
        factors[name] = replace(one, prob=share, verdict="not enough days with it", why=why)
    if found.not_enough:
        factors |= {n: replace(one, prob=share) for n, one in _unasked(days, asked, asked.left)}
        return replace(found, factors=factors)
    for name, one in _unasked(days, asked, asked.left):
        factors[name] = replace(one, prob=share, verdict="cannot tell yet", days_more=None, why=LEFT_OUT)
    return replace(found, factors=factors, said=(*found.said, *(Said(LEFT_OUT, name) for name in asked.left)))


def _unasked(days: DailyTable, asked: Narrowed, names: Sequence[str]) -> Iterator[tuple[str, Estimate]]:
    """What can be said of factors without a search: how often they were met."""
    outcome = asked.about.outcome or next(iter(days.columns))
    for start in range(0, len(names), MOST):
        part = names[start : start + MOST]
        some = DailyTable(days.first, {name: days.columns[name] for name in (outcome, *part)})
        about = replace(asked.about, outcome=outcome, factors=tuple(Factor(name) for name in part))
        yield from answer(replace(read(some, about), groups=())).factors.items()

# SPDX-License-Identifier: Apache-2.0
"""From the sheets of one person, or of thousands, to what the walks believe of each.

Shorter diaries are filled up with days that were not recorded, and fewer factors with columns that are all zeros;
neither changes anything.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from supple.insight import chains, effects, noise
from supple.insight.arrays import Array, Batch, Mask, beside, namespace
from supple.insight.chains import Beliefs
from supple.insight.dice import throw

# The C library hands large pieces of memory back to the system at once, and asking for fresh pages costs more than the
# sums; having seen one very large piece go, it keeps the smaller ones.
np.empty(3_000_000)
LARGE = 8_000_000  # numbers held at once
KINDS_KEPT = ((75, 12), (120, 8))  # days, and how many kinds of noise are kept: those that explain it best alone
FEWEST_KINDS = 4  # of longer diaries, which know their noise


@dataclass(frozen=True, slots=True)
class Sheet:
    """One diary, ready for the arithmetic: one row per day."""

    seen: Mask  # (day,)
    target: Array  # (day,): the outcome about its mean, 0 where it was not recorded
    nuisance: Array  # (day, nuisance)
    reach: Array  # (nuisance,): how far each may reach, in spreads of the noise
    lags: Array  # (day, lag, factor)

    @property
    def factors(self) -> int:
        """How many factors there are."""
        return int(self.lags.shape[2])

    @property
    def freedom(self) -> int:
        """How many recorded days are left once the level is taken out."""
        return max(2, int(self.seen.sum()) - 1)


def kinds_kept(days: int) -> int:
    """How many kinds of noise a diary is weighed with.

    >>> [kinds_kept(days) for days in (60, 90, 365)]
    [12, 8, 4]
    """
    return next((kept for most, kept in KINDS_KEPT if days <= most), FEWEST_KINDS)


def believe(sheets: Sequence[Sheet], seeds: Sequence[int], like: Batch | None = None) -> list[Beliefs]:
    """What the walks believe of each sheet, in the library, on the device and as exact as `like` (NumPy without it)."""
    like = np.zeros(1) if like is None else like
    sums = summed(sheets, like)
    counts = [sheet.factors for sheet in sheets]
    dice = throw(seeds, [sheet.freedom for sheet in sheets], counts, like)
    return chains.told(chains.walk_all(sums, dice), counts)


def summed(sheets: Sequence[Sheet], like: Batch) -> effects.Grams:
    """The sums of products that everything after needs, for each person's own likeliest kinds of noise."""
    xp, (seen, lags, plain, firm) = namespace(like), _filled(sheets)
    kinds = noise.Noise(*(beside(like, part) for part in _grid()))
    if isinstance(like, np.ndarray) and len(seen) == 1:
        by_day = _alone(seen.tobytes())
    else:
        by_day = noise.gains(kinds, xp.asarray(seen, device=like.device))
    lags, plain = beside(like, lags), beside(like, plain)
    firm = xp.asarray(firm, dtype=xp.float64, device=like.device)
    own = (beside(like, [float(one.freedom) for one in sheets]), beside(like, [float(one.factors) for one in sheets]))
    alone = effects.grams(noise.whiten(kinds, by_day, plain), firm, _prior(kinds, by_day), own)
    kept = kinds_kept(seen.shape[1])
    best, columns = xp.argsort(-alone.evidence, axis=-1)[:, :kept], xp.concat([lags, plain], axis=-1)
    # the innovations of a long diary with many factors are large: then one kind of noise after the other
    each = kept if kept * _size(columns) <= LARGE else 1
    pieces = []
    for first in range(0, kept, each):
        few, their_days = noise.only(kinds, by_day, best[:, first : first + each])
        pieces.append(effects.grams(noise.whiten(few, their_days, columns), firm, _prior(few, their_days), own))
    return effects.joined(pieces)


def _size(columns: Batch) -> int:
    return math.prod(columns.shape)


def _prior(kinds: noise.Noise, by_day: noise.Gains) -> Batch:
    return namespace(by_day.log_det).log(kinds.weight) - 0.5 * by_day.log_det


@lru_cache(maxsize=1)
def _grid() -> tuple[Array, ...]:
    kinds = noise.grid()
    return kinds.memory, kinds.share, kinds.drift, kinds.weight


@lru_cache(maxsize=4)
def _alone(seen: bytes) -> noise.Gains:
    """The filter of one person's days; it only asks when something was recorded, so the last few are kept."""
    return noise.gains(noise.Noise(*_grid()), np.frombuffer(seen, dtype=bool)[None, :])


def _filled(sheets: Sequence[Sheet]) -> tuple[Mask, Array, Array, Array]:
    """Days with the outcome, lagged factors, [nuisances, outcome], and how firmly each nuisance is held."""
    days = max(len(one.seen) for one in sheets)
    factors, nuisance = max(one.factors for one in sheets), max(one.nuisance.shape[1] for one in sheets)
    seen = np.zeros((len(sheets), days), dtype=bool)
    lags = np.zeros((len(sheets), days, 3, factors))
    plain = np.zeros((len(sheets), days, nuisance + 1))
    firm = np.ones((len(sheets), nuisance))
    for place, one in enumerate(sheets):
        own = slice(len(one.seen))
        seen[place, own] = one.seen
        lags[place, own, :, : one.factors] = one.lags
        plain[place, own, : one.nuisance.shape[1]] = one.nuisance
        plain[place, own, -1] = one.target
        firm[place, : len(one.reach)] = one.reach**-2.0
    return seen, lags.reshape(len(sheets), days, -1), plain, firm

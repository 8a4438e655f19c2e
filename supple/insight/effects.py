# SPDX-License-Identifier: Apache-2.0
"""What is believed of effects before the diary is read, and what of the diary speaks about them?

Few factors matter, and an effect that matters is not next to nothing: its size has a moment prior, which is
zero at zero (Johnson and Rossell 2010), so that long diaries settle on "no" as surely as on "yes".
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from supple.insight.arrays import Batch, namespace

LAG_PRIOR = np.array([0.45, 0.2, 0.1, 0.25])  # today, yesterday, the day before, today and yesterday alike
CHOICES = len(LAG_PRIOR)
# How much of each day the last choice takes. At one half, an effect spread over two days would be expected to be as
# strong in all as one of a single day; at the root of one half, 1.4 times. Chosen between them, as the next ones were.
BOTH = 0.6
SLABS = np.array([0.35, 0.6, 0.95, 1.6])  # the likeliest size of an effect is 1.4 times this many steps
SLAB_WEIGHTS = np.array([0.2, 0.35, 0.35, 0.1])
SHARE, MOST = 0.25, 5.0  # of factors that are expected to matter: one in four, and five at most
# How firmly the expected share is believed, in factors seen to matter. Chosen on made-up diaries of 60 days (seeds 9931
# and 9932, and the broader world of benchmarks/inference/wider.py) by the log score of the stated chances.
FIRMNESS = 6.0


def expected_share(factors: int) -> float:
    """The share of factors that matter, before the diary is read: about one in four, and five at most.

    >>> expected_share(5), expected_share(36)
    (0.25, 0.14)
    """
    return min(SHARE, MOST / factors)


def prior_odds(held: Batch, factors: Batch) -> Batch:
    """Log prior odds of one given factor when so many others matter: a beta-binomial number of them."""
    xp = namespace(held)
    rest = FIRMNESS * (1.0 / _share(xp, factors) - 1.0)
    others = xp.minimum(held, xp.zeros_like(held) + (factors - 1.0))
    return xp.log((FIRMNESS + others) / (rest + factors - 1.0 - others))


def _share(xp: Any, factors: Batch) -> Batch:
    """The expected share for each person's own number of factors."""
    return expected_share(factors) if isinstance(factors, int) else xp.clip(MOST / factors, max=SHARE)


@dataclass(frozen=True, slots=True)
class Grams:
    """Sums of products of whitened columns with every nuisance taken out; one per kind of noise.

    A column is one choice of one factor: all factors today, then all yesterday, the day before, and both days.
    """

    gram: Batch  # (..., kind, column, column)
    cross: Batch  # (..., kind, column)
    square: Batch  # (..., kind)
    log_null: Batch  # (..., kind) log prior weight less half the log-determinants
    freedom: Batch  # (...,)
    factors: Batch  # (...,) how many are real; what is past them is there to fill the array

    @property
    def evidence(self) -> Batch:
        """How well each kind of noise explains the outcome when no factor matters, as a logarithm."""
        xp = namespace(self.square)
        return self.log_null - 0.5 * self.freedom[..., None] * xp.log(self.square)


def grams(whitened: Batch, firm: Batch, log_weight: Batch, own: tuple[Batch, Batch] | None = None) -> Grams:
    """Sums of products from innovations (..., kind, day, column) of [factors by lag, nuisances, outcome].

    `firm` is how firmly each nuisance is held (..., nuisance): one over the square of its reach, in spreads of noise.
    `own` is how many days less the level, and how many factors, each person has, where arrays were filled up.
    """
    xp, exact, nuisance = namespace(whitened), whitened.dtype, firm.shape[-1]
    # what nuisances share may be nearly all of it: they are taken out in double precision whatever the arrays have
    every = xp.astype(xp.matrix_transpose(whitened) @ whitened, xp.float64)
    width = every.shape[-1] - nuisance - 1
    side = every[..., width : width + nuisance, :]
    held = firm[..., None, :, None] * xp.eye(nuisance, dtype=every.dtype, device=every.device)
    inner = side[..., width : width + nuisance] + held
    left = every - xp.matrix_transpose(side) @ xp.linalg.solve(inner, side)
    log_null = log_weight - xp.astype(0.5 * xp.linalg.slogdet(inner)[1], exact)
    left = xp.astype(left, exact)
    one = xp.ones(every.shape[:-3], dtype=exact, device=every.device)
    freedom, factors = own or (one * max(2, whitened.shape[-2] - 1), one * (width // 3))
    gram = _with_both(_with_both(left[..., :width, :width], width // 3, -1), width // 3, -2)
    cross = _with_both(left[..., -1, :width], width // 3, -1)
    return Grams(gram, cross, left[..., -1, -1], log_null, freedom, factors)


def _with_both(lags: Batch, factors: int, axis: int) -> Batch:
    """From three lags of each factor to its four choices, the last being today and yesterday together."""
    xp = namespace(lags)
    cut = (slice(None),) if axis == -2 else ()
    today, yesterday = lags[(..., slice(factors), *cut)], lags[(..., slice(factors, 2 * factors), *cut)]
    return xp.concat([lags, BOTH * (today + yesterday)], axis=axis)


def joined(pieces: list[Grams]) -> Grams:
    """The sums for several kinds of noise, put side by side again."""
    if len(pieces) == 1:
        return pieces[0]
    xp, one = namespace(pieces[0].gram), pieces[0]
    gram, cross, square, log_null = (
        xp.concat([getattr(piece, part) for piece in pieces], axis=1)
        for part in ("gram", "cross", "square", "log_null")
    )
    return Grams(gram, cross, square, log_null, one.freedom, one.factors)

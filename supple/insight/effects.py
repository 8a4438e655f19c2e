# SPDX-License-Identifier: Apache-2.0
"""What is believed of effects before the diary is read, and what of the diary speaks about them?

Few factors matter, and an effect that matters is not next to nothing: its size has a moment prior, which is
zero at zero (Johnson and Rossell 2010), so that long diaries settle on "no" as surely as on "yes".
"""

from dataclasses import dataclass

import numpy as np

from supple.insight.noise import Array

LAG_PRIOR = np.array([0.45, 0.2, 0.1, 0.25])  # today, yesterday, the day before, today and yesterday alike
CHOICES = len(LAG_PRIOR)
SLABS = np.array([0.35, 0.6, 0.95, 1.6])  # the likeliest size of an effect is 1.4 times this many steps
SLAB_WEIGHTS = np.array([0.2, 0.35, 0.35, 0.1])
FIRMNESS = 3.0  # how firmly the expected share is believed, in factors seen to matter


def expected_share(factors: int) -> float:
    """The share of factors that matter, before the diary is read: about one in five, and three or four at most.

    >>> expected_share(5), expected_share(36)
    (0.18, 0.1)
    """
    return min(0.18, 3.6 / factors)


def prior_odds(held: Array, factors: int) -> Array:
    """Log prior odds of one given factor when so many others matter: a beta-binomial number of them."""
    rest = FIRMNESS * (1.0 / expected_share(factors) - 1.0)
    others = np.minimum(held, factors - 1.0)
    return np.asarray(np.log((FIRMNESS + others) / (rest + factors - 1.0 - others)))


@dataclass(frozen=True, slots=True)
class Grams:
    """Sums of products of whitened columns with every nuisance taken out; one per kind of noise."""

    gram: Array  # (kind, column, column)
    cross: Array  # (kind, column)
    square: Array  # (kind,)
    log_null: Array  # (kind,) log prior weight less half the log-determinants
    freedom: int

    @property
    def diagonal(self) -> Array:
        """Each column's own sum of squares: (kind, column)."""
        return self.gram.diagonal(axis1=1, axis2=2)

    @property
    def evidence(self) -> Array:
        """How well each kind of noise explains the outcome when no factor matters, as a logarithm."""
        return np.asarray(self.log_null - 0.5 * self.freedom * np.log(self.square))


def grams(whitened: Array, nuisance: int, log_weight: Array) -> Grams:
    """Sums of products from innovations laid out as [lagged factors, nuisances, outcome]."""
    every = whitened.transpose(0, 2, 1) @ whitened
    width = every.shape[1] - nuisance - 1
    keep = np.r_[0:width, every.shape[1] - 1]
    out = slice(width, width + nuisance)
    inner = every[:, out, out] + 1e-6 * np.eye(nuisance)
    side = every[:, out][:, :, keep]
    left = every[:, keep][:, :, keep] - side.transpose(0, 2, 1) @ np.linalg.solve(inner, side)
    log_null = log_weight - 0.5 * np.linalg.slogdet(inner)[1]
    expand = _expansion(width // 3)
    gram = expand.T @ left[:, :width, :width] @ expand
    freedom = max(2, whitened.shape[1] - nuisance)
    return Grams(gram, left[:, :width, width] @ expand, left[:, width, width], log_null, freedom)


def _expansion(factors: int) -> Array:
    """From three lags of each factor to its four choices, the last being today and yesterday together."""
    one = np.array([[1.0, 0, 0, 0.5**0.5], [0, 1, 0, 0.5**0.5], [0, 0, 1, 0]])
    return np.asarray(np.kron(np.eye(factors), one))

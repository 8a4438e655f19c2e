# SPDX-License-Identifier: Apache-2.0
"""Which factors move the outcome, given the innovations? A sum of single effects, averaged over the grid.

Each of a few slots holds no effect or one factor at one lag; slots explain in turn what the others leave
(sum of single effects: Wang, Sarkar, Carbonetto and Stephens 2020). The noise variance is integrated out,
the number of true factors has a beta-binomial prior, and each kind of noise and slab is weighed by its evidence.
"""

from dataclasses import dataclass

import numpy as np

from supple.insight.noise import Array

LAG_PRIOR = np.array([0.45, 0.2, 0.1, 0.25])  # today, yesterday, the day before, today and yesterday alike
CHOICES = len(LAG_PRIOR)
SLABS = np.array([0.5, 1.0, 2.0])
SLAB_WEIGHTS = np.array([0.3, 0.45, 0.25])
SLOTS = 8


def expected_share(factors: int) -> float:
    """The share of factors that matter, before the diary is read: about one in eight, and two or three at most.

    >>> expected_share(5), expected_share(30)
    (0.12, 0.08)
    """
    return min(0.12, 2.4 / factors)


@dataclass(frozen=True, slots=True)
class Grams:
    """Sums of products of whitened columns with every nuisance taken out; one per kind of noise."""

    gram: Array  # (kind, column, column)
    cross: Array  # (kind, column)
    square: Array  # (kind,)
    log_null: Array  # (kind,) log prior weight less half the log-determinants
    freedom: int


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


@dataclass(frozen=True, slots=True)
class Posterior:
    """What is left to be believed: per kind of noise, slab and slot, the chance and size of each choice."""

    weight: Array  # (kind, slab)
    chance: Array  # (kind, slab, slot, choice); what is missing to one is "nothing in this slot"
    middle: Array  # the same shape: mean effect on the slab's scale
    spread: Array  # the same shape: its variance, in units of the noise variance
    square: Array  # (kind, slab) residual sum of squares
    freedom: int

    def inclusion(self) -> Array:
        """The probability that each factor moves the outcome at all."""
        kinds, slabs, slots, choices = self.chance.shape
        by_factor = self.chance.reshape(kinds, slabs, slots, choices // CHOICES, CHOICES).sum(axis=4)
        absent = np.prod(1.0 - by_factor, axis=2)
        return np.asarray(1.0 - np.einsum("gs,gsk->k", self.weight, absent))


@dataclass(slots=True)
class _Slots:
    """The slots while they take turns: arrays are (kind, slab, slot, ...) and are rewritten slot by slot."""

    chance: Array
    middle: Array
    fitted: Array  # what each slot's mean effect adds to every column's cross product
    mean: Array
    scatter: Array  # (kind, slab, slot): what not knowing the choice adds to the sum of squares


@dataclass(frozen=True, slots=True)
class _Scores:
    """What one choice costs and gains under each kind of noise and slab, whatever the others hold."""

    shrunk: Array
    exact: Array
    log_odds: Array


def fit(sums: Grams, factors: int, passes: int = 25) -> Posterior:
    """Let the slots explain in turn until nothing changes, then weigh each corner of the grid."""
    kinds, choices = sums.cross.shape
    slots = min(SLOTS, factors)
    variance = (SLABS**2)[None, :, None]
    gram = sums.gram.diagonal(axis1=1, axis2=2)[:, None, :]
    log_odds = np.tile(np.log(LAG_PRIOR), factors) - 0.5 * np.log1p(variance * gram)
    scores = _Scores(1.0 / (gram + 1.0 / variance), gram + 1.0 / variance, log_odds)
    shape = (kinds, len(SLABS), slots, choices)
    state = _Slots(np.zeros(shape), np.zeros(shape), np.zeros(shape), np.zeros(shape), np.zeros(shape[:3]))
    before = np.zeros(factors)
    for turn in range(passes):
        for slot in range(slots):
            _take_turn(sums, scores, state, slot)
        now = state.chance.max(axis=(0, 1, 2)).reshape(factors, CHOICES).max(axis=1)
        if turn > 1 and float(np.abs(now - before).max()) < 1e-3:
            break
        before = now
    square = _left_over(sums, state, list(range(slots)))
    weight = _evidence(sums, scores, state, square)
    spread = np.broadcast_to(scores.shrunk[:, :, None, :], shape)
    return Posterior(weight, state.chance, state.middle, spread, square, sums.freedom)


def _take_turn(sums: Grams, scores: _Scores, state: _Slots, slot: int) -> None:
    """Empty one slot, see what the others leave unexplained, and fill it again."""
    rest = [other for other in range(state.chance.shape[2]) if other != slot]
    factors = sums.cross.shape[1] // CHOICES
    left = sums.cross[:, None, :] - state.fitted[:, :, rest].sum(axis=2)
    gain = np.minimum(scores.shrunk * left**2 / _left_over(sums, state, rest)[:, :, None], 0.999999)
    held = state.chance[:, :, rest].sum(axis=(2, 3))
    # the empty slots are interchangeable: together they may hold a factor once
    prior = prior_odds(held, factors) - np.log(np.maximum(len(rest) + 1 - held, 1.0))
    odds = scores.log_odds + prior[:, :, None]
    odds = odds - 0.5 * sums.freedom * np.log1p(-gain)
    top = np.maximum(odds.max(axis=2, keepdims=True), 0.0)
    likely = np.exp(odds - top)
    chance = likely / (likely.sum(axis=2, keepdims=True) + np.exp(-top))
    middle = scores.shrunk * left
    mean = chance * middle
    fitted = mean @ sums.gram
    state.chance[:, :, slot], state.middle[:, :, slot] = chance, middle
    state.mean[:, :, slot], state.fitted[:, :, slot] = mean, fitted
    state.scatter[:, :, slot] = (mean * middle * scores.exact).sum(axis=2) - (mean * fitted).sum(axis=2)


def prior_odds(held: Array, factors: int) -> Array:
    """Log prior odds of one given factor when about so many others matter: a beta-binomial number of them."""
    rest = 1.0 / expected_share(factors) - 1.0
    others = np.minimum(held, factors - 1.0)
    return np.asarray(np.log((1.0 + others) / (rest + factors - 1.0 - others)))


def _left_over(sums: Grams, state: _Slots, slots: list[int]) -> Array:
    """Expected residual sum of squares, the slab's penalty included, with only these slots filled."""
    mean, fitted = state.mean[:, :, slots].sum(axis=2), state.fitted[:, :, slots].sum(axis=2)
    moved = (mean * (fitted - 2.0 * sums.cross[:, None, :])).sum(axis=2)
    total = sums.square[:, None] + moved + state.scatter[:, :, slots].sum(axis=2)
    return np.asarray(np.maximum(total, 1e-3 * sums.square[:, None] + 1e-12))


def _evidence(sums: Grams, scores: _Scores, state: _Slots, square: Array) -> Array:
    """How well each kind of noise and slab explains the diary (a lower bound), as weights that sum to one."""
    chance = state.chance
    factors = chance.shape[3] // CHOICES
    filled = chance.sum(axis=3)
    empty = np.clip(1.0 - filled, 1e-300, 1.0)
    surprise = -(chance * np.log(np.maximum(chance, 1e-300))).sum(axis=(2, 3)) - (empty * np.log(empty)).sum(axis=2)
    prior = (chance * scores.log_odds[:, :, None, :]).sum(axis=(2, 3))
    held = np.cumsum(filled, axis=2) - filled
    prior = prior + (filled * prior_odds(held, factors)).sum(axis=2)
    fit_of = sums.log_null[:, None] + np.log(SLAB_WEIGHTS) - 0.5 * sums.freedom * np.log(square)
    bound = fit_of + prior + surprise
    weight = np.exp(bound - bound.max())
    return np.asarray(weight / weight.sum())

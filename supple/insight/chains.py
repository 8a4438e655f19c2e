# SPDX-License-Identifier: Apache-2.0
"""How sure is each factor when every other one is in doubt too? Many short Gibbs chains from a good start.

The slots of `effects.py` give each chain its first set of factors and its kind of noise; then each factor in
turn is off, or on at one lag, given the others, with effects and noise variance integrated out exactly. What
is kept is the probability before each toss, not the toss (Rao-Blackwell), so few sweeps are enough.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.insight.effects import CHOICES, LAG_PRIOR, SLAB_WEIGHTS, SLABS, Grams, Posterior, prior_odds
from supple.insight.noise import Array

Ints = NDArray[np.int64]
CHAINS, SWEEPS, WARM_UP, ROOM, DRAWS_EACH = 96, 8, 3, 10, 4


@dataclass(frozen=True, slots=True)
class Beliefs:
    """Probability per factor and lag that it acts, and draws of each factor's total effect (0 when off)."""

    chance: Array  # (factor, choice)
    total: Array  # (draw, factor), on the slab's scale, all lags together
    joint: Array  # (factor, factor): how often two factors are on together

    @property
    def inclusion(self) -> Array:
        """The probability that each factor moves the outcome at all."""
        return np.asarray(self.chance.sum(axis=1))


@dataclass(slots=True)
class _Chains:
    """Where each chain stands: its kind of noise, its slab, and the columns it holds (-1 = an empty place)."""

    kind: Ints
    slab: Ints
    held: Ints  # (chain, place)


@dataclass(frozen=True, slots=True)
class _Given:
    """The held columns integrated out: inverse, their effects, and the residual sum of squares."""

    at: Ints
    live: NDArray[np.bool_]
    inverse: Array
    effect: Array
    square: Array


def walk(sums: Grams, start: Posterior, seed: int) -> Beliefs:
    """Run the chains and sum up what they believed."""
    rng = np.random.default_rng(seed)
    factors = sums.cross.shape[1] // CHOICES
    chains = _begin(start, rng)
    chance, joint, totals = np.zeros((factors, CHOICES)), np.zeros((factors, factors)), []
    for sweep in range(SWEEPS + WARM_UP):
        chains.held = -np.sort(-chains.held, axis=1)  # filled places first
        _switch_noise(sums, chains, start, rng)
        keep = sweep >= WARM_UP
        for factor in rng.permutation(factors):
            likely = _update(sums, chains, int(factor), rng)
            if keep:
                chance[factor] += likely.mean(axis=0) / SWEEPS
        if keep:
            totals.append(_draw(sums, chains, rng))
            on = (totals[-1][0] != 0.0).astype(np.float64)
            joint += on.T @ on / (len(on) * SWEEPS)
    return Beliefs(chance, np.concatenate([one.reshape(-1, factors) for one in totals]), joint)


def _begin(start: Posterior, rng: np.random.Generator) -> _Chains:
    """Each chain draws a corner of the grid and one set of factors from the slots."""
    kinds, slabs, slots, choices = start.chance.shape
    place = (np.arange(CHAINS) + rng.random()) / CHAINS
    corner = np.minimum(np.searchsorted(np.cumsum(start.weight.ravel()), place), kinds * slabs - 1)
    kind, slab = np.divmod(corner, slabs)
    summed = np.cumsum(start.chance[kind, slab], axis=2)
    drawn = (summed < rng.random((CHAINS, slots, 1))).sum(axis=2)
    held = np.full((CHAINS, ROOM), -1, dtype=np.int64)
    for slot in range(slots):
        fresh = np.where(drawn[:, slot] < choices, drawn[:, slot], -1)
        twice = (held[:, :slot] // CHOICES == fresh[:, None] // CHOICES).any(axis=1)
        held[:, slot] = np.where(twice, -1, fresh)
    return _Chains(kind, slab, held)


def _condition(sums: Grams, chains: _Chains, live: NDArray[np.bool_]) -> _Given:
    """Integrate out the effects of the columns that are held and live; places no chain uses are left away."""
    used = max(1, int(np.flatnonzero(live.any(axis=0)).max(initial=-1)) + 1)
    live = live[:, :used]
    at = np.where(live, chains.held[:, :used], 0)
    kind = chains.kind
    gram = sums.gram[kind[:, None, None], at[:, :, None], at[:, None, :]]
    gram = gram * (live[:, :, None] & live[:, None, :])
    own = np.where(live, 1.0 / SLABS[chains.slab][:, None] ** 2, 1.0)
    inverse = np.asarray(np.linalg.inv(gram + own[:, :, None] * np.eye(used)), dtype=np.float64)
    cross = sums.cross[kind[:, None], at] * live
    effect: Array = (inverse @ cross[:, :, None])[:, :, 0]
    return _Given(at, live, inverse, effect, sums.square[kind] - (cross * effect).sum(axis=1))


def _update(sums: Grams, chains: _Chains, factor: int, rng: np.random.Generator) -> Array:
    """Toss one factor anew in every chain; returns the probabilities it was tossed with."""
    factors = sums.cross.shape[1] // CHOICES
    own = np.arange(CHOICES) + factor * CHOICES
    live = (chains.held >= 0) & (chains.held // CHOICES != factor)
    given = _condition(sums, chains, live)
    kind = chains.kind
    tied = sums.gram[kind[:, None, None], given.at[:, :, None], own[None, None, :]] * given.live[:, :, None]
    variance = (SLABS[chains.slab] ** 2)[:, None]
    exact = sums.gram[kind[:, None], own, own] - (tied * (given.inverse @ tied)).sum(axis=1) + 1.0 / variance
    left = sums.cross[kind[:, None], own] - (tied * given.effect[:, :, None]).sum(axis=1)
    gain = np.clip(left**2 / (exact * given.square[:, None]), 0.0, 0.999999)
    odds = np.log(LAG_PRIOR) - 0.5 * np.log(variance * exact) - 0.5 * sums.freedom * np.log1p(-gain)
    odds += prior_odds(live.sum(axis=1).astype(np.float64), factors)[:, None]
    top = np.maximum(odds.max(axis=1, keepdims=True), 0.0)
    likely: Array = np.exp(odds - top)
    likely /= likely.sum(axis=1, keepdims=True) + np.exp(-top)
    choice = (np.cumsum(likely, axis=1) < rng.random(CHAINS)[:, None]).sum(axis=1)
    held = np.where(live, chains.held, -1)
    place = np.argmin(held, axis=1)
    free = held[np.arange(CHAINS), place] < 0
    put = np.where((choice < CHOICES) & free, own[np.minimum(choice, CHOICES - 1)], -1)
    held[np.arange(CHAINS), place] = np.where(free, put, held[np.arange(CHAINS), place])
    chains.held = held
    return likely


def _height(sums: Grams, chains: _Chains) -> Array:
    """Log marginal likelihood of each chain's corner of the grid, given the columns it holds."""
    live = chains.held >= 0
    given = _condition(sums, chains, live)
    variance = SLABS[chains.slab] ** 2
    log_det = np.linalg.slogdet(given.inverse)[1] - live.sum(axis=1) * np.log(variance)
    prior = sums.log_null[chains.kind] + np.log(SLAB_WEIGHTS[chains.slab])
    return np.asarray(prior + 0.5 * log_det - 0.5 * sums.freedom * np.log(given.square))


def _switch_noise(sums: Grams, chains: _Chains, start: Posterior, rng: np.random.Generator) -> None:
    """Offer each chain another corner of the grid (Metropolis, proposed mostly as the slots weighed them)."""
    offer = 0.8 * start.weight.ravel() + 0.2 / start.weight.size
    slabs = start.weight.shape[1]
    for _ in range(3):
        corner = rng.choice(len(offer), size=CHAINS, p=offer)
        other = _Chains(corner // slabs, corner % slabs, chains.held)
        now = offer[chains.kind * slabs + chains.slab]
        gain = _height(sums, other) - _height(sums, chains) + np.log(now) - np.log(offer[corner])
        taken = np.log(rng.random(CHAINS)) < gain
        chains.kind = np.where(taken, other.kind, chains.kind)
        chains.slab = np.where(taken, other.slab, chains.slab)


def _draw(sums: Grams, chains: _Chains, rng: np.random.Generator) -> Array:
    """A few draws of every total effect from where each chain stands: (draw, chain, factor)."""
    given = _condition(sums, chains, chains.held >= 0)
    live, held = given.live, chains.held[:, : given.live.shape[1]]
    root = np.linalg.cholesky(given.inverse)
    out = np.zeros((DRAWS_EACH, CHAINS, sums.cross.shape[1] // CHOICES))
    rows = np.broadcast_to(np.arange(CHAINS)[:, None], live.shape)[live]
    columns = held[live]
    scale = np.where(columns % CHOICES == CHOICES - 1, 2.0**0.5, 1.0)
    for one in out:
        noise = np.sqrt(given.square / rng.chisquare(sums.freedom, CHAINS))
        loose = (root @ rng.standard_normal((CHAINS, live.shape[1], 1)))[:, :, 0] * noise[:, None]
        one[rows, columns // CHOICES] += ((given.effect + loose)[live]) * scale
    return out

# SPDX-License-Identifier: Apache-2.0
"""How sure is each factor when every other one is in doubt too? Many short walks over sets of factors.

A walk leaves its set for a neighbour (one factor more, one less, another lag) at the rate at which the
neighbour is the better explanation, effects and noise variance integrated out. A set counts by how long the
walk would stay, and what is kept is each factor's chance given the rest of the set, so few steps are enough.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from supple.insight.effects import CHOICES, LAG_PRIOR, SLAB_WEIGHTS, SLABS, Grams, prior_odds
from supple.insight.noise import Array, Ints, Mask

WALKS, GROWTH, SETTLING, STEPS, ROOM = 32, 3, 4, 10, 10
TRIES = 4  # candidates from which a draw with the moment prior is picked
WIDER = 1.25  # of the variance of a draw: what real days have beside the model, so that intervals keep their promise
ALL_LAGS = np.array([1.0, 1.0, 1.0, 2.0**0.5])  # total effect of one unit of each choice


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What the walks believed; each row of `total` and `on` is one draw, weighed by `weight`."""

    chance: Array  # (factor, choice): that it acts, at this lag
    total: Array  # (draw, factor), on the slab's scale, all lags together, 0 when off
    on: Array  # (draw, factor): 1 for those that were held
    weight: Array  # (draw,), sums to one
    known: Array  # (factor, choice): what the column teaches beyond the others, in squares of noise spreads
    score: Array  # (factor, choice): what the others leave for it, in noise spreads
    slab: float  # the square of the slab, averaged
    tilt: Array | None = None  # (draw, factor): weights of the draws, when something else spoke about a factor too

    @property
    def inclusion(self) -> Array:
        """The probability that each factor moves the outcome at all."""
        return np.asarray(self.chance.sum(axis=1))

    def retold(self, prob: Array) -> "Beliefs":
        """The same draws when each factor is on with another probability."""
        own = np.clip(self.inclusion, 1e-9, 1.0 - 1e-9)
        tilt = self.weight[:, None] * np.where(self.total != 0.0, prob / own, (1.0 - prob) / (1.0 - own))
        return replace(self, chance=self.chance * (prob / own)[:, None], tilt=tilt / tilt.sum(axis=0))


@dataclass(frozen=True, slots=True)
class _Sets:
    """Where each walk stands: its kind of noise, its slab, and the columns it holds (-1 = an empty place)."""

    kind: Ints
    slab: Ints
    held: Ints  # (walk, place), held ones first

    @property
    def variance(self) -> Array:
        return np.asarray(SLABS[self.slab] ** 2)


@dataclass(frozen=True, slots=True)
class _Held:
    """The held columns integrated out: their effects, and what is left for every other column."""

    live: Mask  # (walk, place)
    at: Ints  # (walk, place)
    single: Array  # (walk, place): variance of each held effect
    effect: Array  # (walk, place)
    through: Array  # (walk, place, column): how a column is made of the held ones
    left: Array  # (walk, column)
    exact: Array  # (walk, column): precision, the slab's included
    square: Array  # (walk,)
    height: Array  # (walk,): log marginal likelihood of the set and prior of its corner of the grid


@dataclass(frozen=True, slots=True)
class _View:
    """What each walk sees from where it stands."""

    height: Array  # (walk,): log posterior of the set and its corner
    chance: Array  # (walk, column): of each choice of each factor, given the rest of the set
    exact: Array  # (walk, column)
    left: Array  # (walk, column)
    square: Array  # (walk, column): what is unexplained once the column is in
    rates: Array  # (walk, move): set a factor to a column | take a factor out
    leave: Array  # (walk,): all rates together


def walk(sums: Grams, seed: int) -> Beliefs:
    """Let the walks grow from nothing, find their kinds of noise, step on, and sum up what they believe."""
    rng = np.random.default_rng(seed)
    nothing = np.full((WALKS, ROOM), -1)
    empty = corners(sums, nothing[0])
    sets = _Sets(*np.divmod(_spread(empty, rng), len(SLABS)), nothing)
    view = _look(sums, sets)
    for _ in range(GROWTH):
        sets = _step(sets, view, rng)
        view = _look(sums, sets)
    best = corners(sums, sets.held[int(view.height.argmax())])
    sets = _Sets(*np.divmod(_spread(0.5 * best + 0.5 * empty, rng), len(SLABS)), sets.held)
    view = _look(sums, sets)
    offer = 0.6 * best + 0.3 * empty + 0.1 / empty.size
    kept = []
    for turn in range(SETTLING + STEPS):
        if turn % 2:
            sets, view = _other_corner(sums, sets, view, offer, rng)
        else:
            sets = _step(sets, view, rng)
            view = _look(sums, sets)
        if turn >= SETTLING:
            kept.append((sets, view))
    return _summed(sums, kept, rng)


def corners(sums: Grams, held: Ints) -> Array:
    """How credible each kind of noise and slab is for one set of columns; they sum to one."""
    kinds, slabs = len(sums.square), len(SLABS)
    pairs = np.divmod(np.arange(kinds * slabs), slabs)
    height = _held(sums, _Sets(*pairs, np.tile(held, (kinds * slabs, 1)))).height
    weight = np.exp(height - height.max())
    return np.asarray(weight / weight.sum())


def _spread(weight: Array, rng: np.random.Generator) -> Ints:
    """One corner for each walk, evenly over the weights, in no order."""
    place = (rng.permutation(WALKS) + rng.random()) / WALKS
    return np.minimum(np.searchsorted(np.cumsum(weight), place), weight.size - 1)


def _held(sums: Grams, sets: _Sets) -> _Held:
    """Integrate out the effects of the columns that are held."""
    used = max(1, int((sets.held >= 0).sum(axis=1).max()))
    held, kind = sets.held[:, :used], sets.kind[:, None]
    live = held >= 0
    at, own = np.where(live, held, 0), 1.0 / sets.variance[:, None]
    tied = sums.gram[kind, at] * live[:, :, None]
    inner = np.take_along_axis(tied, at[:, None, :], axis=2) * live[:, None, :]
    inner += np.where(live, own, 1.0)[:, :, None] * np.eye(used)
    inverse = np.linalg.inv(inner)
    cross, total = sums.cross[kind, at] * live, sums.square[sets.kind]
    effect, through = (inverse @ cross[:, :, None])[:, :, 0], inverse @ tied
    square = np.maximum(total - (cross * effect).sum(axis=1), 1e-9 * total + 1e-12)
    single = np.where(live, inverse.diagonal(axis1=1, axis2=2), 1.0)
    moment = (effect**2 * (sums.freedom / square)[:, None] + single) * own
    height = sums.log_null[sets.kind] + np.log(SLAB_WEIGHTS)[sets.slab] - 0.5 * sums.freedom * np.log(square)
    height += (live * (np.log(moment) + 0.5 * np.log(own))).sum(axis=1) - 0.5 * np.linalg.slogdet(inner)[1]
    left = sums.cross[sets.kind] - (effect[:, None] @ tied)[:, 0]
    exact = sums.diagonal[sets.kind] + own - np.einsum("wpc,wpc->wc", tied, through)
    return _Held(live, at, single, effect, through, left, exact, square, height)


def _given(held: _Held) -> tuple[Mask, Array, Array, Array]:
    """What is left for each factor given the rest of the set: a factor that is held is judged as if it were not.

    Answers which columns' factors are free, what is left for each, its precision, and the sum of squares.
    """
    left, exact, free = held.left.copy(), held.exact.copy(), np.ones(held.left.shape, dtype=bool)
    square = np.repeat(held.square[:, None], left.shape[1], axis=1)
    row, place = np.nonzero(held.live)
    single, effect = held.single[row, place][:, None], held.effect[row, place][:, None]
    columns = held.at[row, place][:, None] // CHOICES * CHOICES + np.arange(CHOICES)
    row, place = row[:, None], place[:, None]
    back = held.through[row, place, columns]
    left[row, columns] += back * effect / single
    exact[row, columns] += back**2 / single
    square[row, columns] += effect**2 / single
    free[row, columns] = False
    return free, left, exact, square


def _look(sums: Grams, sets: _Sets) -> _View:
    """See every neighbour at once."""
    held = _held(sums, sets)
    free, left, exact, whole = _given(held)
    factors = sums.cross.shape[1] // CHOICES
    variance, count = sets.variance[:, None], (sets.held >= 0).sum(axis=1)[:, None]
    fit = left**2 / exact
    square = np.maximum(whole - fit, 1e-6 * whole)
    moment = (fit * (sums.freedom / square) + 1.0) / (exact * variance)
    odds = np.log(moment / np.sqrt(variance * exact)) + 0.5 * sums.freedom * np.log(whole / square)
    odds += np.tile(np.log(LAG_PRIOR), factors) + prior_odds(count - ~free, factors)
    likely = np.exp(np.minimum(odds, 500.0)).reshape(-1, factors, CHOICES)
    off = 1.0 / (1.0 + likely.sum(axis=2))
    chance = (likely * off[:, :, None]).reshape(odds.shape)
    set_to = np.where(free & (count >= ROOM), 0.0, chance)
    row, place = np.nonzero(sets.held >= 0)
    set_to[row, sets.held[row, place]] = 0.0  # to stay is no move
    rates = np.concatenate([set_to, off * ~free[:, ::CHOICES]], axis=1)
    height, leave = held.height + _prior(sets, factors), np.maximum(rates.sum(axis=1), 1e-12)
    return _View(height, chance, exact, left, square, rates, leave)


def _prior(sets: _Sets, factors: int) -> Array:
    """Log prior of the set: its lags, and how many factors it holds."""
    live = sets.held >= 0
    before: Array = np.cumsum(live, axis=1) - live.astype(np.float64)
    return np.asarray(((np.log(LAG_PRIOR)[sets.held % CHOICES] + prior_odds(before, factors)) * live).sum(axis=1))


def _step(sets: _Sets, view: _View, rng: np.random.Generator) -> _Sets:
    """Every walk goes to one neighbour, in proportion to the rates."""
    columns = view.chance.shape[1]
    summed = np.cumsum(view.rates, axis=1)
    move = (summed < (rng.random(WALKS) * summed[:, -1])[:, None]).sum(axis=1)
    move = np.minimum(move, summed.shape[1] - 1)
    out = move >= columns
    factor = np.where(out, move - columns, move // CHOICES)
    held = np.where(sets.held // CHOICES == factor[:, None], -1, sets.held)
    held[np.arange(WALKS), held.argmin(axis=1)] = np.where(out, -1, move)
    return _Sets(sets.kind, sets.slab, -np.sort(-held, axis=1))


def _other_corner(sums: Grams, sets: _Sets, view: _View, offer: Array, rng: np.random.Generator) -> tuple[_Sets, _View]:
    """Offer each walk another kind of noise and slab; sets count by their stay, hence the rates of leaving."""
    corner = np.minimum(np.searchsorted(np.cumsum(offer), rng.random(WALKS)), offer.size - 1)
    other = _Sets(*np.divmod(corner, len(SLABS)), sets.held)
    seen = _look(sums, other)
    gain = seen.height - view.height + np.log(seen.leave / view.leave)
    gain += np.log(offer[sets.kind * len(SLABS) + sets.slab] / offer[corner])
    taken = np.log(rng.random(WALKS)) < gain
    parts = [(getattr(view, field.name), getattr(seen, field.name)) for field in fields(_View)]
    mixed = [np.where(taken if old.ndim == 1 else taken[:, None], new, old) for old, new in parts]
    kind, slab = np.where(taken, other.kind, sets.kind), np.where(taken, other.slab, sets.slab)
    return _Sets(kind, slab, sets.held), _View(*mixed)


def _summed(sums: Grams, kept: list[tuple[_Sets, _View]], rng: np.random.Generator) -> Beliefs:
    """Sum up what the walks saw on all steps that are kept, each weighed by how long it would stay."""
    sets = _Sets(*(np.concatenate([getattr(one, field.name) for one, _ in kept]) for field in fields(_Sets)))
    view = _View(*(np.concatenate([getattr(one, field.name) for _, one in kept]) for field in fields(_View)))
    weight = 1.0 / view.leave
    weight /= weight.sum()
    factors = view.chance.shape[1] // CHOICES
    on = np.zeros((len(weight), factors + 1))
    on[np.arange(len(weight))[:, None], np.where(sets.held >= 0, sets.held // CHOICES, factors)] = 1.0
    known = weight @ (view.exact - 1.0 / sets.variance[:, None])
    score = weight @ (view.left / np.sqrt(view.square / sums.freedom))
    chance, known, score = (part.reshape(-1, CHOICES) for part in (weight @ view.chance, known, score))
    total = _draw(sums, view, rng)
    return Beliefs(chance, total, on[:, :factors], weight, known, score, float(weight @ sets.variance))


def _draw(sums: Grams, view: _View, rng: np.random.Generator) -> Array:
    """One draw of every factor's total effect from every place a walk stood, given the rest of its set."""
    walks, factors = len(view.chance), view.chance.shape[1] // CHOICES
    summed = np.cumsum(view.chance.reshape(walks, factors, CHOICES), axis=2)
    choice = (summed < rng.random((walks, factors, 1))).sum(axis=2)
    rows, at = np.arange(walks)[:, None], np.minimum(choice, CHOICES - 1)
    column = at + np.arange(factors) * CHOICES
    exact, noise = view.exact[rows, column], WIDER * view.square[rows, column] / rng.chisquare(sums.freedom, (walks, 1))
    tries = rng.standard_normal((TRIES, walks, factors)) * np.sqrt(noise / exact) + view.left[rows, column] / exact
    likely = np.cumsum(tries**2, axis=0)
    pick = (likely < rng.random((walks, factors)) * likely[-1]).sum(axis=0)
    size = np.take_along_axis(tries, pick[None], axis=0)[0]
    return np.asarray(np.where(choice < CHOICES, size * ALL_LAGS[at], 0.0))

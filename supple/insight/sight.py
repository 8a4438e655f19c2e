# SPDX-License-Identifier: Apache-2.0
"""What does a walk see from where it stands? How good its set of factors is, and how good every neighbour would be.

Effects and noise variance are integrated out. Arrays begin with (person, walk); an empty place of a set points to the
last column, which belongs to a factor that is all zeros: it changes nothing, and needs no exceptions.
"""

from dataclasses import dataclass

import numpy as np

from supple.insight.arrays import Batch, beside, namespace, places
from supple.insight.dice import WALKS
from supple.insight.effects import CHOICES, LAG_PRIOR, SLAB_WEIGHTS, SLABS, Grams, prior_odds

ROOM = 10  # factors a set may hold


@dataclass(frozen=True, slots=True)
class Sets:
    """Where each walk stands: its corner (kind of noise and slab), and the columns it holds, empty places last."""

    corner: Batch  # (person, walk)
    held: Batch  # (person, walk, place)


@dataclass(frozen=True, slots=True)
class View:
    """What each walk sees from where it stands."""

    height: Batch  # (person, walk): log posterior of the set and its corner
    leave: Batch  # (person, walk): all rates together
    rate: Batch  # (person, walk, factor): of changing anything about a factor
    own: Batch  # (person, walk, factor): the choice at which a factor is held, CHOICES when it is not
    whole: Batch  # (person, walk, factor): what is unexplained without the factor
    chance: Batch  # (person, walk, choice, factor): given the rest of the set
    exact: Batch  # (person, walk, choice, factor): precision, the slab's included
    left: Batch  # (person, walk, choice, factor): what the rest of the set leaves for it


@dataclass(frozen=True, slots=True)
class Ground:
    """The sums of everybody laid out for looking things up, and what is believed beforehand."""

    rows: Batch  # (person * kind * (column + 2), column): the Gram's rows, then the cross products, then the diagonal
    square: Batch  # (person * kind,)
    corner: Batch  # (person * corner,): log prior, with the log-determinants
    freedom: Batch  # (person, 1)
    odds: Batch  # (person * (ROOM + 1), 2): log odds of a factor beside so many, and of one among so many
    number: Batch  # (person * (ROOM + 1),): log prior of so many factors
    real: Batch  # (person, 1, factor): 0 for real ones, minus infinity for those that fill up
    lag: Batch  # (column,): log prior of the choice; 0 for the empty factor
    exact: Batch  # (slab,): one over the variance
    kinds: int
    factors: int  # with the empty one
    who: Batch  # (person, 1): 0, 1, 2, ...
    walk: Batch  # (person, walk): 0, 1, 2, ...
    index: Batch  # (factor,): 0, 1, 2, ...; the empty one is never met

    @property
    def columns(self) -> int:
        """How many columns there are, with those of the empty factor."""
        return CHOICES * self.factors

    @property
    def empty(self) -> int:
        """The column that an empty place points to."""
        return self.columns - 1


def lay_out(sums: Grams) -> Ground:
    """Prepare the sums of many people (first axis) for looking."""
    xp, (people, kinds, columns) = namespace(sums.gram), sums.cross.shape
    factors = columns // CHOICES
    diagonal = xp.linalg.diagonal(sums.gram)
    every = xp.concat([sums.gram, sums.cross[..., None, :], diagonal[..., None, :]], axis=-2)
    every = _spread(_spread(every, factors, -1), factors, -2)
    odds = prior_odds(beside(every, np.arange(ROOM + 1.0))[None, :], sums.factors[:, None])
    fewer = xp.concat([odds[:, :1], odds[:, :-1]], axis=1)
    number = xp.concat([xp.zeros_like(odds[:, :1]), xp.cumulative_sum(odds, axis=1)[:, :-1]], axis=1)
    index = np.arange(factors + 1)
    real = xp.where(beside(every, index) < sums.factors[:, None, None], beside(every, 0.0), beside(every, -np.inf))
    corner = sums.log_null[..., None] + beside(every, np.log(SLAB_WEIGHTS))
    lag = np.where(index < factors, np.log(LAG_PRIOR)[:, None], 0.0)
    return Ground(
        xp.reshape(every, (-1, CHOICES * (factors + 1))), xp.reshape(sums.square, (-1,)), xp.reshape(corner, (-1,)),
        sums.freedom[:, None], xp.reshape(xp.stack([odds, fewer], axis=-1), (-1, 2)), xp.reshape(number, (-1,)), real,
        beside(every, lag.reshape(-1)), beside(every, SLABS**-2.0), kinds, factors + 1,
        places(every, np.arange(people)[:, None]), places(every, np.arange(people * WALKS).reshape(people, WALKS)),
        places(every, np.where(index < factors, index, -1)),
    )  # fmt: skip


def _spread(every: Batch, factors: int, axis: int) -> Batch:
    """Put the empty factor behind the others, in each choice."""
    xp, parts = namespace(every), []
    cut = (slice(None),) if axis == -2 else ()
    none = xp.zeros_like(every[(..., slice(1), *cut)])
    for choice in range(CHOICES):
        parts += [every[(..., slice(choice * factors, (choice + 1) * factors), *cut)], none]
    return xp.concat([*parts, every[(..., slice(CHOICES * factors, None), *cut)]], axis=axis)


@dataclass(frozen=True, slots=True)
class Solved:
    """The held columns integrated out; an empty place counts as a column that says nothing."""

    at: Batch  # (person, walk, place): columns, trimmed to the places that anybody uses
    count: Batch  # (person, walk)
    base: Batch  # (person, walk): where the rows of its kind of noise begin
    own: Batch  # (person, walk): one over the slab's variance
    inverse: Batch  # (person, walk, place, place)
    effect: Batch  # (person, walk, place, 1)
    square: Batch  # (person, walk): what is unexplained
    height: Batch  # (person, walk)


def hold(ground: Ground, sets: Sets) -> Solved:
    """Integrate out the effects of the columns that each set holds."""
    xp, columns = namespace(ground.rows), ground.columns
    count = xp.sum(xp.astype(sets.held != ground.empty, xp.int64), axis=-1)
    used = max(1, int(xp.max(count)))
    at, kind = sets.held[..., :used], ground.who * ground.kinds + sets.corner // len(SLABS)
    base = kind * (columns + 2)
    cells = (at + base[..., None]) * columns
    own = pick(ground.exact, sets.corner % len(SLABS))
    eye = xp.eye(used, dtype=own.dtype, device=own.device)
    inner = pick(ground.rows, cells[..., :, None] + at[..., None, :]) + own[..., None, None] * eye
    inverse = xp.linalg.inv(inner)
    cross = pick(ground.rows, (base[..., None] + columns) * columns + at)[..., None]
    effect, total = inverse @ cross, pick(ground.square, kind)
    explained = xp.sum((cross * effect)[..., 0], axis=-1)
    square = xp.maximum(total - explained, 1e-9 * total + 1e-12)
    moment = effect[..., 0] ** 2 * (ground.freedom / square)[..., None] + xp.linalg.diagonal(inverse)
    height = pick(ground.corner, ground.who * (ground.kinds * len(SLABS)) + sets.corner)
    height = height + pick(ground.number, ground.who * (ROOM + 1) + count) - 0.5 * ground.freedom * xp.log(square)
    height = height + xp.sum(pick(ground.lag, at) + xp.log(moment * own[..., None] ** 1.5), axis=-1)
    height = height - 0.5 * xp.linalg.slogdet(inner)[1]
    return Solved(at, count, base, own, inverse, effect, square, height)


def pick(numbers: Batch, index: Batch) -> Batch:
    """Numbers at these places, counted through the whole array."""
    if isinstance(numbers, np.ndarray):  # takes places of any shape, and one call costs less than four
        return numbers.reshape(-1).take(index)
    xp = namespace(numbers)
    return xp.reshape(xp.take(xp.reshape(numbers, (-1,)), xp.reshape(index, (-1,))), index.shape)


def look(ground: Ground, sets: Sets) -> View:
    """See every neighbour at once; a factor that is held is judged as if it were not."""
    held = hold(ground, sets)
    is_at = (held.at % ground.factors)[..., None] == ground.index
    at = namespace(held.effect).astype(is_at, held.effect.dtype)
    left, exact, whole, own = _apart(ground, held, at)
    return _weigh(ground, held, at, (left, exact, whole, own))


def _apart(ground: Ground, held: Solved, at: Batch) -> tuple[Batch, Batch, Batch, Batch]:
    """What is left for each factor given the rest of the set, its precision, the sum of squares, and its own choice."""
    xp, (people, walks, used, factors) = namespace(at), at.shape
    columns, shape = ground.columns, (people, walks, CHOICES, factors)
    more = places(held.at, [columns, columns + 1])
    rows = xp.concat([held.at, xp.broadcast_to(more, (people, walks, 2))], axis=-1) + held.base[..., None]
    got = xp.reshape(xp.take(ground.rows, xp.reshape(rows, (-1,)), axis=0), (people, walks, used + 2, columns))
    tied = got[..., :used, :]
    through = held.inverse @ tied
    left = got[..., used, :] - (xp.matrix_transpose(held.effect) @ tied)[..., 0, :]
    exact = got[..., used + 1, :] + held.own[..., None] - xp.sum(tied * through, axis=-2)
    single, effect = xp.linalg.diagonal(held.inverse), held.effect[..., 0]
    ratio = effect / single
    choice = xp.astype(held.at // factors - CHOICES, at.dtype)
    told = xp.stack([ratio, 1.0 / single, effect * ratio, choice], axis=-2) @ at
    back = xp.sum(xp.reshape(through, (people, walks, used, CHOICES, factors)) * at[..., None, :], axis=-3)
    left = xp.reshape(left, shape) + back * told[..., :1, :]
    exact = xp.reshape(exact, shape) + back**2 * told[..., 1:2, :]
    return left, exact, held.square[..., None] + told[..., 2, :], told[..., 3, :] + float(CHOICES)


def _weigh(ground: Ground, held: Solved, at: Batch, seen: tuple[Batch, Batch, Batch, Batch]) -> View:
    """How good each choice of each factor would be, and so how fast each walk wants to go where."""
    (left, exact, whole, own), xp = seen, namespace(at)
    people, walks, used, factors = at.shape
    freedom, is_held = ground.freedom[..., None, None], own < CHOICES
    count = xp.reshape(ground.who * (ROOM + 1) + held.count, (-1,))
    pair = xp.reshape(xp.take(ground.odds, count, axis=0), (people, walks, 2))
    before = xp.where(is_held, pair[..., 1:], pair[..., :1]) + ground.real
    part = xp.clip(left**2 / (exact * whole[..., None, :]), max=1.0 - 1e-6)
    rest = 1.0 - part
    lag = xp.reshape(ground.lag, (CHOICES, factors))
    fit = before[..., None, :] + lag - 0.5 * freedom * xp.log(rest)
    top = xp.clip(xp.max(fit, axis=-2), min=0.0)  # so that no exponential is too large for its kind of number
    scaled = exact * (1.0 / held.own)[..., None, None]
    likely = xp.exp(fit - top[..., None, :]) * (1.0 + freedom * part / rest) / (scaled * xp.sqrt(scaled))
    total = xp.sum(likely, axis=-2)
    every = total + xp.exp(-top)
    chance = likely / every[..., None, :]
    stay = pick(chance, ground.walk[..., None] * ground.columns + held.at)
    on = total / every
    if used == ROOM:
        on = on * xp.astype(held.count < ROOM, on.dtype)[..., None]
    rate = xp.where(is_held, 1.0 - (stay[..., None, :] @ at)[..., 0, :], on)
    leave = xp.clip(xp.sum(rate, axis=-1), min=1e-12)
    return View(held.height, leave, rate, own, whole, chance, exact, left)

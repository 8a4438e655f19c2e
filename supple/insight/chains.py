# SPDX-License-Identifier: Apache-2.0
"""How sure is each factor when every other one is in doubt too? Many short walks over sets of factors.

A walk leaves its set for a neighbour (one factor more, one less, another lag) at the rate at which the
neighbour is the better explanation, effects and noise variance integrated out. A set counts by how long the
walk would stay, and what is kept is each factor's chance given the rest of the set, so few steps are enough.
"""

from dataclasses import dataclass, fields

import numpy as np

from supple.insight.arrays import Array, Batch, beside, namespace, places, plain
from supple.insight.dice import GROWTH, SETTLING, STEPS, TRIES, WALKS, Dice, throw
from supple.insight.effects import BOTH, CHOICES, SLABS, Grams
from supple.insight.sight import ROOM, Ground, Sets, View, hold, lay_out, look, pick

WIDER = 1.25  # of the variance of a draw: what real days have beside the model, so that intervals keep their promise
ALL_LAGS = np.array([1.0, 1.0, 1.0, 2.0 * BOTH])  # total effect of one unit of each choice


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


def walk(sums: Grams, seed: int) -> Beliefs:
    """What the walks of one person believe, whose sums have no axis of people."""
    alone = Grams(*(getattr(sums, part.name)[None, ...] for part in fields(Grams)))
    dice = throw([seed], [int(sums.freedom)], [int(sums.factors)], alone.gram)
    return told(walk_all(alone, dice), [int(sums.factors)])[0]


@dataclass(frozen=True, slots=True)
class Walked:
    """What the walks of many people saw on the steps that are kept."""

    chance: Batch  # (person, choice, factor), as the next two weighed by the stay
    known: Batch
    score: Batch
    slab: Batch  # (person,)
    total: Batch  # (person, draw, factor)
    on: Batch  # (person, draw, factor)
    weight: Batch  # (person, draw): how long the walk would stay


def walk_all(sums: Grams, dice: Dice) -> Walked:
    """Let the walks grow from nothing, find their kinds of noise, step on, and sum up what they believe."""
    ground = lay_out(sums)
    xp, people = namespace(ground.rows), sums.square.shape[0]
    nothing = xp.full((people, WALKS, ROOM), ground.empty, dtype=xp.int64, device=ground.rows.device)
    empty = _corners(ground, nothing[:, 0, :])
    sets = Sets(_placed(empty, dice.spread[:, 0, :]), nothing)
    view = look(ground, sets)
    for turn in range(GROWTH):
        sets = _step(ground, sets, view, dice.move[:, turn, ...])
        view = look(ground, sets)
    highest = xp.broadcast_to(xp.argmax(view.height, axis=1)[:, None, None], (people, 1, ROOM))
    best = _corners(ground, xp.take_along_axis(sets.held, highest, axis=1)[:, 0, :])
    sets = Sets(_placed(0.5 * best + 0.5 * empty, dice.spread[:, 1, :]), sets.held)
    view = look(ground, sets)
    offer = 0.6 * best + 0.3 * empty + 0.1 / empty.shape[1]
    kept = []
    for turn in range(SETTLING + STEPS):
        luck = dice.move[:, GROWTH + turn, ...]
        if turn % 2:
            sets, view = _other_corner(ground, (sets, view), offer, luck)
        else:
            sets = _step(ground, sets, view, luck)
            view = look(ground, sets)
        if turn >= SETTLING:
            kept.append((sets.corner, view))
    return _summed(ground, kept, dice)


def _corners(ground: Ground, held: Batch) -> Batch:
    """How credible each corner is for one set of columns a person, (person, corner); they sum to one."""
    xp, people, corners = namespace(ground.rows), held.shape[0], ground.kinds * len(SLABS)
    corner = xp.broadcast_to(places(held, np.arange(corners))[None, :], (people, corners))
    height = hold(ground, Sets(corner, xp.broadcast_to(held[:, None, :], (people, corners, ROOM)))).height
    weight = xp.exp(height - xp.max(height, axis=1, keepdims=True))
    return weight / xp.sum(weight, axis=1, keepdims=True)


def _placed(weight: Batch, place: Batch) -> Batch:
    """Which corner each place in [0, 1) falls into, (person, walk)."""
    xp = namespace(weight)
    below = xp.cumulative_sum(weight, axis=1)[:, None, :] < place[:, :, None]
    return xp.clip(xp.sum(xp.astype(below, xp.int64), axis=-1), max=weight.shape[1] - 1)


def _step(ground: Ground, sets: Sets, view: View, luck: Batch) -> Sets:
    """Every walk goes to one neighbour, in proportion to the rates: first which factor, then what becomes of it."""
    xp, factors = namespace(ground.rows), ground.factors
    factor = _drawn(view.rate, luck[:, 0, :])
    own = pick(view.own, ground.walk * factors + factor)[..., None]
    choice = places(sets.held, np.arange(CHOICES))
    chance = pick(view.chance, (ground.walk * CHOICES)[..., None] * factors + choice * factors + factor[..., None])
    out = xp.where(own < CHOICES, 1.0 - xp.sum(chance, axis=-1, keepdims=True), 0.0 * own)
    stay = xp.astype(choice, own.dtype) == own  # to stay is no move
    to = _drawn(xp.concat([xp.where(stay, 0.0 * chance, chance), out], axis=-1), luck[:, 1, :])
    column = xp.where(to < CHOICES, to * factors + factor, ground.empty)
    held = xp.where(sets.held % factors == factor[..., None], ground.empty, sets.held)
    return Sets(sets.corner, xp.sort(xp.concat([held, column[..., None]], axis=-1), axis=-1)[..., :ROOM])


def _drawn(rate: Batch, luck: Batch) -> Batch:
    """One of the last axis, in proportion to its rate."""
    xp = namespace(rate)
    summed = xp.cumulative_sum(rate, axis=-1)
    below = summed < (luck * summed[..., -1])[..., None]
    return xp.clip(xp.sum(xp.astype(below, xp.int64), axis=-1), max=rate.shape[-1] - 1)


def _other_corner(ground: Ground, stand: tuple[Sets, View], offer: Batch, luck: Batch) -> tuple[Sets, View]:
    """Offer each walk another corner; sets count by their stay, hence the rates of leaving."""
    (sets, view), xp = stand, namespace(offer)
    corner = _placed(offer, luck[:, 0, :])
    seen, log_offer = look(ground, Sets(corner, sets.held)), xp.log(offer)
    gain = seen.height - view.height + xp.log(seen.leave / view.leave)
    gain += xp.take_along_axis(log_offer, sets.corner, axis=1) - xp.take_along_axis(log_offer, corner, axis=1)
    taken = xp.log(luck[:, 1, :]) < gain
    mixed = []
    for part in fields(View):
        old, new = getattr(view, part.name), getattr(seen, part.name)
        mixed.append(xp.where(xp.reshape(taken, (*taken.shape, *[1] * (old.ndim - 2))), new, old))
    return Sets(xp.where(taken, corner, sets.corner), sets.held), View(*mixed)


def _summed(ground: Ground, kept: list[tuple[Batch, View]], dice: Dice) -> Walked:
    """Sum up what the walks saw on all steps that are kept, each weighed by how long it would stay."""
    xp = namespace(ground.rows)
    corner = xp.concat([one for one, _ in kept], axis=1)
    view = View(*(xp.concat([getattr(one, part.name) for _, one in kept], axis=1) for part in fields(View)))
    weight = 1.0 / view.leave
    weight = weight / xp.sum(weight, axis=1, keepdims=True)
    own, whole = pick(ground.exact, corner % len(SLABS)), view.whole[..., None, :]
    rest = xp.maximum(whole - view.left**2 / view.exact, 1e-6 * whole)
    score = view.left / xp.sqrt(rest / ground.freedom[..., None, None])
    shape = (-1, CHOICES, ground.factors)
    chance, known, score = (
        xp.reshape(weight[:, None, :] @ xp.reshape(part, (*part.shape[:2], ground.columns)), shape)
        for part in (view.chance, view.exact - own[..., None, None], score)
    )
    slab, draws = xp.sum(weight / own, axis=1), _draw(view, rest, dice)
    on = xp.broadcast_to(xp.astype(view.own < CHOICES, weight.dtype)[:, None, ...], draws.shape)
    weight = xp.broadcast_to(weight[:, None, :] / draws.shape[1], draws.shape[:-1])
    flat = (weight.shape[0], -1, ground.factors)
    total, on, weight = xp.reshape(draws, flat), xp.reshape(on, flat), xp.reshape(weight, flat[:2])
    return Walked(chance, known, score, slab, total, on, weight)


def _draw(view: View, rest: Batch, dice: Dice) -> Batch:
    """Draws of every factor's total effect from every place a walk stood, given the rest of its set."""
    xp, (people, stands, choices, factors) = namespace(rest), view.chance.shape
    choice = _nth(view.chance[:, None, ...], dice.choice)
    at = xp.clip(choice, max=CHOICES - 1)
    index = xp.reshape(xp.arange(people * stands, dtype=at.dtype, device=at.device), (people, 1, stands, 1))
    index = (index * choices + at) * factors + xp.arange(factors, dtype=at.dtype, device=at.device)
    exact, left, over = (pick(part, index) for part in (view.exact, view.left, rest))
    spread = xp.sqrt(WIDER * over / (dice.chi[..., None] * exact))
    tries = dice.normal * spread[..., None, :] + (left / exact)[..., None, :]
    likely = tries**2
    nth = xp.clip(_nth(likely, dice.pick * xp.sum(likely, axis=-2)), max=TRIES - 1)
    size = xp.take_along_axis(tries, nth[..., None, :], axis=-2)[..., 0, :]
    return xp.where(choice < CHOICES, size * pick(beside(size, ALL_LAGS), at), 0.0 * size)


def _nth(parts: Batch, level: Batch) -> Batch:
    """How many of the parts (the last axis but one) added up stay below the level."""
    xp, summed = namespace(parts), 0.0
    count = xp.zeros(level.shape, dtype=xp.int64, device=level.device)
    for part in range(parts.shape[-2]):
        summed = summed + parts[..., part, :]
        count = count + xp.astype(summed < level, xp.int64)
    return count


def told(walked: Walked, factors: list[int]) -> list[Beliefs]:
    """Each person's own beliefs, without what only filled the arrays."""
    every = [plain(getattr(walked, part.name)).astype(np.float64) for part in fields(Walked)]
    out = []
    for count, chance, known, score, slab, total, on, weight in zip(factors, *every, strict=True):
        means = [np.ascontiguousarray(part[:, :count].T) for part in (chance, known, score)]
        held = np.ascontiguousarray(on[:, :count])
        out.append(Beliefs(means[0], total[:, :count].copy(), held, weight, means[1], means[2], float(slab)))
    return out

# SPDX-License-Identifier: Apache-2.0
"""How does one person's filter run when the diary is cut into spans that go side by side? Exactly as if day by day.

Each span first runs as if mood and level were known when it began. What a doubt about them would add on each day is a
fraction of two-by-two matrices (the Riccati equation's), so the doubt that one span leaves to the next is handed on
afterwards, span by span, and every day is put right at once. One long loop becomes one short one and a shorter one.
"""

from dataclasses import dataclass

import numpy as np

from supple.insight.arrays import Array, Mask


@dataclass(frozen=True, slots=True)
class _Days:
    """Each day of each span, (..., step, kind, span), as if its start were known."""

    told: Array  # (2, ...): what the day would tell mood and level
    total: Array  # what the day's outcome spreads, squared
    carried: Array  # (row, column, ...): what a doubt about mood or level at the start has become
    news: Array  # (3, ...): what the days before have told of the start: both, across, both


def run(memory: Array, share: Array, drift: Array, seen: Mask, span: int) -> tuple[Array, Array]:
    """To mood and level (2, kind, day), and the spread squared (kind, day), of each day's outcome."""
    spans = -(-len(seen) // span)
    heard = np.zeros(spans * span)
    heard[: len(seen)] = seen
    noise = memory[:, None], share[:, None], drift[:, None]
    days, (doubt, carried, news) = _each(noise, heard.reshape(spans, span).T)
    start = _handed_on((share, -(drift**2)), doubt, carried, news)  # on its first day the level has not moved yet
    left = _left(start, days.news)
    across = days.carried.sum(axis=0)  # of the outcome: mood and level together
    spread = left[0] * across[0] + left[1] * across[1], left[1] * across[0] + left[2] * across[1]
    told = days.told + days.carried[:, 0] * spread[0] + days.carried[:, 1] * spread[1]
    total = days.total + across[0] * spread[0] + across[1] * spread[1]
    gain = np.moveaxis(told / total, 1, 3).reshape(2, len(memory), -1)[..., : len(seen)]
    return gain, np.moveaxis(total, 0, 2).reshape(len(memory), -1)[:, : len(seen)]


def _each(noise: tuple[Array, Array, Array], heard: Array) -> tuple[_Days, tuple[Array, Array, Array]]:
    """Run every span from a start that is known; also the doubt, what is carried, and the news at its end."""
    (memory, share, drift), (steps, spans) = noise, heard.shape
    shape = (steps, len(memory), spans)
    days = _Days(np.empty((2, *shape)), np.empty(shape), np.empty((2, 2, *shape)), np.empty((3, *shape)))
    white, fresh, own, step_up = 1.0 - share, share * (1.0 - memory**2), memory**2, drift**2
    mood, both, level = np.zeros((3, *shape[1:]))
    carried, news = np.zeros((2, 2, *shape[1:])), np.zeros((3, *shape[1:]))
    carried[0, 0] = carried[1, 1] = 1.0
    for step in range(steps):
        mood, both, level = own * mood + fresh, memory * both, level + step_up
        carried[0] *= memory
        of_mood, of_level = mood + both, both + level
        total = of_mood + of_level + white
        days.told[0, step], days.told[1, step], days.total[step] = of_mood, of_level, total
        days.carried[:, :, step], days.news[:, step] = carried, news
        weight = heard[step] / total
        across = carried[0] + carried[1]
        weighed = across * weight
        news[:2] += weighed[0] * across
        news[2] += weighed[1] * across[1]
        carried[0] -= of_mood * weighed
        carried[1] -= of_level * weighed
        to_mood = of_mood * weight
        mood, both, level = mood - to_mood * of_mood, both - to_mood * of_level, level - of_level * weight * of_level
    return days, (np.stack([mood, both, level]), carried, news)


def _left(start: Array, news: Array) -> Array:
    """What is left of a doubt (mood, both, level) after such news of it."""
    (mood, both, level), (own, across, its) = start, news
    size = mood * level - both**2
    whole = 1.0 + mood * own + 2.0 * both * across + level * its + size * (own * its - across**2)
    return np.asarray(np.stack([mood + size * its, both - size * across, level + size * own]) / whole)


def _handed_on(first_doubt: tuple[Array, Array], doubt: Array, carried: Array, news: Array) -> Array:
    """The doubt about mood and level with which each span begins, (3, kind, span)."""
    starts = np.zeros_like(doubt)
    starts[0, :, 0], starts[2, :, 0] = first_doubt
    for span in range(doubt.shape[-1] - 1):
        mood, both, level = _left(starts[..., span], news[..., span])
        (a, b), (c, d) = carried[..., span]
        first, second = a * mood + b * both, a * both + b * level
        starts[0, :, span + 1] = doubt[0, :, span] + first * a + second * b
        starts[1, :, span + 1] = doubt[1, :, span] + first * c + second * d
        starts[2, :, span + 1] = doubt[2, :, span] + c * (c * mood + d * both) + d * (c * both + d * level)
    return starts

# SPDX-License-Identifier: Apache-2.0
"""How do days hang together when nothing is going on? A small grid of answers, and how to take each one out.

A day's outcome is a lasting mood of the body (AR(1)), a slow drift (random walk) and white noise. A Kalman
filter turns each column into its innovations, so that what follows may treat days as independent.
Days without an outcome are stepped over and cost nothing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Noise:
    """One row per kind of noise: memory, share of the variance that remembers, drift per day, prior weight."""

    memory: Array
    share: Array
    drift: Array
    weight: Array


def grid() -> Noise:
    """The kinds of noise that are averaged over, in units of the outcome's day-to-day standard deviation."""
    rows: list[tuple[float, float, float, float]] = []
    drifts = ((0.0, 0.5), (0.05, 0.3), (0.15, 0.2))
    for drift, likely in drifts:
        rows.append((0.0, 0.0, drift, 0.2 * likely))
        rows.extend(
            (memory, share, drift, 0.8 * likely / 9.0) for memory in (0.3, 0.6, 0.85) for share in (0.4, 0.7, 1.0)
        )
    memory, share, drift_of, weight = (np.array(column) for column in zip(*rows, strict=True))
    return Noise(memory, share, drift_of, weight / weight.sum())


@dataclass(frozen=True, slots=True)
class Gains:
    """What the filter does on each day (rows) under each kind of noise (columns); the same for any column."""

    seen: Mask
    mood: Array
    level: Array
    scale: Array
    log_det: Array


def only(noise: Noise, by_day: Gains, kinds: Ints) -> tuple[Noise, Gains]:
    """Some kinds of noise alone, with their gains."""
    kept = Noise(noise.memory[kinds], noise.share[kinds], noise.drift[kinds], noise.weight[kinds])
    parts = (by_day.mood[:, kinds], by_day.level[:, kinds], by_day.scale[:, kinds], by_day.log_det[kinds])
    return kept, Gains(by_day.seen, *parts)


def gains(noise: Noise, seen: Mask) -> Gains:
    """Run the variances of the filter once; they do not depend on what was recorded, only on when."""
    phi, white = noise.memory, 1.0 - noise.share
    forget = np.stack([phi**2, phi, np.ones_like(phi)])
    fresh = np.stack([noise.share * (1.0 - phi**2), np.zeros_like(phi), noise.drift**2])
    # variance of the mood, covariance, variance of the level: one array, so that a day is few calls
    state = np.stack([noise.share, np.zeros_like(phi), np.zeros_like(phi)])
    gain, spread = np.zeros((len(seen), 2, len(phi))), np.ones((len(seen), len(phi)))
    upper, lower, level = state[:2], state[1:], state[2]
    for day, (recorded, of_day, at_day) in enumerate(zip(seen.tolist(), gain, spread, strict=True)):
        if day:
            state *= forget
            state += fresh
        if not recorded:
            continue
        to_mood, to_level = told = upper + lower
        total = np.add(to_mood, to_level, out=at_day)
        total += white
        np.divide(told, total, out=of_day)
        upper -= to_mood * of_day
        level -= to_level * of_day[1]
    return Gains(seen, gain[:, 0], gain[:, 1], 1.0 / np.sqrt(spread), np.log(spread).sum(axis=0))


def whiten(noise: Noise, by_day: Gains, columns: Array) -> Array:
    """Innovations of every column under every kind of noise: (kind, recorded day, column), unit variance."""
    phi = noise.memory[:, None]
    kinds, width = len(noise.memory), columns.shape[1]
    out = np.empty((int(by_day.seen.sum()), kinds, width))
    state, taught = np.zeros((2, kinds, width)), np.empty((2, kinds, width))
    mood, level = state
    gain, rows = np.stack([by_day.mood, by_day.level], axis=1)[:, :, :, None], iter(out)
    for recorded, column, of_day in zip(by_day.seen.tolist(), columns, gain, strict=True):
        mood *= phi
        if not recorded:
            continue
        surprise = next(rows)
        np.subtract(column, mood, out=surprise)
        surprise -= level
        np.multiply(of_day, surprise, out=taught)
        state += taught
    out *= by_day.scale[by_day.seen][:, :, None]
    return out.transpose(1, 0, 2)

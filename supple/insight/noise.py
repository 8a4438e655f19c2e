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


def gains(noise: Noise, seen: Mask) -> Gains:
    """Run the variances of the filter once; they do not depend on what was recorded, only on when."""
    phi, white = noise.memory, 1.0 - noise.share
    fresh, step = noise.share * (1.0 - phi**2), noise.drift**2
    mood, both, level = noise.share.copy(), np.zeros_like(phi), np.zeros_like(phi)
    shape = (len(seen), len(phi))
    to_mood, to_level, spread = np.zeros(shape), np.zeros(shape), np.ones(shape)
    for day, recorded in enumerate(seen.tolist()):
        if day:
            mood, both, level = phi**2 * mood + fresh, phi * both, level + step
        if not recorded:
            continue
        a, b = mood + both, level + both
        total = a + b + white
        to_mood[day], to_level[day], spread[day] = a / total, b / total, total
        mood, both, level = mood - a * a / total, both - a * b / total, level - b * b / total
    return Gains(seen, to_mood, to_level, 1.0 / np.sqrt(spread), np.log(spread).sum(axis=0))


def whiten(noise: Noise, by_day: Gains, columns: Array) -> Array:
    """Innovations of every column under every kind of noise: (kind, recorded day, column), unit variance."""
    phi = noise.memory[:, None]
    kinds, width = len(noise.memory), columns.shape[1]
    out = np.empty((int(by_day.seen.sum()), kinds, width))
    mood, level, row = np.zeros((kinds, width)), np.zeros((kinds, width)), 0
    for day, recorded in enumerate(by_day.seen.tolist()):
        mood *= phi
        if not recorded:
            continue
        surprise = out[row]
        np.subtract(columns[day], mood, out=surprise)
        surprise -= level
        mood += by_day.mood[day][:, None] * surprise
        level += by_day.level[day][:, None] * surprise
        row += 1
    out *= by_day.scale[by_day.seen][:, :, None]
    return np.ascontiguousarray(out.transpose(1, 0, 2))

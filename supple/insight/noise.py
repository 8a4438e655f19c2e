# SPDX-License-Identifier: Apache-2.0
"""How do days hang together when nothing is going on? A small grid of answers, and how to take each one out.

A day's outcome is a lasting mood of the body (AR(1)), a slow drift (random walk) and white noise. A Kalman
filter turns each column into its innovations, so that what follows may treat days as independent.
Days without an outcome are stepped over and cost nothing.

Everything here takes one person's days, or a first axis of people; `...` stands for that axis.
"""

from dataclasses import dataclass

import numpy as np

from supple.insight import spans
from supple.insight.arrays import Array, Batch, Ints, Mask, namespace

__all__ = ["Array", "Gains", "Ints", "Mask", "Noise", "gains", "grid", "only", "whiten"]
SPAN = 23  # days filtered one by one; spans run side by side, and then hand their state on


@dataclass(frozen=True, slots=True)
class Noise:
    """One row per kind of noise: memory, share of the variance that remembers, drift per day, prior weight."""

    memory: Batch
    share: Batch
    drift: Batch
    weight: Batch


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
    """What the filter does under each kind of noise on each day, (..., kind, day); the same for any column."""

    seen: Batch  # (..., day)
    mood: Batch
    level: Batch
    scale: Batch  # 0 on days without an outcome
    log_det: Batch  # (..., kind)


def only(noise: Noise, by_day: Gains, kinds: Batch) -> tuple[Noise, Gains]:
    """Some kinds of noise alone, with their gains; each person's own, by number (..., kept kind)."""
    xp = namespace(kinds)

    def kept(rows: Batch) -> Batch:
        return xp.take_along_axis(rows, kinds, axis=-1)

    def kept_days(days: Batch) -> Batch:
        return xp.take_along_axis(days, xp.broadcast_to(kinds[..., None], (*kinds.shape, days.shape[-1])), axis=-2)

    shape = by_day.log_det.shape
    memory, share, drift, weight = (
        kept(xp.broadcast_to(part, shape)) for part in (noise.memory, noise.share, noise.drift, noise.weight)
    )
    mood, level, scale = (kept_days(part) for part in (by_day.mood, by_day.level, by_day.scale))
    return Noise(memory, share, drift, weight), Gains(by_day.seen, mood, level, scale, kept(by_day.log_det))


def gains(noise: Noise, seen: Batch) -> Gains:
    """Run the variances of the filter once; they do not depend on what was recorded, only on when.

    One person's long diary is cut into spans that go side by side.
    """
    if not isinstance(seen, np.ndarray) or seen.size > seen.shape[-1] or seen.size <= 3 * SPAN:
        return _day_by_day(noise, seen)
    gained, total = spans.run(noise.memory, noise.share, noise.drift, seen.reshape(-1), SPAN)
    lead = (*seen.shape[:-1], *total.shape)
    return _gains(seen, (gained * seen.reshape(-1)).reshape(2, *lead), total.reshape(lead))


def _day_by_day(noise: Noise, seen: Batch) -> Gains:
    """Carried on are not the variances but what a day would tell the mood and the level (the rows of `told`).

    A day's news leaves of both just the share of white noise, and so a day is few calls.
    """
    xp, phi, white = namespace(noise.memory), noise.memory, 1.0 - noise.share
    kinds = xp.zeros((*seen.shape[:-1], 1), dtype=phi.dtype, device=phi.device) * phi
    forget = xp.stack([kinds + phi**2, kinds + 1.0])
    lean = xp.stack([kinds + phi - phi**2, kinds + phi - 1.0])
    fresh = xp.stack([kinds + noise.share * (1.0 - phi**2), kinds + noise.drift**2])
    told, both = xp.stack([kinds + noise.share, kinds]), 0.0 * kinds  # both: the covariance of mood and level
    heard = xp.astype(xp.moveaxis(seen, -1, 0), phi.dtype)[..., None]
    everyone = [bool(day) for day in xp.all(xp.reshape(seen, (-1, seen.shape[-1])), axis=0)]
    kept, gain, spread = forget * white, [], []
    for day, complete in enumerate(everyone):
        known = told[0, ...] + told[1, ...]
        total = known + white
        if complete:
            of_day = told / total
            both -= of_day[0, ...] * told[1, ...]
            told = of_day * kept
        else:
            share = heard[day, ...] / total
            of_day = told * share
            both -= of_day[0, ...] * told[1, ...]
            told = told * (1.0 - known * share) * forget
        gain.append(of_day)
        spread.append(total)
        told += lean * both + fresh
        both *= phi
    return _gains(seen, xp.moveaxis(xp.stack(gain), 0, -1), xp.moveaxis(xp.stack(spread), 0, -1))


def _gains(seen: Batch, gain: Batch, spread: Batch) -> Gains:
    xp, heard = namespace(spread), seen[..., None, :]
    one = xp.ones((), dtype=spread.dtype, device=spread.device)
    spread = xp.where(heard, spread, one)
    scale = xp.where(heard, 1.0 / xp.sqrt(spread), 0.0 * one)
    return Gains(seen, gain[0, ...], gain[1, ...], scale, xp.sum(xp.log(spread), axis=-1))


def whiten(noise: Noise, by_day: Gains, columns: Batch) -> Batch:
    """Innovations of unit variance, (..., kind, day, column), of every column (..., day, column).

    Of one person alone the unrecorded days are left out; among many they are rows of zeros.
    """
    xp, (days, width) = namespace(columns), columns.shape[-2:]
    people = 1 if by_day.seen.ndim == 1 else by_day.seen.shape[0]
    # one person's days are cut, so that a call is worth its cost; of many people each call is large already
    parts = max(1, days // (SPAN * people))
    steps = -(-days // parts)
    filtered = _filter(noise, _by_step(by_day, parts, steps), _cut(columns, parts, steps))
    white = xp.reshape(filtered, (*filtered.shape[:-3], parts * steps, width))[..., :days, :]
    return white[:, by_day.seen, :] if by_day.seen.ndim == 1 else white


def _cut(rows: Batch, spans: int, steps: int) -> Batch:
    """Rows of days (..., day, column) as (step, ..., span, column); days past the end are empty."""
    xp, (*lead, days, width) = namespace(rows), rows.shape
    if days < spans * steps:
        none = xp.zeros((*lead, spans * steps - days, width), dtype=rows.dtype, device=rows.device)
        rows = xp.concat([rows, none], axis=-2)
    return xp.moveaxis(xp.reshape(rows, (*lead, spans, steps, width)), -2, 0)


def _by_step(by_day: Gains, spans: int, steps: int) -> tuple[Batch, Batch, Batch]:
    """To the mood, to the level and the scale, each (step, ..., kind, span, 1)."""
    mood, level, scale = (_cut(part[..., None], spans, steps) for part in (by_day.mood, by_day.level, by_day.scale))
    return mood, level, scale


def _filter(noise: Noise, by_step: tuple[Batch, Batch, Batch], rows: Batch) -> Batch:
    """Filter all spans side by side, each as if it were the first, and then hand the states on.

    Two more columns follow what a mood or a level of one would leave of itself.
    """
    xp, steps, (spans, width) = namespace(rows), rows.shape[0], rows.shape[-2:]
    to_mood, to_level, scale = by_step
    phi = noise.memory[..., None, None]
    shape = (*to_mood.shape[1:-1], width + 2)
    unit = xp.eye(2, width + 2, k=width, dtype=rows.dtype, device=rows.device)
    zero = xp.zeros(shape, dtype=rows.dtype, device=rows.device)
    mood, level = zero + unit[0, :], zero + unit[1, :]
    none = xp.zeros((*rows.shape[:-1], 2), dtype=rows.dtype, device=rows.device)
    rows = xp.concat([rows, none], axis=-1)[..., None, :, :]
    out = xp.empty((*shape[:-1], steps, width), dtype=rows.dtype, device=rows.device)
    left = xp.empty((*shape[:-1], steps, 2), dtype=rows.dtype, device=rows.device)
    for step in range(steps):
        mood *= phi
        surprise = rows[step, ...] - mood
        surprise -= level
        out[..., step, :] = surprise[..., :width]
        left[..., step, :] = surprise[..., width:]
        mood += to_mood[step, ...] * surprise
        level += to_level[step, ...] * surprise
    if spans > 1:
        out += left @ _starts(mood, level)
    out *= xp.moveaxis(scale, 0, -2)
    return out


def _starts(mood: Batch, level: Batch) -> Batch:
    """The mood and level each span begins with, (..., kind, span, 2, column), handed on from span to span."""
    xp = namespace(mood)
    ends = xp.stack([mood, level], axis=-2)
    own, carry = ends[..., :-2], ends[..., -2:]
    starts = [xp.zeros_like(own[..., 0, :, :])]
    for span in range(own.shape[-3] - 1):
        starts.append(own[..., span, :, :] + carry[..., span, :, :] @ starts[-1])
    return xp.stack(starts, axis=-3)

# SPDX-License-Identifier: Apache-2.0
"""Has it got worse all of a sudden? An alarm that comes within days, and falsely about as often as was agreed.

Each day is compared with what the days before foretold; surprises to the bad side add up until they fade. The limit
is found on made-up years in the person's own noise, so that calm and restless people get as many false alarms.
The last day may be today so far: what only grows in a day (a count, the worst of it) may alarm in the morning.
"""

from dataclasses import dataclass, replace

import numpy as np

from supple.errors import SuppleError
from supple.insight import noise
from supple.insight.noise import Array, Mask, Noise
from supple.insight.result import NotEnough
from supple.insight.series import DailyTable
from supple.insight.usual import Usual, learn, make_up

FADE = 1.0  # of a usual surprise: what is taken off the sum each day; large jumps ring sooner than with less
SLOWEST = 0.05  # the level is always let wander a little, so that a new usual becomes usual
LONGEST = 90  # days of diary the noise is learnt from
GUARD = 14  # the latest days are what is asked about: they teach nothing; and no second alarm for so long
LOWEST, OF_NIGHTS, HIGHEST, TRIED = 1.5, 0.5, 20.0, 24  # limits, for yes-or-no as well; how many are tried at a time
RUNS, SETTLING, YEAR = 80, 30, 365  # made-up years, and the days before each in which the filter settles


@dataclass(frozen=True, slots=True)
class Alarm:
    """A sudden worsening: the day it was noticed, the day it seems to have begun, and how large it was by then.

    Days count from 0, the first of the table.
    """

    day: int
    began: int
    rise: float


@dataclass(frozen=True, slots=True)
class Watch:
    """What the bell says of a diary's latest fortnight: when it rang, if it did, and how often it rings falsely."""

    outcome: str
    now: Alarm | None
    false_alarms_a_year: float


@dataclass(frozen=True, slots=True)
class Bell:
    """An alarm that has been set: what it foretells days with, and the sum at which it rings."""

    usual: Usual
    foretold: Noise
    way: float  # 1 where more is worse, -1 where less is
    limit: float
    false_alarms_a_year: float


def set_bell(usual: Usual, better: str = "lower", per_year: float = 1.0, seed: int = 0) -> Bell:
    """Find the limit at which made-up years of such days would ring as often as agreed."""
    bell = _without_limit(usual, better, per_year)
    return replace(bell, limit=_limit(bell, _calm_years(bell, seed)))


def _without_limit(usual: Usual, better: str, per_year: float) -> Bell:
    """A bell that never rings yet."""
    if not 0.1 <= per_year <= 12.0:
        raise SuppleError("alarms-strange", "The agreed number of false alarms is not between 0.1 and 12 a year.", "")
    return Bell(usual, _foretold(usual), 1.0 if better == "lower" else -1.0, np.inf, per_year)


def listen(bell: Bell, values: Array) -> tuple[Mask, Array]:
    """On which days the bell rings, and the sum of each day."""
    rings, sums = chart(_lived(bell, values), bell.limit)
    return rings[:, 0], sums[:, 0]


def _lived(bell: Bell, values: Array) -> Array:
    """The surprises of a diary, days by one; none on a day without the outcome."""
    seen: Mask = np.isfinite(values)
    surprises = np.zeros((len(values), 1))
    surprises[seen] = _surprises(bell, values[:, None], seen)
    return surprises


def watch(
    table: DailyTable, outcome: str, better: str = "lower", per_year: float = 1.0, seed: int = 0
) -> Watch | NotEnough:
    """Look for sudden worsening in the latest fortnight, with about so many false alarms in a year of such days."""
    if outcome not in table.columns:
        raise SuppleError("outcome-missing", "The diary has no column with the outcome's name.", "Check the spelling.")
    whole = np.asarray(table.columns[outcome], dtype=np.float64)
    first = max(0, len(whole) - LONGEST - GUARD)
    values = np.where(np.isfinite(whole[first:]), whole[first:], np.nan)
    usual = learn(values[:-GUARD], outcome)
    if isinstance(usual, NotEnough):
        return usual
    bell = _without_limit(usual, better, per_year)
    return Watch(outcome, _now(bell, values, seed, first), per_year)


def _now(bell: Bell, values: Array, seed: int, first: int) -> Alarm | None:
    """The alarm of the latest fortnight; on most days its sums are so small that the exact limit need not be found.

    A sum that never started anew is at least what it would be had the bell rung before.
    """
    lived = _lived(bell, values)
    walked = np.cumsum(lived - FADE)
    highest = float((walked - np.minimum(np.minimum.accumulate(walked), 0.0))[-GUARD:].max())
    if highest <= _lowest(bell.usual):
        return None
    calm = _calm_years(bell, seed)
    if how_often(calm, np.array([highest]))[0] > bell.false_alarms_a_year:
        return None
    rings, sums = chart(lived, _limit(bell, calm))
    days = [int(day) for day in np.flatnonzero(rings) if day >= len(values) - GUARD]
    return _alarm(values, sums[:, 0], days[-1], (first, bell.way)) if days else None


def _foretold(usual: Usual) -> Noise:
    """One kind of noise that stands for all that fit: what the bell foretells each day with."""
    drift = max(float(usual.noise.weight @ usual.noise.drift), SLOWEST)
    return Noise(np.array([usual.memory]), np.array([usual.share]), np.array([drift]), np.ones(1))


def _surprises(bell: Bell, values: Array, seen: Mask) -> Array:
    """How far each recorded day lies to the bad side of what was foretold, in usual surprises; one column a run."""
    centred = np.where(seen[:, None], values - bell.usual.level, 0.0)
    white = noise.whiten(bell.foretold, noise.gains(bell.foretold, seen), centred)[0]
    return np.asarray(bell.way * white / bell.usual.spread)


def _calm_years(bell: Bell, seed: int) -> Array:
    """The surprises of made-up years without any event, days by runs."""
    made = bell.usual.bounded(make_up(bell.usual, SETTLING + YEAR, RUNS, np.random.default_rng([seed, 17])))
    return _surprises(bell, made, np.ones(len(made), dtype=bool))[SETTLING:]


def _lowest(usual: Usual) -> float:
    """The least that may ring; of numbers no calm years ever ask for less, of yes-or-no they do."""
    return OF_NIGHTS if usual.outcome_kind == "binary" else LOWEST


def _limit(bell: Bell, calm: Array) -> float:
    """The sum at which calm years would ring as often as agreed: between many, then closer."""
    low, high = _lowest(bell.usual), HIGHEST
    for _ in range(2):
        tried = np.linspace(low, high, TRIED)
        often = how_often(calm, tried) > bell.false_alarms_a_year
        often[-1] = False
        first = int(often.argmin())
        low, high = float(tried[max(0, first - 1)]), float(tried[first])
    return high


def how_often(surprises: Array, limits: Array) -> Array:
    """How often a year rings for each limit: what `chart` says, for many limits side by side and days by runs."""
    shape = (len(limits), surprises.shape[1])
    total, awake, rung, line = np.zeros(shape), np.zeros(shape, dtype=np.int64), np.zeros(shape), limits[:, None]
    for day, surprise in enumerate(surprises - FADE):
        total += surprise
        np.maximum(total, 0.0, out=total)
        total *= awake <= day
        rings = total > line
        np.copyto(awake, day + GUARD + 1, where=rings)
        rung += rings
    return np.asarray(rung.mean(axis=1))


def chart(surprises: Array, limit: float) -> tuple[Mask, Array]:
    """On which days the faded sum of surprises passes the limit; then it starts anew, after a quiet fortnight."""
    days, runs = surprises.shape
    total, quiet = np.zeros(runs), np.zeros(runs, dtype=np.int64)
    alarms, sums = np.zeros((days, runs), dtype=bool), np.zeros((days, runs))
    for day in range(days):
        total = np.maximum(0.0, total + surprises[day] - FADE) * (quiet == 0)
        sums[day] = total
        alarms[day] = total > limit
        quiet = np.where(alarms[day], GUARD, np.maximum(0, quiet - 1))
    return alarms, sums


def _alarm(values: Array, sums: Array, day: int, asked: tuple[int, float]) -> Alarm:
    """When the sum last left zero is when it seems to have begun."""
    first, way = asked
    calm = np.flatnonzero(sums[:day] == 0.0)
    began = int(calm[-1]) + 1 if len(calm) else 0
    since, before = values[began : day + 1], values[max(0, began - GUARD) : began]
    known = before[np.isfinite(before)]
    usual = float(known.mean()) if len(known) else float(np.nanmean(values))
    return Alarm(first + day, first + began, way * (float(np.nanmean(since)) - usual))

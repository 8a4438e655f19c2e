# SPDX-License-Identifier: Apache-2.0
"""How does this person's outcome move when nothing in particular happens? Its level, its ups and downs, its memory.

Learnt from a diary, and used to make up more days like it: a design or an alarm is tried out on those first.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from supple.insight import noise
from supple.insight.belief import PRIOR
from supple.insight.columns import infer_kind
from supple.insight.noise import Array, Gains, Mask, Noise
from supple.insight.result import NotEnough

FEWEST_DAYS = 21  # below this the memory of the days is guesswork


@dataclass(frozen=True, slots=True)
class Usual:
    """The person's noise: every kind of it that fits, with its weight and, for each kind, its variance."""

    name: str
    outcome_kind: str  # ordinal, count or binary
    days: int
    level: float
    noise: Noise
    variance: Array
    freedom: int
    low: float
    high: float
    whole: bool

    @property
    def spread(self) -> float:
        """The standard deviation of a day around the level."""
        return float(np.sqrt(self.noise.weight @ self.variance))

    @property
    def memory(self) -> float:
        """How much of today's share that lasts is still there tomorrow, 0 to 1."""
        lasting = self.noise.weight * self.noise.share
        return float((lasting * self.noise.memory).sum() / max(float(lasting.sum()), 1e-12))

    @property
    def share(self) -> float:
        """How much of the ups and downs is handed on from day to day, 0 to 1."""
        return float(self.noise.weight @ self.noise.share)

    @property
    def drift(self) -> float:
        """How far the level wanders in a day, in points."""
        return float(self.noise.weight @ (self.noise.drift * np.sqrt(self.variance)))

    def bounded(self, values: Array) -> Array:
        """Values as this person would write them down: whole numbers where they do, on the same scale."""
        kept = np.clip(values, self.low, self.high)
        return np.round(kept) if self.whole else kept


def learn(recorded: Array, name: str = "outcome") -> Usual | NotEnough:
    """What a column of days says about its own noise; a lasting trend is taken for drift.

    >>> learn(np.array([4.0, 5.0, 4.0]))
    NotEnough(have=3, need=21, of='days of the outcome')
    """
    values = np.where(np.isfinite(recorded), recorded, np.nan)
    seen: Mask = np.isfinite(values)
    known = values[seen]
    if len(known) < FEWEST_DAYS:
        return NotEnough(len(known), FEWEST_DAYS, "days of the outcome")
    if float(np.ptp(known)) == 0.0:
        return NotEnough(1, 2, "different values of the outcome")
    kind, kinds, freedom = infer_kind(known), PRIOR.noise(), len(known) - 1
    by_day = _gains(seen.tobytes())
    centred = np.where(seen, values - known.mean(), 0.0)
    white = noise.whiten(kinds, by_day, np.column_stack([np.ones(len(seen)), centred]))
    own, cross, square = (
        (white[:, :, 0] ** 2).sum(1),
        (white[:, :, 0] * white[:, :, 1]).sum(1),
        (white[:, :, 1] ** 2).sum(1),
    )
    rest = square - cross**2 / own
    fit = np.log(kinds.weight) - 0.5 * (by_day.log_det + np.log(own) + freedom * np.log(rest))
    weight = np.exp(fit - fit.max())
    found = Noise(kinds.memory, kinds.share, kinds.drift, weight / weight.sum())
    score = kind == "ordinal" and float(known.min()) >= 0.0 and float(known.max()) <= 10.0
    low, high = (
        (0.0, 10.0)
        if score
        else (0.0, np.inf)
        if kind == "count"
        else (0.0, 1.0)
        if kind == "binary"
        else (-np.inf, np.inf)
    )
    whole = bool((known == np.round(known)).all())
    return Usual(name, kind, len(known), float(known.mean()), found, rest / freedom, freedom, low, high, whole)


@lru_cache(maxsize=4)
def _gains(seen: bytes) -> Gains:
    """The filter of every kind of noise on these days: several outcomes are mostly recorded on the same ones."""
    return noise.gains(PRIOR.noise(), np.frombuffer(seen, dtype=bool))


def make_up(usual: Usual, days: int, count: int, rng: np.random.Generator) -> Array:
    """So many made-up runs of days in this person's noise, one a column, before they are written down.

    Each run draws its kind of noise and its size anew: what a short diary leaves open stays open.
    """
    kind = rng.choice(len(usual.noise.weight), size=count, p=usual.noise.weight)
    size = np.sqrt(usual.variance[kind] * usual.freedom / rng.chisquare(usual.freedom, count))
    memory, share, drift = usual.noise.memory[kind], usual.noise.share[kind], usual.noise.drift[kind]
    steps = rng.standard_normal((days, count)) * np.sqrt(1.0 - memory**2)
    steps[0] /= np.sqrt(1.0 - memory**2)
    for day in range(1, days):
        steps[day] += memory * steps[day - 1]
    wander = np.cumsum(drift * rng.standard_normal((days, count)), axis=0)
    fresh = rng.standard_normal((days, count))
    return np.asarray(usual.level + size * (np.sqrt(share) * steps + wander + np.sqrt(1.0 - share) * fresh))

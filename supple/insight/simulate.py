# SPDX-License-Identifier: Apache-2.0
"""Made-up diaries whose truth is known: what would we have said, and would it have been right?

The regimes are the ways in which real diaries mislead: lasting moods, exposures that go together, rare ones,
late effects, missing bad days, drift with a new drug, and yesterday's symptom driving today's exposure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import erf, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from supple.insight.about import About, Factor, FactorType, OutcomeKind, Treatment
from supple.insight.series import DailyTable

Array = NDArray[np.float64]
Regime = Literal["easy", "moody", "together", "rare", "late", "hidden", "drift", "feedback", "none"]
REGIMES: tuple[Regime, ...] = (
    "easy", "moody", "together", "rare", "late", "hidden", "drift", "feedback", "none",
)  # fmt: skip
FIRST = date(2026, 1, 5)
COMMON = (0.12, 0.5)  # how often an exposure that is not rare is met
LAGS = {"0": (1.0, 0.0, 0.0), "1": (0.0, 1.0, 0.0), "2": (0.0, 0.0, 1.0), "0+1": (0.5, 0.5, 0.0)}


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A diary, the question asked of it, and the true change of the outcome for one unit of each factor."""

    table: DailyTable
    about: About
    truth: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class World:
    """How one made-up person's days come about."""

    factors: tuple[Factor, ...]
    weights: Array  # effect per factor and lag, on the latent scale of the outcome, per unit
    mood: float
    share: float
    drift: float
    feedback: float
    kind: OutcomeKind


def diary(regime: Regime, days: int, seed: int, kind: OutcomeKind = "ordinal", width: int = 20) -> MadeUp:
    """One made-up person's diary of so many days with `width` factors, two to five of them true.

    >>> made = diary("easy", 60, seed=1)
    >>> made.table.days, sum(effect != 0 for effect in made.truth.values()) >= 2
    (60, True)
    """
    return lived(np.random.default_rng([seed, REGIMES.index(regime), days]), regime, days, kind, width)


def lived(rng: np.random.Generator, regime: Regime, days: int, kind: OutcomeKind, width: int = 20) -> MadeUp:
    """The same with a source of chance of one's own."""
    factors = tuple(draw_factor(rng, index) for index in range(width))
    exposures = exposed(rng, factors, regime, days)
    world = draw_world(rng, factors, regime, kind)
    latent, exposures = live(rng, world, exposures)
    treatments: tuple[Treatment, ...] = ()
    if regime == "drift":
        start = int(rng.integers(days // 3, max(days // 3 + 1, 2 * days // 3)))
        latent[start:] -= 1.0
        treatments = (Treatment("new_medicine", FIRST + timedelta(days=start)),)
    outcome = written(rng, latent, kind)
    columns = {"outcome": outcome, **{f.name: exposures[:, i] for i, f in enumerate(factors)}}
    about = About("outcome", kind, "lower", factors, treatments)
    truth = true_effects(world, latent)
    return MadeUp(DailyTable(FIRST, lose_days(rng, columns, regime)), about, truth)


def several(regime: Regime, days: int, seed: int) -> tuple[MadeUp, ...]:
    """One person's stiffness, spasms and cramp nights: mostly moved by the same factors, and by the same bad days.

    >>> [made.about.outcome for made in several("easy", 40, 1)]
    ['stiffness', 'spasms', 'cramps']
    """
    rng = np.random.default_rng([seed, REGIMES.index(regime), days, 3])
    factors = tuple(draw_factor(rng, index) for index in range(20))
    exposures = exposed(rng, factors, regime, days)
    world = draw_world(rng, factors, regime, "ordinal")
    still = replace(world, weights=np.zeros_like(world.weights), feedback=0.0)
    common = live(rng, still, exposures)[0]
    units = np.array([factor.unit or 1.0 for factor in factors])
    scaled = (exposures - exposures.mean(axis=0)) / units
    columns, worlds = {}, []
    kinds: tuple[tuple[str, OutcomeKind], ...] = (("stiffness", "ordinal"), ("spasms", "count"), ("cramps", "binary"))
    for name, kind in kinds:
        acts = (rng.random(len(factors)) < 0.75) * rng.uniform(0.7, 1.3, len(factors))
        mine = replace(world, weights=world.weights * acts[:, None], kind=kind)
        latent = sqrt(0.4) * common + sqrt(0.6) * live(rng, still, exposures)[0]
        for lag in range(3):
            latent[lag:] += scaled[: days - lag] @ mine.weights[:, lag]
        columns[name] = written(rng, latent, kind)
        worlds.append((name, kind, true_effects(mine, latent)))
    named = {**columns, **{f.name: exposures[:, i] for i, f in enumerate(factors)}}
    lost = lose_days(rng, {"outcome": columns["stiffness"], **named}, regime)
    table = DailyTable(FIRST, {name: column for name, column in lost.items() if name != "outcome"})
    return tuple(MadeUp(table, About(name, kind, "lower", factors), truth) for name, kind, truth in worlds)


def draw_factor(rng: np.random.Generator, index: int) -> Factor:
    kinds: tuple[FactorType, ...] = ("bin", "bin", "score", "cont", "count")
    kind = kinds[index % len(kinds)]
    return Factor(f"{kind}_{index}", kind, {"bin": 1.0, "score": 2.0, "cont": 1.0, "count": 1.0}[kind])


def exposed(rng: np.random.Generator, factors: tuple[Factor, ...], regime: Regime, days: int) -> Array:
    """Latent moods turned into yes/no, scores, amounts and counts."""
    lasting = {"moody": 0.8, "easy": 0.1}.get(regime, 0.4)
    latent = moods(rng, (days, len(factors)), lasting, 0.7 if regime == "together" else 0.1)
    return shaped(rng, latent, factors, (0.04, 0.12) if regime == "rare" else COMMON)


def moods(rng: np.random.Generator, shape: tuple[int, int], lasting: float, shared: float) -> Array:
    """What lies behind each exposure, day by day: a part of its own, and one it shares with its three neighbours."""
    days, width = shape
    common = autoregressive(rng, (days, (width + 3) // 4), lasting)
    own = autoregressive(rng, (days, width), lasting)
    return np.asarray(sqrt(shared) * common[:, np.arange(width) // 4] + sqrt(1 - shared) * own)


def shaped(rng: np.random.Generator, latent: Array, factors: tuple[Factor, ...], rates: tuple[float, float]) -> Array:
    """What is written down of each exposure; a yes is as frequent as a rate drawn between these two."""
    columns = np.empty(latent.shape)
    for index, factor in enumerate(factors):
        columns[:, index] = _shape(latent[:, index], factor, float(rng.uniform(*rates)))
    return columns


def _shape(latent: Array, factor: Factor, rate: float) -> Array:
    if factor.type == "bin":
        return (latent > _normal_cut(rate)).astype(np.float64)
    if factor.type == "score":
        return np.clip(np.round(4.0 + 2.0 * latent), 0, 10)
    if factor.type == "count":
        return np.floor(np.exp(0.3 + 0.6 * latent))
    return np.round(latent, 2)


def _normal_cut(rate: float) -> float:
    """The point a standard normal exceeds with this probability, by bisection."""
    low, high = -6.0, 6.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if 0.5 * (1 - erf(middle / sqrt(2))) > rate else (low, middle)
    return low


def autoregressive(rng: np.random.Generator, shape: tuple[int, int], memory: float) -> Array:
    fresh = rng.standard_normal(shape)
    for day in range(1, shape[0]):
        fresh[day] = memory * fresh[day - 1] + sqrt(1 - memory**2) * fresh[day]
    return fresh


def draw_world(rng: np.random.Generator, factors: tuple[Factor, ...], regime: Regime, kind: OutcomeKind) -> World:
    weights = np.zeros((len(factors), 3))
    true = 0 if regime == "none" else int(rng.integers(2, 6))
    for index in rng.choice(len(factors), size=true, replace=False):
        lag = str(rng.choice(["1", "2", "0+1"] if regime == "late" else ["0", "0", "1", "0+1"]))
        size = rng.uniform(0.6, 1.8) if factors[index].type == "bin" else rng.uniform(0.3, 0.9)
        weights[index] = np.array(LAGS[lag]) * size * rng.choice([-1.0, 1.0], p=[0.2, 0.8])
    mood, share = {"easy": (0.3, 0.2), "moody": (0.8, 0.8)}.get(regime, (0.6, 0.5))
    drift = {"drift": 0.08, "none": float(rng.choice([0.0, 0.05]))}.get(regime, 0.0)
    return World(factors, weights, mood, share, drift, 0.25 if regime == "feedback" else 0.0, kind)


def live(rng: np.random.Generator, world: World, exposures: Array) -> tuple[Array, Array]:
    """Day by day: exposures act, noise wanders, and, in one regime, a bad day brings exposures tomorrow."""
    days, spread = len(exposures), 1.3
    noise = spread * sqrt(world.share) * autoregressive(rng, (days, 1), world.mood)[:, 0]
    noise += spread * sqrt(1 - world.share) * rng.standard_normal(days)
    noise += spread * world.drift * np.cumsum(rng.standard_normal(days))
    units = np.array([factor.unit or 1.0 for factor in world.factors])
    binary = [index for index, factor in enumerate(world.factors) if factor.type == "bin"]
    latent, lived = np.zeros(days), exposures.copy()
    middle = exposures.mean(axis=0)
    for day in range(days):
        if day and world.feedback:
            roused = rng.random(len(binary)) < world.feedback * (latent[day - 1] > 0.8)
            lived[day, binary] = np.maximum(lived[day, binary], roused)
        moved = sum(
            float(((lived[day - lag] - middle) / units) @ world.weights[:, lag]) for lag in range(min(day, 2) + 1)
        )
        latent[day] = noise[day] + moved
    return latent, lived


def written(rng: np.random.Generator, latent: Array, kind: OutcomeKind) -> Array:
    if kind == "ordinal":
        return np.round(_score(latent))
    if kind == "count":
        return rng.poisson(np.exp(0.9 + 0.35 * latent)).astype(np.float64)
    return (latent + 0.2 > 0).astype(np.float64)


def true_effects(world: World, latent: Array) -> dict[str, float]:
    """How much one unit more of each factor changes the recorded outcome, on the average of these days."""
    total = world.weights.sum(axis=1)
    if world.kind == "ordinal":
        total = np.array([float(np.mean(_score(latent + w) - _score(latent))) for w in total])
    if world.kind == "count":
        rate = float(np.mean(np.exp(0.9 + 0.35 * latent)))
        total = rate * (np.exp(0.35 * total) - 1.0)
    if world.kind == "binary":
        spread = float(np.std(latent)) or 1.0
        total = np.array([normal_share((0.2 + w) / spread) - normal_share(0.2 / spread) for w in total])
    return {factor.name: float(effect) for factor, effect in zip(world.factors, total, strict=True)}


def _score(latent: Array) -> Array:
    """The 0-10 score before rounding: it cannot rise above 10, however bad the day."""
    return np.clip(4.5 + latent, 0.0, 10.0)


def normal_share(height: float) -> float:
    return 0.5 * (1 + erf(height / sqrt(2)))


def lose_days(rng: np.random.Generator, columns: dict[str, Array], regime: Regime) -> dict[str, Array]:
    """Some days are never written down; in one regime the bad ones least."""
    outcome = columns["outcome"]
    chance = np.full(len(outcome), 0.08)
    if regime == "hidden":
        chance = np.where(outcome > np.quantile(outcome, 0.7), 0.45, 0.08)
    lost = rng.random(len(outcome)) < chance
    return {name: np.where(lost, np.nan, column) for name, column in columns.items()}


def example_person(days: int = 90, seed: int = 3) -> MadeUp:
    """Ada's made-up days: poor sleep and heat truly go with stiffer legs, the rest does not.

    >>> made = example_person()
    >>> [name for name, effect in made.truth.items() if effect]
    ['poor_sleep', 'heat']
    """
    rng = np.random.default_rng([seed, days])
    rates = {"poor_sleep": 0.3, "heat": 0.25, "alcohol": 0.25, "stress": 0.35, "long_sitting": 0.4}
    factors = tuple(Factor(name, "bin", 1.0) for name in rates)
    lasting = autoregressive(rng, (days, len(rates)), 0.3)
    chosen = [_shape(lasting[:, i], f, rates[f.name]) for i, f in enumerate(factors)]
    weights = np.zeros((len(rates), 3))
    weights[0, 0], weights[1, 0] = 1.9, 1.7
    world = World(factors, weights, 0.5, 0.4, 0.0, 0.0, "ordinal")
    latent, lived = live(rng, world, np.column_stack(chosen))
    outcome = np.clip(np.round(4.5 + 0.8 * (latent - latent.mean())), 0, 10)
    columns = {"spasticity": outcome, **{f.name: lived[:, i] for i, f in enumerate(factors)}}
    truth = {name: 0.8 * effect for name, effect in true_effects(world, latent).items()}
    made = lose_days(rng, {"outcome": outcome, **columns}, "easy")
    made.pop("outcome")
    return MadeUp(DailyTable(FIRST, made), About("spasticity", "ordinal", "lower", factors), truth)


def without_link(made: MadeUp, seed: int) -> MadeUp:
    """The same exposures and outcome with the exposures' days shuffled as blocks: nothing can matter now."""
    rng = np.random.default_rng(seed)
    turn = int(rng.integers(made.table.days // 4, 3 * made.table.days // 4))
    outcome = made.about.outcome
    columns = {n: c if n == outcome else np.roll(c, turn) for n, c in made.table.columns.items()}
    return replace(made, table=DailyTable(made.table.first, columns), truth=dict.fromkeys(made.truth, 0.0))


TrialNoise = Literal["iid", "moody", "drift", "carry"]
TRIAL_NOISES: tuple[TrialNoise, ...] = ("iid", "moody", "drift", "carry")


def trial(days: Array, noise: TrialNoise, effect: float, seed: int) -> Array:
    """A made-up 0-10 outcome for a sequence of conditions (1 = the change, 0 = usual)."""
    rng = np.random.default_rng([seed, TRIAL_NOISES.index(noise), len(days)])
    acting = days.astype(np.float64).copy()
    if noise == "carry":
        for day in range(1, len(days)):
            acting[day] = acting[day - 1] + (days[day] - acting[day - 1]) * (1 - np.exp(-1 / 2.0))
    wander = autoregressive(rng, (len(days), 1), 0.6)[:, 0] if noise != "iid" else rng.standard_normal(len(days))
    if noise == "drift":
        wander = 0.8 * wander + np.linspace(0, rng.uniform(-1.2, 1.2), len(days))
    return np.clip(np.round(5.0 + 1.2 * wander + effect * acting), 0, 10)

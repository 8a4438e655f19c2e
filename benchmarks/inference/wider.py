# SPDX-License-Identifier: Apache-2.0
"""A broader world than the one that is reported, on which the limits and priors of the engine were chosen.

Effects from next to nothing to very large, none to eight of twenty factors true, any memory and drift of
the noise, any rate, company and lasting of exposures. Nothing here is tuned to what people with MS write down.

Run: python -m benchmarks.inference.wider [people] [seed]; `several` makes people with three symptoms whose kinship
is known: they share nothing, half of what moves them, all of it but in other ways, or all of it.
"""

import sys
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from benchmarks.inference.claims import ask, show
from benchmarks.inference.score import FACTORS, KINDS, Tally
from supple.insight import simulate
from supple.insight.about import About, Factor, OutcomeKind
from supple.insight.joint import find_jointly
from supple.insight.series import DailyTable
from supple.insight.simulate import LAGS, MadeUp, World

Array = NDArray[np.float64]
Kinship = Literal["nothing", "half", "other ways", "all"]
KIN: dict[Kinship, tuple[float, float]] = {
    "nothing": (0.0, 0.0), "half": (0.5, 0.5), "other ways": (0.85, 0.0), "all": (0.85, 1.0),
}  # fmt: skip
LENGTHS = (60, 90, 180)


@dataclass(frozen=True, slots=True)
class _Way:
    """How one factor acts: at which lag, in which direction."""

    lag: str
    side: float


def diary(days: int, seed: int, *, nothing: bool = False) -> MadeUp:
    """One person's diary; `nothing` for one whom no factor moves."""
    rng = np.random.default_rng([seed, days, 77])
    factors, exposures, scaled = _met(rng, days, FACTORS)
    true = [] if nothing else _some(rng, len(factors), int(rng.integers(1, 9)))
    weights = _weights(rng, factors, {index: _way(rng) for index in true})
    latent = _noise(rng, days, float(rng.uniform(0, 0.9)), float(rng.uniform(0, 1)))
    drift = float(rng.choice([0.0, 0.0, rng.uniform(0, 0.15)]))
    latent += drift * np.cumsum(rng.standard_normal(days)) + _moved(scaled, weights)
    kind = KINDS[int(rng.integers(0, 3))]
    return _written(rng, factors, exposures, [(weights, latent, kind)])[0]


def several(days: int, seed: int, kinship: Kinship, *, nothing: bool = False) -> tuple[MadeUp, ...]:
    """One person's stiffness, spasms and cramps, which share what moves them more or less."""
    rng = np.random.default_rng([seed, days, 9])
    factors, exposures, scaled = _met(rng, days, FACTORS)
    common = [] if nothing else _some(rng, len(factors), int(rng.integers(1, 6)))
    ways = {index: _way(rng) for index in common}
    shared, same = KIN[kinship]
    memory, share, alike = (float(rng.uniform(0, most)) for most in (0.85, 1.0, 0.6))
    mood, told = _noise(rng, days, memory, share), []
    for kind in KINDS:
        acting = (
            [index for index in common if rng.random() < shared] if shared else _some(rng, len(factors), len(common))
        )
        mine = {index: ways[index] if index in ways and rng.random() < same else _way(rng) for index in acting}
        weights = _weights(rng, factors, mine)
        latent = sqrt(alike) * mood + sqrt(1.0 - alike) * _noise(rng, days, memory, share) + _moved(scaled, weights)
        told.append((weights, latent, kind))
    return _written(rng, factors, exposures, told)


def _met(rng: np.random.Generator, days: int, width: int) -> tuple[tuple[Factor, ...], Array, Array]:
    """The factors, what is met of them on each day, and the same in units around its mean."""
    factors = tuple(simulate.draw_factor(rng, index) for index in range(width))
    company = float(rng.choice([0.1, rng.uniform(0, 0.75)]))
    moods = simulate.moods(rng, (days, width), float(rng.uniform(0, 0.85)), company)
    exposures = simulate.shaped(rng, moods, factors, (0.04, 0.12) if rng.random() < 0.15 else (0.06, 0.55))
    units = np.array([factor.unit or 1.0 for factor in factors])
    return factors, exposures, (exposures - exposures.mean(axis=0)) / units


def _some(rng: np.random.Generator, factors: int, true: int) -> list[int]:
    return [int(index) for index in rng.choice(factors, min(true, factors // 2), replace=False)]


def _way(rng: np.random.Generator) -> _Way:
    return _Way(str(rng.choice(["0", "0", "1", "2", "0+1"])), float(rng.choice([-1.0, 1.0], p=[0.3, 0.7])))


def _weights(rng: np.random.Generator, factors: tuple[Factor, ...], ways: dict[int, _Way]) -> Array:
    weights = np.zeros((len(factors), 3))
    low, high = np.sort(np.exp(rng.uniform(np.log(0.25), np.log(2.4), 2)))
    for index, way in ways.items():
        size = np.exp(rng.uniform(np.log(low), np.log(high))) * (1.0 if factors[index].type == "bin" else 0.5)
        weights[index] = np.array(LAGS[way.lag]) * size * way.side
    return weights


def _noise(rng: np.random.Generator, days: int, memory: float, share: float) -> Array:
    lasting = simulate.autoregressive(rng, (days, 1), memory)[:, 0]
    return np.asarray(1.3 * (sqrt(share) * lasting + sqrt(1.0 - share) * rng.standard_normal(days)))


def _moved(scaled: Array, weights: Array) -> Array:
    moved = np.zeros(len(scaled))
    for lag in range(weights.shape[1]):
        moved[lag:] += scaled[: len(scaled) - lag] @ weights[:, lag]
    return moved


def _written(
    rng: np.random.Generator,
    factors: tuple[Factor, ...],
    exposures: Array,
    told: list[tuple[Array, Array, OutcomeKind]],
) -> tuple[MadeUp, ...]:
    """What is written down of it; up to three days in ten are lost."""
    columns = {factor.name: exposures[:, index] for index, factor in enumerate(factors)}
    columns |= {kind: simulate.written(rng, latent, kind) for _, latent, kind in told}
    lost = rng.random(len(exposures)) < float(rng.choice([0.03, rng.uniform(0, 0.3)]))
    table = DailyTable(simulate.FIRST, {name: np.where(lost, np.nan, column) for name, column in columns.items()})
    worlds = [(World(factors, weights, 0.0, 0.0, 0.0, 0.0, kind), latent) for weights, latent, kind in told]
    return tuple(
        MadeUp(table, About(world.kind, world.kind, "lower", factors), simulate.true_effects(world, latent))
        for world, latent in worlds
    )


def main() -> None:
    """The figures in the broader world, and of symptoms asked together by how much they share."""
    count, seed = ([int(word) for word in sys.argv[1:]] + [90, 1][len(sys.argv) - 1 :])[:2]
    for days in LENGTHS:
        tally = Tally()
        for number in range(count):
            made = diary(days, seed * 1_000_000 + number, nothing=number % 4 == 0)
            tally.add(number, made, ask(made))
        show(f"broader world, {days} days", tally)
    for kinship in KIN:
        alone, together = Tally(), Tally()
        for number in range(count):
            people = several(90, seed * 1_000_000 + number, kinship, nothing=number % 4 == 0)
            found = find_jointly(people[0].table, [made.about for made in people])
            for symptom, (made, said) in enumerate(zip(people, found, strict=True)):
                alone.add(len(people) * number + symptom, made, ask(made))
                together.add(len(people) * number + symptom, made, said)
        show(f"{kinship} shared, 90 days, one at a time", alone)
        show(f"{kinship} shared, 90 days, together", together)


if __name__ == "__main__":
    main()

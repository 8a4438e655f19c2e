# SPDX-License-Identifier: Apache-2.0
"""What is gained when others' diaries tell what to expect, and what is lost when they tell the wrong thing?

People share what moves them: a few of twenty factors matter to many, most to few. A prior is learned from some, and
new people are asked without it, with it, and with one whose factors were mixed up.

Run: python -m benchmarks.inference.cohort [people to learn from] [people to ask] [seed]
"""

import sys
from dataclasses import replace

import numpy as np

from benchmarks.inference.claims import show
from benchmarks.inference.score import KINDS, Tally
from supple.insight import simulate
from supple.insight.about import About
from supple.insight.cohort import learned, summed, told
from supple.insight.prior import CohortPrior, Others
from supple.insight.series import DailyTable
from supple.insight.simulate import MadeUp
from supple.insight.triggers import find, fit

SHARES = np.array([0.5] * 4 + [0.25] * 4 + [0.05] * 12)  # of people to whom each factor matters
LENGTHS = (60, 90)


def person(number: int, days: int, seed: int, nothing: bool = False) -> MadeUp:
    """One of a cohort in which people share what moves them, and mostly in the same direction."""
    rng = np.random.default_rng([seed, number, days])
    shared = np.random.default_rng(seed)
    factors = tuple(simulate.draw_factor(rng, index) for index in range(len(SHARES)))
    order, worse = shared.permutation(SHARES), shared.choice([0.1, 0.9], len(SHARES), p=[0.2, 0.8])
    regime = simulate.REGIMES[number % (len(simulate.REGIMES) - 1)]
    kind = KINDS[number % len(KINDS)]
    world = simulate.draw_world(rng, factors, regime, kind)
    weights = np.zeros_like(world.weights)
    for index in np.flatnonzero(rng.random(len(factors)) < order * (not nothing)):
        size = rng.uniform(0.6, 1.8) * (1.0 if factors[index].type == "bin" else 0.5)
        side = 1.0 if rng.random() < worse[index] else -1.0
        weights[index] = np.array(simulate.LAGS[str(rng.choice(["0", "0", "1", "0+1"]))]) * size * side
    world = replace(world, weights=weights)
    exposures = simulate.exposed(rng, factors, regime, days)
    latent, exposures = simulate.live(rng, world, exposures)
    columns = {"outcome": simulate.written(rng, latent, kind)}
    columns |= {factor.name: exposures[:, index] for index, factor in enumerate(factors)}
    table = DailyTable(simulate.FIRST, simulate.lose_days(rng, columns, regime))
    about = About("outcome", kind, "lower", factors)
    return MadeUp(table, about, simulate.true_effects(world, latent))


def mixed_up(prior: CohortPrior, seed: int) -> CohortPrior:
    """The same numbers, each under the name of another factor."""
    rng = np.random.default_rng(seed)
    out: dict[str, dict[str, Others]] = {}
    for outcome, known in prior.outcomes.items():
        names = list(known)
        out[outcome] = {names[to]: known[name] for name, to in zip(names, rng.permutation(len(names)), strict=True)}
    return CohortPrior(out)


def main() -> None:
    """Learn, then ask new people three times."""
    words = [int(word) for word in sys.argv[1:]] + [500, 300, 1][len(sys.argv) - 1 :]
    learn, ask, seed = words
    fits = (fit(made.table, made.about, 0) for made in (person(number, 90, seed) for number in range(learn)))
    prior = learned(summed(told(one) for one in fits))
    priors = {"without": None, "with": prior, "with a wrong one": mixed_up(prior, seed)}
    for days in LENGTHS:
        tallies = {name: Tally() for name in priors}
        for number in range(1_000_000, 1_000_000 + ask):
            made = person(number, days, seed, nothing=number % 3 == 0)
            for name, one in priors.items():
                tallies[name].add(number, made, find(made.table, made.about, prior=one))
        for name, tally in tallies.items():
            show(f"{days} days, {name}", tally)


if __name__ == "__main__":
    main()

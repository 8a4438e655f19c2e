# SPDX-License-Identifier: Apache-2.0
"""What is gained when knowledge expects a direction of every factor, and lost when it is wrong?

Run: python -m benchmarks.inference.expected [people per regime and kind] [seed]
"""

import sys
from dataclasses import replace

import numpy as np

from benchmarks.inference.claims import ask, show
from benchmarks.inference.score import Asked, tallied
from supple.insight.result import Findings
from supple.insight.simulate import MadeUp

LENGTHS = (60, 90)


def asked(right: float) -> Asked:
    """supple, told a direction of every factor that is right with this chance; any where nothing is true."""
    rng = np.random.default_rng(0)

    def answer(made: MadeUp) -> Findings:
        factors = []
        for factor in made.about.factors:
            truth = made.truth[factor.name] or rng.choice([-1.0, 1.0])
            worse = (truth > 0) == (rng.random() < right)
            factors.append(replace(factor, expected="worse" if worse else "better"))
        return ask(replace(made, about=replace(made.about, factors=tuple(factors))))

    return answer


def main() -> None:
    """Without, with four in five right, with all wrong."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    ways: dict[str, Asked] = {"nothing expected": ask, "four in five right": asked(0.8), "all wrong": asked(0.0)}
    for days in LENGTHS:
        for name, tally in tallied(ways, count, days, seed).items():
            show(f"{days} days, {name}", tally)


if __name__ == "__main__":
    main()

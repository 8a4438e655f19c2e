# SPDX-License-Identifier: Apache-2.0
"""What is gained when stiffness, spasms and cramps are asked about together?

Run: python -m benchmarks.inference.joint [people per regime] [seed]
"""

import sys

from benchmarks.inference.claims import ask, show
from benchmarks.inference.score import Tally
from supple.insight import simulate
from supple.insight.joint import find_jointly

LENGTHS = (60, 90, 180)


def main() -> None:
    """The same people asked one symptom at a time, and together."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for days in LENGTHS:
        alone, together = Tally(), Tally()
        for place, regime in enumerate(simulate.REGIMES):
            for number in range(count * (3 if regime == "none" else 1)):
                made = simulate.several(regime, days, seed * 100_000 + number)
                found = find_jointly(made[0].table, [one.about for one in made])
                for symptom, (one, said) in enumerate(zip(made, found, strict=True)):
                    who = (number * len(simulate.REGIMES) + place) * len(made) + symptom
                    alone.add(who, one, ask(one))
                    together.add(who, one, said)
        show(f"{days} days, one at a time", alone)
        show(f"{days} days, together", together)


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""The tables of how triggers are judged: supple by length of diary.

Run: python -m benchmarks.inference.claims [people per regime and kind] [seed ...]; OPENBLAS_NUM_THREADS=1 first.
"""

import sys
import time

import numpy as np

from benchmarks.inference.score import Tally, tallied
from supple.insight import simulate
from supple.insight.result import Findings
from supple.insight.triggers import find

LENGTHS = (30, 60, 90, 180, 365)


def ask(made: simulate.MadeUp) -> Findings:
    """What supple says of a diary."""
    return find(made.table, made.about)


def show(label: str, tally: Tally) -> None:
    """One row of the table: each figure with its 90 % bootstrap interval."""
    between = tally.intervals()
    cells = [
        f"{value:.3f} ({between[name][0]:.2f}-{between[name][1]:.2f})" if np.isfinite(value) else "-"
        for name, value in tally.figures().items()
    ]
    print(f"| {label} | " + " | ".join(cells) + " |", flush=True)


def triggers(count: int, seed: int) -> Tally:
    """supple by length, and all lengths together."""
    print(f"\nseed {seed}, {count} people of each of 9 regimes and 3 kinds of outcome (without triggers: four times)")
    print("| | " + " | ".join(Tally([(0.0,) * 8] * 20).figures()) + " |")
    pooled = Tally()
    for days in LENGTHS:
        tally = tallied({"supple": ask}, count, days, seed)["supple"]
        show(f"supple, {days} days", tally)
        pooled.rows += [(days * 1e6 + row[0], *row[1:]) for row in tally.rows]
    show("supple, all lengths", pooled)
    return pooled


def speed(seed: int) -> None:
    """Milliseconds for one diary of 365 days and 20 factors, the call alone."""
    made = [simulate.diary(regime, 365, seed) for regime in simulate.REGIMES]
    spent = []
    for one in made * 4:
        start = time.perf_counter()
        ask(one)
        spent.append(1000 * (time.perf_counter() - start))
    print(f"365 days, 20 factors: {min(spent):.1f} ms at best, {np.median(spent):.1f} ms in the median")


def main() -> None:
    """Print every figure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    for seed in [int(word) for word in sys.argv[2:]] or [1]:
        triggers(count, seed)
        speed(seed)


if __name__ == "__main__":
    main()

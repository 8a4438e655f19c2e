# SPDX-License-Identifier: Apache-2.0
"""The tables of how triggers are judged: supple by length of diary, and beside the peers at 90 days.

Run: python -m benchmarks.inference.claims [people per regime and kind] [seed ...]; OPENBLAS_NUM_THREADS=1 first.
"""

import sys
import time

import numpy as np

from benchmarks.inference.peers import PEERS
from benchmarks.inference.score import Tally, people, tallied
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
    """supple by length, then everyone at 90 days."""
    print(f"\nseed {seed}, {count} people of each of 9 regimes and 3 kinds of outcome (without triggers: four times)")
    print("| | " + " | ".join(Tally([(0.0,) * 8] * 20).figures()) + " |")
    pooled = Tally()
    for days in LENGTHS:
        tally = tallied({"supple": ask}, count, days, seed)["supple"]
        show(f"supple, {days} days", tally)
        pooled.rows += [(days * 1e6 + row[0], *row[1:]) for row in tally.rows]
    show("supple, all lengths", pooled)
    for name, tally in tallied(PEERS, count, 90, seed).items():
        show(f"{name}, 90 days", tally)
    return pooled


def more_days(count: int, seed: int) -> None:
    """How well "N more days" agrees with the day on which the claim truly came, for people at 60 days."""
    ratios = []
    for regime in simulate.REGIMES:
        for _who, made in people(regime, count, 365, seed):
            now = find(made.table.head(60), made.about)
            waiting = [n for n, e in now.factors.items() if made.truth[n] and e.days_more and not e.claim]
            for ahead in (10, 20, 30, 45, 60, 80, 100, 130, 160, 200, 250, 305):
                later = find(made.table.head(60 + ahead), made.about) if waiting else now
                for name in [name for name in waiting if later.factors[name].claim]:
                    ratios.append(np.log((now.factors[name].days_more or 1) / ahead))
                    waiting.remove(name)
    if ratios:
        size, lean = np.median(np.abs(ratios)), np.median(ratios)
        print(f"days more: {len(ratios)} came; median |log ratio| {size:.2f}, median log ratio {lean:.2f}")


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
        more_days(2, seed)
        speed(seed)


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""The tables of how triggers are judged: supple by length of diary.

Run: python -m benchmarks.inference.claims [people per regime and kind] [seed ...] [--days N ...]. With several seeds
the last rows put them together; OPENBLAS_NUM_THREADS=1 first.
"""

import argparse
import time
from collections.abc import Sequence
from itertools import repeat

import numpy as np

from benchmarks.inference.score import Tally, people
from supple.insight import simulate
from supple.insight.many import Broken, find_many
from supple.insight.result import Findings
from supple.insight.triggers import find

LENGTHS = (30, 60, 90, 180, 365)
APART = 1_000_000  # people of different seeds


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


def triggers(count: int, seed: int, lengths: Sequence[int] = LENGTHS) -> dict[int, Tally]:
    """supple by length, and all lengths together."""
    print(f"\nseed {seed}, {count} people of each of 9 regimes and 3 kinds of outcome (without triggers: four times)")
    print("| | " + " | ".join(Tally([(0.0,) * 8] * 20).figures()) + " |")
    tallies = {days: _told(count, days, seed) for days in lengths}
    _rows(tallies)
    return tallies


def _told(count: int, days: int, seed: int) -> Tally:
    """What everyone is told; asked together, which is what each would be told alone."""
    tally = Tally()
    everyone = [one for regime in simulate.REGIMES for one in people(regime, count, days, seed)]
    diaries, abouts = [made.table for _, made in everyone], [made.about for _, made in everyone]
    for (who, made), found in zip(everyone, find_many(diaries, abouts, seeds=repeat(0)), strict=True):
        assert not isinstance(found, Broken)
        tally.add(seed * APART + who, made, found)
    return tally


def _rows(tallies: dict[int, Tally]) -> None:
    pooled = Tally()
    for days, tally in tallies.items():
        show(f"supple, {days} days", tally)
        pooled.rows += [(days * APART**2 + row[0], *row[1:]) for row in tally.rows]
    if len(tallies) > 1:
        show("supple, all lengths", pooled)


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
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("people", type=int, nargs="?", default=2, help="of each regime and kind of outcome")
    parser.add_argument("seeds", type=int, nargs="*", default=[1])
    parser.add_argument("--days", type=int, nargs="+", default=list(LENGTHS))
    args = parser.parse_args()
    every = [triggers(args.people, seed, args.days) for seed in args.seeds]
    if len(every) > 1:
        print(f"\nseeds {args.seeds} together")
        _rows({days: Tally([row for one in every for row in one[days].rows]) for days in args.days})
    speed(args.seeds[0])


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""How soon is a sudden worsening noticed, how often falsely, and does the interval of a trend hold the truth?

Run: python -m benchmarks.sudden [people per kind of noise] [seed]
Each made-up person's noise is learnt from 90 days; then comes a year without any event, or a jump that stays.
"""

import sys
import time
from datetime import date

import numpy as np

from supple.insight.change import Change, trend
from supple.insight.noise import Array
from supple.insight.series import DailyTable
from supple.insight.sudden import Bell, listen, set_bell
from supple.insight.usual import Usual, learn

# memory, share that lasts, random walk a day in SDs
KINDS = {
    "calm": (0.0, 0.0, 0.0),
    "moody": (0.6, 1.0, 0.0),
    "lasting": (0.8, 1.0, 0.0),
    "mixed, drifting": (0.6, 0.7, 0.05),
}
LEARNT, YEAR, JUMP_AT = 90, 365, 30
JUMPS = (2.0, 3.0, 4.0)
SOON = (0, 1, 3)  # days after the jump


def days(kind: str, count: int, rng: np.random.Generator) -> Array:
    """One person's days before they are written down: level 4, a day gives or takes 1.2 points."""
    memory, share, drift = KINDS[kind]
    lasting = rng.standard_normal(count)
    for day in range(1, count):
        lasting[day] = memory * lasting[day - 1] + np.sqrt(1 - memory**2) * lasting[day]
    walk = drift * np.cumsum(rng.standard_normal(count))
    return np.asarray(4.0 + 1.2 * (np.sqrt(share) * lasting + np.sqrt(1 - share) * rng.standard_normal(count) + walk))


def written(values: Array) -> Array:
    """As a person writes it down."""
    return np.asarray(np.clip(np.round(values), 0, 10))


def delay(bell: Bell, lived: Array, jump: float) -> float:
    """Days from a jump to the bell, 0 on the day itself; infinite when it does not ring in ten days."""
    raised = lived[: LEARNT + JUMP_AT + 10].copy()
    raised[LEARNT + JUMP_AT :] += jump
    rings = np.flatnonzero(listen(bell, written(raised))[0][LEARNT + JUMP_AT :])
    return float(rings[0]) if len(rings) else float("inf")


def row(kind: str, count: int, seed: int) -> list[float]:
    """One kind of noise: alarms a year, shares of jumps noticed in time, coverage and width of the trend's interval."""
    rows = []
    for number in range(count):
        rng = np.random.default_rng([seed, list(KINDS).index(kind), number])
        lived = days(kind, LEARNT + YEAR, rng)
        usual = learn(written(lived[:LEARNT]))
        assert isinstance(usual, Usual)
        bell = set_bell(usual)
        alarms = float(listen(bell, written(lived))[0][LEARNT:].sum())
        noticed = [float(delay(bell, lived, jump) <= by) for jump in JUMPS for by in SOON]
        found = trend(DailyTable(date(2026, 1, 5), {"y": written(lived[:104])}), "y")
        assert isinstance(found, Change)
        rows.append([alarms, *noticed, float(found.lo <= 0.0 <= found.hi), found.hi - found.lo])
    return [float(figure) for figure in np.mean(rows, axis=0)]


def main() -> None:
    """Print every figure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    print(f"seed {seed}, {count} people per kind of noise; agreed: one false alarm a year")
    heads = ("alarms a year", *(f"{jump:g}: day {by}" for jump in JUMPS for by in SOON), "trend covers", "width")
    print(f"{'':16s}" + "".join(f"{head:>14s}" for head in heads))
    start = time.perf_counter()
    for kind in KINDS:
        print(f"{kind:16s}" + "".join(f"{figure:14.2f}" for figure in row(kind, count, seed)), flush=True)
    print(f"{1000 * (time.perf_counter() - start) / (count * len(KINDS)):.0f} ms a person, all of it")


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Is anything claimed when real people's days meet made-up exposures, which cannot matter?

Run: python -m benchmarks.inference.real_noise migraine.csv [seed]; the file is that of `benchmarks/real_diaries.py`.
"""

import sys
from pathlib import Path

import numpy as np

from benchmarks.inference.peers import PEERS
from benchmarks.real_diaries import read
from supple.insight import simulate
from supple.insight.noise import Array
from supple.insight.series import DailyTable
from supple.insight.triggers import FEWEST_DAYS, find

REGIMES: tuple[simulate.Regime, ...] = ("none", "moody", "together", "rare")


def outcomes(path: Path) -> list[Array]:
    """Everyone's headache days in order, with gaps, who wrote down enough of both kinds of day."""
    out = []
    for rows in read(path).values():
        by_day = {int(row["dos"]): float(row["headache"] == "yes") for row in rows}
        first, last = min(by_day), max(by_day)
        series = np.array([by_day.get(day, np.nan) for day in range(first, last + 1)])
        if np.isfinite(series).sum() >= 2 * FEWEST_DAYS and 3 <= np.nansum(series) <= np.isfinite(series).sum() - 3:
            out.append(series)
    return out


def main() -> None:
    """The share of people to whom something is named, by how the exposures come about."""
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    series = outcomes(Path(sys.argv[1]))
    for regime in REGIMES:
        named: dict[str, int] = {}
        for number, outcome in enumerate(series):
            made = simulate.diary(regime, len(outcome), seed * 100_000 + number, "binary")
            table = DailyTable(made.table.first, {**made.table.columns, "outcome": outcome})
            met = simulate.MadeUp(table, made.about, made.truth)
            said = {"supple": bool(find(table, made.about).claims)}
            said |= {name: any(one.claim for one in peer(met).values()) for name, peer in PEERS.items()}
            for name, any_claim in said.items():
                named[name] = named.get(name, 0) + any_claim
        shares = ", ".join(f"{name} {count / len(series):.3f}" for name, count in named.items())
        print(f"{regime}: {len(series)} people; {shares}", flush=True)


if __name__ == "__main__":
    main()

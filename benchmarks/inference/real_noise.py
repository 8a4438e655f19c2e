# SPDX-License-Identifier: Apache-2.0
"""Is anything claimed when real people's days meet exposures that cannot matter? Every claim is false here.

Run: python -m benchmarks.inference.real_noise FILE.csv ... [--times 1] [--seed 1]; the files are not part of supple.
A file has a line a day: a day or date, what was noted (a number, yes or no), and who, where there is more than one.
"""

import argparse
import csv
from collections import defaultdict
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.inference.claims import ask
from benchmarks.inference.peers import PEERS
from benchmarks.inference.score import Asked
from supple.insight import simulate
from supple.insight.about import About, Factor, OutcomeKind
from supple.insight.columns import infer_kind
from supple.insight.noise import Array
from supple.insight.result import Findings
from supple.insight.series import DailyTable
from supple.insight.simulate import MadeUp
from supple.insight.triggers import FEWEST_DAYS

try:
    from benchmarks.inference.peers_heavy import cox, stable_lasso
except ImportError:  # `make .venv/peers` was not asked for
    QUICK_ENOUGH: dict[str, Asked] = {}
else:
    QUICK_ENOUGH = {"lasso, stability selection": stable_lasso, "Cox p < .05, one factor at a time": cox}

MADE_UP: tuple[simulate.Regime, ...] = ("none", "moody", "together", "rare")
OTHERS = "others' days"  # the exposures are the days of other people in the file, each counted from the first one
WHO, DAY, NOTED = ("id", "who"), ("dos", "day", "date"), ("headache", "mig.ind", "value", "outcome")
WORDS = {"yes": 1.0, "no": 0.0}
FEWEST_OTHERS, WIDTH = 10, 20
RESAMPLES = 1000


def outcomes(path: Path) -> list[Array]:
    """Everyone's days in order, with gaps, who wrote down enough of them and not always the same."""
    out = []
    for by_day in _read(path).values():
        first, last = min(by_day), max(by_day)
        series = np.array([by_day.get(day, np.nan) for day in range(first, last + 1)])
        seen = series[np.isfinite(series)]
        usual = np.sum(seen == np.median(seen)) if len(seen) else 0
        if len(seen) >= 2 * FEWEST_DAYS and 3 <= usual <= len(seen) - 3:
            out.append(series)
    return out


def _read(path: Path) -> dict[str, dict[int, float]]:
    people: dict[str, dict[int, float]] = defaultdict(dict)
    with path.open(newline="") as lines:
        rows = csv.DictReader(lines)
        names = {name.lower(): name for name in rows.fieldnames or ()}
        who, day, noted = (next((names[n] for n in known if n in names), "") for known in (WHO, DAY, NOTED))
        if not (day and noted):
            raise SystemExit(f"{path.name}: no column called {' or '.join(DAY)}, or none called {' or '.join(NOTED)}.")
        for row in rows:
            people[row.get(who, "")][_day(row[day])] = _number(row[noted])
    return people


def _day(word: str) -> int:
    return date.fromisoformat(word).toordinal() if "-" in word.strip("-") else int(float(word))


def _number(word: str) -> float:
    return WORDS.get(word.lower(), float("nan")) if not word or word[0].isalpha() else float(word)


def met(outcome: Array, way: str, seed: int, others: list[Array]) -> MadeUp | None:
    """These days with exposures that cannot matter; None when too few others are there to lend theirs."""
    kind: OutcomeKind = infer_kind(outcome[np.isfinite(outcome)])
    if way != OTHERS:
        regime = next(one for one in MADE_UP if one == way)
        made = simulate.diary(regime, len(outcome), seed, kind)
        columns, factors = made.table.columns, made.about.factors
    else:
        long = [one[: len(outcome)] for one in others if len(one) >= len(outcome)]
        if len(long) < FEWEST_OTHERS:
            return None
        picked = np.random.default_rng(seed).permutation(len(long))[:WIDTH]
        factors = tuple(Factor(f"person_{place}", "bin", 1.0) for place in picked)
        # a day on which the other person wrote nothing counts as one without
        columns = {factor.name: np.nan_to_num(long[place]) for factor, place in zip(factors, picked, strict=True)}
    table = DailyTable(simulate.FIRST, {**columns, "outcome": outcome})
    return MadeUp(table, About("outcome", kind, "lower", factors), dict.fromkeys((f.name for f in factors), 0.0))


def named(answer: Asked, made: MadeUp) -> float:
    """1 when anything at all was named."""
    found = answer(made)
    said = found.factors if isinstance(found, Findings) else found
    return float(any(one.claim for one in said.values()))


def show(label: str, hits: dict[int, list[float]]) -> None:
    """The share of diaries in which something was named, and where 90 of 100 repetitions with other people fall."""
    shares = np.array([np.mean(one) for one in hits.values()])
    rng = np.random.default_rng(0)
    drawn = [shares[rng.integers(len(shares), size=len(shares))].mean() for _ in range(RESAMPLES)]
    low, high = np.quantile(drawn, (0.05, 0.95))
    print(f"| {label} | {sum(map(len, hits.values()))} | {shares.mean():.3f} ({low:.2f}-{high:.2f}) |", flush=True)


def one_file(path: Path, times: int, seed: int) -> None:
    """Every way of exposures and way of answering on one file."""
    ways: dict[str, Asked] = {"supple": ask, **PEERS, **QUICK_ENOUGH}
    series = outcomes(path)
    print(f"\n{path.name}, seed {seed}: {len(series)} people\n| exposures: who | diaries | something named |")
    for exposures in (*MADE_UP, OTHERS):
        hits: dict[str, dict[int, list[float]]] = {label: defaultdict(list) for label in ways}
        for number, time in product(range(len(series)), range(times)):
            others = [one for place, one in enumerate(series) if place != number]
            made = met(series[number], exposures, (seed * 1000 + time) * 100_000 + number, others)
            if made is not None:
                for label, answer in ways.items():
                    hits[label][number].append(named(answer, made))
        for label, told in hits.items():
            if told:
                show(f"{exposures}: {label}", told)


def main() -> None:
    """Every file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--times", type=int, default=1, help="how often everyone meets other exposures")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for path in args.files:
        one_file(path, args.times, args.seed)


if __name__ == "__main__":
    main()

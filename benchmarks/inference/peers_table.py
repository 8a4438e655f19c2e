# SPDX-License-Identifier: Apache-2.0
"""The table of supple beside everyone else, at 90 days, and the same by the way in which diaries mislead.

Run: PYTHONPATH=.venv/peers python -m benchmarks.inference.peers_table [people per regime and kind] [seed ...]
Slow peers are asked of fewer people, the first ones; `--only WORD` asks those whose name holds the word.
"""

import argparse
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from benchmarks.inference.claims import ask
from benchmarks.inference.peers import PEERS
from benchmarks.inference.peers_heavy import cox, pcmci_plus, stable_lasso
from benchmarks.inference.peers_nuts import horseshoe
from benchmarks.inference.score import Asked, Tally, people
from supple.insight import simulate

DAYS = 90
HEAVY: dict[str, Asked] = {
    "lasso, stability selection": stable_lasso,
    "PCMCI+": pcmci_plus,
    "Cox p < .05, one factor at a time": cox,
    "NUTS horseshoe, 95 % interval": horseshoe,
}
FEWER = {"lasso, stability selection": 2, "Cox p < .05, one factor at a time": 2, "PCMCI+": 5,
         "NUTS horseshoe, 95 % interval": 10}  # fmt: skip
SEED_APART = 1_000_000 * len(simulate.REGIMES)  # a multiple, so that the regime can be read off a person's number


@dataclass
class Told:
    """What one way of answering told everyone, and the seconds it took."""

    tally: Tally = field(default_factory=Tally)
    spent: float = 0.0
    asked: int = 0

    def by_regime(self) -> dict[str, Tally]:
        """The same, regime by regime."""
        groups: dict[str, Tally] = {regime: Tally() for regime in simulate.REGIMES}
        for row in self.tally.rows:
            groups[simulate.REGIMES[int(row[0]) % len(simulate.REGIMES)]].rows.append(row)
        return groups


def everyone(answer: Asked, count: int, seeds: list[int]) -> Told:
    """Ask the same people as all others, of all seeds."""
    told = Told()
    for seed in seeds:
        for regime in simulate.REGIMES:
            for who, made in people(regime, count, DAYS, seed):
                start = time.process_time()
                found = answer(made)
                told.spent += time.process_time() - start
                told.asked += 1
                told.tally.add(seed * SEED_APART + who, made, found)
    return told


def show(label: str, told: Told) -> None:
    """One row: people, processor seconds for each, and every figure with its 90 % bootstrap interval."""
    between = told.tally.intervals()
    cells = [
        f"{value:.3f} ({between[name][0]:.2f}-{between[name][1]:.2f})" if np.isfinite(value) else "-"
        for name, value in told.tally.figures().items()
    ]
    seconds = told.spent / max(told.asked, 1)
    print(f"| {label} | {told.asked} | {seconds:.3f} | " + " | ".join(cells) + " |", flush=True)


def show_regimes(everything: Mapping[str, Told]) -> None:
    """Which regime misleads whom: true factors found and false among claims; without triggers, people told of one."""
    print("\n| found; false | " + " | ".join(simulate.REGIMES) + " |")
    for label, told in everything.items():
        cells = []
        for regime, tally in told.by_regime().items():
            said = tally.figures() if tally.rows else {"power": np.nan, "false": np.nan, "alarm": np.nan}
            cells.append(f"{said['alarm']:.2f}" if regime == "none" else f"{said['power']:.2f}; {said['false']:.2f}")
        print(f"| {label} | " + " | ".join(cells) + " |", flush=True)


def likelier_than_not(told: Told) -> Told:
    """The same answers, a factor named when its stated chance is above one half: Barbieri and Berger (2004)."""
    rows = [(*row[:3], float(row[4] > 0.5), *row[4:]) for row in told.tally.rows]
    return Told(Tally(rows), told.spent, told.asked)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("people", type=int, nargs="?", default=10, help="of each regime and kind of outcome")
    parser.add_argument("seeds", type=int, nargs="*", default=[9601, 9602])
    parser.add_argument("--only", default="", help="a word in the name of who is asked")
    args = parser.parse_args()
    print(f"seeds {args.seeds}, {args.people} people of each regime and kind, {DAYS} days")
    print("| | people | s | " + " | ".join(Tally([(0.0,) * 8] * 20).figures()) + " |")
    everything: dict[str, Told] = {}
    ways: dict[str, Asked] = {"supple": ask, **PEERS, **HEAVY}
    for label, answer in ways.items():
        if args.only.lower() in label.lower():
            told = everyone(answer, max(1, args.people // FEWER.get(label, 1)), args.seeds)
            everything[label] = told
            show(label, told)
            if answer is horseshoe:
                show("NUTS horseshoe, chance above one half", likelier_than_not(told))
                show("supple, of the same people", everyone(ask, max(1, args.people // FEWER[label]), args.seeds))
    show_regimes(everything)


if __name__ == "__main__":
    main()

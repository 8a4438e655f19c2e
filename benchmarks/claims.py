# SPDX-License-Identifier: Apache-2.0
"""What share of what supple claims is true? Measured on many made-up people whose truth is known.

Run: python -m benchmarks.claims [people per regime and kind] [seed]; set OPENBLAS_NUM_THREADS=1 first.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from supple.insight import simulate
from supple.insight.about import OutcomeKind
from supple.insight.result import Estimate
from supple.insight.triggers import find

KINDS: tuple[OutcomeKind, ...] = ("ordinal", "count", "binary")
LENGTHS = (30, 60, 90, 180, 365)


@dataclass
class Tally:
    """Everything said about every factor, beside the truth."""

    truth: list[float] = field(default_factory=list)
    said: list[Estimate] = field(default_factory=list)
    person: list[int] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, made: simulate.MadeUp, person: int) -> None:
        """Ask one made-up person's diary and keep the answers."""
        start = time.perf_counter()
        found = find(made.table, made.about)
        self.seconds += time.perf_counter() - start
        for name, estimate in found.factors.items():
            self.truth.append(made.truth[name])
            self.said.append(estimate)
            self.person.append(person)

    def row(self) -> dict[str, float]:
        """The figures of the design, from the answers so far."""
        truth = np.array(self.truth)
        claim = np.array([e.claim for e in self.said])
        prob = np.array([e.prob for e in self.said])
        effect = np.array([e.effect for e in self.said])
        lo, hi = np.array([e.lo for e in self.said]), np.array([e.hi for e in self.said])
        real = truth != 0
        covered = (lo - 1e-9 <= truth) & (truth <= hi + 1e-9)
        people = np.array(self.person)
        good = claim & real
        return {
            "power": _mean(claim[real]),
            "false": _mean(~real[claim]),
            "alarm": len(set(people[claim & ~real])) / len(set(people)),
            "cover": _mean(covered),
            "cover claimed": _mean(covered[claim]),
            "brier": float(np.mean((prob - real) ** 2)),
            "ece": _ece(prob, real),
            "wrong way": _mean(np.sign(effect[good]) != np.sign(truth[good])),
            "ms": 1000 * self.seconds / len(set(people)),
        }


def _mean(values: np.ndarray) -> float:
    return float(np.mean(values)) if len(values) else float("nan")


def _ece(prob: np.ndarray, real: np.ndarray) -> float:
    """Expected calibration error over ten equal bins of the stated probability."""
    place = np.minimum((prob * 10).astype(int), 9)
    gaps = [abs(prob[place == b].mean() - real[place == b].mean()) * (place == b).mean() for b in set(place)]
    return float(sum(gaps))


def people(regime: simulate.Regime, count: int, days: int, seed: int) -> Iterator[tuple[int, simulate.MadeUp]]:
    """So many people of each outcome kind."""
    for kind_index, kind in enumerate(KINDS):
        for number in range(count):
            who = number * len(KINDS) + kind_index
            yield who, simulate.diary(regime, days, seed * 100_000 + who, kind)


def show(label: str, row: dict[str, float]) -> None:
    """One line of the table."""
    print(f"{label:22s}" + "".join(f"{value:14.3f}" for value in row.values()), flush=True)


def triggers(count: int, seed: int) -> None:
    """Triggers: by length, then by regime and by outcome kind at 90 days."""
    header = False
    by_regime: dict[str, Tally] = {}
    by_kind: dict[str, Tally] = {}
    for days in LENGTHS:
        with_any, none = Tally(), Tally()
        for place, regime in enumerate(simulate.REGIMES):
            for who, made in people(regime, count * (4 if regime == "none" else 1), days, seed):
                tally = none if regime == "none" else with_any
                tally.add(made, who + 10_000 * place)
                if days == 90:
                    by_regime.setdefault(regime, Tally()).add(made, who)
                    by_kind.setdefault(str(made.about.kind), Tally()).add(made, who + 10_000 * place)
        if not header:
            print(f"{'':22s}" + "".join(f"{name:>14s}" for name in with_any.row()))
            header = True
        show(f"{days} days", with_any.row())
        show(f"{days} days, no trigger", none.row())
    for name, tally in (*by_regime.items(), *by_kind.items()):
        show(f"90 days, {name}", tally.row())


def more_days(count: int, seed: int) -> None:
    """How well "N more days" agrees with the day on which the claim truly came, for people at 60 days."""
    ratios = []
    for _who, made in people("easy", count, 365, seed + 1):
        now = find(made.table.head(60), made.about)
        waiting = [n for n, e in now.factors.items() if made.truth[n] and e.days_more and not e.claim]
        for ahead in (15, 30, 60, 100, 150, 200, 250, 305):
            later = find(made.table.head(60 + ahead), made.about) if waiting else now
            for name in [name for name in waiting if later.factors[name].claim]:
                ratios.append(np.log((now.factors[name].days_more or 1) / ahead))
                waiting.remove(name)
    if ratios:
        size, lean = np.median(np.abs(ratios)), np.median(ratios)
        print(f"days more: {len(ratios)} came; median |log ratio| {size:.2f}, median log ratio {lean:.2f}")


def main() -> None:
    """Print every figure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    triggers(count, seed)
    more_days(count, seed)


if __name__ == "__main__":
    main()

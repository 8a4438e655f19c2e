# SPDX-License-Identifier: Apache-2.0
"""Were the answers right? One row per person and factor; figures of the design with bootstrap intervals."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from supple.insight import simulate
from supple.insight.about import OutcomeKind
from supple.insight.result import Findings

Array = NDArray[np.float64]
KINDS: tuple[OutcomeKind, ...] = ("ordinal", "count", "binary")
RESAMPLES = 400
FACTORS = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What a peer says of one factor: whether it would name it, and, where it says so, how sure and how much."""

    claim: bool
    prob: float = float("nan")
    effect: float = float("nan")
    lo: float = float("nan")
    hi: float = float("nan")


Asked = Callable[[simulate.MadeUp], Findings | Mapping[str, Answer]]


@dataclass
class Tally:
    """Everything said about every factor, beside the truth."""

    rows: list[tuple[float, ...]] = field(default_factory=list)  # person, none, truth, claim, prob, effect, lo, hi

    def add(self, person: int, made: simulate.MadeUp, found: Findings | Mapping[str, Answer]) -> None:
        """Keep the answers to one diary."""
        none = float(not any(made.truth.values()))
        said = found.factors if isinstance(found, Findings) else found
        for name, truth in made.truth.items():
            one = said[name]
            self.rows.append((person, none, truth, one.claim, one.prob, one.effect, one.lo, one.hi))

    def figures(self) -> dict[str, float]:
        """The figures of the design."""
        return _figures(np.array(self.rows))

    def intervals(self, seed: int = 0) -> dict[str, tuple[float, float]]:
        """90 % bootstrap intervals of the same, people drawn anew with replacement."""
        rows, rng = np.array(self.rows), np.random.default_rng(seed)
        rows = rows[np.argsort(rows[:, 0], kind="stable")]
        by_person = np.split(rows, 1 + np.flatnonzero(np.diff(rows[:, 0])))
        drawn = []
        for _ in range(RESAMPLES):
            pick = rng.integers(0, len(by_person), len(by_person))
            drawn.append(list(_figures(np.concatenate([by_person[i] for i in pick])).values()))
        # a figure that cannot be had (nothing was claimed) is not drawn either
        lo, hi = (np.quantile(np.nan_to_num(np.array(drawn)), at, axis=0) for at in (0.05, 0.95))
        return {name: (float(a), float(b)) for name, a, b in zip(self.figures(), lo, hi, strict=True)}


def _figures(rows: Array) -> dict[str, float]:
    some = rows[rows[:, 1] == 0]
    truth, claim, prob, effect, lo, hi = some[:, 2:].T
    real, claimed = truth != 0, claim > 0
    covered = np.where(np.isnan(lo), np.nan, (lo - 1e-9 <= truth) & (truth <= hi + 1e-9))
    good = claimed & real
    return {
        "power": _mean(claimed[real]),
        "false": _mean(~real[claimed]),
        "alarm": _alarm(rows[rows[:, 1] == 1]),
        "cover": _mean(covered),
        "cover claimed": _mean(covered[claimed]),
        "Brier": _mean((prob - real) ** 2),
        "Brier of base": float(real.mean() * (1 - real.mean())) if len(real) else float("nan"),
        "ECE": _ece(prob, real),
        "wrong way": _mean(np.where(np.isnan(effect), np.nan, effect * truth < 0)[good]),
    }


def _alarm(rows: Array) -> float:
    """The share of people whom nothing moves and to whom something was named."""
    if not len(rows):
        return float("nan")
    # everyone has as many factors; a person drawn twice in the bootstrap counts twice
    return float(np.mean(rows[:, 3].reshape(-1, FACTORS).any(axis=1)))


def _mean(values: Array | NDArray[np.bool_]) -> float:
    known = values[~np.isnan(values)]
    return float(np.mean(known)) if len(known) else float("nan")


def _ece(prob: Array, real: NDArray[np.bool_]) -> float:
    """Expected calibration error over ten equal bins of the stated probability."""
    if not len(prob) or np.isnan(prob).any():
        return float("nan")
    place = np.minimum((prob * 10).astype(int), 9)
    return float(sum(abs(prob[place == b].mean() - real[place == b].mean()) * (place == b).mean() for b in set(place)))


def people(regime: simulate.Regime, count: int, days: int, seed: int) -> Iterator[tuple[int, simulate.MadeUp]]:
    """So many people of each outcome kind; in the regime without triggers four times as many."""
    for number in range(count * (4 if regime == "none" else 1)):
        for place, kind in enumerate(KINDS):
            who = (number * len(KINDS) + place) * len(simulate.REGIMES) + simulate.REGIMES.index(regime)
            yield who, simulate.diary(regime, days, seed * 100_000 + who, kind)


def tallied(answers: Mapping[str, Asked], count: int, days: int, seed: int) -> dict[str, Tally]:
    """Ask everyone's diary of each way of answering."""
    tallies = {name: Tally() for name in answers}
    for regime in simulate.REGIMES:
        for who, made in people(regime, count, days, seed):
            for name, answer in answers.items():
                tallies[name].add(who, made, answer(made))
    return tallies

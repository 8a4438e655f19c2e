# SPDX-License-Identifier: Apache-2.0
"""How often is a trial's verdict right? Made-up trials of three designs in four kinds of noise, and looked at early.

Run: python -m benchmarks.trials [trials per design, noise and effect] [seed]
The first table judges finished trials, with bootstrap intervals; the second looks at trials without an effect at
every phase end, every second day, and only when over; the third loses days and skips the change.
"""

import sys
import time
from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from supple.insight import simulate
from supple.insight.design import Plan, schedule
from supple.insight.noise import Array
from supple.insight.result import TrialResult
from supple.insight.trial import Trial, judge

EFFECTS = (0.0, -1.0, -2.0)
DESIGNS = {"AB 21+28": "A" * 21 + "B" * 28, "ABAB 4x14": ("A" * 14 + "B" * 14) * 2, "4 random pairs": ""}
HEADS = ("false verdict", "power 1", "power 2", "2 dismissed", "cover", "brier")


@dataclass(frozen=True, slots=True)
class Judged:
    """One made-up trial: the truth, and what was said."""

    truth: float
    found: TrialResult

    @property
    def figures(self) -> tuple[float, ...]:
        """This trial's part in each column of the table; NaN where it has none."""
        said, truth, nan = self.found.verdict, self.truth, float("nan")
        inside = float(self.found.lo - 1e-9 <= truth <= self.found.hi + 1e-9) if np.isfinite(self.found.lo) else nan
        return (
            float(said in ("helps", "harms")) if truth == 0 else nan,
            float(said == "helps") if truth == -1 else nan,
            float(said == "helps") if truth == -2 else nan,
            float(said == "no_effect") if truth == -2 else nan,
            inside,
            (self.found.p_helps - (truth < 0)) ** 2,
        )


def make(design: str, noise: simulate.TrialNoise, effect: float, seed: int) -> Trial:
    """Make up one trial."""
    marks = DESIGNS[design] or "".join(schedule(Plan(4, 7, seed=seed)))
    acting = np.array([float(mark == "B") for mark in marks])
    return Trial(simulate.trial(acting, noise, effect, seed), tuple(marks))


def table(groups: dict[str, list[Judged]], seed: int) -> None:
    """Every group's figures, and for all together how far they may be off."""
    print(f"{'':16s}" + "".join(f"{head:>14s}" for head in HEADS))
    for label, judged in groups.items():
        rows = np.array([one.figures for one in judged])
        print(f"{label:16s}" + "".join(f"{figure:14.3f}" for figure in np.nanmean(rows, axis=0)), flush=True)
        if label == "all":
            low, high = bootstrap(rows, seed)
            spans = (f"{a:.3f}-{b:.3f}" for a, b in zip(low, high, strict=True))
            print(f"{'  95 %':16s}" + "".join(f"{span:>14s}" for span in spans))


def bootstrap(rows: Array, seed: int, times: int = 400) -> tuple[Array, Array]:
    """Draw the trials again with replacement, and see how the figures move."""
    rng = np.random.default_rng(seed)
    drawn = [np.nanmean(rows[rng.integers(len(rows), size=len(rows))], axis=0) for _ in range(times)]
    return np.quantile(drawn, 0.025, axis=0), np.quantile(drawn, 0.975, axis=0)


def finished(count: int, seed: int) -> None:
    """Judge trials that are over."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    spent = 0.0
    for noise in simulate.TRIAL_NOISES:
        for at, design in enumerate(DESIGNS):
            for effect in EFFECTS:
                for number in range(count):
                    # every trial has noise of its own: a seed shared between effects would hide chance
                    own = ((seed * 3 + at) * 3 + int(-effect)) * 100_000 + number
                    trial = make(design, noise, effect, own)
                    start = time.perf_counter()
                    answer = Judged(effect, judge(trial))
                    spent += time.perf_counter() - start
                    for group in ("all", noise, design, f"{design[:6].strip()} {noise}"):
                        groups[group].append(answer)
    table(groups, seed)
    print(f"{1000 * spent / len(groups['all']):.1f} ms to judge one trial")


def looked_at(count: int, seed: int) -> None:
    """The share of trials without an effect that ever get a verdict, by how often one looks."""
    wrong: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for noise in simulate.TRIAL_NOISES:
        for at, design in enumerate(DESIGNS):
            for number in range(count):
                trial = make(design, noise, 0.0, (seed * 3 + at) * 100_000 + 50_000 + number)
                over, days = _claims(trial, len(trial.outcome)), len(trial.outcome)
                ends = [day for day in range(14, days) if trial.condition[day] != trial.condition[day - 1]]
                early = {"when over": [], "at phase ends": ends, "every 2nd day": list(range(14, days, 2))}
                for rule, looks in early.items():
                    hit = over or any(_claims(trial, day) for day in looks)
                    wrong[rule, "all"].append(hit)
                    wrong[rule, noise].append(hit)
    print(f"\n{'false verdicts':16s}" + "".join(f"{head:>14s}" for head in ("all", *simulate.TRIAL_NOISES)))
    for rule in ("when over", "at phase ends", "every 2nd day"):
        shares = (float(np.mean(wrong[rule, group])) for group in ("all", *simulate.TRIAL_NOISES))
        print(f"{rule:16s}" + "".join(f"{share:14.3f}" for share in shares))


def _claims(trial: Trial, day: int) -> bool:
    part = Trial(trial.outcome[:day], trial.condition[:day])
    return judge(part, running=day < len(trial.outcome)).verdict in ("helps", "harms")


def untidy(count: int, seed: int) -> None:
    """A fifth of the days not scored, bad ones most; the change skipped on a quarter of its days, or a week ill."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for noise in simulate.TRIAL_NOISES:
        for at, design in enumerate(DESIGNS):
            for effect in EFFECTS:
                for number in range(count):
                    own = ((seed * 3 + at) * 3 + int(-effect)) * 100_000 + 80_000 + number
                    trial = make(design, noise, effect, own)
                    for label, one in _spoilt(trial, effect, np.random.default_rng([own, 4])).items():
                        found = judge(one)
                        groups[label].append(Judged(effect, found))
                        if lived := found.as_taken:
                            beside = replace(found, lo=lived.lo, hi=lived.hi, p_helps=lived.p_helps)
                            groups[" - as lived"].append(Judged(effect, beside))
    print()
    table(groups, seed)


def _spoilt(trial: Trial, effect: float, rng: np.random.Generator) -> dict[str, Trial]:
    days = len(trial.outcome)
    lost = rng.random(days) < np.where(trial.outcome > np.quantile(trial.outcome, 0.6), 0.35, 0.1)
    taken = np.where(trial.acting > 0, (rng.random(days) > 0.25).astype(float), 0.0)
    ill, start = np.zeros(days, dtype=bool), int(rng.integers(0, days - 7))
    ill[start : start + 7] = True
    sick = np.clip(trial.outcome + 2.0 * ill, 0, 10)
    return {
        "days lost": replace(trial, outcome=np.where(lost, np.nan, trial.outcome)),
        "a quarter skipped": replace(
            trial, outcome=np.clip(trial.outcome - effect * (trial.acting - taken), 0, 10), taken=taken
        ),
        "a week ill, paused": replace(trial, outcome=sick, paused=tuple("infection" if day else "" for day in ill)),
    }


def main() -> None:
    """Print every figure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    print(f"seed {seed}, {count} trials per design, noise and effect")
    finished(count, seed)
    looked_at(max(2, count // 5), seed)
    untidy(max(2, count // 5), seed)


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""How often is a trial's verdict right? Measured on made-up trials of three designs in four kinds of noise.

Run: python -m benchmarks.trials [trials per design, noise and effect] [seed]
"""

import sys
import time
from collections import defaultdict

import numpy as np

from supple.insight import simulate
from supple.insight.design import Plan, schedule
from supple.insight.result import TrialResult
from supple.insight.trial import Trial, judge

EFFECTS = (0.0, -1.0, -2.0)
DESIGNS = {"AB 21+28": "A" * 21 + "B" * 28, "ABAB 4x14": ("A" * 14 + "B" * 14) * 2, "4 random pairs": ""}
Answers = list[tuple[float, TrialResult]]


def one(design: str, noise: simulate.TrialNoise, effect: float, seed: int) -> TrialResult:
    """Make up one trial and judge it."""
    marks = DESIGNS[design] or "".join(schedule(Plan(4, 7, seed=seed)))
    acting = np.array([float(mark == "B") for mark in marks])
    return judge(Trial(simulate.trial(acting, noise, effect, seed), tuple(marks)))


def row(label: str, answers: Answers) -> None:
    """One line of the table."""
    found = {effect: [r for true, r in answers if true == effect] for effect in EFFECTS}
    wrong = np.mean([r.verdict in ("helps", "harms") for r in found[0.0]])
    dismissed = np.mean([r.verdict == "no_effect" for r in found[-2.0]])
    power = [np.mean([r.verdict == "helps" for r in found[effect]]) for effect in EFFECTS[1:]]
    cover = np.mean([r.lo - 1e-9 <= true <= r.hi + 1e-9 for true, r in answers])
    brier = np.mean([(r.p_helps - (true < 0)) ** 2 for true, r in answers])
    figures = (wrong, *power, dismissed, cover, brier)
    print(f"{label:16s}" + "".join(f"{figure:13.3f}" for figure in figures), flush=True)


def main() -> None:
    """Print every figure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    groups: dict[str, Answers] = defaultdict(list)
    start = time.perf_counter()
    for noise in simulate.TRIAL_NOISES:
        for design in DESIGNS:
            for effect in EFFECTS:
                for number in range(count):
                    answer = (effect, one(design, noise, effect, seed * 10_000 + number))
                    for group in ("all", noise, design):
                        groups[group].append(answer)
    heads = ("false verdict", "power 1", "power 2", "2 dismissed", "cover", "brier")
    print(f"{'':16s}" + "".join(f"{head:>13s}" for head in heads))
    for label, answers in groups.items():
        row(label, answers)
    print(f"{1000 * (time.perf_counter() - start) / len(groups['all']):.1f} ms a trial, its making up included")


if __name__ == "__main__":
    main()

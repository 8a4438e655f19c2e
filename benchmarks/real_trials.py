# SPDX-License-Identifier: Apache-2.0
"""Trials that never took place, laid over real people's days: every "helps" or "harms" is false.

Run: python -m benchmarks.real_trials migraine.csv [trials per person and design] [seed]
The data are those of `benchmarks.real_diaries`; they are not part of supple: give the path of your own copy.
"""

import sys
from collections import Counter
from pathlib import Path

import numpy as np

from benchmarks.real_diaries import Row, read
from benchmarks.trials import DESIGNS
from supple.insight.design import Plan, schedule
from supple.insight.noise import Array
from supple.insight.trial import Trial, judge

FEWEST = 30  # recorded days


def days(rows: list[Row]) -> Array:
    """One person's headaches, 1 or 0, day by day, with gaps."""
    noted = {int(row["dos"]): float(row["headache"] == "yes") for row in rows}
    values = np.full(max(noted) - min(noted) + 1, np.nan)
    for day, headache in noted.items():
        values[day - min(noted)] = headache
    return values


def main() -> None:
    """Print the share of each verdict."""
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    everything: Counter[str] = Counter()
    for design, fixed in DESIGNS.items():
        verdicts: Counter[str] = Counter()
        for who, rows in read(Path(sys.argv[1])).items():
            whole = days(rows)
            for number in range(times):
                marks = fixed or "".join(schedule(Plan(4, 7, seed=seed * 1000 + int(who) * times + number)))
                if len(whole) < len(marks):
                    continue
                start = int(np.random.default_rng([seed, int(who), number]).integers(0, len(whole) - len(marks) + 1))
                part = whole[start : start + len(marks)]
                if np.isfinite(part).sum() >= FEWEST:
                    verdicts[judge(Trial(part, tuple(marks))).verdict] += 1
        everything += verdicts
        print(f"{design:16s} {_words(verdicts)}", flush=True)
    print(f"{'all':16s} {_words(everything)}")


def _words(verdicts: Counter[str]) -> str:
    wrong = verdicts["helps"] + verdicts["harms"]
    return f"{verdicts.total()} trials, {wrong} called help or harm ({wrong / max(verdicts.total(), 1):.3f})"


if __name__ == "__main__":
    main()

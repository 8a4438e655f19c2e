# SPDX-License-Identifier: Apache-2.0
"""Do a fixed set of made-up trials stay within bounds: false verdicts, power, coverage, and looking early?

Each bound lies about four standard errors of these numbers of trials beyond what large runs of `benchmarks.trials`
measured (false .05, power .49 and .91, cover .91, Brier .09; .05 when looked at): a change of the code that stays
harmless does not cross them, one that loses a tenth of the power or doubles the false verdicts does.
"""

from collections.abc import Iterator

import numpy as np
import pytest

from benchmarks.trials import DESIGNS, Judged, make
from supple.insight import simulate
from supple.insight.trial import Trial, judge

EACH = 40
SEED = 4_000_000


def _judged(effect: float) -> Iterator[Judged]:
    for noise in simulate.TRIAL_NOISES:
        for at, design in enumerate(DESIGNS):
            for number in range(EACH):
                seed = SEED + 100_000 * at + 1_000 * int(-effect) + number
                yield Judged(effect, judge(make(design, noise, effect, seed)))


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    names = ("false", "one", "two", "dismissed", "cover", "brier")
    rows = np.array([one.figures for effect in (0.0, -1.0, -2.0) for one in _judged(effect)])
    return dict(zip(names, np.nanmean(rows, axis=0).tolist(), strict=True))


def test_nothing_is_seldom_called_something(figures: dict[str, float]) -> None:
    assert figures["false"] <= 0.09


def test_one_and_two_points_are_found_often_enough(figures: dict[str, float]) -> None:
    assert figures["one"] >= 0.40
    assert figures["two"] >= 0.85
    assert figures["dismissed"] <= 0.03


def test_the_interval_holds_the_truth_nine_times_in_ten(figures: dict[str, float]) -> None:
    assert 0.87 <= figures["cover"] <= 0.95


def test_the_stated_chance_is_close_to_the_truth(figures: dict[str, float]) -> None:
    assert figures["brier"] <= 0.115


def test_looking_at_every_phase_end_brings_few_more_false_verdicts() -> None:
    wrong = []
    for noise in simulate.TRIAL_NOISES:
        for at, design in enumerate(DESIGNS):
            for number in range(15):
                trial = make(design, noise, 0.0, SEED + 100_000 * at + 50_000 + number)
                marks = trial.condition
                ends = [day for day in range(14, len(marks)) if marks[day] != marks[day - 1]]
                parts = [Trial(trial.outcome[:day], marks[:day]) for day in ends]
                early = any(judge(part, running=True).verdict in ("helps", "harms") for part in parts)
                wrong.append(early or judge(trial).verdict in ("helps", "harms"))
    assert np.mean(wrong) <= 0.13

# SPDX-License-Identifier: Apache-2.0
"""Does judge() know a change that helps from one that does nothing, and say so when it cannot tell?"""

import numpy as np
import pytest

from supple.errors import SuppleError
from supple.insight import simulate
from supple.insight.design import Plan, outlook, schedule
from supple.insight.trial import Trial, judge

MARKS = ("A" * 14 + "B" * 14) * 2


def _trial(effect: float, seed: int, marks: str = MARKS) -> Trial:
    acting = np.array([float(mark == "B") for mark in marks])
    return Trial(simulate.trial(acting, "iid", effect, seed), tuple(marks))


def test_a_change_worth_two_points_helps_and_its_mirror_harms() -> None:
    helped, harmed = judge(_trial(-2.0, 1)), judge(_trial(2.0, 1))
    assert (helped.verdict, harmed.verdict) == ("helps", "harms")
    assert helped.lo < -2.0 < helped.hi
    assert judge(_trial(2.0, 1), better="higher").verdict == "helps"


@pytest.mark.parametrize("seed", range(5))
def test_a_change_that_does_nothing_is_neither_help_nor_harm(seed: int) -> None:
    assert judge(_trial(0.0, seed)).verdict in ("no_effect", "unclear")


def test_a_long_calm_trial_of_nothing_rules_a_worthwhile_effect_out() -> None:
    assert judge(_trial(0.0, 3, MARKS * 2)).verdict == "no_effect"


def test_a_trend_is_not_mistaken_for_a_change_tried_once() -> None:
    rng = np.random.default_rng(1)
    marks = "A" * 28 + "B" * 28
    outcome = np.clip(np.round(8 - np.arange(56) / 14 + 0.7 * rng.standard_normal(56)), 0, 10)
    assert judge(Trial(outcome, tuple(marks))).verdict != "helps"


def test_washout_and_paused_days_are_not_counted() -> None:
    trial = _trial(-2.0, 1, "A" * 14 + "W" * 5 + "B" * 14)
    assert judge(trial).days == 28
    paused = Trial(trial.outcome, trial.condition, paused=(True,) * 4 + (False,) * 29)
    assert judge(paused).days == 24


def test_days_on_which_the_change_was_not_taken_count_as_usual() -> None:
    trial = _trial(-2.0, 4)
    assert judge(Trial(trial.outcome, trial.condition, np.zeros(56))).not_enough is not None
    assert judge(Trial(trial.outcome, trial.condition, np.ones(56))).effect == judge(trial).effect


def test_five_days_each_are_not_enough() -> None:
    found = judge(_trial(-3.0, 1, "AAAAABBBBB"))
    assert found.verdict == "unclear"
    assert found.not_enough is not None
    assert (found.not_enough.have, found.not_enough.more) == (5, 2)


def test_a_schedule_has_every_pair_and_keeps_its_lot() -> None:
    plan = Plan(4, 7, 2, seed=5)
    marks = schedule(plan)
    assert len(marks) == plan.days
    assert (marks.count("A"), marks.count("B"), marks.count("W")) == (28, 28, 14)
    assert schedule(plan) == marks
    assert len({schedule(Plan(4, 7, seed=seed)) for seed in range(12)}) > 1


def test_a_design_of_no_days_is_refused() -> None:
    with pytest.raises(SuppleError) as refused:
        schedule(Plan(0, 7))
    assert refused.value.code == "design-impossible"


def test_two_points_are_seen_more_often_than_one_and_nothing_seldom() -> None:
    seen = outlook(Plan(4, 7), trials=16)
    assert seen.power_two > seen.power_one > seen.false_verdicts
    assert seen.false_verdicts <= 0.15

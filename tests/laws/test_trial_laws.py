# SPDX-License-Identifier: Apache-2.0
"""Laws of trials and changes: what must not move the answer does not, and a mirror turns it round."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supple.insight import simulate
from supple.insight.change import Change, trend
from supple.insight.design import Plan, schedule
from supple.insight.result import TrialResult
from supple.insight.series import DailyTable
from supple.insight.sudden import Watch, watch
from supple.insight.trial import Trial, judge

SEEDS = st.integers(0, 10_000)
EFFECTS = st.sampled_from([0.0, -1.0, -2.0, 2.0])
SOME = settings(max_examples=15, deadline=None)
FEW = settings(max_examples=6, deadline=None)


def _trial(seed: int, effect: float, washout: int = 0) -> Trial:
    marks = schedule(Plan(4, 7, washout, seed=seed))
    acting = np.array([float(mark == "B") for mark in marks])
    noise = simulate.TRIAL_NOISES[seed % 4]
    return Trial(simulate.trial(acting, noise, effect, seed), marks)


def _numbers(found: TrialResult) -> tuple[float, ...]:
    return (found.effect, found.lo, found.hi, found.p_helps, found.p_small)


def _diary(seed: int, days: int = 104) -> DailyTable:
    return DailyTable(date(2026, 1, 5), {"pain": simulate.diary("moody", days, seed).table.columns["outcome"]})


@SOME
@given(SEEDS, st.sampled_from([-2.0, 2.0]))
def test_swapping_the_conditions_turns_the_effect_round(seed: int, effect: float) -> None:
    trial = _trial(seed, effect)
    swapped = tuple({"A": "B", "B": "A"}[mark] for mark in trial.condition)
    one, two = judge(trial), judge(replace(trial, condition=swapped), better="higher")
    # not to the last digit: life before the first day was as usual, and what builds up must do so first
    assert two.effect == pytest.approx(-one.effect, abs=0.9)
    assert np.sign(two.effect) == -np.sign(one.effect)
    assert {one.verdict, two.verdict} != {"helps", "harms"}


@SOME
@given(SEEDS, EFFECTS)
def test_swapping_the_names_of_the_conditions_and_of_the_change_changes_nothing(seed: int, effect: float) -> None:
    trial = _trial(seed, effect)
    swapped = tuple({"A": "B", "B": "A", "W": "W"}[mark] for mark in trial.condition)
    assert judge(replace(trial, condition=swapped, change="A")) == judge(trial)


@SOME
@given(SEEDS, EFFECTS)
def test_turning_the_scale_round_turns_the_effect_round(seed: int, effect: float) -> None:
    trial = _trial(seed, effect)
    one, two = judge(trial), judge(replace(trial, outcome=10.0 - trial.outcome), better="higher")
    np.testing.assert_allclose((two.effect, two.lo, two.hi), (-one.effect, -one.hi, -one.lo), atol=1e-5)
    assert two.p_helps == pytest.approx(one.p_helps, abs=1e-6)
    assert two.verdict == one.verdict


@SOME
@given(SEEDS, EFFECTS, st.floats(-3, 3))
def test_lifting_every_day_changes_nothing(seed: int, effect: float, by: float) -> None:
    trial = _trial(seed, effect)
    lifted = judge(replace(trial, outcome=trial.outcome + by), worthwhile=1.0)
    np.testing.assert_allclose(_numbers(lifted), _numbers(judge(trial, worthwhile=1.0)), atol=1e-5)


@SOME
@given(SEEDS, EFFECTS, st.floats(0, 10))
def test_what_is_noted_on_washout_days_changes_nothing(seed: int, effect: float, noted: float) -> None:
    trial = _trial(seed, effect, washout=3)
    wash = np.array([mark == "W" for mark in trial.condition])
    assert judge(replace(trial, outcome=np.where(wash, noted, trial.outcome))) == judge(trial)


@SOME
@given(SEEDS, EFFECTS, st.integers(1, 20), st.integers(1, 20))
def test_washout_days_before_and_after_change_nothing(seed: int, effect: float, before: int, after: int) -> None:
    trial = _trial(seed, effect)
    outcome = np.r_[np.full(before, 9.0), trial.outcome, np.full(after, 1.0)]
    longer = Trial(outcome, ("W",) * before + trial.condition + ("W",) * after)
    np.testing.assert_allclose(_numbers(judge(longer)), _numbers(judge(trial)), atol=1e-9)
    assert judge(longer).verdict == judge(trial).verdict


@SOME
@given(SEEDS, st.sampled_from([-3.0, 3.0]))
def test_losing_days_at_random_keeps_the_sign_of_a_strong_effect(seed: int, effect: float) -> None:
    trial = _trial(seed - seed % 4, effect)
    lost = np.random.default_rng(seed).random(len(trial.outcome)) < 0.25
    found = judge(replace(trial, outcome=np.where(lost, np.nan, trial.outcome)))
    assert np.sign(found.effect) == np.sign(effect)
    assert found.verdict == ("helps" if effect < 0 else "harms")


@SOME
@given(SEEDS, EFFECTS)
def test_every_number_of_a_trial_is_in_its_place(seed: int, effect: float) -> None:
    found = judge(_trial(seed, effect))
    assert found.lo <= found.effect <= found.hi
    assert 0.0 <= found.p_helps <= 1.0
    assert 0.0 <= found.p_small <= 1.0
    assert found.p_helps < found.sure or found.verdict == "helps"
    if found.marks:
        assert found.marks.p_important <= found.marks.p_minimal <= found.p_helps + 1e-9


@FEW
@given(SEEDS, st.integers(-4000, 4000))
def test_moving_every_date_changes_no_trend_and_no_alarm(seed: int, days: int) -> None:
    table = _diary(seed)
    moved = DailyTable(table.first + timedelta(days=days), table.columns)
    assert trend(moved, "pain") == trend(table, "pain")
    assert watch(moved, "pain") == watch(table, "pain")


@FEW
@given(SEEDS)
def test_turning_the_scale_round_turns_a_trend_round(seed: int) -> None:
    table = _diary(seed)
    turned = DailyTable(table.first, {"pain": 10.0 - table.columns["pain"]})
    one, two = trend(table, "pain"), trend(turned, "pain", better="higher")
    assert isinstance(one, Change)
    assert isinstance(two, Change)
    np.testing.assert_allclose((two.effect, two.lo, two.hi), (-one.effect, -one.hi, -one.lo), atol=1e-5)
    assert two.p_worse == pytest.approx(one.p_worse, abs=1e-6)


@FEW
@given(SEEDS)
def test_fewer_false_alarms_agreed_on_means_a_higher_limit(seed: int) -> None:
    table = _diary(seed)
    often, seldom = watch(table, "pain", per_year=4.0), watch(table, "pain", per_year=0.5)
    assert isinstance(often, Watch)
    assert isinstance(seldom, Watch)
    assert often.limit < seldom.limit
    assert len(often.alarms) >= len(seldom.alarms)

# SPDX-License-Identifier: Apache-2.0
"""Does judge() know a change that helps from one that does nothing, and say so when it cannot tell?"""

from dataclasses import replace

import numpy as np
import pytest

from supple.errors import SuppleError
from supple.insight import simulate
from supple.insight.result import Excluded
from supple.insight.trial import SURE, SURE_RUNNING, Trial, judge

MARKS = ("A" * 14 + "B" * 14) * 2


def _trial(effect: float, seed: int, marks: str = MARKS, name: str = "spasticity") -> Trial:
    acting = np.array([float(mark == "B") for mark in marks])
    return Trial(simulate.trial(acting, "iid", effect, seed), tuple(marks), name=name)


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


@pytest.mark.parametrize("marks", ["A" * 21 + "B" * 28, MARKS])
def test_a_relapse_that_fades_is_not_credited_to_the_change(marks: str) -> None:
    # of made-up ones like these, about two in a hundred are; were steep trends not thought of, nearly all would be
    claims = 0
    for seed in range(20):
        fading = np.linspace(8, 2, len(marks)) + 0.8 * np.random.default_rng(seed).standard_normal(len(marks))
        claims += judge(Trial(np.clip(np.round(fading), 0, 10), tuple(marks))).verdict in ("helps", "harms")
    assert claims <= 3


def test_days_that_do_not_count_are_named_with_their_reason() -> None:
    trial = _trial(-2.0, 1, "A" * 14 + "W" * 5 + "B" * 14)
    outcome = trial.outcome.copy()
    outcome[20] = np.nan
    paused = ("infection",) * 4 + ("",) * 28 + ("heat wave",)
    found = judge(replace(trial, outcome=outcome, paused=paused))
    assert found.days == 22
    assert set(found.excluded) == {
        Excluded("infection", 4), Excluded("washout", 5), Excluded("not recorded", 1), Excluded("heat wave", 1),
    }  # fmt: skip
    assert sum(one.days for one in found.excluded) + found.days == 33


def test_the_headline_counts_days_as_planned_and_days_as_lived_stand_beside_it() -> None:
    marks = MARKS * 2
    done = np.array([float(mark == "B" and day % 3 > 0) for day, mark in enumerate(marks)])
    trial = Trial(simulate.trial(done, "iid", -2.0, 4), tuple(marks), taken=done)
    found = judge(trial)
    assert found.adherence == pytest.approx(2 / 3, abs=0.02)
    assert found.as_taken is not None
    assert found.as_taken.effect < found.effect < -0.8
    assert found.as_taken.lo < -2.0 < found.as_taken.hi
    assert (found.effect, found.lo) == (judge(replace(trial, taken=None)).effect, judge(replace(trial, taken=None)).lo)


def test_skipping_the_change_on_bad_days_does_not_make_it_help() -> None:
    rng = np.random.default_rng(2)
    outcome = np.clip(np.round(5 + 1.2 * rng.standard_normal(112)), 0, 10)
    marks = MARKS * 2
    done = np.array([float(mark == "B" and value <= 5) for mark, value in zip(marks, outcome, strict=True)])
    found = judge(Trial(outcome, tuple(marks), taken=done))
    assert found.verdict in ("no_effect", "unclear")
    assert found.as_taken is not None
    assert found.as_taken.p_helps > SURE


def test_a_change_that_was_hardly_ever_done_is_not_judged() -> None:
    found = judge(replace(_trial(-2.0, 4), taken=np.zeros(56)))
    assert found.not_enough is not None
    assert (found.verdict, found.not_enough.of) == ("unclear", "days with the change")


def test_full_adherence_says_the_same_both_ways() -> None:
    trial = _trial(-2.0, 4)
    found = judge(replace(trial, taken=trial.acting))
    assert found.adherence == 1.0
    assert found.as_taken is not None
    assert found.as_taken.effect == pytest.approx(found.effect)


@pytest.mark.parametrize(
    ("marks", "of", "have"),
    [("AAAAABBBBB", "days with the change", 5), ("A" * 30, "days with the change", 0), ("B" * 30, "usual days", 0)],
)
def test_too_few_days_of_a_condition_are_said(marks: str, of: str, have: int) -> None:
    found = judge(_trial(-3.0, 1, marks))
    assert found.verdict == "unclear"
    assert found.not_enough is not None
    assert (found.not_enough.of, found.not_enough.have, found.not_enough.more) == (of, have, 7 - have)


def test_a_score_that_never_changes_is_not_judged() -> None:
    found = judge(Trial(np.full(56, 4.0), tuple(MARKS)))
    assert found.not_enough is not None
    assert found.not_enough.of == "different values of the outcome"


def test_days_without_any_score_are_not_judged() -> None:
    for nothing in (np.nan, np.inf):
        found = judge(Trial(np.full(56, nothing), tuple(MARKS)))
        assert (found.days, found.verdict) == (0, "unclear")


def test_a_condition_that_is_no_condition_is_refused() -> None:
    with pytest.raises(SuppleError) as refused:
        Trial(np.ones(3), ("A", "Q", "B"))
    assert refused.value.code == "condition-strange"


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(SuppleError) as refused:
        Trial(np.ones(3), ("A", "B"))
    assert refused.value.code == "trial-uneven"


def test_the_marks_are_shares_of_the_persons_own_usual_days() -> None:
    found = judge(_trial(-2.0, 1))
    assert found.usual is not None
    assert found.marks is not None
    assert found.marks.minimal == pytest.approx(0.18 * found.usual)
    assert found.marks.important == pytest.approx(0.30 * found.usual)
    assert 0.5 < found.marks.p_important < found.marks.p_minimal <= 1.0
    assert found.marks.established
    other = judge(_trial(-2.0, 1, name="pain"))
    assert other.marks is not None
    assert not other.marks.established


def test_low_usual_days_have_no_marks_because_a_share_of_little_says_nothing() -> None:
    rng = np.random.default_rng(5)
    outcome = np.clip(np.round(2 + 0.8 * rng.standard_normal(56)), 0, 10)
    assert judge(Trial(outcome, tuple(MARKS))).marks is None


def test_a_running_trial_is_asked_for_more_certainty() -> None:
    found = [judge(_trial(-1.0, seed)) for seed in range(30)]
    between = next(seed for seed, one in enumerate(found) if SURE <= one.p_helps < SURE_RUNNING)
    over, running = judge(_trial(-1.0, between)), judge(_trial(-1.0, between), running=True)
    assert (over.verdict, running.verdict) == ("helps", "unclear")
    assert (over.sure, running.sure) == (SURE, SURE_RUNNING)
    assert over.p_helps == running.p_helps


def test_planned_days_after_the_last_score_are_left() -> None:
    trial = _trial(-1.0, 1)
    assert trial.left == 0
    outcome = trial.outcome.copy()
    outcome[40:] = np.nan
    assert replace(trial, outcome=outcome).left == 16


def test_a_score_without_any_noise_is_judged_without_trouble() -> None:
    outcome = np.array([5.0 if mark == "A" else 3.0 for mark in MARKS])
    found = judge(Trial(outcome, tuple(MARKS)))
    assert (found.verdict, round(found.effect)) == ("helps", -2)
    assert found.lo <= -2.0 + 1e-6
    assert found.hi >= -2.0 - 1e-6

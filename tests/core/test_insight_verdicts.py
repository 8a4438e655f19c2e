# SPDX-License-Identifier: Apache-2.0
"""When is something claimed, and how many more days are asked for?"""

from dataclasses import replace

import numpy as np
import pytest

from supple.insight import ahead
from supple.insight.about import About, Factor
from supple.insight.joint import find_jointly
from supple.insight.triggers import find, fit
from supple.insight.verdicts import Belief, claimed

SURE = Belief(0.9, 1.0, 0.5, 1.5, 0.95, 1.0)


def _claims(*prob: float, belief: Belief = SURE, days: int = 200) -> list[bool]:
    return claimed(np.array(prob), [True] * len(prob), [belief] * len(prob), days)


@pytest.mark.parametrize(
    ("prob", "expected"),
    [
        ((0.80, 0.05, 0.05), (False, False, False)),  # one alone has to be surer
        ((0.95, 0.05, 0.05), (True, False, False)),
        ((0.72, 0.72, 0.05), (True, True, False)),  # two bear each other out
        ((0.95, 0.59, 0.51), (True, True, False)),  # then what is likelier than not is named
        ((0.60, 0.57, 0.56), (False, False, False)),
        ((0.79,), (True,)),  # nothing else was asked about
        ((0.70,), (False,)),
        ((), ()),
    ],
)
def test_something_must_surely_matter_before_anything_is_named(
    prob: tuple[float, ...], expected: tuple[bool, ...]
) -> None:
    assert tuple(_claims(*prob)) == expected


def test_what_does_not_know_its_direction_or_is_tiny_is_never_claimed() -> None:
    either_way = Belief(0.99, 0.0, -1.0, 1.0, 0.9, 0.6)
    tiny = Belief(0.99, 0.1, 0.05, 0.15, 0.01, 1.0)
    assert not any(_claims(0.99, 0.99, belief=either_way) + _claims(0.99, 0.99, belief=tiny))


def test_a_factor_without_enough_days_neither_is_claimed_nor_bears_another_out() -> None:
    assert claimed(np.array([0.7, 0.9]), [True, False], [SURE, SURE], 60) == [False, False]


def test_in_the_first_six_weeks_more_is_asked() -> None:
    assert _claims(0.95, 0.05, days=40) == [False, False]
    assert _claims(0.95, 0.60, days=40) == [True, True]


def test_in_the_first_weeks_each_factor_has_to_be_surer() -> None:
    assert _claims(0.95, 0.59, days=70) == [True, False]
    assert _claims(0.95, 0.59, days=130) == [True, True]


def test_in_the_first_four_months_one_alone_and_two_together_have_to_be_surer() -> None:
    assert _claims(0.94, 0.05, days=100) == [False, False]
    assert _claims(0.96, 0.05, days=100) == [True, False]
    assert _claims(0.72, 0.72, days=100) == [False, False]
    assert _claims(0.75, 0.75, days=100) == [True, True]


def test_fewer_days_are_asked_for_once_something_else_is_nearly_sure() -> None:
    rng = np.random.default_rng(5)
    heat, tea = ((rng.random(60) < 0.4).astype(np.float64) for _ in range(2))
    stiff = np.clip(np.round(4 + 0.6 * heat + 1.3 * rng.standard_normal(60)), 0, 10)
    walked = fit({"stiff": stiff, "heat": heat, "tea": tea}, About("stiff"), 0).walked
    assert walked is not None
    said = [replace(walked, chance=np.array([walked.chance[0], [sure, 0.0, 0.0, 0.0]])) for sure in (0.01, 0.999)]
    alone, beside = (ahead.days_more(one, [0], 60, 60)[0] for one in said)
    assert alone is not None
    assert beside is not None
    assert beside < alone


def test_a_score_that_is_better_when_higher_lends_its_days_the_right_way_round() -> None:
    rng = np.random.default_rng(8)
    heat, tea = ((rng.random(80) < 0.4).astype(np.float64) for _ in range(2))
    stiff = np.clip(np.round(4 + 0.9 * heat + 1.4 * rng.standard_normal(80)), 0, 10)
    diary = {"stiff": stiff, "heat": heat, "tea": tea}
    low, high = (np.clip(np.round(6 + way * 3 * heat + rng.standard_normal(80)), 0, 10) for way in (-1, 1))
    factors = (Factor("heat"), Factor("tea"))
    asked = (About("stiff", factors=factors), About("mood", better="higher", factors=factors))
    alone = find(diary, asked[0]).factors["heat"].prob
    worse, better = (find_jointly({**diary, "mood": mood}, asked)[0].factors["heat"].prob for mood in (low, high))
    assert worse > max(alone, better)

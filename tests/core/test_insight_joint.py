# SPDX-License-Identifier: Apache-2.0
"""Do several symptoms, asked together, lend each other what their days say, and no more than that?"""

import numpy as np

from supple.insight.about import About, Factor
from supple.insight.joint import find_jointly
from supple.insight.noise import Array
from supple.insight.triggers import find


def _diary(seed: int, effects: tuple[float, float]) -> dict[str, Array]:
    rng = np.random.default_rng(seed)
    heat, tea, walk = ((rng.random(90) < share).astype(np.float64) for share in (0.3, 0.5, 0.4))
    stiff, cramps = (np.clip(np.round(4 + effect * heat + 1.5 * rng.standard_normal(90)), 0, 10) for effect in effects)
    return {"stiff": stiff, "cramps": cramps, "heat": heat, "tea": tea, "walk": walk}


def _about_heat() -> tuple[About, About]:
    factors = (Factor("heat"), Factor("tea"), Factor("walk"))
    return About("stiff", factors=factors), About("cramps", factors=factors)


def test_a_factor_that_moves_one_symptom_surely_is_believed_sooner_for_the_other() -> None:
    diary = _diary(3, (2.5, 0.9))
    alone = find(diary, _about_heat()[1])
    stiff, cramps = find_jointly(diary, _about_heat())
    assert stiff.factors["heat"].claim
    assert cramps.factors["heat"].prob > alone.factors["heat"].prob


def test_symptoms_that_nothing_moves_lend_each_other_nothing() -> None:
    for found in find_jointly(_diary(5, (0.0, 0.0)), _about_heat()):
        assert found.claims == ()


def test_the_same_symptom_told_twice_adds_nothing() -> None:
    diary = _diary(4, (1.0, 0.0))
    diary["again"] = diary["stiff"] * 1.0
    factors = _about_heat()[0].factors
    once = find_jointly(diary, [About("stiff", factors=factors)])[0].factors["heat"].prob
    twice = find_jointly(diary, [About("stiff", factors=factors), About("again", factors=factors)])[0]
    assert abs(twice.factors["heat"].prob - once) < 0.1


def test_a_symptom_without_enough_days_leaves_the_others_as_they_are() -> None:
    diary = _diary(6, (2.5, 1.0))
    diary["cramps"][5:] = np.nan
    stiff, cramps = find_jointly(diary, _about_heat())
    assert stiff.claims == ("heat",)
    assert cramps.not_enough is not None

# SPDX-License-Identifier: Apache-2.0
"""Do several symptoms, asked together, lend each other what their days say, and no more than that?"""

import numpy as np
import pytest

from supple.errors import SuppleError
from supple.insight.about import About, Factor, jointly, parse
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


def test_what_is_asked_beside_is_never_a_factor_also_when_it_was_named_as_one() -> None:
    raw = {"outcome": "stiff", "beside": ["cramps", {"name": "walk", "better": "higher"}]}
    for named in ({}, {"factors": [{"name": "heat"}, {"name": "tea"}, {"name": "cramps"}]}):
        stiff, cramps, walk = find_jointly(_diary(3, (2.5, 0.9)), jointly(parse({**raw, **named})))
        assert set(stiff.factors) == set(cramps.factors) == set(walk.factors) == {"heat", "tea"}
        assert (stiff.better, walk.better) == ("lower", "higher")
        assert [one.about for one in stiff.said if one.code == "asked-beside"] == ["cramps", "walk"]


def test_asking_beside_lends_the_same_as_asking_jointly() -> None:
    diary = _diary(3, (2.5, 0.9))
    beside = parse({"outcome": "cramps", "beside": ["stiff"]})
    one, other = find_jointly(diary, jointly(beside))[0], find_jointly(diary, _about_heat()[::-1])[0]
    assert one.factors == other.factors


@pytest.mark.parametrize(
    "raw",
    [
        {"beside": ["cramps"]},
        {"outcome": "stiff", "beside": ["stiff"]},
        {"outcome": "stiff", "beside": "cramps"},
        {"outcome": "stiff", "beside": [3]},
        {"outcome": "stiff", "beside": [{"kind": "count"}]},
        {"outcome": "stiff", "beside": [{"name": "cramps", "better": "sideways"}]},
        {"outcome": "stiff", "beside": ["cramps"], "factors": [{"name": "cramps"}]},
    ],
)
def test_a_description_of_what_is_asked_beside_that_cannot_be_meant_is_refused(raw: dict[str, object]) -> None:
    with pytest.raises(SuppleError) as refused:
        jointly(parse(raw))
    assert refused.value.code == "about-unreadable"


@pytest.mark.parametrize(("named", "asked"), [((), ["heat"]), (("pain", "heat"), ["pain", "heat"])])
def test_a_symptom_is_a_factor_only_where_it_is_named_and_both_are_said(
    named: tuple[str, ...], asked: list[str]
) -> None:
    diary = _diary(5, (1.0, 0.0))
    days = {"stiff": diary["stiff"], "pain": diary["cramps"], "heat": diary["heat"]}
    found = find(days, About("stiff", factors=tuple(Factor(name) for name in named)))
    assert list(found.factors) == asked
    codes = {one.code for one in found.said if one.about == "pain"}
    assert ("symptom-asked" in codes, "symptom-left-out" in codes) == (bool(named), not named)


def test_a_symptom_without_enough_days_leaves_the_others_as_they_are() -> None:
    diary = _diary(6, (2.5, 1.0))
    diary["cramps"][5:] = np.nan
    stiff, cramps = find_jointly(diary, _about_heat())
    assert stiff.claims == ("heat",)
    assert cramps.not_enough is not None

# SPDX-License-Identifier: Apache-2.0
"""Does find() say what a diary can honestly say, and no more?"""

import json
from dataclasses import replace

import numpy as np
import pytest

from supple.errors import SuppleError
from supple.insight import simulate
from supple.insight.about import About, Factor, parse
from supple.insight.effects import expected_share
from supple.insight.noise import Array
from supple.insight.triggers import find


def _diary(days: int, seed: int, effect: float) -> dict[str, Array]:
    rng = np.random.default_rng(seed)
    heat = (rng.random(days) < 0.3).astype(np.float64)
    tea = (rng.random(days) < 0.5).astype(np.float64)
    stiff = np.clip(np.round(4 + effect * heat + rng.standard_normal(days)), 0, 10)
    return {"stiff": stiff, "heat": heat, "tea": tea}


def test_a_strong_planted_trigger_is_found_with_its_size_inside_the_interval() -> None:
    found = find(_diary(90, 14, 2.0))
    heat = found.factors["heat"]
    assert found.claims == ("heat",)
    assert heat.verdict == "trigger"
    assert heat.lo < 2.0 < heat.hi
    assert (heat.lag, heat.days_more, heat.set) == (0, 0, ())


def test_what_lowers_a_symptom_is_a_helper_and_the_word_turns_with_the_direction_of_better() -> None:
    diary = _diary(90, 2, -2.0)
    assert find(diary).factors["heat"].verdict == "helper"
    assert find(diary, About(better="higher")).factors["heat"].verdict == "trigger"


def test_an_effect_of_the_day_before_is_found_as_such() -> None:
    diary = _diary(120, 3, 0.0)
    diary["stiff"] = np.clip(diary["stiff"] + 2.0 * np.roll(diary["heat"], 1), 0, 10)
    heat = find(diary).factors["heat"]
    assert (heat.claim, heat.lag) == (True, 1)


@pytest.mark.parametrize("seed", range(6))
def test_a_diary_without_a_trigger_yields_no_claim(seed: int) -> None:
    made = simulate.diary("none", 90, seed)
    found = find(made.table, made.about)
    assert found.claims == ()


def test_diaries_without_a_trigger_leave_the_mean_probability_below_the_prior() -> None:
    made = [simulate.diary("none", 90, seed) for seed in range(12)]
    found = [e.prob for one in made for e in find(one.table, one.about).factors.values()]
    assert float(np.mean(found)) < expected_share(20)


def test_exposures_moved_away_from_their_days_yield_no_claim() -> None:
    made = simulate.without_link(simulate.diary("easy", 120, 4), 1)
    found = find(made.table, made.about)
    assert found.claims == ()


def test_nine_days_say_not_enough_and_how_many_more() -> None:
    found = find(_diary(9, 1, 3.0))
    assert found.not_enough is not None
    assert (found.not_enough.have, found.not_enough.need, found.not_enough.more) == (9, 14, 5)
    assert {estimate.verdict for estimate in found.factors.values()} == {"not enough days with it"}
    assert all((estimate.days_more or 0) >= 5 for estimate in found.factors.values())


def test_an_exposure_met_three_times_is_never_claimed_and_says_how_long_until_five() -> None:
    diary = _diary(60, 5, 0.0)
    diary["heat"][:] = 0.0
    diary["heat"][[10, 30, 50]] = 1.0
    diary["stiff"] = np.clip(diary["stiff"] + 4 * diary["heat"], 0, 10)
    heat = find(diary).factors["heat"]
    assert (heat.claim, heat.verdict, heat.days_more) == (False, "not enough days with it", 40)


def test_what_is_met_on_nearly_all_days_or_hardly_ever_says_so_when_waiting_takes_more_than_a_year() -> None:
    diary = _diary(130, 5, 0.0)
    diary["heat"], diary["tea"] = np.ones(130), np.zeros(130)
    diary["heat"][::20], diary["tea"][7::20] = 0.0, 1.0
    diary["rare"] = np.zeros(130)
    diary["rare"][40] = 1.0
    found = find(diary).factors
    assert [found[name].why for name in ("heat", "tea")] == ["nearly-always-met", "seldom-met"]
    assert all((found[name].days_more or 9999) > 365 for name in ("heat", "tea"))
    assert (found["rare"].verdict, found["rare"].days_more, found["rare"].why) == (
        "not enough days with it", 520, "seldom-met",
    )  # fmt: skip


def test_an_exposure_that_never_came_is_given_no_number_of_days() -> None:
    diary = _diary(60, 5, 0.0)
    diary["heat"][:] = 0.0
    diary["tea"][:], diary["sleep"] = 1.0, np.full(60, 7.5)
    found = find(diary, About("stiff", factors=(Factor("heat"), Factor("tea"), Factor("sleep", "cont")))).factors
    heat = found["heat"]
    assert (heat.verdict, heat.days_more) == ("not enough days with it", None)
    assert [found[name].why for name in ("heat", "tea", "sleep")] == ["never-met", "always-met", "never-differs"]
    assert [found[name].met for name in ("heat", "tea", "sleep")] == [True, True, False]


def test_two_exposures_that_always_go_together_are_a_set_and_neither_is_claimed() -> None:
    diary = _diary(120, 6, 2.5)
    diary["thirst"] = diary["heat"].copy()
    found = find(diary)
    assert found.claims == ()
    assert found.factors["heat"].set == found.factors["thirst"].set == ("heat", "thirst")
    assert {found.factors[name].why for name in ("heat", "thirst")} == {"not-told-apart"}
    assert (found.factors["tea"].alike, found.factors["tea"].set) == ((), ())
    assert found.sets == (("heat", "thirst"),)
    assert found.factors["heat"].together == pytest.approx(2 * found.factors["heat"].prob)
    assert found.factors["tea"].together is None


def test_a_lasting_drift_beside_a_lasting_exposure_is_not_claimed() -> None:
    rng = np.random.default_rng(7)
    stiff = np.clip(np.round(4 + np.cumsum(0.25 * rng.standard_normal(120))), 0, 10)
    patch = (np.arange(120) // 20 % 2).astype(np.float64)
    assert find({"stiff": stiff, "patch": patch}).claims == ()


def test_gaps_in_an_exposure_are_filled_and_said() -> None:
    diary = _diary(90, 8, 2.0)
    diary["heat"][::6] = np.nan
    found = find(diary)
    assert found.claims == ("heat",)
    assert ("gaps-filled", "heat", "15") in [(one.code, one.about, one.value) for one in found.said]


def test_days_without_the_outcome_cost_nothing_but_their_number() -> None:
    diary = _diary(120, 9, 2.0)
    diary["stiff"][40:60] = np.nan
    assert find(diary).claims == ("heat",)


def test_counts_and_yes_no_nights_answer_on_their_own_scale() -> None:
    rng = np.random.default_rng(10)
    heat = (rng.random(200) < 0.4).astype(np.float64)
    spasms = rng.poisson(np.where(heat > 0, 9.0, 4.0)).astype(np.float64)
    woken = (rng.random(200) < np.where(heat > 0, 0.7, 0.2)).astype(np.float64)
    counted = find({"spasms": spasms, "heat": heat}, About(kind="count")).factors["heat"]
    nights = find({"woken": woken, "heat": heat}).factors["heat"]
    assert counted.claim
    assert counted.lo < 5.0 < counted.hi
    assert nights.claim
    assert nights.lo < 0.5 < nights.hi < 1.0


def test_a_tiny_but_certain_effect_is_too_small_to_matter() -> None:
    rng = np.random.default_rng(11)
    tea = (rng.random(365) < 0.5).astype(np.float64)
    found = find({"stiff": 4.0 + 0.2 * tea + 0.2 * rng.standard_normal(365), "tea": tea})
    assert (found.factors["tea"].verdict, found.factors["tea"].claim) == ("too small to matter", False)


def test_the_same_diary_and_seed_give_the_same_answer() -> None:
    made = simulate.diary("together", 60, 2)
    assert find(made.table, made.about, seed=5) == find(made.table, made.about, seed=5)


def test_the_point_told_lies_in_its_interval_also_where_a_few_draws_are_far_off() -> None:
    regimes: tuple[simulate.Regime, ...] = ("easy", "drift")
    made = [simulate.diary(regime, 60, seed, width=10) for regime in regimes for seed in range(3)]
    told = [one for diary in made for one in find(diary.table, diary.about).factors.values()]
    assert [one for one in told if not one.lo <= one.effect <= one.hi] == []


def test_the_days_used_are_those_with_the_outcome() -> None:
    diary = _diary(120, 9, 2.0)
    diary["stiff"][40:70] = np.nan
    found = find(diary)
    assert (found.days, found.recorded) == (120, 90)
    assert found.factors["heat"].exposed == int(np.nansum(np.where(np.isfinite(diary["stiff"]), diary["heat"], 0)))


def test_an_outcome_that_never_changes_claims_nothing() -> None:
    diary = _diary(40, 1, 0.0)
    diary["stiff"][:] = 3.0
    assert find(diary).claims == ()


def test_an_outcome_that_never_changes_lacks_different_values_and_not_days_with_the_factor() -> None:
    diary = _diary(60, 1, 0.0)
    diary["stiff"][:], diary["stiff"][7] = 3.0, np.nan
    diary["tea"][:] = 0.0
    found = find(diary)
    assert found.not_enough is not None
    assert (found.not_enough.have, found.not_enough.need) == (1, 2)
    assert found.not_enough.of == "different values of the outcome"
    heat, tea = found.factors["heat"], found.factors["tea"]
    assert heat.exposed >= 5
    assert (heat.verdict, heat.days_more, heat.claim) == ("cannot tell yet", None, False)
    assert heat.why == "outcome-never-differs"
    assert tea.verdict == "not enough days with it"


def test_a_treatment_that_begins_with_an_exposure_takes_the_step_upon_itself() -> None:
    made = simulate.diary("drift", 120, 3)
    assert made.about.treatments
    with_step = find(made.table, made.about)
    assert all(made.truth[name] for name in with_step.claims)
    assert find(made.table, replace(made.about, treatments=())).factors.keys() == with_step.factors.keys()


@pytest.mark.parametrize(
    ("about", "code"),
    [
        (About("nowhere"), "outcome-missing"),
        (About("stiff", factors=(Factor("nowhere"),)), "factor-missing"),
        (About("stiff", "binary"), "not-yes-no"),
    ],
)
def test_a_question_that_does_not_fit_the_diary_is_refused(about: About, code: str) -> None:
    with pytest.raises(SuppleError) as refused:
        find(_diary(30, 1, 0.0), about)
    assert refused.value.code == code


def test_a_count_below_zero_is_refused() -> None:
    with pytest.raises(SuppleError, match="below 0"):
        find({"spasms": [1.0, -2.0, 3.0] * 10, "heat": [0.0, 1.0, 0.0] * 10}, About(kind="count"))


@pytest.mark.parametrize(
    "raw",
    [
        {"kind": "colour"},
        {"better": 3},
        {"factors": "heat"},
        {"factors": [{"type": "bin"}]},
        {"factors": [{"name": "heat", "unit": -1}]},
        {"factors": [{"name": "heat", "unit": True}]},
        {"treatments": [{"name": "x", "start": "soon"}]},
        {"outcome": 7},
    ],
)
def test_a_description_that_cannot_be_meant_is_refused(raw: dict[str, object]) -> None:
    with pytest.raises(SuppleError) as refused:
        parse(raw)
    assert refused.value.code == "about-unreadable"


def test_a_description_is_read_as_the_interface_writes_it() -> None:
    raw = json.loads(
        '{"case": "c", "outcome": "stiff", "kind": "ordinal", "days": 90, "better": "lower",'
        ' "factors": [{"name": "heat", "type": "bin", "unit": 1.0}],'
        ' "treatments": [{"name": "baclofen", "start": "2026-02-01"}]}'
    )
    about = parse(raw)
    assert about.factors == (Factor("heat", "bin", 1.0),)
    assert about.treatments[0].start.isoformat() == "2026-02-01"


def test_types_and_units_left_open_are_inferred_and_said() -> None:
    rng = np.random.default_rng(1)
    columns = {
        "stiff": rng.integers(0, 11, 40).astype(float),
        "hours": 7 + rng.standard_normal(40),
        "stress": rng.integers(2, 9, 40).astype(float),
        "coffees": rng.integers(0, 3, 40).astype(float),
        "heat": rng.integers(0, 2, 40).astype(float),
        "never": np.full(40, np.nan),
    }
    said = {one.about: one.value for one in find(columns).said if one.code.endswith("inferred")}
    assert said["stiff"] == "ordinal"
    assert [said[name].split(",")[0] for name in list(columns)[1:]] == ["cont", "score", "count", "bin", "bin"]

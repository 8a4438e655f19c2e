# SPDX-License-Identifier: Apache-2.0
"""Are the sentences of a finding true to its numbers, in every verdict?"""

from dataclasses import replace

import pytest

from supple.care.choosable import Way
from supple.insight.result import Estimate, Findings, Why
from supple.report import found as told

HEAT = Estimate(True, 0.97, 1.3, 0.8, 1.9, 0, "trigger", 0, (), 1.0, 30)


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("ordinal", "+1.3 points (between +0.8 and +1.9)"),
        ("count", "+1.3 times (between +0.8 and +1.9)"),
        ("binary", "+13 in 100 days (between +8 and +19)"),
    ],
)
def test_an_effect_is_said_on_the_outcome_s_own_scale(kind: str, says: str) -> None:
    one = HEAT if kind != "binary" else replace(HEAT, effect=0.13, lo=0.08, hi=0.19)
    assert told.amount(one, kind).text() == says


def test_nothing_is_never_written_as_minus_nothing() -> None:
    none = replace(HEAT, claim=False, effect=-0.01, lo=-0.02, hi=0.0, verdict="too small to matter")
    assert told.ruled_out("Heat", none, "ordinal").text() == (
        "Heat goes with a difference that is too small to matter: 0.0 points (between 0.0 and 0.0)."
    )


def test_no_association_is_told_as_a_chance_and_never_as_none_at_all() -> None:
    none = replace(HEAT, claim=False, prob=0.002, effect=0.0, lo=0.0, hi=0.0, verdict="no association")
    assert told.ruled_out("Heat", none, "ordinal").text() == (
        "Heat: no association seen. That it matters at all has a chance of 1 in 100."
    )


def test_a_helper_goes_with_better_days_and_a_step_is_named() -> None:
    helper = replace(HEAT, verdict="helper", effect=-0.5, lo=-0.9, hi=-0.1, unit=2.0, lag=2)
    assert told.claim("Sleep", helper, "ordinal").text() == (
        "Sleep (two days before) goes with better days: -0.5 points (between -0.9 and -0.1) for each 2; 97 in 100 sure."
    )


SO_FAR = "Heat: +1.3 points (between +0.8 and +1.9). That it matters at all has a chance of 97 in 100. "
UNTOLD = replace(HEAT, claim=False, verdict="cannot tell yet", days_more=None)
RARE = replace(UNTOLD, verdict="not enough days with it")


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (replace(UNTOLD, days_more=20), SO_FAR + "About 20 more days may tell."),
        (replace(UNTOLD, days_more=900, why="too-many-days"),
         SO_FAR + "It would take more than a year of days like these. If you can change it, a planned trial can tell."),
        (replace(UNTOLD, why="too-many-days"),
         SO_FAR + "Three more years of days like these would probably not tell. "
         "If you can change it, a planned trial can tell."),
        (replace(UNTOLD, why="same-as-outcome"),
         "Heat. It says the same as the outcome, day by day, so nothing can be learned from it."),
        (replace(RARE, days_more=9, exposed=2), "Heat. About 9 more days at this pace."),
        (replace(RARE, exposed=0, why="never-met"),
         "Heat was never written down as met, so there is nothing to compare."),
        (replace(RARE, why="always-met"),
         "Heat. It was met on every recorded day, so there is nothing to compare. "
         "If you can change it, a planned trial can tell."),
    ],
)  # fmt: skip
def test_why_there_is_no_answer_yet_is_said(one: Estimate, says: str) -> None:
    assert told.unknown("Heat", one, "ordinal").text() == says


@pytest.mark.parametrize(
    ("why", "way", "ends"),
    [
        ("too-many-days", "itself", "A planned trial can tell."),
        ("too-many-days", "against", "A planned trial of something against it can tell."),
        ("too-many-days", "never", "It is nothing to be tried, so no trial can tell either."),
        ("too-many-days", "team", "It is nothing to try alone: ask your team."),
        ("seldom-met", "itself", "A planned trial can tell."),
        ("seldom-met", "against", "too few, and coming too slowly, to tell."),
        ("never-differs", "itself", "so there is nothing to compare."),
    ],
)
def test_a_trial_is_named_only_where_there_is_something_to_try(why: Why, way: Way, ends: str) -> None:
    assert told.unknown("Heat", replace(UNTOLD, why=why), "ordinal", way).text().endswith(ends)


def test_those_that_cannot_be_told_apart_are_named_whether_or_not_days_may_part_them() -> None:
    never = told.unknown("Heat", replace(UNTOLD, why="not-told-apart"), "ordinal", "never", ["Thirst", "Sun"]).text()
    assert "It cannot be told apart from Thirst or Sun, and more days like these do not part them." in never
    later = told.unknown("Heat", replace(UNTOLD, days_more=40), "ordinal", "never", ["Thirst"]).text()
    assert later.endswith("About 40 more days may tell. So far it cannot be told apart from Thirst.")


@pytest.mark.parametrize(("effect", "word"), [(0.4, "worse"), (-0.4, "better")])
def test_a_set_says_which_way_it_goes_and_how_sure_that_one_of_them_does(effect: float, word: str) -> None:
    one = replace(UNTOLD, effect=effect, set=("heat", "thirst"), together=0.93, prob=0.47)
    found = Findings("stiff", "ordinal", "lower", 90, {"heat": one, "thirst": one}, None)
    assert told.together(found, ("heat", "thirst"), str.upper).text() == (
        f"One of these goes with {word} days, and the diary cannot tell which yet: HEAT or THIRST; 93 in 100 sure."
    )


def test_the_days_used_are_told_of_all_days_where_some_have_no_answer() -> None:
    whole = Findings("stiff", "ordinal", "lower", 90, {"heat": HEAT}, None, recorded=90)
    assert told.basis(HEAT, whole).text() == "90 days used, 30 of them with it."
    assert told.basis(HEAT, replace(whole, days=209)).text() == "90 of 209 days used, 30 of them with it."
    sleep = replace(HEAT, met=False)
    assert told.basis(sleep, whole).text() == "90 days used; on 30 of them it was not as usual."
    assert (
        told.basis(sleep, replace(whole, days=209)).text() == "90 of 209 days used; on 30 of them it was not as usual."
    )


def test_a_range_from_nothing_to_nothing_is_left_out() -> None:
    none = replace(UNTOLD, effect=0.0, lo=0.0, hi=0.0, prob=0.07, why="too-many-days")
    assert told.unknown("Heat", none, "ordinal", "never").text() == (
        "Heat. That it matters at all has a chance of 7 in 100. "
        "Three more years of days like these would probably not tell. "
        "It is nothing to be tried, so no trial can tell either."
    )


def test_what_is_certain_but_tiny_says_so() -> None:
    tiny = replace(HEAT, claim=False, verdict="too small to matter", effect=0.2, lo=0.1, hi=0.3)
    assert "too small to matter" in told.ruled_out("Heat", tiny, "ordinal").text()
    assert told.when(replace(tiny, lag=None)).text() == ""
    assert told.when(replace(tiny, lag=1)).text() == "It shows a day later."

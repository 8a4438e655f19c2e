# SPDX-License-Identifier: Apache-2.0
"""Are the sentences of a finding true to its numbers, in every verdict?"""

from dataclasses import replace

import pytest

from supple.insight.result import Estimate
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


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"verdict": "cannot tell yet", "days_more": 20}, "Heat. About 20 more days may tell."),
        ({"verdict": "cannot tell yet", "days_more": None}, "Heat. A planned trial would tell sooner."),
        ({"verdict": "cannot tell yet", "days_more": 900}, "Heat. A planned trial would tell sooner."),
        ({"verdict": "not enough days with it", "days_more": 9, "exposed": 2}, "Heat. About 9 more days at this pace."),
        ({"verdict": "not enough days with it", "days_more": None, "exposed": 0},
         "Heat was never written down as met, so there is nothing to compare."),
    ],
)  # fmt: skip
def test_why_there_is_no_answer_yet_is_said(more: dict[str, object], says: str) -> None:
    assert told.unknown("Heat", replace(HEAT, claim=False, **more)).text() == says  # type: ignore[arg-type]


def test_what_is_certain_but_tiny_says_so() -> None:
    tiny = replace(HEAT, claim=False, verdict="too small to matter", effect=0.2, lo=0.1, hi=0.3)
    assert "too small to matter" in told.ruled_out("Heat", tiny, "ordinal").text()
    assert told.when(replace(tiny, lag=None)).text() == ""
    assert told.when(replace(tiny, lag=1)).text() == "It shows a day later."

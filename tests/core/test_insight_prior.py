# SPDX-License-Identifier: Apache-2.0
"""Do expectations shift the balance a little, give way to the days, and come out of sums that give nobody away?"""

from collections.abc import Sequence

import numpy as np
import pytest

from supple.errors import SuppleError
from supple.insight import cohort, many, prior
from supple.insight.about import About, Factor, parse
from supple.insight.arrays import Array
from supple.insight.evidence import even, ratios, weighed
from supple.insight.prior import CohortPrior, Others
from supple.insight.triggers import Fitted, find, fit

NAMES = ("heat", "tea", "walk", "late", "salt", "wind")


def _diary(seed: int, effects: Sequence[float] = (1.2,), days: int = 60) -> dict[str, Array]:
    rng = np.random.default_rng(seed)
    columns = {name: (rng.random(days) < 0.4).astype(np.float64) for name in NAMES}
    moved = sum(effect * columns[name] for name, effect in zip(NAMES, effects, strict=False))
    return {"stiff": np.clip(np.round(4 + moved + 1.3 * rng.standard_normal(days)), 0, 10), **columns}


def _fitted(seed: int, effects: Sequence[float] = (1.2,)) -> Fitted:
    return fit(_diary(seed, effects), About("stiff"), 0)


def _prior(heat: float, tea: float) -> CohortPrior:
    known = dict.fromkeys(NAMES, Others(0.05, 0.5, 400))
    return CohortPrior({"stiff": {**known, "heat": Others(heat, 0.9, 400), "tea": Others(tea, 0.9, 400)}})


def test_the_belief_that_was_held_all_along_changes_no_probability() -> None:
    walked = _fitted(1).walked
    assert walked is not None
    again = weighed(walked, [(1.0, even(len(walked.inclusion)))])
    np.testing.assert_allclose(again.inclusion, walked.inclusion, atol=1e-6)
    assert again.tilt is not None
    np.testing.assert_allclose(again.tilt.sum(axis=0), 1.0)


def test_without_expectations_nothing_is_weighed_anew_and_nothing_said() -> None:
    diary = _diary(2)
    assert find(diary, prior=CohortPrior()) == find(diary)


def test_what_moves_others_is_believed_sooner_and_said_with_their_number() -> None:
    diary = _diary(3, (0.8,))
    alone, with_others = find(diary), find(diary, prior=_prior(0.6, 0.05))
    assert with_others.factors["heat"].prob > alone.factors["heat"].prob
    assert ("others", "heat", "400") in [(one.code, one.about, one.value) for one in with_others.said]


def test_a_prior_that_is_wrong_does_not_make_a_claim_of_nothing() -> None:
    for seed in range(6):
        assert "tea" not in find(_diary(seed, (0.0,)), prior=_prior(0.05, 0.6)).claims


def test_strong_days_win_over_a_prior_that_expects_nothing() -> None:
    assert "heat" in find(_diary(4, (3.0,)), prior=_prior(0.0, 0.6)).claims


@pytest.mark.parametrize("better", ["lower", "higher"])
def test_an_expected_direction_raises_what_agrees_and_lowers_what_does_not(better: str) -> None:
    diary = _diary(5, (0.9,))
    word, other = ("worse", "better") if better == "lower" else ("better", "worse")

    def asked(expected: str | None) -> float:
        heat = {"name": "heat", **({"expected": expected} if expected else {})}
        raw = {"outcome": "stiff", "better": better, "factors": [heat, *({"name": name} for name in NAMES[1:])]}
        return find(diary, parse(raw)).factors["heat"].prob

    assert asked(other) < asked(None) < asked(word)


def test_an_expected_direction_is_said() -> None:
    about = About("stiff", factors=(Factor("heat", expected="worse"), Factor("tea")))
    said = [(one.code, one.about, one.value) for one in find(_diary(6), about).said]
    assert [one for one in said if one[0] == "expected"] == [("expected", "heat", "worse")]


def test_a_prior_file_says_again_what_it_was_read_from() -> None:
    raw = prior.laid_out(_prior(0.4, 0.1))
    assert prior.laid_out(prior.parse(raw)) == raw


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"version": 2, "outcomes": {}},
        {"version": 1},
        {"version": 1, "outcomes": []},
        {"version": 1, "outcomes": {"stiff": {"heat": {"inclusion": 2, "worse": 0.5, "people": 20}}}},
        {"version": 1, "outcomes": {"stiff": {"heat": {"inclusion": 0.2, "worse": float("nan"), "people": 20}}}},
        {"version": 1, "outcomes": {"stiff": {"heat": {"inclusion": 0.2, "worse": 0.5, "people": float("inf")}}}},
        {"version": 1, "outcomes": {"stiff": {"heat": {"inclusion": 0.2}}}},
    ],
)
def test_a_prior_that_cannot_be_read_is_refused(raw: dict[str, object]) -> None:
    with pytest.raises(SuppleError) as refused:
        prior.parse(raw)
    assert refused.value.code == "prior-unreadable"


def _sums(people: int, start: int = 0) -> cohort.Sums:
    return cohort.summed(cohort.told(_fitted(seed, (1.6,))) for seed in range(start, start + people))


def test_a_cohort_learns_what_moves_many_and_in_which_direction() -> None:
    known = cohort.learned(_sums(30)).outcomes["stiff"]
    assert known["heat"].inclusion > 0.4
    assert known["heat"].worse > 0.75
    assert max(known[name].inclusion for name in NAMES[1:]) < 0.2


def test_numbers_of_fewer_than_ten_people_are_never_shown() -> None:
    assert cohort.learned(_sums(9)).outcomes == {}
    assert cohort.learned(_sums(10)).outcomes["stiff"]["heat"].people == 10


def test_two_priors_never_differ_by_fewer_than_ten_people() -> None:
    first = cohort.learned(_sums(12))
    assert cohort.learned(_sums(15), before=first).outcomes == first.outcomes
    assert cohort.learned(_sums(22), before=first).outcomes["stiff"]["heat"].people == 22


def test_sums_do_not_depend_on_the_order_in_which_devices_speak() -> None:
    devices = [cohort.told(_fitted(seed)) for seed in range(4)]
    one, other = cohort.summed(devices), cohort.summed(reversed(devices))
    for about, fit_ in one.fit.items():
        np.testing.assert_allclose(fit_, other.fit[about])


def test_nobody_counts_for_more_than_the_loudest_may() -> None:
    loud = cohort.told(_fitted(7, (6.0,)))["stiff", "heat"]
    assert float(loud.max()) <= float(np.log(cohort.LOUDEST))


def test_a_diary_too_short_to_say_anything_sends_nothing() -> None:
    assert cohort.told(fit({"stiff": [1.0, 2.0], "heat": [0.0, 1.0]}, About("stiff"), 0)) == {}


def test_ratios_are_what_turns_the_usual_share_into_the_stated_chance() -> None:
    walked = _fitted(8).walked
    assert walked is not None
    acting = (even(len(NAMES)) * ratios(walked)).sum(axis=(1, 2))
    off = 1.0 - even(len(NAMES)).sum(axis=(1, 2))
    np.testing.assert_allclose(acting / (acting + off), walked.inclusion, atol=1e-5)


def test_one_asked_among_many_is_answered_with_what_is_expected_as_alone() -> None:
    about = About("stiff", factors=tuple(Factor(name, expected="worse") for name in NAMES))
    diary = _diary(9)
    among = next(iter(many.find_many([diary], [about], seeds=[0])))
    assert among == find(diary, about)

# SPDX-License-Identifier: Apache-2.0
"""Does the muscle finder offer each position, hold back what a gate speaks against, and know the best weeks?"""

from datetime import date
from typing import Any

from supple.care.calendar import Dated
from supple.care.doable import Energy
from supple.care.finder import Loosening, loosening, running_on
from supple.care.fitting import BUDGET_MIN, Fitting
from supple.care.learned import Lesson
from supple.care.parts import Symptom
from supple.care.profile import UNREMARKABLE, Profile
from supple.care.recent import Recent
from supple.care.safety import check
from supple.knowledge.load import knowledge

KNOWN = knowledge()
TODAY = date(2026, 11, 21)


def _found(
    muscle: str = "M-01", side: str = "both", energy: Energy = "usual", recent: Recent | None = None, **differs: Any
) -> Loosening:
    profile = Profile.model_validate({**UNREMARKABLE, **differs})
    fitting = Fitting(profile, KNOWN, recent or Recent(), energy)
    best = Dated(TODAY, "Best weeks for stretching", "", "BTX-02", TODAY, places=(("calf", "left"),))
    return loosening(fitting, KNOWN.muscles[muscle], side, check(profile, KNOWN), (best,))


def _offered(found: Loosening) -> set[str]:
    return {way.position for way in found.ways if way.line}


def test_a_calf_can_be_loosened_in_every_position() -> None:
    assert _offered(_found()) == {"standing", "chair", "lying", "helper"}


def test_every_muscle_has_a_way_sitting_lying_or_with_a_helper() -> None:
    for muscle in KNOWN.muscles:
        assert _offered(_found(muscle)) & {"chair", "lying", "helper"}, muscle


def test_nobody_stands_on_a_low_energy_day_or_out_of_a_wheelchair() -> None:
    assert "standing" not in _offered(_found(energy="low"))
    assert "standing" not in _offered(_found(recent=Recent(mobility="wheelchair")))


def test_one_way_keeps_within_the_time_of_the_day() -> None:
    for energy in ("usual", "low", "five_minutes"):
        size: Energy = energy
        for muscle in KNOWN.muscles:
            minutes = [w.line.minutes or 0 for w in _found(muscle, energy=size).ways if w.line and w.line.hold_s]
            assert max(minutes, default=0) <= BUDGET_MIN[size], (muscle, energy)


def test_stiffness_that_may_hold_one_up_is_spoken_of_first_and_only_then() -> None:
    assert "lets you stand" in _found("M-04", conditions=["unstable_standing"]).holds_up
    assert _found("M-04").holds_up == ""
    assert _found("M-07", conditions=["unstable_standing"]).holds_up == ""


def test_the_best_weeks_are_those_of_the_treated_muscle_and_side() -> None:
    assert _found("M-01", "left").window
    assert _found("M-01", "both").window
    assert _found("M-01", "right").window is None
    assert _found("M-03", "left").window is None


def test_nothing_is_offered_while_a_red_flag_stands_or_the_age_is_not_known() -> None:
    flagged = _found(symptoms=[Symptom(id="saddle_numbness")])
    assert flagged.ways == ()
    assert flagged.stopped_by
    assert _found(age=None).ways == ()


def test_what_was_refused_is_held_back_with_its_reason() -> None:
    held = [way.held for way in _found(recent=Recent(lessons={"EX-02": Lesson("not_for_me")})).ways if way.held]
    assert {h.rule for h in held} == {"EX-02"}


def test_only_days_that_run_today_count() -> None:
    later = Dated(date(2026, 12, 1), "Best weeks", "", "BTX-02", date(2026, 12, 9))
    assert running_on((later,), TODAY) == ()
    assert running_on((later,), date(2026, 12, 9)) == (later,)

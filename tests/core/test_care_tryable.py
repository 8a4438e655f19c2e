# SPDX-License-Identifier: Apache-2.0
"""May this person try it as one change? Gates, exclusions and red flags decide, and nothing is ever a medicine."""

from dataclasses import replace
from typing import Any

import pytest

from supple.care import safety
from supple.care.finding import Finding
from supple.care.profile import Profile
from supple.care.recent import Recent
from supple.care.tryable import Choice, Tryable, again, choice
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.load import knowledge

KNOWN: dict[str, Any] = {
    "now": "2026-11-21T09:00", "age": 45, "sex": "female", "pregnant": "no", "conditions": (), "egfr": 90,
    "medicines": (), "supplements": (), "symptoms": (), "devices": (), "injections": (), "seizure_history": False,
    "exposures": (), "falls_last_month": 0, "falls_last_3_months": 0,
}  # fmt: skip


def offered(base: KnowledgeBase | None = None, recent: Recent | None = None, **other: Any) -> Choice:
    profile, base = Profile.model_validate(KNOWN | other), base or knowledge()
    return choice(profile, safety.check(profile, base), base, recent)


def looked_at(id: str, base: KnowledgeBase | None = None, **other: Any) -> Tryable | Finding | None:
    profile, base = Profile.model_validate(KNOWN | other), base or knowledge()
    return again(id, profile, safety.check(profile, base), base)


def free(found: Choice) -> set[str]:
    return {change.id for change in found.changes if change.held is None}


def test_stretches_of_the_plan_movements_and_answers_to_triggers_are_offered() -> None:
    assert {"EX-02", "MOV-01", "RLF-06", "TRG-12-1", "TRG-16-1"} <= free(offered())


def test_a_remedy_that_answers_a_trigger_stands_once_with_its_exposures() -> None:
    found = offered()
    assert [change.id for change in found.against("heat")] == ["RLF-06"]
    assert [change.id for change in found.against("long_sitting")] == ["MOV-01"]
    assert found.against("uti") == ()
    assert found.against("missed_dose") == ()


def test_who_sits_in_a_wheelchair_is_offered_nothing_that_needs_standing() -> None:
    found = offered(recent=Recent(mobility="wheelchair"))
    assert found.of("MOV-01") is None
    walk = found.of("MOV-09")
    assert walk is None or walk.held is not None
    needs_help = offered(recent=Recent(mobility="needs_help")).of("MOV-09")
    assert needs_help is not None
    assert needs_help.held is not None


@pytest.mark.parametrize("conditions", [("heavy_alcohol",), None])
def test_leaving_alcohol_out_waits_for_the_team_when_a_lot_is_drunk_or_nothing_is_known(conditions: Any) -> None:
    found = offered(conditions=conditions)
    assert "TRG-16-2" not in free(found)
    assert "TRG-16-2" in free(offered())


def test_a_red_flag_and_an_unknown_age_stop_everything() -> None:
    stopped = offered(symptoms=({"id": "chest_pain", "present": "not_sure", "new": True},)).stopped_by
    assert stopped is not None
    assert stopped.is_red_flag
    asked = offered(age=None).stopped_by
    assert asked is not None
    assert asked.rule == "ADULT"
    assert isinstance(looked_at("EX-02", age=None), Finding)


def test_what_is_tried_is_looked_at_anew_and_may_be_gone() -> None:
    base = knowledge()
    stretch = looked_at("EX-02")
    assert isinstance(stretch, Tryable)
    assert stretch.held is None
    without = replace(base, remedies={id: r for id, r in base.remedies.items() if id not in ("EX-28", "MOV-03")})
    assert looked_at("EX-28", without) is None
    assert looked_at("MOV-03", without) is None
    assert isinstance(looked_at("MOV-03"), Tryable)


def test_a_stretch_that_no_position_is_left_for_is_held() -> None:
    standing = looked_at("EX-01", conditions=("unstable_standing",))
    assert isinstance(standing, Tryable)
    assert standing.held is not None


def test_nothing_that_is_offered_names_a_medicine_or_a_supplement() -> None:
    base = knowledge()
    medicines = set(base.spellings) | set(base.vocabulary.medicines) | {"magnesium"}
    for change in offered().changes:
        words = {word.strip(".,:;").lower() for word in f"{change.title} {change.do}".split()}
        assert not words & medicines, change.id

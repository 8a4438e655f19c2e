# SPDX-License-Identifier: Apache-2.0
"""Is each relief tool weighed alone, with its limits, and held back where an answer is missing or a warning stands?"""

from typing import Any

import pytest

from supple.care.finding import Verdict
from supple.care.profile import UNREMARKABLE, Profile
from supple.care.tools import TOOLS, Judged, judged
from supple.knowledge.load import knowledge


def _judged(site: str | None = "calf", **fields: Any) -> dict[str, Judged]:
    person = Profile.model_validate({**UNREMARKABLE, **fields})
    return {one.tool: one for one in judged(person, knowledge(), site, "left")}


@pytest.mark.parametrize(
    ("tool", "fields", "verdict"),
    [
        ("heat_pack", {}, Verdict.CAUTION),
        ("heat_pack", {"conditions": ["numb_skin"]}, Verdict.STOP),
        ("heat_pack", {"conditions": None}, Verdict.UNKNOWN),
        ("massage_gun", {}, Verdict.CAUTION),
        ("massage_gun", {"medicines": [{"name": "Eliquis"}]}, Verdict.STOP),
        ("massage_gun", {"medicines": None}, Verdict.UNKNOWN),
        ("salicylate", {"medicines": [{"name": "warfarin"}]}, Verdict.STOP),
        ("menthol", {"medicines": [{"name": "warfarin"}]}, Verdict.CAUTION),
        ("cold_plunge", {}, Verdict.STOP),
        ("epsom_salt", {}, Verdict.STOP),
        ("cranberry", {}, Verdict.CLEAR),
        ("cranberry", {"medicines": [{"name": "warfarin"}]}, Verdict.CAUTION),
        ("salt_substitute", {}, Verdict.CLEAR),
        ("salt_substitute", {"medicines": [{"name": "spironolactone"}]}, Verdict.STOP),
        ("valerian", {}, Verdict.STOP),
    ],
)
def test_a_tool_gets_the_strictest_thing_that_is_said_of_it(
    tool: str, fields: dict[str, Any], verdict: Verdict
) -> None:
    assert _judged(**fields)[tool].verdict is verdict


def test_limits_are_told_to_whoever_may_use_it() -> None:
    assert "one minute on a spot" in " ".join(f.says for f in _judged()["massage_gun"].findings)
    assert "15 to 20 minutes" in " ".join(f.says for f in _judged()["heat_pack"].findings)


def test_a_place_matters_and_one_that_was_not_said_counts_as_any() -> None:
    injected = {"injections": [{"name": "botulinum_toxin", "date": "2026-11-15", "site": "calf", "side": "left"}]}
    assert "BTX-09" in {f.rule for f in _judged("calf", **injected)["massage_gun"].findings}
    assert "BTX-09" in {f.rule for f in _judged(None, **injected)["massage_gun"].findings}
    assert "BTX-09" not in {f.rule for f in _judged("hand", **injected)["massage_gun"].findings}


def test_a_warning_that_stands_comes_before_every_tool() -> None:
    found = _judged(symptoms=[{"id": "face_droop", "onset": "sudden"}])
    assert {one.verdict for one in found.values()} == {Verdict.STOP}
    assert {f.rule for one in found.values() for f in one.findings} == {"RF-27"}


def test_what_is_about_the_person_and_not_the_tool_is_not_repeated_with_it() -> None:
    found = _judged(medicines=[{"name": "tizanidine"}], conditions=["liver_disease"])
    assert "DRG-03b" not in {f.rule for one in found.values() for f in one.findings}


def test_nothing_is_left_without_words() -> None:
    for one in _judged(conditions=["numb_skin"], medicines=[{"name": "warfarin"}]).values():
        assert one.verdict is Verdict.CLEAR or all(f.says for f in one.findings)
    assert len(TOOLS) == len({tool for tool, _, _ in TOOLS})

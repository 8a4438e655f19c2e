# SPDX-License-Identifier: Apache-2.0
"""What does each word of the condition language mean on a profile, above all where something is not known?"""

import shutil
from pathlib import Path
from typing import Any

import pytest

from supple.care.finding import Urgency
from supple.care.parts import Wish
from supple.care.profile import UNREMARKABLE, Profile
from supple.care.rules import Situation, holds
from supple.care.truth import Truth
from supple.knowledge.condition import Condition
from supple.knowledge.load import FOLDER, knowledge, read

LEFT_CALF = {"id": "pain", "site": "calf", "side": "left"}


def _truth(condition: dict[str, Any], item: dict[str, Any] | None = None, **profile: Any) -> Truth:
    person = Profile.model_validate({**UNREMARKABLE, **profile})
    wish = Wish.model_validate({"id": "p1", **item}) if item else None
    return holds(Condition.model_validate(condition), Situation(person, knowledge(), wish)).truth


@pytest.mark.parametrize(
    ("test", "sign", "holds_"),
    [
        ({"ids": ["pain"], "side": "one"}, LEFT_CALF, True),
        ({"ids": ["pain"], "side": "one"}, {**LEFT_CALF, "side": "both"}, False),
        ({"ids": ["pain"], "side": "one"}, {"id": "pain"}, True),
        ({"ids": ["pain"], "side": "one", "must_say": ["side"]}, {"id": "pain"}, False),
        ({"ids": ["pain"], "side": "both"}, LEFT_CALF, False),
        ({"ids": ["pain"], "side": "both"}, {"id": "pain"}, False),
        ({"ids": ["pain"], "side": "both"}, {"id": "pain", "site": "calf"}, True),
        ({"ids": ["pain"], "hours_at_least": 24}, {"id": "pain"}, True),
        ({"ids": ["pain"], "hours_at_least": 24, "must_say": ["hours"]}, {"id": "pain"}, False),
        ({"ids": ["pain"], "hours_at_least": 24}, {"id": "pain", "duration_h": 24}, True),
        ({"ids": ["pain"], "hours_above": 24}, {"id": "pain", "duration_h": 24}, False),
        ({"ids": ["pain"], "severity_at_least": 7}, {"id": "pain", "severity": 6}, False),
        ({"ids": ["pain"], "rise_at_least": 3}, {"id": "pain", "severity": 9}, False),
        ({"ids": ["pain"]}, {"id": "pain", "onset": "long_standing"}, False),
        ({"ids": ["pain"]}, {"id": "pain", "onset": "long_standing", "worse": True}, True),
        ({"ids": ["pain"]}, {"id": "pain", "present": "not_sure"}, True),
        ({"ids": ["pain"]}, {"id": "pain", "present": "no"}, False),
        ({"ids": ["pain"], "pattern": "known"}, {"id": "pain", "new": False}, True),
        ({"ids": ["pain"], "pattern": "known"}, {"id": "pain"}, False),
    ],
)
def test_a_sign_fits_unless_what_was_said_speaks_against_it(
    test: dict[str, Any], sign: dict[str, Any], holds_: bool
) -> None:
    assert _truth({"sign": test}, symptoms=[sign]) is (Truth.YES if holds_ else Truth.NO)


@pytest.mark.parametrize(
    ("sign", "excused"),
    [({"id": "fever"}, True), ({"id": "fever", "present": "not_sure"}, False), ({"id": "cramp"}, False)],
)
def test_only_what_is_known_for_certain_excuses(sign: dict[str, Any], excused: bool) -> None:
    assert _truth({"unless": {"sign": ["fever"]}}, symptoms=[sign]) is (Truth.NO if excused else Truth.YES)


def test_a_detail_that_was_not_told_does_not_excuse() -> None:
    brief = {"unless": {"sign": {"ids": ["weakness"], "hours_at_most": 1}}}
    assert _truth(brief, symptoms=[{"id": "weakness"}]) is Truth.YES
    assert _truth(brief, symptoms=[{"id": "weakness", "duration_h": 0.5}]) is Truth.NO


@pytest.mark.parametrize(
    ("condition", "gap"),
    [
        ({"sign": ["fever"]}, "symptoms"),
        ({"any_new_sign": True}, "symptoms"),
        ({"condition": ["cancer"]}, "conditions"),
        ({"exposure": ["heat"]}, "exposures"),
        ({"medicine": ["baclofen"]}, "medicines"),
        ({"device": {"name": "itb_pump"}}, "devices"),
        ({"number": {"field": "falls_last_month", "at_least": 1}}, "falls_last_month"),
        ({"number": {"field": "sedation", "at_least": 5}}, "medicines"),
        ({"pregnant": ["yes"]}, "pregnant"),
        ({"seizure_history": True}, "seizure_history"),
    ],
)
def test_a_gap_gives_neither_yes_nor_no_but_a_question(condition: dict[str, Any], gap: str) -> None:
    person = Profile.model_validate({**UNREMARKABLE, gap: None})
    answer = holds(Condition.model_validate(condition), Situation(person, knowledge()))
    assert (answer.truth, answer.asks) == (Truth.UNKNOWN, (gap,))


@pytest.mark.parametrize(("sex", "age", "asked"), [("male", 30, False), ("female", 56, False), ("female", 55, True)])
def test_pregnancy_is_asked_only_where_it_can_be(sex: str, age: int, asked: bool) -> None:
    expected = Truth.UNKNOWN if asked else Truth.NO
    assert _truth({"pregnant": ["yes"]}, pregnant=None, sex=sex, age=age) is expected


def test_something_not_measured_today_is_not_a_sign() -> None:
    fever = {"number": {"field": "temp_c", "at_least": 38}}
    assert _truth(fever, vitals=None) is Truth.NO
    assert _truth(fever, vitals={"temp_c": 38.0}) is Truth.YES


def test_creatinine_clearance_stands_in_for_egfr() -> None:
    low = {"number": {"field": "egfr", "below": 30}}
    assert _truth(low, egfr=None, crcl=25) is Truth.YES
    assert _truth(low, egfr=None, crcl=None) is Truth.UNKNOWN


def test_everything_sedating_adds_up() -> None:
    heavy = {"number": {"field": "sedation", "at_least": 7}}
    medicines = [{"name": "baclofen"}, {"name": "oxycodone"}]
    assert _truth(heavy, medicines=medicines) is Truth.NO
    assert _truth(heavy, medicines=medicines, habits={"alcohol_today": 1}) is Truth.YES


@pytest.mark.parametrize(
    ("item", "near"),
    [
        ({"at": "21:00"}, True),
        ({"at": "20:59"}, False),
        ({"at": "06:00"}, True),
        ({"at": "06:01"}, False),
        ({"at": "later"}, True),
        ({}, True),
    ],
)
def test_near_a_dose_runs_past_midnight_and_an_unknown_time_is_near(item: dict[str, Any], near: bool) -> None:
    test = {"kinds": ["drink"], "near_dose_of": "desmopressin", "hours_before": 1, "hours_after": 8}
    medicines = [{"name": "desmopressin", "times": ["22:00"]}]
    expected = Truth.YES if near else Truth.NO
    assert _truth({"item": test}, {"kind": "drink", **item}, medicines=medicines) is expected
    assert _truth({"item": test}, {"kind": "drink", **item}) is Truth.NO


def test_an_item_without_amounts_passes_no_limit() -> None:
    drink = {"item": {"kinds": ["drink"], "field": "ml_in_an_hour", "above": 500}}
    assert _truth(drink, {"kind": "drink"}) is Truth.NO
    assert _truth(drink, {"kind": "drink", "ml": 400}, fluid={"drank_last_hour_ml": 200}) is Truth.YES
    assert _truth(drink) is Truth.NO


def test_a_pump_may_be_told_by_the_route_of_a_medicine() -> None:
    pump = {"device": {"name": "itb_pump"}}
    assert _truth(pump, medicines=[{"name": "baclofen", "route": "intrathecal"}]) is Truth.YES
    assert _truth(pump, medicines=[{"name": "baclofen", "route": "oral"}]) is Truth.NO


def test_a_rule_that_is_still_a_draft_does_not_hold(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(FOLDER, tmp_path / "known"))
    quality = copy / "quality.yaml"
    quality.write_text(quality.read_text().replace("RF-01:\n  tier: checked", "RF-01:\n  tier: draft"))
    base, _ = read(copy)
    assert base is not None
    signs = [{"id": "swelling", "side": "left"}, {"id": "chest_pain"}]
    person = Profile.model_validate({**UNREMARKABLE, "symptoms": signs})
    assert holds(Condition(rule="RF-01"), Situation(person, base)).truth is Truth.NO


def test_urgencies_stand_in_order() -> None:
    order = [Urgency.NONE, Urgency.ROUTINE, Urgency.PROMPT, Urgency.SAME_DAY, Urgency.EMERGENCY]
    assert sorted(reversed(order)) == order
    assert Urgency.PROMPT <= Urgency.PROMPT < Urgency.SAME_DAY
    assert Urgency.PROMPT >= Urgency.ROUTINE

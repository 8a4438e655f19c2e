# SPDX-License-Identifier: Apache-2.0
"""Is what cannot be so, or what nothing here knows, refused or asked about, and never guessed or passed over?"""

from typing import Any

import pytest

from supple.care.profile import UNREMARKABLE, Profile
from supple.care.reading import read_profile
from supple.care.safety import look
from supple.errors import SuppleError
from supple.knowledge.load import knowledge

KNOWN = knowledge()


def _asked(**fields: Any) -> str:
    return " ".join(look(read_profile({**UNREMARKABLE, **fields}), KNOWN).questions)


def _rules(**fields: Any) -> set[str]:
    return {f.rule for f in look(Profile.model_validate({**UNREMARKABLE, **fields}), KNOWN).findings}


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"age": 450}, "age"),
        ({"age": True}, "age"),
        ({"vitals": {"temp_c": 98.6}}, "Celsius"),
        ({"vitals": {"temp_c": 3.8}}, "Celsius"),
        ({"vitals": {"sbp": 12}}, "blood pressure"),
        ({"vitals": {"pulse": 1000}}, "pulse"),
        ({"egfr": 900}, "eGFR"),
        ({"symptoms": [{"id": "pain", "severity": 70}]}, "0 to 10"),
        ({"medicines": [{"name": "baclofen", "dose_mg": -10}]}, "below zero"),
        ({"medicines": [{"name": "baclofen", "dose_mg": "one tablet"}]}, "dose_mg"),
        ({"medicines": [{"name": "baclofen", "times": ["25:00"]}]}, "time of day"),
        ({"jurisdiction": ["EU", "UK"]}, "jurisdiction"),
        ({"medicines": ["baclofen"]}, "medicines.0"),
        ({"symptoms": {"fever": True}}, "symptoms"),
    ],
)
def test_what_cannot_be_so_is_refused_with_its_place(fields: dict[str, Any], word: str) -> None:
    with pytest.raises(SuppleError) as refused:
        read_profile({**UNREMARKABLE, **fields})
    assert word in str(refused.value)


@pytest.mark.parametrize(
    "fields",
    [
        {"vitals": {"temp_c": 41.5, "sbp": 230, "pulse": 38}},
        {"age": 101},
        {"egfr": 4},
        {"symptoms": [{"id": "pain", "severity": 10}]},
        {"habits": {"alcohol_today": True}},
    ],
)
def test_what_is_rare_but_so_is_taken(fields: dict[str, Any]) -> None:
    assert read_profile({**UNREMARKABLE, **fields})


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"conditions": ["kidny_disease"]}, "Did you mean kidney disease"),
        ({"exposures": ["heatwaves"]}, "does not know the exposure 'heatwaves'"),
        ({"symptoms": [{"id": "itchy_nose"}]}, "does not know the sign 'itchy nose'"),
        ({"plan_request": [{"id": "p1", "kind": "heat_pack", "site": "wing"}]}, "does not know the place 'wing'"),
        ({"jurisdiction": "EU UK"}, "Do you live in"),
        ({"medicines": [{"name": "levothyroxine", "dose_mg": 100}]}, "really in milligrams"),
        ({"medicines": [{"name": "baclofen", "dose_mg": 0.01}]}, "really in milligrams"),
        ({"medicines": [{"name": "bacloffen"}]}, "Did you mean baclofen"),
        ({"symptoms": [{"id": "fever"}, {"id": "fever", "present": False}]}, "both yes and no to fever"),
        ({"sex": "male", "pregnant": "yes"}, "Sex and pregnancy do not fit"),
    ],
)
def test_what_is_not_known_or_contradicts_itself_is_asked_about(fields: dict[str, Any], asked: str) -> None:
    assert asked in _asked(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"conditions": ["kidney_disease"], "egfr": 45},
        {"jurisdiction": "unknown"},
        {"medicines": [{"name": "levothyroxine", "dose_mg": 0.1, "times": ["07:00"]}]},
        {"symptoms": [{"id": "pain", "side": "left"}, {"id": "pain", "side": "right", "present": False}]},
    ],
)
def test_what_is_known_and_fits_together_is_not_asked_about(fields: dict[str, Any]) -> None:
    assert not any(words in _asked(**fields) for words in ("does not know", "milligrams", "both yes", "Do you live in"))


def test_a_sign_that_nothing_here_knows_is_never_called_fine() -> None:
    assert "RAISED" in _rules(symptoms=[{"id": "fevver"}])
    assert "RAISED" not in _rules(symptoms=[{"id": "fevver", "present": False}])


def test_a_place_that_nothing_here_knows_counts_as_one_that_was_not_said() -> None:
    for site in ("calf", "lowerleg"):
        signs = [{"id": id, "side": "left", "site": site} for id in ("pain", "swelling")]
        assert "RF-01" in _rules(symptoms=signs), site
    roller = {"id": "p1", "kind": "massage_gun", "site": "lowerleg", "seconds": 45}
    assert "RLF-03" in _rules(medicines=[{"name": "warfarin"}], plan_request=[roller])


@pytest.mark.parametrize(
    "written", ["baclofen one tablet", "Baclofen 10mg twice a day", "two baclofen tablets at night", "baclofen prn"]
)
def test_how_a_medicine_is_taken_does_not_hide_which_one_it_is(written: str) -> None:
    assert "DDI-11" in _rules(medicines=[{"name": written}], egfr=None, crcl=None)

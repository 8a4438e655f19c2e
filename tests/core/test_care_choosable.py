# SPDX-License-Identifier: Apache-2.0
"""Is a planned trial named for what a person can change, and never for the weather, a wound or a medicine?"""

from typing import get_args

import pytest

from supple.care.choosable import WITH_A_TEAM, Way, way
from supple.entries.vocabulary import ActionId, ExposureId
from supple.knowledge.load import knowledge


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("stretching", "itself"),
        ("walking_minutes", "itself"),
        ("heat", "against"),
        ("caffeine", "against"),
        ("own:tea", "perhaps"),
        ("sleep_hours", "perhaps"),
        ("own:Rain in the night", "never"),
        ("weather", "never"),
        ("uti", "never"),
        ("pressure_sore", "never"),
        ("menstruation", "never"),
        ("missed_dose", "team"),
        ("magnesium", "team"),
        ("medicine_taken", "team"),
    ],
)
def test_how_a_trial_could_be_about_it(name: str, expected: Way) -> None:
    assert way(name, knowledge()) == expected


def test_what_concerns_a_medicine_is_named_by_ids_that_exist_and_is_never_tried_alone() -> None:
    assert {*get_args(ActionId), *get_args(ExposureId)} >= WITH_A_TEAM
    assert {way(name, knowledge()) for name in WITH_A_TEAM} == {"team"}

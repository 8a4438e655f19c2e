# SPDX-License-Identifier: Apache-2.0
"""Is a meal added up as the table has it, and is what cannot be told said to be unknown?"""

from typing import Any

import pytest

from supple.care.food import other_references, potassium_rule, recipe, references
from supple.care.profile import UNREMARKABLE, Profile
from supple.knowledge.library import library
from supple.knowledge.load import knowledge

FOODS = library().foods
SMOOTHIE = "1 cup raw spinach\n2 tbsp almond butter\n1 banana\n1 tbsp cocoa\n1 oz chia"


def _line(words: str) -> Any:
    return recipe(words, FOODS).lines[0]


def _mg(words: str) -> int | None:
    return recipe(words, FOODS).magnesium_mg if recipe(words, FOODS).is_whole else None


def test_the_smoothie_of_the_article_holds_267_mg() -> None:
    added = recipe(SMOOTHIE, FOODS)
    assert (added.magnesium_mg, added.is_whole) == (267, True)
    assert added.potassium_mg == 167 + 239 + 422 + 82 + 115


@pytest.mark.parametrize("food", FOODS, ids=lambda food: food.row)
def test_one_portion_of_each_food_holds_what_the_table_says(food: Any) -> None:
    added = recipe(f"{food.grams} g {food.food}", FOODS)
    assert added.is_whole, added.lines
    assert abs(added.magnesium_mg - food.magnesium_mg) <= 1
    assert added.potassium_mg == food.potassium_mg


@pytest.mark.parametrize(
    ("words", "mg"),
    [("30 g almonds", 81), ("23 almonds", 77), ("almonds", 77), ("6 brazil nuts", 107), ("5 prunes", 19),
     ("2 dates", 26), ("1 tsp tahini", 5), ("2 tablespoons tahini", 29), ("2 slices whole wheat bread", 48),
     ("½ cup quinoa", 59), ("1/2 cup quinoa", 59), ("0,5 cup quinoa", 59), ("half a cup of quinoa", 59),
     ("an avocado", 58), ("0.1 kg avocado", 29), ("2 portions of tempeh", 269)],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(words: str, mg: int) -> None:
    assert _mg(words) == mg


@pytest.mark.parametrize(
    ("words", "problem"),
    [("1 mango", "unknown food"), ("spinach", "which food"), ("100 g dark chocolate", "which food"),
     ("a handful of almonds", "unknown amount"), ("200 ml avocado", "unknown amount"),
     ("1 cup almonds", "unknown amount"), ("g almonds", "unknown amount"), ("2", "unknown food")],
)  # fmt: skip
def test_what_cannot_be_told_is_said_and_not_counted(words: str, problem: str) -> None:
    assert _line(words).problem == problem
    assert recipe(words, FOODS).magnesium_mg == 0
    assert not recipe(f"{words}\n30 g almonds", FOODS).is_whole
    assert recipe(f"{words}\n30 g almonds", FOODS).magnesium_mg == 81


@pytest.mark.parametrize(
    ("words", "problem", "readings"),
    [
        ("1.000 g almonds", "which amount", ("1 g", "1000 g")),
        ("2,500 g almonds", "which amount", ("2.5 g", "2500 g")),
        ("0.125 kg almonds", None, ()),
        ("12.5 g almonds", None, ()),
        ("99999 g almonds", "unlikely amount", ()),
        ("4 kg almonds", "unlikely amount", ()),
        ("0 g almonds", "unlikely amount", ()),
        ("3 kg almonds", None, ()),
    ],
)
def test_an_amount_that_reads_in_two_ways_or_is_a_slip_is_asked_about(
    words: str, problem: str | None, readings: tuple[str, ...]
) -> None:
    (line,) = recipe(words, FOODS).lines
    assert (line.problem, line.readings) == (problem, readings)
    assert (line.magnesium_mg is None) == bool(problem)


def test_the_numbers_for_pregnancy_stand_beside_the_ordinary_one_until_somebody_said() -> None:
    def others(**fields: Any) -> list[str]:
        said = Profile.model_validate({**UNREMARKABLE, **fields})
        return [one.row.row for one in other_references(said, knowledge())]

    assert others(pregnant=None, age=28) == ["RDA-11", "RDA-14"]
    assert others(pregnant=None, age=40) == ["RDA-12", "RDA-15"]
    assert others(pregnant="no", age=40) == []
    assert others(pregnant=None, age=40, sex="male") == []
    assert others(pregnant=None, age=60) == []


def test_a_name_that_may_mean_several_foods_tells_which() -> None:
    assert {food.row for food in _line("spinach").maybe} == {"spinach_raw", "spinach_boiled", "spinach_frozen_boiled"}
    assert _line("boiled frozen spinach").food.row == "spinach_frozen_boiled"


def test_an_empty_recipe_has_no_lines_and_a_long_one_ends() -> None:
    assert recipe(" \n\n", FOODS).lines == ()
    assert len(recipe("almonds\n" * 100, FOODS).lines) == 40


@pytest.mark.parametrize(
    ("differs", "rows"),
    [
        ({"jurisdiction": "US", "age": 30}, [("RDA-07", 310, 310)]),
        ({"jurisdiction": "US", "age": 31, "sex": "male"}, [("RDA-08", 420, 420)]),
        ({"jurisdiction": "US", "age": 60, "sex": "other"}, [("RDA-09", 320, 420)]),
        ({"jurisdiction": "US", "age": 25, "pregnant": "yes"}, [("RDA-11", 350, 350)]),
        ({"jurisdiction": "EU", "age": 35, "pregnant": "breastfeeding"}, [("RDA-15", 320, 320)]),
        ({"jurisdiction": "EU", "age": 45}, [("RDA-08", 320, 320), ("RDA-16", 300, 300)]),
        ({"jurisdiction": "UK", "age": 45, "sex": None}, [("RDA-08", 320, 420), ("RDA-17", 270, 300)]),
        ({"age": None}, []),
        ({"age": 18}, []),
        ({"age": 52, "pregnant": "yes"}, []),
    ],
)
def test_the_number_for_a_day_follows_age_sex_pregnancy_and_place(differs: Any, rows: list[Any]) -> None:
    profile = Profile.model_validate({**UNREMARKABLE, **differs})
    assert [(r.row.row, r.low_mg, r.high_mg) for r in references(profile, knowledge())] == rows


@pytest.mark.parametrize(
    ("differs", "action"),
    [
        ({}, None),
        ({"conditions": ["kidney_disease"]}, "block"),
        ({"medicines": [{"name": "trimethoprim", "started": "2026-11-20"}]}, "block"),
        ({"conditions": None}, "ask"),
    ],
)
def test_potassium_is_shown_with_the_word_of_its_gate(differs: Any, action: str | None) -> None:
    found = potassium_rule(Profile.model_validate({**UNREMARKABLE, **differs}), knowledge())
    assert (found.action if found else None) == action

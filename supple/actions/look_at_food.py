# SPDX-License-Identifier: Apache-2.0
"""What is in the food, how much a day is named for this person, and what speaks against more of it?"""

from dataclasses import dataclass
from datetime import datetime

from supple.actions.check_safety import lately, unless_broken
from supple.actions.knowledge_at_hand import knowledge
from supple.care import food, magnesium
from supple.care.finding import Finding
from supple.care.food import Recipe, Reference
from supple.care.magnesium import Magnesium
from supple.care.profile import from_timeline
from supple.knowledge.library import library
from supple.knowledge.reading import Food
from supple.people.models import Person


@dataclass(frozen=True, slots=True)
class Looked:
    """Everything the page about food shows."""

    recipe: Recipe
    references: tuple[Reference, ...]
    otherwise: tuple[Reference, ...]
    """The numbers for pregnancy and breast-feeding, where nobody asked yet."""
    potassium: Finding | None
    product: Magnesium
    foods: tuple[Food, ...]
    cautions: dict[str, str]


def look_at_food(person: Person, now: datetime, text: str = "") -> Looked | None:
    """The sums of a recipe and the numbers for this person; None when the rules could not be asked."""

    def look() -> Looked:
        known, shelf = knowledge(), library()
        profile = from_timeline(lately(person, now), now, known)
        return Looked(
            recipe=food.recipe(text, shelf.foods),
            references=food.references(profile, known),
            otherwise=food.other_references(profile, known),
            potassium=food.potassium_rule(profile, known),
            product=magnesium.answer(profile, known),
            foods=shelf.foods,
            cautions={caution.row: caution.says for caution in shelf.food_cautions},
        )

    return unless_broken(look)

# SPDX-License-Identifier: Apache-2.0
"""What is there to read? Explanations, words, studies, scales, steps of treatment, foods: texts no rule looks at."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from supple.knowledge.medicines import Row
from supple.knowledge.source import Grade, Item, Known, Tier

Shelf = Literal[
    "at-once", "basics", "set-off", "stretch", "move", "drink", "eat", "minerals", "cards", "tools", "rest", "living"
]
Certainty = Literal["good", "some", "weak", "none found", "against"]


class Claim(Known):
    """One thing that is said; sources and grade of its own where they differ from those of its page."""

    says: str
    sources: tuple[str, ...] = ()
    grade: Grade | None = None


class Leaf(Item):
    """Something to read, in a few claims; `see` names other items that go on from here."""

    title: str
    claims: tuple[Claim, ...] = Field(min_length=1)
    see: tuple[str, ...] = ()
    tier: Tier
    second_source: str | None = None
    """Why one source is enough for now."""
    reviewer: str | None = None


class Topic(Leaf):
    """An explanation: how something is, why it matters, what people do."""

    shelf: Shelf
    order: int = 50


class GlossaryWord(Leaf):
    """A word and what it means; `ids` are those of the vocabulary that it stands for."""

    ids: tuple[str, ...] = ()


class StudyCard(Leaf):
    """A claim people meet, and what studies say about it; the title asks."""

    certainty: Certainty
    verdict: str
    measured: str
    in_whom: str


class ScaleLevel(Known):
    """One step of a scale, in our own words."""

    level: str
    means: str


class ScaleCard(Leaf):
    """A way to measure: who fills it in, what supple does with it, and whether its words may be shown."""

    who: Literal["you", "a clinician", "a device"]
    here: str
    """What supple does with it."""
    change: str = ""
    """How large a change has to be to matter."""
    levels: tuple[ScaleLevel, ...] = ()
    licence: Literal["free", "paraphrased", "permission needed"]
    licence_note: str = ""


class Step(Leaf):
    """One step of what teams may discuss; `cards` are those of the medicines and procedures it is about."""

    order: int
    cards: tuple[str, ...] = ()


class Food(Row):
    """How much magnesium and potassium a portion of a food holds, rounded; always shown with "about"."""

    food: str
    group: str
    serving: str
    grams: float
    magnesium_mg_100g: float
    magnesium_mg: int
    potassium_mg: int
    ndb: str
    cautions: tuple[str, ...] = ()
    allergens: tuple[str, ...] = ()
    note: str = ""


class FoodCaution(Row):
    """What to mind with some foods; `row` is the word that foods.csv uses."""

    says: str

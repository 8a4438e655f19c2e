# SPDX-License-Identifier: Apache-2.0
"""How much magnesium and potassium is in what is eaten, and how much magnesium a day do authorities name for one?

Food never counts against the limit for products. Nobody is told to eat more potassium: it is shown with its cautions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from supple.care.finding import Finding
from supple.care.gates import gate_findings
from supple.care.parts import Wish
from supple.care.portions import grams_of, meant, read_portion
from supple.care.profile import Profile
from supple.care.rules import Situation
from supple.care.terms import pregnant_answer
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.medicines import IntakeReference
from supple.knowledge.reading import Food

MOST_LINES = 40
MOST_GRAMS = Decimal(3000)
"""More than this in one line is a slip; our own choice."""
Problem = Literal["unknown food", "which food", "unknown amount", "which amount", "unlikely amount"]


@dataclass(frozen=True, slots=True)
class Eaten:
    """One line of a recipe: what it holds, or why that cannot be told."""

    written: str
    food: Food | None = None
    grams: Decimal | None = None
    problem: Problem | None = None
    maybe: tuple[Food, ...] = ()
    readings: tuple[str, ...] = ()
    """What an amount may mean that can be read in two ways."""

    @property
    def magnesium_mg(self) -> Decimal | None:
        """Milligrams of magnesium, when food and amount are known."""
        return None if self.food is None or self.grams is None else self.grams * _per_gram(self.food)

    @property
    def potassium_mg(self) -> Decimal | None:
        """Milligrams of potassium, in proportion to the table's portion."""
        if self.food is None or self.grams is None:
            return None
        return self.grams * self.food.potassium_mg / Decimal(str(self.food.grams))


@dataclass(frozen=True, slots=True)
class Recipe:
    """All lines and their sums; with a line that cannot be told the sums are "at least"."""

    lines: tuple[Eaten, ...]
    magnesium_mg: int
    potassium_mg: int

    @property
    def is_whole(self) -> bool:
        """Whether every line is counted."""
        return not any(line.problem for line in self.lines)


def recipe(text: str, foods: Sequence[Food]) -> Recipe:
    """What a recipe holds, one food a line."""
    written = [line.strip() for line in text.splitlines() if line.strip()]
    lines = tuple(_eaten(line, foods) for line in written[:MOST_LINES])
    return Recipe(lines, _whole(e.magnesium_mg for e in lines), _whole(e.potassium_mg for e in lines))


def _eaten(written: str, foods: Sequence[Food]) -> Eaten:
    portion = read_portion(written)
    maybe = meant(portion.name, foods)
    if len(maybe) != 1:
        return Eaten(written, problem="which food" if maybe else "unknown food", maybe=maybe)
    if portion.readings:
        return Eaten(written, maybe[0], problem="which amount", readings=portion.readings)
    grams = grams_of(portion, maybe[0])
    if grams is None:
        return Eaten(written, maybe[0], problem="unknown amount")
    likely = 0 < grams <= MOST_GRAMS
    return Eaten(written, maybe[0], grams if likely else None, None if likely else "unlikely amount")


def _per_gram(food: Food) -> Decimal:
    return Decimal(str(food.magnesium_mg_100g)) / 100


def _whole(amounts: Iterable[Decimal | None]) -> int:
    """Each line rounded as the table rounds it, then added."""
    return sum(int(mg.quantize(Decimal(1), ROUND_HALF_UP)) for mg in amounts if mg is not None)


def potassium_rule(profile: Profile, knowledge: KnowledgeBase) -> Finding | None:
    """What the gate about food rich in potassium says to this person; None when nothing speaks against it."""
    wish = Wish(id="potassium", kind="potassium_food")
    alone = profile.model_copy(update={"plan_request": (wish,)})
    found = gate_findings(Situation(alone, knowledge))
    return next((f for f in found if f.rule == "POT-01"), None)


@dataclass(frozen=True, slots=True)
class Reference:
    """How much magnesium a day, food included, one authority names; two numbers when the sex is not known."""

    row: IntakeReference
    low_mg: float
    high_mg: float


def other_references(profile: Profile, knowledge: KnowledgeBase) -> tuple[Reference, ...]:
    """The rows for pregnancy and breast-feeding, for whoever was not asked and may be in either."""
    if profile.pregnant is not None or not pregnant_answer(("yes",), profile).unknown:
        return ()
    rows = {row.row: row for row in knowledge.intake_references}
    states = (profile.model_copy(update={"pregnant": state}) for state in ("yes", "breastfeeding"))
    wanted = (_by_age(state) for state in states)
    return tuple(_reference(rows[id], profile) for id in wanted if id in rows)


def references(profile: Profile, knowledge: KnowledgeBase) -> tuple[Reference, ...]:
    """The rows that fit age, sex, pregnancy and country; none when they do not tell of this person."""
    rows = {row.row: row for row in knowledge.intake_references}
    wanted = (_by_age(profile), _by_place(profile))
    return tuple(_reference(rows[id], profile) for id in wanted if id in rows)


def _by_age(profile: Profile) -> str | None:
    age = profile.age
    if age is None or age < 19:
        return None
    band = 0 if age < 31 else 1 if age < 51 else 2
    match profile.pregnant:
        case "yes":
            return ("RDA-11", "RDA-12", None)[band]
        case "breastfeeding":
            return ("RDA-14", "RDA-15", None)[band]
        case _:
            return ("RDA-07", "RDA-08", "RDA-09")[band]


def _by_place(profile: Profile) -> str | None:
    """The authority of the place; its rows tell nothing of pregnancy."""
    grown = profile.age is not None and profile.age >= 19
    if not grown or profile.pregnant in ("yes", "breastfeeding"):
        return None
    return {"EU": "RDA-16", "UK": "RDA-17"}.get(profile.jurisdiction or "")


def _reference(row: IntakeReference, profile: Profile) -> Reference:
    known = {"female": row.female_mg, "male": row.male_mg}
    mine = known.get(profile.sex or "")
    both = [mg for mg in (([mine] if mine is not None else []) or known.values()) if mg is not None]
    return Reference(row, min(both), max(both))

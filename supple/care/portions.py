# SPDX-License-Identifier: Apache-2.0
"""How much of a food is meant by "2 tbsp almond butter"? Grams where the amount can be known, a question where not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from supple.knowledge.reading import Food

GRAMS: Mapping[str, Decimal] = {
    "g": Decimal(1), "kg": Decimal(1000), "oz": Decimal("28.35"), "lb": Decimal("453.6"),
}  # fmt: skip
_SPOONS: Mapping[str, Decimal] = {"cup": Decimal(48), "tbsp": Decimal(3), "tsp": Decimal(1)}
"""Kitchen measures in teaspoons; a cup is the American one that the table uses."""
_SAME = {
    "gram": "g", "grams": "g", "gr": "g", "kilo": "kg", "ounce": "oz", "ounces": "oz", "pound": "lb", "cups": "cup",
    "tablespoon": "tbsp", "tablespoons": "tbsp", "teaspoon": "tsp", "teaspoons": "tsp", "litre": "l", "liter": "l",
    "litres": "l", "liters": "l", "slices": "slice", "cans": "can", "pieces": "piece", "handful": "handful",
    "handfuls": "handful", "pinch": "pinch", "portion": "portion", "portions": "portion", "serving": "portion",
    "servings": "portion", "ml": "ml", "bowl": "bowl", "glass": "glass",
}  # fmt: skip
_UNITS = frozenset({*GRAMS, *_SPOONS, *_SAME.values()})
_PIECE = frozenset({"", "piece", "medium", "large", "fruit", "small"})
_SERVING = re.compile(r"^(?P<n>[\d./]+)\s+(?P<unit>.+?)(?:\s*\((?P<beside>[^)]*)\))?(?:,.*)?$")
_COUNTED = re.compile(r"^(?:about )?(\d+) ([a-z]+)$")
_WORD_NUMBER = r"(?:half(?: an?)?|an?|one|two|three)(?=\s)"
_LINE = re.compile(rf"^(?P<n>\d+(?:[.,]\d+)?(?:\s*/\s*\d+)?|[½¼¾]|{_WORD_NUMBER})?\s*(?P<rest>.*)$", re.I)
_THOUSANDS = re.compile(r"([1-9]\d{0,2})[.,](\d{3})")
_NUMBERS = {
    "½": "0.5", "¼": "0.25", "¾": "0.75", "a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "half": "0.5",
    "half a": "0.5", "half an": "0.5",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Portion:
    """An amount, its unit ("" for a bare number), and the words that name the food."""

    amount: Decimal | None
    unit: str
    name: str
    readings: tuple[str, ...] = ()
    """Both meanings of a number such as 1.000, which is one in some countries and a thousand in others."""


def read_portion(line: str) -> Portion:
    """What one line says.

    >>> read_portion("2 tablespoons almond butter")
    Portion(amount=Decimal('2'), unit='tbsp', name='almond butter', readings=())
    >>> read_portion("½ cup of cooked oats").unit, read_portion("banana").amount
    ('cup', None)
    """
    found = _LINE.match(line.strip())
    number, rest = (found["n"], found["rest"]) if found else (None, line)
    words = rest.split()
    unit = _unit(words[0]) if words else ""
    if unit:
        words = words[1:]
    if words and words[0].lower() == "of":
        words = words[1:]
    name = " ".join(words).strip(" .,").lower()
    return Portion(_number(number), unit, name, _two_ways(number, unit))


def _two_ways(written: str | None, unit: str) -> tuple[str, ...]:
    """The two meanings of a number with one mark and three figures behind it; none when it has one.

    >>> _two_ways("1.000", "g"), _two_ways("2,500", "g"), _two_ways("0.125", "kg"), _two_ways("12.5", "g")
    (('1 g', '1000 g'), ('2.5 g', '2500 g'), (), ())
    """
    found = _THOUSANDS.fullmatch(written or "")
    if not found:
        return ()
    small = Decimal(f"{found[1]}.{found[2]}").normalize()
    return (f"{small:f} {unit}".strip(), f"{found[1]}{found[2]} {unit}".strip())


def _unit(word: str) -> str:
    small = word.lower().strip(".,")
    named = _SAME.get(small, small)
    return named if named in _UNITS else ""


def _number(written: str | None) -> Decimal | None:
    if written is None:
        return None
    plain = _NUMBERS.get(" ".join(written.lower().split()), written).replace(",", ".").replace(" ", "")
    top, _slash, below = plain.partition("/")
    if not below:
        return Decimal(top)
    return Decimal(top) / Decimal(below) if Decimal(below) else Decimal(0)


def grams_of(portion: Portion, food: Food) -> Decimal | None:
    """Grams of a portion of this food; None when the unit says nothing about it."""
    amount = Decimal(1) if portion.amount is None else portion.amount
    if portion.unit in GRAMS:
        return None if portion.amount is None else amount * GRAMS[portion.unit]
    per = _units(food)
    if portion.unit == "portion" or (portion.amount is None and portion.unit == ""):
        return amount * Decimal(str(food.grams))
    if portion.unit in _SPOONS:
        known = next((unit for unit in _SPOONS if unit in per), None)
        return None if known is None else amount * per[known] * _SPOONS[portion.unit] / _SPOONS[known]
    return None if portion.unit not in per else amount * per[portion.unit]


def _units(food: Food) -> dict[str, Decimal]:
    """Grams of one of each unit that the table's serving tells of; "" is one piece.

    A serving such as "1 oz (23 kernels)" tells of ounces and of kernels.
    """
    found = _SERVING.match(food.serving)
    number = _number(found["n"]) if found else None
    if not found or not number:
        return {}
    grams = Decimal(str(food.grams))
    unit = _unit(found["unit"].split()[0]) or found["unit"].split()[0].rstrip("s")
    per = {unit: grams / number}
    if unit in _PIECE or _names_itself(unit, food):
        per[""] = per["piece"] = per[unit]
    if (counted := _COUNTED.match((found["beside"] or "").lower())) and unit in GRAMS:
        per[""] = per["piece"] = grams / Decimal(counted[1])
    return per


def _names_itself(unit: str, food: Food) -> bool:
    return any(word.rstrip("s") == unit for word in words_of(food.food))


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name without their endings, so that "almonds" finds "almond".

    >>> words_of("Brazil nuts, 70-85 %")
    ('brazil', 'nut', '70', '85')
    """
    return tuple(_stem(word) for word in re.findall(r"[a-z0-9]+", name.lower()))


def _stem(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("oes"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def meant(name: str, foods: Iterable[Food]) -> tuple[Food, ...]:
    """The foods that a name may mean: one when it is clear, several when it is not, none when it is unknown."""
    said = set(words_of(name)) - {"fresh", "of", "the", "some", "plain"}
    if not said:
        return ()
    near = [food for food in foods if said <= set(words_of(food.food))]
    for narrower in (_exactly, _chiefly):
        if len(found := [food for food in near if narrower(said, food)]) == 1:
            return tuple(found)
    return tuple(near)


def _exactly(said: set[str], food: Food) -> bool:
    return set(words_of(food.food)) == said


def _chiefly(said: set[str], food: Food) -> bool:
    """Whether the name before the comma is what was said."""
    return set(words_of(food.food.partition(",")[0])) == said

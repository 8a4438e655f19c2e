# SPDX-License-Identifier: Apache-2.0
"""Which signs do measured figures tell of: a calf some centimetres larger, breaths a minute, a grip that fell?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from supple.notes.amounts import Amount
from supple.notes.concepts import Spot
from supple.notes.numbers import Number
from supple.notes.words import Word

_REACH = 6
"""How many words may lie between a figure and what it is a figure of."""
_GIRTH, _LARGER_BY = (15, 80), (3, 15)
_INCHES = 2.54
_FAST, _SLOW = 25, 9
_BREATHS = (3, 60)
_WEAKER = 0.8
_COLDER_BY = 4
_GAINED_KG = 1.5
_WEIGHT = (35, 220)


@dataclass(frozen=True, slots=True)
class Figures:
    """The words of a note with the figures and ideas in them."""

    words: Sequence[Word]
    sentence: Sequence[int]
    numbers: Sequence[Number]
    amounts: Sequence[Amount]
    ideas: Mapping[str, Sequence[Spot]]

    def beside(self, idea: str, reach: int = _REACH, apart: int = 0) -> Iterator[Number]:
        """The figures near an idea, at most so many ends of a sentence apart."""
        for number in self.numbers:
            for spot in self.ideas.get(idea, ()):
                away = max(number.first - spot[1], spot[0] - number.last)
                if away <= reach + 1 and abs(self.sentence[number.first] - self.sentence[spot[0]]) <= apart:
                    yield number
                    break


@dataclass(frozen=True, slots=True)
class Figured:
    """A sign that figures tell of, and their words."""

    id: str
    first: int
    last: int
    said: Mapping[str, Any]


def told_by_figures(figures: Figures) -> Iterator[Figured]:
    """Every sign that the figures of a note tell of by themselves."""
    yield from _larger(figures)
    yield from _breaths(figures)
    yield from _fallen(figures)
    yield from _colder(figures)
    yield from _heavier(figures)


def _larger(figures: Figures) -> Iterator[Figured]:
    """One leg measures more than the other: both girths are given, or how much more it is."""
    if not figures.ideas.get("leg_measured") or not (figures.ideas.get("girth") or figures.ideas.get("length_unit")):
        return
    near = [n for n in figures.beside("leg_measured", 12, 1) if n.form == "plain"]
    girths = [n for n in near if _GIRTH[0] <= n.value <= _GIRTH[1]]
    if len(girths) >= 2 and _LARGER_BY[0] <= abs(girths[0].value - girths[1].value) <= _LARGER_BY[1]:
        yield Figured("swelling", girths[0].first, girths[1].last, {"site": "calf", "side": "left"})
        return
    more = {n.first for n in figures.beside("more_than")}
    inches = {spot[0] for spot in figures.ideas.get("inch_unit", ())}
    units = {spot[0] for spot in figures.ideas.get("length_unit", ())}
    for number in near:
        unit = number.last + 1
        by = number.value * (_INCHES if unit in inches else 1)
        if number.first in more and unit in units and _LARGER_BY[0] - 0.6 <= by <= _LARGER_BY[1]:
            yield Figured("swelling", number.first, unit, {"site": "calf", "side": "left"})


def _breaths(figures: Figures) -> Iterator[Figured]:
    for number in figures.beside("breath_rate", 3):
        if number.form == "plain" and _BREATHS[0] <= number.value <= _BREATHS[1]:
            if number.value >= _FAST:
                yield Figured("fast_breathing", number.first, number.last, {})
            elif number.value <= _SLOW:
                yield Figured("slow_breathing", number.first, number.last, {})


def _fallen(figures: Figures) -> Iterator[Figured]:
    """The strength of a grip went down."""
    found = [n for n in figures.beside("grip_measured", 9) if n.form == "plain" and n.value > 1]
    if len(found) >= 2 and found[1].value <= _WEAKER * found[0].value:
        yield Figured("weakness", found[0].first, found[1].last, {"site": "hand", "new": True})


def _colder(figures: Figures) -> Iterator[Figured]:
    """The skin of one leg is some degrees colder than that of the other."""
    if not figures.ideas.get("leg_measured"):
        return
    warm = [a for a in figures.amounts if a.unit in ("c", "degree") and 10 <= a.value <= 38]
    for one, other in pairwise(warm):
        if figures.sentence[one.first] == figures.sentence[other.first] and abs(one.value - other.value) >= _COLDER_BY:
            yield Figured("cold_pale_limb", one.first, other.last, {})


def _heavier(figures: Figures) -> Iterator[Figured]:
    """The weight went up by more than food does."""
    found = [n for n in figures.beside("weight_measured", 14) if n.form == "plain"]
    found = [n for n in found if _WEIGHT[0] <= n.value <= _WEIGHT[1]]
    if len(found) >= 2 and _GAINED_KG <= found[-1].value - found[0].value <= 10:
        yield Figured("weight_gain", found[0].first, found[-1].last, {})

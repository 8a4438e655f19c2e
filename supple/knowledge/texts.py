# SPDX-License-Identifier: Apache-2.0
"""Which words of the knowledge files are read by people? Each with its place, for translators and tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from supple.knowledge.base import KnowledgeBase
from supple.knowledge.library import Library
from supple.knowledge.shelves import LABELS, SHELVES

SHOWN = frozenset({
    "title", "says", "do", "never", "still", "call", "steps", "why", "cautions", "what", "know", "ask", "opener",
    "verdict", "measured", "in_whom", "here", "change", "means", "licence_note", "plain", "looks_like", "note",
    "food", "serving", "signs", "claims", "levels", "stronger", "not_when", "changed", "trying", "certainty", "who",
    "licence",
})  # fmt: skip
"""Fields that hold words for people, or parts that do."""
SOMETIMES = frozenset({"when", "action"})
"""Fields that hold a sentence in some kinds and a rule or a word of the program in others."""
IDS = frozenset({("Trigger", "signs"), ("Food", "cautions"), ("Spacing", "ask")})
"""Fields of that name that hold ids in this kind."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words for people, and where they stand: the item, and the field in it."""

    item: str
    field: str
    words: str


def texts(base: KnowledgeBase, library: Library) -> Iterator[Text]:
    """Every text of the rules and of the library, item by item."""
    for item in (*base.items(), *library.leaves()):
        yield from _of(item.id, item, "")
    for group in base.question_groups:
        yield from _of(group.id, group, "")
    for muscle in base.muscles.values():
        yield from _of(muscle.id, muscle, "")
    for row in (*base.withdrawal, *base.windows, *library.foods, *library.food_cautions):
        yield from _of(row.row, row, "")
    for slug, (title, lead) in SHELVES.items():
        yield from (Text(f"shelf.{slug}", "title", title), Text(f"shelf.{slug}", "lead", lead))
    for number, label in enumerate(LABELS, 1):
        yield Text("shelf.labels", str(number), label)
    for key, words in base.asks.items():
        yield Text(f"asks.{key}", "ask", words)


def _of(item: str, part: BaseModel, place: str) -> Iterator[Text]:
    kind = type(part).__name__
    for name in type(part).model_fields:
        value = getattr(part, name)
        sentence = name in SOMETIMES and isinstance(value, str) and " " in value
        if (name in SHOWN or sentence) and (kind, name) not in IDS:
            yield from _in(item, value, f"{place}{name}")


def _in(item: str, value: Any, place: str) -> Iterator[Text]:
    match value:
        case str():
            if value.strip():
                yield Text(item, place, value.strip())
        case tuple():
            for number, one in enumerate(value, 1):
                yield from _in(item, one, f"{place}.{number}")
        case BaseModel():
            yield from _of(item, value, f"{place}.")
        case _:
            return

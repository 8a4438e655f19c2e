# SPDX-License-Identifier: Apache-2.0
"""Cautions, medicine cards and the tables of docs/reference/knowledge.md, in words."""

from collections.abc import Iterable
from typing import Any

from supple.knowledge.base import KnowledgeBase
from supple.knowledge.medicines import Caution, MedicineCard, Row
from tools.reference.markdown import either, plain, table, words
from tools.reference.rules import bullets

TITLES = {
    "salts.csv": "How much of a salt is magnesium",
    "upper-limits.csv": "Upper limits for magnesium from products",
    "magnesium-references.csv": "Magnesium a day, food included",
    "spacing.csv": "Hours between medicines and magnesium",
    "label-maxima.csv": "Label maxima, only used to ask for an entry to be looked at again",
    "withdrawal.csv": "What must never end suddenly",
    "emergency-numbers.csv": "Emergency numbers, for whoever has said where they live",
    "medicine-names.csv": "Other spellings",
    "medicine-brands.csv": "Names on packs, as far as a list was read",
    "windows.csv": "Days that count from something",
}


def caution(one: Caution) -> Iterable[str]:
    """A caution with its levels."""
    yield f"### {one.id}: {one.title}\n"
    yield f"{plain(one.says)} **{plain(one.do)}**\n" if one.do else plain(one.says) + "\n"
    for level in one.levels:
        yield f"{words(level.urgency).capitalize()} ({level.action}), when:\n"
        yield "\n".join(bullets(level.when)) + "\n"
        if level.says or level.do:
            yield f"It then says: {plain(level.says or one.says)} **{plain(level.do or one.do)}**\n"
    if one.of_magnesium:
        yield "Only for whoever takes magnesium or would like to.\n"
    if one.fail_closed:
        yield "It also asks, and holds back, while an answer that it needs is not known.\n"
    if one.may_be_known:
        yield "It drops to routine for three months once the prescriber is known to accept it, unless it blocks.\n"


def card(one: MedicineCard) -> Iterable[str]:
    """A card about a medicine or procedure."""
    yield f"### {one.id}: {one.title}\n"
    yield f"{plain(one.what)} {plain(one.when)}\n"
    if one.know:
        yield "\n".join(f"- {plain(line)}" for line in one.know) + "\n"
    yield "To ask: " + " ".join(plain(question) for question in one.ask) + "\n"


def tables(base: KnowledgeBase) -> Iterable[str]:
    """Every table, with its sources."""
    for name, rows in base.tables().items():
        if rows:
            yield f"### {TITLES[name]}\n"
            yield _table(rows)


def _table(rows: tuple[Row, ...]) -> str:
    used = [f for f in type(rows[0]).model_fields if any(getattr(row, f) not in (None, ()) for row in rows)]
    fields = ["row", *(f for f in used if f not in ("row", "sources")), "sources"]
    return (
        table(tuple(words(f) for f in fields), [tuple(_cell(getattr(row, f)) for f in fields) for row in rows]) + "\n"
    )


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return either(value, "and")
        case float():
            return f"{value:g}"
        case _:
            return words(str(value)) if "_" in str(value) else str(value)

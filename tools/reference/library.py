# SPDX-License-Identifier: Apache-2.0
"""docs/reference/to-read.md: every explanation, word, study, scale, step and food, with its source and grade."""

from collections.abc import Iterable

from supple.knowledge.library import read
from supple.knowledge.load import knowledge
from supple.knowledge.problem import KnowledgeWrongError
from supple.knowledge.reading import Food, Leaf, ScaleCard, StudyCard
from tools.reference.markdown import either, plain, table


def to_read() -> str:
    """Everything there is to read, drafts included and marked."""
    found, problems = read(knowledge(), drafts=True)
    if problems:
        raise KnowledgeWrongError(problems)
    out = [
        "# To read\n",
        "No rule looks at these texts. Sources are those of [the knowledge reference](knowledge.md).\n",
    ]
    parts = (
        ("Explanations", found.topics.values()), ("Words", found.words.values()), ("Studies", found.studies.values()),
        ("Scales", found.scales.values()), ("What teams may discuss", found.ladder()),
    )  # fmt: skip
    for title, leaves in parts:
        out += [f"## {title}\n", *(line for leaf in leaves for line in _leaf(leaf))]
    out += ["## Foods\n", _foods(found.foods), "## What to mind with foods\n"]
    return "\n".join([*out, table(("word", "says"), ((row.row, row.says) for row in found.food_cautions))])


def _leaf(leaf: Leaf) -> Iterable[str]:
    yield f"### {leaf.id}: {leaf.title}\n"
    if isinstance(leaf, StudyCard):
        yield f"**{leaf.verdict}** Certainty: {leaf.certainty}. Measured: {leaf.measured}. In whom: {leaf.in_whom}.\n"
    for claim in leaf.claims:
        own = f" *({claim.grade or leaf.grade}; {', '.join(claim.sources)})*" if claim.sources else ""
        yield f"{plain(claim.says)}{own}\n"
    if isinstance(leaf, ScaleCard):
        yield from _scale(leaf)
    yield (
        f"*{leaf.tier.value}; grade: {leaf.grade.value}; sources: {', '.join(leaf.sources)}; "
        f"read through {leaf.reviewed_on}*\n"
    )


def _scale(scale: ScaleCard) -> Iterable[str]:
    if scale.levels:
        yield table(("level", "means"), ((level.level, level.means) for level in scale.levels))
    change = f" A change that matters: {scale.change}" if scale.change else ""
    yield (
        f"Filled in by {scale.who}. {scale.here}{change} Licence: {scale.licence}. {scale.licence_note}".strip() + "\n"
    )


def _foods(foods: Iterable[Food]) -> str:
    head = ("food", "serving", "magnesium mg", "potassium mg", "mind", "allergy", "note", "NDB")
    rows = (
        (
            f.food,
            f.serving,
            f.magnesium_mg,
            f.potassium_mg,
            either(f.cautions, "and"),
            either(f.allergens, "and"),
            f.note,
            f.ndb,
        )
        for f in foods
    )
    return table(head, rows)

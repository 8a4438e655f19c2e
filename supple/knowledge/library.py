# SPDX-License-Identifier: Apache-2.0
"""Everything there is to read, or every problem at once. Read apart from the rules: a check never waits for it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from supple.knowledge.base import KnowledgeBase
from supple.knowledge.load import FOLDER
from supple.knowledge.load import knowledge as rules
from supple.knowledge.medicines import Row
from supple.knowledge.parsed import Parsed, YamlWrongError
from supple.knowledge.problem import KnowledgeProblem, KnowledgeWrongError, from_pydantic
from supple.knowledge.reading import Food, FoodCaution, GlossaryWord, Leaf, ScaleCard, Step, StudyCard, Topic
from supple.knowledge.source import OUR_OWN, Grade, Tier

_Model = TypeVar("_Model", bound=BaseModel)
_Leaf = TypeVar("_Leaf", bound=Leaf)
_Row = TypeVar("_Row", bound=Row)


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """What there is to read; drafts are left out."""

    topics: Mapping[str, Topic] = field(default_factory=dict)
    words: Mapping[str, GlossaryWord] = field(default_factory=dict)
    studies: Mapping[str, StudyCard] = field(default_factory=dict)
    scales: Mapping[str, ScaleCard] = field(default_factory=dict)
    steps: Mapping[str, Step] = field(default_factory=dict)
    foods: tuple[Food, ...] = ()
    food_cautions: tuple[FoodCaution, ...] = ()

    def leaves(self) -> tuple[Leaf, ...]:
        """Every text, kind by kind."""
        kinds: tuple[Mapping[str, Leaf], ...] = (self.topics, self.words, self.studies, self.scales, self.steps)
        return tuple(leaf for kind in kinds for leaf in kind.values())

    def on(self, shelf: str) -> tuple[Topic, ...]:
        """The explanations of one shelf, in their order."""
        mine = (t for t in self.topics.values() if t.shelf == shelf)
        return tuple(sorted(mine, key=lambda t: (t.order, t.id)))

    def ladder(self) -> tuple[Step, ...]:
        """The steps of treatment, in their order."""
        return tuple(sorted(self.steps.values(), key=lambda s: s.order))


@cache
def library() -> Library:
    """What is shipped to read, once per process."""
    return load(rules())


def load(base: KnowledgeBase, folder: Path = FOLDER) -> Library:
    """The library of a folder, or an error that lists every problem."""
    found, problems = read(base, folder)
    if problems:
        raise KnowledgeWrongError(problems)
    return found


def read(
    base: KnowledgeBase, folder: Path = FOLDER, drafts: bool = False
) -> tuple[Library, tuple[KnowledgeProblem, ...]]:
    """Everything to read and all problems found; `base` has the sources and the items it may point to."""
    reading = _Reading(folder)
    found = Library(
        topics=reading.leaves("topic", Topic),
        words=reading.leaves("word", GlossaryWord),
        studies=reading.leaves("study", StudyCard),
        scales=reading.leaves("scale", ScaleCard),
        steps=reading.leaves("step", Step),
        foods=reading.rows("foods.csv", Food),
        food_cautions=reading.rows("food-cautions.csv", FoodCaution),
    )
    reading.parsed.keep()
    problems = (*reading.problems, *_cross_check(found, base, reading.files))
    return (found if drafts else _without_drafts(found)), problems


class _Reading:
    """One pass over the texts, gathering problems instead of stopping at the first."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.parsed = folder, Parsed(name="parsed-reading.json")
        self.problems, self.files = list[KnowledgeProblem](), dict[str, str]()

    def leaves(self, kind: str, model: type[_Leaf]) -> dict[str, _Leaf]:
        """The items of one folder by id."""
        found: dict[str, _Leaf] = {}
        for path in sorted((self.folder / kind).glob("*.yaml")):
            name = f"{kind}/{path.name}"
            leaf = self._parse(name, model, self._yaml(name, path))
            if leaf is not None:
                self._keep(name, leaf)
                found[leaf.id] = leaf
        return found

    def rows(self, name: str, model: type[_Row]) -> tuple[_Row, ...]:
        """The rows of a table; an empty cell is not said, and a list stands as words in one cell."""
        lists = {key for key, about in model.model_fields.items() if "tuple" in str(about.annotation)}
        raw = csv.DictReader((self.folder / name).read_text(encoding="utf-8").splitlines())
        told = ({k: v.split() if k in lists else v for k, v in row.items() if v} for row in raw)
        parsed = [self._parse(f"{name}, line {n}", model, row) for n, row in enumerate(told, 2)]
        return tuple(p for p in parsed if p is not None)

    def _yaml(self, name: str, path: Path) -> Any:
        try:
            return self.parsed(path.read_text(encoding="utf-8"))
        except (YamlWrongError, UnicodeDecodeError) as error:
            found = str(error).replace("\n", " ")[:120]
            self.problems.append(KnowledgeProblem(name, "whole file", found, "YAML", "Look for a stray sign."))
            return None

    def _parse(self, name: str, model: type[_Model], raw: Any) -> _Model | None:
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            self.problems += from_pydantic(name, error)
            return None

    def _keep(self, name: str, leaf: Leaf) -> None:
        if leaf.id in self.files:
            taken = f"It is taken by {self.files[leaf.id]}."
            self.problems.append(KnowledgeProblem(name, "id", leaf.id, "an id of its own", taken))
        if Path(name).stem != leaf.id:
            wanted = Path(name).stem
            self.problems.append(KnowledgeProblem(name, "id", leaf.id, wanted, "File and id carry the same name."))
        self.files[leaf.id] = name


def _cross_check(found: Library, base: KnowledgeBase, files: Mapping[str, str]) -> Iterator[KnowledgeProblem]:
    """Sources and items that are not there, tiers that were not earned, choices of ours that look like studies."""
    known = {item.id for item in base.items()} | set(files)
    for leaf in found.leaves():
        file = files[leaf.id]
        yield from _sources(leaf, base, file)
        yield from _tier(leaf, file)
        pointed = (*leaf.see, *(leaf.cards if isinstance(leaf, Step) else ()))
        for id in sorted(set(pointed) - known):
            yield KnowledgeProblem(file, "see", id, "an id that exists", "Mend the id, or write that item first.")
    yield from _rows(found, base)


def _sources(leaf: Leaf, base: KnowledgeBase, file: str) -> Iterator[KnowledgeProblem]:
    for sources, grade in ((leaf.sources, leaf.grade), *((c.sources, c.grade or leaf.grade) for c in leaf.claims)):
        for key in sorted(set(sources) - set(base.sources)):
            yield KnowledgeProblem(file, "sources", key, "a key of sources.yaml", "Add the source or mend the key.")
        if sources and set(sources) <= OUR_OWN and grade is not Grade.DESIGN:
            hint = "What stands only in an article or in our own choice is our choice, no study."
            yield KnowledgeProblem(file, "grade", grade, "design", hint)


def _tier(leaf: Leaf, file: str) -> Iterator[KnowledgeProblem]:
    said = {*leaf.sources, *(key for claim in leaf.claims for key in claim.sources)}
    if leaf.tier is not Tier.DRAFT and len(said) < 2 and not leaf.second_source:
        hint = "Add a second source, or say in second_source why one is enough for now."
        yield KnowledgeProblem(file, "sources", "one source", "two sources", hint)
    if leaf.tier is Tier.REVIEWED and not leaf.reviewer:
        yield KnowledgeProblem(file, "reviewer", "nothing", "a name", "Only a named clinician can sign a text.")


def _rows(found: Library, base: KnowledgeBase) -> Iterator[KnowledgeProblem]:
    cautions = {row.row for row in found.food_cautions}
    for food in found.foods:
        for word in sorted(set(food.cautions) - cautions):
            yield KnowledgeProblem("foods.csv", food.row, word, "a row of food-cautions.csv", "Add it there.")
    for file, rows in (("foods.csv", found.foods), ("food-cautions.csv", found.food_cautions)):
        for row in rows:
            for key in sorted(set(row.sources) - set(base.sources)):
                yield KnowledgeProblem(file, row.row, key, "a key of sources.yaml", "Add the source or mend the key.")


def _without_drafts(found: Library) -> Library:
    def kept(leaves: Mapping[str, _Leaf]) -> dict[str, _Leaf]:
        return {id: leaf for id, leaf in leaves.items() if leaf.tier is not Tier.DRAFT}

    return Library(
        kept(found.topics), kept(found.words), kept(found.studies), kept(found.scales), kept(found.steps),
        found.foods, found.food_cautions,
    )  # fmt: skip

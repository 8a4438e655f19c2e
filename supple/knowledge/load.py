# SPDX-License-Identifier: Apache-2.0
"""How do files become a KnowledgeBase, or every problem in them at once?"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from supple.knowledge.base import KnowledgeBase
from supple.knowledge.check import cross_check, spellings
from supple.knowledge.compiled import FilesRead, compile_form, compiled, found_in
from supple.knowledge.kinds import (
    Gate,
    Muscle,
    QuestionGroup,
    RedFlag,
    Remedy,
    SignQuestion,
    Trigger,
    Vocabulary,
    Word,
)
from supple.knowledge.medicines import (
    BrandName,
    Caution,
    EmergencyNumber,
    IntakeReference,
    LabelMaximum,
    MedicineCard,
    MedicineName,
    Row,
    Salt,
    Spacing,
    UpperLimit,
    Window,
    Withdrawal,
)
from supple.knowledge.parsed import Parsed, YamlWrongError
from supple.knowledge.problem import KnowledgeProblem, KnowledgeWrongError, from_pydantic
from supple.knowledge.source import Item, Quality, Source, Tier

FOLDER = Path(__file__).parent / "data"
GROUPS = "groups.yaml"
_Model = TypeVar("_Model", bound=BaseModel)
_Kind = TypeVar("_Kind", bound=Item)
_Row = TypeVar("_Row", bound=Row)


@cache
def knowledge() -> KnowledgeBase:
    """The knowledge that is shipped, read once per process; drafts are left out.

    It comes from its compiled form where nothing has changed since that was made.
    """
    return compiled(FOLDER) or load(keep=True)


def load(folder: Path = FOLDER, keep: bool = False) -> KnowledgeBase:
    """The knowledge base of a folder without its drafts, or an error that lists every problem."""
    base, problems, files = _read(folder, drafts=False)
    if base is None or problems:
        raise KnowledgeWrongError(problems)
    if keep:
        compile_form(base, files)
    return base


def read(folder: Path = FOLDER, drafts: bool = False) -> tuple[KnowledgeBase | None, tuple[KnowledgeProblem, ...]]:
    """The knowledge base and all problems found; None when a file could not be understood at all."""
    base, problems, _ = _read(folder, drafts)
    return base, problems


def _read(folder: Path, drafts: bool) -> tuple[KnowledgeBase | None, tuple[KnowledgeProblem, ...], FilesRead]:
    reading = _Reading(folder)
    base = reading.base()
    reading.parsed.keep()
    if reading.problems:
        return None, tuple(reading.problems), reading.read()
    problems = tuple(cross_check(base, reading.files))
    return (base if drafts else _without_drafts(base)), problems, reading.read()


class _Reading:
    """One pass over a folder, gathering problems instead of stopping at the first."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.problems = folder, list[KnowledgeProblem]()
        self.files: dict[str, str] = {}
        self.names, self.searched = list[str](), dict[str, list[str]]()
        self.hash, self.parsed = hashlib.sha256(), Parsed()
        self.shared: Mapping[str, Any] = self._yaml(GROUPS) or {}

    def base(self) -> KnowledgeBase:
        """Everything the folder says; meaningless when problems were found."""
        parts: dict[str, Any] = {
            "vocabulary": self._vocabulary(),
            "red_flags": self._items("redflag", RedFlag),
            "gates": self._items("gate", Gate),
            "remedies": self._items("remedy", Remedy),
            "triggers": self._items("trigger", Trigger),
            "questions": self._items("question", SignQuestion),
            "question_groups": tuple(self._list("question-groups.yaml", QuestionGroup)),
            "muscles": {m.id: m for m in self._muscles()},
            "sources": self._unique("sources.yaml", self._list("sources.yaml", Source)),
            "quality": self._map("quality.yaml", Quality),
            "classes": self._classes(),
            "weights": {r["class"]: int(r["weight"]) for r in self._csv("sedation.csv")},
            "never_alone": frozenset(self.shared.get("never_alone") or ()),
            "asks": dict(self._yaml("asks.yaml") or {}),
            "cautions": self._items("caution", Caution),
            "medicines": self._items("medicine", MedicineCard),
            "salts": self._rows("salts.csv", Salt),
            "upper_limits": self._rows("upper-limits.csv", UpperLimit),
            "intake_references": self._rows("magnesium-references.csv", IntakeReference),
            "spacing": self._rows("spacing.csv", Spacing),
            "label_maxima": self._rows("label-maxima.csv", LabelMaximum),
            "withdrawal": self._rows("withdrawal.csv", Withdrawal),
            "emergency_numbers": self._rows("emergency-numbers.csv", EmergencyNumber),
            "medicine_names": self._rows("medicine-names.csv", MedicineName),
            "brand_names": self._rows("medicine-brands.csv", BrandName),
            "windows": self._rows("windows.csv", Window),
        }
        base = KnowledgeBase(version=self.hash.hexdigest()[:12], **parts)
        return replace(base, spellings=spellings(base))

    def read(self) -> FilesRead:
        """Which files it has read so far."""
        return FilesRead(self.folder, self.names, self.searched, self.hash.hexdigest())

    def _text(self, name: str) -> str:
        path = self.folder / name
        if not path.is_file():
            self._problem(name, "whole file", "nothing", "a file", "Restore it from an earlier version.")
            return ""
        raw = path.read_bytes()
        self.names.append(name)
        self.hash.update(name.encode() + b"\0" + raw)
        return raw.decode("utf-8")

    def _yaml(self, name: str) -> Any:
        try:
            text = self._text(name)
            raw = self.parsed(text)
        except (YamlWrongError, UnicodeDecodeError) as error:
            self._problem(name, "whole file", str(error).replace("\n", " ")[:120], "YAML", "Look for a stray sign.")
            return None
        return self._expand(name, raw) if "$" in text and name != GROUPS else raw

    def _csv(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(self._text(name).splitlines()))

    def _rows(self, name: str, model: type[_Row]) -> tuple[_Row, ...]:
        """The rows of a table; an empty cell is not said, and a list stands as words in one cell."""
        lists = {field for field, about in model.model_fields.items() if "tuple" in str(about.annotation)}
        told = ({k: v.split() if k in lists else v for k, v in row.items() if v} for row in self._csv(name))
        parsed = [self._parse(f"{name}, line {n}", model, row) for n, row in enumerate(told, 2)]
        return tuple(p for p in parsed if p is not None)

    def _problem(self, *parts: str) -> None:
        self.problems.append(KnowledgeProblem(*parts))

    def _parse(self, name: str, model: type[_Model], raw: Any) -> _Model | None:
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            self.problems += from_pydantic(name, error)
            return None

    def _items(self, folder: str, kind: type[_Kind]) -> dict[str, _Kind]:
        found: dict[str, _Kind] = {}
        self.searched[folder] = found_in(self.folder / folder)
        for file in self.searched[folder]:
            name = f"{folder}/{file}"
            item = self._parse(name, kind, self._yaml(name))
            if item is not None:
                self._keep(name, item)
                found[item.id] = item
        return found

    def _keep(self, name: str, item: Item) -> None:
        if item.id in self.files:
            self._problem(name, "id", item.id, "an id of its own", f"It is taken by {self.files[item.id]}.")
        if Path(name).stem != item.id:
            self._problem(name, "id", item.id, Path(name).stem, "File and id carry the same name.")
        self.files[item.id] = name

    def _list(self, name: str, model: type[_Model]) -> list[_Model]:
        parsed = [self._parse(name, model, raw) for raw in self._yaml(name) or []]
        return [p for p in parsed if p is not None]

    def _map(self, name: str, model: type[_Model]) -> dict[str, _Model]:
        parsed = {key: self._parse(name, model, raw) for key, raw in (self._yaml(name) or {}).items()}
        return {key: p for key, p in parsed.items() if p is not None}

    def _unique(self, name: str, sources: list[Source]) -> dict[str, Source]:
        found: dict[str, Source] = {}
        for source in sources:
            if source.key in found:
                self._problem(name, "key", source.key, "a key of its own", "Merge the two entries.")
            found[source.key] = source
        return found

    def _muscles(self) -> list[Muscle]:
        rows = ({**row, "sites": tuple(row["sites"].split())} for row in self._csv("muscles.csv"))
        parsed = [self._parse("muscles.csv", Muscle, row) for row in rows]
        return [m for m in parsed if m is not None]

    def _classes(self) -> dict[str, frozenset[str]]:
        classes: dict[str, set[str]] = {}
        for row in self._csv("medicine-classes.csv"):
            classes.setdefault(row["class"], set()).add(row["medicine"])
        return {name: frozenset(_members(name, classes, ())) for name in classes}

    def _vocabulary(self) -> Vocabulary:
        raw = json.loads(self._text("vocabulary.json") or "{}")
        groups = {name: tuple(Word(**w) for w in words) for name, words in raw.get("groups", {}).items()}
        names = raw.get("medicine", {}).get("names", {})
        return Vocabulary(
            groups=groups,
            medicines=tuple(n for group in names.values() for n in group),
            salts=tuple(raw.get("salt", {}).get("ids", ())),
            also_exposures=tuple(raw.get("also_exposures", ())),
            core_symptoms=tuple(raw.get("core_symptoms", ())),
        )

    def _expand(self, name: str, raw: Any) -> Any:
        """Replace `$name` by the shared list or condition of that name in groups.yaml."""
        match raw:
            case str() if raw.startswith("$"):
                return self._shared(name, raw[1:])
            case dict():
                return {key: self._expand(name, value) for key, value in raw.items()}
            case list():
                return [part for value in raw for part in self._spread(name, value)]
            case _:
                return raw

    def _spread(self, name: str, value: Any) -> list[Any]:
        grown = self._expand(name, value)
        return grown if isinstance(value, str) and isinstance(grown, list) else [grown]

    def _shared(self, name: str, key: str) -> Any:
        if key not in self.shared:
            self._problem(name, f"${key}", "nothing", "a name of groups.yaml", "Add it there, or mend the name.")
        return self._expand(GROUPS, self.shared.get(key))


def _members(name: str, classes: Mapping[str, set[str]], inside: tuple[str, ...]) -> set[str]:
    """The medicines of a class, those of the classes it lists among them; a class inside itself adds nothing."""
    if name in inside:
        return set()
    return {
        m for part in classes[name] for m in (_members(part, classes, (*inside, name)) if part in classes else {part})
    }


def _without_drafts(base: KnowledgeBase) -> KnowledgeBase:
    def kept(items: Mapping[str, _Kind]) -> dict[str, _Kind]:
        return {id: item for id, item in items.items() if base.tier(id) is not Tier.DRAFT}

    parts = {name: getattr(base, name) for name in KnowledgeBase.__slots__}
    for name in ("red_flags", "gates", "remedies", "triggers", "questions", "cautions", "medicines"):
        parts[name] = kept(parts[name])
    return KnowledgeBase(**parts)

# SPDX-License-Identifier: Apache-2.0
"""All knowledge in one frozen value: find by id, and know which version spoke."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from supple.knowledge.kinds import (
    Gate,
    Muscle,
    QuestionGroup,
    RedFlag,
    Remedy,
    SignQuestion,
    Trigger,
    Vocabulary,
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
from supple.knowledge.source import Item, Quality, Source, Tier


@dataclass(frozen=True, slots=True, eq=False)
class KnowledgeBase:
    """What is known and in use; `version` is a hash of every file, so that a result can name what it used."""

    version: str
    vocabulary: Vocabulary
    red_flags: Mapping[str, RedFlag] = field(default_factory=dict)
    gates: Mapping[str, Gate] = field(default_factory=dict)
    remedies: Mapping[str, Remedy] = field(default_factory=dict)
    triggers: Mapping[str, Trigger] = field(default_factory=dict)
    questions: Mapping[str, SignQuestion] = field(default_factory=dict)
    question_groups: tuple[QuestionGroup, ...] = ()
    muscles: Mapping[str, Muscle] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    quality: Mapping[str, Quality] = field(default_factory=dict)
    classes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)
    asks: Mapping[str, str] = field(default_factory=dict)
    never_alone: frozenset[str] = frozenset()
    """Signs that are spoken of even when no rule is about them."""
    cautions: Mapping[str, Caution] = field(default_factory=dict)
    medicines: Mapping[str, MedicineCard] = field(default_factory=dict)
    salts: tuple[Salt, ...] = ()
    upper_limits: tuple[UpperLimit, ...] = ()
    intake_references: tuple[IntakeReference, ...] = ()
    spacing: tuple[Spacing, ...] = ()
    label_maxima: tuple[LabelMaximum, ...] = ()
    withdrawal: tuple[Withdrawal, ...] = ()
    emergency_numbers: tuple[EmergencyNumber, ...] = ()
    medicine_names: tuple[MedicineName, ...] = ()
    brand_names: tuple[BrandName, ...] = ()
    windows: tuple[Window, ...] = ()
    spellings: Mapping[str, str] = field(default_factory=dict)
    """Every written name of a medicine that is known, and the name that rules use."""

    def items(self) -> tuple[Item, ...]:
        """Every item with sources, a grade and a review date, by kind."""
        kinds: tuple[Mapping[str, Item], ...] = (
            self.red_flags, self.gates, self.remedies, self.triggers, self.questions, self.cautions, self.medicines,
        )  # fmt: skip
        return tuple(item for kind in kinds for item in kind.values())

    def tier(self, id: str) -> Tier:
        """How far an item has come; what the quality list does not name is a draft."""
        known = self.quality.get(id)
        return known.tier if known else Tier.DRAFT

    def names(self, words: tuple[str, ...]) -> frozenset[str]:
        """Medicine names for a mixture of names and class words, such as `benzodiazepine`."""
        return _names(self, words)

    def sedation_weight(self, medicine: str) -> int:
        """How much one medicine adds to the sum of sedating things; the highest of its classes."""
        return _sedation_weight(self, medicine)

    def tables(self) -> Mapping[str, tuple[Row, ...]]:
        """Every table whose rows name a place in the fact list, by the name of its file."""
        return {
            "salts.csv": self.salts,
            "upper-limits.csv": self.upper_limits,
            "magnesium-references.csv": self.intake_references,
            "spacing.csv": self.spacing,
            "label-maxima.csv": self.label_maxima,
            "withdrawal.csv": self.withdrawal,
            "emergency-numbers.csv": self.emergency_numbers,
            "medicine-names.csv": self.medicine_names,
            "medicine-brands.csv": self.brand_names,
            "windows.csv": self.windows,
        }

    def muscles_at(self, site: str) -> tuple[Muscle, ...]:
        """The muscles a person may mean when they name a place."""
        return tuple(m for m in self.muscles.values() if site in m.sites)

    def remedies_of(self, kind: str) -> tuple[Remedy, ...]:
        """All remedies of one kind, in order of id."""
        return tuple(r for r in self.remedies.values() if r.kind == kind)


@lru_cache(maxsize=4096)
def _names(known: KnowledgeBase, words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(n for word in words for n in known.classes.get(word, {word}))


@lru_cache(maxsize=4096)
def _sedation_weight(known: KnowledgeBase, medicine: str) -> int:
    own = [known.weights.get(medicine, 0)]
    return max(own + [w for c, w in known.weights.items() if medicine in known.classes.get(c, ())])

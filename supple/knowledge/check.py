# SPDX-License-Identifier: Apache-2.0
"""Do the knowledge files fit together? Ids that point nowhere, items without a case, rules in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from supple.knowledge.base import KnowledgeBase
from supple.knowledge.condition import ANY_MEDICINE, Condition, walk
from supple.knowledge.kinds import Gate, RedFlag, Remedy, SignQuestion, Trigger
from supple.knowledge.medicines import Caution, MedicineCard
from supple.knowledge.problem import KnowledgeProblem
from supple.knowledge.source import OUR_OWN, Grade, Item, Tier


def cross_check(base: KnowledgeBase, files: dict[str, str]) -> list[KnowledgeProblem]:
    """Every problem that needs more than one file to see; `files` maps an item's id to its file."""
    found: list[KnowledgeProblem] = []
    for item in base.items():
        file = files[item.id]
        found += _sources(base, item, file)
        found += _quality(base, item, file)
        found += _terms(base, item, file)
    found += _rows(base)
    found += _names(base)
    found += _never_alone(base)
    found += _strangers(base, files)
    return found + list(_circles(base, files))


def _sources(base: KnowledgeBase, item: Item, file: str) -> Iterator[KnowledgeProblem]:
    for key in item.sources:
        if key not in base.sources:
            yield KnowledgeProblem(file, "sources", key, "a key of sources.yaml", "Add the source or mend the key.")
    if set(item.sources) <= OUR_OWN and item.grade is not Grade.DESIGN:
        hint = "What stands only in an article or in our own choice is our choice, no study."
        yield KnowledgeProblem(file, "grade", item.grade, "design", hint)


def _quality(base: KnowledgeBase, item: Item, file: str) -> Iterator[KnowledgeProblem]:
    line = base.quality.get(item.id)
    if line is None:
        yield KnowledgeProblem(file, "quality", "nothing", "a line in quality.yaml", "Start it as a draft.")
        return
    if line.tier is Tier.DRAFT:
        return
    if not line.case:
        yield KnowledgeProblem(file, "quality.case", "nothing", "the name of a case", "Write one in tests/cases.")
    if len(item.sources) < 2 and not line.second_source:
        hint = "Add a second source, or say in quality.yaml why one is enough for now."
        yield KnowledgeProblem(file, "sources", "one source", "two sources", hint)
    if line.tier is Tier.REVIEWED and not line.reviewer:
        hint = "Only a named clinician can move an item to reviewed."
        yield KnowledgeProblem(file, "quality.reviewer", "nothing", "a name", hint)


def conditions_of(item: Item) -> tuple[Condition, ...]:
    """Every condition an item carries."""
    match item:
        case RedFlag() | Caution():
            return tuple(level.when for level in item.levels)
        case Gate():
            return (item.when, *(s.when for s in item.stronger))
        case Remedy():
            only = (item.only_when,) if item.only_when else ()
            return (*(n.when for n in item.not_when), *only)
        case SignQuestion(asked_of=Condition() as asked_of):
            return (asked_of,)
        case Trigger():
            return tuple(n.when for way in item.trying for n in way.not_when)
        case _:
            return ()


def _terms(base: KnowledgeBase, item: Item, file: str) -> Iterator[KnowledgeProblem]:
    for place, wanted, ids, known in _named(base, item):
        for id in sorted(set(ids) - known):
            yield KnowledgeProblem(file, place, id, wanted, "Use an id that exists, or add it there first.")


Named = tuple[str, str, tuple[str, ...], frozenset[str]]


def _named(base: KnowledgeBase, item: Item) -> Iterator[Named]:
    """(field, what it should be, ids found, ids known) for everything an item names."""
    rules = frozenset(base.red_flags) | frozenset(base.gates)
    for top in conditions_of(item):
        for term in walk(top):
            yield from _named_in(base, term)
    match item:
        case Trigger():
            yield "exposures", "an exposure of the vocabulary", item.exposures, base.vocabulary.ids("exposure")
            yield "signs", "a symptom of the vocabulary", item.signs, base.vocabulary.ids("symptom")
            yield "rules", "a rule", item.rules, rules
            for way in item.trying:
                yield "trying.exposures", "one of the trigger's exposures", way.exposures, frozenset(item.exposures)
                wanted = (way.remedy,) if way.remedy else ()
                yield "trying.remedy", "a remedy that can be tried", wanted, frozenset(base.remedies)
        case SignQuestion():
            groups = frozenset(g.id for g in base.question_groups)
            yield "sign", "a symptom of the vocabulary", (item.sign,), base.vocabulary.ids("symptom")
            yield "group", "a group of question-groups.yaml", (item.group,), groups
            yield "rules", "a rule", item.rules, rules
        case MedicineCard():
            yield "names", "a medicine or a class of medicine-classes.csv", item.names, known_medicines(base)
        case Remedy(muscle=str() as muscle):
            yield "muscle", "a row of muscles.csv", (muscle,), frozenset(base.muscles)
        case _:
            return


def _named_in(base: KnowledgeBase, term: Condition) -> Iterator[Named]:
    words, sites = base.vocabulary, base.vocabulary.ids("site")
    if term.sign:
        yield "sign", "a symptom of the vocabulary", term.sign.ids, words.ids("symptom")
        yield "sign.sites", "a site of the vocabulary", term.sign.sites, sites
    if term.item:
        rule = (term.item.on_leg_of,) if term.item.on_leg_of else ()
        yield "item.sites", "a site of the vocabulary", term.item.sites, sites
        yield "item.on_leg_of", "a red flag", rule, frozenset(base.red_flags)
    if term.medicine:
        known = known_medicines(base) | {ANY_MEDICINE}
        yield "medicine", "a medicine or a class of medicine-classes.csv", term.medicine.any, known
    yield "condition", "a condition of the vocabulary", term.condition or (), words.ids("condition")
    yield "exposure", "an exposure of the vocabulary", term.exposure or (), words.ids("exposure")
    yield "rule", "a red flag", (term.rule,) if term.rule else (), frozenset(base.red_flags)


@lru_cache(maxsize=8)
def known_medicines(base: KnowledgeBase) -> frozenset[str]:
    """Every name that a rule may use for a medicine: generic names, and class words."""
    listed = (m for members in base.classes.values() for m in members)
    spaced = (r.medicine for r in base.spacing)
    return frozenset((*base.vocabulary.medicines, *base.classes, *listed, *spaced))


def spellings(base: KnowledgeBase) -> dict[str, str]:
    """Every generic name as itself, and other spellings with the name that rules use."""
    names = known_medicines(base) - frozenset(base.classes) - {ANY_MEDICINE}
    said = (*base.medicine_names, *base.brand_names)
    return {name: name for name in sorted(names)} | {row.name: row.means for row in said}


def _rows(base: KnowledgeBase) -> Iterator[KnowledgeProblem]:
    """Rows of tables whose source, medicine or caution is missing."""
    for file, rows in base.tables().items():
        for row in rows:
            for key in set(row.sources) - set(base.sources):
                yield KnowledgeProblem(file, row.row, key, "a key of sources.yaml", "Add the source or mend the key.")
    for file, spoken, texts in (
        ("spacing.csv", {r.row for r in base.spacing if r.before_h or r.after_h}, set(base.cautions)),
        ("upper-limits.csv", {r.row for r in base.upper_limits if r.jurisdictions}, set(base.cautions)),
        ("label-maxima.csv", {r.row for r in base.label_maxima}, set(base.medicines)),
    ):
        for id in sorted(spoken - texts):
            yield KnowledgeProblem(file, id, "no words", "a caution or a card of that id", "Write what it says.")


def _names(base: KnowledgeBase) -> Iterator[KnowledgeProblem]:
    """Names of medicines that stand for none, or for two."""
    seen: dict[str, str] = {}
    for file, names in (("medicine-names.csv", base.medicine_names), ("medicine-brands.csv", base.brand_names)):
        for name in names:
            if name.means not in known_medicines(base):
                yield KnowledgeProblem(file, name.row, name.means, "a medicine that rules know", "Mend the name.")
            if seen.setdefault(name.name, name.means) != name.means:
                yield KnowledgeProblem(file, name.row, name.means, seen[name.name], "A name stands for one medicine.")


def _never_alone(base: KnowledgeBase) -> Iterator[KnowledgeProblem]:
    for id in sorted(base.never_alone - base.vocabulary.ids("symptom")):
        yield KnowledgeProblem("groups.yaml", "never_alone", id, "a symptom of the vocabulary", "Mend the id.")


def _strangers(base: KnowledgeBase, files: dict[str, str]) -> Iterator[KnowledgeProblem]:
    for id in sorted(set(base.quality) - set(files)):
        yield KnowledgeProblem("quality.yaml", id, "a line", "an item of that id", "Remove the line or add the item.")


def _circles(base: KnowledgeBase, files: dict[str, str]) -> Iterator[KnowledgeProblem]:
    """A rule may lean on another rule, never, even by a detour, on itself."""
    leans = {
        id: {t.rule for level in rule.levels for t in walk(level.when) if t.rule in base.red_flags}
        for id, rule in base.red_flags.items()
    }
    for id, direct in leans.items():
        reached, ahead = set[str](), {r for r in direct if r}
        while ahead - reached:
            reached |= ahead
            ahead = {r for known in reached for r in leans[known] if r}
        if id in reached:
            yield KnowledgeProblem(files[id], "rule", id, "rules without a circle", "Spell the shared part out twice.")

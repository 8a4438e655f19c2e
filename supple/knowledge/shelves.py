# SPDX-License-Identifier: Apache-2.0
"""In which order is everything read? Shelves of pieces; a piece is one item as a page or a paper shows it.

Headings and labels here are texts for people as well: pages translate them like the texts of the files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from supple.entries.composed import Composed
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.kinds import Gate, RedFlag, Remedy, Trigger
from supple.knowledge.library import Library
from supple.knowledge.medicines import Caution, MedicineCard, Withdrawal
from supple.knowledge.reading import GlossaryWord, Leaf, ScaleCard, Step, StudyCard, Topic
from supple.knowledge.source import Grade, Item

Listed = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """One paragraph, with sources and grade of its own where they differ from those of the piece."""

    words: str
    sources: tuple[str, ...] = ()
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to read: what is said, lists under it, and where it is written."""

    id: str
    title: str
    told: tuple[Told, ...]
    sources: tuple[str, ...]
    grade: Grade
    lead: str = ""
    numbered: tuple[str, ...] = ()
    lists: tuple[Listed, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    see: tuple[str, ...] = ()

    def words(self) -> str:
        """Everything it says, to search in."""
        lists = (line for _, lines in self.lists for line in lines)
        facts = (fact for _, fact in self.facts)
        return " ".join((self.title, self.lead, *(t.words for t in self.told), *self.numbered, *lists, *facts))


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of pieces; its slug is in the address and tells nothing about anyone."""

    slug: str
    title: str
    lead: str
    pieces: tuple[Piece, ...]


def shelves(base: KnowledgeBase, library: Library) -> tuple[Shelf, ...]:
    """Everything, shelf by shelf."""
    return tuple(
        Shelf(slug, title, lead, (*map(_topic, library.on(slug)), *_others(slug, base, library)))
        for slug, (title, lead) in SHELVES.items()
    )


SHELVES: Mapping[str, tuple[str, str]] = {
    "at-once": ("When it happens", "A spasm or cramp now: keep safe, let it pass, then look for what set it off."),
    "basics": ("What is going on", "Stiff legs in MS, in plain words."),
    "words": ("Words", "What the words mean that you hear and read."),
    "set-off": ("What sets it off", "Triggers, what to look at, and what you can do."),
    "stretch": ("Stretching", "How, how long, and one by one for each muscle."),
    "move": ("Moving", "Breaks, small exercises and walks."),
    "drink": ("Drinking, bladder, bowel", "How much, in which way, and what helps a slow bowel."),
    "eat": ("Eating", "Magnesium and potassium in food."),
    "minerals": ("Magnesium", "What is known, what is not, and who should not try it alone."),
    "steps": ("What teams may discuss", "The usual order. It is no advice: your team weighs it with you."),
    "cards": ("Medicines and treatments", "What each is, when teams think of it, and what to ask."),
    "tools": ("Tools, warmth and cold", "Rubs, massage, heat, ice, and one change at a time."),
    "rest": ("Lying, sitting, sleeping", "Positions, evenings, warm and cool."),
    "living": ("Living with it", "Your team, your helpers, your mood."),
    "studies": ("What studies say", "Claims you may meet, held against studies."),
    "scales": ("How it is measured", "Scores and scales, and what supple does with them."),
    "signs": ("Warning signs", "What needs help, and how soon. supple looks for these in all you say."),
    "limits": ("What waits, and why", "Limits supple keeps to when it plans."),
    "pairs": ("What does not go together", "Medicines, magnesium and illness. Change nothing on your own: ask."),
}
"""Each shelf by its slug: its title, and one line about it."""
LABELS = (
    "How sure", "Measured", "In whom", "Who fills it in", "In supple", "A change that matters", "May it be shown",
    "Tightness looks like", "How long", "When", "Mind", "If it ends all at once", "Good to know", "To ask",
    "Until then",
)  # fmt: skip
"""The words before a fact or over a list."""
FIRST = ("SPM-01", "SPM-02", "SPM-05", "RLF-06", "STOP-STRETCH", "HELPER-RULES", "KEEP-MEDS", "STR-11")


def _others(slug: str, base: KnowledgeBase, library: Library) -> Iterable[Piece]:
    """What stands on a shelf beside its explanations."""
    fill: Mapping[str, Callable[[], Iterable[Piece]]] = {
        "at-once": lambda: (_remedy(base, base.remedies[id]) for id in FIRST if id in base.remedies),
        "words": lambda: map(_word, sorted(library.words.values(), key=lambda w: w.title.casefold())),
        "set-off": lambda: map(_trigger, base.triggers.values()),
        "stretch": lambda: (_remedy(base, r) for r in _by_muscle(base.remedies_of("stretch"))),
        "move": lambda: (_remedy(base, r) for r in base.remedies_of("movement")),
        "rest": lambda: (_remedy(base, r) for r in base.remedies_of("day")),
        "drink": lambda: (_remedy(base, r) for r in base.remedies_of("drink")),
        "steps": lambda: (_step(step, base) for step in library.ladder()),
        "cards": lambda: (_card(card, base) for card in base.medicines.values()),
        "studies": lambda: map(_study, library.studies.values()),
        "scales": lambda: map(_scale, library.scales.values()),
        "signs": lambda: map(_sign, base.red_flags.values()),
        "limits": lambda: map(_gate, base.gates.values()),
        "pairs": lambda: map(_caution, base.cautions.values()),
    }
    return fill[slug]() if slug in fill else ()


def _leaf(leaf: Leaf, **more: object) -> Piece:
    told = tuple(Told(c.says, c.sources, c.grade) for c in leaf.claims)
    return Piece(leaf.id, leaf.title, told, leaf.sources, leaf.grade, see=leaf.see, **more)  # type: ignore[arg-type]


def _topic(topic: Topic) -> Piece:
    return _leaf(topic)


def _word(word: GlossaryWord) -> Piece:
    return _leaf(word)


def _study(card: StudyCard) -> Piece:
    facts = (("How sure", card.certainty), ("Measured", card.measured), ("In whom", card.in_whom))
    return _leaf(card, lead=card.verdict, facts=tuple((name, fact) for name, fact in facts if fact != "-"))


def _scale(scale: ScaleCard) -> Piece:
    facts = (("Who fills it in", scale.who), ("In supple", scale.here), ("A change that matters", scale.change),
             ("May it be shown", _allowed(scale)))  # fmt: skip
    levels = tuple((level.level, level.means) for level in scale.levels)
    return _leaf(scale, facts=(*levels, *((name, fact) for name, fact in facts if fact)))


def _allowed(scale: ScaleCard) -> str:
    note = scale.licence_note
    return Composed("{licence}. {note}", licence=scale.licence, note=note) if note else scale.licence


def _step(step: Step, base: KnowledgeBase) -> Piece:
    piece, title = _leaf(step), Composed("{nth}. {step}", nth=str(step.order), step=step.title)
    return Piece(piece.id, title, piece.told, piece.sources, piece.grade, see=(*step.cards, *step.see))


def _item(item: Item, title: str, said: Iterable[str], **more: object) -> Piece:
    told = tuple(Told(words) for words in said if words)
    return Piece(item.id, title, told, item.sources, item.grade, **more)  # type: ignore[arg-type]


def _remedy(base: KnowledgeBase, remedy: Remedy) -> Piece:
    muscle = base.muscles.get(remedy.muscle or "")
    held = {"hold": str(remedy.hold_s), "reps": str(remedy.reps)}
    pace = Composed("{hold} seconds, {reps} times", **held) if remedy.hold_s and remedy.reps else ""
    facts = (("Tightness looks like", muscle.looks_like if muscle else ""), ("How long", pace), ("When", remedy.when))
    minds = (*remedy.cautions, *(reason.says for reason in remedy.not_when))
    return _item(
        remedy, remedy.title, (remedy.why,), numbered=remedy.steps,
        lists=(("Mind", minds),) if minds else (), facts=tuple((name, fact) for name, fact in facts if fact),
    )  # fmt: skip


def _by_muscle(stretches: Sequence[Remedy]) -> list[Remedy]:
    return sorted(stretches, key=lambda r: (r.muscle or "", r.id))


def _trigger(trigger: Trigger) -> Piece:
    return _item(trigger, trigger.title, (trigger.ask, trigger.action), see=trigger.rules)


def _card(card: MedicineCard, base: KnowledgeBase) -> Piece:
    names = base.names(card.names)
    mine = [row for row in base.withdrawal if names & base.names((row.medicine,))]
    facts = tuple(("If it ends all at once", _ending(row)) for row in mine)
    lists = (("Good to know", card.know), ("To ask", card.ask))
    return _item(
        card, card.title, (card.what, card.when), lists=tuple(one for one in lists if one[1]), facts=facts
    )  # fmt: skip


def _ending(row: Withdrawal) -> str:
    return Composed("{signs} ({low} to {high} hours)", signs=row.signs, low=f"{row.from_h:g}", high=f"{row.to_h:g}")


def _sign(rule: RedFlag) -> Piece:
    return _item(rule, rule.title, (rule.says, rule.do), lists=(("Until then", rule.never),) if rule.never else ())


def _gate(gate: Gate) -> Piece:
    return _item(gate, gate.title, (gate.says, *dict.fromkeys(one.says for one in gate.stronger)))


def _caution(caution: Caution) -> Piece:
    return _item(caution, caution.title, (caution.says, caution.do))

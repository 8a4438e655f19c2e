# SPDX-License-Identifier: Apache-2.0
"""What changed? Triggers met today; and, when stiffness rises, one question after another until it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from supple.care.finding import Finding, Urgency
from supple.care.profile import Profile
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.kinds import Trigger

Said = Literal["yes", "no", "not_sure"]
Answers = Mapping[str, Said]
"""The answers so far, by the id of the trigger; what was interrupted goes on from them."""
_LOAD = frozenset({"stiffness", "spasm", "clonus"})
_RISE = 1.0
_ENDING = frozenset({Urgency.EMERGENCY, Urgency.SAME_DAY})


@dataclass(frozen=True, slots=True)
class Asking:
    """The next question, and what the last answer calls for doing now."""

    trigger: str
    ask: str
    number: int
    of: int
    do_now: str | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """The end: red flags, or else what was found, what to do about it, and a note for the team."""

    red_flags: tuple[Finding, ...] = ()
    found: tuple[Trigger, ...] = ()
    open: tuple[Trigger, ...] = ()
    do_now: str | None = None
    note: str = ""

    @property
    def is_urgent(self) -> bool:
        """Whether an emergency or same-day red flag ended it before its last question."""
        return any(f.urgency in _ENDING for f in self.red_flags)


def met_today(profile: Profile, knowledge: KnowledgeBase) -> tuple[Trigger, ...]:
    """Triggers of the MS set that today's exposures and signs point at, in the order of the list."""
    met = set(profile.exposures or ())
    felt = {s.id for s in profile.symptoms or () if s.present and s.is_new_or_worse}
    return tuple(
        t
        for t in knowledge.triggers.values()
        if met & set(t.exposures) or felt & set(t.signs) or profile.pregnant in t.pregnant
    )


def has_risen(profile: Profile) -> bool:
    """Whether stiffness or spasms are above this person's own usual, by number or by word."""
    load = [s for s in profile.symptoms or () if s.present and s.id in _LOAD]
    return any(s.worse or (s.rise is not None and s.rise >= _RISE) for s in load)


def order(knowledge: KnowledgeBase) -> tuple[Trigger, ...]:
    """The triggers that are gone through, in their order: bladder first, medicines last."""
    asked = [(t.changed.order, t) for t in knowledge.triggers.values() if t.changed]
    return tuple(t for _, t in sorted(asked, key=lambda pair: pair[0]))


def next_step(answers: Answers, findings: Sequence[Finding], knowledge: KnowledgeBase) -> Asking | Ended:
    """The next question, or the end; an emergency or same-day red flag ends it at once."""
    urgent = tuple(f for f in findings if f.is_red_flag and f.urgency in _ENDING)
    if urgent:
        return Ended(red_flags=urgent)
    asked = order(knowledge)
    done = [t for t in asked if t.id in answers]
    last = done[-1].action if done and answers[done[-1].id] != "no" else None
    for number, trigger in enumerate(asked, 1):
        if trigger.id not in answers and trigger.changed:
            return Asking(trigger.id, trigger.changed.ask, number, len(asked), last)
    return _ended(answers, findings, asked, last)


def _ended(answers: Answers, findings: Sequence[Finding], asked: Sequence[Trigger], last: str | None) -> Ended:
    found = tuple(t for t in asked if answers[t.id] == "yes")
    unsure = tuple(t for t in asked if answers[t.id] == "not_sure")
    flags = tuple(f for f in findings if f.is_red_flag and f.urgency >= Urgency.PROMPT)
    return Ended(flags, found, unsure, last, _note(found, unsure, asked))


def _note(found: Sequence[Trigger], unsure: Sequence[Trigger], asked: Sequence[Trigger]) -> str:
    """What was gone through, to show or to read to the team; it names no cause."""
    rest = [t for t in asked if t not in found and t not in unsure]
    parts = (("I found", found), ("I am not sure about", unsure), ("I looked for and did not find", rest))
    said = [f"{words}: {'; '.join(_small(t.title) for t in listed)}." for words, listed in parts if listed]
    return " ".join(["My stiffness or spasms rose above my usual.", *said])


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]

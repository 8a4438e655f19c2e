# SPDX-License-Identifier: Apache-2.0
"""What does every line of a plan pass through? The person and the day, the gates, and what was learnt about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from supple.care.doable import Energy, Held, PlanLine
from supple.care.gates import gate_findings
from supple.care.parts import Wish
from supple.care.profile import Profile
from supple.care.recent import Recent
from supple.care.rules import Situation, holds
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.kinds import Remedy

BUDGET_MIN: dict[Energy, float] = {"usual": 20, "low": 10, "five_minutes": 5}
STRONG_FATIGUE = 7
NO_STANDING = frozenset({"wheelchair", "needs_help"})


@dataclass(frozen=True, slots=True)
class Fitting:
    """The person, what is known and the last weeks: what every choice below looks at."""

    profile: Profile
    knowledge: KnowledgeBase
    recent: Recent
    energy: Energy
    told: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    """What the rules said so far of this person: whatever is weighed next need not ask it again."""

    @property
    def situation(self) -> Situation:
        """The person as the rules look at them."""
        return Situation(self.profile, self.knowledge, told=self.told)

    def alone(self, wish: Wish) -> Situation:
        """The same person with nothing but this on the wish list."""
        alone = self.profile.model_copy(update={"plan_request": (wish,)})
        return Situation(alone, self.knowledge, told=self.told)

    @property
    def budget_min(self) -> float:
        """Minutes for stretching: strong fatigue halves a usual session."""
        tired = self.recent.fatigue is not None and self.recent.fatigue >= STRONG_FATIGUE
        return min(BUDGET_MIN[self.energy], 10) if tired else BUDGET_MIN[self.energy]

    @property
    def positions(self) -> tuple[str, ...]:
        """Positions to try, in order."""
        if self.recent.mobility == "needs_help":
            return ("helper", "lying", "chair")
        sitting = ("lying", "chair") if self.recent.night_cramps else ("chair", "lying")
        stands = self.energy == "usual" and self.recent.mobility not in NO_STANDING
        return (*sitting, "standing") if stands else sitting

    @property
    def sits_in_wheelchair(self) -> bool:
        """Whether the wheelchair variants are meant."""
        seated = self.recent.mobility == "wheelchair"
        return seated or "immobile" in (self.profile.conditions or ())


def learned_line(fitting: Fitting, line: PlanLine, full: int = 0) -> PlanLine:
    """The line with what was learnt about it; a change that changes nothing today is not told."""
    lesson = fitting.recent.lesson(line.knowledge)
    changed = (line.reps or full) < full or (lesson.change == "back" and fitting.energy == "usual")
    told = lesson if changed else replace(lesson, change=None)
    return replace(line, lesson=told) if told.change or told.clock or told.habit else line


def weighed(fitting: Fitting, remedy: Remedy, wish: Wish | None) -> tuple[Held | None, list[str]]:
    """The first reason against a remedy for this person, and the cautions that go with it."""
    if (lesson := fitting.recent.lesson(remedy.id)).leaves_out:
        return Held(remedy.title, lesson.why, remedy.id), []
    for reason in remedy.not_when:
        answer = holds(reason.when, fitting.situation)
        if answer.yes or answer.unknown:
            return Held(remedy.title, reason.says, remedy.id), []
    if wish is None:
        return None, list(remedy.cautions)
    findings = list(gate_findings(fitting.alone(wish)))
    blocking = [f for f in findings if wish.id in f.blocks or f.action == "cap"]
    if blocking:
        return Held(remedy.title, blocking[0].says, blocking[0].rule), []
    about_it = [f.says for f in findings if fitting.knowledge.gates[f.rule].item_kinds]
    return None, [*remedy.cautions, *about_it]


def line_of(remedy: Remedy, cautions: Iterable[str], minutes: float | None) -> PlanLine:
    """A remedy as a line of the plan."""
    return PlanLine(
        knowledge=remedy.id,
        kind=remedy.kind,
        what=remedy.title,
        how=remedy.steps,
        when=remedy.when,
        at=remedy.at,
        minutes=minutes,
        reasons=(remedy.why,),
        sources=remedy.sources,
        grade=remedy.grade,
        cautions=tuple(dict.fromkeys(cautions)),
    )

# SPDX-License-Identifier: Apache-2.0
"""Is there anything that needs a professional, or that must not be done today? Runs before everything else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from supple.care import doubts, interactions, names
from supple.care.finding import Finding, Reason, Urgency
from supple.care.gates import findings_of, verdicts
from supple.care.needed import able
from supple.care.parts import Wish
from supple.care.profile import Profile
from supple.care.raised import unspoken
from supple.care.rules import Situation, holds, level_of
from supple.care.truth import Answer
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.kinds import Level, QuestionGroup, RedFlag, SignQuestion

SUPPRESSING = frozenset({Urgency.EMERGENCY, Urgency.SAME_DAY})
_ALWAYS = ("symptoms", "age", "conditions", "medicines")


@dataclass(frozen=True, slots=True)
class Checked:
    """Every rule that applies, the most urgent first, and what has to be asked before advising."""

    findings: tuple[Finding, ...]
    questions: tuple[str, ...]


def check(profile: Profile, knowledge: KnowledgeBase) -> tuple[Finding, ...]:
    """Every rule that applies to this person now, most urgent first."""
    return look(profile, knowledge).findings


def questions(profile: Profile, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """What has to be asked before advising, in plain words; nothing unknown is passed over."""
    return look(profile, knowledge).questions


def look(profile: Profile, knowledge: KnowledgeBase) -> Checked:
    """Findings and questions from one look at every rule."""
    situation = Situation(doubts.placed(names.understood(profile, knowledge), knowledge), knowledge)
    found = list(interactions.found(situation))
    asks = [part for part in _ALWAYS if getattr(profile, part) is None]
    speaking = able(situation.profile, knowledge)
    for rule in knowledge.red_flags.values():
        if rule.id not in speaking:
            continue
        level, answer = level_of(rule, situation)
        asks += answer.asks
        if level:
            found.append(_red_flag(rule, level, answer, profile.plan_request or ()))
    for gate in knowledge.gates.values():
        if gate.id not in speaking:
            continue
        told = verdicts(gate, situation)
        asks += (ask for verdict in told for ask in verdict.asks)
        found += findings_of(gate, told, situation)
    found += unspoken(profile, found, knowledge)
    ordered = sorted(found, key=lambda f: -f.urgency.rank)
    said = (
        *doubts.questions(profile, knowledge),
        *(knowledge.asks[ask] for ask in asks),
        *interactions.asked(profile, situation),
    )
    return Checked(tuple(ordered), tuple(dict.fromkeys(said)))


def urgency(findings: Iterable[Finding]) -> Urgency:
    """The highest urgency among the findings."""
    return max((f.urgency for f in findings), default=Urgency.NONE)


def suppresses_plan(findings: Iterable[Finding]) -> Finding | None:
    """The red flag that stops today's plan: the most urgent emergency or same-day one, or None."""
    stopping = [f for f in findings if f.is_red_flag and f.urgency in SUPPRESSING]
    return max(stopping, key=lambda f: f.urgency.rank, default=None)


def sign_questions(
    profile: Profile, knowledge: KnowledgeBase
) -> tuple[tuple[QuestionGroup, tuple[SignQuestion, ...]], ...]:
    """The check-in's sign questions for this person, by group; a group without a question is left out."""
    situation = Situation(profile, knowledge)

    def asked(question: SignQuestion) -> bool:
        return question.asked_of is None or not _rules_out(holds(question.asked_of, situation))

    groups = sorted(knowledge.question_groups, key=lambda g: g.order)
    mine = [(g, tuple(q for q in knowledge.questions.values() if q.group == g.id and asked(q))) for g in groups]
    return tuple((group, found) for group, found in mine if found)


def _rules_out(answer: Answer) -> bool:
    return not answer.yes and not answer.unknown


def _red_flag(rule: RedFlag, level: Level, answer: Answer, wishes: Sequence[Wish]) -> Finding:
    found = Urgency(level.urgency)
    return Finding(
        rule=rule.id,
        urgency=found,
        action="escalate",
        about=answer.about,
        blocks=tuple(w.id for w in wishes if found in SUPPRESSING or _held_back(level, w, answer.legs)),
        title=rule.title,
        says=level.says or rule.says,
        do=level.do or rule.do,
        contact=level.contact or rule.contact,
        never=rule.never,
        still=rule.still,
        call=level.call or rule.call,
        legs=answer.legs,
        reasons=(Reason(rule.id, answer.about), *(Reason(r) for r in rule.readings)),
        sources=rule.sources,
    )


def _held_back(level: Level, wish: Wish, legs: tuple[str, ...]) -> bool:
    on_leg = wish.side in (None, "both", *legs)
    return any(wish.kind in b.kinds and (on_leg or not b.same_leg) for b in level.blocks)

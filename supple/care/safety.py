# SPDX-License-Identifier: Apache-2.0
"""Is there anything that needs a professional, or that must not be done today? Runs before everything else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from supple.care.finding import Finding, Reason, Urgency
from supple.care.parts import Wish
from supple.care.profile import Profile
from supple.care.rules import Situation, holds, level_of
from supple.care.truth import Answer
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.condition import walk
from supple.knowledge.kinds import Gate, Level, QuestionGroup, RedFlag, SignQuestion

SUPPRESSING = frozenset({Urgency.EMERGENCY, Urgency.SAME_DAY})
_BLOCKING = frozenset({"block", "ask"})


def check(profile: Profile, knowledge: KnowledgeBase) -> tuple[Finding, ...]:
    """Every rule that applies to this person now, most urgent first."""
    situation = Situation(profile, knowledge)
    findings = [*_red_flags(situation), *gate_findings(situation)]
    return tuple(sorted(findings, key=lambda f: -f.urgency.rank))


def urgency(findings: Iterable[Finding]) -> Urgency:
    """The highest urgency among the findings."""
    return max((f.urgency for f in findings), default=Urgency.NONE)


def suppresses_plan(findings: Iterable[Finding]) -> Finding | None:
    """The red flag that stops today's plan: the most urgent emergency or same-day one, or None."""
    stopping = [f for f in findings if f.is_red_flag and f.urgency in SUPPRESSING]
    return max(stopping, key=lambda f: f.urgency.rank, default=None)


def questions(profile: Profile, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """What has to be asked before advising, in plain words; nothing unknown is passed over."""
    situation = Situation(profile, knowledge)
    keys = [k for k in ("symptoms", "age", "conditions", "medicines") if getattr(profile, k) is None]
    for rule in knowledge.red_flags.values():
        keys += level_of(rule, situation)[1].asks
    for gate in knowledge.gates.values():
        keys += [ask for _, answer in _gate_answers(gate, situation) for ask in answer.asks]
    return tuple(dict.fromkeys(knowledge.asks[key] for key in keys))


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


def _red_flags(situation: Situation) -> Iterable[Finding]:
    for rule in situation.knowledge.red_flags.values():
        level, answer = level_of(rule, situation)
        if level:
            yield _red_flag(rule, level, answer, situation.profile.plan_request or ())


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


def gate_findings(situation: Situation) -> Iterable[Finding]:
    """What the rules about single items say of everything on the person's wish list."""
    for gate in situation.knowledge.gates.values():
        hits = [(w, a) for w, a in _gate_answers(gate, situation) if a.yes or (a.unknown and gate.fail_closed)]
        if hits:
            yield _gate(gate, hits, situation)


def _gate_answers(gate: Gate, situation: Situation) -> list[tuple[Wish | None, Answer]]:
    if not any(term.item for term in walk(gate.when)):
        return [(None, holds(gate.when, situation))]
    wishes = situation.profile.plan_request or ()
    return [(w, holds(gate.when, replace(situation, item=w))) for w in wishes]


def _gate(gate: Gate, hits: list[tuple[Wish | None, Answer]], situation: Situation) -> Finding:
    wishes = situation.profile.plan_request or ()
    sure = [(w, a) for w, a in hits if a.yes]
    action = gate.action if sure else "ask"
    meant = [w for w, _ in sure or hits if w] if any(w for w, _ in hits) else _everything(gate, wishes)
    ids = (i for _, a in hits for i in (a.about if a.yes else a.asks))
    about = tuple(dict.fromkeys(ids))
    return Finding(
        rule=gate.id,
        urgency=Urgency(gate.urgency),
        action=action,
        about=about,
        blocks=tuple(w.id for w in meant) if action in _BLOCKING else (),
        title=gate.title,
        says=gate.says,
        do=" ".join(situation.knowledge.asks[a] for a in about) if action == "ask" and not sure else "",
        reasons=(Reason(gate.id, about), *(Reason(r) for r in gate.readings)),
        sources=gate.sources,
    )


def _everything(gate: Gate, wishes: Sequence[Wish]) -> list[Wish]:
    return [w for w in wishes if w.kind not in gate.spares]

# SPDX-License-Identifier: Apache-2.0
"""May this one thing be done today? What the rules about single wishes say of each: block, ask, cap or warn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from supple.care.finding import Finding, Reason, Urgency
from supple.care.parts import Wish
from supple.care.rules import Situation, holds
from supple.care.truth import Answer
from supple.knowledge.kinds import Gate

BLOCKING = frozenset({"block", "ask"})
_STRICTEST_FIRST = ("block", "ask", "cap", "warn", "plan", "explain", "log", "escalate")


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """What one gate says of one wish, or of every wish when there is none."""

    wish: Wish | None
    action: str
    says: str
    about: tuple[str, ...]
    asks: tuple[str, ...] = ()


def gate_findings(situation: Situation) -> Iterator[Finding]:
    """What the rules about single items say of everything on the person's wish list."""
    for gate in situation.knowledge.gates.values():
        yield from findings_of(gate, verdicts(gate, situation), situation)


def verdicts(gate: Gate, situation: Situation) -> list[GateAnswer]:
    """What one gate says, wish by wish; a question that blocks nothing is among them with action `none`."""
    if not gate.item_kinds:
        return list(_judge(gate, None, situation))
    wishes = (w for w in situation.profile.plan_request or () if w.kind in gate.item_kinds)
    return [found for w in wishes for found in _judge(gate, w, situation.asking_of(w))]


def _judge(gate: Gate, wish: Wish | None, situation: Situation) -> Iterator[GateAnswer]:
    missing = tuple(name for name in gate.needs if getattr(situation.profile, name) is None)
    if missing:
        yield GateAnswer(wish, "ask", gate.says, missing, missing)
        return
    steps = [(s.when, s.action, s.says) for s in gate.stronger] + [(gate.when, gate.action, gate.says)]
    for when, action, says in steps:
        answer = holds(when, situation)
        if answer.yes:
            yield GateAnswer(wish, action, says, answer.about)
            return
        if answer.unknown:
            yield _open(gate, wish, answer)
            if gate.fail_closed:
                return


def _open(gate: Gate, wish: Wish | None, answer: Answer) -> GateAnswer:
    return GateAnswer(wish, "ask" if gate.fail_closed else "none", gate.says, answer.asks, answer.asks)


def findings_of(gate: Gate, said: Sequence[GateAnswer], situation: Situation) -> Iterator[Finding]:
    """One finding for each thing the gate does, the strictest first."""
    for action in _STRICTEST_FIRST:
        group = [v for v in said if v.action == action]
        if group:
            yield _finding(gate, action, group, situation)


def _finding(gate: Gate, action: str, group: Sequence[GateAnswer], situation: Situation) -> Finding:
    wishes = [v.wish for v in group if v.wish] or _everything(gate, action, situation.profile.plan_request or ())
    about = _once(a for v in group for a in v.about)
    asks = _once(a for v in group for a in v.asks)
    return Finding(
        rule=gate.id,
        urgency=Urgency(gate.urgency),
        action=action,
        about=about,
        blocks=tuple(w.id for w in wishes) if action in BLOCKING else (),
        title=gate.title,
        says=" ".join(_once(v.says for v in group)),
        do=" ".join(situation.knowledge.asks[a] for a in asks),
        reasons=(Reason(gate.id, about), *(Reason(r) for r in gate.readings)),
        sources=gate.sources,
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _everything(gate: Gate, action: str, wishes: Sequence[Wish]) -> list[Wish]:
    """What a rule about the person blocks: all of the list, or nothing when it only has a question for a clinic."""
    return [w for w in wishes if w.kind not in gate.spares] if action == "block" else []

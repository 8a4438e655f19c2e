# SPDX-License-Identifier: Apache-2.0
"""What does one caution say of this person? The first level that holds; unknown answers hold back where they must."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from supple.care.finding import Finding, Reason, Urgency
from supple.care.parts import Wish
from supple.care.rules import Situation, holds
from supple.care.truth import Answer
from supple.entries.composed import Composed
from supple.knowledge.condition import Condition
from supple.knowledge.medicines import Caution, CautionLevel

BLOCKING = frozenset({"block", "ask", "escalate"})
_HOLD_BACK = frozenset({"age", "egfr", "crcl", "pregnant", "conditions", "medicines", "seizure_history"})
"""Unknown answers that hold back. Signs and what was measured today are left to the red flags, which ask for them."""
_MEASURED_KIDNEYS = frozenset({"egfr", "crcl", "seizure_history"})
"""What a medicine that is taken already waits for; whether it is taken must be known."""
Hit = tuple[Wish | None, Answer]


def ruling(caution: Caution, situation: Situation) -> Finding | None:
    """The finding of a caution, or None when it is silent."""
    pending: list[Hit] = []
    for level in caution.levels:
        hits = _hits(level.when, situation)
        if sure := [hit for hit in hits if hit[1].yes]:
            return _found(caution, level, sure, pending, situation)
        pending += [hit for hit in hits if hit[1].unknown and _holds_back(caution, hit)]
    return _asked(caution, pending, situation) if pending and caution.fail_closed else None


def _holds_back(caution: Caution, hit: Hit) -> bool:
    """Whether what is unknown is reason enough to wait."""
    wish, answer = hit
    if wish is not None or caution.of_magnesium:
        return bool(_HOLD_BACK & set(answer.asks))
    return bool(_MEASURED_KIDNEYS & set(answer.asks)) and "medicines" not in answer.asks


def asks(caution: Caution, situation: Situation) -> tuple[str, ...]:
    """The ids of the questions that would settle a caution."""
    levels = (answer for level in caution.levels for _, answer in _hits(level.when, situation))
    return tuple(dict.fromkeys(ask for answer in levels for ask in answer.asks))


def _hits(when: Condition, situation: Situation) -> list[Hit]:
    """How a condition stands for each wish, when it is about wishes, or for the person."""
    if not when.of_wish:
        return [(None, holds(when, situation))]
    return [(w, holds(when, situation.asking_of(w))) for w in situation.profile.plan_request or ()]


def _found(
    caution: Caution, level: CautionLevel, sure: Sequence[Hit], pending: Sequence[Hit], situation: Situation
) -> Finding:
    """A level that holds; one above it that cannot be told yet makes it ask and hold back."""
    open_above = bool(pending) and caution.fail_closed
    action = "ask" if open_above else level.action
    hits = [*sure, *pending] if open_above else sure
    named = [_name(w) for w, answer in sure if w and not answer.about]
    about = level.about or tuple(dict.fromkeys([i for _, answer in sure for i in answer.about] + named))
    return replace(
        said(caution, Urgency(level.urgency), action, about),
        blocks=blocked(caution, action, (w for w, _ in hits), situation),
        says=level.says or caution.says,
        do=level.do or caution.do,
    )


def _name(wish: Wish) -> str:
    """What a wish is about, when nothing else of the person is."""
    return str(wish.value("name") or wish.kind)


def _asked(caution: Caution, pending: Sequence[Hit], situation: Situation) -> Finding:
    ids = tuple(dict.fromkeys(ask for _, answer in pending for ask in answer.asks))
    finding = said(caution, Urgency.ROUTINE, "ask", ids)
    wanted = {f"ask{nth}": situation.knowledge.asks[id] for nth, id in enumerate(ids)}
    listed = Composed(" ".join(f"{{{name}}}" for name in wanted), **wanted)
    return replace(
        finding,
        blocks=blocked(caution, "ask", (w for w, _ in pending), situation),
        do=Composed("Supple cannot tell yet whether this is about you. {wanted}", wanted=listed),
    )


def said(caution: Caution, urgency: Urgency, action: str, about: tuple[str, ...]) -> Finding:
    """The words of a caution as a finding that blocks nothing."""
    return Finding(
        rule=caution.id,
        urgency=urgency,
        action=action,
        about=about,
        title=caution.title,
        says=caution.says,
        do=caution.do,
        contact=caution.contact,
        reasons=(Reason(caution.id, about), *(Reason(r) for r in caution.readings)),
        sources=caution.sources,
    )


def blocked(caution: Caution, action: str, wishes: Iterable[Wish | None], situation: Situation) -> tuple[str, ...]:
    """The wishes that must wait: those the condition is about, or all of the kinds that the caution names."""
    if action not in BLOCKING:
        return ()
    own = [w.id for w in wishes if w]
    return tuple(own or (w.id for w in situation.profile.plan_request or () if w.kind in caution.blocks))

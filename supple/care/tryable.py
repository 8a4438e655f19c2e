# SPDX-License-Identifier: Apache-2.0
"""What may this person try as one change? Stretches that fit, what is known as worth a try, answers to triggers.

Nothing while a red flag stands, nothing that a gate holds back, and never a medicine: only remedies and everyday
answers to triggers are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from supple.care import names
from supple.care.doable import Held
from supple.care.finding import Finding
from supple.care.fitting import Fitting, weighed
from supple.care.parts import Wish
from supple.care.profile import Profile
from supple.care.recent import Recent
from supple.care.rules import holds
from supple.care.safety import suppresses_plan
from supple.care.stretching import stretches
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.kinds import Remedy, Trigger, Trying

STRETCH_PACE = "stretching"  # RLF-12: a stretch is judged over weeks, a tool after two
STRETCH_DO = "Do this stretch once a day on these days, as described."


@dataclass(frozen=True, slots=True)
class Tryable:
    """One change that may be tried; `held` says why not now. `id` names the item, and which way of it."""

    id: str
    title: str
    do: str
    why: tuple[str, ...]
    pace: str
    sources: tuple[str, ...]
    grade: str
    steps: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    exposures: tuple[str, ...] = ()
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Everything that may be tried, and what stands in the way of all of it."""

    changes: tuple[Tryable, ...] = ()
    stopped_by: Finding | None = None

    def of(self, id: str) -> Tryable | None:
        """The change of that id, unless knowledge no longer has it."""
        return next((change for change in self.changes if change.id == id), None)

    def against(self, exposure: str) -> tuple[Tryable, ...]:
        """The changes that answer to one exposure and are not held."""
        return tuple(c for c in self.changes if exposure in c.exposures and c.held is None)


def choice(
    profile: Profile, findings: Sequence[Finding], knowledge: KnowledgeBase, recent: Recent | None = None
) -> Choice:
    """What may be tried now; a red flag or an unknown age stops everything."""
    profile = names.understood(profile, knowledge)
    fitting = Fitting(profile, knowledge, recent or Recent(), "usual")
    found = (*_stretching(fitting), *_remedies(fitting), *_answers(fitting))
    adult = next((f for f in findings if f.rule == "ADULT"), None)
    return Choice(found, suppresses_plan(findings) or adult)


def again(
    id: str, profile: Profile, findings: Sequence[Finding], knowledge: KnowledgeBase, recent: Recent | None = None
) -> Tryable | Finding | None:
    """A change that is being tried, looked at anew: what stops it now, or None when knowledge no longer has it."""
    found = choice(profile, findings, knowledge, recent)
    if found.stopped_by:
        return found.stopped_by
    remedy = knowledge.remedies.get(id)
    if remedy is None or remedy.kind != "stretch":
        return found.of(id)
    fitting = Fitting(names.understood(profile, knowledge), knowledge, recent or Recent(), "usual")
    against = [_against(fitting, remedy, position) for position in remedy.positions]
    held = None if None in against else next(iter(against), None)
    return Tryable(
        id, remedy.title, STRETCH_DO, (remedy.why,), STRETCH_PACE, remedy.sources, remedy.grade,
        remedy.steps, remedy.cautions, held=held,
    )  # fmt: skip


def _against(fitting: Fitting, remedy: Remedy, position: str) -> Held | None:
    muscle = fitting.knowledge.muscles.get(remedy.muscle or "")
    fields = {"site": muscle.sites[0] if muscle else None, "side": "both", "position": position}
    sized = {"hold_s": remedy.hold_s, "reps": remedy.reps}
    return weighed(fitting, remedy, Wish.model_validate({"id": remedy.id, "kind": "stretch", **fields, **sized}))[0]


def _stretching(fitting: Fitting) -> Iterator[Tryable]:
    """The stretches that fit the places this person names: those that today's plan would have."""
    lines, _held = stretches(fitting, ())
    for line in lines:
        yield Tryable(
            line.knowledge, line.what, STRETCH_DO, line.reasons, STRETCH_PACE, line.sources, line.grade,
            line.how, line.cautions,
        )  # fmt: skip


def _remedies(fitting: Fitting) -> Iterator[Tryable]:
    left_out = "no" if fitting.sits_in_wheelchair else "only"
    for remedy in fitting.knowledge.remedies.values():
        if remedy.trying and remedy.wheelchair != left_out and remedy.kind not in ("stretch", "advice"):
            yield _tried(fitting, remedy, remedy.trying)


def _tried(fitting: Fitting, remedy: Remedy, way: Trying) -> Tryable:
    held, cautions = _weighed(fitting, remedy)
    return Tryable(
        remedy.id, remedy.title, way.do, (remedy.why,), way.pace, remedy.sources, remedy.grade,
        remedy.steps, tuple(cautions), _answered_by(fitting.knowledge, remedy.id),
        held or _excluded(way, remedy.title, fitting),
    )  # fmt: skip


def _answered_by(knowledge: KnowledgeBase, remedy: str) -> tuple[str, ...]:
    """The exposures that a remedy is an answer to."""
    ways = ((trigger, way) for trigger in knowledge.triggers.values() for way in trigger.trying)
    found = (e for trigger, way in ways if way.remedy == remedy for e in way.exposures or trigger.exposures)
    return tuple(dict.fromkeys(found))


def _weighed(fitting: Fitting, remedy: Remedy) -> tuple[Held | None, list[str]]:
    """The gates of care about a remedy; what is never hidden from a plan passes them, as it does there."""
    if remedy.kind == "keep":
        return weighed(fitting, remedy, None)
    if remedy.positions == ("standing",) and "standing" not in fitting.positions:
        return Held(remedy.title, "It needs standing on your own.", remedy.id), []
    position = remedy.positions[0] if remedy.positions else None
    return weighed(fitting, remedy, Wish(id=remedy.id, kind="movement", position=position))


def _answers(fitting: Fitting) -> Iterator[Tryable]:
    """What can be done about a trigger when no remedy stands for it, each way under an id of its own."""
    for trigger in fitting.knowledge.triggers.values():
        for nth, way in enumerate(trigger.trying, 1):
            if way.remedy is None:
                yield _answer(fitting, trigger, way, f"{trigger.id}-{nth}")


def _answer(fitting: Fitting, trigger: Trigger, way: Trying, id: str) -> Tryable:
    return Tryable(
        id, way.do.rstrip("."), way.do, (trigger.action,), way.pace, trigger.sources, trigger.grade,
        exposures=way.exposures or trigger.exposures, held=_excluded(way, trigger.title, fitting),
    )  # fmt: skip


def _excluded(way: Trying, title: str, fitting: Fitting) -> Held | None:
    """The first reason that holds, or may hold, against trying it this way."""
    situation = fitting.situation
    for reason in way.not_when:
        answer = holds(reason.when, situation)
        if answer.yes or answer.unknown:
            return Held(title, reason.says, "")
    return None

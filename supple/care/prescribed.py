# SPDX-License-Identifier: Apache-2.0
"""May what a physiotherapist set be done today? Every stop rule holds for it too; a limit of ours is said beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from supple.care import names
from supple.care.doable import Held
from supple.care.finding import Finding
from supple.care.fitting import Fitting, weighed
from supple.care.gates import BLOCKING, gate_findings
from supple.care.parts import Wish
from supple.care.safety import suppresses_plan
from supple.entries.prescribed import Exercise
from supple.knowledge.kinds import Remedy

KINDS = frozenset({"stretch", "movement"})


@dataclass(frozen=True, slots=True)
class Weighed:
    """One exercise: what supple knows of it, what to mind, or why it is held back today."""

    exercise: Exercise
    remedy: Remedy | None = None
    cautions: tuple[str, ...] = ()
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class Prescribed:
    """A whole programme as it may be done today; while a red flag stands nothing of it."""

    exercises: tuple[Weighed, ...] = ()
    stop_when: tuple[str, ...] = ()
    stopped_by: Finding | None = None


def prescribed(fitting: Fitting, exercises: Sequence[Exercise], findings: Sequence[Finding]) -> Prescribed:
    """Each exercise weighed for this person and this day."""
    profile = names.understood(fitting.profile, fitting.knowledge)
    fitting = Fitting(profile, fitting.knowledge, fitting.recent, fitting.energy)
    adult = next((f for f in findings if f.rule == "ADULT"), None)
    if stop := suppresses_plan(findings) or adult:
        return Prescribed(stopped_by=stop)
    resting = frozenset(leg for f in findings if f.rule == "RF-01" for leg in f.legs)
    advice = fitting.knowledge.remedies.get("STOP-STRETCH")
    lines = tuple(_weigh(fitting, one, resting) for one in exercises)
    return Prescribed(lines, advice.steps if advice else ())


def _weigh(fitting: Fitting, exercise: Exercise, resting: frozenset[str]) -> Weighed:
    remedy = fitting.knowledge.remedies.get(exercise.item or "")
    remedy = remedy if remedy and remedy.kind in KINDS else None
    legs: set[str] = {exercise.side} if exercise.side in ("left", "right") else {"left", "right"}
    if resting & legs:
        gate = fitting.knowledge.gates["SST-02"]
        return Weighed(exercise, remedy, held=Held(gate.title, gate.says, gate.id))
    if remedy is None:
        return _own(fitting, exercise)
    wish = _wish(fitting, exercise, remedy)
    against, cautions = weighed(fitting, remedy, wish)
    if against:
        return Weighed(exercise, remedy, held=against)
    return Weighed(exercise, remedy, tuple(dict.fromkeys((*_limits(fitting, wish, exercise), *cautions))))


def _own(fitting: Fitting, exercise: Exercise) -> Weighed:
    """What supple does not know is judged as a stretch of a place that is not known, in the position that was set."""
    wish = Wish(id="own", kind="stretch", side=exercise.side, position=exercise.position or "standing")
    blocking = [f for f in _findings(fitting, wish) if wish.id in f.blocks and f.action in BLOCKING]
    if blocking:
        return Weighed(exercise, held=Held(blocking[0].title, blocking[0].says, blocking[0].rule))
    return Weighed(exercise)


def _wish(fitting: Fitting, exercise: Exercise, remedy: Remedy) -> Wish:
    muscle = fitting.knowledge.muscles.get(remedy.muscle or "")
    usual = remedy.positions[0] if remedy.positions else None
    position = exercise.position if exercise.position in remedy.positions else usual
    return Wish(
        id=remedy.id, kind=remedy.kind, site=muscle.sites[0] if muscle else None, side=exercise.side, position=position
    )


def _limits(fitting: Fitting, wish: Wish, exercise: Exercise) -> list[str]:
    """Where the numbers that were set go beyond our own limits: said, not overruled."""
    asked = wish.model_dump() | {"hold_s": exercise.hold_s, "reps": exercise.reps}
    numbered = Wish.model_validate({name: value for name, value in asked.items() if value is not None})
    return [f.says for f in _findings(fitting, numbered) if f.action == "cap"]


def _findings(fitting: Fitting, wish: Wish) -> list[Finding]:
    return list(gate_findings(fitting.alone(wish)))

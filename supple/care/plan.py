# SPDX-License-Identifier: Apache-2.0
"""What is doable today? Stretch, move and drink, fitted to this person; nothing while a red flag stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supple.care import names
from supple.care.doable import Energy, Held, Plan, PlanLine
from supple.care.finding import Finding
from supple.care.fitting import Fitting, learned_line, line_of, weighed
from supple.care.moving import movements, through_the_day
from supple.care.profile import Profile
from supple.care.recent import Recent
from supple.care.rules import Situation, holds
from supple.care.safety import suppresses_plan
from supple.care.stretching import stretches
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.kinds import Remedy

NOTHING_SAID = Recent()


def today(
    profile: Profile,
    findings: Sequence[Finding],
    knowledge: KnowledgeBase,
    energy: Energy = "usual",
    recent: Recent = NOTHING_SAID,
) -> Plan:
    """The plan for today, or what stays visible when a red flag stops it."""
    profile = names.understood(profile, knowledge)
    stop = suppresses_plan(findings)
    if stop:
        return Plan(energy, kept=_kept(profile, knowledge), suppressed_by=stop)
    if adult := next((f for f in findings if f.rule == "ADULT"), None):
        asks = (knowledge.asks["age"],) if profile.age is None else ()
        return Plan(energy, held=(Held("Today's plan", adult.says, adult.rule),), asks=asks)
    return _planned(Fitting(profile, knowledge, recent, energy), findings)


def _planned(fitting: Fitting, findings: Sequence[Finding]) -> Plan:
    resting = [leg for f in findings if f.rule == "RF-01" for leg in f.legs]
    stretching, not_stretching = stretches(fitting, resting)
    moving, not_moving = movements(fitting)
    drinking, asks = _drinks(fitting)
    advice = fitting.knowledge.remedies
    stop_when = advice["STOP-STRETCH"].steps if stretching and "STOP-STRETCH" in advice else ()
    if any(line.position == "helper" for line in stretching) and "HELPER-RULES" in advice:
        stop_when = (*stop_when, *advice["HELPER-RULES"].steps)
    lines = _in_order((*stretching, *moving, *drinking, *through_the_day(fitting)))
    asks = [*_unasked(fitting), *asks]
    held = (*not_stretching, *not_moving)
    held = (*held, *_refused(fitting, {one.rule for one in held}))
    return Plan(fitting.energy, lines, held=held, asks=tuple(asks), stop_when=stop_when)


def _refused(fitting: Fitting, told: set[str]) -> Iterator[Held]:
    """What the person refused, or what rests, is always told, so that it can be brought back."""
    for id, lesson in fitting.recent.lessons.items():
        remedy = fitting.knowledge.remedies.get(id)
        if remedy and lesson.leaves_out and id not in told:
            yield Held(remedy.title, lesson.why, id)


def _in_order(lines: Sequence[PlanLine]) -> tuple[PlanLine, ...]:
    """In the order of the day; what has no time stands at its end."""
    return tuple(sorted(lines, key=lambda line: line.clock or "~"))


def _drinks(fitting: Fitting) -> tuple[list[PlanLine], list[str]]:
    """One line about drinking; without the list of conditions there is no number, only the question."""
    known = fitting.knowledge.remedies_of("drink")
    fits = [r for r in known if r.style in (None, _style(fitting)) and _is_for(r, fitting)]
    free = [r for r in fits if weighed(fitting, r, None)[0] is None]
    asks = [] if fitting.profile.conditions is not None else [fitting.knowledge.asks["conditions"]]
    return [learned_line(fitting, line_of(r, r.cautions, None)) for r in free[:1]], asks


def _unasked(fitting: Fitting) -> list[str]:
    """A plan made without the day's warning signs or the list of medicines says so."""
    open_ones = [key for key in ("symptoms", "medicines") if getattr(fitting.profile, key) is None]
    return [fitting.knowledge.asks[key] for key in open_ones]


def _style(fitting: Fitting) -> str:
    """A glass at a time suits an urgent bladder; the person's own choice comes first."""
    urgent = any(s.id == "urinary_urgency" and s.present for s in fitting.profile.symptoms or ())
    return fitting.recent.drink_style or ("bolus" if urgent else "sip")


def _is_for(remedy: Remedy, fitting: Fitting) -> bool:
    if remedy.only_when is None:
        return True
    answer = holds(remedy.only_when, fitting.situation)
    return answer.yes or answer.unknown


def _kept(profile: Profile, knowledge: KnowledgeBase) -> tuple[PlanLine, ...]:
    """First aid for a spasm, cooling, and the reminder about prescribed medicines are never hidden."""
    situation = Situation(profile, knowledge)
    fits = [r for r in knowledge.remedies_of("keep") if r.only_when is None or holds(r.only_when, situation).yes]
    return tuple(line_of(r, r.cautions, None) for r in fits)

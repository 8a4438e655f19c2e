# SPDX-License-Identifier: Apache-2.0
"""Which stretches fit this person today? One for each muscle that needs it, within the time there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from supple.care.doable import Energy, Held, PlanLine
from supple.care.fitting import Fitting, learned_line, line_of, weighed
from supple.care.parts import Wish
from supple.care.profile import Profile
from supple.entries.composed import Composed
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.kinds import Muscle, Remedy
from supple.knowledge.medicines import Window

USUAL_MUSCLES = ("M-01", "M-03")  # calf and back of the thigh
MOST_MUSCLES = 3
REPS: dict[Energy, int] = {"usual": 3, "low": 2, "five_minutes": 1}
BEDTIME = "STR-11"
BEST_WEEKS = "BTX-02"
AT = "10:00"
"""When a stretch stands in the day before the person says another time; our own choice."""
_BELOW_THE_KNEE = frozenset({"calf", "shin", "ankle", "foot", "toes"})


def stretches(fitting: Fitting, resting_legs: Sequence[str]) -> tuple[list[PlanLine], list[Held]]:
    """One stretch per muscle that needs it, within the time there is."""
    lines: list[PlanLine] = []
    held: list[Held] = []
    left = fitting.budget_min
    for muscle, side in _muscles(fitting):
        line, reasons = _stretch(fitting, muscle, _without(side, resting_legs))
        if line is None:
            held += reasons[:1]
        elif (line.minutes or 0) <= left:
            lines.append(line)
            left -= line.minutes or 0
    return lines, held


def _muscles(fitting: Fitting) -> list[tuple[Muscle, str]]:
    """The most likely muscle of every place first, then what else a place below the knee may mean."""
    places = fitting.recent.places or _places_today(fitting.profile)
    meant = [(_meant(site, fitting.knowledge.muscles_at(site)), side or "both") for site, side in places]
    wanted: dict[str, str] = {}
    for rank in (0, 1):
        for muscles, side in meant:
            for muscle in muscles[rank]:
                wanted.setdefault(muscle.id, side)
    if fitting.recent.night_cramps or not wanted:
        wanted = {m: wanted.get(m, "both") for m in USUAL_MUSCLES} | wanted
    wanted = {m: wanted.get(m, side) for m, side in treated(fitting.profile, fitting.knowledge).items()} | wanted
    known = fitting.knowledge.muscles
    return [(known[id], side) for id, side in list(wanted.items())[:MOST_MUSCLES]]


def treated(profile: Profile, knowledge: KnowledgeBase) -> dict[str, str]:
    """The muscles in their best weeks after a botulinum toxin injection, and the side; they come first."""
    best, today = _best_weeks(knowledge), profile.now.date() if profile.now else None
    found: dict[str, str] = {}
    for given in profile.injections or ():
        if best is None or today is None or given.date is None or not given.site:
            continue
        since = (today - given.date).days
        if best.from_day <= since <= (best.to_day or 0) and given.name in knowledge.names(("botulinum",)):
            muscles = knowledge.muscles_at(given.site)[:1]
            found |= {m.id: given.side or "both" for m in muscles}
    return found


def _best_weeks(knowledge: KnowledgeBase) -> Window | None:
    return next((window for window in knowledge.windows if window.row == BEST_WEEKS), None)


def _meant(site: str, found: Sequence[Muscle]) -> tuple[list[Muscle], list[Muscle]]:
    """(what the place means first, what else it may mean); a whole leg means calf and back of the thigh."""
    if site == "whole_leg":
        return [m for m in found if m.id in USUAL_MUSCLES], []
    return list(found[:1]), list(found[1:]) if site in _BELOW_THE_KNEE else []


def _places_today(profile: Profile) -> list[tuple[str, str | None]]:
    tight = ("spasm", "cramp", "stiffness", "clonus")
    return [(s.site, s.side) for s in profile.symptoms or () if s.present and s.site and s.id in tight]


def _without(side: str, resting: Sequence[str]) -> str | None:
    """The side that is left when a leg has to rest; None when neither is."""
    legs = {"left", "right"} if side == "both" else {side}
    free = legs - set(resting)
    return "both" if len(free) == 2 else next(iter(free), None)


def _stretch(fitting: Fitting, muscle: Muscle, side: str | None) -> tuple[PlanLine | None, list[Held]]:
    if side is None:
        gate = fitting.knowledge.gates["SST-02"]
        return None, [Held(Composed("Stretch for the {muscle}", muscle=muscle.plain), gate.says, gate.id)]
    if resting := _rests(fitting, muscle):
        return None, [resting]
    found = ways(fitting, muscle, side, fitting.positions)
    fits, held = [way.line for way in found if way.line], [way.held for way in found if way.held]
    if not fits:
        return None, held
    others = dict.fromkeys(f.knowledge for f in fits if f.knowledge != fits[0].knowledge)
    return replace(fits[0], others=tuple(others)), held


def _rests(fitting: Fitting, muscle: Muscle) -> Held | None:
    """A muscle whose stretch felt worse twice rests as a whole: another way to stretch it is no way round."""
    mine = (r for r in fitting.knowledge.remedies_of("stretch") if r.muscle == muscle.id)
    resting = (r for r in mine if fitting.recent.lesson(r.id).change == "rests")
    return next((Held(r.title, fitting.recent.lesson(r.id).why, r.id) for r in resting), None)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to stretch a muscle: as a line of the plan, or held back with the reason."""

    remedy: Remedy
    position: str
    line: PlanLine | None = None
    held: Held | None = None


def ways(fitting: Fitting, muscle: Muscle, side: str, positions: Sequence[str]) -> list[Way]:
    """Every way to stretch a muscle in these positions, each weighed for this person."""
    return [
        Way(remedy, position, *_tried(fitting, remedy, _wish(fitting, remedy, muscle, side, position)))
        for position in positions
        for remedy in _for(fitting, muscle, position)
    ]


def _for(fitting: Fitting, muscle: Muscle, position: str) -> list[Remedy]:
    known = fitting.knowledge.remedies_of("stretch")
    return [r for r in known if r.muscle == muscle.id and position in r.positions and fitting.energy in r.energy]


def _wish(fitting: Fitting, remedy: Remedy, muscle: Muscle, side: str, position: str) -> Wish:
    reps = max(1, _full_reps(fitting, remedy) - fitting.recent.lesson(remedy.id).fewer)
    fields = {"site": muscle.sites[0], "side": side, "position": position, "hold_s": remedy.hold_s, "reps": reps}
    return Wish.model_validate({"id": remedy.id, "kind": "stretch", **fields})


def _full_reps(fitting: Fitting, remedy: Remedy) -> int:
    """What the day allows before anything was learnt; a line never grows beyond it."""
    return min(remedy.reps or 1, REPS[fitting.energy])


def _tried(fitting: Fitting, remedy: Remedy, wish: Wish) -> tuple[PlanLine | None, Held | None]:
    """The remedy as a line with its cautions, or the first reason against it."""
    against, cautions = weighed(fitting, remedy, wish)
    if against:
        return None, against
    reps, hold = wish.value("reps"), wish.value("hold_s")
    sides = 2 if wish.side == "both" else 1
    minutes = round(hold * reps * sides / 60, 1) if hold and reps else remedy.minutes
    line = line_of(remedy, cautions, minutes)
    line = replace(line, site=wish.site, side=wish.side, position=wish.position, hold_s=hold, reps=reps)
    line = _in_its_best_weeks(fitting, _timed(fitting, line, remedy), remedy)
    return learned_line(fitting, line, _full_reps(fitting, remedy)), None


def _in_its_best_weeks(fitting: Fitting, line: PlanLine, remedy: Remedy) -> PlanLine:
    """The line with why just now, when an injection relaxes this muscle."""
    best = _best_weeks(fitting.knowledge)
    if best is None or remedy.muscle not in treated(fitting.profile, fitting.knowledge):
        return line
    sources = tuple(dict.fromkeys((*line.sources, *best.sources)))
    return replace(line, reasons=(*line.reasons, best.says), sources=sources)


def _timed(fitting: Fitting, line: PlanLine, remedy: Remedy) -> PlanLine:
    bedtime = fitting.knowledge.remedies.get(BEDTIME)
    if bedtime is None or not fitting.recent.night_cramps or remedy.muscle not in USUAL_MUSCLES:
        return replace(line, when=line.when or "Once or twice today, after something you do anyway", at=line.at or AT)
    sources = tuple(dict.fromkeys((*line.sources, *bedtime.sources)))
    how = (*line.how, *bedtime.steps)
    return replace(
        line, when=bedtime.when, at=bedtime.at, how=how, reasons=(*line.reasons, bedtime.why), sources=sources
    )

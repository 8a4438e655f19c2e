# SPDX-License-Identifier: Apache-2.0
"""This is tight: what may loosen it, standing, in a chair, lying or with a helper, and what speaks against it today?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from supple.care import names
from supple.care.calendar import Dated
from supple.care.finding import Finding
from supple.care.fitting import Fitting
from supple.care.gates import gate_findings
from supple.care.parts import Wish
from supple.care.safety import suppresses_plan
from supple.care.stretching import BEST_WEEKS, Way, ways
from supple.knowledge.kinds import Muscle

POSITIONS = ("standing", "chair", "lying", "helper")
HOLDS_UP = "SST-09"


@dataclass(frozen=True, slots=True)
class Loosening:
    """A muscle with every way to stretch it; nothing while a red flag stands or the age is not known."""

    muscle: Muscle
    ways: tuple[Way, ...] = ()
    stop_when: tuple[str, ...] = ()
    helper_rules: tuple[str, ...] = ()
    holds_up: str = ""
    """What to settle first when this stiffness may be what lets the person stand."""
    window: Dated | None = None
    """The running best weeks after an injection at this place."""
    stopped_by: Finding | None = None

    def at(self, position: str) -> tuple[Way, ...]:
        """The ways in one position."""
        return tuple(way for way in self.ways if way.position == position)


def loosening(
    fitting: Fitting, muscle: Muscle, side: str, findings: Sequence[Finding], running: Sequence[Dated] = ()
) -> Loosening:
    """Every way to loosen one muscle, weighed for this person and this day."""
    fitting = Fitting(
        names.understood(fitting.profile, fitting.knowledge), fitting.knowledge, fitting.recent, fitting.energy
    )
    adult = next((f for f in findings if f.rule == "ADULT"), None)
    clot = next((f for f in findings if f.rule == "RF-01"), None)
    free = _free(side, clot.legs if clot else ())
    if stop := suppresses_plan(findings) or adult or (clot if free is None else None):
        return Loosening(muscle, stopped_by=stop)
    advice = fitting.knowledge.remedies
    found = tuple(ways(fitting, muscle, free or side, _positions(fitting)))
    return Loosening(
        muscle,
        ways=found,
        stop_when=advice["STOP-STRETCH"].steps if "STOP-STRETCH" in advice else (),
        helper_rules=advice["HELPER-RULES"].steps if "HELPER-RULES" in advice else (),
        holds_up=_holds_up(fitting, muscle, side),
        window=next((d for d in running if _is_best_time(d, muscle, side)), None),
    )


def _positions(fitting: Fitting) -> tuple[str, ...]:
    """Standing only where the plan itself would stand; a helper is always a way to look at."""
    return tuple(p for p in POSITIONS if p == "helper" or p in (*fitting.positions, "chair", "lying"))


def _free(side: str, resting: Sequence[str]) -> str | None:
    """The side that is left when a leg has to rest; None when none is."""
    free = ({"left", "right"} if side == "both" else {side}) - set(resting)
    return side if len(free) == 2 else next(iter(free), None)


def _holds_up(fitting: Fitting, muscle: Muscle, side: str) -> str:
    """The words of the stability gate, when it is about this muscle and person."""
    wish = Wish(id=muscle.id, kind="stretch", site=muscle.sites[0], side=side)
    found = gate_findings(fitting.alone(wish))
    return next((f.says for f in found if f.rule == HOLDS_UP), "")


def _is_best_time(dated: Dated, muscle: Muscle, side: str) -> bool:
    meant = {None, "both", side} if side != "both" else {None, "both", "left", "right"}
    return dated.rule == BEST_WEEKS and any(site in muscle.sites and own in meant for site, own in dated.places)


def running_on(dates: Sequence[Dated], day: date) -> tuple[Dated, ...]:
    """Those that run on a day."""
    return tuple(d for d in dates if d.is_now(day))

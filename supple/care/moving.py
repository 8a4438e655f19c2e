# SPDX-License-Identifier: Apache-2.0
"""What else belongs to the day? Breaks and movement, the skin, heat and cold, and a calm evening."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from supple.care.doable import Held, PlanLine
from supple.care.fitting import NO_STANDING, Fitting, learned_line, line_of, weighed
from supple.care.parts import Wish
from supple.care.rules import holds
from supple.knowledge.kinds import Remedy

MOST_MOVES = 2
CALM_EVENING, SAY_EARLY = "DAY-01", "DAY-05"
"""What the last days call for, and no word of today could."""


def movements(fitting: Fitting) -> tuple[list[PlanLine], list[Held]]:
    """The break from sitting first, then what the energy of the day allows."""
    lines: list[PlanLine] = []
    held: list[Held] = []
    for remedy in _moves(fitting):
        position = remedy.positions[0] if remedy.positions else None
        wish = Wish(id=remedy.id, kind="movement", position=position)
        against, cautions = weighed(fitting, remedy, wish)
        if against:
            held.append(against)
        else:
            line = replace(line_of(remedy, cautions, remedy.minutes), position=position)
            lines.append(learned_line(fitting, line))
    first, rest = lines[:MOST_MOVES], lines[MOST_MOVES:]
    if first and rest:
        first[-1] = replace(first[-1], others=tuple(line.knowledge for line in rest))
    return first, [] if first else held[:1]


def _moves(fitting: Fitting) -> list[Remedy]:
    left_out = "no" if fitting.sits_in_wheelchair else "only"
    stands = fitting.recent.mobility not in NO_STANDING and not fitting.sits_in_wheelchair
    fits = [
        r
        for r in fitting.knowledge.remedies_of("movement")
        if fitting.energy in r.energy and r.wheelchair != left_out and (stands or r.positions != ("standing",))
    ]
    walk_first = stands and fitting.energy == "usual"
    return sorted(fits, key=lambda r: (r.id not in ("MOV-01", "MOV-02"), not (walk_first and r.id == "MOV-09")))


def through_the_day(fitting: Fitting) -> list[PlanLine]:
    """What heat, cold, sitting and a bad night call for; nothing of it without that reason."""
    free = (r for r in _called_for(fitting) if weighed(fitting, r, None)[0] is None)
    return [learned_line(fitting, line_of(r, r.cautions, r.minutes)) for r in free]


def _called_for(fitting: Fitting) -> Iterator[Remedy]:
    left_out = "no" if fitting.sits_in_wheelchair else "only"
    situation = fitting.situation
    for remedy in fitting.knowledge.remedies_of("day"):
        if fitting.energy not in remedy.energy or remedy.wheelchair == left_out:
            continue
        if remedy.id == SAY_EARLY and not fitting.recent.worn:
            continue
        awake = remedy.id == CALM_EVENING and fitting.recent.night_cramps
        if awake or remedy.only_when is None or holds(remedy.only_when, situation).yes:
            yield remedy

# SPDX-License-Identifier: Apache-2.0
"""Was a medicine entered above what its label names? A slip of the pen and too much look alike, so supple asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supple.care.doubts import IN_MICROGRAMS
from supple.care.finding import Finding, Reason, Urgency
from supple.care.parts import Medicine
from supple.care.profile import Profile
from supple.care.spacing import minute, swallowed
from supple.entries.composed import Composed
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.medicines import LabelMaximum

_PLACES = frozenset({"EU", "UK", "US"})
_LEAST_LIKELY_MG = 1.0
_DAY_MIN = 24 * 60
_SPRAYED = frozenset({"nabiximols"})


def findings(profile: Profile, knowledge: KnowledgeBase) -> tuple[Finding, ...]:
    """One finding for every medicine entered above its label, same day."""
    return tuple(_finding(limit.row, about, knowledge) for limit, about in _above(profile, knowledge))


def questions(profile: Profile, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Whether an amount too small to be milligrams was meant in grams; some medicines are that small."""
    listed = {name for limit in knowledge.label_maxima for name in knowledge.names((limit.medicine,))}
    listed -= knowledge.names((IN_MICROGRAMS,))
    current = [m for m in profile.current_medicines() or () if m.name in listed and swallowed(m)]
    odd = any(m.dose_mg is not None and 0 < m.dose_mg < _LEAST_LIKELY_MG for m in current)
    return (knowledge.asks["medicine_unit"],) if odd else ()


def _above(profile: Profile, knowledge: KnowledgeBase) -> Iterator[tuple[LabelMaximum, tuple[str, ...]]]:
    place = profile.jurisdiction if profile.jurisdiction in _PLACES else "unknown"
    current = profile.current_medicines() or ()
    for limit in knowledge.label_maxima:
        if limit.jurisdictions and place not in limit.jurisdictions:
            continue
        meant = knowledge.names((limit.medicine,))
        mine = [m for m in current if m.name in meant and (swallowed(m) or m.name in _SPRAYED)]
        if mine and _exceeds(mine, limit):
            yield limit, tuple(dict.fromkeys(m.name for m in mine))


def _exceeds(mine: Sequence[Medicine], limit: LabelMaximum) -> bool:
    """Whether one intake, all of a day, their number or their distance lies outside the label."""
    doses = [(m.dose_mg, max(1, len(m.times))) for m in mine]
    known = [(mg, times) for mg, times in doses if mg is not None]
    daily = sum(mg * times for mg, times in known)
    single = max((mg for mg, _ in known), default=0.0)
    intakes = sum(times for _, times in doses)
    pairs = ((daily, limit.daily_mg), (single, limit.single_mg), (intakes, limit.intakes))
    close = limit.apart_h is not None and _least_gap_h(mine) < limit.apart_h
    return close or any(most is not None and said > most for said, most in pairs)


def _least_gap_h(mine: Sequence[Medicine]) -> float:
    """The shortest time between two intakes, round the clock; endless when fewer than two times are known."""
    clocks = sorted(at for one in mine for clock in one.times if (at := minute(clock)) is not None)
    later = [*clocks[1:], *(at + _DAY_MIN for at in clocks[:1])]
    gaps = [after - before for before, after in zip(clocks, later, strict=True)]
    return min(gaps) / 60 if len(gaps) > 1 else float("inf")


def _finding(rule: str, about: tuple[str, ...], knowledge: KnowledgeBase) -> Finding:
    card, words = knowledge.medicines[rule], knowledge.cautions["LABEL-MAX"]
    return Finding(
        rule=rule,
        urgency=Urgency.SAME_DAY,
        action="escalate",
        about=about,
        title=Composed("{medicine}: {what}", medicine=card.title, what=words.title),
        says=words.says,
        do=words.do,
        contact=words.contact,
        reasons=(Reason(rule, about), *(Reason(r) for r in words.readings)),
        sources=card.sources,
    )

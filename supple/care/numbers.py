# SPDX-License-Identifier: Apache-2.0
"""Which number of this person does a rule ask about, and is it beyond its limits?"""

from __future__ import annotations

from collections.abc import Callable

from supple.care.elemental import amounts, cap_mg, total
from supple.care.profile import Profile
from supple.care.terms import alcohol_answer, within
from supple.care.truth import NO, Answer, unknown, yes
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.condition import NumberTest

_MEASURED = frozenset({"temp_c", "pulse", "sbp", "sbp_rise", "clinician_limit_ml", "drank_last_hour_ml"})
_ASKED_AS = {"sedation": "medicines", "sedatives": "medicines", "magnesium_over_cap_mg": "magnesium_amount"}


def number_answer(test: NumberTest, profile: Profile, knowledge: KnowledgeBase) -> Answer:
    """A number against its limits; something not measured today is not a sign, other gaps are asked."""
    value = _number(test.field, profile, knowledge)
    if value is None:
        silent = test.field in _MEASURED or test.must_say
        return NO if silent else unknown(_ASKED_AS.get(test.field, test.field))
    fits = within(value, test.at_least, test.above, test.at_most) and (test.below is None or value < test.below)
    return yes(test.about or test.field) if fits else NO


def _number(field: str, profile: Profile, knowledge: KnowledgeBase) -> float | None:
    if field in _RECKONED:
        return _RECKONED[field](profile, knowledge)
    for part in (profile, profile.vitals, profile.fluid):
        if part is not None and field in type(part).model_fields:
            value: float | None = getattr(part, field)
            return value
    return None


def _kidneys(profile: Profile, _knowledge: KnowledgeBase) -> float | None:
    """The creatinine clearance stands in for a missing eGFR."""
    return profile.egfr if profile.egfr is not None else profile.crcl


def _rise(profile: Profile, _knowledge: KnowledgeBase) -> float | None:
    vitals = profile.vitals
    if vitals is None or vitals.sbp is None or vitals.usual_sbp is None:
        return None
    return vitals.sbp - vitals.usual_sbp


def _weights(profile: Profile, knowledge: KnowledgeBase) -> list[int] | None:
    """How much each sedating thing of today adds; None while the medicines are unknown."""
    current = profile.current_medicines()
    if current is None:
        return None
    own = [knowledge.sedation_weight(name) for name in {m.name for m in current}]
    habits = profile.habits
    if alcohol_answer(profile).yes:
        own.append(knowledge.sedation_weight("alcohol"))
    if habits and habits.cannabis_today:
        own.append(knowledge.sedation_weight("cannabis"))
    return own


def sedation(profile: Profile, knowledge: KnowledgeBase) -> float | None:
    """The sum of everything sedating the person takes or had today; None while the medicines are unknown."""
    weights = _weights(profile, knowledge)
    return None if weights is None else float(sum(weights))


def _sedatives(profile: Profile, knowledge: KnowledgeBase) -> float | None:
    weights = _weights(profile, knowledge)
    return None if weights is None else float(sum(w > 0 for w in weights))


def _over_cap(profile: Profile, knowledge: KnowledgeBase) -> float | None:
    """How far the magnesium of a day lies above the limit; None when an amount is not known."""
    now = None if profile.supplements is None else total(amounts(profile, knowledge))
    return None if now is None else float(now - cap_mg(profile, knowledge)[1])


_RECKONED: dict[str, Callable[[Profile, KnowledgeBase], float | None]] = {
    "egfr": _kidneys,
    "sbp_rise": _rise,
    "sedation": sedation,
    "sedatives": _sedatives,
    "magnesium_over_cap_mg": _over_cap,
}

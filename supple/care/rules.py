# SPDX-License-Identifier: Apache-2.0
"""What does a rule's condition say about this person? Yes, no, or unknown with the question to ask.

Inside a condition everything not told is taken as the unsafe answer: a sign without a side, a length or a
strength fits, and "not sure" is a yes. Under `unless`, which excuses, only what is known for certain fits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from supple.care.items import item_answer
from supple.care.numbers import number_answer
from supple.care.parts import Symptom, Wish
from supple.care.profile import Profile
from supple.care.terms import (
    alcohol_answer,
    device_answer,
    has_any,
    injection_answer,
    medicine_answer,
    pregnant_answer,
    sign_answer,
    supplement_answer,
    word_answer,
)
from supple.care.truth import NO, Answer, at_least, found, unknown, yes
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.condition import Condition
from supple.knowledge.kinds import Level, RedFlag

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Situation:
    """The person, what is known, and what a nested condition is looked at through."""

    profile: Profile
    knowledge: KnowledgeBase
    item: Wish | None = None
    leg: str | None = None
    excusing: bool = False
    told: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out of this person so far, so that what is asked again is not worked out again."""

    def asking_of(self, item: Wish | None) -> Situation:
        """The same person, looked at for one wish."""
        return Situation(self.profile, self.knowledge, item, self.leg, self.excusing, self.told)

    def through(self, leg: str | None, excusing: bool) -> Situation:
        """The same person and wish, looked at for one leg, or for an excuse."""
        return Situation(self.profile, self.knowledge, self.item, leg, excusing, self.told)

    def once(self, what: str, work: Callable[[Profile, KnowledgeBase], _Found]) -> _Found:
        """What a piece of work about this person finds, worked out once under a name of its own."""
        if what not in self.told:
            self.told[what] = work(self.profile, self.knowledge)
        found: _Found = self.told[what]
        return found


def holds(condition: Condition, situation: Situation) -> Answer:
    """Whether a condition holds for this person."""
    asked: object = condition.alike
    if not condition.of_person:
        asked = (asked, situation.leg, situation.excusing, id(situation.item))
    known: tuple[Answer, Wish | None] | None = situation.told.get(asked)
    if known is None:
        # The wish is held beside the answer, so that no other can come to have its id.
        known = _OPERATORS[condition.operator](condition, situation), situation.item
        situation.told[asked] = known
    return known[0]


def level_of(rule: RedFlag, situation: Situation) -> tuple[Level | None, Answer]:
    """The most urgent level of a red flag that holds, and what it rests on; open questions of levels above it too."""
    asks: list[str] = []
    for level in rule.levels:
        answer = holds(level.when, situation)
        if answer.yes:
            return level, Answer(answer.truth, answer.about, tuple(dict.fromkeys(asks)), answer.legs)
        asks += answer.asks
    return None, Answer(NO.truth, asks=tuple(dict.fromkeys(asks)))


def _any(condition: Condition, situation: Situation) -> Answer:
    return at_least(1, [holds(c, situation) for c in condition.any or ()])


def _all(condition: Condition, situation: Situation) -> Answer:
    answers: list[Answer] = []
    for part in condition.all or ():
        answers.append(holds(part, situation))
        if answers[-1].truth is NO.truth:
            return NO
    return at_least(len(answers), answers)


def _at_least(condition: Condition, situation: Situation) -> Answer:
    assert condition.at_least is not None
    return at_least(condition.at_least.n, [holds(c, situation) for c in condition.at_least.of])


def _unless(condition: Condition, situation: Situation) -> Answer:
    assert condition.unless is not None
    excuse = holds(condition.unless, situation.through(situation.leg, not situation.excusing))
    return NO if excuse.yes else yes()


def _one_leg(condition: Condition, situation: Situation) -> Answer:
    assert condition.one_leg is not None
    per_leg = [
        Answer(answer.truth, answer.about, answer.asks, (leg,))
        for leg in ("left", "right")
        if (answer := holds(condition.one_leg, situation.through(leg, situation.excusing))) != NO
        and _is_one_sided(answer, leg, situation.profile.symptoms)
    ]
    return at_least(1, per_leg)


def _is_one_sided(answer: Answer, leg: str, symptoms: Sequence[Symptom] | None) -> bool:
    """Whether a sign of this leg alone is among those it rests on: one sore calf counts with two swollen legs."""
    told = [s for s in symptoms or () if s.id in answer.about or not answer.about]
    return symptoms is None or any(s.present and s.side in (leg, None) for s in told)


def _rule(condition: Condition, situation: Situation) -> Answer:
    rule = situation.knowledge.red_flags.get(condition.rule or "")
    if rule is None:
        return NO
    return _fires(rule, situation)


def _fires(rule: RedFlag, situation: Situation) -> Answer:
    level, answer = level_of(rule, Situation(situation.profile, situation.knowledge, told=situation.told))
    return answer if level else NO


def _sign(condition: Condition, situation: Situation) -> Answer:
    assert condition.sign is not None
    if situation.profile.symptoms is None:
        return unknown("symptoms")
    return sign_answer(condition.sign, situation.profile.symptoms, situation.leg, situation.excusing)


def _any_new_sign(condition: Condition, situation: Situation) -> Answer:
    if situation.profile.symptoms is None:
        return unknown("symptoms")
    return found(s.id for s in situation.profile.symptoms if s.present and s.is_new_or_worse)


def _condition(condition: Condition, situation: Situation) -> Answer:
    return has_any(condition.condition or (), situation.profile.conditions, "conditions")


def _exposure(condition: Condition, situation: Situation) -> Answer:
    return has_any(condition.exposure or (), situation.profile.exposures, "exposures")


def _medicine(condition: Condition, situation: Situation) -> Answer:
    assert condition.medicine is not None
    return medicine_answer(condition.medicine, situation.profile, situation.knowledge)


def _device(condition: Condition, situation: Situation) -> Answer:
    assert condition.device is not None
    return device_answer(condition.device, situation.profile)


def _number(condition: Condition, situation: Situation) -> Answer:
    assert condition.number is not None
    return number_answer(condition.number, situation.profile, situation.knowledge)


def _injected(condition: Condition, situation: Situation) -> Answer:
    assert condition.injected is not None
    return injection_answer(condition.injected, situation.profile, situation.knowledge, situation.item)


def _supplement(condition: Condition, situation: Situation) -> Answer:
    assert condition.supplement is not None
    return supplement_answer(condition.supplement, situation.profile)


def _jurisdiction(condition: Condition, situation: Situation) -> Answer:
    return word_answer(condition.jurisdiction or (), situation.profile.jurisdiction or "unknown", "jurisdiction")


def _smoking(condition: Condition, situation: Situation) -> Answer:
    habits = situation.profile.habits
    return word_answer(condition.smoking or (), habits.smoking if habits else None, "smoking")


def _alcohol_today(condition: Condition, situation: Situation) -> Answer:
    return alcohol_answer(situation.profile)


def _pregnant(condition: Condition, situation: Situation) -> Answer:
    return pregnant_answer(condition.pregnant or (), situation.profile)


def _seizure_history(condition: Condition, situation: Situation) -> Answer:
    ever = situation.profile.seizure_history
    return unknown("seizure_history") if ever is None else found(["seizure_history"] if ever else [])


def _not_adult(condition: Condition, situation: Situation) -> Answer:
    age = situation.profile.age
    return yes("age") if age is None or age < 18 else NO


def _item(condition: Condition, situation: Situation) -> Answer:
    assert condition.item is not None
    if situation.item is None:
        return NO
    rule = situation.knowledge.red_flags.get(condition.item.on_leg_of or "")
    flag = _fires(rule, situation) if rule else NO
    answer = item_answer(condition.item, situation.item, flag.legs, situation.profile)
    return replace(answer, about=answer.about + flag.about) if answer.yes else answer


_OPERATORS: dict[str, Callable[[Condition, Situation], Answer]] = {
    "any": _any,
    "all": _all,
    "at_least": _at_least,
    "unless": _unless,
    "one_leg": _one_leg,
    "rule": _rule,
    "sign": _sign,
    "any_new_sign": _any_new_sign,
    "condition": _condition,
    "exposure": _exposure,
    "medicine": _medicine,
    "device": _device,
    "number": _number,
    "injected": _injected,
    "supplement": _supplement,
    "jurisdiction": _jurisdiction,
    "smoking": _smoking,
    "alcohol_today": _alcohol_today,
    "pregnant": _pregnant,
    "seizure_history": _seizure_history,
    "not_adult": _not_adult,
    "item": _item,
}

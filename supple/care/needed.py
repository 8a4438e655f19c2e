# SPDX-License-Identifier: Apache-2.0
"""Which rules can speak about this person at all? Most need a sign, a medicine or a wish that is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from supple.care.profile import Profile
from supple.care.rules import Situation
from supple.care.terms import alcohol_answer, has_pump_by_route
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.check import conditions_of
from supple.knowledge.condition import ANY_MEDICINE, Condition
from supple.knowledge.medicines import Caution
from supple.knowledge.source import Item

Marks = frozenset[str] | None
"""One of these has to be there for a condition to hold or to be unknown; None: it always has to be looked at."""


@lru_cache(maxsize=8)
def needs(knowledge: KnowledgeBase) -> dict[str, Marks]:
    """What each rule needs, by its id; worked out once."""
    items: Iterable[Item] = (*knowledge.red_flags.values(), *knowledge.gates.values(), *knowledge.cautions.values())
    return {item.id: _of_any(conditions_of(item), knowledge) for item in items}


@lru_cache(maxsize=8)
def _by_mark(knowledge: KnowledgeBase) -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """The rules that always have to be looked at, and those that one mark calls up."""
    called: dict[str, set[str]] = {}
    for id, wanted in needs(knowledge).items():
        for mark in wanted or ():
            called.setdefault(mark, set()).add(id)
    always = frozenset(id for id, wanted in needs(knowledge).items() if wanted is None)
    return always, {mark: frozenset(ids) for mark, ids in called.items()}


def able(profile: Profile, knowledge: KnowledgeBase) -> frozenset[str]:
    """The rules that have to be looked at for this person; every other one can neither hold nor be open."""
    always, called = _by_mark(knowledge)
    return always.union(*(called[mark] for mark in marks(profile) if mark in called))


def marks(profile: Profile) -> frozenset[str]:
    """What is there, or not known, in the words of `needs`."""
    return frozenset(_marks(profile))


def speaking(situation: Situation) -> tuple[Caution, ...]:
    """The cautions that can say anything about this person."""
    return situation.once("speaking", _speaking)


def _speaking(profile: Profile, knowledge: KnowledgeBase) -> tuple[Caution, ...]:
    ids = able(profile, knowledge)
    return tuple(c for id, c in knowledge.cautions.items() if id in ids)


def _marks(profile: Profile) -> Iterator[str]:
    for field in ("symptoms", "conditions", "exposures", "medicines", "devices", "injections", "supplements"):
        if getattr(profile, field) is None:
            yield f"{field} unknown"
    yield from (f"sign {s.id}" for s in profile.symptoms or () if s.present)
    yield from (f"condition {c}" for c in profile.conditions or ())
    yield from (f"exposure {e}" for e in profile.exposures or ())
    yield from (f"medicine {m.name}" for m in profile.medicines or ())
    yield from (f"medicine {ANY_MEDICINE}" for _ in (profile.medicines or ())[:1])
    yield from (f"device {d.name}" for d in profile.devices or ())
    yield from ("device itb_pump",) if has_pump_by_route(profile) else ()
    yield from (f"injection {i.name}" for i in profile.injections or ())
    yield from ("supplement",) if profile.supplements else ()
    yield from (f"item {w.kind}" for w in profile.plan_request or ())
    yield f"pregnant {profile.pregnant or 'unknown'}"
    yield from ("seizure",) if profile.seizure_history is not False else ()
    yield from ("alcohol",) if alcohol_answer(profile).yes else ()


def _of(condition: Condition, knowledge: KnowledgeBase) -> Marks:
    known = _TERMS.get(condition.operator)
    return known(condition, knowledge) if known else None


def _of_any(parts: Iterable[Condition], knowledge: KnowledgeBase) -> Marks:
    found = [_of(part, knowledge) for part in parts]
    return None if None in found else frozenset(mark for marks in found if marks for mark in marks)


def _of_all(condition: Condition, knowledge: KnowledgeBase) -> Marks:
    """All have to hold, so the part that is seldom there decides."""
    found = [marks for part in condition.all or () if (marks := _of(part, knowledge)) is not None]
    return min(found, key=len) if found else None


def _of_rule(condition: Condition, knowledge: KnowledgeBase) -> Marks:
    rule = knowledge.red_flags.get(condition.rule or "")
    return _of_any(conditions_of(rule), knowledge) if rule else frozenset()


def _listed(kind: str, field: str, ids: Iterable[str]) -> frozenset[str]:
    return frozenset((f"{field} unknown", *(f"{kind} {id}" for id in ids)))


def _of_medicine(condition: Condition, knowledge: KnowledgeBase) -> Marks:
    wanted = condition.medicine.any if condition.medicine else ()
    return _listed("medicine", "medicines", knowledge.names(wanted))


_TERMS: dict[str, Callable[[Condition, KnowledgeBase], Marks]] = {
    "any": lambda c, k: _of_any(c.any or (), k),
    "all": _of_all,
    "at_least": lambda c, k: _of_any(c.at_least.of if c.at_least else (), k),
    "one_leg": lambda c, k: _of(c.one_leg, k) if c.one_leg else None,
    "rule": _of_rule,
    "sign": lambda c, _: _listed("sign", "symptoms", c.sign.ids if c.sign else ()),
    "condition": lambda c, _: _listed("condition", "conditions", c.condition or ()),
    "exposure": lambda c, _: _listed("exposure", "exposures", c.exposure or ()),
    "medicine": _of_medicine,
    "device": lambda c, _: _listed("device", "devices", (c.device.name,) if c.device else ()),
    "injected": lambda c, k: _listed("injection", "injections", k.names((c.injected.name,)) if c.injected else ()),
    "supplement": lambda _c, _k: frozenset({"supplement", "supplements unknown"}),
    "item": lambda c, _: frozenset(f"item {kind}" for kind in (c.item.kinds if c.item else ())),
    "pregnant": lambda c, _: frozenset(f"pregnant {word}" for word in (*(c.pregnant or ()), "unknown")),
    "seizure_history": lambda _c, _k: frozenset({"seizure"}),
    "alcohol_today": lambda _c, _k: frozenset({"alcohol"}),
}

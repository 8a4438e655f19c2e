# SPDX-License-Identifier: Apache-2.0
"""How much magnesium is in what a label names, and what do the rules say of it? Nothing of the question is kept."""

from dataclasses import dataclass
from datetime import datetime

from supple.actions.check_safety import lately, unless_broken
from supple.actions.knowledge_at_hand import knowledge
from supple.care import magnesium
from supple.care.elemental import amounts, shown
from supple.care.finding import Finding
from supple.care.parts import Supplement
from supple.care.profile import Profile, from_timeline
from supple.people.models import Person


@dataclass(frozen=True, slots=True)
class OnLabel:
    """What one intake of a product holds."""

    title: str
    salt_mg: float
    mg: float | None
    """Its magnesium; None when the weight is none that a label would name."""
    asks: tuple[str, ...]
    findings: tuple[Finding, ...]
    """What the rules say only once it is taken as well."""


def salts() -> dict[str, str]:
    """The salts that a label may name, each title once: id and title."""
    first = {salt.title: salt.salt for salt in reversed(knowledge().salts)}
    return {id: title for title, id in first.items()}


def read_label(person: Person, now: datetime, salt: str, salt_mg: float) -> OnLabel | None:
    """The arithmetic and the rules; None when the rules could not be asked."""

    def look() -> OnLabel:
        known = knowledge()
        profile = from_timeline(lately(person, now), now, known)
        taken = Supplement(name="magnesium", salt=salt, salt_mg=salt_mg)
        (amount,) = amounts(Profile(supplements=(taken,)), known)
        more = profile.model_copy(update={"supplements": (*(profile.supplements or ()), taken)})
        before = {(f.rule, f.urgency) for f in magnesium.answer(profile, known).findings}
        after = magnesium.answer(more, known).findings
        fresh = tuple(f for f in after if (f.rule, f.urgency) not in before and f.says)
        asks = tuple(known.asks[ask] for ask in amount.asks if ask != "supplement_times")
        return OnLabel(salts()[salt], salt_mg, None if amount.mg is None else shown(amount.mg), asks, fresh)

    return unless_broken(look)

# SPDX-License-Identifier: Apache-2.0
"""Which medicines need hours between them and magnesium, and which times of the day do they forbid?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from supple.care.clock import Minutes, Span, around, forbids, minute_of
from supple.care.parts import Medicine, Wish
from supple.care.profile import Profile
from supple.errors import SuppleError
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.condition import ANY_MEDICINE
from supple.knowledge.medicines import Spacing

NOT_SWALLOWED = frozenset({
    "subcutaneous", "intramuscular", "intravenous", "iv", "im", "sc", "injection", "infusion", "intrathecal", "pump",
    "itb", "itb_pump", "transdermal", "patch", "topical", "cream", "gel", "skin", "inhaled", "inhalation", "nasal",
    "nose", "eye", "ear", "rectal", "vaginal", "oromucosal", "buccal", "sublingual", "spray", "mouth_spray",
    "intravesical", "epidural", "implant",
})  # fmt: skip
"""Routes that pass the gut by; any other, and one that was not said, counts as swallowed."""
_FASTING = frozenset({"alendronate", "risedronate", "ibandronate"})


@dataclass(frozen=True, slots=True)
class Spaced:
    """One medicine that a row of the table keeps apart from magnesium; no spans when its times are not known."""

    row: Spacing
    medicine: str
    spans: tuple[Span, ...] | None

    def forbids(self, wish: Wish) -> bool:
        """Whether a wish lies where magnesium must not be; a time that is not known does."""
        at = minute(wish.value("at"))
        return self.spans is None or at is None or any(forbids(span, at) for span in self.spans)


def minute(clock: object) -> Minutes | None:
    """Minutes after midnight, or None for what is not a time."""
    try:
        return minute_of(clock) if isinstance(clock, str) else None
    except SuppleError:
        return None


def swallowed(medicine: Medicine) -> bool:
    """Whether a medicine passes the gut, as far as anyone said."""
    return (medicine.route or "oral").strip().lower().replace(" ", "_") not in NOT_SWALLOWED


def spaced(profile: Profile, knowledge: KnowledgeBase) -> tuple[Spaced, ...]:
    """Every medicine that needs hours between it and magnesium, with what it forbids."""
    found: list[Spaced] = []
    for medicine in _by_mouth(profile, knowledge):
        for row in _rows(medicine, knowledge):
            found.append(Spaced(row, medicine.name, _spans(medicine, row)))
    return tuple(found)


def _by_mouth(profile: Profile, knowledge: KnowledgeBase) -> Iterable[Medicine]:
    """Swallowed medicines, and minerals that were entered as supplements."""
    yield from (m for m in profile.current_medicines() or () if swallowed(m))
    for supplement in profile.supplements or ():
        if any(row.medicine == supplement.name for row in knowledge.spacing):
            amount = supplement.elemental_mg
            yield Medicine(name=supplement.name, dose_mg=amount, times=supplement.times)


def _rows(medicine: Medicine, knowledge: KnowledgeBase) -> Sequence[Spacing]:
    """The rows that keep a medicine apart; the row for any other medicine when the table does not name it."""
    return [row for row in _rows_of(medicine.name, knowledge) if _enough(row, medicine)]


@lru_cache(maxsize=4096)
def _rows_of(name: str, knowledge: KnowledgeBase) -> tuple[Spacing, ...]:
    named = [row for row in knowledge.spacing if row.medicine == name or name in knowledge.names((row.medicine,))]
    rows = named or [row for row in knowledge.spacing if row.medicine == ANY_MEDICINE]
    return tuple(row for row in rows if row.before_h or row.after_h)


def _enough(row: Spacing, medicine: Medicine) -> bool:
    return row.least_mg is None or medicine.dose_mg is None or medicine.dose_mg >= row.least_mg


def _spans(medicine: Medicine, row: Spacing) -> tuple[Span, ...] | None:
    minutes = [minute(clock) for clock in medicine.times]
    known = [m for m in minutes if m is not None]
    if not known or len(known) < len(minutes):
        return None
    return tuple(around(known, row.before_h or 0, row.after_h or 0))


def taken_alone(profile: Profile) -> bool:
    """Whether a bone tablet, which is taken alone, shares its minute with another medicine."""
    current = [m for m in profile.current_medicines() or () if swallowed(m)]
    bone = {minute(t) for m in current if m.name in _FASTING for t in m.times}
    others = {minute(t) for m in current if m.name not in _FASTING for t in m.times}
    return bool((bone & others) - {None})

# SPDX-License-Identifier: Apache-2.0
"""How much magnesium is in what a person takes? Exact sums of every product; None when an amount is not known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from supple.care.parts import Medicine, Supplement, id_of
from supple.care.profile import Profile
from supple.care.spacing import swallowed
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.medicines import Salt

COUNTED_KINDS = frozenset({"laxative", "antacid", "multivitamin"})
_MAY_HOLD_SOME = COUNTED_KINDS | {"drink"}
_LEAST_LIKELY_MG, _MOST_LIKELY_MG = 1.0, 5000.0
CAP_WHEN_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Amount:
    """One product: its magnesium a day (None = not known), whether its form was open, and what to ask."""

    supplement: Supplement
    mg: Decimal | None
    form_open: bool = False
    asks: tuple[str, ...] = ()


def amounts(profile: Profile, knowledge: KnowledgeBase) -> tuple[Amount, ...]:
    """Every product with magnesium that the person takes, or that may hold some; also one listed as a medicine."""
    taken = [s for s in profile.supplements or () if _may_hold_magnesium(s)]
    listed = [m for m in profile.current_medicines() or () if swallowed(m) and _is_magnesium(m, knowledge)]
    taken += [Supplement(name=m.name, salt_mg=m.dose_mg, times=m.times) for m in listed]
    return tuple(_amount(s, knowledge) for s in taken)


def total(found: Iterable[Amount]) -> Decimal | None:
    """Elemental milligrams a day together; None when one is not known."""
    each = [amount.mg for amount in found]
    return None if any(mg is None for mg in each) else sum((mg for mg in each if mg is not None), Decimal(0))


def shown(mg: Decimal) -> float:
    """Milligrams to a tenth, as a label would say them."""
    return float(mg.quantize(Decimal("0.1"), ROUND_HALF_UP))


def cap_mg(profile: Profile, knowledge: KnowledgeBase) -> tuple[str, Decimal]:
    """The rule and the limit of magnesium a day from products where the person lives; the lower one when unknown."""
    limits = {j: limit for limit in knowledge.upper_limits for j in limit.jurisdictions}
    limit = limits.get(profile.jurisdiction or CAP_WHEN_UNKNOWN, limits[CAP_WHEN_UNKNOWN])
    return limit.row, Decimal(str(limit.mg))


def _is_magnesium(medicine: Medicine, knowledge: KnowledgeBase) -> bool:
    return medicine.name in knowledge.names(("magnesium_product",))


def _may_hold_magnesium(supplement: Supplement) -> bool:
    named = "magnesium" in supplement.name or supplement.salt is not None or "epsom" in supplement.name
    return named or supplement.kind in _MAY_HOLD_SOME


def _amount(supplement: Supplement, knowledge: KnowledgeBase) -> Amount:
    per_intake, form_open, asks = _per_intake(supplement, knowledge)
    if per_intake is None:
        return Amount(supplement, None, form_open, asks)
    if not supplement.times:
        asks = (*asks, "supplement_times")
    return Amount(supplement, per_intake * max(1, len(supplement.times)), form_open, asks)


def _per_intake(supplement: Supplement, knowledge: KnowledgeBase) -> tuple[Decimal | None, bool, tuple[str, ...]]:
    """Milligrams of magnesium in one intake, whether the salt's form was open, and what to ask."""
    stated = _decimal(supplement.elemental_mg)
    weight, salt = _decimal(supplement.salt_mg), _salt(supplement, knowledge)
    odd = [mg for mg in (supplement.elemental_mg, supplement.salt_mg) if mg and not _likely(mg)]
    if any(mg < _LEAST_LIKELY_MG for mg in odd):
        return None, False, ("supplement_unit",)
    asks = ("supplement_unit",) if odd else ()
    if stated is not None:
        contradicts = weight is not None and stated > weight
        return stated, False, (*asks, *(("supplement_label",) if contradicts else ()))
    if weight is None or salt is None:
        return None, False, (*asks, "supplement_label")
    asks = asks if salt.form else (*asks, "supplement_form")
    return weight * _decimal_of(salt.percent) / 100, not salt.form, asks


def _likely(mg: float) -> bool:
    return _LEAST_LIKELY_MG <= mg <= _MOST_LIKELY_MG


def _salt(supplement: Supplement, knowledge: KnowledgeBase) -> Salt | None:
    """The salt as named, or as the product's own name has it, such as magnesium citrate."""
    wanted = id_of(supplement.salt or supplement.name.removeprefix("magnesium_"))
    return next((salt for salt in knowledge.salts if salt.salt == wanted), None)


def _decimal(mg: float | None) -> Decimal | None:
    return None if mg is None else _decimal_of(mg)


def _decimal_of(number: float) -> Decimal:
    return Decimal(str(number))

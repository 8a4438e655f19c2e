# SPDX-License-Identifier: Apache-2.0
"""What do the signs of a note mean beside each other? A dark calf beside a sore one is one leg, and agony is of muscle.

Nothing is added that the words do not tell: a sign is given the place, the beginning or the name by which the rules
know it, as far as the signs beside it say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace as felt_as
from typing import Any

from supple.notes.said import Felt

SPASTICITY = frozenset({"spasm", "cramp", "stiffness", "clonus"})
PAINS = frozenset({"pain", "severe_muscle_pain"})
_SIDED = frozenset({"weakness", "numbness", "pain", "cold_pale_limb"})
_COLD = frozenset({"cold_pale_limb"})
_WITH_COLD = frozenset({"weakness", "numbness", "pain", "severe_muscle_pain"})
_CLOT_SKIN = frozenset({"warm_skin", "red_skin"})
_CLOT = frozenset({"swelling", "warm_skin", "red_skin", "sore_hard_vein"})
_LEG = frozenset({"whole_leg", "thigh", "quadriceps", "hamstring", "adductor", "knee", "calf", "shin", "ankle", "foot"})
ABOVE = frozenset({"flushing", "goosebumps", "slow_pulse"})
_URINE = frozenset({"urinary_urgency", "night_voiding", "cloudy_urine", "smelly_urine"})
_NO_MUSCLE = frozenset({"head", "abdomen", "chest", "face", "trunk", "hand", "groin"})
_NEAR_CALF = frozenset({"knee", "shin", None})
"""Where somebody may say that a calf hurts: behind the knee, in the shin, or at no named place."""
_FIERCE = 7
_A_DAY, _STAYS = 24.0, 0.2
_FRAIL = frozenset({"osteoporosis", "immobile"})
PLAIN = 5.0
"""A strength that was not said is neither slight nor severe."""


def together(signs: Sequence[Felt], around: Mapping[str, Any]) -> list[Felt]:
    """The signs as the rules mean them: what goes with a fall, and agony beside dark urine."""
    ids = {s.id for s in signs}
    struck = bool(ids & {"fall", "knocked_out"}) or bool(around.get("blood_thinner"))
    kept = [s for s in signs if not _is_beside_it(s, ids, struck)]
    kept += [felt_as(s, id=id) for s in signs for id in _also(s, ids, struck)]
    if len(ids & _URINE) > 1:  # told of together they are no usual ones
        kept = [felt_as(s, new=True) if s.id in _URINE and s.new is None else s for s in kept]
    kept = [*_all_at_once([*_of_one_leg(kept)])]
    sides = {s.side for s in kept if s.side and s.side != "both"}
    placed = [felt_as(s, side=_one_side(s, sides)) for s in kept]
    return [_may_have_broken(_risen(s, around), around) for s in placed]


def _is_beside_it(sign: Felt, ids: set[str], struck: bool) -> bool:
    """Whether a sign says nothing: a bumped head without a fall, and lips that are swollen, which are no leg."""
    if sign.id == "head_injury":
        return not struck
    return sign.id == "swelling" and "face_swelling" in ids and not sign.site


def _also(sign: Felt, ids: set[str], struck: bool) -> Iterator[str]:
    """What else a sign is, by those that stand beside it."""
    if sign.id == "collapse" and "fall" in ids:
        yield "knocked_out"
    if "dark_urine" in ids and _is_muscle_hurt(sign):
        yield "severe_muscle_pain"
    if sign.id == "headache" and (ids & ABOVE or struck) and _is_no_trifle(sign):
        yield "severe_headache"
    if sign.id == "very_drowsy" and struck and "head_injury" in ids:
        yield "confusion"
    if sign.id == "sore_hard_vein":
        yield "pain"
    yield from _tight_or_dry(sign, ids)


def _tight_or_dry(sign: Felt, ids: set[str]) -> Iterator[str]:
    """A leg that is hot or red and tight is swollen; no urine for long with a sore belly is held back."""
    if sign.id == "stiffness" and ids & _CLOT_SKIN and sign.side not in (None, "both"):
        yield "swelling"
    if sign.id == "no_urine_12h" and "lower_belly_pain" in ids:
        yield "urine_retention"


def _of_one_leg(signs: Sequence[Felt]) -> Iterator[Felt]:
    """Signs of a clot beside the leg that the note speaks of are signs of that leg, a dark color among them."""
    leg = next((s for s in signs if s.site in _LEG and s.side in ("left", "right") and s.id in _CLOT | PAINS), None)
    leg = leg or next((s for s in signs if s.site in _LEG and s.side is None and s.id in _CLOT | PAINS), None)
    clotted = any(s.id in _CLOT or s.id == "mottled_skin" for s in signs)
    for sign in signs:
        yield sign
        if sign.id == "mottled_skin" and (sign.site in _LEG or (leg and sign.site is None)) and sign.side != "both":
            yield felt_as(sign, id="red_skin", site=sign.site or leg.site if leg else sign.site, side=sign.side)
        if leg and sign.id in _CLOT and sign.site is None:
            yield felt_as(sign, site=leg.site, side=leg.side)
        if sign.id in PAINS and clotted and sign.site in _NEAR_CALF and sign.side != "both" and (leg or sign.site):
            yield felt_as(sign, site="calf", side=sign.side or (leg.side if leg else None))


def _all_at_once(signs: Sequence[Felt]) -> Iterator[Felt]:
    """What is told of a leg that suddenly went cold began with it, where no other beginning is said."""
    cold = [s for s in signs if s.id in _COLD and _is_at_once(s)]
    both = bool(cold) and any(s.onset == "sudden" for s in signs if s.id in _COLD | _WITH_COLD)
    for sign in signs:
        if cold and sign.id in _WITH_COLD | _COLD and sign.onset in (None, "hours") and sign.new is not False:
            fierce = _FIERCE if both and sign.id == "pain" and sign.severity is None else sign.severity
            site, side = sign.site or cold[0].site, sign.side or cold[0].side
            yield felt_as(sign, onset="sudden", site=site, side=side, severity=fierce)
        else:
            yield sign


def _is_at_once(cold: Felt) -> bool:
    """Whether a limb may have gone cold at once: in hours at most, or one limb of which nothing is said."""
    if cold.new is False or cold.onset not in (None, "sudden", "hours"):
        return False
    return cold.onset is not None or (cold.site in _LEG and cold.side != "both")


def _is_no_trifle(sign: Felt) -> bool:
    """Whether a sign is not called slight, nor the usual."""
    return sign.new is not False and (sign.severity is None or sign.severity >= PLAIN)


def _is_muscle_hurt(sign: Felt) -> bool:
    """Whether muscles hurt or are swollen, as far as the words tell; beside dark urine only a slight pain is none."""
    return sign.id in ("pain", "swelling") and sign.site not in _NO_MUSCLE and _is_no_trifle(sign)


def _one_side(sign: Felt, sides: set[str]) -> str | None:
    """A place in the singular is one side, though the note does not say which."""
    if sign.side is not None or sign.site is None or sign.id not in _SIDED:
        return sign.side
    return next(iter(sides)) if len(sides) == 1 else "left"


def _may_have_broken(sign: Felt, around: Mapping[str, Any]) -> Felt:
    """A strong pain of someone with fragile bones is one that came at once and stays, unless it is the usual."""
    frail = bool(_FRAIL & set(around.get("conditions", ()))) or bool(around.get("steroids"))
    strong = sign.onset == "sudden" or (sign.severity or 0) >= _FIERCE
    if not frail or sign.id not in PAINS or not strong or sign.new is False or sign.onset in ("weeks", "long_standing"):
        return sign
    hours, severity = max(sign.duration_h or 0, _STAYS), max(sign.severity or 0, _FIERCE)
    return felt_as(sign, id="pain", onset="sudden", severity=severity, duration_h=hours)


def _risen(sign: Felt, around: Mapping[str, Any]) -> Felt:
    """A stiffness that is told of by two scores is the higher one, above the usual, and came on within days."""
    if sign.id not in SPASTICITY or "score_now" not in around or sign.onset == "long_standing":
        return sign
    hours = sign.duration_h if sign.duration_h and sign.onset == "hours" else max(sign.duration_h or 0, _A_DAY)
    return felt_as(sign, severity=around["score_now"], onset=sign.onset or "days", duration_h=hours, new=None)

# SPDX-License-Identifier: Apache-2.0
"""Does a rule's item term fit one thing the person would like to do?"""

from __future__ import annotations

from typing import Any

from supple.care.parts import Wish, id_of
from supple.care.profile import Profile
from supple.care.terms import touches
from supple.care.truth import NO, Answer, yes
from supple.knowledge.condition import ItemTest

_DAY_MIN = 24 * 60


def item_answer(test: ItemTest, item: Wish, rule_legs: tuple[str, ...], profile: Profile) -> Answer:
    """Whether this item is of the kind, place and size that the term means."""
    fits = _place_fits(test, item, rule_legs) and _named(test, item) and _beside(test, item, profile)
    if item.kind not in test.kinds or not fits:
        return NO
    if test.field and not _above(_value(test.field, item, profile), _limit(test, profile)):
        return NO
    if test.is_true and not item.value(test.is_true):
        return NO
    if test.near_dose_of:
        return _near_dose(test, item, profile)
    return yes()


def _place_fits(test: ItemTest, item: Wish, rule_legs: tuple[str, ...]) -> bool:
    if test.positions and item.position is not None and item.position not in test.positions:
        return False
    if test.sites and item.site is not None and item.site not in test.sites:
        return False
    if not test.on_leg_of:
        return True
    return bool(rule_legs) and (item.side in (None, "both") or item.side in rule_legs)


def _named(test: ItemTest, item: Wish) -> bool:
    """Whether the item's name holds one of the words; an item without a name fits every rule."""
    name = item.value("name") if test.names else None
    return not name or any(word in id_of(str(name)) for word in test.names)


def _beside(test: ItemTest, item: Wish, profile: Profile) -> bool:
    """Whether another wish of these kinds is about the same place."""
    others = (w for w in profile.plan_request or () if w.kind in test.beside and w.id != item.id)
    return not test.beside or any(touches(w, item) for w in others)


def _limit(test: ItemTest, profile: Profile) -> float | None:
    if test.above_own is None:
        return test.above
    own: float | None = getattr(profile.fluid, test.above_own, None)
    return float("inf") if own is None else own


def _above(value: object, limit: float | None) -> bool:
    return isinstance(value, int | float) and (limit is None or value > limit)


def _value(field: str, item: Wish, profile: Profile) -> Any:
    """A field of the item, or a sum that several fields make."""
    match field:
        case "session_min":
            return session_minutes(item)
        case "all_stretching_min":
            wishes = [w for w in profile.plan_request or () if w.kind == "stretch"]
            return sum((session_minutes(w) or 0) * (w.value("sessions_per_day") or 1) for w in wishes)
        case "ml_in_an_hour":
            return _ml_in_an_hour(item, profile)
        case _:
            return item.value(field)


def session_minutes(item: Wish) -> float | None:
    """How long one session of a stretch takes, both sides counted; None when the hold is not said.

    >>> session_minutes(Wish(id="p1", kind="stretch", side="both", hold_s=30, reps=3))
    3.0
    """
    hold = item.value("hold_s")
    if not isinstance(hold, int | float):
        return None
    sides = 2 if item.side == "both" else 1
    return float(hold * (item.value("reps") or 1) * sides / 60)


def _ml_in_an_hour(item: Wish, profile: Profile) -> float | None:
    ml, within = item.value("ml"), item.value("within_min")
    if not isinstance(ml, int | float):
        return None
    share = 60 / within if isinstance(within, int | float) and within > 60 else 1
    before = profile.fluid.drank_last_hour_ml if profile.fluid and _soon(item, profile) else None
    return float(ml * share + (before or 0))


def _soon(item: Wish, profile: Profile) -> bool:
    """Whether a drink comes within the hour after now, so that the last hour's drinks still count with it."""
    at = _minute(item.value("at"))
    if at is None or profile.now is None:
        return True
    return (at - profile.now.hour * 60 - profile.now.minute) % _DAY_MIN < 60


def _near_dose(test: ItemTest, item: Wish, profile: Profile) -> Answer:
    """Within the hours around a dose; an unknown time of either is taken as near."""
    doses = [m for m in profile.current_medicines() or () if m.name == test.near_dose_of]
    if not doses:
        return NO
    at, times = _minute(item.value("at")), [_minute(t) for m in doses for t in m.times]
    if at is None or not times or any(t is None for t in times):
        return yes(doses[0].name)
    before, after = test.hours_before * 60, test.hours_after * 60
    near = any((at - t) % _DAY_MIN <= after or (t - at) % _DAY_MIN <= before for t in times if t is not None)
    return yes(doses[0].name) if near else NO


def _minute(clock: object) -> int | None:
    """Minutes after midnight of HH:MM.

    >>> _minute("08:30"), _minute("later")
    (510, None)
    """
    hours, _, minutes = str(clock).partition(":")
    return int(hours) * 60 + int(minutes) if hours.isdecimal() and minutes.isdecimal() else None

# SPDX-License-Identifier: Apache-2.0
"""A condition of the knowledge files in words: what must hold before a rule speaks."""

from collections.abc import Callable
from typing import Any

from supple.knowledge.condition import (
    Condition,
    DeviceTest,
    InjectionTest,
    ItemTest,
    MedicineTest,
    NumberTest,
    SignTest,
    SupplementTest,
)
from tools.reference.markdown import either, words

GROUPS = {
    "any": "any of these:",
    "all": "all of these:",
    "unless": "but not when:",
    "one_leg": "on one and the same leg:",
}


BEGUN = {"sudden": "suddenly", "long_standing": "long ago"}


def bullets(condition: Condition, depth: int = 0) -> list[str]:
    """The condition as a nested list."""
    operator, value = condition.operator, getattr(condition, condition.operator)
    indent = "  " * depth + "- "
    if operator in ("any", "all"):
        return [indent + GROUPS[operator]] + [line for c in value for line in bullets(c, depth + 1)]
    if operator in ("unless", "one_leg"):
        return [indent + GROUPS[operator], *bullets(value, depth + 1)]
    if operator == "at_least":
        return [f"{indent}at least {value.n} of these:"] + [line for c in value.of for line in bullets(c, depth + 1)]
    return [indent + _leaf(operator, value)]


def _leaf(operator: str, value: Any) -> str:
    tests: dict[Any, Callable[[Any], str]] = {
        SignTest: _sign, MedicineTest: _medicine, DeviceTest: _device, NumberTest: _number, ItemTest: _item,
        InjectionTest: _injected, SupplementTest: _supplement,
    }  # fmt: skip
    if test := tests.get(type(value)):
        return test(value)
    lists = {"condition": "a condition: ", "exposure": "met today: ", "pregnant": "pregnancy: ",
             "jurisdiction": "lives in: ", "smoking": "smoking: "}  # fmt: skip
    if operator in lists:
        return lists[operator] + either(value)
    return {
        "rule": f"{value} holds",
        "any_new_sign": "any sign that is new or clearly worse",
        "seizure_history": "a seizure ever, or not known",
        "alcohol_today": "alcohol today",
        "not_adult": "under 18, or age not known",
    }[operator]


def _sign(test: SignTest) -> str:
    said = either(test.ids)
    said += f" in {either(test.sites)}" if test.sites else ""
    said += {"one": " on one side", "both": " on both sides", None: ""}[test.side]
    said += f", begun {either(BEGUN.get(o, f'over {o}') for o in test.onset)}" if test.onset else ""
    said += _amounts(test)
    said += f", preventing {either(test.prevents)}" if test.prevents else ""
    said += ", clearly worse" if test.worse else ""
    said += {"new": "", "any": " (new or not)", "known": " (as the person knows it)"}[test.pattern]
    return said + (f" (only if {either(test.must_say, 'and')} was said)" if test.must_say else "")


def _amounts(test: SignTest) -> str:
    parts = (
        (test.hours_at_least and _long(test.hours_at_least), "for {} or more"),
        (test.hours_above and _long(test.hours_above), "for more than {}"),
        (test.hours_at_most and _long(test.hours_at_most), "for at most {}"),
        (test.severity_at_least, "{} of 10 or more"),
        (test.rise_at_least, "{} points or more above the person's usual"),
        (test.passing_h and _long(test.passing_h), "unless the person knows it and it passes within {}"),
    )
    shown = [(f"{value:g}" if isinstance(value, float) else value, said) for value, said in parts if value is not None]
    return "".join(", " + said.format(value) for value, said in shown)


def _long(hours: float) -> str:
    """Hours as people say them."""
    if hours < 1:
        return f"{round(60 * hours)} minutes"
    return "an hour" if hours == 1 else f"{hours:g} hours"


def _medicine(test: MedicineTest) -> str:
    said = "on " + either(test.any)
    said += f", {either(test.status)}" if test.status else ""
    said += f", not by {either(test.not_route)}" if test.not_route else ""
    said += f", {test.missed_at_least} or more doses missed" if test.missed_at_least else ""
    said += f", begun in the last {test.started_within_days} days or not known when" if test.started_within_days else ""
    said += f", dose changed in the last {test.changed_within_days} days" if test.changed_within_days else ""
    said += f", more than {test.daily_mg_above:g} mg a day, or not known" if test.daily_mg_above is not None else ""
    said += f", for {test.taken_for_days} days or longer, or not known" if test.taken_for_days else ""
    said += f", {test.different_at_least} different ones or more" if test.different_at_least > 1 else ""
    return said + (f", stopped at most {test.stopped_within_days} days ago" if test.stopped_within_days else "")


def _injected(test: InjectionTest) -> str:
    said = f"{words(test.name)} injected in the last {test.within_days} days, or the day not known"
    said += f", at {either(test.sites)}" if test.sites else ""
    return said + (", at the place of the item" if test.at_item else "")


def _supplement(test: SupplementTest) -> str:
    return f"takes {either(test.any)}" + (", not known to be prescribed" if test.not_prescribed else "")


def _device(test: DeviceTest) -> str:
    said = "has " + words(test.name)
    said += f" with alarm: {either(test.alarm)}" if test.alarm else ""
    said += ", refill date passed" if test.refill else ""
    said += f", refill due within {test.refill_within_days} days" if test.refill_within_days else ""
    said += f", replacement due within {test.replacement_within_days} days" if test.replacement_within_days else ""
    days = test.event_within_days
    return said + (f", refilled, changed, scanned or faulty in the last {days} days" if days else "")


def _number(test: NumberTest) -> str:
    limits = (
        (test.at_least, "{:g} or more"), (test.above, "above {:g}"), (test.below, "below {:g}"),
        (test.at_most, "{:g} or less"),
    )  # fmt: skip
    said = words(test.field) + " " + " and ".join(w.format(n) for n, w in limits if n is not None)
    return said + (" (only if it was said)" if test.must_say else "")


def _item(test: ItemTest) -> str:
    said = "would like to do: " + either(test.kinds)
    said += f", {either(test.positions)}" if test.positions else ""
    said += f", at {either(test.sites)}" if test.sites else ""
    said += f", named {either(test.names)}" if test.names else ""
    said += f", beside a {either(test.beside)}" if test.beside else ""
    said += f", {words(test.field)} above {test.above:g}" if test.field and test.above is not None else ""
    said += f", {words(test.field)} above the person's {words(test.above_own)}" if test.field and test.above_own else ""
    said += f", {words(test.is_true)}" if test.is_true else ""
    said += f", on the leg of {test.on_leg_of}" if test.on_leg_of else ""
    hours = f"{test.hours_before:g} h before to {test.hours_after:g} h after"
    return said + (f", from {hours} a dose of {words(test.near_dose_of)}" if test.near_dose_of else "")

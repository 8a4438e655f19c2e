# SPDX-License-Identifier: Apache-2.0
"""What does a note say of the person that rules ask about: a pump, an injection, a pregnancy, an age, numbers?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from supple.notes.numbers import Number
from supple.notes.read import Mention
from supple.notes.scope import Scope
from supple.notes.values import number_behind
from supple.notes.words import COMMA

_NUMBERS = {"pulse": (25, 230), "usually": (60, 160), "years_old": (18, 110), "usual_score": (0, 10),
            "egfr": (3, 130)}  # fmt: skip


_LATE_WEEKS = (20, 42)
_GROWN_UP = (45, 105)
_BACK_REACHES = 5
_USUAL_REACHES = 5
_RISEN_BY = 3


def context(scope: Scope) -> dict[str, Any]:
    """Plain values by name; what the note does not say is left out."""
    found: dict[str, Any] = {"conditions": set(), "devices": set(), "alarms": set()}
    for mention in scope.reading.mentions:
        if mention.status != "present":
            continue
        if mention.group == "context" and not (mention.id == "pump_event" and _is_long_back(mention, scope)):
            _put(found, mention, scope)
        elif mention.group == "told" and mention.id in _NUMBERS:
            names = ("usually", "usual_score") if mention.id == "usually" else (mention.id,)
            for name in names:
                number = number_behind(mention, scope.reading, *_NUMBERS[name])
                if number:
                    low = 2 * number.value - number.other if number.other else number.value
                    found.setdefault(name, low if number.form == "plain" else number.value)
    _years(found, scope)
    _pump(found, scope)
    _weeks_gone(found, scope)
    _falls(found, scope)
    _drunk_fast(found, scope)
    found |= risen(scope)
    return {key: sorted(value) if isinstance(value, set) else value for key, value in found.items() if value}


def _put(found: dict[str, Any], mention: Mention, scope: Scope) -> None:
    kind = mention.said.get("kind")
    if kind == "condition":
        found["conditions"].add(mention.id)
    elif mention.id == "itb_pump" and any(
        word.text in scope.reading.lexicon.classes.get("other_pumps", ())
        for word in scope.reading.words[max(0, mention.first - 1) : mention.last]
    ):
        return
    elif kind == "device":
        found["devices"].add(mention.id)
    elif kind == "alarm":
        found["alarms"].add(mention.id)
    elif kind == "pregnant":
        found["pregnant"] = mention.id
    else:
        found[mention.id] = mention.said.get("is", True)


def _years(found: dict[str, Any], scope: Scope) -> None:
    """How old somebody is where only a number stands between "he's" and the end of a part: "he's 81, hit his head"."""
    reading = scope.reading
    for number in reading.numbers:
        after = number.last + 1
        ends = after >= len(reading.words) or reading.words[after].stop
        ends = ends or reading.words[after].text in reading.lexicon.classes["and"]
        led = number.first and reading.words[number.first - 1].text in reading.lexicon.classes["is_of_age"]
        led = led or reading.words[number.first].stop == COMMA
        if ends and led and number.form == "plain" and _GROWN_UP[0] <= number.value <= _GROWN_UP[1]:
            found.setdefault("years_old", number.value)


def _pump(found: dict[str, Any], scope: Scope) -> None:
    """A missed refill or an alarm is one of a pump, where the note names a pump, or a thing under the skin, at all."""
    named = any(_is_a_pump(n, scope) for n in range(len(scope.reading.words)))
    if not found["devices"] and any(m.id == "itb_pump" for m in scope.reading.mentions):
        named = False  # "not my pump"
    named = named or bool(scope.reading.ideas.get("worn_inside"))
    alone = found.get("refill_passed") and not any(m.group == "medicine" for m in scope.reading.mentions)
    if alone or (named and (found.get("refill_passed") or found["alarms"])):
        found["devices"].add("itb_pump")


def _is_a_pump(place: int, scope: Scope) -> bool:
    """Whether a word is a pump that may be worn inside: no "breast pump", and none of somebody else."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    before = words[place - 1].text if place else ""
    return words[place].text in kinds["pump"] and before not in kinds.get("other_pumps", ())


def _is_long_back(mention: Mention, scope: Scope) -> bool:
    """Whether a refill or a change of the dose lies weeks back, so that it explains nothing of today."""
    return any(
        spot[0] <= mention.last + _BACK_REACHES and mention.first - _BACK_REACHES <= spot[1]
        and scope.same_sentence(spot[0], mention.first)
        for spot in scope.reading.ideas.get("weeks_back", ())
    )  # fmt: skip


def _weeks_gone(found: dict[str, Any], scope: Scope) -> None:
    """ "34 weeks" without "for" or "ago", and "28+4", are how far a pregnancy has come."""
    reading = scope.reading
    lengths = reading.lexicon.classes["since"] | reading.lexicon.classes["until_now"] | reading.lexicon.classes["every"]
    for amount in reading.amounts:
        before = reading.words[amount.first - 1].text if amount.first else ""
        after = reading.words[amount.last + 1].text if amount.last + 1 < len(reading.words) else ""
        free = before not in lengths and after not in reading.lexicon.classes["not_length"]
        if free and amount.unit == "week" and _LATE_WEEKS[0] <= amount.value <= _LATE_WEEKS[1]:
            found.setdefault("pregnant", "pregnant")
    if any(spot for name in ("weeks_and_days",) for spot in reading.ideas.get(name, ())):
        found.setdefault("pregnant", "pregnant")


def _falls(found: dict[str, Any], scope: Scope) -> None:
    """How many falls of this month the note speaks of."""
    told = [m for m in scope.reading.mentions if m.id == "fall" and m.group == "symptom" and m.status == "present"]
    counted = [float(m.said["falls"]) for m in scope.reading.mentions if "falls" in m.said and m.status == "present"]
    if told or counted:
        found["falls"] = max([float(len(told) > 0), *counted, float(_dated(told, scope))])


def _dated(told: Sequence[Mention], scope: Scope) -> int:
    """How many days the falls of a note are told of: "went over Monday. Went over Thursday"."""
    sentences = {scope.reading.sentence[m.first] for m in told}
    days = [d for d in scope.reading.days if scope.reading.sentence[d.first] in sentences]
    return len({(d.back, d.weekday) for d in days if d.weekday is not None or d.back is not None})


def risen(scope: Scope) -> dict[str, float]:
    """A score out of ten that was lower: the usual one and the one of now, where both are said."""
    reading = scope.reading
    taken = {p for a in reading.amounts for p in range(a.first, a.last + 1)}
    taken |= {p for c in reading.clocks for p in range(c.first, c.last + 1)}
    scores = [
        n for n in reading.numbers if 0 <= n.value <= 10 and n.form in ("plain", "score") and n.first not in taken
    ]
    led = [n for n in scores if _is_led(n, "usually_score", scores, scope)]
    now = [n for n in scores if n not in led]
    if not led or not now or max(n.value for n in now) - led[0].value < _RISEN_BY:
        return {}
    return {"usual_score": led[0].value, "score_now": max(n.value for n in now)}


def _is_led(number: Number, idea: str, scores: Sequence[Number], scope: Scope) -> bool:
    """Whether an idea such as "usually" stands beside a number, and no other number between them."""
    for spot in scope.reading.ideas.get(idea, ()):
        low, high = (spot[1], number.first) if spot[1] < number.first else (number.last, spot[0])
        near = 0 <= high - low <= _USUAL_REACHES and scope.same_sentence(low, high)
        if near and not any(low < other.first < high for other in scores):
            return True
    return False


def _drunk_fast(found: dict[str, Any], scope: Scope) -> None:
    """Water drunk within about an hour, in millilitres."""
    if "within_an_hour" not in found:
        return
    litres = {"l": 1000.0, "ml": 1.0, "pint": 568.0, "bottle": 500.0, "glass": 250.0, "cup": 250.0, "oz": 29.57,
              "beaker": 250.0, "quart": 946.0, "gallon": 3785.0}  # fmt: skip
    drunk = [a.value * litres[a.unit] for a in scope.reading.amounts if a.unit in litres]
    if drunk:
        found["drank_last_hour_ml"] = max(drunk)

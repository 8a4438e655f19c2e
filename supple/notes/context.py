# SPDX-License-Identifier: Apache-2.0
"""What does a note say of the person that rules ask about: a pump, an injection, a pregnancy, an age, numbers?"""

from __future__ import annotations

from typing import Any

from supple.notes.read import Mention
from supple.notes.scope import Scope
from supple.notes.values import number_behind

_NUMBERS = {"pulse": (25, 230), "usually": (60, 160), "years_old": (18, 110), "usual_score": (0, 10),
            "egfr": (3, 130)}  # fmt: skip


_LATE_WEEKS = (20, 42)


def context(scope: Scope) -> dict[str, Any]:
    """Plain values by name; what the note does not say is left out."""
    found: dict[str, Any] = {"conditions": set(), "devices": set(), "alarms": set()}
    for mention in scope.reading.mentions:
        if mention.status != "present":
            continue
        if mention.group == "context":
            _put(found, mention)
        elif mention.group == "told" and mention.id in _NUMBERS:
            names = ("usually", "usual_score") if mention.id == "usually" else (mention.id,)
            for name in names:
                number = number_behind(mention, scope.reading, *_NUMBERS[name])
                if number:
                    found.setdefault(name, number.value)
    _pump(found, scope)
    _weeks_gone(found, scope)
    _falls(found, scope)
    _drunk_fast(found, scope)
    return {key: sorted(value) if isinstance(value, set) else value for key, value in found.items() if value}


def _put(found: dict[str, Any], mention: Mention) -> None:
    kind = mention.said.get("kind")
    if kind == "condition":
        found["conditions"].add(mention.id)
    elif kind == "device":
        found["devices"].add(mention.id)
    elif kind == "alarm":
        found["alarms"].add(mention.id)
    elif kind == "pregnant":
        found["pregnant"] = mention.id
    else:
        found[mention.id] = mention.said.get("is", True)


def _pump(found: dict[str, Any], scope: Scope) -> None:
    """A missed refill or an alarm is one of a pump, where the note names a pump at all."""
    named = any(word.text in scope.reading.lexicon.classes["pump"] for word in scope.reading.words)
    if named and (found.get("refill_passed") or found["alarms"]):
        found["devices"].add("itb_pump")


def _weeks_gone(found: dict[str, Any], scope: Scope) -> None:
    """ "34 weeks." by itself, at the beginning of a note, is how far a pregnancy has come."""
    for amount in scope.reading.amounts:
        alone = amount.first == 0 and amount.last + 1 < len(scope.part) and scope.part[amount.last + 1] != scope.part[0]
        if alone and amount.unit == "week" and _LATE_WEEKS[0] <= amount.value <= _LATE_WEEKS[1]:
            found.setdefault("pregnant", "pregnant")


def _falls(found: dict[str, Any], scope: Scope) -> None:
    """How many falls of this month the note speaks of."""
    told = [m for m in scope.reading.mentions if m.id == "fall" and m.group == "symptom" and m.status == "present"]
    counted = [float(m.said["falls"]) for m in scope.reading.mentions if "falls" in m.said and m.status == "present"]
    if told or counted:
        found["falls"] = max([float(len(told) > 0), *counted])


def _drunk_fast(found: dict[str, Any], scope: Scope) -> None:
    """Water drunk within about an hour, in millilitres."""
    if "within_an_hour" not in found:
        return
    litres = {"l": 1000.0, "ml": 1.0, "pint": 568.0, "bottle": 500.0, "glass": 250.0, "cup": 250.0, "oz": 29.57}
    drunk = [a.value * litres[a.unit] for a in scope.reading.amounts if a.unit in litres]
    if drunk:
        found["drank_last_hour_ml"] = max(drunk)

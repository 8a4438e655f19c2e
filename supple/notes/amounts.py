# SPDX-License-Identifier: Apache-2.0
"""How much, how long and how often does a note say? Numbers with the unit beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from supple.notes.lexicon import Lexicon
from supple.notes.numbers import Number, unit_at
from supple.notes.words import SENTENCE, Word

MINUTES = {"second": 1 / 60, "minute": 1.0, "hour": 60.0, "day": 1440.0, "week": 10_080.0, "month": 43_200.0}
_WITH_HALF = frozenset(
    {"hour", "minute", "day", "week", "month", "l", "pint", "bottle", "glass", "cup", "tablet", "sachet"}
)
"""What people have one and a half of."""
_LETTERS = frozenset({"c", "f", "g", "l"})
_NAMED = frozenset({"hour", "minute", "l", "pint", "bottle", "glass", "cup", "quart", "gallon", "beaker"})
_BARE_MINUTES = range(5, 60, 5)
_HOUR, _TWO_FIGURES = 60, 2
_SHORTHAND = {"24": "hour", "52": "week"}
"""What nurses write: 4/24 are four hours, 2/52 two weeks."""
MILLIGRAMS = {"mg": 1.0, "g": 1000.0, "mcg": 0.001}


@dataclass(frozen=True, slots=True)
class Amount:
    """A value, its unit (times and tablets are units here), and its first and last word."""

    value: float
    unit: str
    first: int
    last: int

    @property
    def minutes(self) -> float | None:
        """Its length, when it is a length of time."""
        factor = MINUTES.get(self.unit)
        return None if factor is None else self.value * factor

    @property
    def milligrams(self) -> float | None:
        """Its weight, when it is a weight."""
        factor = MILLIGRAMS.get(self.unit)
        return None if factor is None else self.value * factor


def amounts(words: Sequence[Word], numbers: Sequence[Number], lexicon: Lexicon) -> list[Amount]:
    """Every number with a unit, and units that stand alone such as "an hour"; hours and minutes are added up."""
    found = [a for n in numbers if n.form == "plain" and (a := _with_unit(n, words, lexicon))]
    taken = {place for a in found for place in range(a.first, a.last + 1)}
    for place in range(len(words) - 1):
        if place not in taken and (alone := _alone(place, words, lexicon) or _named(place, words, lexicon)):
            found.append(alone)
            taken.update(range(alone.first, alone.last + 1))
    whole = _added_up(sorted(found, key=lambda a: a.first), words, lexicon)
    return [_with_bare_minutes(amount, words, numbers, lexicon) for amount in whole]


def _with_bare_minutes(amount: Amount, words: Sequence[Word], numbers: Sequence[Number], lexicon: Lexicon) -> Amount:
    """Read "an hour and ten", "7h20" and "7h 20m" whole: minutes without their unit, or with one that is a metre's."""
    place = amount.last + 1
    if amount.unit != "hour" or place >= len(words):
        return amount
    linked = words[place].text in lexicon.classes["and"]
    for number in numbers:
        if number.form != "plain" or number.first != place + linked or not 0 < number.value < _HOUR:
            continue
        after = number.last + 1
        metres = after < len(words) and words[after].text == "m" and not words[after].stop
        ends = after >= len(words) or bool(words[after].stop) or not linked
        close = not linked and words[place - 1].text == "h" and len(number.written) == _TWO_FIGURES
        if metres or close or (linked and ends and number.value in _BARE_MINUTES):
            return replace(amount, value=amount.value + number.value / _HOUR, last=number.last + metres)
    return amount


def _with_unit(number: Number, words: Sequence[Word], lexicon: Lexicon) -> Amount | None:
    signed = number.first and words[number.first - 1].text in lexicon.classes["times_sign"]
    if signed and not words[number.first].stop:
        after = words[number.last + 1].text if number.last + 1 < len(words) else ""
        if after not in lexicon.units:
            return Amount(number.value, "times", number.first - 1, number.last)
    if number.written == "/" and (unit := _SHORTHAND.get(words[number.last].text)):
        return Amount(number.value, unit, number.first, number.last)
    start, value = number.last + 1, number.value
    if start < len(words) and words[start].text in lexicon.classes["quarters"]:
        start, value = start + 1, value / 4  # "three quarters of an hour"
    start += _over_a_bit(words[start : start + 3], lexicon)
    start += start < len(words) and not words[start].stop and words[start].text in lexicon.classes.get("roughened", ())
    return _of_unit(number, value, start, words, lexicon)


def _of_unit(number: Number, value: float, start: int, words: Sequence[Word], lexicon: Lexicon) -> Amount | None:
    """A number with the unit that follows within a few words, and "and a half" behind that."""
    for ahead in range(start, min(start + 3, len(words))):
        word = words[ahead]
        unit = unit_at(ahead, words, lexicon)
        if word.stop:
            return None
        if unit:
            more = _and_a_half(words[ahead + 1 : ahead + 4], lexicon) if unit in _WITH_HALF else 0
            return Amount(value + 0.5 * bool(more), unit, number.first, ahead + more)
        begins_anew = value > 1 and word.text in lexicon.classes["one"]  # "baclofen 10 an hour before"
        if begins_anew or word.text not in lexicon.classes["of_a"]:
            return None
    return None


def _and_a_half(behind: Sequence[Word], lexicon: Lexicon) -> int:
    """How many words "and a half" takes behind a unit."""
    texts = [word.text for word in behind]
    half = next((n for n, text in enumerate(texts) if text in lexicon.classes["half"]), 0)
    return half + 1 if half and not behind[0].stop and all(w in lexicon.classes["and_a"] for w in texts[:half]) else 0


def _over_a_bit(behind: Sequence[Word], lexicon: Lexicon) -> int:
    """How many words "and a bit" takes between a number and its unit."""
    texts = [word.text for word in behind]
    led = all(w in lexicon.classes["and_a"] for w in texts[:-1])
    return len(texts) if len(texts) > 1 and led and texts[-1] in lexicon.classes.get("bit", ()) else 0


def _alone(place: int, words: Sequence[Word], lexicon: Lexicon) -> Amount | None:
    """A unit after "a" or "half a": one, or half of one."""
    text, value, ahead = words[place].text, 1.0, place + 1
    if text in lexicon.classes["half"] or text in lexicon.classes["quarter"]:
        value = 0.5 if text in lexicon.classes["half"] else 0.25
        while ahead < len(words) and words[ahead].text in lexicon.classes["of_a"] | lexicon.classes["one"]:
            ahead += 1
    elif text not in lexicon.classes["one"]:
        return None
    while ahead < min(place + 3, len(words) - 1) and words[ahead].text in lexicon.classes["of_a"]:
        ahead += 1
    unit = lexicon.units.get(words[ahead].text) if ahead < len(words) else None
    apart = any(word.stop >= SENTENCE for word in words[place + 1 : ahead + 1])
    if apart or unit is None or words[ahead].text in _LETTERS or _is_ordinal(ahead, words, lexicon):
        return None
    if ahead + 2 < len(words) and words[ahead + 1].text in lexicon.classes["and_a"]:
        rest = [w.text for w in words[ahead + 1 : ahead + 4]]
        if any(w in lexicon.classes["half"] for w in rest[1:]) and unit in _WITH_HALF:
            return Amount(
                value + 0.5, unit, place, ahead + 1 + [w in lexicon.classes["half"] for w in rest].index(True)
            )
    more = text in lexicon.classes["one"] and _or_two(words, ahead, lexicon)
    return Amount(value + 0.5 * more, unit, place, ahead + 2 * more)


def _or_two(words: Sequence[Word], place: int, lexicon: Lexicon) -> bool:
    """Whether "or two" follows: a minute or two is one and a half."""
    behind = [w.text for w in words[place + 1 : place + 3]]
    return len(behind) == 2 and behind[0] in lexicon.classes["or"] and lexicon.numbers.get(behind[1]) == 2


def _is_ordinal(place: int, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether "second" counts what follows, as in "woke me a second time"."""
    goes_on = place + 1 < len(words) and not words[place + 1].stop
    return goes_on and words[place].text in lexicon.classes["ordinal_too"]


def _named(place: int, words: Sequence[Word], lexicon: Lexicon) -> Amount | None:
    """A measure that is named without a number, "pint of water", is one."""
    unit = lexicon.units.get(words[place].text)
    if unit not in _NAMED:
        return None
    before = words[place - 1].text if place else ""
    opens = not place or words[place].stop or before in lexicon.classes["and"] | lexicon.classes["drink"]
    of_it = words[place + 1].text in lexicon.classes["consists_of"] and not words[place + 1].stop
    behind = [w.text for w in words[place + 1 : place + 4]]
    if opens and behind[0] in lexicon.classes["and"]:
        half = next((n for n, word in enumerate(behind) if word in lexicon.classes["half"]), 0)
        return Amount(1.5, unit, place, place + 1 + half) if 0 < half <= 2 else None  # "hour and a half"
    return Amount(1.0, unit, place, place) if opens and of_it else None


def _added_up(found: Sequence[Amount], words: Sequence[Word], lexicon: Lexicon) -> list[Amount]:
    """Read "1 hour 20 minutes" as one length; a smaller unit right behind a larger one belongs to it."""
    read: list[Amount] = []
    for amount in found:
        before = read[-1] if read else None
        between = [w.text for w in words[before.last + 1 : amount.first]] if before else ["x"]
        if (
            before
            and (before.unit, amount.unit) in (("hour", "minute"), ("minute", "second"))
            and words[amount.first].stop < SENTENCE
            and all(w in lexicon.classes["and"] for w in between)
        ):
            whole = before.value + amount.value / 60
            read[-1] = replace(before, value=whole, last=amount.last)
        else:
            read.append(amount)
    return read

# SPDX-License-Identifier: Apache-2.0
"""Which measured values does a note say? Temperature in Celsius, the upper blood pressure, pulse, sleep, scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from supple.notes.details import Details
from supple.notes.nights import SLEPT
from supple.notes.numbers import Number, hundreds
from supple.notes.read import Mention, Reading
from supple.notes.said import Told
from supple.notes.scales import SCALES
from supple.notes.scope import Scope
from supple.notes.status import is_of_person, status_of
from supple.notes.wakings import wakings

_REACH, _FEW_STEPS, _MANY_STEPS, _LED_BY = 5, 20, 200, 3
_PRESSURES = (85, 260)
_RISE = 20
_LOWEST, _HIGHEST = 50, 300
"""Between these an upper blood pressure lies; "1400/2200" are two times of day."""
_SHORTEST_SLEEP, _LONGEST_SLEEP = 2.0, 20.0
_FAHRENHEIT = (96, 104)
"""What a temperature of a body is in Fahrenheit where nothing but the number is written."""
_ILL = frozenset({"temp", "fever", "infection", "uti", "unwell"})
_ROOM_REACHES = 7


def measures(scope: Scope, details: Details) -> list[Told]:
    """Every measure with a number; the first value of each stands."""
    found: dict[str, Told] = {}
    for told in (*_scores(details, scope), *_slept(details, scope), *_read_off(scope, details)):
        found.setdefault(told.what, told)
    return list(found.values())


def _told(what: str, value: float, first: int, last: int, scope: Scope) -> Told:
    whole = int(value) if value == int(value) else round(value, 2)
    span = scope.reading.span(first, last)
    return Told("measure", what, {"value": whole}, {"what": span, "value": span})


def _scores(details: Details, scope: Scope) -> Iterator[Told]:
    for value, first, last, host in details.scores:
        if host.id in SCALES and host.group != "symptom":
            yield _told(SCALES[host.id], value, min(first, host.first), max(last, host.last), scope)


def _slept(details: Details, scope: Scope) -> Iterator[Told]:
    """The hours of sleep that words lead up to, or else a length that is nearest to a word for it."""
    near = [(a, h) for a, h in details.lengths if h.id in SLEPT and h.status != "elsewhere"]
    lengths = [((a.minutes or 0) / 60, a.first, a.last) for a, h in near if not _is_of_waking(h, scope)]
    for hours, first, last in details.nights or lengths:
        if details.nights or _SHORTEST_SLEEP <= hours <= _LONGEST_SLEEP:
            yield _told("sleep_hours", hours, first, last, scope)


def _is_of_waking(host: Mention, scope: Scope) -> bool:
    """Whether a bad night is told of by how long somebody was awake: "awake from two till five"."""
    words = [w.text for w in scope.reading.words[host.first : host.last + 1]]
    return not scope.reading.lexicon.classes.get("awake", frozenset()).isdisjoint(words)


def _read_off(scope: Scope, details: Details) -> Iterator[Told]:
    yield from (_told("wake_count", times, first, last, scope) for times, first, last in wakings(scope))
    yield from _pressure(scope)
    yield from _steps(scope)
    for number in scope.reading.numbers:
        celsius = _temperature(number, scope, details)
        if celsius is not None:
            details.used.update(range(number.first, number.last + 1))
            yield _told("temp_c", round(celsius, 1), number.first, number.last, scope)


def _pressure(scope: Scope) -> Iterator[Told]:
    reading = scope.reading
    usual = {place for m in reading.mentions if m.id == "usually" for place in range(m.first, m.last + 4)}
    for number in reading.numbers:
        likely = number.form == "pair" and _LOWEST <= number.value <= _HIGHEST
        if likely and number.first not in usual and not _elsewhere(number, scope):
            yield _told("sbp", number.value, number.first, number.last, scope)
    for mention in reading.mentions:
        if mention.id == "bp" and mention.status != "elsewhere":
            upper = number_behind(mention, reading, _LOWEST, _HIGHEST) or _spoken_behind(mention, reading)
            if upper and upper.first not in usual:
                yield _told("sbp", upper.value, upper.first, upper.last, scope)
    if any(m.id == "bp" for m in reading.mentions) or reading.ideas.get("pressure_measured"):
        yield from _beside_the_usual(scope)


def _beside_the_usual(scope: Scope) -> Iterator[Told]:
    """The highest upper pressure of a note that says a usual one too: "her normal BP is 100 and now 156"."""
    reading = scope.reading
    taken = {p for a in reading.amounts for p in range(a.first, a.last + 1)}
    taken |= {p for c in reading.clocks for p in range(c.first, c.last + 1)}
    free = [n for n in reading.numbers if n.form in ("plain", "pair") and n.first not in taken]
    free = [n for n in free if _PRESSURES[0] <= n.value <= _PRESSURES[1] and not _elsewhere(n, scope)]
    risen = [n for n in free if n.form == "plain" and (n.other or 0) - n.value >= _RISE / 2]
    if risen:
        yield _told("sbp", risen[0].other or 0, risen[0].first, risen[0].last, scope)
    elif len(free) >= 2:
        top = max(free, key=lambda n: n.value)
        yield _told("sbp", top.value, top.first, top.last, scope)


def _elsewhere(number: Number, scope: Scope) -> bool:
    """Whether a value is somebody else's or long past, as far as the cues before it tell."""
    probe = Mention("told", "bp", {}, (number.first,), number.first, number.last)
    return status_of(probe, scope) == "elsewhere"


def _is_walked(place: int, scope: Scope) -> bool:
    """Whether steps were done, and by this person, by the words of their own part of a sentence."""
    return is_of_person(Mention("exposure", "steps", {}, (place,), place, place, status="elsewhere"), scope)


def number_behind(mention: Mention, reading: Reading, low: float, high: float) -> Number | None:
    """The first fitting number inside a phrase or within a few words behind it."""
    for number in reading.numbers:
        near = mention.first <= number.first <= mention.last + _REACH
        if near and low <= number.value <= high and reading.stops(mention.first, number.first) < 2:
            return number
    before = [n for n in reading.numbers if 0 < mention.first - n.last <= 2 and low <= n.value <= high]
    return before[-1] if before else None


def _done_too(mention: Mention, scope: Scope) -> Number | None:
    """What somebody did where others' steps were told of before: "She did 22,000 steps. I did 2,900"."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    for number in (n for n in reading.numbers if n.form == "plain" and n.value >= _MANY_STEPS):
        led = [word.text for word in reading.words[max(0, number.first - _LED_BY) : number.first]]
        mine = not kinds["me_words"].isdisjoint(led) and not kinds.get("gets_sleep", frozenset()).isdisjoint(led)
        if number.first > mention.last and mine and not any(a.first == number.first for a in reading.amounts):
            return number
    return None


def _spoken_behind(mention: Mention, reading: Reading) -> Number | None:
    """A pressure of three figures in words close behind its name: "systolic one forty two"."""
    for one, rest in pairwise(reading.numbers):
        near = mention.first <= one.first <= mention.last + _REACH and not reading.stops(mention.last, one.first)
        if near and (whole := hundreds(one, rest, reading.words, reading.lexicon)):
            return whole
    return None


def _steps(scope: Scope) -> Iterator[Told]:
    for amount in scope.reading.amounts:
        if amount.unit == "steps" and amount.value >= _FEW_STEPS and _is_walked(amount.first, scope):
            yield _told("steps", amount.value, amount.first, amount.last, scope)
    for mention in scope.reading.mentions:
        number = number_behind(mention, scope.reading, 100, 100_000) if mention.id == "steps" else None
        if number and _is_walked(number.first, scope):
            yield _told("steps", number.value, number.first, number.last, scope)
        elif mention.id == "steps" and (mine := _done_too(mention, scope)):
            yield _told("steps", mine.value, mine.first, mine.last, scope)


def _temperature(number: Number, scope: Scope, details: Details) -> float | None:
    """A body temperature in Celsius; of weather, rooms and baths nothing is taken."""
    reading = scope.reading
    likely = 34 <= number.value <= 43 or 94 <= number.value <= 110
    if not likely or number.form != "plain" or number.first in details.used or _elsewhere(number, scope):
        return None
    decimal, alone = "." in number.written or "," in number.written, _stands_alone(number, reading)
    unit = next((a.unit for a in reading.amounts if a.first == number.first), None)
    long = any(spot[0] == number.last + 1 for spot in reading.ideas.get("length_unit", ()))
    room = _is_of_a_room(number, scope) and not (decimal and alone)
    if room or long or unit not in (None, "c", "f", "degree"):
        return None
    return _celsius(number.value, unit, scope, _Written(number, decimal, alone))


@dataclass(frozen=True, slots=True)
class _Written:
    """How a number was written: with tenths, and with pauses on both sides."""

    number: Number
    decimal: bool
    alone: bool


def _celsius(value: float, unit: str | None, scope: Scope, written: _Written) -> float | None:
    """The heat of a body in Celsius, where the words beside a number or its tenths say that it is one."""
    reading, number, decimal = scope.reading, written.number, written.decimal
    sentence = reading.sentence[number.first]
    back = (sentence, sentence - 1) if decimal else (sentence,)
    here = [m for m in reading.mentions if reading.sentence[m.first] in back]
    theirs = reading.lexicon.classes.get("of_several", frozenset())
    if any(m.id == "temp" and m.first and reading.words[m.first - 1].text in theirs for m in here):
        return None
    named = not {m.id for m in here}.isdisjoint(_ILL if decimal else ("temp", "fever"))
    bare = decimal and written.alone and _FAHRENHEIT[0] <= value <= _FAHRENHEIT[1]
    if 94 <= value <= 110 and (unit == "f" or named or bare):
        return (value - 32) * 5 / 9
    mine = unit and _is_led_by_me(number, scope)
    return value if 34 <= value <= 43 and unit != "f" and (named or decimal or mine) else None


def _is_led_by_me(number: Number, scope: Scope) -> bool:
    """Whether it is said to be of somebody: "I was 38 in the car"."""
    led = scope.reading.words[max(0, number.first - 2) : number.first]
    kinds = scope.reading.lexicon.classes
    return not (kinds["me_words"] | kinds["she_he"]).isdisjoint(w.text for w in led)


def _is_of_a_room(number: Number, scope: Scope) -> bool:
    """Whether a place that has degrees of its own stands nearer to a number than a word for the heat of a body."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    here = [n for n, s in enumerate(scope.reading.sentence) if s == scope.reading.sentence[number.first]]
    spots = [n for n in here if words[n].text in kinds["weather"]]
    spots = [n for n in spots if kinds["and"].isdisjoint(scope.reading.between(n, number.first))]
    rooms = [abs(n - number.first) for n in spots]
    body = [abs(n - number.first) for n in here if words[n].text in kinds["body_heat"]]
    near = bool(rooms) and min(rooms) < min(*body, _ROOM_REACHES, len(words))
    return near and not _is_led_by_me(number, scope)


def _stands_alone(number: Number, reading: Reading) -> bool:
    """Whether pauses stand before and behind a number."""
    opens = number.first == 0 or reading.words[number.first].stop > 0
    words, after = reading.words, number.last + 1
    hedges = reading.lexicon.classes["hedges"] | reading.lexicon.classes["the"] | reading.lexicon.classes["over"]
    while after < len(words) and not words[after].stop and words[after].text in hedges:
        after += 1  # "98.6 on the nose"
    return opens and (after >= len(words) or words[after].stop > 0)

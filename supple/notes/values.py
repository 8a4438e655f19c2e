# SPDX-License-Identifier: Apache-2.0
"""Which measured values does a note say? Temperature in Celsius, the upper blood pressure, pulse, sleep, scores."""

from __future__ import annotations

from collections.abc import Iterator

from supple.notes.details import Details
from supple.notes.numbers import Number
from supple.notes.read import Mention, Reading
from supple.notes.said import Told
from supple.notes.scope import Scope, status_of

SCORES = {"mood": "mood", "sleep": "sleep_quality", "poor_sleep": "sleep_quality", "good_sleep": "sleep_quality",
          "fatigue": "fatigue_level", "stress": "stress_level"}  # fmt: skip
_REACH, _OFTEN = 5, 40
_PRESSURES = (85, 260)
_RISE = 20
_LOWEST, _HIGHEST = 50, 300
"""Between these an upper blood pressure lies; "1400/2200" are two times of day."""
_SHORTEST_SLEEP, _LONGEST_SLEEP = 2.0, 20.0


def measures(scope: Scope, details: Details) -> list[Told]:
    """Every measure with a number; the first value of each stands."""
    found: dict[str, Told] = {}
    for told in (*_scores(scope, details), *_sleep(scope, details), *_read_off(scope, details)):
        found.setdefault(told.what, told)
    return list(found.values())


def _told(what: str, value: float, first: int, last: int, scope: Scope) -> Told:
    whole = int(value) if value == int(value) else round(value, 2)
    span = scope.reading.span(first, last)
    return Told("measure", what, {"value": whole}, {"what": span, "value": span})


def _scores(scope: Scope, details: Details) -> Iterator[Told]:
    plain = {n.first for n in scope.reading.numbers if n.form == "plain"}
    for value, first, last, host in details.scores:
        if host.id == "sleep" and first in plain and value >= _SHORTEST_SLEEP and _says_slept(host, scope):
            yield _told("sleep_hours", value, min(first, host.first), max(last, host.last), scope)
        elif host.id in SCORES and host.group != "symptom" and host.status != "elsewhere":
            yield _told(SCORES[host.id], value, min(first, host.first), max(last, host.last), scope)


def _says_slept(host: Mention, scope: Scope) -> bool:
    """Whether a bare number behind it is hours: "slept 5", not "sleep 5"."""
    return scope.reading.words[host.first].text in scope.reading.lexicon.classes["slept"]


def _sleep(scope: Scope, details: Details) -> Iterator[Told]:
    for amount, host in details.lengths:
        fits = host.id in ("sleep", "poor_sleep", "good_sleep") and host.status != "elsewhere"
        if fits and amount.unit in ("hour", "minute") and amount.value <= _LONGEST_SLEEP * 3:
            hours = (amount.minutes or 0) / 60
            if hours >= 1:
                yield _told("sleep_hours", hours, amount.first, amount.last, scope)
    slept = [clock for clock, host in details.clocks if host and _is_sleep(host, scope)]
    if len(slept) >= 2:
        start, end = slept[0], slept[1]
        between = scope.reading.between(start.last, end.first)
        if any(w in scope.reading.lexicon.classes["till"] for w in between) and len(between) <= 3:
            hours = (end.hour - start.hour + (end.minute - start.minute) / 60) % 12
            yield _told("sleep_hours", hours or 12.0, start.first, end.last, scope)


def _is_sleep(host: Mention, scope: Scope) -> bool:
    """Whether times are those of sleep: "slept from 2 to 5", not "awake from 2 to 5"."""
    asleep = scope.reading.lexicon.classes.get("sleepverb", frozenset())
    said = any(scope.reading.words[n].text in asleep for n in range(host.first, host.last + 1))
    return host.id in ("sleep", "good_sleep") or (host.id == "poor_sleep" and said)


def _read_off(scope: Scope, details: Details) -> Iterator[Told]:
    for mention in scope.reading.mentions:
        if mention.group != "told" or mention.status == "elsewhere":
            continue
        if mention.id == "awake" and not _thrown(mention, scope) and (times := _times_near(mention, scope)):
            yield _told("wake_count", times, mention.first, mention.last, scope)
    yield from _woken(scope)
    yield from _pressure(scope)
    yield from _steps(scope)
    for number in scope.reading.numbers:
        celsius = _temperature(number, scope, details)
        if celsius is not None:
            details.used.update(range(number.first, number.last + 1))
            yield _told("temp_c", round(celsius, 1), number.first, number.last, scope)


def _thrown(mention: Mention, scope: Scope) -> bool:
    """Whether "up four times" is what was brought up."""
    before = scope.reading.words[mention.first - 1].text if mention.first else ""
    return before in scope.reading.lexicon.classes.get("thrown", frozenset())


def _woken(scope: Scope) -> Iterator[Told]:
    """How often, right behind a word for waking, whatever else the same words say: "woke twice"."""
    reading, woken = scope.reading, scope.reading.lexicon.classes.get("woken", frozenset())
    counted = [(h.first, h.last, float(h.said["n"])) for h in reading.hows if "n" in h.said]
    counted += [(a.first, a.last, a.value) for a in reading.amounts if a.unit == "times"]
    for first, last, times in counted:
        before = Mention("told", "awake", {}, (first - 1,), first - 1, first - 1)
        is_it = first and reading.words[first - 1].text in woken and not reading.words[first].stop
        if is_it and 0 < times <= _OFTEN and not _thrown(before, scope) and status_of(before, scope) == "present":
            yield _told("wake_count", times, first - 1, last, scope)


def _times_near(mention: Mention, scope: Scope) -> float | None:
    """How often, said inside the phrase or right behind it."""
    reading = scope.reading
    inside = [n.value for n in reading.numbers if mention.first <= n.first <= mention.last]
    counted = [h for h in reading.hows if "n" in h.said]
    inside += [float(h.said["n"]) for h in counted if mention.first <= h.first <= mention.last + 2]
    inside += [a.value for a in reading.amounts if a.unit == "times" and 0 <= a.first - mention.last <= 3]
    if "n" in mention.said:
        inside.append(float(mention.said["n"]))
    return next((value for value in inside if 0 < value <= _OFTEN), None)


def _pressure(scope: Scope) -> Iterator[Told]:
    reading = scope.reading
    usual = {place for m in reading.mentions if m.id == "usually" for place in range(m.first, m.last + 4)}
    for number in reading.numbers:
        likely = number.form == "pair" and _LOWEST <= number.value <= _HIGHEST
        if likely and number.first not in usual and not _elsewhere(number, scope):
            yield _told("sbp", number.value, number.first, number.last, scope)
    for mention in reading.mentions:
        if mention.id == "bp" and mention.status != "elsewhere":
            upper = number_behind(mention, reading, _LOWEST, _HIGHEST)
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


def number_behind(mention: Mention, reading: Reading, low: float, high: float) -> Number | None:
    """The first fitting number inside a phrase or within a few words behind it."""
    for number in reading.numbers:
        near = mention.first <= number.first <= mention.last + _REACH
        if near and low <= number.value <= high and reading.stops(mention.first, number.first) < 2:
            return number
    before = [n for n in reading.numbers if 0 < mention.first - n.last <= 2 and low <= n.value <= high]
    return before[-1] if before else None


def _steps(scope: Scope) -> Iterator[Told]:
    for amount in scope.reading.amounts:
        if amount.unit == "steps" and amount.value >= 20:
            yield _told("steps", amount.value, amount.first, amount.last, scope)
    for mention in scope.reading.mentions:
        number = number_behind(mention, scope.reading, 100, 100_000) if mention.id == "steps" else None
        if number:
            yield _told("steps", number.value, number.first, number.last, scope)


def _temperature(number: Number, scope: Scope, details: Details) -> float | None:
    """A body temperature in Celsius; of weather, rooms and baths nothing is taken."""
    reading = scope.reading
    likely = 34 <= number.value <= 43 or 94 <= number.value <= 110
    if not likely or number.form != "plain" or number.first in details.used or _elsewhere(number, scope):
        return None
    sentence = reading.sentence[number.first]
    words = {w.text for w, s in zip(reading.words, reading.sentence, strict=True) if s == sentence}
    decimal = "." in number.written or "," in number.written
    near = [
        m
        for m in reading.mentions
        if reading.sentence[m.first] in ((sentence, sentence - 1) if decimal else (sentence,))
    ]
    named = any(m.id in ("temp", "fever") for m in near)
    alone = decimal and _stands_alone(number, reading)
    if words & reading.lexicon.classes["weather"] and not (alone or words & reading.lexicon.classes["body_heat"]):
        return None
    unit = next((a.unit for a in reading.amounts if a.first == number.first), None)
    long = any(spot[0] == number.last + 1 for spot in reading.ideas.get("length_unit", ()))
    if long or unit not in (None, "c", "f", "degree"):
        return None
    if 94 <= number.value <= 110 and (unit == "f" or named):
        return (number.value - 32) * 5 / 9
    if 34 <= number.value <= 43 and unit != "f" and (named or unit in ("c", "degree") or decimal):
        return number.value
    return None


def _stands_alone(number: Number, reading: Reading) -> bool:
    """Whether pauses stand before and behind a number."""
    opens = number.first == 0 or reading.words[number.first].stop > 0
    after = number.last + 1
    return opens and (after >= len(reading.words) or reading.words[after].stop > 0)

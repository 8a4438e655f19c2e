# SPDX-License-Identifier: Apache-2.0
"""How often was the person up in the night? "Woke twice", "up at 1, 3 and 5", "thrice awake", "wakings: 3"."""

from __future__ import annotations

from collections.abc import Iterator

from supple.notes.read import Mention, Reading
from supple.notes.scope import Scope
from supple.notes.status import is_of_person
from supple.notes.words import SENTENCE

_OFTEN = 40
_NIGHT_REACHES, _LEADS, _LOO_WITHIN = 8, 2, 5
Times = tuple[float, int, int]
"""How often, and the first and last word that say so."""


def wakings(scope: Scope) -> Iterator[Times]:
    """Every count of wakings that is so and of this person."""
    for mention in scope.reading.mentions:
        counts = mention.group == "told" and mention.id == "awake" and mention.status != "elsewhere"
        if counts and _is_counted(mention, scope) and (times := _times_near(mention, scope)):
            yield times, mention.first, mention.last
    for place in scope.spots("woken", "wide_awake", "wakings", "trips"):
        found = _beside_waking(place, scope) or _of_wakings(place, scope) or _of_trips(place, scope)
        if found and 0 < found[0] <= _OFTEN and _is_so(place, scope):
            yield found


def _is_so(place: int, scope: Scope) -> bool:
    return is_of_person(Mention("told", "awake", {}, (place,), place, place, status="elsewhere"), scope)


def _is_counted(mention: Mention, scope: Scope) -> bool:
    """Whether a phrase counts wakings, and not what somebody did once awake: "woke up and I sneezed four times"."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    inside = {w.text for w in words[mention.first + 1 : mention.last]}
    woken = [n for n in range(mention.first, mention.last + 1) if scope.says(n, "woken")]
    return inside.isdisjoint(kinds["subject"] | kinds["and"]) and all(_wakes(n, scope) for n in woken)


def _wakes(place: int, scope: Scope) -> bool:
    """Whether a word for waking is one: no "cramped up", no "brought up", and no "got up" in the middle of the day."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    before = words[place - 1].text if place and not words[place].stop else ""
    if words[place].text not in kinds.get("particles", frozenset()) or not before or before in kinds["woken"]:
        return True
    if before not in kinds.get("gets", frozenset()):
        return place - 1 in scope.clauses.quiet and place - 1 not in scope.placed
    near = {w.text for w in words[max(0, place - _NIGHT_REACHES) : place + _NIGHT_REACHES]}
    return bool(near & (kinds["night"] | kinds.get("@loo", frozenset()) | kinds.get("@pee", frozenset())))


def _beside_waking(place: int, scope: Scope) -> Times | None:
    """How often, right beside a word for waking, whatever else the same words say: "woke twice", "thrice awake"."""
    reading = scope.reading
    if not scope.says(place, "woken", "wide_awake") or not _wakes(place, scope):
        return None
    for times, first, last in _counted(reading):
        behind = first == place + 1 and not reading.words[first].stop
        before = last == place - 1 and not reading.words[place].stop and not scope.says(place, "particles")
        if behind or before:
            return times, min(first, place), max(last, place)
    if scope.says(place, "woken") and scope.says(place + 1, "at_only"):
        return _clocks_behind(place + 2, scope)
    return None


def _counted(reading: Reading) -> Iterator[Times]:
    """Everything of a note that is a number of times: "x2", "three times", "thrice"."""
    yield from ((a.value, a.first, a.last) for a in reading.amounts if a.unit == "times")
    yield from ((float(h.said["n"]), h.first, h.last) for h in reading.hows if "n" in h.said)
    twice = reading.lexicon.classes["twice"]
    yield from ((2.0, n, n) for n, word in enumerate(reading.words) if word.text in twice)


def _clocks_behind(place: int, scope: Scope) -> Times | None:
    """How many times of day follow each other from a word on."""
    reading, times, last = scope.reading, 0, place - 1
    links = reading.lexicon.classes["and"] | reading.lexicon.classes["at_only"]
    spots = {clock.first: clock.last for clock in reading.clocks}
    spots |= {n.first: n.last for n in reading.numbers if n.first not in spots}
    for first, end in sorted(spots.items()):
        between = reading.between(last, first)
        if first > last and len(between) <= _LEADS and all(w in links for w in between):
            times, last = times + 1, end
    return (float(times), place - 1, last) if times > 1 else None


def _of_wakings(place: int, scope: Scope) -> Times | None:
    """A number beside a noun for wakings: "three wakings", "times awake: 4"."""
    if not scope.says(place, "wakings"):
        return None
    stops = scope.reading.stops
    for number in scope.reading.numbers:
        ahead = number.last == place - 1 and not stops(number.last, place)
        between = range(place + 1, number.first)
        led = all(scope.says(n, "measured", "wakings") for n in between) and len(between) <= _LEADS
        behind = number.first > place and led and stops(place, number.first) < SENTENCE
        if number.form == "plain" and (ahead or behind):
            return number.value, min(place, number.first), max(place, number.last)
    return None


def _of_trips(place: int, scope: Scope) -> Times | None:
    """Trips to the loo in the night: "two trips to the loo overnight", "3 loo trips in the night"."""
    if not scope.says(place, "trips"):
        return None
    part = scope.clauses.around(place)
    loo = any(scope.says(n, "@loo", "@pee", "@peenoun") for n in part if abs(n - place) <= _LOO_WITHIN)
    night = any(scope.says(n, "night") for n in part) or any(
        d.part == "night" and d.first in part for d in scope.reading.days
    )
    for number in scope.reading.numbers if loo and night else ():
        if number.form == "plain" and number.first in part and 0 < place - number.last <= _LEADS:
            return number.value, number.first, place
    return None


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

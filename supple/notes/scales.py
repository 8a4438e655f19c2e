# SPDX-License-Identifier: Apache-2.0
"""How was something rated that people rate by a number: their mood, how tired, how stressed, how well they slept?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supple.notes.episodes import Score
from supple.notes.numbers import Number
from supple.notes.read import Mention
from supple.notes.scope import Scope
from supple.notes.status import is_of_person
from supple.notes.words import COMMA, NOTHING, SENTENCE

SCALES = {"mood": "mood", "sleep": "sleep_quality", "poor_sleep": "sleep_quality", "good_sleep": "sleep_quality",
          "fatigue": "fatigue_level", "stress": "stress_level"}  # fmt: skip
"""Of which measure a number is that rates a thing."""
_MOST = 10
_LEADS, _BEHIND = 10, 3
"""How many words may lead from a thing to its number, "my mood I would say is about a 7", and from one to its thing."""
_SLEPT = frozenset({"sleep", "good_sleep", "poor_sleep"})


def scales(scope: Scope, used: set[int]) -> Iterator[Score]:
    """Every rating that words lead in: "mood a 7", "fatigue: 5", "stress I'd say four", "a six for sleep"."""
    free = {n.first: n for n in scope.reading.numbers if _may_rate(n, used, scope)}
    for row in _rows(_rated(scope), scope):
        for value, first, last, host in _listed(row, free, scope) or _each(row, free, scope):
            used.update(range(first, last + 1))
            yield value, first, last, host


def _may_rate(number: Number, used: set[int], scope: Scope) -> bool:
    """Whether a number is one up to ten with no unit and no time of day in it."""
    reading = scope.reading
    if number.form not in ("plain", "score") or not 0 <= number.value <= _MOST or number.first in used:
        return False
    if number.form == "score":
        return not _is_beside_place(number, scope)
    words, until = reading.words[number.first : number.last + 1], reading.lexicon.classes.get("until", ())
    if any(word.text in until for word in words):
        return False  # "slept two till three"
    counted = any(a.first <= number.first <= a.last for a in reading.amounts)
    return not counted and not any(c.first == number.first and (c.minute or c.half) for c in reading.clocks)


def _is_beside_place(number: Number, scope: Scope) -> bool:
    """Whether a place stands right before or behind it, so that it rates no night: "no sleep, 7/10 both legs"."""
    words, after = scope.reading.words, number.last + 1
    behind = any(p.first == after and not words[after].stop for p in scope.reading.places)
    return behind or any(p.last == number.first - 1 and not words[number.first].stop for p in scope.reading.places)


def _rated(scope: Scope) -> list[Mention]:
    """The things named that have a scale and are this person's, and "quality" beside a night."""
    named = sorted([*scope.reading.mentions, *_qualities(scope)], key=lambda m: m.first)
    named = [m for m in named if m.id in SCALES and m.group != "symptom"]
    return [m for m in named if not (m.id == "fatigue" and m.first - 1 in scope.placed) and is_of_person(m, scope)]


def _qualities(scope: Scope) -> Iterator[Mention]:
    """The word "quality" where the night was told of right before: "slept six hours, quality 4"."""
    reading = scope.reading
    nights = [m for m in reading.mentions if m.id in _SLEPT]
    for place, word in enumerate(reading.words):
        if word.text in reading.lexicon.classes.get("night_words", ()) and _is_rated_night(place, scope):
            yield Mention("told", "sleep", {}, (place,), place, place)
        if word.text in reading.lexicon.classes.get("quality", ()):
            near = (m for m in nights if 0 <= reading.sentence[place] - reading.sentence[m.first] <= 1)
            if any(m.last < place for m in near):
                yield Mention("told", "sleep", {}, (place,), place, place)


def _is_rated_night(place: int, scope: Scope) -> bool:
    """Whether a number out of ten stands right behind a night, and nothing was felt in that sentence."""
    felt = (m for m in scope.reading.mentions if m.group == "symptom")
    scored = any(n.form == "score" and 0 < n.first - place <= _BEHIND for n in scope.reading.numbers)
    return scored and not any(scope.same_sentence(m.first, place) for m in felt)


def _rows(hosts: Sequence[Mention], scope: Scope) -> Iterator[list[Mention]]:
    """The things that stand in one row, "stress, fatigue and mood", or each by itself."""
    joins = scope.reading.lexicon.classes["and"] | {"/"}
    row: list[Mention] = []
    for host in hosts:
        if row and host.first <= row[-1].last:
            continue
        between = scope.reading.between(row[-1].last, host.first) if row else ["x"]
        joined = row and len(between) <= 1 and all(w in joins for w in between)
        if joined and scope.reading.stops(row[-1].last, host.first) < SENTENCE:
            row.append(host)
        else:
            yield from [row] if row else ()
            row = [host]
    yield from [row] if row else ()


def _listed(row: Sequence[Mention], free: dict[int, Number], scope: Scope) -> list[Score]:
    """As many numbers behind a row as it names things, or one that is said to be of each."""
    if len(row) < 2 or not scope.reading.between(row[-2].last, row[-1].first):
        return []
    place, found = row[-1].last + 1, []
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    while place < len(words) and words[place].text in kinds["measured"] | kinds["all_of"]:
        place += 1
    if words[place - 1].text in kinds["all_of"] and place in free:
        return [(free[place].value, place, free[place].last, host) for host in row]
    for host in row:
        value = _figure(place, scope)
        if value is None:
            return []
        found.append((value, place, place, host))
        place += 1 + (place + 1 < len(words) and words[place + 1].text in kinds["and"] | {"/"})
    return found


def _figure(place: int, scope: Scope) -> float | None:
    """The number up to ten that one word says."""
    words = scope.reading.words
    text = words[place].text if place < len(words) else ""
    value = float(text) if text.isdigit() else scope.reading.lexicon.numbers.get(text)
    scored = any(n.form == "score" and n.first <= place <= n.last for n in scope.reading.numbers)
    return value if value is not None and value <= _MOST and not scored else None


def _each(row: Sequence[Mention], free: dict[int, Number], scope: Scope) -> list[Score]:
    """The numbers that are led in from things of a row one by one."""
    found: list[Score] = []
    for host in row:
        number = _behind(host, free, scope) or _before(host, free, scope)
        if number and not any(number.first == first for _, first, _, _ in found):
            found.append((number.value, number.first, number.last, host))
    return found


def _behind(host: Mention, free: dict[int, Number], scope: Scope) -> Number | None:
    """The number that words behind a thing lead up to."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    leads = kinds["leads_rate"]
    lasted = {n for a in scope.reading.amounts if host.id in _SLEPT for n in range(a.first, a.last + 1)}
    for place in range(host.first + 1, min(host.last + _LEADS, len(words))):
        number = free.get(place)
        if words[place].stop >= SENTENCE:
            alone = number and number.form == "score" and _is_alone(number, scope)
            return number if alone and not _is_felt(host, scope, sentence=True) else None
        if number:
            number = _changed_to(number, free, scope)
            return number if _is_rating(number, host, scope) else None
        if place > host.last and words[place].text not in leads and place not in lasted:
            return None
    return None


def _changed_to(number: Number, free: dict[int, Number], scope: Scope) -> Number:
    """The later of two numbers: "went from 4 to 7"."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    after = number.last + 1
    later = free.get(after + 1)
    began = words[number.first - 1].text in kinds["from"]
    return later if began and later and words[after].text in kinds["to"] else number


def _is_rating(number: Number, host: Mention, scope: Scope) -> bool:
    """Whether a number behind a thing rates it: no "tired by 4", no "stress, 3 meetings"."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    named = _is_named(host, scope)
    if _is_felt(host, scope, sentence=not named) and (not named or (host.id in _SLEPT and words[number.first].stop)):
        return False
    before = words[number.first - 1].text if not words[number.first].stop else ""
    if before in kinds["at"] and not named:
        return False
    after = number.last + 1
    if number.form == "score" or after >= len(words) or words[after].stop:
        return True
    between = scope.reading.between(host.last, number.first)
    led = before in kinds["one_of"] or all(w in kinds["measured"] for w in between)
    close = named and led and not words[number.first].stop
    goes_on = words[after].text in kinds["closes"] | kinds["hedges"] | kinds["leads_rate"]
    return close or goes_on or any(m.first == after for m in scope.reading.mentions)


def _is_named(host: Mention, scope: Scope) -> bool:
    """Whether words name the scale itself, as "fatigue" does and "knackered" does not."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    return any(words[place].text in kinds["rated"] for place in host.used)


def _is_felt(host: Mention, scope: Scope, *, sentence: bool) -> bool:
    """Whether its sentence, or its part of one, names a symptom before it, which a number may rate as well."""
    of = scope.reading.sentence if sentence else scope.part
    felt = (m for m in scope.reading.mentions if m.group == "symptom" and m.status == "present")
    return any(m.first < host.first and of[m.first] == of[host.first] for m in felt)


def _is_alone(number: Number, scope: Scope) -> bool:
    """Whether a number is all that its sentence says."""
    here = scope.reading.sentence
    return here.count(here[number.first]) == number.last - number.first + 1


def _before(host: Mention, free: dict[int, Number], scope: Scope) -> Number | None:
    """The number right before a thing: "7/10 mood", "a 6 for mood", "eight out of ten on the tired scale"."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    for number in free.values():
        between = reading.between(number.last, host.first)
        apart = reading.stops(number.last, host.first) if number.last < host.first else COMMA
        if apart > NOTHING or len(between) > _BEHIND:
            continue
        led = between and between[0] in kinds["for_so_long"] | kinds["spent_on"]
        if number.form == "score" and all(w in kinds["own_words"] for w in between):
            return number
        if led and all(w in kinds["the"] | kinds["own_words"] for w in between[1:]):
            return number
    return None

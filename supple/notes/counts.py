# SPDX-License-Identifier: Apache-2.0
"""How often did it happen? "Four times", "four spasms", "10 today", "every ten minutes for an hour"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from supple.notes.amounts import Amount
from supple.notes.episodes import Score
from supple.notes.nearest import host_of, is_alone, last_before, told_before
from supple.notes.numbers import Number
from supple.notes.read import Mention, Reading
from supple.notes.scope import Scope
from supple.notes.times import Clock
from supple.notes.words import SENTENCE

_REACHES, _MOST, _MOST_STRONG, _INTERVAL_REACHES = 12.0, 200, 10, 3
_IN_WHICH = frozenset({"minute", "hour", "week", "month"})
_COUNTED = frozenset({"caffeine", "alcohol"})
"""What else is counted in times than symptoms, actions and medicines."""


def counts(
    scope: Scope, hosts: Sequence[Mention], symptoms: Sequence[Mention], rated: Sequence[Mention], used: set[int]
) -> Iterator[Score]:
    """Every count with the symptom that is counted; `used` are words that have found their place."""
    for value, first, last, host in _all(scope, hosts, symptoms, rated, used):
        if host and used.isdisjoint(range(first, last + 1)):
            used.update(range(first, last + 1))
            yield value, first, last, host


def _all(
    scope: Scope, hosts: Sequence[Mention], symptoms: Sequence[Mention], rated: Sequence[Mention], used: set[int]
) -> Iterator[tuple[float, int, int, Mention | None]]:
    reading = scope.reading
    for first, last, value in _times(reading, symptoms):
        if not _is_a_rate(last, reading):
            yield value, first, last, _happened(first, last, hosts, symptoms, scope)
    for every, times in _at_intervals(reading):
        yield times, every.first, every.last, host_of(every.first, every.last, symptoms, scope, _REACHES)
    for number in reading.numbers:
        if number.form == "plain" and number.first not in used:
            host = _counted(number, symptoms, reading) or _in_all(number, symptoms, scope)
            host = host or _so_many(number, hosts, symptoms, rated, scope)
            yield number.value, number.first, number.last, host


def _is_a_rate(last: int, reading: Reading) -> bool:
    """Whether it says how often in what time: "twice an hour" is no count."""
    behind = [w.text for w in reading.words[last + 1 : last + 3] if not w.stop]
    each = behind[:1] and behind[0] in reading.lexicon.classes["one_of"] | reading.lexicon.classes["for_each"]
    return bool(each) and reading.lexicon.units.get(behind[-1]) in _IN_WHICH


def is_meant(clock: Clock, scope: Scope, hosts: Sequence[Mention], symptoms: Sequence[Mention]) -> bool:
    """Whether an hour above ten is rather a count: "jerks in both legs, about fifteen"."""
    bare = not clock.minute and not clock.half and clock.hour > _MOST_STRONG
    number = next((n for n in scope.reading.numbers if n.first == clock.first), None) if bare else None
    if number is None or number.form != "plain" or number.value != clock.hour or not is_alone(clock, scope):
        return False
    return _so_many(number, hosts, symptoms, (), scope) is not None


def _happened(
    first: int, last: int, hosts: Sequence[Mention], symptoms: Sequence[Mention], scope: Scope
) -> Mention | None:
    """What happened so often; what was done, drunk or taken so often is none of it."""
    for waking in hosts:
        if waking.id == "awake" and waking.first <= first <= waking.last and not _woke_somebody(waking, scope.reading):
            symptoms = [s for s in symptoms if s.first > first]  # "legs jumped at 8, woke up twice"
    others = [h for h in hosts if h.group in ("action", "medicine") or h.id in _COUNTED]
    signed = scope.reading.words[first].text in scope.reading.lexicon.classes["times_sign"]
    if signed and any(how.id == "said_otherwise" and how.last == first - 1 for how in scope.reading.hows):
        return None  # "ice cream x2"
    told = told_before(first, last, hosts, scope)
    if told is not None:
        named = [h for h in told if h in symptoms or h in others]
        return named[-1] if named and named[-1] in symptoms else None
    mine = sorted([*symptoms, *others], key=lambda h: h.first)
    host = host_of(first, last, mine, scope, _REACHES)
    alone = not any(scope.same_sentence(h.first, first) for h in hosts)
    if host is None and alone and scope.clauses.speaks(scope.clauses.near(first, last)) <= (0 if signed else 1):
        host = last_before(first, symptoms, scope, hosts)
    return host if host in symptoms else None


def _woke_somebody(waking: Mention, reading: Reading) -> bool:
    words = reading.words[max(0, waking.first - 1) : waking.last + 2]
    return any(w.text in reading.lexicon.classes["whom"] for w in words)


def _times(reading: Reading, symptoms: Sequence[Mention]) -> Iterator[tuple[int, int, float]]:
    twice = reading.lexicon.classes["twice"]
    yield from ((n, n, 2.0) for s in symptoms for n in s.used if reading.words[n].text in twice)
    for amount in reading.amounts:
        if amount.unit == "times" and not _are_rounds(amount, reading):
            yield amount.first, amount.last, amount.value
    yield from ((h.first, h.last, float(h.said["n"])) for h in reading.hows if "n" in h.said and "dose" not in h.said)


def _are_rounds(times: Amount, reading: Reading) -> bool:
    """Whether a length is said so many times: "three lots of twenty seconds", "2 x 10 min"."""
    of_it = reading.lexicon.classes["consists_of"]
    ahead = [a for a in reading.amounts if a.minutes and 0 < a.first - times.last <= 2]
    return any(
        not reading.stops(times.last, a.first) and set(reading.between(times.last, a.first)) <= of_it for a in ahead
    )


def _at_intervals(reading: Reading) -> Iterator[tuple[Amount, float]]:
    """ "Every ten minutes for an hour": how far apart, and how often that makes."""
    kinds = reading.lexicon.classes
    for every, whole in pairwise(a for a in reading.amounts if a.minutes):
        between = reading.between(every.last, whole.first)
        if _is_interval(every, reading) and len(between) == 1 and between[0] in kinds["lasted"] | kinds["over"]:
            yield every, float(round((whole.minutes or 0) / (every.minutes or 1)))
    for start, end in pairwise(reading.clocks):
        between = reading.between(start.last, end.first)
        last = [a for a in reading.amounts if a.minutes and 0 < start.first - a.last <= _INTERVAL_REACHES]
        if len(between) == 1 and between[0] in kinds["till"] and last and _is_interval(last[-1], reading):
            yield last[-1], float(round(start.minutes_to(end) / (last[-1].minutes or 1)))


def _is_interval(every: Amount, reading: Reading) -> bool:
    return every.first > 0 and reading.words[every.first - 1].text in reading.lexicon.classes["each"]


def _in_all(number: Number, symptoms: Sequence[Mention], scope: Scope) -> Mention | None:
    """What a sum is of: "spasms both legs, 10 today", "spasm count 5", "two in all"."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    before, after = reading.words[max(0, number.first - 1)], reading.words[number.last + 1 : number.last + 2]
    today = bool(after) and not after[0].stop and after[0].text in kinds["in_total"]
    counted = before.text in kinds["counting"] and number.first > 0
    ahead = [s for s in symptoms if s.first < number.first and scope.same_sentence(s.first, number.first)]
    if counted:
        return ahead[-1] if ahead else last_before(number.first, symptoms, scope)
    apart = reading.words[number.first].stop
    if apart == SENTENCE and today:
        ahead = [s for s in [last_before(number.first, symptoms, scope)] if s]
    many = [s for s in ahead if _is_many(s, reading)]
    return many[-1] if many and apart and (today or _is_sum(number, many[-1], reading)) else None


def _is_sum(number: Number, host: Mention, reading: Reading) -> bool:
    """Whether a colon leads a number in behind "spasms today" or "no. of spasms"."""
    before = reading.words[number.first - 1]
    if ":" not in reading.text[before.end : reading.words[number.first].start]:
        return False
    start = reading.sentence.index(reading.sentence[host.first])
    named = {w.text for w in reading.words[start : number.first]}
    return bool(named & (reading.lexicon.classes["sums"] | reading.lexicon.classes["in_total"]))


def _so_many(
    number: Number, hosts: Sequence[Mention], symptoms: Sequence[Mention], rated: Sequence[Mention], scope: Scope
) -> Mention | None:
    """What a number behind a plural counts: one of "three or four", above ten, or beside a strength of its own."""
    reading = scope.reading
    told = told_before(number.first, number.last, hosts, scope)
    host = told[-1] if told else None
    in_unit = any(a.first <= number.first <= a.last for a in reading.amounts)
    if host is None or host not in symptoms or number.value <= 1 or in_unit:
        return None
    if _of_them(number, reading):
        return host
    guessed = number.other is not None and any(
        reading.words[n].text in reading.lexicon.classes["or"] for n in range(number.first, number.last)
    )
    many = _MOST_STRONG < number.value <= _MOST
    return (
        host if _is_many(host, reading) and (guessed or many or host in rated or _at_least(number, reading)) else None
    )


def _of_them(number: Number, reading: Reading) -> bool:
    """Whether "of them" or "in a row" follows."""
    behind = [
        reading.words[n].text for n in range(number.last + 1, number.last + 4) if _joined(number.last, n, reading)
    ]
    kinds = reading.lexicon.classes
    of_them = behind[:1] and behind[0] in kinds["consists_of"] and set(behind[1:2]) <= kinds["it_words"]
    return bool(of_them and behind[1:]) or bool(set(behind) & kinds["in_a_row"])


def _joined(a: int, b: int, reading: Reading) -> bool:
    """Whether a word stands behind another one without a pause."""
    return b < len(reading.words) and not reading.stops(a, b)


def _at_least(number: Number, reading: Reading) -> bool:
    """Whether "at least" or "more than" leads it in without an article: "at least ten"."""
    led = [w.text for w in reading.words[max(0, number.first - 2) : number.first]]
    return len(led) == 2 and led[1] in reading.lexicon.classes["at_least"] and not reading.words[number.first].stop


def _is_many(symptom: Mention, reading: Reading) -> bool:
    ends = tuple(reading.lexicon.classes["many_ends"])
    return any(reading.words[n].first.endswith(ends) for n in (symptom.used[0], symptom.used[-1]))


def _counted(number: Number, symptoms: Sequence[Mention], reading: Reading) -> Mention | None:
    if any(a.first <= number.first <= a.last for a in reading.amounts) or number.value > _MOST:
        return None
    for symptom in symptoms:
        own = symptom.used[0] if symptom.used else symptom.first
        if own == number.first < symptom.last and number.value > 1 and _plural(reading.words[own + 1].first):
            return symptom  # "two tumbles"
        gap = own - number.last - 1
        if 0 <= gap <= 3 and reading.stops(number.last, own) == 0 and _plural(reading.words[symptom.used[-1]].first):
            between = reading.between(number.last, own)
            kinds = reading.lexicon.classes
            if not any(w in kinds["and"] | kinds["for_so_long"] or w in reading.lexicon.units for w in between):
                return symptom
    return None


def _plural(word: str) -> bool:
    return word.endswith(("s", "n", "e"))

# SPDX-License-Identifier: Apache-2.0
"""Which number belongs to which thing? Strengths, counts, lengths and clock times find their hosts here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from supple.entries.vocabulary import CORE
from supple.notes.amounts import Amount
from supple.notes.episodes import Score
from supple.notes.nearest import distance, host_of, last_before
from supple.notes.numbers import Number
from supple.notes.read import Mention, Reading
from supple.notes.scope import Scope
from supple.notes.times import Clock

SCORED = frozenset({"mood", "sleep", "fatigue", "stress", "poor_sleep", "good_sleep"})
"""What a number out of ten may be about, beside a symptom."""
_CLOCKED = frozenset({"sleep", "good_sleep", "poor_sleep", "alcohol", "caffeine", "full_bladder", "late_screen"})
TIMED_ACTIONS = frozenset({"water", "magnesium", "topical", "medicine_taken"})
"""Actions that take no time worth writing down."""
_MOMENTS = frozenset({"position_change"})
_SYMPTOM_FIRST, _LENGTH_REACHES, _FAR = 2.0, 16.0, 40
_SCORE_REACHES = 18.0
_ALONE = 3


@dataclass(slots=True)
class Details:
    """Every number of a note with the thing it belongs to; what is left has none."""

    scores: list[Score]
    counts: list[Score]
    lengths: list[tuple[Amount, Mention]]
    clocks: list[tuple[Clock, Mention | None]]
    used: set[int]
    """Words that have found their place."""


def details(scope: Scope, hosts: Sequence[Mention], now: datetime) -> Details:
    """Give every number to the thing it is nearest to, each kind to what can take it."""
    found = Details([], [], [], [], set())
    symptoms = [h for h in hosts if h.group == "symptom" and h.id in CORE]
    _give_clocks(found, scope, hosts, symptoms, now)
    _give_scores(found, scope, hosts, symptoms)
    _give_counts(found, scope, symptoms)
    _give_lengths(found, scope, hosts, symptoms)
    _give_bare_scores(found, scope, symptoms, hosts)
    return found


def _take(found: Details, first: int, last: int) -> None:
    found.used.update(range(first, last + 1))


def _give_clocks(
    found: Details, scope: Scope, hosts: Sequence[Mention], symptoms: Sequence[Mention], now: datetime
) -> None:
    reading = scope.reading
    mine = [h for h in hosts if h in symptoms or h.group in ("action", "medicine") or h.id in _CLOCKED]
    for clock in [*reading.clocks, *_ago(reading, now)]:
        host = host_of(clock.first, clock.last, mine, scope, 14) or _in_next_sentence(clock, mine, scope)
        found.clocks.append((clock, host))
        _take(found, clock.first, clock.last)
    found.clocks.sort(key=lambda pair: pair[0].first)


def _in_next_sentence(clock: Clock, hosts: Sequence[Mention], scope: Scope) -> Mention | None:
    """A time that stands alone in its sentence belongs to what follows, or else to what came right before."""
    sentence = scope.reading.sentence
    here = sentence[clock.first]
    if any(sentence[h.first] == here for h in hosts if h.group != "told"):
        return None
    after = [h for h in hosts if sentence[h.first] == here + 1 and h.group == "symptom"]
    before = [h for h in hosts if 0 < here - sentence[h.first] <= 2 and h.group == "symptom"]
    again = {w.text for w, s in zip(scope.reading.words, sentence, strict=True) if s == here}
    goes_back = before and again & scope.reading.lexicon.classes["same_again"]
    if (
        not goes_back
        and sentence.index(here) == clock.first
        and sentence.count(here) > _ALONE + clock.last - clock.first
    ):
        return None  # "1230 lunch, ate all" is about something else
    return before[-1] if goes_back else after[0] if after else before[-1] if before else None


def _ago(reading: Reading, now: datetime) -> Iterator[Clock]:
    """Read "20 minutes ago" as the clock time that it was."""
    for amount in reading.amounts:
        after = reading.words[amount.last + 1].text if amount.last + 1 < len(reading.words) else ""
        if after in reading.lexicon.classes["ago"] and amount.unit in ("minute", "hour") and amount.value <= 23:
            at = now - timedelta(minutes=amount.minutes or 0)
            yield Clock(at.hour, at.minute, amount.first, amount.last + 1, sure=True)
        elif after in reading.lexicon.classes["ago"] and amount.unit == "minute":
            at = now - timedelta(minutes=amount.value)
            yield Clock(at.hour, at.minute, amount.first, amount.last + 1, sure=True)


def _give_scores(found: Details, scope: Scope, hosts: Sequence[Mention], symptoms: Sequence[Mention]) -> None:
    taking = [h for h in hosts if h in symptoms or h.id in SCORED]
    there = [h for h in taking if h.status == "present"] or taking
    felt = [h for h in there if h in symptoms]
    for number in scope.reading.numbers:
        if number.form == "score":
            host = host_of(number.first, number.last, there, scope, _FAR) or last_before(number.first, felt, scope)
            if host:
                found.scores.append((number.value, number.first, number.last, host))
            _take(found, number.first, number.last)


def _give_bare_scores(found: Details, scope: Scope, symptoms: Sequence[Mention], hosts: Sequence[Mention]) -> None:
    """A whole number up to ten beside a symptom, without a unit and not yet taken, is its strength."""
    reading = scope.reading
    taking = [h for h in hosts if (h in symptoms or h.id in SCORED) and h.status == "present"]
    scored = {(id(host), reading.sentence[first]) for _, first, _, host in found.scores}
    for number in reading.numbers:
        words = range(number.first, number.last + 1)
        if number.form != "plain" or number.value > 10 or not found.used.isdisjoint(words):
            continue
        host = _leading(number, taking, scope, found.used)
        if host and (id(host), reading.sentence[number.first]) not in scored:
            found.scores.append((number.value, number.first, number.last, host))
            scored.add((id(host), reading.sentence[number.first]))
            _take(found, number.first, number.last)


def _leading(number: Number, hosts: Sequence[Mention], scope: Scope, used: set[int]) -> Mention | None:
    """The thing whose strength a bare number is: it stands right before, or leads up to it with "a", "at", "was"."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    after = number.last + 1
    ends = after >= len(reading.words) or reading.words[after].stop or reading.words[after].text in kinds["closes"]
    if not ends:
        return None
    host = host_of(number.first, number.last, [h for h in hosts if h.first <= number.first], scope, _SCORE_REACHES)
    host = host or _only(number, hosts, scope)
    if host is None:
        here = reading.sentence[number.first]
        before = [h for h in hosts if 0 < here - reading.sentence[h.first] <= 2 and h.status == "present"]
        said = range(reading.sentence.index(here), number.first)
        alone = not said and reading.words[number.first].stop == 2 and number.written
        rates = kinds["level"] | kinds["rates"] | kinds["same_again"]
        rated = said and all(n in used or reading.words[n].text in rates for n in said)
        return before[-1] if before and (alone or rated) and number.value == int(number.value) else None
    between = reading.between(host.last, number.first)
    if host.group != "symptom":
        return host if len(between) <= 2 and all(w in kinds["measured"] for w in between) else None
    led = bool(between) and between[-1] in kinds["level"]
    set_apart = reading.words[number.first].stop > 0
    placed = {place for p in reading.places for place in range(p.first, p.last + 1)}
    rest = [n for n in range(host.last + 1, number.first) if n not in placed]
    plain = all(reading.words[n].text in kinds["level"] | kinds["body_words"] for n in rest)
    straight = plain or host.last >= number.first
    return host if led or set_apart or straight else None


def _only(number: Number, hosts: Sequence[Mention], scope: Scope) -> Mention | None:
    """The one thing before a number that stands apart at the end of its sentence, however far away."""
    here = [h for h in hosts if h.first < number.first and scope.same_sentence(h.first, number.first)]
    after = number.last + 1
    ends = after >= len(scope.reading.words) or not scope.same_sentence(number.first, after)
    alone = ends and scope.reading.words[number.first].stop > 0
    return here[0] if alone and len({h.id for h in here}) == 1 else None


def _give_counts(found: Details, scope: Scope, symptoms: Sequence[Mention]) -> None:
    """ "Four times" goes to the nearest symptom, "four spasms" to the one that is counted."""
    reading = scope.reading
    for first, last, value in _times(reading):
        if not found.used.isdisjoint(range(first, last + 1)):
            continue
        host = host_of(first, last, symptoms, scope, 12)
        if host:
            found.counts.append((value, first, last, host))
            _take(found, first, last)
    for number in reading.numbers:
        free = found.used.isdisjoint(range(number.first, number.last + 1))
        counted = _counted(number, symptoms, reading) if free and number.form == "plain" else None
        if counted:
            found.counts.append((number.value, number.first, number.last, counted))
            _take(found, number.first, number.last)


def _times(reading: Reading) -> Iterator[tuple[int, int, float]]:
    yield from ((a.first, a.last, a.value) for a in reading.amounts if a.unit == "times")
    yield from ((h.first, h.last, float(h.said["n"])) for h in reading.hows if "n" in h.said)


def _counted(number: Number, symptoms: Sequence[Mention], reading: Reading) -> Mention | None:
    if any(a.first <= number.first <= a.last for a in reading.amounts) or number.value > 200:
        return None
    for symptom in symptoms:
        own = symptom.used[0] if symptom.used else symptom.first
        gap = own - number.last - 1
        if 0 <= gap <= 3 and reading.stops(number.last, own) == 0 and _plural(reading.words[symptom.used[-1]].first):
            between = reading.between(number.last, own)
            if not any(w in reading.lexicon.classes["and"] or w in reading.lexicon.units for w in between):
                return symptom
    return None


def _plural(word: str) -> bool:
    return word.endswith(("s", "n", "e"))


def _give_lengths(found: Details, scope: Scope, hosts: Sequence[Mention], symptoms: Sequence[Mention]) -> None:
    """A length belongs to what lasted: a symptom, something done, sleep."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    lasting = [h for h in hosts if _lasts(h) and not _only_around(h, hosts, scope)]
    for amount in reading.amounts:
        if amount.minutes is None or not found.used.isdisjoint(range(amount.first, amount.last + 1)):
            continue
        before = reading.words[amount.first - 1].text if amount.first else ""
        after = reading.words[amount.last + 1].text if amount.last + 1 < len(reading.words) else ""
        led = {w.text for w in reading.words[max(0, amount.first - 2) : amount.first]}
        ended = _ended(amount, reading)
        if (before in kinds["every"] and not ended) or (after in kinds["not_length"] and not led & kinds["lasted"]):
            continue
        felt = [h for h in symptoms if ended and h.last < amount.first and scope.same_sentence(h.first, amount.first)]
        host = (
            felt[-1] if felt else _lasted(amount, lasting, scope) or last_before(amount.first, symptoms, scope, hosts)
        )
        if host:
            found.lengths.append((amount, host))
            _take(found, amount.first, amount.last)


def _only_around(host: Mention, hosts: Sequence[Mention], scope: Scope) -> bool:
    """Whether a sign was put together from words that lie around something else that can last."""
    if not host.framed or host.id in CORE:
        return False
    return any(not h.framed and _lasts(h) and host.first <= h.first <= host.last for h in hosts if h is not host)


def _ended(amount: Amount, reading: Reading) -> bool:
    """Whether words right before say that something ended, as in "let go after two minutes"."""
    start = max(0, amount.first - 4)
    ends = reading.lexicon.classes["ended"]
    return any(w.text in ends for w in reading.words[start : amount.first - 1])


def _lasted(amount: Amount, lasting: Sequence[Mention], scope: Scope) -> Mention | None:
    """What lasted so long; short lengths are rather about a symptom than about a day's doings."""
    short = amount.unit in ("second", "minute") and amount.value <= 30
    before = scope.reading.words[amount.first - 1].text if amount.first else ""
    if before in scope.reading.lexicon.classes["lasted"]:
        ahead = [h for h in lasting if h.first < amount.first and scope.same_sentence(h.first, amount.first)]
        lasting, short = (ahead or lasting), False

    def far(host: Mention) -> float:
        away = distance(amount.first, amount.last, host, scope, lasting)
        return away - _SYMPTOM_FIRST if short and host.group == "symptom" and away > 1 else away

    ranked = sorted((far(host), n) for n, host in enumerate(lasting) if abs(host.first - amount.first) < _FAR)
    return lasting[ranked[0][1]] if ranked and ranked[0][0] <= _LENGTH_REACHES else None


def _lasts(host: Mention) -> bool:
    if host.group == "symptom":
        return True
    return host.group in ("action", "exposure", "told") and host.id not in TIMED_ACTIONS | _MOMENTS

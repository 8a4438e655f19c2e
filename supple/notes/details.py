# SPDX-License-Identifier: Apache-2.0
"""Which number belongs to which thing? Strengths, counts, lengths and clock times find their hosts here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from supple.entries.vocabulary import CORE
from supple.notes import counts, lengths, strengths
from supple.notes.amounts import Amount
from supple.notes.episodes import Score
from supple.notes.nearest import host_of
from supple.notes.read import Mention, Reading
from supple.notes.scope import Scope
from supple.notes.times import Clock

_CLOCKED = frozenset(
    {
        "sleep",
        "good_sleep",
        "poor_sleep",
        "alcohol",
        "caffeine",
        "full_bladder",
        "late_screen",
        "long_sitting",
        "travel",
    }
)
_ALONE = 3
_CLOCK_REACHES, _FAR = 14.0, 40.0


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
    hosts = [h for h in hosts if h.group != "context"]
    symptoms = [h for h in hosts if h.group == "symptom" and h.id in CORE]
    for number, score in strengths.out_of_ten(scope, hosts, symptoms):
        found.scores += [score] if score else []
        _take(found, number.first, number.last)
    _give_clocks(found, scope, hosts, symptoms, now)
    found.counts += [*counts.counts(scope, hosts, symptoms, [host for *_, host in found.scores], found.used)]
    found.lengths += [*lengths.lengths(scope, hosts, symptoms, found.used)]
    found.lengths += [*lengths.bare_minutes(scope, hosts, found.used)]
    for score in strengths.bare(scope, hosts, symptoms, found.used):
        found.scores.append(score)
        _take(found, score[1], score[2])
    return found


def _take(found: Details, first: int, last: int) -> None:
    found.used.update(range(first, last + 1))


def _give_clocks(
    found: Details, scope: Scope, hosts: Sequence[Mention], symptoms: Sequence[Mention], now: datetime
) -> None:
    reading = scope.reading
    mine = [h for h in hosts if h in symptoms or h.group in ("action", "medicine") or h.id in _CLOCKED]
    rated = [host for *_, host in found.scores]
    for clock in [*reading.clocks, *_ago(reading, now)]:
        if strengths.is_meant(clock, scope, hosts, rated) or counts.is_meant(clock, scope, hosts, symptoms):
            continue
        host = host_of(clock.first, clock.last, mine, scope, _reach(clock, reading)) or _in_next_sentence(
            clock, mine, scope
        )
        if _is_when_it_ended(clock, scope):
            host = None
        found.clocks.append((clock, host))
        _take(found, clock.first, clock.last)
    found.clocks.sort(key=lambda pair: pair[0].first)


def _is_when_it_ended(clock: Clock, scope: Scope) -> bool:
    """Whether a clause of its own says that all was well again then: "legs stiff on waking, gone by nine"."""
    words, part = scope.reading.words, scope.clauses.around(clock.first)
    return words[part.start].text in scope.reading.lexicon.classes["gone_by"]


def _reach(clock: Clock, reading: Reading) -> float:
    """How far a clock time may stand from its thing; one more time of the same, "and again at 4", may be far."""
    before = {w.text for w in reading.words[max(0, clock.first - 2) : clock.first]}
    return _FAR if before & reading.lexicon.classes["same_again"] else _CLOCK_REACHES


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
    words = [place for place, number in enumerate(sentence) if number == here]
    opens = words[0] == clock.first and len(words) > _ALONE + clock.last - clock.first
    began = scope.reading.lexicon.classes["began"]
    rest = (n for n in words if scope.reading.words[n].text not in began and not clock.first <= n <= clock.last)
    told = scope.clauses.speaks(rest)
    if not goes_back and (opens or told):
        return None  # "1230 lunch, ate all" and "the bus came about two" are about something else
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

# SPDX-License-Identifier: Apache-2.0
"""To which thing does a clock time belong? To one of its own clause; a clause of its own dates what is beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from supple.notes.nearest import host_of
from supple.notes.read import Mention, Reading
from supple.notes.scope import Scope
from supple.notes.times import Clock
from supple.notes.words import COMMA, SENTENCE

Timed = tuple[Clock, Mention | None]
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
_REACHES, _FAR = 14.0, 40.0
_BACK = 2
"""How many sentences back the thing may stand that a time alone in its sentence is of."""
_EASED_REACHES, _LINK = 3, 2


def hours(
    scope: Scope, clocks: Sequence[Clock], hosts: Sequence[Mention], symptoms: Sequence[Mention], now: datetime
) -> list[Timed]:
    """Every clock time of a note with the thing that was then, in order; the time of anything else has none."""
    felt = [h for h in symptoms if not (h.framed and _is_phrased(h, symptoms, scope))]
    mine = [h for h in hosts if h in felt or h.group in ("action", "medicine") or h.id in _CLOCKED]
    found: list[Timed] = []
    for clock in sorted([*clocks, *_ago(scope.reading, now)], key=lambda c: c.first):
        if (
            found
            and _goes_on(found[-1][0], clock, scope.reading)
            and not _begins_anew(found[-1][1], clock, felt, scope)
        ):
            found.append((clock, found[-1][1]))
        else:
            found.append((clock, _thing_then(clock, mine, scope)))
    return found


def _goes_on(before: Clock, clock: Clock, reading: Reading) -> bool:
    """Whether a time is one more of a list, or the end of a stretch: "at 2, 4 and 5", "from 2 till 5"."""
    kinds = reading.lexicon.classes
    between = reading.between(before.last, clock.first)
    links = kinds["and"] | kinds["at_only"] | kinds["till"] | kinds["again"]
    linked = all(w in links for w in between) or between[0] in kinds["till"]
    return reading.stops(before.last, clock.first) < SENTENCE and len(between) <= _LINK and linked


def _begins_anew(before: Mention | None, clock: Clock, felt: Sequence[Mention], scope: Scope) -> bool:
    """Whether something is felt behind a time, and something was done at the one before: "bath at 4, and at 5 ..."."""
    if before is None or before.group == "symptom":
        return False
    rest = range(clock.last + 1, _clause(clock, scope.reading).stop)
    return any(place in rest for h in felt for place in h.used)


def _thing_then(clock: Clock, hosts: Sequence[Mention], scope: Scope) -> Mention | None:
    part = _clause(clock, scope.reading)
    if _is_end(clock, part, scope.reading):
        return None
    here = _in_clause(clock, part, hosts, scope.reading)
    if here := here or _in_clause(clock, _over_colon(part, scope.reading), hosts, scope.reading):
        met = all(h.group == "exposure" for h in here)
        return (_opened(clock, hosts, scope) if met else None) or host_of(clock.first, clock.last, here, scope, _FAR)
    others = [place for place in part if not clock.first <= place <= clock.last]
    placed = any(site.group == "site" and site.first in part for site in scope.reading.places)
    beside = host_of(clock.first, clock.last, hosts, scope, _FAR if placed else _reach(clock, scope.reading))
    if scope.clauses.only_dates(others) or _says_ditto(part, scope.reading):
        return beside or _next_door(clock, hosts, scope) or _opened(clock, hosts, scope)
    return beside if placed else _opened(clock, hosts, scope)


def _over_colon(part: range, reading: Reading) -> range:
    """A clause with what a colon before it names: "left foot clonus: bursts at ten"."""
    start = part.start
    if start == 0 or not _leads_in(start, reading):
        return part
    while start > 0 and (start == part.start or reading.words[start].stop < COMMA):
        start -= 1
    return range(start, part.stop)


def _opened(clock: Clock, hosts: Sequence[Mention], scope: Scope) -> Mention | None:
    """What is first felt in a sentence that a time opens: "noon, stood up from the desk, both calves went stiff"."""
    first = scope.reading.sentence.index(scope.reading.sentence[clock.first])
    leads = scope.reading.lexicon.classes["dates_it"]
    if any(scope.reading.words[place].text not in leads for place in range(first, clock.first)):
        return None
    later = [c.first for c in scope.reading.clocks if c.first > clock.last]
    rest = (h for h in hosts if clock.last < h.first < min(later, default=len(scope.reading.words)))
    felt = (h for h in rest if h.group == "symptom" and h.status == "present")
    return next((h for h in felt if scope.same_sentence(h.first, clock.first)), None)


def _is_phrased(mention: Mention, symptoms: Sequence[Mention], scope: Scope) -> bool:
    """Whether a phrase of its sentence says the same as words that were only put together."""
    return any(o.id == mention.id and not o.framed and scope.same_sentence(o.first, mention.first) for o in symptoms)


def _in_clause(clock: Clock, part: range, hosts: Sequence[Mention], reading: Reading) -> list[Mention]:
    """The things of a clause that may have been then: what befell, before what was only met or done meanwhile."""
    here = [h for h in hosts if any(place in part for place in h.used)]
    here = [h for h in here if h.group != "symptom" or h.status != "absent" or h.first < clock.first]
    felt = [h for h in here if h.group == "symptom"]
    meanwhile = [n for n in part if n < clock.first and reading.words[n].text in reading.lexicon.classes["meanwhile"]]
    if meanwhile and any(h.last < meanwhile[-1] for h in felt):
        return felt  # "a spasm when he was turned at two"
    joined = _joined(clock, part, reading)
    near = [h for h in here if h.first < joined]
    if not near or all(h.group == "exposure" for h in near):
        return felt or near
    return [h for h in near if h.group != "exposure"]


def _clause(clock: Clock, reading: Reading) -> range:
    """The words around a time: from a pause, or an "and" that goes on to it, up to the next pause.

    "Rolled over at five and my leg jumped" dates the leap; "my leg jumped and I got up at five" does not.
    """
    words, goes_on = reading.words, reading.lexicon.classes["goes_on"]
    start, end = clock.first, clock.last
    while start > 0 and words[start].stop < COMMA and words[start - 1].text not in goes_on:
        start -= 1
    while end + 1 < len(words) and (words[end + 1].stop < COMMA or _leads_in(end + 1, reading)):
        end += 1
    return range(start, end + 1)


def _joined(clock: Clock, part: range, reading: Reading) -> int:
    """The word behind a time that goes on to what then befell, or the end of its clause."""
    goes_on = reading.lexicon.classes["goes_on"]
    return next((n for n in range(clock.last + 1, part.stop) if reading.words[n].text in goes_on), part.stop)


def _leads_in(place: int, reading: Reading) -> bool:
    """Whether a colon stands before a word: "Hoist at 8: both legs shot out"."""
    words = reading.words
    return ":" in reading.text[words[place - 1].end : words[place].start] and words[place].stop < SENTENCE


def _says_ditto(part: range, reading: Reading) -> bool:
    return any(reading.words[place].text in reading.lexicon.classes["ditto"] for place in part)


def _is_end(clock: Clock, part: range, reading: Reading) -> bool:
    """Whether it is when something was over: "till 4", "gone by 5", "better by noon"."""
    words, kinds = reading.words, reading.lexicon.classes
    led = [word.text for word in words[max(part.start, clock.first - 2) : clock.first]]
    if led and (led[-1] in kinds["till"] or (led[0] in kinds["till"] and led[-1] in kinds["at"])):
        return True
    before = words[max(part.start, clock.first - _EASED_REACHES) : clock.first]
    if led and led[-1] in kinds["past"]:
        before = before[:-1]  # "just gone six"
    return any(word.text in kinds["eased_by"] for word in before)


def _reach(clock: Clock, reading: Reading) -> float:
    """How far a clock time may stand from its thing; one more time of the same, "and again at 4", may be far."""
    before = {w.text for w in reading.words[max(0, clock.first - 2) : clock.first]}
    return _FAR if before & reading.lexicon.classes["same_again"] else _REACHES


def _next_door(clock: Clock, hosts: Sequence[Mention], scope: Scope) -> Mention | None:
    """A time whose sentence names no symptom belongs to what follows, where it stands alone, or to what came before."""
    words, sentence = scope.reading.words, scope.reading.sentence
    here = sentence[clock.first]
    if any(sentence[h.first] == here for h in hosts):
        return None
    whole = [n for n, s in enumerate(sentence) if s == here]
    after = [h for h in hosts if sentence[h.first] == here + 1 and h.group == "symptom"]
    before = [h for h in hosts if 0 < here - sentence[h.first] <= _BACK and h.group == "symptom"]
    again = {words[n].text for n in whole} & scope.reading.lexicon.classes["same_again"]
    if after and not (before and again) and scope.clauses.only_dates(whole):
        return after[0]
    return before[-1] if before else None


def _ago(reading: Reading, now: datetime) -> Iterator[Clock]:
    """Read "20 minutes ago" as the clock time that it was."""
    for amount in reading.amounts:
        behind = reading.words[amount.last + 1 : amount.last + 2]
        after = "".join(word.text for word in behind if not word.stop)  # but "a minute, back asleep"
        hours = amount.unit == "hour" and amount.value <= 23
        if after in reading.lexicon.classes["ago"] and (amount.unit == "minute" or hours):
            at = now - timedelta(minutes=amount.minutes or 0)
            yield Clock(at.hour, at.minute, amount.first, amount.last + 1, sure=True)

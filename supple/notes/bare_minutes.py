# SPDX-License-Identifier: Apache-2.0
"""Which number without a unit says how many minutes something was done? "Bike 15", "rubbed for ten"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supple.notes.amounts import Amount
from supple.notes.lengths import TIMED_ACTIONS, Length
from supple.notes.nearest import told_before
from supple.notes.numbers import Number
from supple.notes.read import Mention, Reading
from supple.notes.scope import Scope
from supple.notes.words import COMMA

_MOST, _REACHES = 180, 4


def bare_minutes(scope: Scope, hosts: Sequence[Mention], used: set[int]) -> Iterator[Length]:
    """A number without a unit right beside something that was done: "bike 15", "20 on the bike", "rubbed for ten"."""
    done = [h for h in hosts if h.group == "action" and h.id not in TIMED_ACTIONS and h.status == "present"]
    claimed = {place for a in scope.reading.amounts for place in range(a.first, a.last + 1)}
    for number in scope.reading.numbers:
        whole = number.form == "plain" and number.value == int(number.value) and 1 < number.value <= _MOST
        if whole and used.isdisjoint({number.first, number.last}) and number.first not in claimed:
            host = _done_for(number, done, scope) or _told_of_deed(number, hosts, done, scope)
            used.update(range(number.first, number.last + 1) if host else ())
            yield from [(Amount(number.value, "minute", number.first, number.last), host)] if host else ()


def _done_for(number: Number, done: Sequence[Mention], scope: Scope) -> Mention | None:
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    before, after = _text(reading, number.first - 1), _text(reading, number.last + 1)
    ends = not after or reading.words[number.last + 1].stop >= COMMA or after in kinds["closes"]
    part = scope.clauses.around(number.first)
    timed = any(a.minutes and a.first in part for a in reading.amounts)
    mine = [h for h in done if h.first in part]
    ahead = [h for h in mine if h.first < number.first]
    if before in kinds["consists_of"]:
        return None  # "3 sets of 10"
    if ends and ahead and not timed and (before in kinds["for_so_long"] or number.first - ahead[-1].last == 1):
        return ahead[-1]
    led = after in kinds["spent_on"] | kinds["consists_of"] and not reading.words[number.last + 1].stop
    behind = [h for h in mine if 0 < h.first - number.last <= (_REACHES if led else 1)]
    doing = tuple(kinds["doing_ends"])
    named = behind and (led or _text(reading, behind[0].first).endswith(doing))
    return behind[0] if named and before not in kinds["labels"] else None


def _told_of_deed(number: Number, hosts: Sequence[Mention], done: Sequence[Mention], scope: Scope) -> Mention | None:
    """What was done where a number stands alone behind it: "the breathing, 5", "stretched at home, fifteen"."""
    told = told_before(number.first, number.last, hosts, scope)
    if not told or told[-1] not in done or any(h not in done and h.group != "exposure" for h in told):
        return None
    alone = len(scope.clauses.around(number.first)) == number.last - number.first + 1
    timed = any(a.minutes and told[0].first <= a.first < number.first for a in scope.reading.amounts)
    sentence = scope.reading.sentence
    earlier = sentence[number.first] != sentence[told[-1].first]
    felt = earlier and any(h.group == "symptom" and sentence[h.first] == sentence[told[-1].first] for h in hosts)
    return told[-1] if alone and not timed and not felt else None


def _text(reading: Reading, place: int) -> str:
    return reading.words[place].text if 0 <= place < len(reading.words) else ""

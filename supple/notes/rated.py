# SPDX-License-Identifier: Apache-2.0
"""What is meant where a place is only rated? "My back's a six", "left knee 3/10": it hurts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supple.notes.read import Mention
from supple.notes.scope import Scope
from supple.notes.sites import Place
from supple.notes.words import COMMA

_MOST = 10
_LED = 3
"""How many words such as "is a" may stand between a place and its number."""
_NEAR = 4
"""So near before a place or behind its number a thing is what the number rates."""


def with_rated(hosts: Sequence[Mention], scope: Scope) -> list[Mention]:
    """The things named, and a pain at each place that has a number up to ten and nothing else to rate."""
    found = [_pain(place) for place in scope.where if place.site and _is_rated(place, hosts, scope)]
    return sorted([*hosts, *found], key=lambda m: (m.first, m.last)) if found else list(hosts)


def _pain(place: Place) -> Mention:
    words = tuple(range(place.first, place.last + 1))
    return Mention("symptom", "pain", {}, words, place.first, place.last)


def _is_rated(place: Place, hosts: Sequence[Mention], scope: Scope) -> bool:
    reading = scope.reading
    counted = {n for a in reading.amounts for n in range(a.first, a.last + 1)}
    counted |= {n for c in reading.clocks for n in range(c.first, c.last + 1)}
    behind = [n for n in reading.numbers if 0 < n.first - place.last <= _LED + 1 and n.first not in counted]
    if not behind or behind[0].value > _MOST or reading.stops(place.last, behind[0].first):
        return False
    level = reading.lexicon.classes["level"]
    led = all(word in level for word in reading.between(place.last, behind[0].first))
    felt = any(m.group == "symptom" and m.first < place.first for m in _of_sentence(place, scope))
    if not led or felt or _named_right_behind(behind[0].last + 1, hosts, scope):
        return False
    return not _names_something(place.first - _NEAR, behind[0].last + _NEAR, place, hosts, scope)


def _named_right_behind(first: int, hosts: Sequence[Mention], scope: Scope) -> bool:
    """Whether the next clause is nothing but what was felt: "legs a 2, stiff"."""
    words = scope.reading.words
    if first >= len(words) or words[first].stop != COMMA:
        return False
    part = scope.clauses.around(first)
    return any(h.group == "symptom" and h.first == part.start and h.last + 1 == part.stop for h in hosts)


def _of_sentence(place: Place, scope: Scope) -> Iterator[Mention]:
    return (m for m in scope.reading.mentions if scope.same_sentence(m.first, place.first))


def _names_something(first: int, last: int, place: Place, hosts: Sequence[Mention], scope: Scope) -> bool:
    """Whether a thing stands so near that the number may be about it."""
    near = (h for h in hosts if h.last >= first and h.first <= last)
    return any(not scope.reading.stops(min(h.last, place.first), max(h.first, place.last)) for h in near)

# SPDX-License-Identifier: Apache-2.0
"""What is meant where a place is only rated? "My back's a six" hurts; a muscle such as "calves 3" is so stiff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from supple.notes.numbers import Number
from supple.notes.read import Mention
from supple.notes.scope import Scope
from supple.notes.sites import Place
from supple.notes.words import COMMA

_MUSCLES = frozenset({"whole_leg", "thigh", "quadriceps", "hamstring", "adductor", "hip_flexor", "calf"})
"""What people with spasticity rate for its stiffness; a joint or a back is rated for its pain."""
_EASES_PAIN = frozenset({"paracetamol", "ibuprofen", "naproxen", "diclofenac", "aspirin", "codeine", "tramadol"})
_EASES = frozenset({"warmth", "cooling", "topical", "physio", "massage"})
"""What is taken or done "for" a place that hurts."""
_MOST = 10
_LED = 3
"""How many words such as "is a" may stand between a place and its number."""
_NEAR = 4
"""So near before a place or behind its number a thing is what the number rates."""


def with_rated(hosts: Sequence[Mention], scope: Scope) -> list[Mention]:
    """The things named, and what is felt at each place that has a number up to ten and nothing else to rate."""
    rated = [place for place in scope.where if place.site and _is_rated(place, hosts, scope)]
    eased = [place for place in scope.where if place.site and _is_treated(place, hosts, scope)]
    found = [*(_felt(place) for place in rated), *(_hurting(place) for place in eased if place not in rated)]
    return sorted([*hosts, *found], key=lambda m: (m.first, m.last)) if found else list(hosts)


def _felt(place: Place) -> Mention:
    words = tuple(range(place.first, place.last + 1))
    what = "stiffness" if place.site in _MUSCLES else "pain"
    return Mention("symptom", what, {}, words, place.first, place.last)


def _hurting(place: Place) -> Mention:
    """The pain of a place that something was taken or done for; no length is of that pain, but of what was done."""
    words = tuple(range(place.first, place.last + 1))
    return Mention("symptom", "pain", {"treated": True}, words, place.first, place.last)


def _is_treated(place: Place, hosts: Sequence[Mention], scope: Scope) -> bool:
    """Whether something that eases pain was taken or done for a place: "two paracetamol for the right hip"."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    led = [reading.words[n].text for n in range(max(0, place.first - _LED), place.first)]
    if not any(a in kinds["for_so_long"] and b in kinds["the"] for a, b in pairwise(led)):
        return False
    before = (m for m in (*reading.mentions, *hosts) if m.first < place.first)
    here = [m for m in before if scope.same_sentence(m.first, place.first)]
    if any(m.group == "symptom" for m in here) or _names_something(place.first, place.last + 1, place, hosts, scope):
        return False
    return any(m.id in _EASES_PAIN | _EASES and m.status == "present" for m in here)


def _is_rated(place: Place, hosts: Sequence[Mention], scope: Scope) -> bool:
    reading = scope.reading
    counted = {n for a in reading.amounts for n in range(a.first, a.last + 1)}
    counted |= {n for c in reading.clocks for n in range(c.first, c.last + 1)}
    free = [n for n in reading.numbers if n.first not in counted]
    inside = [n for n in free if place.first < n.first and n.last == place.last and not place.other]  # "back 7/10"
    behind = inside or [n for n in free if 0 < n.first - place.last <= _LED + 1]
    if not behind or behind[0].value > _MOST or reading.stops(place.first, behind[0].first):
        return False
    level = reading.lexicon.classes["level"]
    led = bool(inside) or all(word in level for word in reading.between(place.last, behind[0].first))
    felt = any(m.group == "symptom" and m.first < place.first for m in _of_sentence(place, scope))
    if not led or felt or _counts_something(behind[0], scope) or _named_right_behind(behind[0].last + 1, hosts, scope):
        return False
    return not _names_something(place.first - _NEAR, behind[0].last + _NEAR, place, hosts, scope)


def _counts_something(number: Number, scope: Scope) -> bool:
    """Whether a noun follows a number that it counts: "legs two logs"."""
    after = number.last + 1
    ends = after >= len(scope.reading.words) or scope.reading.words[after].stop
    return number.form == "plain" and not ends and after not in scope.clauses.quiet


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

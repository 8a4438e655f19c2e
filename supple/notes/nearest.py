# SPDX-License-Identifier: Apache-2.0
"""To which thing does a detail belong? To the one that is nearest, where pauses, links and other things are far."""

from __future__ import annotations

from collections.abc import Sequence

from supple.notes.read import Mention
from supple.notes.scope import Scope
from supple.notes.times import Clock
from supple.notes.words import COMMA

TOO_FAR = 9.0
_PAUSE, _LINK, _OTHER, _TURN = 2.0, 1.5, 3.0, 5.0


def distance(first: int, last: int, host: Mention, scope: Scope, hosts: Sequence[Mention]) -> float:
    """How far a detail stands from a thing, in words; nothing reaches over the end of a sentence.

    What follows a thing belongs to it a little more than what stands before.
    """
    if not scope.same_sentence(first, host.first):
        return float("inf")
    if host.first <= first and last <= host.last and not host.framed:
        return 0.0
    start, end = _edges(first, host)
    after = first > end
    low, high = (end, first) if after else (last, start)
    if high <= low:
        return 0.0
    far = high - low - 1.0
    reading = scope.reading
    far -= sum(low < place < high for place in scope.placed)
    pauses = sum(w.stop >= COMMA for w in reading.words[low + 1 : high + 1])
    far += _PAUSE * pauses * (1 if after else 2)  # what stands before a pause seldom belongs to what comes after it
    far += _LINK * sum(w in reading.lexicon.classes["and"] for w in reading.between(low, high))
    far += _OTHER * sum(low < other.first < high for other in hosts if other is not host)
    far += _TURN * scope.contrasted(low, high)
    return far if after else far + 0.5


def _edges(place: int, host: Mention) -> tuple[int, int]:
    """The first and last word of a thing; of one that ideas said together the word that is nearest to a detail."""
    if not host.framed:
        return host.first, host.last
    near = min(host.used, key=lambda used: abs(used - place))
    return near, near


def host_of(first: int, last: int, hosts: Sequence[Mention], scope: Scope, most: float = TOO_FAR) -> Mention | None:
    """The thing a detail belongs to, or None when none is near enough."""
    near = [h for h in hosts if abs(h.first - first) <= 3 * TOO_FAR]
    ranked = sorted((distance(first, last, h, scope, near), n) for n, h in enumerate(near))
    return near[ranked[0][1]] if ranked and ranked[0][0] <= most else None


def told_before(first: int, last: int, hosts: Sequence[Mention], scope: Scope) -> list[Mention] | None:
    """The things that a clause of details alone tells more of: those of the last clause that names something.

    Where nothing of that clause was understood, those before it in its sentence; None where no such clause is there.
    """
    named = {place for h in hosts if not h.framed for place in h.used} - set(range(first, last + 1))
    part = scope.clauses.before(first, last, named)
    if part is None:
        return None
    told = [h for h in hosts if any(place in part for place in h.used)]
    told = told or [h for h in hosts if h.first < part.start and scope.same_sentence(h.first, part.start)]
    return [h for h in told if not any(_says_more(other, h) for other in told)]


def is_alone(clock: Clock, scope: Scope) -> bool:
    """Whether an hour is all that its clause says, "about" and "both" aside."""
    words, kinds = scope.reading.words, scope.reading.lexicon.classes
    nearly = kinds["nearly"] | kinds["for_both"]
    part = scope.clauses.around(clock.first)
    return all(clock.first <= n <= clock.last or words[n].text in nearly for n in part)


def _says_more(one: Mention, other: Mention) -> bool:
    """Whether one thing of the same kind has all the words of another, and more."""
    whole = len(one.used) == one.last - one.first + 1 or not one.framed
    wider = one.last - one.first > other.last - other.first
    return whole and wider and one.group == other.group and one.first <= other.first and other.last <= one.last


def last_before(place: int, things: Sequence[Mention], scope: Scope, between: Sequence[Mention] = ()) -> Mention | None:
    """What a detail in a sentence without a thing of its own is about: the last one, up to three sentences back."""
    sentence = scope.reading.sentence
    here = sentence[place]
    if any(sentence[t.first] == here for t in things):
        return None
    before = [t for t in things if 0 < here - sentence[t.first] <= 3]
    if not before:
        return None
    last = before[-1]
    cut_off = any(sentence[last.first] < sentence[b.first] < here for b in between)
    return None if cut_off else last

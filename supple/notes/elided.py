# SPDX-License-Identifier: Apache-2.0
"""What befell a place that is told without saying it again? "Hands stiff 3/10, legs 6/10": the legs are stiff too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supple.entries.vocabulary import CORE
from supple.notes.read import Mention, Reading
from supple.notes.scope import Scope
from supple.notes.sites import Place, is_of
from supple.notes.words import COMMA

_SIDES = frozenset({"left", "right"})
_AGAIN = 2
"""So many sentences back stands what happens again."""


def with_elided(hosts: Sequence[Mention], places: Mapping[int, Sequence[Place]], scope: Scope) -> list[Mention]:
    """The things named, and one more of the last symptom at each place that is rated, dated or added without a name."""
    found: list[Mention] = []
    for place in scope.where:
        last = _last_felt(place, hosts, scope)
        if last is None or not place.site or not _is_elsewhere(place, places[last]):
            continue
        part = _alone(place, hosts[last], hosts, scope)
        if part and _tells(part, scope):
            felt, words = hosts[last], tuple(range(place.first, place.last + 1))
            found.append(Mention("symptom", felt.id, {}, words, place.first, place.last, felt.status))
    return sorted([*hosts, *found], key=lambda m: (m.first, m.last)) if found else list(hosts)


def _last_felt(place: Place, hosts: Sequence[Mention], scope: Scope) -> int | None:
    """The number of the last thing before a place, where it is a symptom that is there, up to a sentence back."""
    sentence, words = scope.reading.sentence, scope.reading.words
    back = [n for n, h in enumerate(hosts) if h.first < place.first]
    before = [n for n in back if sentence[place.first] - sentence[hosts[n].first] <= 1]
    again = scope.reading.lexicon.classes["same_again"]
    if any(words[n].text in again for n in range(sentence.index(sentence[place.first]), place.first)):
        near = (n for n in back if sentence[place.first] - sentence[hosts[n].first] <= _AGAIN)
        before = [n for n in near if hosts[n].group == "symptom"]  # "cramped at 1, got up. 3 again, the other calf"
    if not before:
        return None
    last = hosts[before[-1]]
    felt = last.group == "symptom" and last.id in CORE and last.id != "fall" and last.status == "present"
    return before[-1] if felt and last.last < place.first else None


def _is_elsewhere(place: Place, others: Sequence[Place]) -> bool:
    """Whether a symptom has a place of its own, and this is another one."""
    own = [p for p in others if p.site and p.first != place.first]
    return bool(own) and not any(_is_there(place, p) for p in own)


def _is_there(one: Place, other: Place) -> bool:
    """Whether two places are the same as far as they are told, or one is a part of the other."""
    if one.site != other.site:
        return is_of(one.site, other.site) or is_of(other.site, one.site)
    return not (one.side in _SIDES and other.side in _SIDES and one.side != other.side)


def _alone(place: Place, felt: Mention, hosts: Sequence[Mention], scope: Scope) -> range | None:
    """The clauses of details around a place, where they name nothing else; None where its own does."""
    clauses, words = scope.clauses, scope.reading.words
    part = _own_part(place, felt, scope)
    if not _is_bare(part, place, hosts, scope):
        return None
    while part.stop < len(words) and words[part.stop].stop == COMMA:
        more = clauses.around(part.stop)
        if any(p.first in more for p in scope.reading.places) or not _is_bare(more, place, hosts, scope):
            break
        part = range(part.start, more.stop)
    return part


def _own_part(place: Place, felt: Mention, scope: Scope) -> range:
    """The clause of a place; "and" parts it where the symptom has its own details: "calf at 2 and thigh at 8"."""
    part, reading = scope.clauses.around(place.first), scope.reading
    if felt.last not in part:
        return part
    joins = [n for n in part if reading.words[n].text in reading.lexicon.classes["goes_on"]]
    before = [n for n in joins if felt.last < n < place.first]
    if before and not _said(reading).isdisjoint(range(felt.first, before[-1])):
        return range(before[-1] + 1, next((n for n in joins if n > place.last), part.stop))
    return part


def _is_bare(part: range, place: Place, hosts: Sequence[Mention], scope: Scope) -> bool:
    named = any(n in part for h in hosts for n in h.used)
    others = (n for n in part if not place.first <= n <= place.last)
    return not named and (place.other or scope.clauses.only_dates(others))


def _tells(part: range, scope: Scope) -> bool:
    """Whether something is said of a place: how strong, how long, when, or that it was so there too."""
    reading = scope.reading
    said = _said(reading)
    besides = reading.lexicon.classes["besides"]
    return any(n in said or reading.words[n].text in besides for n in part)


def _said(reading: Reading) -> set[int]:
    """Where numbers, lengths, clock times and words such as "once" begin."""
    counted = {how.first for how in reading.hows if "n" in how.said}
    numbers = {a.first for a in reading.amounts} | {n.first for n in reading.numbers}
    return counted | numbers | {c.first for c in reading.clocks}

# SPDX-License-Identifier: Apache-2.0
"""Where was it? Each place belongs to the nearest thing, each side to the nearest place; neither is made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from supple.notes.nearest import distance, host_of
from supple.notes.read import Mention, Reading
from supple.notes.scope import Scope
from supple.notes.sites import LIMB, Place, is_of

_SITE_REACHES = 8.0
_ON_THE_BODY = frozenset(
    {
        "stretching",
        "exercise",
        "massage",
        "massage_gun",
        "topical",
        "cooling",
        "warmth",
        "positioning",
        "tight_clothing",
    }
)
"""What is done to a place, so that the place it names is no place of a symptom."""
_LINKED, _JOINED, _BESIDE = 3, 3, 2


def places_of(scope: Scope, hosts: Sequence[Mention]) -> dict[int, list[Place]]:
    """For each thing, by its place in the list, where it was."""
    symptoms = [h for h in hosts if h.group == "symptom"]
    taking = [h for h in hosts if h.group == "symptom" or h.id in _ON_THE_BODY]
    given: dict[int, list[Place]] = {id(h): [] for h in hosts}
    known = scope.where
    for place in known:
        host = host_of(place.first, place.last, taking, scope, _SITE_REACHES)
        if host is not None:
            given[id(host)].append(place)
    for mention in symptoms:
        linked = _linked(mention, known, symptoms, scope)
        given[id(mention)] = [] if mention.id == "fall" else linked or given[id(mention)]
    for mention in symptoms:
        here = given[id(mention)]
        if mention.said.get("site"):
            given[id(mention)] = _own(mention, here)
        elif mention.id != "fall" and not any(place.site for place in here):
            shared = _shared(mention, symptoms, given, scope) or _carried(mention, known, scope)
            taken = [p for h in hosts if h is not mention for p in given[id(h)]]
            given[id(mention)] = _with_side(shared or _left(mention, known, taken, scope.reading.sentence), here)
    return {n: [_sided(place, known, scope.reading) for place in given[id(host)]] for n, host in enumerate(hosts)}


def _sided(place: Place, placed: Sequence[Place], reading: Reading) -> Place:
    """A foot on the side of its leg, in this sentence or the one before: "right leg jumping, foot hammering"."""
    limb = LIMB.get(place.site or "")
    if limb is None or place.side or place.many:
        return place
    here = reading.sentence[place.first]
    near = [p for p in placed if p.side and p.first < place.first and here - reading.sentence[p.first] <= 1]
    said = {p.side for p in near if p.site is None or LIMB.get(p.site) == limb}
    said = said or {p.side for p in placed if p.side and p.site == place.site and _tells_side_of(p, place, reading)}
    return replace(place, side=said.pop()) if len(said) == 1 else place


def _tells_side_of(other: Place, place: Place, reading: Reading) -> bool:
    """Whether the same site is named with its side before, or later in the sentence: "leg spasms, both legs"."""
    here, there = reading.sentence[place.first], reading.sentence[other.first]
    return there == here or (other.first < place.first and other.side != "both")


def _left(mention: Mention, placed: Sequence[Place], taken: Sequence[Place], sentence: Sequence[int]) -> list[Place]:
    """The nearest place of its sentence, however far; first of those that are no other symptom's, or one next door."""
    sites = [p for p in placed if p.site]
    here = [p for p in sites if sentence[p.first] == sentence[mention.first]]
    free = [p for p in here if p not in taken] or here
    free = free or _next_door(sentence[mention.first], [p for p in sites if p not in taken], sentence)
    return sorted(free, key=lambda p: abs(p.first - mention.first))[:1]


def _next_door(here: int, free: Sequence[Place], sentence: Sequence[int]) -> list[Place]:
    """The one place that the sentence before names, or the one after it."""
    for near in (here - 1, here + 1):
        there = [p for p in free if sentence[p.first] == near]
        if there:
            return there if len(there) == 1 else []
    return []


def _linked(mention: Mention, placed: Sequence[Place], symptoms: Sequence[Mention], scope: Scope) -> list[Place]:
    """The places that its own words join it to: inside its phrase, behind "in" or "of", or right before it."""
    kinds = scope.reading.lexicon.classes
    inside = [p for p in placed if p.site and mention.first <= p.last <= mention.last]
    if inside:  # "set the legs off, three jumps in the left one" is told of the one that it comes to
        other = [p for p in _behind(mention, placed, symptoms, scope, kinds["part_of"]) if p.other]
        part = [p for p in _behind(mention, placed, symptoms, scope, kinds["in"]) if is_of(p.site, inside[-1].site)]
        return other or part or inside  # "leg started shaking at the ankle"
    joined = _behind(mention, placed, symptoms, scope, kinds["in"]) or _right_before(mention, placed, symptoms, scope)
    return joined or _behind(mention, placed, symptoms, scope)


def _behind(
    mention: Mention,
    placed: Sequence[Place],
    symptoms: Sequence[Mention],
    scope: Scope,
    links: frozenset[str] | None = None,
) -> list[Place]:
    """The place that a word such as "in" joins it to, or that stands right behind it, with those listed with that."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    behind = [p for p in placed if p.site and 0 < p.first - mention.last <= _LINKED + 3]
    behind = [p for p in behind if scope.same_sentence(p.first, mention.last)]
    if not behind:
        return []
    chain = behind[:1]
    between = reading.between(mention.last, chain[0].first)
    free = not any(mention.last < s.first < chain[0].first for s in symptoms)
    rated = any(mention.last < n.first < chain[0].first for n in reading.numbers)  # "tight at a 6, right one 3"
    if links is None and (between or reading.stops(mention.last, chain[0].first)):
        return []
    led = links is None or _is_led(chain[0], links, reading)
    if not free or rated or not led or not kinds["subject"].isdisjoint(between):
        return []
    for more in behind[1:]:
        joined = reading.between(chain[-1].last, more.first)
        if len(joined) <= _JOINED and all(w in kinds["and"] or w in kinds["the"] for w in joined):
            chain.append(more)
    return chain


def _is_led(place: Place, links: frozenset[str], reading: Reading) -> bool:
    """Whether a word such as "in" stands close before a place, and no pause behind that word."""
    before = range(max(0, place.first - _LINKED), place.first)
    return any(reading.words[n].text in links and not reading.stops(n, place.first) for n in before)


def _right_before(mention: Mention, placed: Sequence[Place], symptoms: Sequence[Mention], scope: Scope) -> list[Place]:
    """The places that lead up to a symptom: "right hip and knee both stiff", "back 6/10 sore"."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    chain: list[Place] = []
    first = mention.first
    for place in reversed([p for p in placed if p.site and p.last < mention.first]):
        between = range(place.last + 1, first)
        words = [reading.words[n].text for n in between]
        near = len(words) <= 1 or scope.clauses.only_dates(between)
        joined = len(words) <= _JOINED and all(w in kinds["and"] or w in kinds["the"] for w in words)
        if reading.stops(place.last, first) or not (joined and kinds["and"] & {*words} if chain else near):
            break
        if not chain and set(words) & kinds["and"]:
            break
        if chain and any(s.last < place.first and scope.part[s.last] == scope.part[place.first] for s in symptoms):
            break
        chain, first = [place, *chain], place.first
    return chain


def _with_side(places: list[Place], sides: list[Place]) -> list[Place]:
    """A place taken over from elsewhere, with the side that was said beside the thing itself."""
    if not sides or not places:
        return places or sides
    return [Place(place.site, sides[0].side, place.first, place.last) for place in places[:1]]


def _carried(mention: Mention, placed: Sequence[Place], scope: Scope) -> list[Place]:
    """The last place of the sentence before, when this sentence names none and goes on about it."""
    reading = scope.reading
    here = reading.sentence[mention.first]
    if any(p.site and reading.sentence[p.first] == here for p in placed):
        return []
    before = [p for p in placed if p.site and 0 < here - reading.sentence[p.first] <= _back(here, reading)]
    return before[-1:] if before and _goes_on(mention, reading) else []


def _back(here: int, reading: Reading) -> int:
    """How many sentences back a place may stand: a sentence of a word or two is passed over."""
    return 2 if reading.sentence.count(here - 1) <= 2 else 1


def _goes_on(mention: Mention, reading: Reading) -> bool:
    """Whether a sentence has no subject of its own, or only "it" and "they"."""
    first = reading.sentence.index(reading.sentence[mention.first])
    if first == mention.first and reading.words[first].text in reading.lexicon.classes["nouns"]:
        return False
    lead = [w.text for w in reading.words[first : mention.first]]
    return len(lead) <= 4 and not any(w in reading.lexicon.classes["me_words"] for w in lead)


def _own(mention: Mention, near: Sequence[Place]) -> list[Place]:
    """A phrase that names its place itself takes only the side from around it, or a part of that place beside it."""
    part = [p for p in near if is_of(p.site, mention.said["site"]) and 0 < mention.first - p.last <= _BESIDE]
    if part:
        return part[:1]
    side = next((p.side for p in near if p.side), mention.said.get("side"))
    if side == "both" and mention.said.get("side") in ("left", "right"):
        side = mention.said["side"]  # both were measured, and one of them is the larger
    return [Place(str(mention.said["site"]), side, mention.first, mention.last)]


def _shared(mention: Mention, symptoms: Sequence[Mention], given: dict[int, list[Place]], scope: Scope) -> list[Place]:
    """The place of the thing it is listed with: "legs stiff and sore", "stiff and sore legs"."""
    own = symptoms.index(mention)
    if own and _listed(symptoms[own - 1], mention, scope, _LINKED + 1):
        return given[id(symptoms[own - 1])]
    if own + 1 < len(symptoms) and _listed(mention, symptoms[own + 1], scope, 1):
        return given[id(symptoms[own + 1])]
    return []


def _listed(a: Mention, b: Mention, scope: Scope, most: int) -> bool:
    """Whether two things are joined by a comma or an "and", with no other subject in between."""
    if not scope.same_sentence(a.first, b.first) or scope.turned(a.last, b.first):
        return False
    between = scope.reading.between(a.last, b.first)
    kinds = scope.reading.lexicon.classes
    if any(w in kinds["subject"] for w in between):
        return False
    return len(between) <= most and distance(b.first, b.last, a, scope, ()) <= most + 3

# SPDX-License-Identifier: Apache-2.0
"""Where was it? Each place belongs to the nearest thing, each side to the nearest place; neither is made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from supple.notes.nearest import distance, host_of
from supple.notes.read import Mention, Reading
from supple.notes.scope import Scope
from supple.notes.words import COMMA

_SIDE_REACHES = 3
_SIDE_BEHIND = 10
_SITE_REACHES = 8.0
_ON_THE_BODY = frozenset(
    {"stretching", "massage", "massage_gun", "topical", "cooling", "warmth", "positioning", "tight_clothing"}
)
"""What is done to a place, so that the place it names is no place of a symptom."""
_LINKED, _JOINED = 3, 3
_LIMB = {
    **dict.fromkeys(
        ("whole_leg", "thigh", "quadriceps", "hamstring", "adductor", "hip_flexor", "hip", "gluteal", "groin", "knee",
         "calf", "shin", "ankle", "foot"),
        "leg",
    ),
    **dict.fromkeys(("arm", "hand"), "arm"),
}  # fmt: skip
"""Which limb a place is part of; toes and fingers are told without a side."""
_PARTS = {
    "whole_leg": frozenset(site for site, limb in _LIMB.items() if limb == "leg" and site != "whole_leg"),
    "foot": frozenset({"toes"}),
    "arm": frozenset({"hand"}),
}
_PART_REACHES, _ONE_REACHES = 5, 2
_MIDDLE = frozenset({"back", "neck", "trunk"})
"""Places in the middle, which have a side only where it is said right before them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A site, a side, or both, and the words that say so."""

    site: str | None
    side: str | None
    first: int
    last: int
    many: bool = False
    other: bool = False
    """Whether it is the other one of two: "the right one"."""


def places_of(scope: Scope, hosts: Sequence[Mention]) -> dict[int, list[Place]]:
    """For each thing, by its place in the list, where it was."""
    symptoms = [h for h in hosts if h.group == "symptom"]
    taking = [h for h in hosts if h.group == "symptom" or h.id in _ON_THE_BODY]
    given: dict[int, list[Place]] = {id(h): [] for h in hosts}
    known = named_places(scope.reading)
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
    limb = _LIMB.get(place.site or "")
    if limb is None or place.side or place.many:
        return place
    here = reading.sentence[place.first]
    near = [p for p in placed if p.side and p.first < place.first and here - reading.sentence[p.first] <= 1]
    said = {p.side for p in near if p.site is None or _LIMB.get(p.site) == limb}
    return replace(place, side=said.pop()) if len(said) == 1 else place


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
        behind = _behind(mention, placed, symptoms, scope, kinds["part_of"])
        return [p for p in behind if p.other] or inside
    return _behind(mention, placed, symptoms, scope, kinds["in"]) or _right_before(mention, placed, symptoms, scope)


def _behind(
    mention: Mention, placed: Sequence[Place], symptoms: Sequence[Mention], scope: Scope, links: frozenset[str]
) -> list[Place]:
    """The place that it is joined to by a word such as "in", with those that are listed with it."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    behind = [p for p in placed if p.site and 0 < p.first - mention.last <= _LINKED + 3]
    behind = [p for p in behind if scope.same_sentence(p.first, mention.last)]
    if not behind:
        return []
    chain = behind[:1]
    between = reading.between(mention.last, chain[0].first)
    free = not any(mention.last < s.first < chain[0].first for s in symptoms)
    if not free or links.isdisjoint(between[-3:]) or not kinds["subject"].isdisjoint(between):
        return []
    for more in behind[1:]:
        joined = reading.between(chain[-1].last, more.first)
        if len(joined) <= _JOINED and all(w in kinds["and"] or w in kinds["the"] for w in joined):
            chain.append(more)
    return chain


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
    """A phrase that names its place itself takes only the side from around it."""
    side = next((p.side for p in near if p.side), mention.said.get("side"))
    if side == "both" and mention.said.get("side") in ("left", "right"):
        side = mention.said["side"]  # both were measured, and one of them is the larger
    return [Place(str(mention.said["site"]), side, mention.first, mention.last)]


def named_places(reading: Reading) -> list[Place]:
    """Sites with the sides beside them, and sides that stand alone."""
    sites = [p for p in reading.places if p.group == "site"]
    sides = [p for p in reading.places if p.group == "side"]
    found = [other for side in sides if (other := _other_of_two(side, sides, sites, reading))]
    sides = [s for s in sides if not any(s.first == other.first for other in found)]
    used: set[int] = set()
    near = [s for s in sites if not _is_far_end(s, sites, reading)]
    for site in near:
        side = _side_of(site, sides, near, reading)
        used |= {s.first for s in side}
        ids = {s.id for s in side} or _sides_inside(site, reading)
        word = "both" if len(ids) > 1 else next(iter(ids), None)
        if site.id in _MIDDLE and not any(_is_of_middle(s, site, reading) for s in side):
            word = None  # a neck "locked to the left" is no left neck
        elif word is None and site.said.get("side"):
            word = str(site.said["side"])
        elif word is None and site.said.get("many"):
            word = "both"
        spots = [site.first, site.last, *(s.first for s in side), *(s.last for s in side)]
        found.append(Place(site.id, word, min(spots), max(spots), bool(site.said.get("many"))))
    found += [Place(None, s.id, s.first, s.last) for s in sides if s.first not in used and s.said.get("alone")]
    return _parts_of_limbs(sorted(found, key=lambda p: p.first), reading)


def _is_of_middle(side: Mention, site: Mention, reading: Reading) -> bool:
    """Whether a side is that of a neck or back: right before it, or "on the left" or "left side" behind it."""
    words, kinds = reading.words, reading.lexicon.classes
    led = {word.text for word in words[side.first - 1 : side.last + 1]}
    behind = led & (kinds["on_side"] | kinds["sides"]) and not led & kinds["toward"]
    return site.first - 1 <= side.last <= site.last or bool(behind)


def _other_of_two(side: Mention, sides: Sequence[Mention], sites: Sequence[Mention], reading: Reading) -> Place | None:
    """Read "the right one" behind legs or a left leg: it is one of two, and not the side of the one that was named."""
    sentence = reading.sentence
    before = [s for s in sites if s.last < side.first and sentence[side.first] - sentence[s.first] <= _ONE_REACHES]
    if not before or not _stands_for_one(side, reading):
        return None
    site = before[-1]
    named = [s.id for s in _side_of(site, [s for s in sides if s is not side], sites, reading)]
    two = side.id not in named if named else site.said.get("many")
    return Place(site.id, side.id, side.first, side.last, other=True) if two else None


def _stands_for_one(side: Mention, reading: Reading) -> bool:
    """Whether a side is a thing by itself: "the right one", "then the right at three", "left stiff, right sore"."""
    words, kinds, after = reading.words, reading.lexicon.classes, side.last + 1
    if words[side.last].text in kinds["the_one"]:
        return True
    first = side.first - (side.first > 0 and words[side.first - 1].text in kinds["article"])
    begins = words[first].stop >= COMMA or (first > 0 and words[first - 1].text in kinds["and"])
    if not begins or side.id == "both" or any(site.first == after for site in reading.places):
        return False
    ahead = words[after] if after < len(words) and not words[after].stop else None
    if ahead and any(m.group == "symptom" and m.first == after for m in reading.mentions):
        return True
    if ahead and _is_rated(after, reading):
        return True
    return words[first].text in kinds["article"] and (ahead is None or ahead.text in kinds["at"] | kinds["besides"])


def _is_rated(place: int, reading: Reading) -> bool:
    """Whether a word ends its clause as a number or as how often: "left 6.", "right once"."""
    counted = [(n.first, n.last) for n in reading.numbers] + [(h.first, h.last) for h in reading.hows if "n" in h.said]
    ends = {last + 1 for first, last in counted if first == place}
    return any(end >= len(reading.words) or reading.words[end].stop for end in ends)


def _parts_of_limbs(known: Sequence[Place], reading: Reading) -> list[Place]:
    """The same, where a limb behind "on" or "of" only tells the side of its part: "toes curled on the left foot"."""
    kept: list[Place] = []
    for place in known:
        part = kept[-1] if kept else None
        if part and _is_part(part, place, reading):
            kept[-1] = Place(part.site, place.side, part.first, part.last)
        else:
            kept.append(place)
    return kept


def is_of(site: str | None, limb: str | None) -> bool:
    """Whether a site is a part of a limb."""
    return site in _PARTS.get(limb or "", ())


def _is_part(part: Place, limb: Place, reading: Reading) -> bool:
    words, kinds = reading.words, reading.lexicon.classes
    between = reading.between(part.last, limb.last)
    contained = is_of(part.site, limb.site) and limb.side is not None and part.side in (None, limb.side)
    linked = not kinds["part_of"].isdisjoint(between) and not reading.stops(part.last, limb.first)
    ends = limb.last + 1 >= len(words) or words[limb.last + 1].stop > 0
    apart = ends and limb.side != "both" and words[limb.first].stop == COMMA  # "toe cramp, left foot"
    apart = apart and reading.stops(part.last, limb.first) == COMMA
    near = len(between) <= _PART_REACHES and kinds["and"].isdisjoint(between)
    return contained and near and (linked or apart)


def _sides_inside(site: Mention, reading: Reading) -> set[str]:
    """The side that is part of a place's own phrase: "arch of the left foot"."""
    kinds = reading.lexicon.classes
    words = {reading.words[n].text for n in site.used}
    return {id for id in ("left", "right") if words & kinds[f"{id}_word"]}


def _is_far_end(site: Mention, sites: Sequence[Mention], reading: Reading) -> bool:
    """Whether it is where something runs to: "from the hip down to the knee" is about the hip."""
    kinds = reading.lexicon.classes
    led = [w.text for w in reading.words[max(0, site.first - 3) : site.first]]
    if not any(w in kinds["toward"] for w in led):
        return False
    here = [s for s in sites if s.last < site.first and reading.sentence[s.first] == reading.sentence[site.first]]
    if any(is_of(site.id, s.id) for s in here):
        return True  # "legs tingling down to the knee"
    before = [s for s in here if site.first - s.last <= 5]
    return any(reading.words[n].text in kinds["since"] for s in before for n in range(max(0, s.first - 3), s.first))


def _side_of(site: Mention, sides: Sequence[Mention], sites: Sequence[Mention], reading: Reading) -> list[Mention]:
    """The sides of a site: before it within a few words, or right behind it."""
    before = [s for s in sides if 0 <= site.first - s.last <= _SIDE_REACHES and s.last <= site.first]
    before = [s for s in before if not any(s.last < o.first < site.first for o in sites)]
    before = [s for s in before if reading.stops(s.last, site.first) < COMMA]
    if before:
        return before
    inside = [s for s in sides if site.first <= s.first and s.last <= site.last]
    if inside:
        return inside
    behind = [s for s in sides if 0 < s.first - site.last <= _SIDE_BEHIND]
    behind = [s for s in behind if _ends_there(s, reading) or _is_between(site, s, reading)]
    behind = [
        s for s in behind if not any(site.last < o.first <= s.last + 2 for o in sites) or _in_brackets(s, reading)
    ]
    near = [s for s in behind if s.first == site.last + 1 or s.said.get("alone") or _set_apart(s, reading)]
    return near[:1]


def _in_brackets(side: Mention, reading: Reading) -> bool:
    """Whether a side is set apart on both sides: "foot cramp (right, the arch)"."""
    after = side.last + 1
    return reading.words[side.first].stop > 0 and (after >= len(reading.words) or reading.words[after].stop > 0)


def _ends_there(side: Mention, reading: Reading) -> bool:
    """Whether a side stands for itself: nothing follows that it could be the side of, or the verb "left"."""
    after = side.last + 1
    if after >= len(reading.words) or reading.words[after].stop or side.said.get("alone"):
        return True
    word = reading.words[after].text
    return word in reading.lexicon.classes["closes"] or word[0].isdigit()


def _is_between(site: Mention, side: Mention, reading: Reading) -> bool:
    """Whether a side stands right between its site and a symptom: "foot right cramp"."""
    felt = any(m.group == "symptom" and m.first == side.last + 1 for m in reading.mentions)
    return felt and side.first == site.last + 1


def _set_apart(side: Mention, reading: Reading) -> bool:
    before = reading.words[side.first - 1].text if side.first else ""
    return reading.words[side.first].stop > 0 or before not in reading.lexicon.classes["subject"]


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

# SPDX-License-Identifier: Apache-2.0
"""Which places does a note name, and on which side is each, wherever the side is told?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from supple.notes.read import Mention, Reading
from supple.notes.words import COMMA

_SIDE_REACHES = 3
_SIDE_BEHIND = 10
_PART_REACHES, _ONE_REACHES = 5, 2
LIMB = {
    **dict.fromkeys(
        ("whole_leg", "thigh", "quadriceps", "hamstring", "adductor", "hip_flexor", "hip", "gluteal", "groin", "knee",
         "calf", "shin", "ankle", "foot"),
        "leg",
    ),
    **dict.fromkeys(("arm", "hand"), "arm"),
}  # fmt: skip
"""Which limb a place is part of; toes and fingers are told without a side."""
_PARTS = {
    "whole_leg": frozenset(site for site, limb in LIMB.items() if limb == "leg" and site != "whole_leg"),
    "foot": frozenset({"toes"}),
    "arm": frozenset({"hand"}),
}
_SIDES = frozenset({"left", "right"})
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
    found = _each_of_two(sorted(found, key=lambda p: p.first), reading)
    return _parts_of_limbs([_pointed(place, found, reading) for place in found], reading)


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


def _each_of_two(found: Sequence[Place], reading: Reading) -> list[Place]:
    """The same, where both of a pair are rated: "calves stiff: right 2, left 4" is said of the right one first."""
    kept = list(found)
    for one, two in pairwise(p for p in found if p.other):
        pair = one.site == two.site and {one.side, two.side} == _SIDES
        whole = [p for p in kept if p.many and p.site == one.site and p.last < one.first]
        if pair and whole and _is_rated(one.last + 1, reading) and _is_rated(two.last + 1, reading):
            kept[kept.index(whole[-1])] = replace(whole[-1], side=one.side, many=False)
            kept.remove(one)
    return kept


def _pointed(place: Place, found: Sequence[Place], reading: Reading) -> Place:
    """The same, with the side that "that" and "the same" point back at: "the toes on that side", "that foot"."""
    if place.side or not place.site:
        return place
    words, kinds = reading.words, reading.lexicon.classes
    behind = [words[n].text for n in range(place.last + 1, min(place.last + 1 + _PART_REACHES, len(words)))]
    side = next((n for n, word in enumerate(behind) if word in kinds["sides"]), 0)
    of_side = side > 1 and behind[0] in kinds["on_side"] and behind[side - 1] in kinds["it_words"]
    if not of_side and (not place.first or words[place.first - 1].text not in kinds["it_words"]):
        return place
    here = reading.sentence[place.first]
    near = [p for p in found if p.first < place.first and here - reading.sentence[p.first] <= _ONE_REACHES]
    sided = [p.side for p in near if p.side in _SIDES]
    return replace(place, side=sided[-1]) if sided else place


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
    joined = limb.first == part.last + 1 and limb.side in _SIDES and not words[limb.first].stop  # "toes left foot"
    return contained and near and (linked or apart or joined)


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
        return before[1:] if [s.id for s in before[:1]] == ["both"] and len(before) == 2 else before  # "both left calf"
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

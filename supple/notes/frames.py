# SPDX-License-Identifier: Apache-2.0
"""Do several ideas stand together in one part of a sentence, so that they say one thing in whatever order?

A frame is written `cannot & urinate ! joking => within=8`: all of these ideas near each other, and none of those
behind the `!`. "can't wee", "unable to pass a drop of urine" and "the wee won't come" are one frame.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from supple.notes.concepts import Concepts, Spot
from supple.notes.words import COMMA, SENTENCE, Word

_WITHIN = 6
"""How many words may lie between two ideas of a frame, when the frame does not say so itself."""
_BLOCKED_WITHIN = 7
_MOST_TRIED = 4
_OF_FRAMES = ("within", "ordered", "across")
"""What a frame says of itself; all else is said along with what it means."""
Phrases = Callable[[str], "Iterator[tuple[str, dict[str, Any]]]"]


@dataclass(frozen=True, slots=True)
class Frame:
    """Ideas that say a thing together, and those that keep them from it."""

    group: str
    id: str
    parts: tuple[tuple[str, ...], ...]
    blocked: tuple[str, ...]
    said: Mapping[str, Any]
    within: int = _WITHIN
    ordered: bool = False
    across: int = 0
    """How many ends of a sentence may lie between its ideas."""


@dataclass(frozen=True, slots=True)
class Framed:
    """A frame that was found: the words of its ideas, and from where to where it reaches."""

    frame: Frame
    used: tuple[int, ...]
    first: int
    last: int


@dataclass(slots=True)
class Frames:
    """All frames of a language, by the ideas that their first part may be."""

    concepts: Concepts
    contrast: frozenset[str]
    """Words such as "but" and "not" that no frame reaches over."""
    well: frozenset[str] = frozenset()
    """Words such as "fine" that end what is said of a thing, where a pause follows them."""
    by_anchor: dict[str, list[Frame]] = field(default_factory=dict)
    ordinary: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """For each thing the ideas beside which it is meant otherwise, however it was put."""

    def add(self, group: str, id: str, lines: str, parse: Phrases) -> None:
        """Take in the frames of one thing; a line that begins with `!` blocks all of them."""
        always = tuple(n for line in lines.splitlines() if line.strip()[:1] == "!" for n in line.strip()[1:].split())
        if always:
            self.ordinary[group, id] = always
        for written, said in parse("\n".join(line for line in lines.splitlines() if line.strip()[:1] != "!")):
            together, _, apart = written.partition("!")
            parts = tuple(tuple(part.strip().split("|")) for part in together.split("&"))
            self._check(parts, id)
            along = {key: value for key, value in said.items() if key not in _OF_FRAMES}
            frame = Frame(
                group, id, parts, (*apart.replace("|", " ").split(), *always), along,
                int(said.get("within", _WITHIN)), bool(said.get("ordered")), int(said.get("across", 0)),
            )  # fmt: skip
            for name in parts[0]:
                self.by_anchor.setdefault(name, []).append(frame)

    def _check(self, parts: Sequence[Sequence[str]], id: str) -> None:
        for name in (name for part in parts for name in part):
            if name[0] != "@" and name not in self.concepts.names:
                raise KeyError(f"the frame of {id} speaks of {name}, which is no class of words")

    def meant_otherwise(
        self, key: tuple[str, str], first: int, last: int, spots: Mapping[str, Sequence[Spot]], sentence: Sequence[int]
    ) -> bool:
        """Whether an ordinary cause or another sense of the words stands beside a thing."""
        return _is_near(self.ordinary.get(key, ()), first, last, spots, sentence)

    def find(
        self, words: Sequence[Word], spots: Mapping[str, Sequence[Spot]], sentence: Sequence[int]
    ) -> Iterator[Framed]:
        """Every frame that the words fulfil, one for each place of its first idea."""
        here = set(spots)
        for name in tuple(spots):
            for frame in self.by_anchor.get(name, ()):
                if not any(here.isdisjoint(part) for part in frame.parts):
                    for anchor in spots[name]:
                        found = self._grown(frame, anchor, spots, words, sentence)
                        if found:
                            yield found

    def _grown(
        self, frame: Frame, anchor: Spot, spots: Mapping[str, Sequence[Spot]], words: Sequence[Word],
        sentence: Sequence[int],
    ) -> Framed | None:  # fmt: skip
        """The other ideas nearest to the first one, each within reach of what was found before."""
        chosen = [anchor]
        for part in frame.parts[1:]:
            near = [
                (cost, spot)
                for option in part
                for spot in _around(spots.get(option, ()), chosen)
                if (cost := self._cost(spot, chosen, words, sentence, frame)) is not None
            ]
            if not near:
                return None
            chosen.append(min(near)[1])
        first, last = min(spot[0] for spot in chosen), max(spot[1] for spot in chosen)
        if _is_near(frame.blocked, first, last, spots, sentence):
            return None
        own = {
            place
            for spot, part in zip(chosen, frame.parts, strict=True)
            if part[0][0] != "@"
            for place in range(spot[0], spot[1] + 1)
        }
        return Framed(frame, tuple(sorted(own)), first, last)

    def _cost(
        self, spot: Spot, chosen: Sequence[Spot], words: Sequence[Word], sentence: Sequence[int], frame: Frame
    ) -> int | None:
        """How far a further idea is from those found; None when it is too far, or overlaps one of them."""
        if any(spot[0] <= other[1] and other[0] <= spot[1] for other in chosen):
            return None
        if abs(sentence[spot[0]] - sentence[chosen[0][0]]) > frame.across:
            return None
        if frame.ordered and spot[0] < chosen[-1][1]:
            return None
        best: int | None = None
        for other in chosen:
            low, high = (other[1], spot[0]) if other[1] < spot[0] else (spot[1], other[0])
            between = words[low + 1 : high]
            if len(between) > frame.within or any(word.text in self.contrast for word in between):
                continue
            if any(words[n].text in self.well and words[n + 1].stop for n in range(low + 1, high)):
                continue  # "head fine, midwife pleased with the pressure"
            if words[low].text in self.contrast and any(w.stop for w in words[low + 1 : high + 1]):
                continue  # "no bruise, know my name"
            cost = len(between) + sum(word.stop >= COMMA for word in words[low + 1 : high + 1])
            best = cost if best is None or cost < best else best
        return best


def _is_near(
    names: Sequence[str], first: int, last: int, spots: Mapping[str, Sequence[Spot]], sentence: Sequence[int]
) -> bool:
    """Whether one of the ideas stands a few words away in the same sentences, or opens the next one to explain it."""
    return any(
        (sentence[first] <= sentence[spot[0]] <= sentence[last] or _opens_next(spot[0], last, sentence))
        and first - _BLOCKED_WITHIN <= spot[1]
        and spot[0] <= last + _BLOCKED_WITHIN
        for name in names
        for spot in spots.get(name, ())
    )


def _opens_next(place: int, last: int, sentence: Sequence[int]) -> bool:
    """Whether a word begins the sentence behind a thing: "Wee was pink. Beetroot." """
    return sentence[place] == sentence[last] + 1 and sentence[place - 1] == sentence[last]


def _around(spots: Sequence[Spot], chosen: Sequence[Spot]) -> list[Spot]:
    """The few spots nearest to what was found, so that a long note costs no more for each word than a short one."""
    at = bisect_left(spots, chosen[0])
    return list(spots[max(0, at - _MOST_TRIED) : at + _MOST_TRIED])


def sentences(words: Sequence[Word]) -> list[int]:
    """For each word the number of its sentence."""
    number, counted = 0, []
    for word in words:
        number += word.stop >= SENTENCE
        counted.append(number)
    return counted

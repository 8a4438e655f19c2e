# SPDX-License-Identifier: Apache-2.0
"""What does a note sound like, in words that nobody thought of? A small learned encoder that listens beside the rules.

The weights (`weights/`, made by `tools/learn_to_hear.py`) come from all-MiniLM-L6-v2 (Apache-2.0) and from the made-up
notes of `tests/notes`. They know English. They can be wrong both ways; what they say stands beside what was understood.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from supple.notes.encoder import Encoder
from supple.notes.parts import Part, parts_of
from supple.notes.said import Likeness, Sounds, Span

WEIGHTS = Path(__file__).parent / "weights"
LANGUAGE = "en"
_WORD = re.compile(r"[^\W\d_]{2,}")
LEAST = 0.02
"""What is less likely than this is not named at all."""
_SHOWN = 0.1
"""From which likelihood on a rule's sentence is looked for; a less likely rule is never shown."""
_FEWEST, _FEWEST_FOR_RULES = 3, 4
"""Fewer different words say no more than a phrase; phrases are for the rules, and a word or two mislead the ear."""
_WHOLE = 0.4
"""The share of its words that the ear knows whole in nearly every English note; in another language it is lower."""
_GERMAN = frozenset(
    {"und", "oder", "der", "die", "das", "den", "dem", "ist", "war", "ich", "es", "er", "mit", "von", "zu", "bei",
     "bis", "aus", "um", "ob", "hat", "mein"}
)  # fmt: skip
"""Words of German that stand in the vocabulary too, and tell nothing of whether a note is English."""


_TOGETHER = 512
"""Pieces that are looked at together: enough to be quick, few enough to stay close to the processor."""


class Look(NamedTuple):
    """What a part sounds like: by number what is likely enough, and which piece speaks most for each thing."""

    rules: dict[int, float]
    things: dict[int, float]
    pieces: Any


class Best(NamedTuple):
    """A rule or a thing by its number, how likely it is, and the part of the note that sounds most like it."""

    number: int
    share: float
    part: int


class Heard(NamedTuple):
    """A note while it is listened to; nothing is asked of one that says too little."""

    text: str
    parts: Sequence[Part]
    looks: Sequence[Look]
    rules: Sequence[Best] | None
    things: Sequence[Best] | None
    shown: frozenset[Part]
    """The parts of which one sentence among several is to be shown."""


@dataclass(frozen=True, slots=True)
class Ear:
    """The learned weights, ready to be used."""

    encoder: Encoder
    numbers: dict[str, int]
    rules: tuple[str, ...]
    things: tuple[str, ...]

    def hear(self, text: str) -> Sounds:
        """What a note sounds like; a phrase of a word or two, or another language, is not listened to."""
        return self.hear_all([text])[0]

    def hear_all(self, texts: Sequence[str]) -> list[Sounds]:
        """The same of many notes, which go through the layers together; each sounds as it does alone."""
        said = [self._different(text) for text in texts]
        cut = [list(parts_of(text, self.numbers)) if n >= _FEWEST else [] for text, n in zip(texts, said, strict=True)]
        looks = iter(self._looks([part for parts in cut for part in parts]))
        notes = [_heard(*note, list(islice(looks, len(note[2])))) for note in zip(texts, said, cut, strict=True)]
        alone = self._alone({part for note in notes for part in note.shown})
        return [self._sounds(note, alone) for note in notes]

    def _different(self, text: str) -> int:
        """How many different words a note has; none where too few are of English: others fall into pieces."""
        words = _WORD.findall(text.lower())
        known = sum(word in self.numbers and word not in _GERMAN for word in words)
        return len(set(words)) if known >= _WHOLE * len(words) else 0

    def _looks(self, parts: Sequence[Part]) -> list[Look]:
        found: dict[int, Look] = {}
        for mine, rules, things, most in self._sounding(parts):
            found.update(zip(mine, map(Look, _likely(rules), _likely(things), most), strict=True))
        return [found[n] for n in range(len(parts))]

    def _alone(self, parts: Collection[Part]) -> dict[Part, Any]:
        """For each part how much each of its sentences sounds like each rule when it stands alone."""
        sentences = [sentence for part in parts for sentence in part.split()]
        found: dict[int, Any] = {}
        for mine, rules, _, _ in self._sounding(sentences):
            found.update(zip(mine, rules, strict=True))
        each = (found[n] for n in range(len(sentences)))
        return {part: np.stack(list(islice(each, len(part.sentences)))) for part in parts}

    def _sounding(self, parts: Sequence[Part]) -> Iterator[tuple[Sequence[int], Any, Any, Any]]:
        """Some parts at a time as the encoder hears them: which parts, and its three answers."""
        begin, end = self.numbers["[CLS]"], self.numbers["[SEP]"]
        for mine in _together([len(part.numbers) for part in parts]):
            yield mine, *self.encoder.sounds([(begin, *parts[n].numbers, end) for n in mine])

    def _sounds(self, note: Heard, alone: Mapping[Part, Any]) -> Sounds:
        """Each rule with the sentence that by itself sounds most like it, each thing with the word that speaks most."""

        def sentence(rule: Best) -> Span:
            part = note.parts[rule.part]
            sentences = part.sentences
            if part in note.shown:
                sentences = sentences[int(alone[part][:, rule.number].argmax()) :][:1]
            return _without_blanks(note.text, (sentences[0][0], sentences[-1][1]))

        def word(thing: Best) -> Span:
            words = note.parts[thing.part].words
            return words[min(max(int(note.looks[thing.part].pieces[thing.number]) - 1, 0), len(words) - 1)]

        return Sounds(_named(note.rules, self.rules, sentence), _named(note.things, self.things, word))


def _together(sizes: Sequence[int]) -> Iterator[Sequence[int]]:
    """Which of these may be looked at together: those of one size, and not too much at once."""
    for size, alike in groupby(sorted(range(len(sizes)), key=sizes.__getitem__), key=sizes.__getitem__):
        while mine := list(islice(alike, max(1, _TOGETHER // size))):
            yield mine


def _likely(logits: Any) -> list[dict[int, float]]:
    """For each part what is likely enough, by number."""
    shares = 1.0 / (1.0 + np.exp(-logits))
    found: list[dict[int, float]] = [{} for _ in shares]
    rows, numbers = np.nonzero(shares >= LEAST)
    for row, number, share in zip(rows.tolist(), numbers.tolist(), shares[rows, numbers].tolist(), strict=True):
        found[row][number] = share
    return found


def _heard(text: str, different: int, parts: Sequence[Part], looks: Sequence[Look]) -> Heard:
    rules = _best([look.rules for look in looks]) if different >= _FEWEST_FOR_RULES else None
    things = _best([look.things for look in looks]) if different >= _FEWEST else None
    shown = (parts[one.part] for one in rules or () if rules and rules[0].share > _SHOWN)
    return Heard(text, parts, looks, rules, things, frozenset(part for part in shown if len(part.sentences) > 1))


def _best(shares: Sequence[Mapping[int, float]]) -> list[Best]:
    """The likeliest first, each by the part that sounds most like it."""
    each = [Best(number, share, part) for part, likely in enumerate(shares) for number, share in likely.items()]
    best: dict[int, Best] = {}
    for one in sorted(each, key=lambda one: (-one.share, one.number, one.part)):
        best.setdefault(one.number, one)
    return list(best.values())


def _named(
    found: Sequence[Best] | None, names: Sequence[str], where: Callable[[Best], Span]
) -> tuple[Likeness, ...] | None:
    return None if found is None else tuple(Likeness(names[one.number], one.share, where(one)) for one in found)


def _without_blanks(text: str, span: Span) -> Span:
    said = text[slice(*span)]
    start = span[0] + len(said) - len(said.lstrip())
    return start, start + len(said.strip())


@cache
def ear() -> Ear:
    """The ear for English, read once."""
    about = json.loads((WEIGHTS / f"{LANGUAGE}.json").read_text(encoding="utf-8"))
    words = (WEIGHTS / f"{LANGUAGE}.vocabulary.txt").read_text(encoding="utf-8").splitlines()
    numbers = {word: n for n, word in enumerate(words)}
    return Ear(Encoder(WEIGHTS / f"{LANGUAGE}.onnx"), numbers, tuple(about["rules"]), tuple(about["things"]))

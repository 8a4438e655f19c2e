# SPDX-License-Identifier: Apache-2.0
"""What does a note sound like, in words that nobody thought of? A small learned encoder that listens beside the rules.

The weights (`weights/`, made by `tools/learn_to_hear.py`) come from all-MiniLM-L6-v2 (Apache-2.0) and from the made-up
notes of `tests/notes`. They know English. They can be wrong both ways; what they say stands beside what was understood.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from supple.notes.encoder import encoded, sought, whole
from supple.notes.pieces import pieces
from supple.notes.said import Likeness, Sounds, Span

WEIGHTS = Path(__file__).parent / "weights"
LANGUAGE = "en"
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*|[.!?;\n]+")
_MOST = 126
"""Pieces of a text that are looked at together; a longer one is looked at in parts."""
_WORD = re.compile(r"[^\W\d_]{2,}")
LEAST = 0.02
"""What is less likely than this is not named at all."""
_SHOWN = -2.2
"""The logit (a likelihood of .1) from which a rule's sentence is looked for; a less likely rule is never shown."""
_FEWEST, _FEWEST_FOR_RULES = 3, 4
"""Fewer different words say no more than a phrase; phrases are for the rules, and a word or two mislead the ear."""
_WHOLE = 0.4
"""The share of its words that the ear knows whole in nearly every English note; in another language it is lower."""
_GERMAN = frozenset(
    {"und", "oder", "der", "die", "das", "den", "dem", "ist", "war", "ich", "es", "er", "mit", "von", "zu", "bei",
     "bis", "aus", "um", "ob", "hat", "mein"}
)  # fmt: skip
"""Words of German that stand in the vocabulary too, and tell nothing of whether a note is English."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a note that is looked at together: its sentences, how many pieces each has, and all the pieces."""

    sentences: tuple[Span, ...]
    sizes: tuple[int, ...]
    numbers: tuple[int, ...]
    words: tuple[Span, ...]

    def split(self) -> list[Part]:
        """Each of its sentences as a part of its own."""
        ends = list(accumulate(self.sizes, initial=0))
        return [
            Part((sentence,), (end - start,), self.numbers[start:end], self.words[start:end])
            for sentence, (start, end) in zip(self.sentences, pairwise(ends), strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Ear:
    """The learned weights, ready to be used."""

    weights: dict[str, Any]
    numbers: dict[str, int]
    rules: tuple[str, ...]
    things: tuple[str, ...]
    layers: int

    def hear(self, text: str) -> Sounds:
        """What a note sounds like; a phrase of a word or two, or another language, is not listened to."""
        words = _WORD.findall(text.lower())
        different = len(set(words))
        if different < _FEWEST or not self._understands(words):
            return Sounds()
        parts = tuple(self._parts(text))
        states, there = self._states(parts)
        rules = self._rules(text, parts, states, there) if different >= _FEWEST_FOR_RULES else None
        return Sounds(rules, self._told(parts, states, there))

    def _understands(self, words: Sequence[str]) -> bool:
        """Whether these are words of English: those of another language fall into pieces."""
        return sum(word in self.numbers and word not in _GERMAN for word in words) >= _WHOLE * len(words)

    def _rules(self, text: str, parts: Sequence[Part], states: Any, there: Any) -> tuple[Likeness, ...]:
        """The red flags, each with the sentence that by itself sounds most like it."""
        logits = whole(states, there) @ self.weights["rules"] + self.weights["rules_by"]
        alone = self._alone(parts) if len(parts) * len(parts[0].sentences) > 1 and logits.max() > _SHOWN else None

        def words(n: int, at: int) -> Span:
            if alone is None:
                return _without_blanks(text, (parts[at].sentences[0][0], parts[at].sentences[-1][1]))
            return _without_blanks(text, parts[at].sentences[int(alone[at][:, n].argmax())])

        return _likely(self.rules, logits, words)

    def _alone(self, parts: Sequence[Part]) -> list[Any]:
        """For each part how much each of its sentences sounds like each rule when it stands alone."""
        found = []
        for part in parts:
            states, there = self._states(part.split())
            found.append(whole(states, there) @ self.weights["rules"])
        return found

    def _told(self, parts: Sequence[Part], states: Any, there: Any) -> tuple[Likeness, ...]:
        """The things that happened, each with the word that speaks most for it."""
        says = sought(states, there, self.weights, np)

        def word(n: int, at: int) -> Span:
            last = len(parts[at].words) - 1
            return parts[at].words[min(max(int(says[at, :, n].argmax()) - 1, 0), last)]

        return _likely(self.things, says.sum(1) + self.weights["told_by"], word)

    def _states(self, parts: Sequence[Part]) -> tuple[Any, Any]:
        """Every piece of every part as the encoder sees it, and where there are pieces and no filling."""
        begin, end = self.numbers["[CLS]"], self.numbers["[SEP]"]
        cut = [[begin, *part.numbers, end] for part in parts]
        ids = np.zeros((len(cut), max(map(len, cut))), dtype=np.int64)
        there = np.zeros(ids.shape, dtype=np.float32)
        for row, mine in enumerate(cut):
            ids[row, : len(mine)] = mine
            there[row, : len(mine)] = 1
        rows = self.weights["pieces"][ids] * self.weights["pieces size"][ids]
        return encoded(rows, there, self.weights, self.layers, np), there

    def _parts(self, text: str) -> Iterator[Part]:
        """The text, or where it is too long the longest runs of sentences that can be looked at together."""
        spans: list[Span] = []
        cut: list[list[tuple[int, Span]]] = []
        for span, mine in self._sentences(text):
            if cut and sum(map(len, cut)) + len(mine) > _MOST:
                yield _part(spans, cut)
                spans, cut = [], []
            spans.append(span)
            cut.append(mine)
        if cut:
            yield _part(spans, cut)

    def _sentences(self, text: str) -> Iterator[tuple[Span, list[tuple[int, Span]]]]:
        """Each sentence in pieces; one too long to be looked at together in stretches that overlap by half."""
        for sentence in _SENTENCE.finditer(text):
            at = sentence.start()
            mine = [(n, (at + start, at + end)) for n, (start, end) in pieces(sentence.group(), self.numbers)]
            if 0 < len(mine) <= _MOST:
                yield sentence.span(), mine
            elif mine:
                for first in range(0, len(mine) - _MOST // 2, _MOST // 2):
                    stretch = mine[first : first + _MOST]
                    yield (stretch[0][1][0], stretch[-1][1][1]), stretch


def _part(sentences: Sequence[Span], cut: Sequence[Sequence[tuple[int, Span]]]) -> Part:
    numbers, words = zip(*(piece for sentence in cut for piece in sentence), strict=True)
    return Part(tuple(sentences), tuple(map(len, cut)), numbers, words)


def _likely(names: Sequence[str], logits: Any, words: Callable[[int, int], Span]) -> tuple[Likeness, ...]:
    """Those of the names that are likely enough in any part; `words` says where, by name and part."""
    shares = 1.0 / (1.0 + np.exp(-logits))
    best = [(int(n), int(shares[:, n].argmax())) for n in np.flatnonzero(shares.max(0) >= LEAST)]
    found = [Likeness(names[n], float(shares[at, n]), words(n, at)) for n, at in best]
    return tuple(sorted(found, key=lambda one: -one.share))


def _without_blanks(text: str, span: Span) -> Span:
    said = text[slice(*span)]
    start = span[0] + len(said) - len(said.lstrip())
    return start, start + len(said.strip())


@cache
def ear() -> Ear:
    """The ear for English, read once."""
    about = json.loads((WEIGHTS / f"{LANGUAGE}.json").read_text(encoding="utf-8"))
    words = (WEIGHTS / f"{LANGUAGE}.vocabulary.txt").read_text(encoding="utf-8").splitlines()
    with np.load(WEIGHTS / f"{LANGUAGE}.npz", allow_pickle=False) as kept:
        weights = {name: _whole(kept, name) for name in kept.files}
    numbers = {word: n for n, word in enumerate(words)}
    return Ear(weights, numbers, tuple(about["rules"]), tuple(about["things"]), about["layers"])


def _whole(kept: Any, name: str) -> Any:
    """An array as it was before each number was kept in one byte; of the pieces only those of a text are needed."""
    size = kept[name + " size"] if name + " size" in kept.files and name != "pieces" else None
    return kept[name] if size is None else kept[name] * size

# SPDX-License-Identifier: Apache-2.0
"""Which red flags does a note sound like, in words that nobody thought of? A small learned encoder, only ever added.

The weights (`weights/`, made by `tools/learn_to_hear.py`) come from all-MiniLM-L6-v2 (Apache-2.0) and from the made-up
notes of `tests/notes`. They know English. They can be wrong both ways; what they say stands beside what was understood.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from supple.notes.encoder import encoded, whole
from supple.notes.pieces import pieces
from supple.notes.said import Likeness, Span

WEIGHTS = Path(__file__).parent / "weights"
LANGUAGE = "en"
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*|[.!?;\n]+")
_MOST = 126
"""Pieces of a text that are looked at together; a longer one is looked at in parts."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST = 4
"""Fewer different words say no more than a phrase; phrases are for the rules, and a word or two mislead the ear."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a note that is looked at together: the places of its sentences, and the pieces of each."""

    sentences: tuple[Span, ...]
    pieces: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Ear:
    """The learned weights, ready to be used."""

    weights: dict[str, Any]
    numbers: dict[str, int]
    rules: tuple[str, ...]
    layers: int

    def likenesses(self, text: str, least: float) -> tuple[Likeness, ...]:
        """The rules that a note fulfils at least as likely as `least`, the likeliest first."""
        parts = tuple(self._parts(text))
        if not parts or len(set(_WORD.findall(text.lower()))) < _FEWEST:
            return ()
        states, there = self._states(parts)
        logits = whole(states, there) @ self.weights["rules"] + self.weights["rules_by"]
        shares = 1.0 / (1.0 + np.exp(-logits))
        found = []
        for n in map(int, np.flatnonzero(shares.max(0) >= least)):
            at = int(shares[:, n].argmax())
            span = _nearest(parts[at], states[at] @ self.weights["rules"][:, n])
            found.append(Likeness(self.rules[n], float(shares[at, n]), _without_blanks(text, span)))
        return tuple(sorted(found, key=lambda one: -one.share))

    def _states(self, parts: Sequence[Part]) -> tuple[Any, Any]:
        """Every piece of every part as the encoder sees it, and where there are pieces and no filling."""
        begin, end = self.numbers["[CLS]"], self.numbers["[SEP]"]
        cut = [[begin, *(n for sentence in part.pieces for n in sentence), end] for part in parts]
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
        cut: list[tuple[int, ...]] = []
        for sentence in _SENTENCE.finditer(text):
            mine = tuple(pieces(sentence.group(), self.numbers)[:_MOST])
            if cut and sum(map(len, cut)) + len(mine) > _MOST:
                yield Part(tuple(spans), tuple(cut))
                spans, cut = [], []
            if mine:
                spans.append(sentence.span())
                cut.append(mine)
        if cut:
            yield Part(tuple(spans), tuple(cut))


def _nearest(part: Part, pulls: Any) -> Span:
    """The sentence whose pieces speak most for a rule; `pulls` says how much each piece of the part does."""
    ends = np.cumsum([1, *map(len, part.pieces)])
    means = [pulls[start:end].mean() for start, end in pairwise(ends)]
    return part.sentences[int(np.argmax(means))]


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
    return Ear(weights, {word: n for n, word in enumerate(words)}, tuple(about["rules"]), about["layers"])


def _whole(kept: Any, name: str) -> Any:
    """An array as it was before each number was kept in one byte; of the pieces only those of a text are needed."""
    size = kept[name + " size"] if name + " size" in kept.files and name != "pieces" else None
    return kept[name] if size is None else kept[name] * size

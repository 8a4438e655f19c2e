# SPDX-License-Identifier: Apache-2.0
"""Into which parts is a note cut before it is listened to? One, or of a long one runs of sentences short enough."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from supple.notes.pieces import pieces
from supple.notes.said import Span

_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*|[.!?;\n]+")
_MOST = 126
"""Pieces of a text that are looked at together; a longer one is looked at in parts."""


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


def parts_of(text: str, numbers: Mapping[str, int]) -> Iterator[Part]:
    """The text, or where it is too long the longest runs of sentences that can be looked at together."""
    spans: list[Span] = []
    cut: list[list[tuple[int, Span]]] = []
    for span, mine in _sentences(text, numbers):
        if cut and sum(map(len, cut)) + len(mine) > _MOST:
            yield _part(spans, cut)
            spans, cut = [], []
        spans.append(span)
        cut.append(mine)
    if cut:
        yield _part(spans, cut)


def _sentences(text: str, numbers: Mapping[str, int]) -> Iterator[tuple[Span, list[tuple[int, Span]]]]:
    """Each sentence in pieces; one too long to be looked at together in stretches that overlap by half."""
    for sentence in _SENTENCE.finditer(text):
        at = sentence.start()
        mine = [(n, (at + start, at + end)) for n, (start, end) in pieces(sentence.group(), numbers)]
        if 0 < len(mine) <= _MOST:
            yield sentence.span(), mine
        elif mine:
            for first in range(0, len(mine) - _MOST // 2, _MOST // 2):
                stretch = mine[first : first + _MOST]
                yield (stretch[0][1][0], stretch[-1][1][1]), stretch


def _part(sentences: Sequence[Span], cut: Sequence[Sequence[tuple[int, Span]]]) -> Part:
    numbers, words = zip(*(piece for sentence in cut for piece in sentence), strict=True)
    return Part(tuple(sentences), tuple(map(len, cut)), numbers, words)

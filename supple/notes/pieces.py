# SPDX-License-Identifier: Apache-2.0
"""Into which pieces of words is a text cut before it is compared with others? The longest known pieces, from the left.

The way of WordPiece (Wu et al. 2016, arXiv:1609.08144), as BERT's uncased models use it: small letters without accents,
every mark by itself, and `##` before a piece that goes on within a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from supple.notes.said import Span

_PARTS = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*|[^\w\s]|_")
_LONGEST = 60
"""Letters of a word; a longer one is no word, and would take long to cut."""
UNKNOWN = "[UNK]"


def pieces(text: str, numbers: Mapping[str, int]) -> list[tuple[int, Span]]:
    """The numbers of the pieces of a text, in order, and where the word stands that each is a piece of.

    >>> pieces("Unwell!", {"un": 1, "##well": 2, "!": 3, "[UNK]": 0})
    [(1, (0, 6)), (2, (0, 6)), (3, (6, 7))]
    """
    return [(n, part.span()) for part in _PARTS.finditer(text) for n in _of_word(_plain(part.group()), numbers)]


def _plain(word: str) -> str:
    small = word.lower()
    if small.isascii():
        return small
    return "".join(c for c in unicodedata.normalize("NFD", small) if unicodedata.category(c) != "Mn")


def _of_word(word: str, numbers: Mapping[str, int]) -> list[int]:
    if word in numbers:
        return [numbers[word]]
    found: list[int] = []
    start = 0
    while start < len(word) <= _LONGEST:
        lead = "##" if start else ""
        ends = range(len(word), start, -1)
        end = next((end for end in ends if lead + word[start:end] in numbers), None)
        if end is None:
            break
        found.append(numbers[lead + word[start:end]])
        start = end
    return found if start == len(word) else [numbers[UNKNOWN]]

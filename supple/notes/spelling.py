# SPDX-License-Identifier: Apache-2.0
"""Which word was meant by a slip of the pen? Short and ordinary words are left alone, medicines are asked about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from supple.notes.lexicon import Lexicon
from supple.notes.words import Word

SHORTEST = 5
_TWO_SLIPS_FROM = 8
_LONGEST = 30


def mend(words: Sequence[Word], lexicon: Lexicon) -> None:
    """Write the meant word in place of each one that is nearly one of the lexicon's."""
    for word in words:
        if word.text.endswith("in") and word.text + "g" in lexicon.known and word.text not in lexicon.known:
            word.text = word.text + "g"
        elif len(word.text) >= SHORTEST and word.text.isalpha() and word.text not in lexicon.known:
            meant = nearest(word.text, lexicon.mended)
            if meant:
                word.text, word.corrected = meant, True


@lru_cache(maxsize=4096)
def nearest(word: str, among: tuple[str, ...]) -> str | None:
    """The one word that differs by a slip and begins alike; None when there is none, or no telling which.

    >>> nearest("spsam", ("spasm", "calf")), nearest("cold", ("calf",)) is None
    ('spasm', True)
    """
    if not SHORTEST <= len(word) <= _LONGEST:
        return None
    slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
    near = process.extract(word, among, scorer=OSA.distance, score_cutoff=slips, limit=4)
    fitting = [(distance, other) for other, distance, _ in near if other[0] == word[0] and len(other) >= SHORTEST]
    if not fitting:
        return None
    best = min(distance for distance, _ in fitting)
    return min(other for distance, other in fitting if distance == best)


def near_names(word: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that may be meant by a written one; the person is asked, nothing is decided."""
    if not SHORTEST <= len(word) <= _LONGEST:
        return ()
    slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
    near = process.extract(word, list(names), scorer=OSA.distance, score_cutoff=slips, limit=8)
    return tuple(name for name, _, _ in near if name[0] == word[0] and len(name) > SHORTEST)

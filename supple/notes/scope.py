# SPDX-License-Identifier: Apache-2.0
"""What do the cues of a note reach? They are laid out by kind, beside the parts that its sentences fall into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from supple.notes.clauses import Clauses
from supple.notes.read import Mention, Reading
from supple.notes.sites import Place


@dataclass(frozen=True, slots=True)
class Scope:
    """The cues of a note by kind, and the parts that its sentences fall into."""

    reading: Reading
    by_kind: dict[str, list[Mention]]
    part: list[int]
    others: list[Mention]
    selves: list[Mention]
    by_carer: bool
    of_him: bool
    """Whether a carer writes of "her" or "him", so that what the writer says of themselves is somebody else's."""
    years: list[int]
    """Words that are a year of long ago."""
    placed: list[int]
    """Words that name a place; they put nothing between other words."""
    where: Sequence[Place]
    """The places that are named, each with its side."""
    clauses: Clauses

    def of(self, kind: str) -> list[Mention]:
        """The cues of one kind."""
        return self.by_kind.get(kind, [])

    def says(self, place: int, *kinds: str) -> bool:
        """Whether a word is of one of these classes; beyond the ends of the note there is none."""
        words, classes = self.reading.words, self.reading.lexicon.classes
        return 0 <= place < len(words) and any(words[place].text in classes.get(kind, ()) for kind in kinds)

    def spots(self, *kinds: str) -> list[int]:
        """The places of all words of these classes, in order."""
        wanted = [self.reading.lexicon.classes.get(kind, frozenset()) for kind in kinds]
        return [n for n, word in enumerate(self.reading.words) if any(word.text in kind for kind in wanted)]

    def same_sentence(self, a: int, b: int) -> bool:
        """Whether two words stand in one sentence."""
        return self.reading.sentence[a] == self.reading.sentence[b]

    def turned(self, a: int, b: int) -> bool:
        """Whether the sentence takes a turn such as "but" between two words."""
        return any(a < turn.first < b for turn in self.of("turn"))

    def contrasted(self, a: int, b: int) -> bool:
        """Whether a word such as "but" sets two words against each other; a new time of day does not."""
        words, kinds = self.reading.words, self.reading.lexicon.classes
        return any(a < turn.first < b and words[turn.first].text in kinds["but_words"] for turn in self.of("turn"))


def ends_part(cue: Mention, scope: Scope) -> bool:
    """Whether a cue is the last word of its part of the sentence."""
    after = cue.last + 1
    return after >= len(scope.part) or scope.part[after] != scope.part[cue.last]

# SPDX-License-Identifier: Apache-2.0
"""Does a part of a sentence speak of something of its own? If not, its details are about what was named before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from supple.notes.read import Reading
from supple.notes.words import COMMA

_QUIET = ("small_words", "level", "rates", "body_words", "lasted", "ended", "measured", "hedges", "each", "same_again",
          "every", "again", "night", "till", "since", "at", "nearly", "gauges")  # fmt: skip
"""The classes of words that only lead a detail in or round it off."""
_SOMEBODY = "other"
"""The cue that names somebody or something else."""


@dataclass(frozen=True, slots=True)
class Clauses:
    """The parts of a note between its pauses."""

    reading: Reading
    quiet: frozenset[int]
    """The words that name nothing: details, places, times, and the small words around them."""
    dating: frozenset[int]
    """The words of details, places and times, and those that only lead in or round off a time."""

    def around(self, place: int) -> range:
        """The words from the pause before a place to the pause behind it."""
        words, first, last = self.reading.words, place, place
        while first > 0 and words[first].stop < COMMA:
            first -= 1
        while last + 1 < len(words) and words[last + 1].stop < COMMA:
            last += 1
        return range(first, last + 1)

    def near(self, first: int, last: int) -> range:
        """The words around a detail up to the next pause or the next word that joins on something else."""
        part, joins = self.around(first), self.reading.lexicon.classes["joins_on"]
        start, end = first, last
        while start > part.start and self.reading.words[start - 1].text not in joins:
            start -= 1
        while end + 1 < part.stop and self.reading.words[end + 1].text not in joins:
            end += 1
        return range(start, end + 1)

    def before(self, first: int, last: int, named: Collection[int]) -> range | None:
        """The clause that a clause of details alone tells more of: the last one before it that names something.

        None where its own clause does, and where such clauses open a sentence that goes on to name something.
        """

        def speaks(words: Iterable[int]) -> bool:
            return any(place in named or place not in self.quiet for place in words)

        part, sentence = self.around(first), self.reading.sentence
        if last not in part or speaks(part):
            return None
        here = (place for place, number in enumerate(sentence) if number == sentence[first])
        while part.start > 0:
            part = self.around(part.start - 1)
            if speaks(part):
                joined = sentence[part.start] == sentence[first] or not speaks(here)
                return part if joined else None
        return None

    def speaks(self, words: Iterable[int]) -> int:
        """How many of these words name something that nothing was made of."""
        return sum(place not in self.quiet for place in words)

    def only_dates(self, words: Iterable[int]) -> bool:
        """Whether these words say no more than when, where and how something was that is named elsewhere."""
        return all(place in self.dating for place in words)


def clauses(reading: Reading) -> Clauses:
    """The clauses of a note, with the words in them that name nothing."""
    kinds = reading.lexicon.classes
    small = frozenset().union(*(kinds[name] for name in _QUIET))
    told = {place for first, last in _details(reading) for place in range(first, last + 1)}
    taken = {place for how in reading.hows if "dose" in how.said for place in range(how.first, how.last + 1)}
    told.update(place for site in reading.places if not site.said.get("worn") for place in site.used)
    cued = {place for cue in reading.cues if cue.id != _SOMEBODY for place in cue.used}
    lead = {place for place, word in enumerate(reading.words) if word.text in kinds["dates_it"]}
    meals = {place for place, word in enumerate(reading.words) if word.text in kinds["meals"]}
    quiet = {place for place, word in enumerate(reading.words) if word.text in small}
    return Clauses(reading, frozenset(quiet | told | cued), frozenset(lead | (told - meals - taken)))


def _details(reading: Reading) -> Iterator[tuple[int, int]]:
    yield from ((how.first, how.last) for how in reading.hows)
    yield from ((day.first, day.last) for day in reading.days)
    yield from ((clock.first, clock.last) for clock in reading.clocks)
    yield from ((amount.first, amount.last) for amount in reading.amounts)
    yield from ((number.first, number.last) for number in reading.numbers)

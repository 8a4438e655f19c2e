# SPDX-License-Identifier: Apache-2.0
"""Which ideas, such as "swollen" or "cannot", do the words of a note hold? Each is a wide class of ways to say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product

from supple.notes.words import SENTENCE, Word

Spot = tuple[int, int]
"""The first and the last word of an idea."""
Idea = tuple[tuple[str, ...], str]
"""The words behind the first one of a phrase, and the idea that it says."""
_PLACE_MARK = "@"


class Concepts:
    """The classes of a language by their first words; one look-up a word."""

    def __init__(
        self,
        classes: Mapping[str, str],
        inflect: Callable[[str], Iterable[str]],
        whole: Mapping[str, str],
        joined: Mapping[str, str],
    ) -> None:
        self._by_first: dict[str, list[Idea]] = {}
        self._by_next: dict[str, dict[str, list[Idea]]] = {}
        self._inflect, self._whole, self._joined = inflect, whole, joined
        self._joining = frozenset(pair.split()[0] for pair in joined)
        self.names = frozenset(classes)
        self.words: set[str] = set()
        for name, lines in classes.items():
            written = dict.fromkeys(_items(lines, classes))
            phrases = dict.fromkeys(phrase for item in written for phrase in self._spelt_out(item))
            for phrase in phrases:
                self._by_first.setdefault(phrase[0], []).append((phrase[1:], name))
            self.words.update(*phrases)

    def _spelt_out(self, written: str) -> Iterator[tuple[str, ...]]:
        """Every row of plain words that a phrase stands for."""
        if not any(sign in written for sign in "|+?"):
            yield self._plain(written.split())
            return
        for words in product(*(self._forms(part) for part in written.split())):
            if row := [word for word in words if word]:
                yield self._plain(row)

    def _forms(self, part: str) -> list[str]:
        forms = [""] if part[-1] == "?" else []
        for one in part.rstrip("?").split("|"):
            forms += self._inflect(one[:-1]) if one[-1] == "+" else [one]
        return forms

    def _plain(self, words: Sequence[str]) -> tuple[str, ...]:
        """As the words of a note are read: short forms written out, pairs such as "can not" made one."""
        row: list[str] = []
        for word in words:
            plain = self._whole.get(word, word)
            if row and row[-1] in self._joining and (pair := f"{row[-1]} {plain}") in self._joined:
                row[-1] = self._joined[pair]
            else:
                row.append(plain)
        return tuple(row)

    def find(self, words: Sequence[Word], marks: Sequence[Sequence[str]]) -> dict[str, list[Spot]]:
        """Where each idea stands, in the order of the note; places that were found before are ideas as well."""
        found: dict[str, list[Spot]] = {}
        texts = [*(word.text for word in words), ""]
        for place, text in enumerate(texts[:-1]):
            by_next = self._by_next.get(text) or self._sorted_out(text)
            for rest, name in by_next.get(texts[place + 1]) or by_next[""]:
                last = place + len(rest)
                if not rest or (tuple(texts[place + 1 : last + 1]) == rest and _unbroken(words, place, last)):
                    spots = found.get(name)
                    if spots is None:
                        found[name] = [(place, last)]
                    elif spots[-1] != (place, last):
                        spots.append((place, last))
            for mark in marks[place]:
                if mark[1] == _PLACE_MARK:
                    found.setdefault(mark[1:-1], []).append((place, place))
        return found

    def _sorted_out(self, word: str) -> dict[str, list[Idea]]:
        """The ideas that a word may begin, by the word behind it; sorted out when a word of theirs is first met."""
        if word not in self._by_first:
            return {"": []}
        self._by_next[word] = _by_next(self._by_first[word])
        return self._by_next[word]


def _by_next(ideas: Iterable[Idea]) -> dict[str, list[Idea]]:
    """The ideas by their second word, in their order; those without one stand with every other, and under ""."""
    found: dict[str, list[Idea]] = {"": []}
    for idea in ideas:
        rest = idea[0]
        for one in [found.setdefault(rest[0], found[""].copy())] if rest else found.values():
            one.append(idea)
    return found


def _items(lines: str, classes: Mapping[str, str], depth: int = 0) -> Iterator[str]:
    """The phrases of a class; `<other>` takes in another one."""
    for piece in lines.replace("\n", ";").split(";"):
        phrase = piece.strip()
        if phrase.startswith("<") and depth < 3:
            yield from _items(classes[phrase[1:-1]], classes, depth + 1)
        elif phrase:
            yield phrase


def _unbroken(words: Sequence[Word], first: int, last: int) -> bool:
    return all(word.stop < SENTENCE for word in words[first + 1 : last + 1])

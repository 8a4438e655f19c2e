# SPDX-License-Identifier: Apache-2.0
"""Where in a row of words does a phrase of the lexicon stand? Every start is tried once, with a bounded look ahead.

A phrase is written in words: `a|b` is either, `c?` may be missing, `d+` takes the language's endings, `<legs>` is
any word of that class, `~3` skips up to three words. No regular expression meets a note, so none can run away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from supple.notes.words import SENTENCE, Word

PLACE_MARK = "@"
"""A class whose name begins so leaves its words free for other phrases: places, numbers, and what is spoken of."""
_MOST_SPELT_OUT = 3
_SHORT_FORMS = {"not": "nt"}
"""A verb with its "not" is read as one word; a phrase with "not" means both."""


@dataclass(slots=True)
class Node:
    """What may follow, and which senses end here."""

    steps: dict[str, Node] = field(default_factory=dict)
    gaps: dict[int, Node] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase means: a group such as `symptom`, an id of it, and what is said along with it."""

    group: str
    id: str
    said: Mapping[str, Any]
    order: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found: its sense, the words it used up, and the first and last word it spans."""

    sense: Sense
    used: tuple[int, ...]
    first: int
    last: int
    size: int = 1
    """How many words it names, those that it leaves free for others included."""

    @property
    def weight(self) -> tuple[int, int, int]:
        """How strong a claim it has on its words: more words of its own, closer together, earlier in the lexicon."""
        return (self.size, self.first - self.last, -self.sense.order)


Walk = tuple[Node, int, tuple[int, ...], int, int]
"""Where a look ahead has come to: node, next word, words used up, last word, how many words it names."""


class Taken(NamedTuple):
    """As what a word may be taken: by itself and by its classes, and which phrases that begins."""

    keys: tuple[str, ...]
    any: frozenset[str]
    begun: tuple[tuple[bool, Node], ...]
    """Whether the word is left free for other phrases, and what may follow."""
    onward: frozenset[str] | None
    """One of these has to follow; None where nothing has to."""


_NONE: frozenset[str] = frozenset()


class Phrases:
    """All phrases of one layer of a lexicon."""

    def __init__(
        self,
        classes: Mapping[str, Iterable[str]],
        inflect: Callable[[str], Iterable[str]],
        whole: Mapping[str, str],
    ) -> None:
        self._root = Node()
        self._senses: list[Sense] = []
        self._classes: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in classes.items()}
        self._inflect = inflect
        self._whole = whole
        self._of_word: dict[str, list[str]] = {}
        self._named: dict[frozenset[str], str] = {}
        self._keys_of: dict[str, tuple[str, ...]] = {}
        self._met: dict[tuple[str, ...], Taken] = {}
        for name, words in self._classes.items():
            for word in words if name[0] == PLACE_MARK else ():
                self._of_word.setdefault(word, []).append(f"<{name}>")
        self.words: set[str] = set()

    def add(self, phrase: str, group: str, id: str, said: Mapping[str, Any]) -> None:
        """Take in one phrase; the earlier one wins where two weigh the same."""
        self._met.clear()
        self._senses.append(Sense(group, id, said, len(self._senses)))
        self._put(self._root, phrase.split(), len(self._senses) - 1)

    def _put(self, node: Node, parts: Sequence[str], sense: int) -> None:
        if not parts:
            node.ends.append(sense)
            return
        part, rest = parts[0], parts[1:]
        if part[0] == "~":
            if not rest:
                node.ends.append(sense)
                return
            self._put(node.gaps.setdefault(int(part[1:] or 2), Node()), rest, sense)
            return
        if part[-1] in "?|":
            self._put(node, rest, sense)
            part = part.rstrip("?|")
        if part not in self._keys_of:
            self._keys_of[part] = tuple(self._keys(part))
        for key in self._keys_of[part]:
            self._put(node.steps.setdefault(key, Node()), rest, sense)

    def _keys(self, part: str) -> Iterable[str]:
        """The steps a part stands for: few words are spelt out, many become a class."""
        words: set[str] = set()
        keys: list[str] = []
        for one in part.split("|"):
            if one[0] == "<":
                keys.append(self._class_key(one[1:-1]))
            elif one[-1] == "+":
                words.update(self._inflect(one[:-1]))
            else:
                words.add(one)
        words = {self._whole.get(word, word) for word in words}
        words |= {short for long, short in _SHORT_FORMS.items() if long in words}
        self.words |= words
        if len(words) <= _MOST_SPELT_OUT:
            return [*keys, *sorted(words)]
        return [*keys, self._name(frozenset(words))]

    def _class_key(self, name: str) -> str:
        if name[0] == PLACE_MARK:
            self.words |= self._classes.get(name, frozenset())
            return f"<{name}>"
        self.words |= self._classes[name]
        return self._name(self._classes[name])

    def _name(self, words: frozenset[str]) -> str:
        if words not in self._named:
            key = self._named[words] = f"#{len(self._named)}"
            for word in words:
                self._of_word.setdefault(word, []).append(key)
        return self._named[words]

    def find(self, words: Sequence[Word], marks: Sequence[Sequence[str]]) -> list[Match]:
        """Every phrase that stands in the words; `marks` are the classes found on each word before."""
        row = _Row(words, self._taken(words, marks))
        skips = any(not row.any.isdisjoint(step.steps) for step in self._root.gaps.values())
        found: dict[tuple[int, tuple[int, ...]], Match] = {}
        for start, one in enumerate(row.taken):
            if skips or one.onward is None or not one.onward.isdisjoint(row.open[start + 1]):
                self._find_from(start, row, found)
        return list(found.values())

    def _taken(self, words: Sequence[Word], marks: Sequence[Sequence[str]]) -> list[Taken]:
        """As what each word may be taken; what the lexicon knows of it is looked up once."""
        found = []
        for word, mine in zip(words, marks, strict=True):
            ours = word.text if word.text in self.words else ""
            found.append(self._met.get((ours, *mine)) or self._look_up(ours, mine))
        return found

    def _look_up(self, word: str, marks: Sequence[str]) -> Taken:
        keys = (word, *self._of_word.get(word, ()), *marks) if word else tuple(marks)
        steps = [(key, self._root.steps.get(key)) for key in keys]
        begun = tuple((key[0] == "<", step) for key, step in steps if step)
        free = any(step.ends or step.gaps for _, step in begun)
        onward = None if free else frozenset(key for _, step in begun for key in step.steps)
        taken = self._met[word, *marks] = Taken(keys, frozenset(keys), begun, onward)
        return taken

    def _find_from(self, start: int, row: _Row, found: dict[tuple[int, tuple[int, ...]], Match]) -> None:
        """The phrases that begin with a word; no way is tried that the words do not go."""
        waiting = row.begun_at(start) + row.over_gaps(self._root, start, (), start, 0)
        while waiting:
            node, place, used, last, size = waiting.pop()
            for end in node.ends:
                if (end, used) not in found:
                    found[end, used] = Match(self._senses[end], used, start, last, size)
            if place == len(row.ends) or (row.ends[place] and place > start):
                continue
            waiting += row.onward(node, place, used, size)
            if node.gaps:
                waiting += row.over_gaps(node, place, used, last, size)


class _Row:
    """The words of a note, as what each may be taken in one layer, and how far one may skip from each."""

    def __init__(self, words: Sequence[Word], taken: Sequence[Taken]) -> None:
        self.words, self.taken = words, taken
        self.ends = [word.stop >= SENTENCE for word in words]
        self.open = [_NONE if end else one.any for end, one in zip(self.ends, taken, strict=True)]
        self.open.append(_NONE)
        self.any = _NONE.union(*(one.any for one in taken))
        self._reach: dict[tuple[int, int], range] = {}

    def begun_at(self, start: int) -> list[Walk]:
        """The ways that begin with a word."""
        behind = self.open[start + 1]
        return [
            (step, start + 1, () if free else (start,), start, 1)
            for free, step in self.taken[start].begun
            if step.ends or step.gaps or not behind.isdisjoint(step.steps)
        ]

    def onward(self, node: Node, place: int, used: tuple[int, ...], size: int) -> list[Walk]:
        """The ways on by the next word."""
        taken, behind = self.taken[place], self.open[place + 1]
        ways = taken.any & node.steps.keys()
        return [
            (step, place + 1, used if key[0] == "<" else (*used, place), place, size + 1)
            for key in (ways if len(ways) < 2 else [key for key in taken.keys if key in ways])
            if (step := node.steps[key]).ends or step.gaps or not behind.isdisjoint(step.steps)
        ]

    def over_gaps(self, node: Node, place: int, used: tuple[int, ...], last: int, size: int) -> list[Walk]:
        """The ways on behind some words that are skipped."""
        found: list[Walk] = []
        for most, step in node.gaps.items():
            if not step.ends and not step.gaps and self.any.isdisjoint(step.steps):
                continue  # nowhere in the note
            reach = self._reach.get((place, most))
            if reach is None:
                reach = self._reach[place, most] = _within(place, most, self.words)
            for ahead in reach:
                if step.ends or step.gaps or not self.taken[ahead].any.isdisjoint(step.steps):
                    found.append((step, ahead, used, last, size))
        return found


def _within(place: int, most: int, words: Sequence[Word]) -> range:
    """The places that can be reached by skipping some words of the sentence, but no figure that a pause ends."""
    figure = False
    for ahead in range(place, min(place + most, len(words) - 1) + 1):
        if ahead > place and (words[ahead].stop >= SENTENCE or (figure and words[ahead].stop)):
            return range(place, ahead)
        figure = figure or words[ahead].text.isdigit()
    return range(place, min(place + most, len(words) - 1) + 1)


def strongest(matches: Iterable[Match]) -> list[Match]:
    """Of phrases that use the same words the one that says most, in the order of the note."""
    taken: set[int] = set()
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: m.weight, reverse=True):
        if taken.isdisjoint(match.used):
            taken.update(match.used)
            kept.append(match)
    return sorted(kept, key=lambda m: (m.first, m.last))

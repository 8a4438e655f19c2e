# SPDX-License-Identifier: Apache-2.0
"""Were the words of a language spelt out before? How a lexicon becomes plain text, and comes of it the same.

What comes of the text is put together word by word, when a note asks for it. Nothing is kept here: whoever asks keeps
the text, beside the fingerprint of the words and of the code that it was made of.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar

from supple.notes.concepts import Concepts
from supple.notes.frames import Frame, Frames
from supple.notes.lexicon import LAYERS, Lexicon, files
from supple.notes.phrases import Node, Phrases, Sense

_Part = TypeVar("_Part")
_CUT = "\0"
_GROWN = {"_root", "_senses", "_classes", "_inflect", "_whole", "_of_word", "_named", "_keys_of", "_met", "words"}
_IDEAS = {"_by_first", "_by_next", "_inflect", "_whole", "_joined", "_joining", "names", "words"}
"""What phrases and ideas are made of; once they are made of more, nothing is kept until this file knows it."""


def _hash_of_code() -> str:
    told = hashlib.sha256(sys.version.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        told.update(path.name.encode() + b"\0" + path.read_bytes())
    return told.hexdigest()


CODE = _hash_of_code()
"""Of what reads the words, as it was when this process began."""


def fingerprint(language: str) -> str:
    """A hash of every file of a language, and of the code that spells its words out."""
    told = hashlib.sha256(CODE.encode())
    for path in files(language):
        told.update(path.name.encode() + b"\0" + path.read_bytes())
    return told.hexdigest()


class Later(Mapping[str, _Part], Generic[_Part]):
    """What stands under each word, put together when it is first asked for; it can be read, not added to."""

    def __init__(self, lines: str, make: Callable[[str], _Part]) -> None:
        self._written = dict(line.split("\t", 1) for line in lines.split("\n")) if lines else {}
        self._made: dict[str, _Part] = {}
        self._make = make

    def __getitem__(self, key: str) -> _Part:
        """What stands under a word."""
        if key not in self._made:
            self._made[key] = self._make(self._written[key])
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        """Whether anything stands under a word; nothing is put together for that."""
        return key in self._written

    def __iter__(self) -> Iterator[str]:
        """The words."""
        return iter(self._written)

    def __len__(self) -> int:
        """How many words there are."""
        return len(self._written)


class Senses(Sequence[Sense]):
    """The senses of a layer, each put together when it is met."""

    def __init__(self, lines: str) -> None:
        self._lines = lines.split("\n") if lines else []
        self._made: dict[int, Sense] = {}

    def __getitem__(self, order: Any) -> Any:
        """The sense of this place in the lexicon."""
        if order not in self._made:
            group, id, said = json.loads(self._lines[order])
            self._made[order] = Sense(group, id, said, order)
        return self._made[order]

    def __len__(self) -> int:
        """How many senses there are."""
        return len(self._lines)


class KeptPhrases(Phrases):
    """A layer that was spelt out before: it finds, and takes nothing in."""

    def __init__(self, root: Any, senses: Any, of_word: dict[str, list[str]], words: set[str]) -> None:
        self._root, self._senses, self._of_word, self.words, self._met = root, senses, of_word, words, {}

    def add(self, phrase: str, group: str, id: str, said: Mapping[str, Any]) -> NoReturn:
        """Refused: a word of one's own is read with the lexicon itself."""
        raise TypeError("these phrases are complete")


def as_text(lexicon: Lexicon) -> str | None:
    """A lexicon as text; nothing when it would not come back the same."""
    try:
        text = _CUT.join(_told(lexicon))
        same = _same(of_text(text), lexicon)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return text if same else None


def _told(lexicon: Lexicon) -> Iterator[str]:
    frames = lexicon.frames
    each = list({id(frame): frame for found in frames.by_anchor.values() for frame in found}.values())
    place = {id(frame): n for n, frame in enumerate(each)}
    yield _json({
        **{name: getattr(lexicon, name) for name in ("language", "whole", "joined", "numbers", "units")},
        "mended": " ".join(lexicon.mended), "known": " ".join(sorted(lexicon.known)),
        "classes": {name: " ".join(sorted(words)) for name, words in lexicon.classes.items()},
        "contrast": sorted(frames.contrast), "well": sorted(frames.well),
        "frames": [[getattr(frame, part.name) for part in fields(Frame)] for frame in each],
        "by_anchor": {name: [place[id(frame)] for frame in found] for name, found in frames.by_anchor.items()},
        "ordinary": [[*key, *beside] for key, beside in frames.ordinary.items()],
        "names": " ".join(sorted(frames.concepts.names)), "words": " ".join(sorted(frames.concepts.words)),
    })  # fmt: skip
    yield _lines(
        (first, ";".join(" ".join((name, *rest)) for rest, name in found))
        for first, found in frames.concepts._by_first.items()
    )
    for layer in LAYERS:
        yield from _told_phrases(lexicon.layers[layer])


def _told_phrases(phrases: Phrases) -> Iterator[str]:
    root = phrases._root
    yield _lines((key, _json(_told_node(step))) for key, step in root.steps.items())
    yield _json([[most, _told_node(step)] for most, step in root.gaps.items()])
    yield _json(root.ends)
    yield "\n".join(_json([sense.group, sense.id, sense.said]) for sense in phrases._senses)
    yield _json(phrases._of_word)
    yield " ".join(sorted(phrases.words))


def _told_node(node: Node) -> list[Any]:
    steps = {key: _told_node(step) for key, step in node.steps.items()}
    return [steps, [[most, _told_node(step)] for most, step in node.gaps.items()], node.ends]


def _json(said: object) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _lines(pairs: Iterator[tuple[str, str]]) -> str:
    return "\n".join(f"{key}\t{written}" for key, written in pairs)


def of_text(text: str) -> Lexicon:
    """The lexicon that a text was made of."""
    head, ideas, *parts = text.split(_CUT)
    said = json.loads(head)
    layers = {layer: _phrases(*parts[6 * n : 6 * n + 6]) for n, layer in enumerate(LAYERS)}
    return Lexicon(
        **{name: said[name] for name in ("language", "whole", "joined", "numbers", "units")},
        classes={name: frozenset(words.split()) for name, words in said["classes"].items()},
        layers=layers, frames=_frames(said, ideas),
        known=frozenset(said["known"].split()), mended=tuple(said["mended"].split()),
    )  # fmt: skip


def _phrases(*told: str) -> Phrases:
    steps, gaps, ends, senses, of_word, words = told
    root: Any = Node(gaps={most: _node(step) for most, step in json.loads(gaps)}, ends=json.loads(ends))
    root.steps = Later(steps, lambda written: _node(json.loads(written)))
    return KeptPhrases(root, Senses(senses), json.loads(of_word), set(words.split()))


def _node(said: list[Any]) -> Node:
    steps, gaps, ends = said
    return Node({key: _node(step) for key, step in steps.items()}, {most: _node(step) for most, step in gaps}, ends)


def _frames(said: Mapping[str, Any], ideas: str) -> Frames:
    concepts: Any = Concepts({}, str.split, said["whole"], said["joined"])
    concepts.names, concepts.words = frozenset(said["names"].split()), set(said["words"].split())
    concepts._by_first = Later(ideas, lambda written: [_idea(*one.split(" ")) for one in written.split(";")])
    each = [_frame(*parts) for parts in said["frames"]]
    by_anchor = {name: [each[n] for n in found] for name, found in said["by_anchor"].items()}
    ordinary = {(group, id): tuple(beside) for group, id, *beside in said["ordinary"]}
    return Frames(concepts, frozenset(said["contrast"]), frozenset(said["well"]), by_anchor, ordinary)


def _idea(name: str, *rest: str) -> tuple[tuple[str, ...], str]:
    return rest, name


def _frame(group: str, id: str, parts: list[list[str]], blocked: list[str], *rest: Any) -> Frame:
    return Frame(group, id, tuple(tuple(part) for part in parts), tuple(blocked), *rest)


def _same(one: Lexicon, other: Lexicon) -> bool:
    """Whether two lexicons say the same in every part; what is made of more than this file knows is not the same."""
    plain = [part.name for part in fields(Lexicon) if part.name not in ("layers", "frames")]
    ideas, others = one.frames.concepts, other.frames.concepts
    return (
        all(_alike(getattr(one, name), getattr(other, name)) for name in plain)
        and list(one.layers) == list(other.layers)
        and all(_same_phrases(one.layers[name], other.layers[name]) for name in one.layers)
        and all(
            _alike(getattr(one.frames, part.name), getattr(other.frames, part.name))
            for part in fields(Frames) if part.name != "concepts"
        )
        and set(vars(others)) == _IDEAS
        and all(_alike(getattr(ideas, name), getattr(others, name)) for name in _IDEAS - {"_inflect", "_by_next"})
    )  # fmt: skip


def _same_phrases(one: Phrases, other: Phrases) -> bool:
    parts = ("_root", "_senses", "_of_word", "words")
    return set(vars(other)) == _GROWN and all(_alike(getattr(one, name), getattr(other, name)) for name in parts)


def _alike(one: Any, other: Any) -> bool:
    """Whether two values are the same, in their order where they have one, and of the same classes where it matters."""
    match one, other:
        case (Node(), Node()) | (Sense(), Sense()) | (Frame(), Frame()):
            return all(_alike(getattr(one, part.name), getattr(other, part.name)) for part in fields(one))
        case Mapping(), Mapping():
            return one.keys() == other.keys() and all(_alike(one[key], other[key]) for key in one)
        case (list() | Senses(), list()) | (tuple(), tuple()):
            return len(one) == len(other) and all(map(_alike, one, other))
        case _:
            return type(one) is type(other) and bool(one == other)

# SPDX-License-Identifier: Apache-2.0
"""Which words does a language have for what a diary knows? lexicon/<language>.yaml, read once and made ready.

It reads files, as knowledge does and no other pure room: its own word lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from supple.errors import SuppleError
from supple.notes.concepts import Concepts
from supple.notes.frames import Frames
from supple.notes.phrases import Phrases
from supple.notes.words import split

FOLDER = Path(__file__).parent / "lexicon"
FRAMES = FOLDER / "frames"
LAYERS = {
    "places": ("site", "side", "elsewhere"),
    "cues": ("cue",),
    "says": ("idiom", "symptom", "exposure", "action", "measure", "medicine", "told"),
    "contexts": ("context", "beside"),
    "hows": ("how", "filler"),
    "whens": ("when",),
}
"""The layers of a lexicon; phrases of one layer vie for the same words, and layers are read one after the other."""
_VOWELS = "aeiou"
Parse = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language, ready to be looked up."""

    language: str
    whole: Mapping[str, str]
    joined: Mapping[str, str]
    numbers: Mapping[str, float]
    units: Mapping[str, str]
    classes: Mapping[str, frozenset[str]]
    layers: Mapping[str, Phrases]
    frames: Frames
    known: frozenset[str]
    """Every word that may be meant by a slip of the pen, or that is spelt as it should be."""
    mended: tuple[str, ...]
    """The words that a slip may be mended to."""


def languages() -> tuple[str, ...]:
    """The languages there is a lexicon for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def load(language: str, parse: Parse | None = None, own: Iterable[tuple[str, str, str]] = ()) -> Lexicon:
    """The lexicon of a language; `own` are the person's own words, each a phrase, a group and an id of it."""
    reads = parse or _parse
    words, *topics = files(language)
    raw = dict(reads(words.read_text(encoding="utf-8")))
    for topic in topics:
        _add_topic(raw, reads(topic.read_text(encoding="utf-8")))
    return build(raw, tuple(own))


def files(language: str) -> list[Path]:
    """The files of a language: its words, and the topics of its frames."""
    if language not in languages():
        raise SuppleError("no-lexicon", f"There are no words for '{language}' yet.", "See docs/how-to/add-words.md.")
    return [FOLDER / f"{language}.yaml", *sorted((FRAMES / language).glob("*.yaml"))]


def _add_topic(raw: dict[str, Any], topic: Mapping[str, Any]) -> None:
    """Take in the ideas and frames of one topic; each belongs to one topic alone."""
    raw["concept"] = {**raw.get("concept", {}), **topic.get("concept", {})}
    framed = raw.get("frame", {})
    more = topic.get("frame", {})
    raw["frame"] = {group: {**framed.get(group, {}), **more.get(group, {})} for group in {**framed, **more}}


@cache
def english() -> Lexicon:
    """The English lexicon, for tests and examples."""
    return load("en")


def _parse(text: str) -> Any:
    import yaml  # noqa: PLC0415 - whoever has the words at hand already spares the parsing

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader


def build(raw: Mapping[str, Any], own: Iterable[tuple[str, str, str]] = ()) -> Lexicon:
    """A lexicon from its parsed file."""
    endings = tuple(raw.get("endings", ()))
    classes = {name: frozenset(_spelt(words, endings)) for name, words in raw["classes"].items()}
    whole = raw.get("whole", {})
    layers = {layer: Phrases(classes, lambda word: inflected(word, endings), whole) for layer in LAYERS}
    for phrase, group, id in own:
        if plain := " ".join(word.text for word in split(phrase, whole)):
            layers["says"].add(plain, group, id, {"own": True})
    for layer, groups in LAYERS.items():
        for group in groups:
            for id, lines in raw.get(group, {}).items():
                for phrase, said in _phrases(lines):
                    layers[layer].add(phrase, group, id, said)
    frames = _frames(raw, classes, lambda word: inflected(word, endings))
    numbers = {str(word): float(value) for word, value in raw["numbers"].items()}
    units = {word: unit for unit, words in raw["units"].items() for word in words.split()}
    ours = frozenset().union(frames.concepts.words, *(phrases.words for phrases in layers.values()))
    fixed = {*raw.get("ordinary", "").split(), *numbers, *units}
    return Lexicon(
        language=raw["language"],
        whole=whole,
        joined=raw.get("joined", {}),
        numbers=numbers,
        units=units,
        classes=classes,
        layers=layers,
        frames=frames,
        known=ours | fixed,
        mended=tuple(sorted(set(raw.get("mended", "").split()))),
    )


def _frames(
    raw: Mapping[str, Any], classes: Mapping[str, frozenset[str]], inflect: Callable[[str], Iterable[str]]
) -> Frames:
    """The ideas of a language, and what they mean together."""
    concepts = Concepts(raw.get("concept", {}), inflect, raw.get("whole", {}), raw.get("joined", {}))
    frames = Frames(concepts, classes["but_words"] | classes["denies"], classes.get("well", frozenset()))
    for group, ids in raw.get("frame", {}).items():
        for id, lines in ids.items():
            frames.add(group, id, lines, _phrases)
    return frames


def _spelt(words: str, endings: tuple[str, ...]) -> Iterator[str]:
    for word in words.split():
        yield from inflected(word[:-1], endings) if word[-1] == "+" else (word,)


def inflected(word: str, endings: Iterable[str]) -> list[str]:
    """A word with the endings of its language; a silent e falls before a vowel, and a y turns to ie before an s.

    >>> inflected("ache", ["s", "ed", "ing"])
    ['ache', 'aches', 'ached', 'aching']
    """
    forms = [word]
    for ending in endings:
        if ending == "s" and word.endswith(("s", "sh", "ch", "x", "z")):
            forms.append(word + "es")
        elif word[-1] == "e" and ending[0] in _VOWELS:
            forms.append(word[:-1] + ending)
        elif word[-1] == "y" and word[-2:-1] not in _VOWELS and ending in ("s", "ed"):
            forms.append(word[:-1] + {"s": "ies", "ed": "ied"}[ending])
        else:
            forms.append(word + ending)
    return forms


def _phrases(lines: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every phrase of a block of lines, with what is said along with it."""
    for line in lines.splitlines():
        written, _, said = line.partition("=>")
        along = {key: _value(value) for key, _, value in (part.partition("=") for part in said.split())}
        for phrase in written.split(";"):
            if phrase.strip():
                yield phrase.strip(), along


def _value(text: str) -> Any:
    if text in ("yes", "no"):
        return text == "yes"
    try:
        return float(text)
    except ValueError:
        return text

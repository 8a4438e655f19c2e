# SPDX-License-Identifier: Apache-2.0
"""Which words does a note hold, where do they stand, and where does a sentence or a part of one end?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from supple.errors import SuppleError

LONGEST, MOST = 20_000, 4_000
"""As many signs as a note may have to be kept, and as many words: things in it are compared with each other."""
_PIECE = re.compile(r"[AaPp]\.[Mm]\b\.?|[Ww]/(?=\s)|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’‘`´][^\W\d_]+)*|[^\w\s]|_|\n")
_ENDS = frozenset(".;!?…\n•¿¡|")
_PAUSES = frozenset(",:()[]{}<>–—")
_KEPT_SIGNS = {"&": "and", "+": "and", "@": "at", "/": "/", "%": "%", "°": "°", "=": "=", "-": "-"}
_APOSTROPHES = re.compile("['’‘`´]")
SENTENCE, COMMA, NOTHING = 2, 1, 0


@dataclass(slots=True)
class Word:
    """One word in its plain form, its place in the note, and how strongly it is set apart from the one before."""

    text: str
    start: int
    end: int
    stop: int = NOTHING
    asked: bool = False
    corrected: bool = False
    first: str = ""
    """The form before a slip was mended, in small letters."""


def split(text: str, whole: Mapping[str, str]) -> list[Word]:
    """The words of a note; `whole` says in which plain form a short form such as "can't" is read.

    >>> [(w.text, w.stop) for w in split("No cramps. 2 BEERS, can't sleep", {})]
    [('no', 0), ('cramps', 0), ('2', 2), ('beers', 0), ('cant', 1), ('sleep', 0)]
    """
    if len(text) > LONGEST:
        raise SuppleError("note-too-long", f"A note holds at most {LONGEST} characters.", "Split it into several.")
    words: list[Word] = []
    stop, sentence = NOTHING, 0
    for piece in _PIECE.finditer(text):
        raw = piece.group()
        if raw in _ENDS:
            stop = SENTENCE
            for word in words[sentence:] if raw == "?" else ():
                word.asked = True
            sentence = len(words)
        elif raw in _PAUSES or (raw == "-" and _is_dash(text, piece.start())):
            stop = max(stop, COMMA)
        elif (raw != "-" or _between_figures(text, piece.start())) and (plain := _plain(raw, whole)):
            words.append(Word(plain, piece.start(), piece.end(), stop if words else NOTHING, first=plain))
            stop = NOTHING
    if len(words) > MOST:
        raise SuppleError("note-too-long", f"A note holds at most {MOST} words.", "Split it into several.")
    return words


def _is_dash(text: str, place: int) -> bool:
    """A hyphen with a blank beside it sets words apart; one inside a word or a range does not."""
    around = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    return len(around) < 2 or any(sign.isspace() for sign in around)


def _between_figures(text: str, place: int) -> bool:
    return text[place - 1].isdigit() and text[place + 1].isdigit()


def _plain(raw: str, whole: Mapping[str, str]) -> str:
    if len(raw) == 1 and not raw.isalnum():
        if raw in _KEPT_SIGNS:
            return _KEPT_SIGNS[raw]
        return raw if unicodedata.category(raw) == "So" else ""
    plain = unicodedata.normalize("NFKC", raw).casefold().removesuffix("/")
    if plain[0] in "ap" and plain.replace(".", "") in ("am", "pm"):
        return plain.replace(".", "")
    plain = _APOSTROPHES.sub("'", plain)
    if plain.endswith("'s") and plain not in whole:
        plain = plain[:-2]
    plain = plain.replace("'", "") if plain not in whole else whole[plain]
    return whole.get(plain, plain)


def merged(words: list[Word], joined: Mapping[str, str]) -> list[Word]:
    """The words with pairs such as "can not" read as one.

    >>> [w.text for w in merged(split("I can not pee", {}), {"can not": "cant"})]
    ['i', 'cant', 'pee']
    """
    read: list[Word] = []
    for word in words:
        pair = f"{read[-1].text} {word.text}" if read else ""
        if pair in joined and word.stop < SENTENCE:
            before = read[-1]
            plain = joined[pair]
            read[-1] = Word(plain, before.start, word.end, before.stop, before.asked, before.corrected, plain)
        else:
            read.append(word)
    return read

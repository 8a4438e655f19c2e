# SPDX-License-Identifier: Apache-2.0
"""Which words does a note hold, where do they stand, and where does a sentence or a part of one end?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from supple.errors import SuppleError

LONGEST, MOST = 20_000, 4_000
"""As many signs as a note may have to be kept, and as many words: things in it are compared with each other."""
_PIECE = re.compile(r"[AaPp]\.[Mm]\b\.?|[Ww]/(?=\s)|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’‘`´][^\W\d_]+)*|[^\w\s]|_|\n")
_ENDS = frozenset(".;!?…\n•¿¡|")
_PAUSES = frozenset(",:()[]{}<>–—")
_KEPT_SIGNS = {"&": "and", "+": "and", "@": "at", "/": "/", "%": "%", "°": "°", "=": "=", "-": "-"}
_BELOW_ZERO = re.compile(r"(?<![\w-])-\d{1,2} ?(?:°|[CcFf]\b|deg)")
_APOSTROPHES = re.compile("['’‘`´]")
SENTENCE, COMMA, NOTHING = 2, 1, 0
_SPOKEN = {"comma": COMMA, "period": SENTENCE, "colon": COMMA, "newline": SENTENCE}
_SPOKEN_PAIRS = frozenset(
    {("full", "stop"), ("new", "line"), ("next", "line"), ("new", "paragraph"), ("question", "mark")}
)
QUERY = "query"
"""The word for a question mark that stands before what is only suspected."""


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
        raw = _read_as(piece.group(), text, piece.start())
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
    return _undictated(words)


def _undictated(words: list[Word]) -> list[Word]:
    """The words without the marks that were spoken: "comma", "full stop", "new line".

    >>> [(w.text, w.stop) for w in split("slept well comma no cramps full stop two beers", {})]
    [('slept', 0), ('well', 0), ('no', 1), ('cramps', 0), ('two', 2), ('beers', 0)]
    """
    texts = [word.text for word in words]
    pairs = set(pairwise(texts))
    if "comma" not in texts and not pairs & _SPOKEN_PAIRS:
        return words
    read: list[Word] = []
    stop, place = NOTHING, 0
    while place < len(words):
        pair = (texts[place], texts[place + 1]) if place + 1 < len(words) else ("", "")
        mark = SENTENCE if pair in _SPOKEN_PAIRS else _SPOKEN.get(texts[place], NOTHING)
        if mark:
            stop = max(stop, mark)
            place += 2 if pair in _SPOKEN_PAIRS else 1
            continue
        words[place].stop = max(words[place].stop, stop) if read else words[place].stop
        read.append(words[place])
        stop, place = NOTHING, place + 1
    return read


def _read_as(raw: str, text: str, place: int) -> str:
    """A sign as it is meant: a question mark before a word says that this is only suspected."""
    if raw == "-" and _BELOW_ZERO.match(text, place):
        return "minus"
    return QUERY if raw == "?" and _leads(text, place) else raw


def _leads(text: str, place: int) -> bool:
    """Whether a question mark stands before its word, as in "?UTI"."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return after.isalpha() and (not before or before in " \t\n-(/,")


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
    if raw.isascii() and raw.isalnum():
        return _in_full(raw.lower(), whole)
    plain = unicodedata.normalize("NFKC", raw).casefold().removesuffix("/")
    if plain[0] in "ap" and plain.replace(".", "") in ("am", "pm"):
        return plain.replace(".", "")
    plain = _APOSTROPHES.sub("'", plain)
    if plain.endswith("'s") and plain not in whole:
        plain = plain[:-2]
    return _in_full(plain if plain in whole else plain.replace("'", ""), whole)


def _in_full(plain: str, whole: Mapping[str, str]) -> str:
    plain = whole.get(plain, plain)
    return whole.get(plain) or _scots(plain) or plain


def _scots(plain: str) -> str:
    """The plain form of a Scots verb with its "not", such as "wisnae".

    >>> _scots("wisnae"), _scots("couldnae"), _scots("nae")
    ('nt', 'cant', '')
    """
    if len(plain) < 5 or not plain.endswith(("nae", "nnie")):
        return ""
    if plain[0] == "c":
        return "cant"
    return "wont" if plain.startswith(("wouldn", "wudn", "willn", "winn")) else "nt"


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

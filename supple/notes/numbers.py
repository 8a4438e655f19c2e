# SPDX-License-Identifier: Apache-2.0
"""Which numbers does a note say, in figures or words, as a range, a score out of ten or a pair such as 150/90?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from supple.notes.lexicon import Lexicon
from supple.notes.words import NOTHING, SENTENCE, Word

Form = Literal["plain", "score", "pair", "clock", "scale"]
_FIGURES = re.compile(r"\d+(?:[.,:]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DOZEN, _HUNDRED = 12.0, 100.0
_SCALES = {(0.0, 10.0), (1.0, 10.0)}
"""What "on a scale of one to ten" spans."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number, its first and last word, and how it was put; `written` keeps figures as they stand."""

    value: float
    first: int
    last: int
    form: Form = "plain"
    written: str = ""
    other: float | None = None
    """The lower end of a pair or the upper end of a range."""


def numbers(words: Sequence[Word], lexicon: Lexicon) -> list[Number]:
    """Every number, longest form first."""
    single, place = [], 0
    while place < len(words):
        number = _one(words, place, lexicon)
        single += [number] if number else []
        place = number.last + 1 if number else place + 1
    return _together(single, words, lexicon)


def in_figures(text: str) -> float | None:
    """The value of a number in figures; a comma before three figures parts thousands.

    >>> in_figures("4,000"), in_figures("38,2"), in_figures("12.5"), in_figures("3:05")
    (4000.0, 38.2, 12.5, None)
    """
    if not _FIGURES.fullmatch(text) or len(text) > 12:
        return None
    if (_THOUSANDS.fullmatch(text) and "," in text) or text.count(".") > 1:
        text = text.replace(",", "").replace(".", "") if _THOUSANDS.fullmatch(text) else "x"
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _one(words: Sequence[Word], place: int, lexicon: Lexicon) -> Number | None:
    text = words[place].text
    value = None if text.isalpha() else in_figures(text)
    if value is None and ":" in text and _FIGURES.fullmatch(text):
        return Number(0, place, place, "clock", text)
    if value is not None:
        if place + 1 < len(words) and words[place + 1].text in lexicon.classes["ordinal_end"]:
            return None
        return _with_half(Number(value, place, place, written=text), words, lexicon)
    if text in lexicon.numbers:
        return _with_half(_in_words(words, place, lexicon), words, lexicon)
    return _half_of(words, place, lexicon) if text in lexicon.classes["half"] else None


def _half_of(words: Sequence[Word], place: int, lexicon: Lexicon) -> Number | None:
    """Read "half a dozen"."""
    last = place + 2 if place + 1 < len(words) and words[place + 1].text in lexicon.classes["one_of"] else place + 1
    value = lexicon.numbers.get(words[last].text, 0.0) if last < len(words) else 0.0
    return Number(value / 2, place, last) if value == _DOZEN and not words[last].stop else None


def _in_words(words: Sequence[Word], place: int, lexicon: Lexicon) -> Number:
    total = lexicon.numbers[words[place].text]
    last = place
    for ahead in range(place + 1, min(place + 4, len(words))):
        value = lexicon.numbers.get(words[ahead].text)
        if words[ahead].stop or value is None:
            break
        if value in (_HUNDRED, 1000.0) and total < value:
            total = max(total, 1.0) * value
        elif (total >= 20 and total % 10 == 0 and total < _HUNDRED and 0 < value < 10) or (
            total >= _HUNDRED and value < _HUNDRED
        ):
            total += value
        else:
            break
        last = ahead
    return Number(total, place, last)


def _with_half(number: Number, words: Sequence[Word], lexicon: Lexicon) -> Number:
    """Read "two and a half" and "2 1/2" whole."""
    after = [w.text for w in words[number.last + 1 : number.last + 4]]
    half = lexicon.classes["half"]
    for skipped in range(min(3, len(after))):
        if after[skipped] in half and all(w in lexicon.classes["and_a"] for w in after[:skipped]):
            if skipped == 0 and after[0] not in ("½",):
                break
            last = number.last + skipped + 1
            return Number(number.value + 0.5, number.first, last, written=f"{number.written}½")
    return number


def _together(single: Sequence[Number], words: Sequence[Word], lexicon: Lexicon) -> list[Number]:
    """Join "6/10", "150/90", "2 to 3", "between 2 and 3" and "3-4/10"."""
    joined: list[Number] = []
    place = 0
    while place < len(single):
        number = single[place]
        pair = _pair(number, single[place + 1], words, lexicon) if place + 1 < len(single) else None
        place += 2 if pair else 1
        if pair and pair.other and pair.form == "plain" and place < len(single):
            score = _pair(pair, single[place], words, lexicon)  # "3-4/10"
            pair, place = (score, place + 1) if score and score.form == "score" else (pair, place)
        joined.append(pair or number)
    return joined


def _pair(a: Number, b: Number, words: Sequence[Word], lexicon: Lexicon) -> Number | None:
    between = tuple(w.text for w in words[a.last + 1 : b.first])
    if not between and _is_next(a, b, words, lexicon):
        return _range(a, b)
    if (
        "clock" in (a.form, b.form)
        or not between
        or len(between) > 2
        or any(w.stop >= SENTENCE for w in words[a.last + 1 : b.first + 1])
    ):
        return None
    of_something = b.last + 1 < len(words) and words[b.last + 1].text in lexicon.units  # "7 of 10 days"
    said = between in _out_of(lexicon) and not of_something
    if b.value == 10 and (between[0] == "/" or said) and a.value <= 10:
        return Number(a.value, a.first, b.last, "score")
    if len(between) == 1 and between[0] in ("/", *lexicon.classes["over"]) and a.value >= 60 and b.value >= 30:
        return Number(a.value, a.first, b.last, "pair", other=b.value)
    if between == ("/",) and b.value:
        return Number(a.value / b.value if b.value in (2, 4) else a.value, a.first, b.last, written="/")
    joined = len(between) == 1 or between[1] in lexicon.classes["one_of"]  # "ten or a dozen"
    return (
        _range(a, b, unit_at(b.last + 1, words, lexicon))
        if joined and _is_range(a, b, between[0], words, lexicon)
        else None
    )


def _range(a: Number, b: Number, unit: str | None = None) -> Number:
    if (a.value, b.value) in _SCALES and not unit:
        return Number(a.value, a.first, b.last, "scale")
    return Number((a.value + b.value) / 2, a.first, b.last, written=f"{a.written}-{b.written}", other=b.value)


def _is_next(a: Number, b: Number, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether two numbers in a row are a guess: "three, four times"."""
    counts = b.last + 1 < len(words) and words[b.last + 1].text in lexicon.units
    if a.first and words[a.first - 1].text in lexicon.classes["at_only"]:
        return False  # "at nine, ten minutes"
    return (
        counts and b.value == a.value + 1 and (a.form, b.form) == ("plain", "plain") and words[b.first].stop < SENTENCE
    )


def _out_of(lexicon: Lexicon) -> set[tuple[str, ...]]:
    return {tuple(words.split("_")) for words in lexicon.classes["out_of"]}


def _is_range(a: Number, b: Number, between: str, words: Sequence[Word], lexicon: Lexicon) -> bool:
    if not a.value < b.value <= max(10 * a.value, 10) or words[b.first].stop > NOTHING:
        return False
    before = words[a.first - 1].text if a.first else ""
    if before not in lexicon.classes["since"] and _is_start(a, words, lexicon):
        return False  # "from a 3 to an 8", "from my usual 3 to an 8"
    if between in lexicon.classes["range"]:
        unit = words[b.last + 1].text in lexicon.units if b.last + 1 < len(words) else False
        return (
            unit
            or before not in lexicon.classes["since"] | lexicon.classes["half"]
            or between not in lexicon.classes["till"]
        )
    return between in lexicon.classes["and"] and before in lexicon.classes["between"]


def _is_start(number: Number, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a number is where something began: "from a 3", "from my usual 3"."""
    kinds, place = lexicon.classes, number.first - 1
    while place >= 0 and words[place].text in kinds["one_of"] | kinds["the"] | kinds["usually"]:
        place -= 1
    return place >= 0 and words[place].text in kinds["since"]


def unit_at(place: int, words: Sequence[Word], lexicon: Lexicon) -> str | None:
    """The unit that a word names; the l of "2.15 L leg" is a side."""
    if place >= len(words):
        return None
    unit, ahead = lexicon.units.get(words[place].text), words[place + 1 : place + 2]
    side = unit == "l" and any(word.text in lexicon.classes["limbs"] and not word.stop for word in ahead)
    return None if side else unit

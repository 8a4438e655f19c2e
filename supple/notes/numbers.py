# SPDX-License-Identifier: Apache-2.0
"""Which numbers does a note say, in figures or words, as a range, a score out of ten or a pair such as 150/90?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from supple.notes.lexicon import Lexicon
from supple.notes.words import NOTHING, SENTENCE, Word

Form = Literal["plain", "score", "pair", "clock", "scale"]
_FIGURES = re.compile(r"\d+(?:[.,:]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DOZEN, _HUNDRED, _THOUSAND, _TENTHS = 12.0, 100.0, 1000.0, 10.0
_THREE = ("three", "3", "drei")
_CORRECTED_WITHIN = 5
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
    struck: range = range(0)
    """The words of what was said before it and taken back."""


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
        return _with_part(Number(value, place, place, written=text), words, lexicon)
    if text in lexicon.numbers:
        return _with_part(_in_words(words, place, lexicon), words, lexicon)
    return _half_of(words, place, lexicon) if text in lexicon.classes["half"] else None


def _half_of(words: Sequence[Word], place: int, lexicon: Lexicon) -> Number | None:
    """Read "half a dozen"."""
    last = place + 2 if place + 1 < len(words) and words[place + 1].text in lexicon.classes["one_of"] else place + 1
    value = lexicon.numbers.get(words[last].text, 0.0) if last < len(words) else 0.0
    return Number(value / 2, place, last) if value == _DOZEN and not words[last].stop else None


def _in_words(words: Sequence[Word], place: int, lexicon: Lexicon) -> Number:
    """A number in words, as far as they go on with it: "eleven thousand two hundred", "a hundred and one"."""
    whole, group, last = 0.0, lexicon.numbers[words[place].text], place
    for ahead in range(place + 1, min(place + 7, len(words))):
        value, total = lexicon.numbers.get(words[ahead].text), whole + group
        round_sum = total >= _HUNDRED and total % _HUNDRED == 0
        if words[ahead].stop:
            break
        if round_sum and last == ahead - 1 and words[ahead].text in lexicon.classes["and"]:
            continue
        if value in (_HUNDRED, _THOUSAND) and 0 < group < value:
            whole, group = (whole, group * value) if value == _HUNDRED else (whole + group * value, 0.0)
        elif value is not None and _adds(value, group, round_sum=round_sum):
            group += value
        else:
            break
        last = ahead
    return Number(whole + group, place, last)


def _adds(value: float, group: float, *, round_sum: bool) -> bool:
    """Whether a number goes on with what was said before it: "twenty" with "four", "hundred" with "twelve"."""
    tens = 20 <= group < _HUNDRED and group % 10 == 0 and 0 < value < 10
    return tens or (round_sum and group % _HUNDRED == 0 and 0 < value < _HUNDRED)


def _with_part(number: Number, words: Sequence[Word], lexicon: Lexicon) -> Number:
    """Read "two and a half", "2 1/2", "seven and a quarter", "thirty seven point two" and "10k" whole."""
    after = [w.text for w in words[number.last + 1 : number.last + 4]]
    if not after or words[number.last + 1].stop:
        return number
    if after[0] == "k" and number.written and words[number.last].end == words[number.last + 1].start:
        return replace(number, value=number.value * _THOUSAND, last=number.last + 1)
    return _tenths(number, after, lexicon) or _and_a_part(number, after, lexicon) or number


def _and_a_part(number: Number, after: Sequence[str], lexicon: Lexicon) -> Number | None:
    """Read "and a half", "and a quarter" and "and three quarters" behind a number."""
    and_a, quarter = lexicon.classes["and_a"], lexicon.classes.get("quarters", frozenset())
    for skipped, part in enumerate(after):
        led, last = all(w in and_a for w in after[:skipped]), number.last + skipped + 1
        if part in lexicon.classes["half"] and led and (skipped or part == "½"):
            return replace(number, value=number.value + 0.5, last=last, written=f"{number.written}½")
        if part in quarter and skipped == 2 and after[0] in and_a and (led or after[1] in _THREE):
            return replace(number, value=number.value + (0.25 if led else 0.75), last=last)
    return None


def _tenths(number: Number, after: Sequence[str], lexicon: Lexicon) -> Number | None:
    """Read "thirty seven point two"."""
    if after[0] not in lexicon.classes.get("point", ()) or len(after) < 2:
        return None
    tenth = float(after[1]) if after[1].isdigit() else lexicon.numbers.get(after[1], _TENTHS)
    return replace(number, value=number.value + tenth / _TENTHS, last=number.last + 2) if tenth < _TENTHS else None


def _together(single: Sequence[Number], words: Sequence[Word], lexicon: Lexicon) -> list[Number]:
    """Join "6/10", "150/90", "2 to 3", "between 2 and 3" and "3-4/10"."""
    joined: list[Number] = []
    single = _spoken_pressures(single, words, lexicon)
    place = 0
    while place < len(single):
        number = single[place]
        pair = _pair(number, single[place + 1], words, lexicon) if place + 1 < len(single) else None
        place += 2 if pair else 1
        if pair and pair.other and pair.form == "plain" and place < len(single):
            score = _pair(pair, single[place], words, lexicon)  # "3-4/10"
            pair, place = (score, place + 1) if score and score.form == "score" else (pair, place)
        joined.append(pair or number)
    return _corrected(joined, words, lexicon)


def _corrected(said: Sequence[Number], words: Sequence[Word], lexicon: Lexicon) -> list[Number]:
    """Every number as it is meant in the end: "8, no, 9" and "10 mg, sorry, 20 mg" are one number each."""
    kept: list[Number] = []
    for number in said:
        before = kept[-1] if kept else None
        if (
            before
            and before.form in (number.form, "plain")
            and _takes_back(before.last + 1, number.first, words, lexicon)
        ):
            kept[-1] = replace(number, first=before.first, struck=range(before.last, number.first))
        else:
            kept.append(number)
    return kept


def _takes_back(start: int, end: int, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether the words from one to another say that what stands before them was wrong."""
    kinds = lexicon.classes
    start += start < end and not words[start].stop and words[start].text in lexicon.units
    between = [w.text for w in words[start:end]]
    surely = kinds.get("takes_back", frozenset())
    if not 0 < len(between) <= _CORRECTED_WITHIN or surely.isdisjoint(between):
        return False
    denied = all(w in kinds["answers"] or w not in surely for w in between)
    fits = all(w in surely | kinds.get("rewrites", frozenset()) for w in between)
    return fits and not (denied and any(w.stop >= SENTENCE for w in words[start : end + 1]))


def _spoken_pressures(single: Sequence[Number], words: Sequence[Word], lexicon: Lexicon) -> list[Number]:
    """Read "one twenty four over seventy" as it is meant: a hundred and twenty-four."""
    read: list[Number] = []
    for number in single:
        before, after = read[-1] if read else None, number.last + 1
        over = after + 1 < len(words) and words[after].text in lexicon.classes["over"]
        if before and over and (whole := hundreds(before, number, words, lexicon)):
            read[-1] = whole
        else:
            read.append(number)
    return read


def hundreds(one: Number, rest: Number, words: Sequence[Word], lexicon: Lexicon) -> Number | None:
    """Two numbers in words as one of three figures: "one twenty", "one oh five"."""
    naught = [w.text for w in words[one.last + 1 : rest.first]]
    joined = not any(w.stop for w in words[one.last + 1 : rest.first + 1])
    low = naught != [] and all(w in lexicon.classes.get("naught", ()) for w in naught) and rest.value < _TENTHS
    spoken = one.value in (1, 2) and not one.written and not rest.written and _TENTHS <= rest.value < _HUNDRED
    if joined and ((spoken and not naught) or (low and one.value in (1, 2))):
        return Number(one.value * _HUNDRED + rest.value, one.first, rest.last)
    return None


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
    over = between[0] in ("/", *lexicon.classes["over"]) and all(w in lexicon.classes["one_of"] for w in between[1:])
    if over and a.value >= 60 and b.value >= 30:
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

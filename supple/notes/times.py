# SPDX-License-Identifier: Apache-2.0
"""Which clock times does a note name? Hours and minutes as people say them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from supple.notes.lexicon import Lexicon
from supple.notes.numbers import Number, unit_at
from supple.notes.words import COMMA, SENTENCE, Word

_HOURS_SAID = 12
"""Later hours are told by figures behind "at": "about fifteen" counts something."""
_LONGEST_LIST = 3
_FOUR_FIGURES = 4
_BACK_OF = ("of", "back")


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour and minute as said; `half` is am or pm where that is known, `sure` that no other half is meant."""

    hour: int
    minute: int
    first: int
    last: int
    half: str | None = None
    sure: bool = False

    def minutes_to(self, end: Clock) -> int:
        """How many minutes on the face of a clock it is to a later time."""
        return ((end.hour - self.hour) * 60 + end.minute - self.minute) % 720


def clocks(words: Sequence[Word], numbers: Sequence[Number], lexicon: Lexicon, counted: frozenset[int]) -> list[Clock]:
    """Every clock time; `counted` are words that a number before them counts."""
    by_first = {n.first: n for n in numbers}
    found: list[Clock] = []
    place = 0
    while place < len(words):
        clock = _named(words, place, lexicon) or _past_or_to(words, place, by_first, lexicon)
        if clock is None and found:
            clock = _same_hour(words, place, by_first, found[-1], lexicon)
            clock = clock or _end(words, place, by_first, found[-1], lexicon)
        if clock is None and place in by_first:
            clock = _clock(by_first[place], words, lexicon, counted) or _listed(by_first[place], words, found, lexicon)
        if clock:
            found.append(clock)
            place = clock.last + 1
        else:
            place += 1
    return _with_halves(found, words, lexicon)


def _with_halves(found: list[Clock], words: Sequence[Word], lexicon: Lexicon) -> list[Clock]:
    """Read "1, 3 and 5 am" as three hours of one half of the day; what ends before it began is of the other."""
    kinds = lexicon.classes
    links = kinds["and"] | kinds["till"] | kinds["range"] | kinds["at_only"]
    for n in range(len(found) - 1, 0, -1):
        one, two = found[n - 1], found[n]
        row = all(w.text in links and w.stop < SENTENCE for w in words[one.last + 1 : two.first])
        half = two.half or (("am" if two.hour < 12 else "pm") if two.sure else None)
        if half and not (one.half or one.sure) and row and words[two.first].stop < SENTENCE:
            same = one.hour % 12 <= two.hour % 12
            found[n - 1] = replace(one, half=half if same else {"am": "pm", "pm": "am"}[half])
    return found


def _named(words: Sequence[Word], place: int, lexicon: Lexicon) -> Clock | None:
    text = words[place].text
    if text in lexicon.classes["midnight"]:
        return Clock(0, 0, place, place, sure=True)
    if text in lexicon.classes["noon"]:
        return Clock(12, 0, place, place, sure=True)
    return None


def _text(words: Sequence[Word], place: int) -> str:
    return words[place].text if 0 <= place < len(words) else ""


def _past_or_to(words: Sequence[Word], place: int, by_first: Mapping[int, Number], lexicon: Lexicon) -> Clock | None:
    """Read "quarter past two", "ten to five", "half three" and "half past three"."""
    kinds, text = lexicon.classes, words[place].text
    minutes, after = _minutes(words, place, by_first, lexicon)
    if minutes is None:
        return None
    link = "" if after < len(words) and words[after].stop else _text(words, after)
    before = link in kinds["to"]
    bare = link not in kinds["past"] and not before
    if bare and (text not in kinds["half"] or after >= len(words) or words[after].stop):
        return None
    hour = _hour(words, after + (not bare), by_first, lexicon)
    if hour and before and _text(words, hour[1] + 1) in kinds["past"] and words[hour[1] + 1].stop == 0:
        return None  # "10 till ten past" are two times
    if hour is None or (before and text not in kinds["quarter"] and not _is_told_time(words, place, hour, lexicon)):
        return None
    # In German half an hour is missing to the hour that is named; in English it is past it.
    missing = before or (bare and "half_to" in kinds)
    shift = hour[0] * 60 + (-minutes if missing else minutes)
    half, last, _ = _half(words, hour[1] + 1, lexicon)
    return Clock(int(shift // 60) % 24, int(shift % 60), place, last, half)


def _same_hour(
    words: Sequence[Word], place: int, by_first: Mapping[int, Number], start: Clock, lexicon: Lexicon
) -> Clock | None:
    """Read the end of "from 2 to half past": minutes past the hour that was said right before."""
    kinds = lexicon.classes
    minutes, after = _minutes(words, place, by_first, lexicon)
    ends = minutes is not None and _text(words, after) in kinds["past"] and place - start.last == 2
    if not ends or _text(words, place - 1) not in kinds["till"]:
        return None
    return Clock(start.hour, int(minutes or 0), place, after, start.half, start.sure)


def _end(
    words: Sequence[Word], place: int, by_first: Mapping[int, Number], start: Clock, lexicon: Lexicon
) -> Clock | None:
    """Read the end of "from two to four" and of "midnight to five"."""
    hour, kinds = by_first.get(place), lexicon.classes
    joined = place - start.last == 2 and _text(words, place - 1) in kinds["till"] and not words[place].stop
    led = start.sure or _text(words, start.first - 1) in kinds["from"]
    if hour is None or not (joined and led) or hour.form != "plain" or not 0 < hour.value <= 24:
        return None
    half, last, _ = _half(words, hour.last + 1, lexicon)
    behind = _text(words, last + 1)
    if hour.value != int(hour.value) or behind in lexicon.units or behind in kinds["signs"]:
        return None
    return Clock(int(hour.value) % 24, 0, place, last, half, hour.value > 12)


def _minutes(
    words: Sequence[Word], place: int, by_first: Mapping[int, Number], lexicon: Lexicon
) -> tuple[float | None, int]:
    """How many minutes past or to the hour are named, and the next word."""
    text = words[place].text
    if text in lexicon.classes["quarter"]:
        return 15, place + 1
    if text in lexicon.classes["half"]:
        return 30, place + 1
    number = by_first.get(place)
    if number is None or number.form != "plain" or not 1 <= number.value < 30 or number.value != int(number.value):
        return None, place + 1
    after = number.last + 1
    named = _text(words, after) in lexicon.classes["minutes"]
    return (number.value, after + named) if named or number.value % 5 == 0 else (None, after)


def _is_told_time(words: Sequence[Word], place: int, hour: tuple[float, int], lexicon: Lexicon) -> bool:
    """Whether "five to six" is an hour and not a range: it is led in like one, or has its half of the day behind it.

    "From ten to noon" is a range whatever stands behind it.
    """
    before = _text(words, place - 1)
    if before in lexicon.classes.get("from", frozenset()):
        return False
    till = _text(words, hour[1] + 1) in lexicon.classes["till"] and not words[hour[1] + 1].stop
    return till or before in lexicon.classes["at"] or _half(words, hour[1] + 1, lexicon)[2]


def _hour(
    words: Sequence[Word], place: int, by_first: Mapping[int, Number], lexicon: Lexicon
) -> tuple[float, int] | None:
    text = _text(words, place)
    if text in lexicon.classes["midnight"]:
        return 24.0, place
    if text in lexicon.classes["noon"]:
        return 12.0, place
    number = by_first.get(place)
    if number and number.form == "plain" and 1 <= number.value <= 24 and number.value == int(number.value):
        return number.value, number.last
    return None


def _half(words: Sequence[Word], place: int, lexicon: Lexicon) -> tuple[str | None, int, bool]:
    """Which half of the day is named right behind an hour, the last word of it, and whether anything was."""
    last, said = place - 1, False
    while _text(words, place) in lexicon.classes["oclock"] and words[place].stop < SENTENCE:
        last, place, said = place, place + 1, True
    text = _text(words, place)
    if text in lexicon.classes["am"] and words[place].stop < SENTENCE:
        return "am", place, True
    if text in lexicon.classes["pm"] and words[place].stop < SENTENCE:
        return "pm", place, True
    return None, last, said


def _clock(number: Number, words: Sequence[Word], lexicon: Lexicon, counted: frozenset[int]) -> Clock | None:
    read = _hour_and_minute(number)
    if read is None or _text(words, number.first - 1) in lexicon.classes["times_sign"]:
        return None
    hour, minute, sure, told = read
    half, last, said = _half(words, number.last + 1, lexicon)
    after = number.last + 1
    first = number.first
    led_by_at = _text(words, first - 1) in lexicon.classes["at"] and words[first].stop == 0
    if spelt := _in_two_words(number, words, lexicon, led_by_at and not said):
        return spelt
    if _text(words, after) in lexicon.classes["h"] and _text(words, first - 1) in lexicon.classes["at_only"]:
        said, last = True, after  # "at 19 h"
    unit = bool(unit_at(after, words, lexicon)) and not said
    if unit or (after < len(words) and words[after].text in ("/", "%", "°")):
        return None
    led = led_by_at and _is_hour(number, hour, words, lexicon)
    joined = after < len(words) and not words[after].stop
    if led and joined and after in counted and not told and words[first - 1].text not in lexicon.classes["at_only"]:
        return None
    opens = words[first].stop >= SENTENCE or first == 0
    back_of = (_text(words, first - 1), _text(words, first - 2)) == _BACK_OF
    led = led or back_of or _runs_till(words, after, lexicon) or _is_part_of_day(words, after, lexicon)
    if not (said or told or led or (opens and number.written.isdigit() and len(number.written) == _FOUR_FIGURES)):
        return None
    return Clock(hour % 24, minute, first, max(last, number.last), half, sure)


def _in_two_words(number: Number, words: Sequence[Word], lexicon: Lexicon, led: bool) -> Clock | None:
    """An hour and its minutes in two words: "3 15 am", "3h15", or behind "at" as in "at ten forty"."""
    follows = _text(words, number.last + 1)
    if number.written.isdigit() and len(number.written) < 3 and (follows.isdigit() or follows == "h"):
        return _apart(number, words, lexicon)
    return _spelt_minutes(number, words, lexicon) if led else None


def _is_hour(number: Number, hour: int, words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a number behind "at" or "about" can be an hour, and is neither a strength nor how often."""
    kinds, lead, before = lexicon.classes, _text(words, number.first - 1), _text(words, number.first - 2)
    if hour > _HOURS_SAID and not (number.written.isdigit() and lead in kinds["at_only"]):
        return False
    if before in kinds["it_words"] | kinds["verb_ends"]:
        before = _text(words, number.first - 3)  # "I put it at six", "topped out at 7"
    rated = before in kinds["strength"] | kinds["rated"]  # "mood about 6"
    rated = rated and not (lead in kinds["at_only"] and before in kinds["bouts"])  # "spasms at 1 and 3"
    return not rated and not (lead in kinds.get("from", ()) and before in kinds["changes"])  # "went from 5 to 2"


def _runs_till(words: Sequence[Word], place: int, lexicon: Lexicon) -> bool:
    """Whether an hour is the start of "9 till noon" or "3 till quarter past"."""
    if _text(words, place) not in lexicon.classes["till"] or words[place].stop:
        return False
    end, then = _text(words, place + 1), _text(words, place + 2)
    kinds = lexicon.classes
    past = then in kinds["past"] and end in kinds["quarter"] | kinds["half"]
    return end in kinds["noon"] | kinds["midnight"] or past


def _is_part_of_day(words: Sequence[Word], place: int, lexicon: Lexicon) -> bool:
    """Whether "in the morning" or "at night" follows an hour."""
    if place + 1 >= len(words) or words[place].stop >= SENTENCE:
        return False
    ahead = [w.text for w in words[place : place + 3]]
    return ahead[0] in lexicon.classes["part_led"] and any(w in lexicon.classes["part_named"] for w in ahead[1:])


def _apart(number: Number, words: Sequence[Word], lexicon: Lexicon) -> Clock | None:
    """Read "3 15 am" and "3h15": hour and minutes in two figures."""
    after = number.last + 1
    if words[after].text == "h":
        minutes = _text(words, after + 1)
        if len(minutes) == 2 and minutes.isdigit() and int(minutes) < 60 and not words[after + 1].stop:
            return Clock(int(number.value) % 24, int(minutes), number.first, after + 1, None, number.value > 12)
        return None
    minutes = words[after].text
    half, last, said = _half(words, after + 1, lexicon)
    if said and len(minutes) == 2 and int(minutes) < 60 and number.value <= 12 and not words[after].stop:
        return Clock(int(number.value), int(minutes), number.first, last, half)
    return None


def _spelt_minutes(number: Number, words: Sequence[Word], lexicon: Lexicon) -> Clock | None:
    """Read "at ten forty" and "two oh five": an hour and its minutes, both in words."""
    place = number.last + 1
    naught = _text(words, place) in lexicon.classes.get("naught", frozenset()) and not words[place].stop
    place += naught
    minutes = lexicon.numbers.get(_text(words, place), 0)
    if number.written.isdigit() or not 1 <= number.value <= _HOURS_SAID or not (0 if naught else 10) <= minutes < 60:
        return None
    if place >= len(words) or words[place].stop or (naught and not 0 < minutes < 10):
        return None
    after = words[place + 1].text if place + 1 < len(words) and not words[place + 1].stop else ""
    if after in lexicon.units:
        return None
    half, last, _ = _half(words, place + 1, lexicon)
    return Clock(int(number.value) % 24, int(minutes), number.first, max(last, place), half)


def _hour_and_minute(number: Number) -> tuple[int, int, bool, bool] | None:
    """Hour, minute, whether no other half of the day can be meant, and whether it is a clock time beyond doubt."""
    if number.form not in ("plain", "clock"):
        return None
    written = _in_two(number.written) or _run_together(number.written)
    if written:
        return written
    if number.form == "clock" or not 0 <= number.value < 25:
        return None
    if number.other is not None:  # between two and three
        return int(number.value), 30 * (number.value != int(number.value)), False, False
    whole = number.value == int(number.value)
    return (int(number.value), 0, number.value > 12, False) if whole else None


def _in_two(written: str) -> tuple[int, int, bool, bool] | None:
    """Read 3:05 and 14.30."""
    for sign in (":", "."):
        hour, found, minute = written.partition(sign)
        if found and hour.isdigit() and minute.isdigit() and len(minute) == 2 and int(hour) < 25 and int(minute) < 60:
            return int(hour), int(minute), int(hour) > 12 or (len(hour) == 2 and hour[0] == "0"), True
    return None


def _run_together(written: str) -> tuple[int, int, bool, bool] | None:
    """Read 0315, 1430 and 430."""
    if not written.isdigit() or len(written) not in (3, 4) or int(written[-2:]) > 59 or int(written[:-2]) > 23:
        return None
    if len(written) == 3:
        return None if written[0] == "0" else (int(written[0]), int(written[1:]), False, False)
    return int(written[:2]), int(written[2:]), True, written[0] == "0"


def _listed(number: Number, words: Sequence[Word], found: Sequence[Clock], lexicon: Lexicon) -> Clock | None:
    """A further hour of a list or the end of a stretch: "at 2, 4 and 5", "from two to four"."""
    if not found or not 0 < number.first - found[-1].last <= _LONGEST_LIST or number.form != "plain":
        return None
    kinds, after = lexicon.classes, number.last + 1
    behind = words[found[-1].last + 1 : number.first]
    if any(word.stop and word.text in kinds["one_of"] for word in behind):
        return None  # "at 2, an 8"
    between = [word.text for word in behind]
    linked = all(w in kinds["and"] or w in kinds["again"] for w in between) and (
        between or _is_row(number, words, found, kinds)
    )
    ranged = len(between) == 1 and between[0] in kinds["range"] and _text(words, found[-1].first - 1) in kinds["since"]
    follows = _text(words, after)
    if not (linked or ranged) or words[number.first].stop >= SENTENCE or follows in lexicon.units or follows == "/":
        return None
    if after < len(words) and words[after].stop == 0 and follows not in kinds["and"]:
        return None
    read = _hour_and_minute(number)
    return read and Clock(read[0] % 24, read[1], number.first, number.last, found[-1].half, read[2])


def _is_row(number: Number, words: Sequence[Word], found: Sequence[Clock], kinds: Mapping[str, frozenset[str]]) -> bool:
    """Whether numbers behind commas are hours and no strength behind an hour: three of them, or "and" at the end."""
    if words[number.first].stop != COMMA:
        return False
    ahead, then = _text(words, number.last + 1), _text(words, number.last + 2)
    goes_on = (ahead if ahead not in kinds["and"] else then).isdigit()
    return goes_on or (len(found) > 1 and found[-2].last + 1 == found[-1].first)

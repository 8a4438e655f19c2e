# SPDX-License-Identifier: Apache-2.0
"""At which moment does a note place a thing? Clock times as people say them, and parts of the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from supple.notes.lexicon import Lexicon
from supple.notes.numbers import Number
from supple.notes.words import COMMA, SENTENCE, Word

PARTS = {"night": (20, 32), "morning": (0, 12), "afternoon": (12, 18), "evening": (16, 24), "lunch": (11, 15)}
"""From which hour to which; a part may run past midnight."""
MIDDLES = {"night": 26.0, "morning": 8.0, "afternoon": 15.0, "evening": 20.0, "lunch": 12.5, "day": 12.0}
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


@dataclass(frozen=True, slots=True)
class Daytime:
    """A day or a part of one: how many days back, which part, or which day of the week."""

    first: int
    last: int
    back: int | None = None
    part: str | None = None
    weekday: int | None = None


def clocks(words: Sequence[Word], numbers: Sequence[Number], lexicon: Lexicon, counted: frozenset[int]) -> list[Clock]:
    """Every clock time; `counted` are words that a number before them counts."""
    by_first = {n.first: n for n in numbers}
    found: list[Clock] = []
    place = 0
    while place < len(words):
        clock = _named(words, place, lexicon) or _past_or_to(words, place, by_first, lexicon)
        if clock is None and found:
            clock = _same_hour(words, place, by_first, found[-1], lexicon)
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
        if two.half and not (one.half or one.sure) and row and words[two.first].stop < SENTENCE:
            same = one.hour % 12 <= two.hour % 12
            found[n - 1] = replace(one, half=two.half if same else {"am": "pm", "pm": "am"}[two.half])
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
    link = _text(words, after)
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
    return before in lexicon.classes["at"] or _half(words, hour[1] + 1, lexicon)[2]


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
    if read is None:
        return None
    hour, minute, sure, told = read
    half, last, said = _half(words, number.last + 1, lexicon)
    after = number.last + 1
    first = number.first
    if (
        not said
        and number.written.isdigit()
        and minute == 0
        and (_text(words, after).isdigit() or _text(words, after) == "h")
    ):
        spelt = _apart(number, words, lexicon)
        if spelt:
            return spelt
    if _text(words, after) in lexicon.classes["h"] and _text(words, first - 1) in lexicon.classes["at_only"]:
        said, last = True, after  # "at 19 h"
    unit = _text(words, after) in lexicon.units and not said
    if unit or (after < len(words) and words[after].text in ("/", "%", "°")):
        return None
    led = _text(words, first - 1) in lexicon.classes["at"] and words[first].stop == 0
    led = led and (
        hour <= _HOURS_SAID or (number.written.isdigit() and _text(words, first - 1) in lexicon.classes["at_only"])
    )
    rates = lexicon.classes["strength"] | lexicon.classes.get("rated", frozenset())
    led = led and _text(words, first - 2) not in rates  # "I put it at six", "mood about 6"
    changed = (
        _text(words, first - 1) in lexicon.classes.get("from", ())
        and _text(words, first - 2) in lexicon.classes["changes"]
    )
    led = led and not changed  # "went from 5 to 2"
    joined = after < len(words) and not words[after].stop
    if led and joined and after in counted and not told and words[first - 1].text not in lexicon.classes["at_only"]:
        return None
    opens = words[first].stop >= SENTENCE or first == 0
    led = led or _runs_till(words, after, lexicon)
    led = (
        led or _is_part_of_day(words, after, lexicon) or (_text(words, first - 1), _text(words, first - 2)) == _BACK_OF
    )
    if not (said or told or led or (opens and number.written.isdigit() and len(number.written) == _FOUR_FIGURES)):
        return None
    return Clock(hour % 24, minute, first, max(last, number.last), half, sure)


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
    between = [w.text for w in words[found[-1].last + 1 : number.first]]
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


def moment(
    clock: Clock, day: Daytime | None, now: datetime, part: str | None, after: datetime | None = None
) -> datetime | None:
    """The latest moment before now that fits what was said; of a bout after another the next one."""
    hours = {clock.hour}
    if not clock.sure and clock.hour <= 12:
        hours = {clock.hour % 12, clock.hour % 12 + 12}
        if clock.half:
            hours = {clock.hour % 12 + (12 if clock.half == "pm" else 0)}
    parts = [p for p in ((day.part if day else None), part) if p]
    days = _days(day, now)
    fitting = [
        at
        for back in days
        for hour in hours
        if (at := _on(now, back, hour, clock.minute)) <= now and not _is_next_evening(day, back, hour)
    ]
    for wanted in parts:
        inside = [at for at in fitting if _inside(at.hour + at.minute / 60, wanted)]
        fitting = inside or fitting
    later = [at for at in fitting if after and at > after]
    return min(later) if later else max(fitting, default=None)


def _days(day: Daytime | None, now: datetime) -> Sequence[int]:
    if day is None or (day.back is None and day.weekday is None):
        return range(2)
    if day.weekday is not None:
        return ((now.weekday() - day.weekday) % 7, (now.weekday() - day.weekday) % 7 + 7)
    assert day.back is not None
    # "Last night at two" is after midnight, "last night at eleven" before it.
    return (day.back, day.back - 1) if day.part == "night" and day.back else (day.back,)


def _is_next_evening(day: Daytime | None, back: int, hour: int) -> bool:
    return bool(day and day.back and day.part == "night" and back == day.back - 1 and hour >= 12)


def _on(now: datetime, back: int, hour: int, minute: int) -> datetime:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=back) + timedelta(hours=hour, minutes=minute)


def _inside(hour: float, part: str) -> bool:
    start, end = PARTS[part]
    return start <= hour < end or start <= hour + 24 < end


def about(day: Daytime, now: datetime) -> datetime | None:
    """Some moment inside a part of the day that was named without a clock time."""
    back = day.back or 0
    if day.weekday is not None:
        back = (now.weekday() - day.weekday) % 7
    if day.part == "night" and day.back:
        back -= 1  # the middle of last night is after midnight
        hour = MIDDLES["night"] - 24
    else:
        hour = MIDDLES[day.part or "day"] % 24
    at = _on(now, back, int(hour), int(hour % 1 * 60))
    if at > now:
        start = PARTS.get(day.part or "", (0, 0))[0]
        begun = _on(now, back, start % 24, 0)
        at = begun if begun <= now else now
    return min(at, now)

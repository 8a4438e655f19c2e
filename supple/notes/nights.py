# SPDX-License-Identifier: Apache-2.0
"""For how many hours did the person sleep? "Slept seven", "5 hrs broken sleep", "got four and a half", "11 till 6"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from supple.notes.amounts import Amount
from supple.notes.numbers import Number, in_figures
from supple.notes.read import Mention, Reading
from supple.notes.scope import Scope
from supple.notes.status import is_of_person
from supple.notes.times import Clock
from supple.notes.words import NOTHING, SENTENCE

SLEPT = frozenset({"sleep", "poor_sleep", "good_sleep"})
_LONGEST, _LONGEST_NIGHT, _SHORTEST = 20.0, 14.0, 2.0
"""The longest sleep there is, and between which hours a night lies that is told of without the word."""
_LEADS, _TO_SLEEP = 7, 2
"""How many words may lead from sleep to its hours, and from hours back to sleep."""
_BACK = 2
"""How many sentences back the night may be told of whose length stands alone."""
_TAKES_HOURS = frozenset({"exertion", "long_sitting", "travel", "heat", "cold"})
"""What else people give hours of, so that "managed three hours" behind it is no sleep."""
Night = tuple[float, int, int]
"""Hours, and the first and last word that say so."""


def nights(scope: Scope) -> list[Night]:
    """Every length of sleep that a note tells, the ones that name sleep first."""
    seen = _Nights(scope)
    named = [*seen.from_one_to_another(), *seen.beside(), *seen.behind(), *seen.bare()]
    return named or [*seen.alone()]


@dataclass(slots=True)
class _Nights:
    """What of a note may be the length of a night."""

    scope: Scope
    anchors: list[tuple[int, int]] = field(init=False)
    """The words that name this person's sleep, and the last word of what is said of each: "slept like a log"."""

    def __post_init__(self) -> None:
        self.anchors = [*self._anchored()]

    @property
    def reading(self) -> Reading:
        """The words and what was found in them."""
        return self.scope.reading

    def _joined(self, first: int, last: int, *kinds: str) -> bool:
        """Whether no pause stands between two words, and only words of these classes."""
        between = range(first + 1, last)
        return self.reading.stops(first, last) == NOTHING and all(self.scope.says(n, *kinds) for n in between)

    def _lengths(self) -> Iterator[tuple[Amount, float]]:
        """Every length in hours that a sleep can have."""
        for amount in self.reading.amounts:
            hours = (amount.minutes or 0) / 60
            if amount.unit in ("hour", "minute") and 1 <= hours <= _LONGEST:
                yield amount, hours

    def _is_mine(self, place: int) -> bool:
        """Whether what a word says of sleep is so, and of this person."""
        here = [m for m in self.reading.mentions if m.id in SLEPT and m.first <= place <= m.last]
        probe = here[0] if here else Mention("told", "sleep", {}, (place,), place, place, status="elsewhere")
        return is_of_person(probe, self.scope)

    def _anchored(self) -> Iterator[tuple[int, int]]:
        for place in self.scope.spots("sleeps"):
            if self._names_sleep(place) and self._is_mine(place):
                ends = [m.last for m in self.reading.mentions if m.id in SLEPT and place in m.used]
                yield place, max([place, *ends])

    def _names_sleep(self, place: int) -> bool:
        """Whether a word speaks of sleep, and not of a foot that is asleep."""
        if not self.scope.says(place, "sleeps"):
            return False
        return not any(m.id == "numbness" and place in m.used for m in self.reading.mentions)

    def beside(self) -> Iterator[Night]:
        """Hours right before a word for sleep: "after four hours' sleep", "five hours slept", "3 hrs broken sleep"."""
        for amount, hours in self._lengths():
            ahead = range(amount.last + 1, amount.last + 2 + _TO_SLEEP)
            named = [n for n in ahead if self._names_sleep(n)] if amount.last > amount.first else []
            shared = amount.last if self.scope.says(amount.last, "sleeps") else None
            if named and self._joined(amount.last, named[0], "consists_of", "the", "bad", "sleep_kinds"):
                shared = named[0]
            if shared is not None and self._is_mine(shared):
                yield hours, amount.first, shared

    def behind(self) -> Iterator[Night]:
        """Hours that words lead up to from one for sleep: "slept a solid eight hours", "sleep last night: 6 h"."""
        lengths = [*self._lengths()]
        for first, last in self.anchors:
            for amount, hours in lengths:
                if first < amount.first <= last + _LEADS and self._leads(first, amount.first):
                    yield hours, first, amount.last
                    break

    def _leads(self, first: int, last: int) -> bool:
        """Whether the words from sleep to a number only lead up to it; a pause may stand between, no sentence ends."""
        quiet = {n for m in self.reading.mentions if m.id in SLEPT for n in m.used}
        between = range(first + 1, last)
        led = all(n in quiet or self.scope.says(n, "sleep_leads", "bad", "sleep_kinds") for n in between)
        return led and self.reading.stops(first, last) < SENTENCE

    def bare(self) -> Iterator[Night]:
        """A number without its unit behind a word for sleep: "slept seven", "sleep 6.5", "hours of sleep: 6"."""
        counted = {n for a in self.reading.amounts for n in range(a.first, a.last + 1)}
        for first, last in self.anchors:
            for number in self.reading.numbers:
                if not first < number.first <= last + _LEADS or number.first in counted:
                    continue
                hours = self._hours(number, first)
                if hours and self._leads(first, number.first):
                    yield hours, first, number.last
                break

    def _hours(self, number: Number, anchor: int) -> float | None:
        """How many hours a number is behind a word for sleep; "sleep 5" rather says how good it was."""
        if number.form == "clock" and self.scope.says(number.first - 1, "sleeps"):
            hour, minute = number.written.split(":")[:2]
            return int(hour) + int(minute) / 60 if _SHORTEST <= int(hour) < _LONGEST_NIGHT else None
        if number.form != "plain" or not _SHORTEST <= number.value <= _LONGEST_NIGHT:
            return None
        until = any(self.scope.says(n, "until") for n in range(number.first, number.last + 1))
        if until or self.scope.says(number.first - 1, "quality", "since", "at_only"):
            return None
        parts = number.value != int(number.value) and in_figures(number.written) in (None, number.value)
        counts = any(self.scope.says(n, "hour_words") for n in range(max(0, anchor - 2), number.first))
        told = self.scope.says(anchor, "slept") or parts or counts
        return number.value if told and self._ends(number.last) else None

    def _ends(self, last: int) -> bool:
        """Whether no noun follows that a number would count: no "slept with 2 pillows"."""
        words, after = self.reading.words, last + 1
        if after >= len(words) or words[after].stop:
            return True
        named = any(m.first == after for m in self.reading.mentions)
        return named or self.scope.says(after, "closes", "hedges", "sleep_ends", "bad", "roughened", "woken")

    def from_one_to_another(self) -> Iterator[Night]:
        """The hours between two times behind a word for sleep: "slept 11 till 6", "asleep from half ten to five"."""
        for first, last in self.anchors:
            for start, end in pairwise(self._times(last)):
                if start.first - last <= 2 and self._leads(first, start.first) and self._runs(start, end):
                    hours = (start.minutes_to(end) or 720) / 60
                    if hours > _SHORTEST:
                        yield hours, first, end.last

    def _times(self, place: int) -> Sequence[Clock]:
        """The times of day and bare hours behind a word, in order."""
        timed = {n for a in self.reading.amounts for n in range(a.first, a.last + 1)}
        timed |= {n for c in self.reading.clocks for n in range(c.first, c.last + 1)}
        bare = [
            Clock(int(n.value), 0, n.first, n.last)
            for n in self.reading.numbers
            if n.form == "plain" and n.first not in timed and n.value == int(n.value) and 0 < n.value <= 12
        ]
        found = sorted([*self.reading.clocks, *bare], key=lambda c: c.first)
        return [c for c in found if c.first > place][:2]

    def _runs(self, start: Clock, end: Clock) -> bool:
        """Whether one time is where a stretch begins and the next where it ends."""
        between = range(start.last + 1, end.first)
        to = any(self.scope.says(n, "until", "range") for n in between)
        return to and len(between) <= 2 and self.reading.stops(start.last, end.first) == NOTHING

    def alone(self) -> Iterator[Night]:
        """Hours that do not name sleep, where nothing else can be meant: "got five hours", "7 h in all"."""
        for amount, hours in self._lengths():
            if amount.unit != "hour" or not _SHORTEST <= hours <= _LONGEST_NIGHT or not self._ends_clause(amount):
                continue
            told = self._is_got(amount) or self._is_of_night(amount) or self._is_so_short(amount)
            if told and self._is_mine(amount.first):
                yield hours, amount.first, amount.last

    def _ends_clause(self, amount: Amount) -> bool:
        """Whether nothing follows in its clause that the hours would be of."""
        rest = range(amount.last + 1, self.scope.clauses.around(amount.last).stop)
        return all(self.scope.says(n, "sleep_ends", "sleep_kinds", "own_words") or n in self._days() for n in rest)

    def _days(self) -> set[int]:
        return {n for day in self.reading.days for n in range(day.first, day.last + 1)}

    def _is_got(self, amount: Amount) -> bool:
        """Whether somebody got or managed so many hours, and nothing was named before that takes hours."""
        part = self.scope.clauses.near(amount.first, amount.last)
        ahead = range(part.start, amount.first)
        got = [n for n in ahead if self.scope.says(n, "gets_sleep")]
        led = all(self.scope.says(n, "gets_sleep", "sleep_leads", "me_words") or n in self._days() for n in ahead)
        here = (m for m in self.reading.mentions if self.scope.same_sentence(m.first, amount.first))
        busy = any(m.group == "action" or m.id in _TAKES_HOURS for m in here if m.first < amount.first)
        return bool(got) and led and not busy

    def _is_of_night(self, amount: Amount) -> bool:
        """Whether hours stand alone between pauses, where the night was the last thing told of."""
        part = self.scope.clauses.around(amount.first)
        if amount.last not in part or any(not self._is_quiet(n, amount) for n in part):
            return False
        if any(self.scope.says(n, "night_words") for n in (amount.first - 1, *part)):
            return True
        alone = len(part) == self.reading.sentence.count(self.reading.sentence[amount.first])
        whole = any(self.scope.says(n, "in_total") for n in part)
        if alone and whole and self._wakes_anywhere():
            return True
        told = self._last_told(amount.first)
        away = self.reading.sentence[amount.first] - self.reading.sentence[told] if told is not None else _BACK + 1
        return away == 0 or (alone and away <= _BACK)

    def _is_so_short(self, amount: Amount) -> bool:
        """Whether it is what was left of a night that its sentence speaks of: "on the phone till one, so only 5 h"."""
        part = self.scope.clauses.near(amount.first, amount.last)
        ahead = range(self.reading.sentence.index(self.reading.sentence[amount.first]), part.start)
        late = any(self.scope.says(n, "night_words") for n in ahead) or any(
            m.id == "late_screen" and m.first in ahead for m in self.reading.mentions
        )
        return late and self.scope.says(amount.first - 1, "so_little") and all(self._is_quiet(n, amount) for n in part)

    def _is_quiet(self, place: int, amount: Amount) -> bool:
        leads = self.scope.says(place, "sleep_leads", "sleep_ends", "night_words", "sleep_kinds", "own_words")
        return amount.first <= place <= amount.last or leads or place in self._days()

    def _wakes_anywhere(self) -> bool:
        """Whether the note tells of waking or being up in the night."""
        return any(m.id == "awake" for m in self.reading.mentions) or any(
            self.scope.says(n, "woken", "sleeps") for n in range(len(self.reading.words))
        )

    def _last_told(self, place: int) -> int | None:
        """The last word before a place that names a thing, where that is the night."""
        named = [m for m in self.reading.mentions if m.group in ("action", "exposure", "symptom", "told")]
        spots = [(m.first, m.id in SLEPT or m.id == "awake") for m in named if m.last < place]
        told = {m.first for m in named if m.group in ("action", "symptom")}
        heads = [
            n
            for n in range(place)
            if self.scope.says(n, "night_words") and told.isdisjoint(self.scope.clauses.around(n))
        ]
        spots += [(n, True) for n in range(place) if self._names_sleep(n) or self.scope.says(n, "woken", "wakes")]
        spots += [(n, True) for n in heads if n - self.scope.clauses.around(n).start <= 1]
        last = max(spots, default=None)
        return last[0] if last and last[1] else None

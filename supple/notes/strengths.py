# SPDX-License-Identifier: Apache-2.0
"""Which number says how strong something was? One out of ten, or a bare one that nothing else can claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supple.notes.episodes import Score
from supple.notes.nearest import host_of, is_alone, last_before, told_before
from supple.notes.numbers import Number
from supple.notes.read import Mention, Reading
from supple.notes.scope import Scope
from supple.notes.times import Clock
from supple.notes.words import COMMA, SENTENCE

_FAR, _REACHES, _MOST = 40, 18.0, 10
_BACK = 2
"""How many sentences back a strength may point."""
_ARTICLE_BEFORE, _COMPARED_BEFORE, _BOTH_WITHIN = 3, 5, 3


def out_of_ten(
    scope: Scope, hosts: Sequence[Mention], felt: Sequence[Mention], used: set[int]
) -> Iterator[tuple[Number, Score | None]]:
    """Every number out of ten, with what it is about where that was found."""
    mine = [h for h in felt if h.status == "present"] or felt
    for number in scope.reading.numbers:
        if number.form == "score" and number.first not in used:
            part = scope.clauses.around(number.first)
            near = [h for h in mine if h.status == "present" and h.first in part and h.last < number.first] or mine
            host = host_of(number.first, number.last, near, scope, _FAR) or last_before(number.first, mine, scope)
            yield number, (number.value, number.first, number.last, host) if host else None


def bare(scope: Scope, hosts: Sequence[Mention], felt: Sequence[Mention], used: set[int]) -> Iterator[Score]:
    """Every number up to ten that stands for a strength without saying so."""
    taking = [h for h in hosts if h in felt and h.status == "present" and h.id != "fall"]
    for number in scope.reading.numbers:
        if _is_free(number, scope.reading, used) and (host := _Bare(number, scope, hosts, used).host(taking)):
            yield number.value, number.first, number.last, host


def is_meant(clock: Clock, scope: Scope, hosts: Sequence[Mention], rated: Sequence[Mention]) -> bool:
    """Whether a bare hour is rather a strength: "hips tight by ten, 6", "calf sore, about 6", "went from 7 to 4"."""
    reading = scope.reading
    if clock.minute or clock.sure or clock.half or not 0 < clock.hour <= _MOST:
        return False
    if _is_change(clock.first, reading) or _is_change(clock.first - 2, reading):
        return True
    if _is_before_or_after(clock.first, reading):
        return True
    if _is_rated(clock, hosts, reading):
        return True
    told = told_before(clock.first, clock.last, hosts, scope)
    felt = [h for h in told or () if h.group == "symptom"]
    if not felt or felt[-1] in rated or any(h.group in ("action", "medicine") for h in told or ()):
        return False
    behind = scope.clauses.around(clock.first).stop
    later = [c.first for c in reading.clocks if c.first >= behind and scope.same_sentence(c.first, clock.first)]
    listed = any(place in scope.clauses.around(behind) for place in later)
    return is_alone(clock, scope) and not listed


def _is_rated(clock: Clock, hosts: Sequence[Mention], reading: Reading) -> bool:
    """Whether words say how strong: "stiffness 7 this morning", "legs were about 5", "a 5 for stiffness"."""
    kinds, first = reading.lexicon.classes, clock.first
    named = _text(reading, first - 1) in kinds["rated"] and not reading.words[first].stop
    was = _text(reading, first - 1) in kinds["nearly"] and _text(reading, first - 2) in kinds["bebad"]
    behind = [h for h in hosts if h.group == "symptom" and h.first == clock.last + 2]
    meant = bool(behind) and _text(reading, clock.last + 1) in kinds["for_so_long"]
    return named or was or meant


def shared(score: Score, felt: Sequence[Mention], scope: Scope) -> Iterator[Score]:
    """The same strength for what was named right before its host: "sore and stiff, 3 for each", "5 for both"."""
    value, first, last, host = score
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    behind = [reading.words[n].text for n in range(last + 1, scope.clauses.around(last).stop)]
    both = next((n for n, word in enumerate(behind[:_BOTH_WITHIN]) if word in kinds["for_both"]), _BOTH_WITHIN)
    told = both < _BOTH_WITHIN and set(behind[both + 1 : both + 2]) <= kinds["consists_of"]
    led = told and all(w in kinds["for_so_long"] | kinds["the"] | kinds["consists_of"] for w in behind[:both])
    before = [h for h in felt if h.first < host.first and reading.sentence[first] - reading.sentence[h.first] <= _BACK]
    opens = first - 1
    while opens > 0 and reading.words[opens].text in kinds["nearly"] | kinds["one_of"]:
        opens -= 1
    alike = bool(before) and before[-1].id == host.id  # "the right hand for a minute and then the left one both a 5"
    opened = first > 0 and reading.words[opens].text in kinds["for_both"]
    led = led or (opened and (alike or reading.words[opens].stop > 0))  # "left and right, both 4/10"
    if led and before:
        yield value, first, last, before[-1]


def the_same(scope: Scope, felt: Sequence[Mention], scores: Sequence[Score]) -> Iterator[Score]:
    """What is rated as the thing before it was: "left leg stiff 5, then a spasm in the thigh, same number"."""
    reading = scope.reading
    for place in scope.spots("ditto"):
        if not scope.says(place + 1, "strength", "counting", "sums") or reading.words[place + 1].stop:
            continue
        told = [s for s in scores if s[1] < place]
        host = host_of(place, place + 1, [h for h in felt if h.last < place and h.status == "present"], scope, _FAR)
        if told and host and host is not told[-1][3]:
            yield told[-1][0], place, place + 1, host


def _is_change(place: int, reading: Reading) -> bool:
    """Whether a number is where a change began: "went from 7 to 4"."""
    kinds = reading.lexicon.classes
    before = [reading.words[n].text for n in range(max(0, place - 4), place)]
    goes_on = _text(reading, place + 1) in kinds["till"] and any(n.first == place + 2 for n in reading.numbers)
    return goes_on and set(before[-1:]) <= kinds["from"] and any(w in kinds["changed"] for w in before[:-1])


def _is_before_or_after(place: int, reading: Reading) -> bool:
    """Whether a number is one of two that were taken before and after something: "stiff before 6, after 2"."""
    kinds, led = reading.lexicon.classes["timed_by"], _text(reading, place - 1)
    here = reading.sentence[place]
    others = (n.first for n in reading.numbers if n.form == "plain" and reading.sentence[n.first] == here)
    return led in kinds and any(led != _text(reading, n - 1) in kinds for n in others if n != place)


def _is_free(number: Number, reading: Reading, used: set[int]) -> bool:
    """Whether nothing else has a claim on a number: no unit, no label such as "bus", no sum, no result of a match."""
    if number.form != "plain" or number.value > _MOST or not used.isdisjoint(range(number.first, number.last + 1)):
        return False
    kinds, before, after = reading.lexicon.classes, _text(reading, number.first - 1), _text(reading, number.last + 1)
    labelled = before in kinds["labels"] and reading.words[number.first].stop == 0
    if labelled or before in kinds["signs"] or after in kinds["signs"]:
        return False
    timed = any(c.last == number.first - 2 and c.first in used for c in reading.clocks)
    if before in kinds["till"] and timed and not _is_change(number.first - 2, reading):
        return False  # "from half nine to ten"
    if any(a.first <= number.first <= a.last for a in reading.amounts) or number.written == "/":
        return False
    return reading.text[max(0, reading.words[number.first].start - 1)] not in "£$€#"


def _text(reading: Reading, place: int) -> str:
    return reading.words[place].text if 0 <= place < len(reading.words) else ""


class _Bare:
    """A bare number, how it is led in, and where it ends."""

    def __init__(self, number: Number, scope: Scope, named: Sequence[Mention], used: set[int]) -> None:
        self.number, self.scope, self.named, self.used = number, scope, named, used
        self.parts = scope.clauses
        self.reading, self.kinds = scope.reading, scope.reading.lexicon.classes
        self.apart = self.reading.words[number.first].stop >= COMMA or number.first == 0
        self.article = self._article()
        before = self._before(1)
        leads = self.kinds["level"] | self.kinds["strength"] | self.kinds["same_again"]
        self.led = self.article or bool(before and before[-1] in leads) or _is_change(number.first, self.reading)
        self.led = self.led or _is_before_or_after(number.first, self.reading)
        self.rated = self.article or any(w in self.kinds["strength"] for w in self._before(4))
        self.led = self.led or self.rated

    def _before(self, most: int) -> list[str]:
        """The last words before it in its clause."""
        part, first = self.parts.around(self.number.first), self.number.first
        return [self.reading.words[n].text for n in range(max(part.start, first - most), first)]

    def _article(self) -> bool:
        """Whether it is called "a six", "a solid 6" or "good 6": so people speak of a strength and of little else."""
        before = self._before(_ARTICLE_BEFORE)
        if before and before[-1] in self.kinds["firmly"]:
            return True
        places = [n for n, word in enumerate(before) if word in self.kinds["one_of"]]
        if not places:
            return False
        between = before[places[-1] + 1 :]
        return not any(w in self.kinds["of_a"] & self.kinds["the"] or w in self.reading.lexicon.units for w in between)

    def host(self, hosts: Sequence[Mention]) -> Mention | None:
        """What it is the strength of."""
        if self._is_one() or self._is_compared() or not self._ends(hosts):
            return None
        told = told_before(self.number.first, self.number.last, self.named, self.scope)
        felt = [h for h in told or () if h in hosts and h.group == "symptom"]
        if felt and told and told[-1].group != "medicine":
            return felt[-1]
        if told is not None and not self.rated and self._goes_on():
            return None
        here = [h for h in hosts if self.scope.same_sentence(h.first, self.number.first)]
        return self._here(here) if here else self._back(hosts)

    def _is_one(self) -> bool:
        """Whether "one" is no number here: "that 1 was bad", "the left one"."""
        points = self.number.written == "" or any(w in self.kinds["points"] for w in self._before(1))
        counts = self.rated and not (self.article and self.kinds["one_of"].isdisjoint(self._before(1)))  # "a bad one"
        return self.number.value == 1 and points and not counts

    def _is_compared(self) -> bool:
        """Whether it is what another strength is held against, "6 rather than 4"; "no worse than a 4" is one itself."""
        before = self._before(_COMPARED_BEFORE)
        capped = any(w in self.kinds["nones"] | self.kinds["denies"] for w in before)
        return not capped and any(w in self.kinds["than"] for w in before[-3:])

    def _ends(self, hosts: Sequence[Mention]) -> bool:
        """Whether no noun follows that it would count."""
        after = self.number.last + 1
        word = _text(self.reading, after)
        if not word or self.reading.words[after].stop or _is_change(self.number.first, self.reading):
            return True
        if word in self.kinds["firmly"] and self.article:
            return True  # "a 9 solid"
        if word in self.kinds["closes"] | self.kinds["hedges"]:
            return word not in self.kinds["till"] or not any(n.first == after + 1 for n in self.reading.numbers)
        if word in self.kinds["at"]:
            return _text(self.reading, after + 1) in self.kinds["most"]
        if any(h.last + 1 == self.number.first and h.group == "symptom" for h in hosts) and self._place_at(after):
            return True  # "neck is stiff five back is stiff four"
        led = self._on_place() or any(w in self.kinds["strength"] for w in self._before(1))
        return led and any(h.first == after and h.group == "symptom" for h in hosts)

    def _place_at(self, place: int) -> bool:
        """Whether a place is named from a word on."""
        return any(p.first == place for p in self.scope.where if p.site)

    def _on_place(self) -> bool:
        """Whether it stands right behind a place, as in "right calf 6, stiff"."""
        return any(0 < self.number.first - p.last <= 1 + self.led for p in self.reading.places if p.group == "site")

    def _goes_on(self) -> bool:
        """Whether its sentence tells of something else before it: "took baclofen, 10", "a quiz, nine right"."""
        sentence = self.reading.sentence
        here = (n for n, number in enumerate(sentence) if number == sentence[self.number.first])
        return self.parts.speaks(here) > 0

    def _here(self, here: Sequence[Mention]) -> Mention | None:
        first, last = self.number.first, self.number.last
        next_to = [h for h in here if h.first == last + 1 and h.group == "symptom"]
        if self._on_place() and next_to and not self.reading.words[last + 1].stop:
            return next_to[0]  # "legs 4 stiff"
        before = [h for h in here if h.first <= first]
        reach = _FAR if self.led or self.apart else _REACHES
        host = host_of(first, last, before, self.scope, reach)
        if host is None and (self.rated or self._on_place()):
            return host_of(first, last, here, self.scope)
        if host is None:
            return self._only(here)
        if host.group != "symptom":
            between = self.reading.between(host.last, first)
            return host if len(between) <= 2 and all(w in self.kinds["measured"] for w in between) else None
        return host if self.led or self._stands_apart() or self._follows(host) else None

    def _stands_apart(self) -> bool:
        behind = range(self.number.last + 1, min(self.number.last + 4, self.parts.around(self.number.last).stop))
        return self.apart and not self.parts.speaks(behind)

    def _follows(self, host: Mention) -> bool:
        """Whether only places and small words stand between a thing and its number."""
        if host.last >= self.number.first:
            return True
        placed = {n for p in self.reading.places for n in range(p.first, p.last + 1)}
        rest = [n for n in range(host.last + 1, self.number.first) if n not in placed]
        plain = self.kinds["level"] | self.kinds["body_words"]
        return all(self.reading.words[n].text in plain and self.reading.words[n].stop < COMMA for n in rest)

    def _only(self, here: Sequence[Mention]) -> Mention | None:
        """The one thing before a number that stands apart at the end of its sentence, however far away."""
        mine = [h for h in here if h.first < self.number.first]
        after = self.number.last + 1
        ends = after >= len(self.reading.words) or not self.scope.same_sentence(self.number.first, after)
        return mine[0] if ends and self.apart and len({h.id for h in mine}) == 1 else None

    def _back(self, hosts: Sequence[Mention]) -> Mention | None:
        """What a sentence without a thing of its own rates: the last one before it."""
        sentence = self.reading.sentence
        here = sentence[self.number.first]
        before = [h for h in hosts if 0 < here - sentence[h.first] <= _BACK and h.group == "symptom"]
        words = [n for n, s in enumerate(sentence) if s == here]
        quiet = not self.parts.speaks(self.parts.near(self.number.first, self.number.last))
        alone = words[0] == self.number.first and self.reading.words[words[0]].stop >= SENTENCE
        if self._on_place() and quiet:
            return next((h for h in hosts if sentence[h.first] == here + 1 and h.group == "symptom"), None)
        done = any(sentence[m.first] == here for m in self.reading.mentions if m.group == "action")
        if done and not self.rated:
            return None  # "did my stretches, ten."
        if not before or not (self.rated or (quiet and (self.led or self.apart or alone))):
            return None
        return min(before, key=lambda h: (here - sentence[h.first], -h.first))

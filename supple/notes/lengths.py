# SPDX-License-Identifier: Apache-2.0
"""What lasted so long? A length belongs to what it is said of, and what was done for it is no symptom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from supple.entries.vocabulary import CORE
from supple.notes.amounts import Amount
from supple.notes.clauses import Clauses
from supple.notes.nearest import distance, last_before, told_before
from supple.notes.read import Mention, Reading
from supple.notes.scope import Scope
from supple.notes.words import COMMA, SENTENCE

Length = tuple[Amount, Mention]
TIMED_ACTIONS = frozenset({"water", "magnesium", "topical", "medicine_taken"})
"""Actions that take no time worth writing down."""
_SLEPT = frozenset({"sleep", "good_sleep", "poor_sleep", "awake"})
_GOES_ON = frozenset(
    {
        "travel",
        "long_sitting",
        "late_screen",
        "exertion",
        "heat",
        "cold",
        "poor_sleep",
        "good_sleep",
        "stress",
        "fatigue",
    }
)
"""What one meets for a while; a coffee or a new chair has no length."""
_SYMPTOM_FIRST, _REACHES, _FAR = 2.0, 16.0, 40
_LEAST = 2 / 60
"""Two seconds; "for a sec" is no measured length."""
_SHORT, _LEAST_DONE = 30.0, 5.0
_SPOKEN_OF, _CLOSE, _LED_IN, _THEN = 6, 6, 3, 6


def lengths(scope: Scope, hosts: Sequence[Mention], symptoms: Sequence[Mention], used: set[int]) -> Iterator[Length]:
    """Every length of time with what lasted or was done so long."""
    hosts, symptoms = ([h for h in named if not h.said.get("treated")] for named in (hosts, symptoms))
    lasting = [h for h in hosts if _lasts(h)]
    kept = [h for h in lasting if _is_told_with_it(h)]
    lasting = [h for h in lasting if _is_told_with_it(h) or not any(_overlap(h, other) for other in kept)]
    seen = _Lengths(scope, hosts, lasting, symptoms, scope.clauses)
    said = [a for a in scope.reading.amounts if a.minutes is not None and a.minutes >= _LEAST]
    for amount in sorted(said, key=lambda a: not seen.ended(a)):  # when it let go says more than anything else
        if used.isdisjoint(range(amount.first, amount.last + 1)) and (host := seen.host(amount)):
            used.update(range(amount.first, amount.last + 1))
            yield amount, seen.head(host, amount)


def _text(reading: Reading, place: int) -> str:
    return reading.words[place].text if 0 <= place < len(reading.words) else ""


def _joined_behind(reading: Reading, place: int) -> str:
    """The word behind another one, where no pause parts them."""
    after = place + 1
    return reading.words[after].text if after < len(reading.words) and not reading.words[after].stop else ""


@dataclass(frozen=True, slots=True)
class _Lengths:
    """The lengths of a note, and the things they may be lengths of."""

    scope: Scope
    hosts: Sequence[Mention]
    lasting: Sequence[Mention]
    symptoms: Sequence[Mention]
    parts: Clauses

    def host(self, amount: Amount) -> Mention | None:
        """What lasted so long, or None when it was something that was not understood."""
        kinds, led = self.scope.reading.lexicon.classes, self._is_led(amount)
        after = _joined_behind(self.scope.reading, amount.last)
        if after in kinds["not_length"] and not led and not self._ends_soon(amount):
            return self._done_before(amount) if after in kinds["timed_by"] else None
        over = self._then_over(amount)
        ended = self.ended(amount) or over
        if self._is_no_length(amount, ended):
            return None
        felt = [h for h in self.symptoms if h.last < amount.first and self.scope.same_sentence(h.first, amount.first)]
        took = self._it_took(amount)
        back = over or took or (ended and self._is_of_it(amount, ended))
        eased = felt[-1] if felt else last_before(amount.first, self.symptoms, self.scope) if back else None
        if took and eased:
            return eased
        return self._doubted(amount) or (eased if ended else None) or self._named(amount, led, felt, ended)

    def head(self, host: Mention, amount: Amount) -> Mention:
        """The deed that its clause begins with, where a host only says where or with what: "stretched on the bed"."""
        if host.group != "action" or host.first > amount.first:
            return host
        reading, part = self.scope.reading, self.parts.near(host.first, host.last)
        done = (h for h in self.lasting if h.group == "action" and h is not host)
        ahead = [h for h in done if part.start <= h.first <= host.first]
        if not ahead:
            return host
        start, kinds = min(ahead[0].last + 1, host.first), reading.lexicon.classes
        led = {reading.words[n].text for n in range(start, host.last + 1)}
        named_before = host.id == "exercise" and ahead[-1].last + 1 == host.first  # "respiration exercise"
        return ahead[0] if named_before or led & (kinds["in"] | kinds["spent_on"]) else host

    def _named(self, amount: Amount, led: bool, felt: Sequence[Mention], ended: bool) -> Mention | None:
        """What the words right beside a length name, or else what stands near it."""
        spoken = self._consists_of(amount)
        if spoken is None and (doing := self._doing(amount)):
            return doing
        spoken = self._spent_on(amount) if spoken is None else spoken
        if led and felt and spoken and spoken[0].group == "exposure":
            spoken = (
                None if felt[-1].first in self.parts.around(amount.first) else spoken
            )  # "tapped for a minute in the exam"
        if spoken is not None and (spoken or not led):
            return spoken[0] if spoken else None
        return felt[-1] if felt and led and self._is_of_it(amount) else self._nearest(amount, led, ended)

    def _nearest(self, amount: Amount, led: bool, ended: bool) -> Mention | None:
        """What the clause before a length of its own names, or else what is nearest."""
        told = told_before(amount.first, amount.last, self.hosts, self.scope)
        if named := [h for h in told or () if h in self.lasting]:
            return self._likeliest(amount, named, led)
        if told == [] and not (ended or led or self._of_another_bout(amount)):
            return None
        return self._lasted(amount) or self._back(amount, ended or led)

    def _doubted(self, amount: Amount) -> Mention | None:
        """What was done by the words of its clause, though it does not sound so: its length is nothing else's."""
        named = [m for m in self.scope.reading.mentions if m.group == "action" and m.status == "present"]
        doubted = [m for m in named if not m.framed and m not in self.hosts]
        told = told_before(
            amount.first, amount.last, sorted([*self.hosts, *doubted], key=lambda m: m.first), self.scope
        )
        part = self.parts.around(amount.first)
        here = [m for m in (*self.hosts, *doubted) if m.first in part] if told is None else told
        return here[0] if len(here) == 1 and here[0] in doubted and here[0].last < amount.first else None

    def _is_of_it(self, amount: Amount, ended: bool = False) -> bool:
        """Whether its clause names nothing felt and speaks of "it": "calf cramp, couldn't shift it for ten minutes"."""
        part, reading = self.parts.around(amount.first), self.scope.reading
        if reading.words[amount.first].stop == COMMA:
            part = range(self.parts.around(amount.first - 1).start, part.stop)
        it = any(reading.words[n].text in reading.lexicon.classes["it_words"] for n in range(part.start, amount.first))
        named = [h for h in self.hosts if h.first in part and not (ended and h.group in ("action", "exposure"))]
        return it and not named and not self._is_needed(amount)

    def _is_led(self, amount: Amount) -> bool:
        """Whether words lead it in as a length: "for ten minutes", "took a good five minutes"."""
        reading, kinds, place = self.scope.reading, self.scope.reading.lexicon.classes, amount.first
        while place > 0 and not reading.words[place].stop and _text(reading, place - 1) in kinds["of_a"]:
            place -= 1
        return any(w.text in kinds["lasted"] for w in reading.words[max(0, place - 2) : amount.first])

    def _it_took(self, amount: Amount) -> bool:
        """Whether a clause begins with "took" or "it took": "took three minutes of pulling my toes"."""
        reading, kinds = self.scope.reading, self.scope.reading.lexicon.classes
        part = self.parts.near(amount.first, amount.last)
        led = [reading.words[n].text for n in range(part.start, amount.first)]
        while led and led[-1] in kinds["of_a"] | kinds["nearly"]:
            led.pop()
        verb = kinds["lasted"] - kinds["for_so_long"]
        of_it = _joined_behind(reading, amount.last) in kinds["consists_of"]
        return of_it and led[-1:] != [] and led[-1] in verb and set(led[:-1]) <= kinds["it_words"]

    def _likeliest(self, amount: Amount, named: Sequence[Mention], led: bool) -> Mention:
        """Which thing of the clause before it lasted so long: what was felt rather than where or after what."""
        kinds, last = self.scope.reading.lexicon.classes, named[-1]
        felt = [h for h in self.symptoms if h.first <= last.last and self.scope.same_sentence(h.first, last.first)]
        if (amount.minutes or 0) > _SHORT or last.group == "symptom" or not felt:
            return last
        around = set(self.scope.reading.between(felt[-1].last, last.first)[-_LED_IN:]) & kinds["circumstance"]
        return felt[-1] if led or (around and felt[-1] in named) else last

    def _of_another_bout(self, amount: Amount) -> bool:
        """Whether a sentence tells of what was named before it: "the right one at 4, three minutes", "same, 2 min"."""
        reading = self.scope.reading
        here = [n for n, sentence in enumerate(reading.sentence) if sentence == reading.sentence[amount.first]]
        again = any(reading.words[n].text in reading.lexicon.classes["same_again"] for n in here)
        return (
            again
            or any(p.first in here and p.first < amount.first for p in reading.places)
            or not self.parts.speaks(here)
        )

    def _is_no_length(self, amount: Amount, ended: bool) -> bool:
        """Whether it says how often ("every ten minutes"), or what nothing did."""
        reading, kinds = self.scope.reading, self.scope.reading.lexicon.classes
        before = _text(reading, amount.first - 1)
        rhythm = kinds["each"] if ended else kinds["every"]
        if not reading.words[amount.first].stop and (before in rhythm or self._is_a_rate(amount)):
            return not (before in kinds["timed_by"] and self._doing(amount))  # "after one hour lying down"
        part = self.parts.around(amount.first)
        none = any(reading.words[n].text in kinds["nones"] for n in range(part.start, amount.first))
        return not ended and (none or self._is_of_a_doing(amount))

    def _is_a_rate(self, amount: Amount) -> bool:
        """Whether it says in what time so many were: "3 an hour", "twice an hour"."""
        reading, before = self.scope.reading, amount.first - 1
        counted = {n.last for n in reading.numbers if n.form == "plain"} | {a.last for a in reading.amounts}
        counted |= {h.last for h in reading.hows if "n" in h.said}
        return _text(reading, amount.first) in reading.lexicon.classes["one_of"] and before in counted

    def _is_of_a_doing(self, amount: Amount) -> bool:
        """Whether something that is no thing of its own was done so long: "hands cramped after typing for an hour"."""
        reading, kinds = self.scope.reading, self.scope.reading.lexicon.classes
        done = amount.first - 2
        doing = _text(reading, done).endswith(tuple(kinds["doing_ends"])) and done not in self.parts.quiet
        named = any(h.first <= done <= h.last for h in self.hosts)
        led = (
            _text(reading, amount.first - 1) in kinds["for_so_long"]
            and _text(reading, done - 1) in kinds["circumstance"]
        )
        return led and doing and not named

    def _ends_soon(self, amount: Amount) -> bool:
        """Whether words right behind say that it ended then: "five minutes before it let go"."""
        words = [w.text for w in self.scope.reading.words[amount.last + 2 : amount.last + 5]]
        kinds = self.scope.reading.lexicon.classes
        return any(w in kinds["ended"] | kinds["able"] for w in words) or words[:1] == ["that"]

    def _done_before(self, amount: Amount) -> Mention | None:
        """What was done right before "10 min after", "20 min earlier": a length of it, and no moment."""
        done = [h for h in self.lasting if h.group == "action" and h.last < amount.first]
        close = (
            done
            and amount.first - done[-1].last <= _CLOSE
            and not self.scope.reading.stops(done[-1].last, amount.first)
        )
        return done[-1] if close else None

    def ended(self, amount: Amount) -> bool:
        """Whether words right before say that something ended, as in "let go after two minutes"."""
        words, kinds, first = self.scope.reading.words, self.scope.reading.lexicon.classes, amount.first
        led = words[max(0, first - 4) : max(0, first - 1)]
        if words[first].stop:
            led = words[max(0, first - 1) : first] if words[first].stop < SENTENCE else []  # "let go, three minutes"
        return any(w.text in kinds["ended"] for w in led)

    def _then_over(self, amount: Amount) -> bool:
        """Whether words right behind say that it was over then: "three minutes and gone", "3 min till it went"."""
        reading, kinds = self.scope.reading, self.scope.reading.lexicon.classes
        part = self.parts.around(amount.last)
        if any(h.group == "action" and h.first in part for h in self.lasting):
            return False
        behind = [reading.words[n].text for n in range(amount.last + 1, min(amount.last + _THEN, part.stop))]
        if behind[:1] and behind[0] in kinds["toward"]:
            return set(behind[1:2]) <= kinds["ended"]  # "half an hour to loosen"
        joined = behind[:1] and behind[0] in kinds["and"] | kinds["whenever"]
        return bool(joined) and any(w in kinds["well_again"] | kinds["ended"] for w in behind[1:])

    def _doing(self, amount: Amount) -> Mention | None:
        """What was done, where its name stands right before a length, in it or behind it: "ten minutes' walk"."""
        behind = amount.last + 1
        near = range(amount.first - 2, behind + (behind not in self.parts.quiet))
        done = [h for h in self.lasting if h.group == "action" and h.first in near and h.last >= amount.first - 2]
        stops = self.scope.reading.stops
        joined = [h for h in done if max(stops(h.first, amount.last), stops(h.first, h.last)) < COMMA]
        return joined[-1] if joined else None

    def _named_behind(self, amount: Amount) -> list[Mention]:
        """The things named close behind a length, before the next pause."""
        after = amount.last + 1
        near = [h for h in self.lasting if after <= h.last and h.first <= after + _SPOKEN_OF]
        return [h for h in near if self.scope.reading.stops(amount.last, h.first) < COMMA]

    def _consists_of(self, amount: Amount) -> list[Mention] | None:
        """What "ten minutes of" something names; None where nothing of that follows."""
        reading, kinds = self.scope.reading, self.scope.reading.lexicon.classes
        after = amount.last + 1
        goes_on = _text(reading, after) in kinds["consists_of"] and not reading.words[after].stop
        if not goes_on or _text(reading, after + 1) in kinds["it_words"]:
            return None
        return [h for h in self._named_behind(amount) if _is_told_with_it(h)][:1] or self._done_about(amount)

    def _done_about(self, amount: Amount) -> list[Mention]:
        """What was done by the words before: "did five minutes of heel cord", "training, half an hour of drills"."""
        doing = self._doing(amount)
        if doing is None and self.scope.reading.words[amount.first].stop == COMMA:
            part = self.parts.around(amount.first - 1)
            told = [h for h in self.lasting if h.first in part and h.last in part]
            doing = told[0] if len(told) == 1 and told[0].group == "action" else None
        return [doing] if doing else []

    def _spent_on(self, amount: Amount) -> list[Mention] | None:
        """What "ten minutes with", "on" or a doing right behind names; None where nothing of that follows."""
        reading, kinds = self.scope.reading, self.scope.reading.lexicon.classes
        after = amount.last + 1
        word = _text(reading, after)
        if not word or reading.words[after].stop:
            return None
        near = self._named_behind(amount)
        if word in kinds["spent_on"]:
            return [h for h in near if h.group != "symptom"][:1] or None
        doing = word.endswith(tuple(kinds["doing_ends"])) and self.parts.speaks([after])
        return near[:1] if doing else None

    def _lasted(self, amount: Amount) -> Mention | None:
        """What lasted so long; short lengths are rather about a symptom than about a day's doings."""
        minutes = amount.minutes or 0
        short = minutes <= _SHORT
        lasting = [h for h in self.lasting if not self._is_foreign(amount, h)]
        if _joined_behind(self.scope.reading, amount.last) in self.scope.reading.lexicon.classes["timed_by"]:
            lasting = [h for h in lasting if h.first < amount.first]  # "for an hour after physio"
        if minutes < _LEAST_DONE:
            lasting = [h for h in lasting if h.group != "exposure"]
        if _text(self.scope.reading, amount.first - 1) in self.scope.reading.lexicon.classes["lasted"]:
            ahead = [h for h in lasting if h.first < amount.first and self.scope.same_sentence(h.first, amount.first)]
            lasting, short = (ahead or lasting), False

        def far(host: Mention) -> float:
            away = distance(amount.first, amount.last, host, self.scope, lasting)
            return away - _SYMPTOM_FIRST if short and host.group == "symptom" and away > 1 else away

        ranked = sorted((far(host), n) for n, host in enumerate(lasting) if abs(host.first - amount.first) < _FAR)
        return lasting[ranked[0][1]] if ranked and ranked[0][0] <= _REACHES else None

    def _is_foreign(self, amount: Amount, host: Mention) -> bool:
        """Whether the clause of a length tells of something else than the symptom in the clause beside it."""
        if host.group != "symptom":
            return False
        if self._is_needed(amount) or self._is_before(amount, host):
            return True
        part = self.parts.near(amount.first, amount.last)
        if host.first in part or host.last in part:
            return False
        return self._is_done_by_somebody(amount, host) or self.parts.speaks(part) > self._is_led(amount)

    def _is_before(self, amount: Amount, host: Mention) -> bool:
        """Whether a pause parts a length from what is felt behind it: "on my feet 9 hours, knees sore"."""
        reading, parts = self.scope.reading, self.parts
        if host.first < amount.last or reading.stops(amount.last, host.first) < COMMA:
            return False
        before = range(reading.sentence.index(reading.sentence[amount.first]), amount.first)
        placed = any(p.first in before for p in reading.places)
        return placed or not parts.only_dates(before)

    def _is_needed(self, amount: Amount) -> bool:
        """Whether somebody needed so long for something: "it took us ten minutes"."""
        kinds = self.scope.reading.lexicon.classes
        before, first = (_text(self.scope.reading, amount.first - n) for n in (1, 2))
        return before in kinds["whom"] and first in kinds["lasted"]

    def _is_done_by_somebody(self, amount: Amount, host: Mention) -> bool:
        """Whether somebody does something between a symptom and a length: "calf like a fist, so I rubbed it 5 min"."""
        reading, kinds = self.scope.reading, self.scope.reading.lexicon.classes
        for place in range(host.last + 1, amount.first):
            led = reading.words[place - 1].text if not reading.words[place].stop else ""
            if reading.words[place].text in kinds["doers"] and led not in kinds["whenever"]:
                return bool(self.parts.speaks(range(place + 1, amount.first)))
        return False

    def _back(self, amount: Amount, led: bool) -> Mention | None:
        """What a sentence without a thing of its own is about, where it tells of nothing else."""
        sentence = self.scope.reading.sentence
        part = self.parts.near(amount.first, amount.last)
        host = last_before(amount.first, self.symptoms, self.scope, self.hosts)
        if host is None or self._is_needed(amount) or self.parts.speaks(part) > (1 if led else 0):
            return None
        return host if sentence[host.first] < sentence[amount.first] else None


def _is_told_with_it(host: Mention) -> bool:
    """Whether the answer has a place for how long it lasted."""
    return host.group in ("action", "told") or (host.group == "symptom" and host.id in CORE and not host.framed)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.first <= other.last and other.first <= one.last


def _lasts(host: Mention) -> bool:
    if host.group == "symptom":
        return host.id in CORE or not host.framed
    if host.group == "told":
        return host.id in _SLEPT
    if host.group == "exposure":
        return host.id in _GOES_ON
    return host.group == "action" and host.id not in TIMED_ACTIONS

# SPDX-License-Identifier: Apache-2.0
"""What was taken of a medicine, told without naming it again? "Took the 10 mg", "75 taken", "300 it is"."""

from __future__ import annotations

from collections.abc import Iterator

from supple.notes.amounts import Amount
from supple.notes.numbers import Number
from supple.notes.read import Mention, Reading
from supple.notes.scope import Scope
from supple.notes.status import status_of

_TAKEN_WITHIN, _ENDS_WITHIN = 3, 2
_LEAST, _SURELY, _STEP = 10, 50, 2.5
"""From how many on a bare number in a clause, and in a sentence of its own, is milligrams; 999 is a call for help."""
_A_FEW = (1, 2, 3, 4)
"""How many tablets people take at once."""
Counted = Number | Amount


def intake_behind(mention: Mention, scope: Scope) -> Counted | None:
    """What was taken of it by words that say so: "took the 10 mg at two", "10 mg taken", "300 went down"."""
    counted = [*_counted(mention, scope)]
    for place in range(mention.last + 1, _next_name(mention, scope.reading)):
        if scope.says(place, "swallows") and holds(place, scope):
            behind = [n for n in counted if 0 < n.first - place <= 1 + _TAKEN_WITHIN]
            led = [n for n in behind if all(w in _the(scope) for w in scope.reading.between(place, n.first))]
            if led and _stands_for_it(led[0], scope.reading):
                return led[0]
    return gone_down(mention, scope)


def gone_down(mention: Mention, scope: Scope) -> Counted | None:
    """What words right behind a weight or a number say was swallowed."""
    return next((n for n in _counted(mention, scope) if _goes_down(n, scope) and holds(n.first, scope)), None)


def dose_behind(mention: Mention, scope: Scope) -> Counted | None:
    """A weight or a large number that a clause of its own says, where the medicine was the last thing named."""
    named = [m.first for m in scope.reading.mentions if m.group in ("symptom", "action", "medicine")]
    for counted in _counted(mention, scope):
        apart = scope.reading.sentence[counted.first] - scope.reading.sentence[mention.first]
        least = _LEAST if apart == 0 else _SURELY
        weighs = isinstance(counted, Amount) or (counted.value >= least and counted.value % _STEP == 0)
        others = any(mention.last < first < counted.first for first in named)
        if weighs and not others and _is_alone(counted, scope) and status_of(_probe(counted.first), scope) == "present":
            return counted
    return None


def milligrams(counted: Counted | None) -> float | None:
    """How much it is; a few is a number of tablets."""
    if isinstance(counted, Amount):
        return counted.milligrams
    return counted.value if counted and counted.value not in _A_FEW else None


def _next_name(mention: Mention, reading: Reading) -> int:
    others = [m.first for m in reading.mentions if m.group == "medicine" or m.id == "magnesium"]
    return min((n for n in others if n > mention.last), default=len(reading.words))


def _counted(mention: Mention, scope: Scope) -> Iterator[Counted]:
    """The weights and bare numbers between a name and the next one."""
    reading, near = scope.reading, _next_name(mention, scope.reading)
    claimed = {n for a in reading.amounts for n in range(a.first, a.last + 1)}
    strong = {n.first for n in reading.numbers if n.written.isdigit() and 100 <= n.value < 1000 and n.written[0] != "0"}
    claimed |= {n for c in reading.clocks for n in range(c.first, c.last + 1)} - strong
    found: list[Counted] = [a for a in reading.amounts if a.milligrams]
    found += [n for n in reading.numbers if n.form == "plain" and n.first not in claimed]
    yield from sorted((n for n in found if mention.last < n.first and n.last < near), key=lambda n: n.first)


def _the(scope: Scope) -> frozenset[str]:
    return scope.reading.lexicon.classes["the"]


def _goes_down(counted: Counted, scope: Scope) -> bool:
    """Whether words right behind say that it was swallowed: "75 taken", "300 went down"."""
    words, after = scope.reading.words, counted.last + 1
    if after >= len(words) or words[after].stop:
        return False
    then = after + 1 < len(words) and not words[after + 1].stop and scope.says(after, "went", "bebad")
    return scope.says(after, "went_in") or (then and scope.says(after + 1, "went_in"))


def _is_alone(counted: Counted, scope: Scope) -> bool:
    """Whether its clause says nothing else, small words and times aside: "300 it is", "one 150 at bedtime"."""
    part = scope.clauses.around(counted.first)
    opens = all(scope.says(n, "the", "points", "one") for n in range(part.start, counted.first))
    rest = range(counted.last + 1, part.stop)
    if any(a.first == counted.last + 1 and a.unit == "day" for a in scope.reading.amounts):
        return False  # "12 a day"
    return opens and all(n in scope.clauses.quiet or n in scope.clauses.dating for n in rest)


def _stands_for_it(counted: Counted, reading: Reading) -> bool:
    """Whether a weight or a number counts nothing that is named behind it: no "10 mg of zinc", no "two biscuits"."""
    after = counted.last + 1
    if after >= len(reading.words) or reading.words[after].stop:
        return True
    word, kinds = reading.words[after].text, reading.lexicon.classes
    weighs = isinstance(counted, Amount)
    return word not in kinds["consists_of"] if weighs else word in kinds["at"] | kinds["closes"]


def _probe(place: int) -> Mention:
    return Mention("told", "", {}, (place,), place, place)


def holds(place: int, scope: Scope) -> bool:
    """Whether what a word says is so, and of this person, by the cues around it."""
    return status_of(_probe(place), scope) == "present"

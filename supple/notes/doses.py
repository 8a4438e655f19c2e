# SPDX-License-Identifier: Apache-2.0
"""How much of a medicine is one intake, in milligrams? "2 x 10 mg", "two ibuprofen 200s", "upped from 10 to 15"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from supple.notes.amounts import Amount
from supple.notes.intakes import dose_behind, intake_behind, milligrams
from supple.notes.nearest import host_of, told_before
from supple.notes.numbers import Number
from supple.notes.read import Mention, Reading
from supple.notes.scope import Scope
from supple.notes.words import COMMA

_HALF = 0.5
_EACH_WITHIN = 3
_LEAST_MG, _NO_STRENGTH, _SURELY_MG = 2, 10, 50
"""Numbers without a unit that may be milligrams: right behind a name, behind a pause, and before a name."""
_AT_ONCE = (1.5, 2, 2.5, 3, 4)
_A_FEW = (1, 2, 3, 4)
"""How many tablets people take at once."""
Doses = dict[int, tuple[float, Amount | None]]
"""One intake by the place of a medicine's name, with the words where it has a unit."""


def doses(named: Sequence[Mention], scope: Scope) -> Doses:
    """One intake of each medicine in milligrams, by the place of its name."""
    reading = scope.reading
    found: Doses = {}
    moved = {m.first: change for m in named if (change := changed(m, scope))}
    old = {place for _, places in moved.values() for place in places}
    for amount in reading.amounts:
        weight = amount.milligrams
        host = _weighed(amount, named, scope) if weight and amount.first not in old else None
        if host and host.group == "medicine" and host.first not in found and weight:
            found[host.first] = (weight * _tablets(amount, host, reading), amount)
    for mention in named:
        if mention.first in moved:
            found[mention.first] = (moved[mention.first][0], None)
        if mention.first not in found and (bare := _bare_dose(mention, reading) or _daily(mention, scope)):
            found[mention.first] = (bare, None)
        behind = None if mention.first in found else intake_behind(mention, scope) or dose_behind(mention, scope)
        if (weight := milligrams(behind)) is not None:
            found[mention.first] = (weight, behind if isinstance(behind, Amount) else None)
    return found


def _weighed(amount: Amount, named: Sequence[Mention], scope: Scope) -> Mention | None:
    """What a weight is of: the nearest, or what the clause before a clause of its own names."""
    host = host_of(amount.first, amount.last, [*named, *_magnesium(scope.reading)], scope, 6)
    if host is None:
        things = [m for m in scope.reading.mentions if m.group not in ("context", "exposure")]
        told = told_before(amount.first, amount.last, things, scope)
        host = told[-1] if told and told[-1].group == "medicine" else None
    return host


def changed(mention: Mention, scope: Scope) -> tuple[float, tuple[int, ...]] | None:
    """The new dose, where one was changed, and where the figures stand: "upped from 10 to 15", "15 instead of 10"."""
    reading = scope.reading
    here = [n for n in reading.numbers if scope.same_sentence(n.first, mention.first) and n.form == "plain"]
    here = [n for n in here if _is_moved(n, mention, scope)]
    for number in here:
        if number.other is not None and number.first > mention.last:
            return number.other, (number.first,)
    for one, other in pairwise(here):
        if (new := _newer(one, other, reading)) is not None:
            return new.value, (one.first, other.first)
    return None


def _is_moved(number: Number, mention: Mention, scope: Scope) -> bool:
    """Whether a word such as "upped" leads a number in, and nothing that was felt stands before it."""
    reading = scope.reading
    parts = (scope.clauses.around(number.first), scope.clauses.around(mention.first))
    led = reading.words[min(part.start for part in parts) : number.first]
    moves = reading.lexicon.classes.get("dose_moves", frozenset())
    felt = any(
        mention.last < m.first < number.first and moves.isdisjoint(reading.words[n].text for n in m.used)
        for m in reading.mentions
        if m.group == "symptom"
    )
    return not felt and any(w.text in reading.lexicon.classes.get("dose_moves", ()) for w in led)


def _newer(one: Number, other: Number, reading: Reading) -> Number | None:
    """Which of two doses is the new one: "15 instead of 10", "from 10 to 15", "to 15 from 10", "300 to 150"."""
    kinds = reading.lexicon.classes
    units = {place for a in reading.amounts if a.milligrams for place in range(a.first, a.last + 1)}
    between = [w for n, w in enumerate(reading.between(one.last, other.first), one.last + 1) if n not in units]
    if not between or len(between) > 2:
        return None
    if between[0] in kinds.get("instead", ()):
        return one
    if len(between) > 1:
        return None
    before = reading.words[one.first - 1].text if one.first else ""
    if between[0] in kinds["to"] and (before in kinds["from"] or reading.words[one.first].stop):
        return other
    return one if between[0] in kinds["from"] and before in kinds["to"] else None


def _magnesium(reading: Reading) -> list[Mention]:
    return [m for m in reading.mentions if m.group == "action" and m.id == "magnesium"]


def _tablets(amount: Amount, host: Mention, reading: Reading) -> float:
    """How many at once: "2 x 10 mg" and "two 10 mg tablets" are one intake of both, "half a 4 mg" is half of one."""
    words, kinds = reading.words, reading.lexicon.classes
    strength = amount.first == host.last + 1 and not words[amount.first].stop and amount.unit == "mg"
    if strength or _is_for_each(amount.last, reading):
        return _count(host.first, reading)  # "2 ibuprofen 200 mg", "two paracetamol, 500 mg each"
    if amount.first > 1 and words[amount.first - 1].text in kinds["the"]:
        return _HALF if words[amount.first - 2].text in kinds["half"] else 1.0
    before = [
        n for n in reading.numbers if 0 < amount.first - n.last <= 2 and n.value in _AT_ONCE and n.form == "plain"
    ]
    if not before:
        return 1.0
    between = reading.between(before[-1].last, amount.first)
    times = kinds["times_sign"]
    return before[-1].value if all(w in times or w in ("of", "the") for w in between) else 1.0


def _bare_dose(mention: Mention, reading: Reading) -> float | None:
    """A number without a unit beside a name: "baclofen 10", "my baclofen, 10, at six", "10 of baclofen"."""
    if several := _several(mention, reading):
        return several
    free = [n for n in reading.numbers if n.form == "plain" and not _is_claimed(n, reading)]
    name = {mention.last + 1, *(h.last + 1 for h in reading.hows if "dose" in h.said and h.first == mention.last + 1)}
    if _is_article(mention.last + 1, reading):
        name.add(mention.last + 2)  # "the two o'clock baclofen, the 10"
    for number in free:
        if number.first in name and _is_dose(number, reading):
            return number.value
    for number in free:
        between = reading.between(number.last, mention.first)
        least = _LEAST_MG if number.written else max(_A_FEW) + 1  # "4 of tizanidine", but "a couple of ibuprofen"
        counted = len(between) == 1 and between[0] in reading.lexicon.classes["out_of"] and number.value >= least
        if counted and not _counts_days(number, reading):
            return number.value
        if number.last + 1 == mention.first and _weighs(number) and not reading.words[mention.first].stop:
            return number.value
    return None


def _weighs(number: Number) -> bool:
    """Whether a number before a name is rather milligrams than tablets: "20 baclofen", but "ten baclofen"."""
    return number.value >= (_NO_STRENGTH if number.written.isdigit() and len(number.written) < 4 else _SURELY_MG)


def _daily(mention: Mention, scope: Scope) -> float | None:
    """A number in a clause of its own that says how often: "on gabapentin a week now, 300 three times a day"."""
    reading = scope.reading
    often = {a.first for a in reading.amounts if a.unit == "times"} | {h.first for h in reading.hows if "n" in h.said}
    often |= {n for n, word in enumerate(reading.words) if word.text in reading.lexicon.classes["twice"]}
    for number in (n for n in reading.numbers if n.form == "plain" and n.last + 1 in often and n.value >= _LEAST_MG):
        part = scope.clauses.around(number.first)
        named = number.first > mention.last and mention.first in scope.clauses.around(part.start - 1)
        if part.start == number.first and named and not _is_claimed(number, reading):
            return number.value
    return None


def _several(mention: Mention, reading: Reading) -> float | None:
    """Tablets by their number and strength: "two ibuprofen 200s", "two 300s of it", "2 x 300", "two, 500 each"."""
    of_it = reading.lexicon.classes["consists_of"]
    for amount in reading.amounts:
        behind = amount.first == mention.last + 1
        counted = [n for n in reading.numbers if n.first == mention.last + 1 and n.last == amount.first - 1]
        before = amount.last < mention.first and set(reading.between(amount.last, mention.first)) <= of_it
        if amount.unit == "second" and amount.value >= _SURELY_MG and (behind or before):
            return amount.value * (_count(amount.first, reading) if before else _count(mention.first, reading))
        if amount.unit == "second" and amount.value >= _SURELY_MG and counted and counted[0].value in _A_FEW:
            return amount.value * counted[0].value  # "gabapentin, two 300s"
        if amount.unit == "times" and behind and amount.value >= _NO_STRENGTH:
            return amount.value  # "ibuprofen 400 x 3"
        signed = reading.words[amount.first].text in reading.lexicon.classes["times_sign"]
        begins = amount.first == mention.last + 2 or before
        if signed and begins and amount.value >= _NO_STRENGTH and not reading.stops(amount.first, mention.first):
            return amount.value * _count(amount.first, reading)
    for number in reading.numbers:
        near = 0 < number.first - mention.last <= _EACH_WITHIN and number.value >= _NO_STRENGTH
        if near and _is_for_each(number.last, reading) and not _is_claimed(number, reading):
            return number.value * _count(mention.first, reading)
    return None


def _is_for_each(last: int, reading: Reading) -> bool:
    behind = reading.words[last + 1 : last + 2]
    return bool(behind) and not behind[0].stop and behind[0].text in reading.lexicon.classes["for_both"]


def _count(place: int, reading: Reading) -> float:
    """How many tablets, said right before this word."""
    timed = {n for c in reading.clocks for n in range(c.first, c.last + 1)}
    before = [n.value for n in reading.numbers if n.last == place - 1 and n.value in _A_FEW and n.first not in timed]
    return before[0] if before and not reading.words[place].stop else 1.0


def _is_claimed(number: Number, reading: Reading) -> bool:
    """Whether it is a clock time or has a unit of its own; three bare figures are rather a strength than a time."""
    strength = number.written.isdigit() and number.written[0] != "0" and 100 <= number.value < 1000
    said = [(c.first, c.last) for c in reading.clocks if not (strength and c.last == number.last)]
    said += [(a.first, a.last) for a in reading.amounts]
    return any(first <= number.first <= last for first, last in said)


def _is_article(place: int, reading: Reading) -> bool:
    """Whether a pause and "the" follow."""
    words = reading.words
    return place < len(words) and words[place].stop == COMMA and words[place].text in reading.lexicon.classes["article"]


def _is_dose(number: Number, reading: Reading) -> bool:
    """Whether a number right behind a name is its dose; behind a pause it stands alone and is too large to rate."""
    after, named_again = number.last + 1, _is_article(number.first - 1, reading)
    if not reading.words[number.first].stop and not named_again:
        counts = after < len(reading.words) and reading.words[after].text in reading.lexicon.classes["dosed_in"]
        return not counts and (number.value >= _LEAST_MG or "." in number.written)
    alone = after >= len(reading.words) or reading.words[after].stop > 0
    apart = reading.words[number.first].stop == COMMA or named_again
    return apart and alone and number.value >= (_LEAST_MG if named_again else _NO_STRENGTH)


def _counts_days(number: Number, reading: Reading) -> bool:
    """Whether it says which day of a course it is: "day 4 of amoxicillin"."""
    before = reading.words[number.first - 1].text if number.first else ""
    return reading.lexicon.units.get(before) in ("day", "week", "month")

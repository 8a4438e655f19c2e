# SPDX-License-Identifier: Apache-2.0
"""What was met, and what was done on purpose? Exposures and actions, with minutes and amounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from supple.notes.amounts import Amount
from supple.notes.details import Details
from supple.notes.episodes import Score
from supple.notes.nearest import host_of, told_before
from supple.notes.numbers import Number
from supple.notes.read import Mention, Reading
from supple.notes.said import Told
from supple.notes.scope import Scope
from supple.notes.taken import Medicine
from supple.notes.words import SENTENCE

VOLUMES = frozenset({"ml", "l", "oz", "glass", "cup", "pint", "bottle", "quart", "gallon", "beaker"})
_MEASURED = frozenset({"ml", "l", "oz"})
_SAID_TOGETHER, _OFTEN_REACHES, _ONE_MORE_WITHIN = 4, 2, 4
DRINKS = frozenset({"alcohol", "caffeine"})
_LEFT_OUT = frozenset({"missed", "ran_out", "late"})
_FEVER_FROM = 38.0
_LOW_SCORE = 4
_PRESENT: dict[str, bool | str] = {"present": True, "absent": False, "maybe": "maybe"}
_RANK = {True: 2, "maybe": 1, False: 0}
_LEAST_BARE, _MOST_BARE = 50, 1000
_MOST_ROUNDS = 12
PIECES = frozenset({"tablet", "capsule", "sachet"})
"""In what else than a weight a supplement is counted."""
_PIECE_REACHES = 3


def exposures(scope: Scope, taken: Sequence[Medicine], measured: Sequence[Told], scores: Sequence[Score]) -> list[Told]:
    """Everything met; what was both denied and told counts as told, and a low score of stress is none."""
    found: dict[str, Told] = {}
    low = [host for value, _, _, host in scores if host.group == "exposure" and value < _LOW_SCORE]
    for mention in (m for m in scope.reading.mentions if not any(m is host for host in low)):
        for what in _exposures_of(mention) if mention.status in _PRESENT else ():
            span = scope.reading.span(mention.first, mention.last)
            _keep(found, Told("exposure", what, {"present": _PRESENT[mention.status]}, {"what": span}))
    for told in (*_of_medicines(taken), *_of_values(measured)):
        _keep(found, told)
    return list(found.values())


def _of_medicines(taken: Sequence[Medicine]) -> Iterator[Told]:
    """A medicine left out, late or newly begun is met as well."""
    for medicine in taken:
        if medicine.status in _LEFT_OUT:
            yield Told("exposure", "missed_dose", {"present": True}, {"what": medicine.span})
        if medicine.new and medicine.status in ("taken", "late"):
            yield Told("exposure", "new_medicine", {"present": True}, {"what": medicine.span})


def _of_values(measured: Sequence[Told]) -> Iterator[Told]:
    """A measured fever is one, also where the word is missing."""
    for value in measured:
        if value.what == "temp_c" and value.details["value"] >= _FEVER_FROM:
            yield Told("exposure", "fever", {"present": True}, {"what": value.spans["value"]})


def _exposures_of(mention: Mention) -> list[str]:
    ids = [mention.id] if mention.group == "exposure" else []
    if mention.id == "fever" and mention.group == "symptom" and mention.status != "maybe":
        ids.append("fever")
    if mention.id == "constipation" and mention.group == "symptom":
        ids.append("constipation")
    if mention.id == "stretching" and mention.status == "absent":
        return []
    also = mention.said.get("also")
    return ids + (str(also).split("+") if also and mention.status == "present" else [])


def _keep(found: dict[str, Told], told: Told) -> None:
    before = found.get(told.what)
    if before is None or _RANK[told.details["present"]] > _RANK[before.details["present"]]:
        found[told.what] = told


def missed_stretches(scope: Scope) -> list[Told]:
    """A stretch that was left out is an exposure, no action."""
    return [
        Told("exposure", "missed_stretch", {"present": True}, {"what": scope.reading.span(m.first, m.last)})
        for m in scope.reading.mentions
        if m.group == "action" and m.id == "stretching" and m.status == "absent" and not m.said.get("kind")
    ]


def actions(scope: Scope, details: Details) -> list[Told]:
    """Everything done; of two mentions of one action the details add up in one answer."""
    found: dict[str, Told] = {}
    mine = [m for m in scope.reading.mentions if m.group == "action"]
    amounts = _amounts(mine, scope)
    for mention in mine:
        if mention.status not in ("present", "absent"):
            continue
        said: dict[str, Any] = {"present": mention.status == "present"}
        spans = {"what": scope.reading.span(mention.first, mention.last)}
        if said["present"]:
            _with_minutes(mention, said, spans, details, scope)
            if (amount := amounts.get(mention.first)) is not None:
                said["amount"], said["unit"] = amount.value, amount.unit
                spans["amount"] = spans["unit"] = scope.reading.span(amount.first, amount.last)
            elif mention.id == "magnesium" and (bare := _bare(mention, scope)):
                said["amount"], said["unit"] = bare.value, bare.unit
                spans["amount"] = spans["unit"] = scope.reading.span(bare.first, bare.last)
        _merge(found, Told("action", mention.id, said, spans))
    return list(found.values())


def _bare(mention: Mention, scope: Scope) -> Amount | None:
    """A number beside a supplement: "magnesium 300" and "400 of mag" are milligrams, "two mag tablets" are tablets."""
    reading = scope.reading
    taken = {place for a in reading.amounts for place in range(a.first, a.last + 1)}
    taken |= {p for c in reading.clocks for p in range(c.first, c.last + 1) if c.first != mention.last + 1}
    free = [n for n in reading.numbers if n.form == "plain" and n.first not in taken]
    ahead = [n for n in free if _counts_out(n, mention, scope) or _is_told_after(n, mention, scope)]
    named = range(mention.first, min(mention.last + 2, len(reading.words)))
    pieces = [place for place in named if reading.lexicon.units.get(reading.words[place].text) in PIECES]
    units = [reading.lexicon.units[reading.words[place].text] for place in pieces]
    if units and ahead and ahead[-1].value < _LEAST_BARE:
        return Amount(ahead[-1].value, units[0], ahead[-1].first, ahead[-1].last)
    if pieces and not ahead and not free and not _is_many(pieces[0], reading):
        return Amount(1.0, units[0], pieces[0], pieces[0])
    near = [*ahead, *(n for n in free if 0 < n.first - mention.last <= 2)]
    return next((Amount(n.value, "mg", n.first, n.last) for n in near if _LEAST_BARE <= n.value <= _MOST_BARE), None)


def _is_many(place: int, reading: Reading) -> bool:
    return reading.words[place].first.endswith(tuple(reading.lexicon.classes["many_ends"]))


def _is_told_after(number: Number, mention: Mention, scope: Scope) -> bool:
    """Whether a number stands alone behind what is said of a supplement: "magnesium sachet at six, one"."""
    return told_before(number.first, number.last, [mention], scope) == [mention]


def _counts_out(number: Number, mention: Mention, scope: Scope) -> bool:
    """Whether a number stands right before a supplement, "of" and "the" aside."""
    reading = scope.reading
    between = reading.between(number.last, mention.first)
    kinds = reading.lexicon.classes
    close = number.last < mention.first and len(between) <= 2 and not reading.stops(number.last, mention.first)
    return close and all(w in kinds["consists_of"] | kinds["the"] for w in between)


def _with_minutes(
    mention: Mention, said: dict[str, Any], spans: dict[str, tuple[int, int]], details: Details, scope: Scope
) -> None:
    lengths = [a for a, host in details.lengths if host is mention and a.minutes is not None and a.minutes < 1440]
    if lengths:
        told = lengths[:1]
        for amount in lengths[1:]:
            told += [amount] if _is_one_more(told[-1], amount, scope) else []
        minutes = sum((a.minutes or 0) * _rounds(a, scope) for a in told)
        said["minutes"] = int(minutes) if minutes == int(minutes) else round(minutes, 2)
        spans["minutes"] = scope.reading.span(lengths[0].first, lengths[0].last)


def _is_one_more(before: Amount, amount: Amount, scope: Scope) -> bool:
    """Whether a length comes on top of the one before: of another place or part of the day, or "another ten"."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    near = range(before.last + 1, min(amount.last + 2, len(reading.words)))
    texts = {reading.words[n].text for n in near}
    placed = any(p.first in near for p in reading.places) or any(d.part and d.first in near for d in reading.days)
    whole = {w.text for w in reading.words[amount.last + 1 : amount.last + 3]} & kinds["in_total"]
    close = 0 < amount.first - before.last <= _ONE_MORE_WITHIN
    return close and not whole and (placed or bool(texts & (kinds["same_again"] | kinds["am"] | kinds["pm"])))


def _rounds(amount: Amount, scope: Scope) -> float:
    """How many times over: "2 x 12 min", "three lots of twenty seconds", "a minute each leg", "2 x 30 s each side"."""
    often = _lots(amount, scope)
    return often * (2.0 if _is_each_side(amount, scope) else 1.0) if often else _each(amount, scope)


def _is_each_side(amount: Amount, scope: Scope) -> bool:
    """Whether "each leg" or "a side" stands right behind a length."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    behind = [w.text for w in reading.words[amount.last + 1 : amount.last + 3]]
    after = amount.last + 2
    sided = any(p.first <= after <= p.last for p in reading.places) or bool(set(behind[1:]) & kinds["sides"])
    return bool(behind) and behind[0] in kinds["for_each"] and sided


def _lots(amount: Amount, scope: Scope) -> float | None:
    """How many times a length is said to have been done, where a number says so."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    for number in reading.numbers:
        sign = reading.words[amount.first - 1].text in kinds["times_sign"]
        if sign and number.last == amount.first - 2 and number.value <= _MOST_ROUNDS:
            return number.value
    for often, _, last in _how_often(reading):
        between = reading.between(last, amount.first)
        lots = last < amount.first and often <= _MOST_ROUNDS and not reading.stops(last, amount.first)
        if lots and len(between) <= 1 and set(between) <= kinds["consists_of"] | kinds["for_so_long"]:
            return often
    for often, first, last in _how_often(reading):
        beside = [n for n in reading.numbers if 0 < n.first - last <= 2 or n.last == first - 1]
        counts_more = any(not reading.stops(*sorted((first, n.first))) for n in beside if n.first != first)
        near = 0 < first - amount.last <= _OFTEN_REACHES and reading.stops(amount.last, first) < SENTENCE
        if near and not counts_more:  # "40 min, 3 x 12 of everything"
            return often
    return None


def _how_often(reading: Reading) -> Iterator[tuple[float, int, int]]:
    """Every "twice", "three times", "two rounds" of a note, with its first and last word."""
    yield from ((times.value, times.first, times.last) for times in reading.amounts if times.unit == "times")
    yield from ((float(how.said["n"]), how.first, how.last) for how in reading.hows if how.id == "counted")
    for number in (n for n in reading.numbers if n.form == "plain" and n.value <= _MOST_ROUNDS):
        behind = reading.words[number.last + 1 : number.last + 2]
        if behind and behind[0].text in reading.lexicon.classes["rounds"] and not behind[0].stop:
            yield number.value, number.first, number.last + 1


def _each(amount: Amount, scope: Scope) -> float:
    """For how many a length holds: "5 min each side", "both calves, a minute each", "two rounds, 20 minutes each"."""
    reading, kinds = scope.reading, scope.reading.lexicon.classes
    behind = [w.text for w in reading.words[amount.last + 1 : amount.last + 3]]
    if not behind or behind[0] not in kinds["for_each"]:
        return 1.0
    if _is_each_side(amount, scope):
        return 2.0
    here = [h for h in _how_often(reading) if h[2] < amount.first and scope.same_sentence(h[1], amount.first)]
    if here:
        return here[-1][0]
    before = {w.text for n, w in enumerate(reading.words[: amount.first]) if scope.same_sentence(n, amount.first)}
    parts = before & kinds["part_named"] or before & (kinds["am"] | kinds["pm"])
    pairs = [p for p in reading.places if p.last < amount.first and (p.id == "both" or p.said.get("many"))]
    return float(len(parts)) if len(parts) > 1 else 2.0 if pairs else 1.0


def _merge(found: dict[str, Told], told: Told) -> None:
    before = found.get(told.what)
    if before is None or (told.details["present"] and not before.details["present"]):
        found[told.what] = told
    elif told.details["present"]:
        for name, value in told.details.items():
            if name == "minutes" and name in before.details:
                before.details[name] += value
            elif name not in before.details:
                before.details[name] = value
                before.spans[name] = told.spans.get(name, told.spans["what"])


def _amounts(mine: Sequence[Mention], scope: Scope) -> dict[int, Amount]:
    """How much was drunk or taken, by the place of the action."""
    drinks = [m for m in scope.reading.mentions if m.id in DRINKS or m.group == "medicine"]
    taking = [m for m in mine if m.id in ("water", "magnesium", "topical")]
    found: dict[int, Amount] = {}
    measured = [a for a in scope.reading.amounts if a.unit in VOLUMES | PIECES or a.milligrams is not None]
    for amount in measured:
        if any(_says_exactly(other, amount, scope) for other in measured):
            continue
        reach = _PIECE_REACHES if amount.unit in PIECES else 7
        host = host_of(amount.first, amount.last, sorted([*taking, *drinks], key=lambda m: m.first), scope, reach)
        fits = host is not None and host in taking and (amount.unit in VOLUMES) == (host.id == "water")
        if host is not None and fits:
            found.setdefault(host.first, amount)
    return found


def _says_exactly(one: Amount, other: Amount, scope: Scope) -> bool:
    """Whether one amount measures what the other one counts: "a bottle of water, 500 ml", "one tablet of 375 mg"."""
    measures = one.unit in _MEASURED or one.milligrams is not None
    counts = other.unit not in _MEASURED and other.milligrams is None
    near = 0 < one.first - other.last <= _SAID_TOGETHER and scope.same_sentence(one.first, other.last)
    return measures and counts and near

# SPDX-License-Identifier: Apache-2.0
"""What holds for each thing that a note names? The cues are gathered, and every mention gets its status."""

from __future__ import annotations

from collections.abc import Iterable

from supple.notes.clauses import clauses
from supple.notes.denial import deny
from supple.notes.read import Mention, Reading
from supple.notes.scope import Scope
from supple.notes.settled import settle
from supple.notes.sites import named_places
from supple.notes.status import status_of
from supple.notes.whose import is_by_carer, is_by_carer_of_him, others_of_person, selves, subjects
from supple.notes.words import COMMA

_THIS_CENTURY_SO_FAR = 2025


def judge(reading: Reading) -> Scope:
    """Give every mention its status, and tell where each part of a sentence begins."""
    by_kind: dict[str, list[Mention]] = {}
    for cue in reading.cues:
        by_kind.setdefault(cue.id, []).append(cue)
    others = subjects(reading)
    placed = sorted({n for p in reading.places for n in range(p.first, p.last + 1)})
    parts = _parts(reading, by_kind.get("turn", []))
    by_carer = is_by_carer(reading, others)
    scope = Scope(
        reading=reading,
        by_kind=by_kind,
        part=parts,
        others=others_of_person(reading, others) if by_carer else others,
        selves=selves(reading, others),
        by_carer=by_carer,
        of_him=is_by_carer_of_him(reading, others),
        years=_years(reading),
        placed=placed,
        where=named_places(reading),
        clauses=clauses(reading),
    )
    for mention in reading.mentions:
        mention.status = status_of(mention, scope)
    deny(scope)
    settle(scope)
    return scope


def _parts(reading: Reading, turns: Iterable[Mention]) -> list[int]:
    starts = {turn.first for turn in turns}
    number, parts = 0, []
    for place, word in enumerate(reading.words):
        number += word.stop >= COMMA or place in starts
        parts.append(number)
    return parts


def _years(reading: Reading) -> list[int]:
    """Years of long ago, led in by a word such as "in" or "since"; one as "the 2014 relapse" measures nothing."""
    led = reading.lexicon.classes["in_year"] | reading.lexicon.classes.get("of_year", frozenset())
    counted = {place for a in reading.amounts for place in range(a.first, a.last + 1)}
    return [
        n.first
        for n in reading.numbers
        if 1940 <= n.value < _THIS_CENTURY_SO_FAR and n.written.isdigit() and n.first and n.first not in counted
        and (reading.words[n.first - 1].text in led or _stands_alone(n.first, reading))
    ]  # fmt: skip


def _stands_alone(place: int, reading: Reading) -> bool:
    """Whether a pause stands on both sides of a word: "my first relapse, 2016, came back"."""
    ends = place + 1 == len(reading.words) or reading.words[place + 1].stop >= COMMA
    return ends and reading.words[place].stop >= COMMA

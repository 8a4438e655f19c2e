# SPDX-License-Identifier: Apache-2.0
"""Which number belongs to which thing? Strengths, counts, lengths and clock times find their hosts here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from supple.entries.vocabulary import CORE
from supple.notes import counts, lengths, strengths
from supple.notes.amounts import Amount
from supple.notes.bare_minutes import bare_minutes
from supple.notes.episodes import Score
from supple.notes.hours import hours
from supple.notes.nights import Night, nights
from supple.notes.read import Mention
from supple.notes.scales import scales
from supple.notes.scope import Scope
from supple.notes.times import Clock


@dataclass(slots=True)
class Details:
    """Every number of a note with the thing it belongs to; what is left has none."""

    scores: list[Score]
    counts: list[Score]
    lengths: list[tuple[Amount, Mention]]
    clocks: list[tuple[Clock, Mention | None]]
    nights: list[Night]
    used: set[int]
    """Words that have found their place."""


def details(scope: Scope, hosts: Sequence[Mention], now: datetime) -> Details:
    """Give every number to the thing it is nearest to, each kind to what can take it."""
    found = Details([], [], [], [], nights(scope), set())
    hosts = [h for h in hosts if h.group != "context"]
    symptoms = [h for h in hosts if h.group == "symptom" and h.id in CORE]
    for _, first, last in found.nights:
        _take(found, first, last)
    found.scores += scales(scope, found.used)
    for number, score in strengths.out_of_ten(scope, hosts, symptoms, found.used):
        found.scores += [score, *strengths.shared(score, symptoms, scope)] if score else []
        _take(found, number.first, number.last)
    rated = [host for *_, host in found.scores]
    found.clocks += hours(scope, _clocks(scope, hosts, symptoms, rated, found.used), hosts, symptoms, now)
    for clock, _ in found.clocks:
        _take(found, clock.first, clock.last)
    found.counts += [*counts.counts(scope, hosts, symptoms, rated, found.used)]
    found.lengths += [*lengths.lengths(scope, hosts, symptoms, found.used)]
    found.lengths += [*bare_minutes(scope, hosts, found.used)]
    for score in strengths.bare(scope, hosts, symptoms, found.used):
        found.scores += [score, *strengths.shared(score, symptoms, scope)]
        _take(found, score[1], score[2])
    found.scores += [*strengths.the_same(scope, symptoms, found.scores)]
    return found


def _take(found: Details, first: int, last: int) -> None:
    found.used.update(range(first, last + 1))


def _clocks(
    scope: Scope, hosts: Sequence[Mention], symptoms: Sequence[Mention], rated: Sequence[Mention], used: set[int]
) -> list[Clock]:
    """The clock times, without the bare figures that are a strength or a count."""
    return [
        clock for clock in scope.reading.clocks
        if clock.first not in used
        and not (strengths.is_meant(clock, scope, hosts, rated) or counts.is_meant(clock, scope, hosts, symptoms))
    ]  # fmt: skip

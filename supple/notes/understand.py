# SPDX-License-Identifier: Apache-2.0
"""What does a note say? The one way in: words are read, judged, and joined to what they tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from supple.notes import bouts, episodes, met, waking
from supple.notes.amounts import Amount
from supple.notes.context import context
from supple.notes.details import Details, details
from supple.notes.elided import with_elided
from supple.notes.episodes import Score
from supple.notes.judge import judge
from supple.notes.lexicon import Lexicon
from supple.notes.moments import Daytime
from supple.notes.numbers import Number
from supple.notes.places import places_of
from supple.notes.rated import with_rated
from supple.notes.read import Mention, Names, Reading, read
from supple.notes.said import Likeness, Span, Told, Understood
from supple.notes.scope import Scope
from supple.notes.signs import signs
from supple.notes.sites import Place
from supple.notes.taken import Medicine, medicines
from supple.notes.times import Clock
from supple.notes.values import measures
from supple.notes.weighed import believed, overheard, unsure, weighty

Piece = Daytime | Clock | Amount | Number


def understand(
    text: str, now: datetime, lexicon: Lexicon, names: Names, sounds: Sequence[Likeness] | None = None
) -> Understood:
    """Everything a note tells; `names` are the written names of medicines and what they mean.

    `sounds` is what it sounds like, where it was listened to; the signs for red flags never hang on that.

    >>> from supple.notes.lexicon import english
    >>> note = understand("no spasms, left calf cramp at 3am 6/10", datetime(2026, 11, 21, 7, 30), english(), {})
    >>> [(t.what, t.get("site"), t.get("side"), t.get("severity")) for t in note.of("episode")]
    [('cramp', 'calf', 'left', 6)]
    """
    reading = read(text, lexicon, names)
    scope = judge(reading)
    taken = medicines(scope)
    named = weighty(reading.mentions)
    placed = _placed(scope, named, now)
    told = by_rule = _told(scope, placed, taken, now)
    felt = tuple(signs(scope, placed.hosts, placed.places, placed.details))
    around = context(scope)
    if taken:
        around["medicines"] = taken
    if sounds is not None:
        fresh = overheard(told, sounds, reading)
        reading.mentions += fresh
        hosts = weighty(reading.mentions, sounds)
        if fresh or hosts != named:
            told = unsure(_told(scope, _placed(scope, hosts, now), taken, now), fresh)
        told = list(believed(told, sounds))
    return Understood(text, now, tuple(told), tuple(by_rule), felt, around, _left_over(reading, placed.details))


class _Placed(NamedTuple):
    """The things named in a note in order, with the places and the numbers that belong to each."""

    hosts: list[Mention]
    places: dict[int, list[Place]]
    details: Details


def _placed(scope: Scope, named: list[Mention], now: datetime) -> _Placed:
    hosts = with_rated(with_elided(named, places_of(scope, named), scope), scope)
    return _Placed(hosts, places_of(scope, hosts), details(scope, hosts, now))


def _told(scope: Scope, placed: _Placed, taken: Sequence[Medicine], now: datetime) -> list[Told]:
    measured = measures(scope, placed.details)
    return [
        *_episodes(scope, placed.hosts, placed.places, placed.details, now),
        *_exposures(scope, taken, measured, placed.details.scores),
        *met.actions(scope, placed.details),
        *measured,
        *(m.told() for m in taken),
    ]


def _episodes(
    scope: Scope, hosts: Sequence[Mention], places: dict[int, list[Place]], found: Details, now: datetime
) -> list[Told]:
    drafts = episodes.drafts(scope, hosts, places)
    episodes.with_strengths(drafts, scope, hosts, found.scores)
    episodes.with_counts(drafts, found.counts, scope)
    episodes.with_lengths(drafts, found.lengths, scope)
    waking.with_waking(drafts, scope, hosts)
    waking.with_woken_times(drafts, scope)
    return episodes.finished(bouts.with_times(drafts, found.clocks, scope, now), scope)


def _exposures(
    scope: Scope, taken: Sequence[Medicine], measured: Sequence[Told], scores: Sequence[Score]
) -> list[Told]:
    found = met.exposures(scope, taken, measured, scores)
    there = {t.what for t in found}
    return found + [t for t in met.missed_stretches(scope)[:1] if t.what not in there]


def _left_over(reading: Reading, found: Details) -> tuple[Span, ...]:
    """The stretches of words that nothing was made of; small words between them go with them."""
    taken = set(found.used)
    for thing in (*reading.places, *reading.cues, *reading.hows):
        taken.update(thing.used)
    for mention in reading.mentions:
        taken.update(range(mention.first, mention.last + 1))
    pieces: list[Piece] = [*reading.days, *reading.clocks, *reading.amounts, *reading.numbers]
    for piece in pieces:
        taken.update(range(piece.first, piece.last + 1))
    small = reading.lexicon.classes["small_words"]
    left: list[tuple[int, int]] = []
    for place, word in enumerate(reading.words):
        if place in taken or word.text in small:
            continue
        if left and left[-1][1] == place - 1 and reading.words[place].stop < 2:
            left[-1] = (left[-1][0], place)
        else:
            left.append((place, place))
    return tuple(reading.span(first, last) for first, last in left)

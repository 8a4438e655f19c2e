# SPDX-License-Identifier: Apache-2.0
"""Which events did the person and somebody else both log? Both entries stay in the diary; the event counts once."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from supple.entries.entry import Entry, Reading
from supple.entries.felt import Episode
from supple.entries.vocabulary import HOLDS

NEAR = 600.0
"""How many seconds may lie between two people's words of one event; our own choice, see ADR 0024."""
_COUNT_AS_ONE = frozenset({None, "spasm", "cramp", "clonus"})
"""What adds to the same measure; an event without a name may be any of these, and nothing else."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What tells whether two logged events may be one: when, by whom, what and where; no words."""

    id: int
    at: float
    by: str | None
    what: str | None
    site: str | None
    side: str | None


def sighting(entry: Entry) -> Sighting | None:
    """An event as one that somebody else may have seen too; "none" was seen by nobody."""
    if not isinstance(entry, Episode) or entry.count == 0:
        return None
    return Sighting(entry.id.int, entry.at.timestamp(), entry.by, entry.what, entry.site, entry.side)


def may_be_one(one: Sighting, other: Sighting) -> bool:
    """Whether nothing that two people said speaks against its having been one event.

    >>> mine = Sighting(1, 0.0, None, "spasm", "calf", "left")
    >>> may_be_one(mine, Sighting(2, 300.0, "Cleo", "spasm", "whole_leg", None))
    True
    >>> may_be_one(mine, Sighting(2, 300.0, "Cleo", "spasm", "calf", "right"))
    False
    """
    if abs(one.at - other.at) > NEAR or {one.side, other.side} == {"left", "right"}:
        return False
    kinds, sites = {one.what, other.what}, {one.site, other.site}
    same_kind = len(kinds) == 1 or (None in kinds and kinds <= _COUNT_AS_ONE)
    return same_kind and (len(sites) == 1 or None in sites or any(s in sites and sites & HOLDS[s] for s in HOLDS))


def seen_too(one_day: Iterable[Sighting]) -> dict[int, int]:
    """Somebody else's event -> the person's own that it was: one to one for each speaker, the nearest first."""
    said = sorted(one_day, key=lambda s: (s.at, s.id))
    own, others = [s for s in said if not s.by], [s for s in said if s.by]
    times = [s.at for s in own]
    pairs = [
        (abs(mine.at - theirs.at), theirs.at, mine.id, theirs.id, theirs.by)
        for theirs in others
        for mine in own[bisect_left(times, theirs.at - NEAR) : bisect_left(times, theirs.at + NEAR + 1)]
        if may_be_one(mine, theirs)
    ]
    found: dict[int, int] = {}
    met = set()
    for _gap, _at, mine_id, theirs_id, by in sorted(pairs, key=lambda pair: pair[:4]):
        if theirs_id not in found and (mine_id, by) not in met:
            found[theirs_id] = mine_id
            met.add((mine_id, by))
    return found


def further(found: Mapping[int, int], said: Mapping[int, Sequence[Reading]]) -> dict[int, tuple[Reading, ...]]:
    """What those who saw it too still add: only by how much they counted more than was counted before.

    >>> further({2: 1}, {1: [("episodes", 2.0)], 2: [("episodes", 3.0), ("woken_by_legs", 1.0)]})
    {2: (('episodes', 1.0), ('woken_by_legs', 1.0))}
    """
    counted = {mine: dict(said[mine]) for mine in found.values()}
    adds = {}
    for theirs, mine in found.items():
        so_far, told = counted[mine], said[theirs]
        adds[theirs] = tuple(
            (name, value - so_far.get(name, 0.0)) for name, value in told if _more(value, so_far, name)
        )
        so_far |= {name: value for name, value in told if _more(value, so_far, name)}
    return adds


def _more(value: float, so_far: Mapping[str, float], name: str) -> bool:
    return value > so_far.get(name, 0.0)

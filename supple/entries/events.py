# SPDX-License-Identifier: Apache-2.0
"""What happened in the body, each thing once: what only somebody else saw of the person's own event is filled in."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from supple.entries.felt import Episode
from supple.entries.timeline import Timeline

_FILLED = ("what", "site", "side")


def events(timeline: Timeline) -> tuple[Episode, ...]:
    """The episodes in order; one that the person and others logged is the person's, with what it left open filled in.

    Where they say different things of one event the person's word counts. How many it was, and whether it woke the
    person, is what the one of them said who saw more.
    """
    if not timeline.seen_too:
        return tuple(timeline.of(Episode))
    others: dict[UUID, list[Episode]] = defaultdict(list)
    for entry in timeline.of(Episode):
        if mine := timeline.seen_too.get(entry.id):
            others[mine].append(entry)
    own = (e for e in timeline.of(Episode) if e.id not in timeline.seen_too)
    return tuple(_filled(e, others[e.id]) if e.id in others else e for e in own)


def seen_by(timeline: Timeline) -> dict[UUID, tuple[str | None, ...]]:
    """Each event that several logged -> who else saw it; None is the person."""
    who = {e.id: e.by for e in timeline.of(Episode)}
    all_of: dict[UUID, list[UUID]] = defaultdict(list)
    for theirs, mine in timeline.seen_too.items():
        all_of[mine].append(theirs)
    together = [[mine, *theirs] for mine, theirs in all_of.items()]
    return {one: tuple(who[other] for other in ids if other != one) for ids in together for one in ids}


def _filled(own: Episode, others: list[Episode]) -> Episode:
    said: dict[str, Any] = {}
    for name in _FILLED:
        told = (getattr(e, name) for e in (own, *others))
        said[name] = next((value for value in told if value is not None), None)
    if any(e.woke for e in others):
        said["woke"] = True
    if any(e.count is not None for e in (own, *others)):
        said["count"] = max(1 if e.count is None else e.count for e in (own, *others))
    return own.model_copy(update=said)

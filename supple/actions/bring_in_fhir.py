# SPDX-License-Identifier: Apache-2.0
"""How does a FHIR file come in? Our own back as it went, a clinic's for what a diary can keep; looked at first."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from supple.actions.arrange import arrange
from supple.actions.bring_together import Sorted, keep, sort_out
from supple.care.finding import Finding
from supple.entries.entry import Entry, zone_named
from supple.entries.refused import refusal
from supple.interop.fhir.read import FromClinic, Whose, read
from supple.journal import store
from supple.people.models import Person


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file would add, before anything is kept; `ignored` is what was not read: (what, why, how often)."""

    new: int
    already: int
    changed: int
    counts: dict[str, int]
    ignored: tuple[tuple[str, str, int], ...]
    home: bool
    """Whether the time zone and the start of the day are taken over: only our own file, into an empty diary."""


@dataclass(frozen=True, slots=True)
class BroughtFromClinic:
    """What a file added, and what stands now; `checked` is false when the warning signs could not be checked."""

    seen: Seen
    findings: tuple[Finding, ...]
    checked: bool


def preview(person: Person, content: bytes, now: datetime) -> Seen:
    """What the file says and what would come of it; nothing is kept."""
    return _seen(person, *_look(person, content, now))


def bring_in(person: Person, content: bytes, now: datetime) -> BroughtFromClinic:
    """Keep what is new, as one batch that can be taken out again."""
    with store.writing(person):
        said, found = _look(person, content, now)
        seen = _seen(person, said, found)
        if seen.home and said.home:
            arrange(person, zone=said.home[0], day_starts=said.home[1])
        findings = keep(person, found, "fhir", now)
    return BroughtFromClinic(seen, findings or (), checked=findings is not None)


def _look(person: Person, content: bytes, now: datetime) -> tuple[FromClinic, Sorted]:
    said = read(content, Whose(person.pk, zone_named(person.zone), person.day_starts, now))
    if not (said.ours or said.others or said.ignored):
        raise refusal("fhir-empty", "Nothing was brought in: the file holds nothing.", "Ask for another file.")
    ours = said.ours if _is_new_home(person, said) else _at_their_home(said)
    return said, sort_out(person, [*ours, *said.others])


def _is_new_home(person: Person, said: FromClinic) -> bool:
    return bool(said.home) and not len(store.latest(person, 1))


def _at_their_home(said: FromClinic) -> list[Entry]:
    """So that what names no zone stays on the day it was on where it comes from."""
    zone = said.home[0] if said.home else None
    return [e if e.zone or zone is None else e.model_copy(update={"zone": zone}) for e in said.ours]


def _seen(person: Person, said: FromClinic, found: Sorted) -> Seen:
    by_id: dict[object, Entry] = {e.id: e for e in (*said.ours, *said.others)}
    added = [*found.fresh, *(by_id[id] for id in found.back)]
    counts = Counter(str(getattr(entry, "kind")) for entry in added)  # noqa: B009 - every kind declares its own
    ignored = tuple((what, why, times) for (what, why), times in sorted(said.ignored.items()))
    return Seen(found.new, found.already, len(found.changed), dict(counts), ignored, home=_is_new_home(person, said))

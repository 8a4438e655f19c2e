# SPDX-License-Identifier: Apache-2.0
"""How does a file's content come in as one: once however often it is brought, and taken out again as one?

Ids are made from the file's content, so the same thing again is the same entry. What was taken out with its file
comes back when the file does; what the person took out themselves stays out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from supple.actions.check_safety import check_and_mark
from supple.actions.correct import after_all
from supple.actions.step_by_step import done
from supple.care.finding import Finding
from supple.entries.entry import Entry
from supple.entries.kinds import Replaced, Withdrawn
from supple.entries.refused import refusal
from supple.journal import batches, store
from supple.journal.batches import Batch
from supple.people.models import Person

AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Sorted:
    """What of a file is new, what comes back, what is here already, and what is here with another content."""

    fresh: tuple[Entry, ...]
    back: tuple[UUID, ...]
    already: int
    changed: tuple[Entry, ...]

    @property
    def new(self) -> int:
        """How many entries it would add."""
        return len(self.fresh) + len(self.back)


@dataclass(frozen=True, slots=True)
class Undone:
    """How many entries left with their file, and how many stay since the person has corrected them."""

    left: int
    stay: int


def sort_out(person: Person, said: Sequence[Entry]) -> Sorted:
    """Hold what a file says against what is kept; nothing is kept by this."""
    kept = store.kept(person, (entry.id for entry in said))
    gone = batches.taken_out(person) if kept else {}
    fresh = tuple(entry for entry in said if entry.id not in kept)
    changed = tuple(entry for entry in said if entry.id in kept and differs(entry, kept[entry.id]))
    other = {entry.id for entry in changed}
    back = tuple(entry.id for entry in said if entry.id in gone and entry.id not in other)
    return Sorted(fresh, back, len(said) - len(fresh) - len(changed) - len(back), changed)


def differs(entry: Entry, before: Entry) -> bool:
    """Whether it says something else; a moved home zone or waking time moves the moment, not what was said."""
    return before.model_copy(update={"at": entry.at, "zone": entry.zone}) != entry


def keep(
    person: Person, found: Sorted, form: str, now: datetime, home: str | None = None
) -> tuple[Finding, ...] | None:
    """Keep what is new as one batch; answers the warnings that stand then, None when they could not be checked."""
    put(person, found, form, now, home)
    return check_and_mark(person, now, shown=True)


def put(person: Person, found: Sorted, form: str, now: datetime, home: str | None = None) -> None:
    """Keep what is new as one batch, under `home` where it names no zone."""
    if found.new:
        source = f"{batches.BEGINS}{form}:{uuid4().hex[:16]}"
        said = [*found.fresh, *_returns(person, found, source, now)]
        for place, part in enumerate(_parts(said)):
            store.append(person, part, now, source, home)
            if len(said) > AT_ONCE:
                done(AT_ONCE * place + len(part), len(said))


def _parts(entries: list[Entry]) -> Iterator[list[Entry]]:
    return (entries[start : start + AT_ONCE] for start in range(0, len(entries), AT_ONCE))


def _returns(person: Person, found: Sorted, source: str, now: datetime) -> Iterable[Entry]:
    """Withdrawals of the withdrawals that took these out."""
    if not found.back:
        return ()
    gone, at = batches.taken_out(person), after_all(person, now)
    return [Withdrawn(id=uuid5(gone[id], source), at=at, target=gone[id]) for id in found.back]


def brought(person: Person) -> list[Batch]:
    """The files that were brought in, the latest first."""
    return batches.batches(person)


def undo(person: Person, key: str, now: datetime) -> Undone:
    """Take out everything that one file brought, but for what the person has corrected since."""
    with store.writing(person):
        batch = next((b for b in batches.batches(person) if b.key == key and not b.undone), None)
        if batch is None:
            raise refusal("import-unknown", "There is no such file to take out.", "See `supple import list`.")
        plain, words = _entries_of(person, batch)
        kept, shown = store.kept(person, plain), {e.id: e for e in store.timeline(person)}
        by_hand = batches.corrected_by_hand(person)
        leave = [id for id in plain if id in shown and (shown[id] == kept[id] or id not in by_hand)]
        source, at = batches.undo(batch.source), after_all(person, now)
        said: list[Entry] = [
            Withdrawn(id=uuid5(id, f"{source} {now.isoformat()}"), at=at, target=id) for id in (*leave, *words)
        ]
        for part in _parts(said):
            store.append(person, part, now, source)
        check_and_mark(person, now, shown=False)
    return Undone(len(leave), sum(id in shown for id in plain) - len(leave))


def _entries_of(person: Person, batch: Batch) -> tuple[list[UUID], list[UUID]]:
    """What it added and what it brought back; and its corrections of what it did not bring, which go with it."""
    said = batches.said_in(person, batch.source)
    back = {e.id: e.target for e in said if isinstance(e, Withdrawn) and e.id == uuid5(e.target, batch.source)}
    targets = {e.id: e.target for e in store.kept(person, back.values()).values() if isinstance(e, Withdrawn)}
    ids = [targets[back[e.id]] if e.id in back else e.id for e in said]
    kept = store.kept(person, ids)
    corrections = {id: e.target for id in ids if isinstance(e := kept[id], Replaced | Withdrawn)}
    plain = [id for id in ids if id not in corrections]
    brought = set(ids)
    return plain, [id for id, target in corrections.items() if target not in brought]

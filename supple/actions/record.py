# SPDX-License-Identifier: Apache-2.0
"""What happens when something is said? It is kept, then the warning signs are checked, in one transaction.

Keeping never depends on the check: if the check breaks, the entries stay and the answer says that nothing was
checked, so that whoever asked shows the advice for emergencies instead of silence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from supple.actions.check_safety import check_and_mark, hide_with, unless_broken
from supple.actions.tokens import pressed
from supple.care.finding import Finding
from supple.entries.entry import Entry
from supple.entries.felt import CheckIn
from supple.entries.kinds import Replaced, Withdrawn
from supple.entries.parse import parse
from supple.entries.refused import refusal
from supple.entries.wording import Problem
from supple.journal import store
from supple.people.models import Person, Token

AHEAD = timedelta(minutes=5)
"""How far a phone's clock may run ahead of ours."""
EARLIEST_ZONE = timedelta(hours=14)
AT_MOST = 2000
ONE_PRESS = timedelta(seconds=10)

Status = Literal["kept", "already kept", "refused"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one entry."""

    id: str | None
    status: Status
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of each entry, in their order, and the urgent findings that stand now.

    `checked` is false when the safety check could not run: then no finding means nothing at all.
    """

    results: tuple[Kept, ...]
    findings: tuple[Finding, ...] = ()
    checked: bool = True


def record(person: Person, raw: Sequence[object], now: datetime, *, source: str = "app", blind: str = "") -> Recorded:
    """Keep what fits, name what does not; one bad entry never costs another.

    Who asks `blind`, by its name, such as a button, is not told the findings: it is not noted that a warning was
    shown. It may not correct, since that needs eyes, and what it says never counts as the person's own word.
    """
    if len(raw) > AT_MOST:
        raise refusal("too-many", "These are more than {n} entries at once.", "Send them in smaller lists.", n=AT_MOST)
    read = [_read(one, now) for one in raw]
    if blind:
        read = [_only_new(one, blind) for one in read]
    return _record(person, read, now, source, not blind)


def record_entries(
    person: Person, entries: Sequence[Entry], now: datetime, *, source: str = "app", shown: bool = True
) -> Recorded:
    """Keep entries that were made here, by a form, a note or an import; `shown` is false when nobody is told."""
    return _record(person, [_possible(e, now) for e in entries], now, source, shown)


def press(token: Token, now: datetime) -> Kept:
    """One press of a button; a second one within seconds is the same press."""
    source = f"button:{token.pk}"
    with store.writing(token.person):
        before = store.last_from(token.person, source, now - ONE_PRESS, now + ONE_PRESS)
        if before and store.one(token.person, before):  # what was taken back since is no first press
            return Kept(str(before), "already kept")
        said = pressed(token.preset, now)
        return _record(token.person, [said], now, source, False).results[0]


Read = Entry | Kept


def _record(person: Person, said: Sequence[Read], now: datetime, source: str, shown: bool) -> Recorded:
    entries = [e for e in said if isinstance(e, Entry)]
    if not entries:
        return Recorded(tuple(e for e in said if isinstance(e, Kept)))
    with store.writing(person):
        outcomes = iter(zip(entries, store.append(person, entries, now, source, person.zone), strict=True))
        results = tuple(e if isinstance(e, Kept) else _answer(*next(outcomes)) for e in said)
        findings = check_and_mark(person, now, shown)
        if hidden := [e.entry for e in entries if isinstance(e, Replaced) and e.entry.private]:
            unless_broken(lambda: hide_with(person, hidden, now))
    return Recorded(results, findings or (), checked=findings is not None)


def _read(raw: object, now: datetime) -> Read:
    parsed = parse(raw)
    if isinstance(parsed, Entry):
        return _possible(parsed, now)
    named = raw.get("id") if isinstance(raw, dict) else None
    return Kept(named if isinstance(named, str) else None, "refused", parsed)


def _possible(entry: Entry, now: datetime) -> Read:
    """The entry, unless it speaks of a time that has not come yet."""
    said = entry.entry if isinstance(entry, Replaced) else entry
    if max(entry.at, said.at) > now + AHEAD:
        return Kept(str(entry.id), "refused", (Problem("at", "This moment lies in the future; check the clock."),))
    if isinstance(said, CheckIn) and said.about and said.about > (now + EARLIEST_ZONE).date():
        return Kept(str(entry.id), "refused", (Problem("about", "This day has not come yet; check the date."),))
    return entry


def _only_new(read: Read, by: str) -> Read:
    if isinstance(read, Replaced | Withdrawn):
        return Kept(str(read.id), "refused", (Problem("kind", "This token may add entries, not correct them."),))
    return read.model_copy(update={"by": by}) if isinstance(read, Entry) and read.by is None else read


_TAKEN = Problem("id", "This id was used before for something else. Nothing was changed; send it under a new id.")


def _answer(entry: Entry, outcome: store.Status) -> Kept:
    if outcome == "other content":
        return Kept(str(entry.id), "refused", (_TAKEN,))
    return Kept(str(entry.id), outcome)

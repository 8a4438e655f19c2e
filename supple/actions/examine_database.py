# SPDX-License-Identifier: Apache-2.0
"""Is the database whole, locked, up to date, and can every diary in it be read? Nothing is changed."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connection

from supple.actions import examine, forget_on_postgres, keep_backups, upgrade
from supple.actions.back_up import database
from supple.actions.examine import Seen
from supple.actions.examine_encryption import encryption
from supple.actions.forget_in_backups import every
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.look_through import look_through
from supple.actions.seal_backups import plain
from supple.actions.whose import everyone
from supple.errors import SuppleError
from supple.journal import opening, store


def examine_all(now: datetime) -> list[Seen]:
    """Everything that was looked at, the wrong things first."""
    if locked := opening.needed_to_open(database()):
        looked: list[Seen] = [_locked()]
    else:
        looked = [*_database(), *_erased()]
    last = None if locked else _last_received()
    told = [
        *examine.folder_and_disk(), *encryption(), *looked, examine.clock(now, last), *examine.backups(now),
        *examine.doors(), *examine.others(), _rules(),
    ]  # fmt: skip
    return sorted(told, key=lambda one: ("wrong", "note", "fine").index(one.state))


def _database() -> Iterator[Seen]:
    if connection.vendor == "sqlite" and not database().exists():
        yield Seen("database", "note", f"There is no database {database()} yet.", "`supple serve` makes one.")
        return
    for look in (_whole, _steps, _locks, _diaries):
        told = _unless_broken(look)
        yield told
        if told.state == "wrong":
            return


def _locked() -> Seen:
    says = "The diary is locked, so that nobody looked into it."
    return Seen("database", "note", says, "Ask again with its passphrase: name a file with it in SUPPLE_UNLOCK.")


def _unless_broken(look: Callable[[], Seen]) -> Seen:
    again = "Put back a backup with `supple restore`, and keep the damaged file."
    try:
        return look()
    except SuppleError as error:
        return Seen("database", "wrong", error.what, error.hint or again)
    except DatabaseError:
        return Seen("database", "wrong", "The database cannot be read: it is damaged, locked or away.", again)


def _whole() -> Seen:
    if connection.vendor == "sqlite":
        looked = look_through(database())
        return Seen("database", "fine", f"The database is whole: {looked.entries} entries, {looked.persons} persons.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Seen("database", "fine", "The database answers; looking after its files is the server's task.")


def _steps() -> Seen:
    if newer := upgrade.newer_steps():
        says = f"The database was used with a newer supple ({'.'.join(newer[-1])})."
        return Seen("version", "wrong", says, "Start the newer version again.")
    if waiting := upgrade.pending():
        says = f"{len(waiting)} steps of an upgrade wait."
        return Seen("version", "note", says, "They are taken at the next start, after a backup.")
    return Seen("version", "fine", "The tables are those of this version.")


def _locks() -> Seen:
    if missing := store.missing_locks():
        says = f"{len(missing)} of the locks that keep what was said unchanged are missing."
        return Seen("locks", "wrong", says, "Start supple once: it puts them back. Then look again.")
    return Seen("locks", "fine", "What was said cannot be changed.")


def _diaries() -> Seen:
    persons = everyone()
    for person in persons:
        store.timeline(person)
    return Seen("diaries", "fine", f"All {len(persons)} diaries can be read.")


def _erased() -> Iterator[Seen]:
    """Copies that still hold somebody who was erased."""
    if connection.vendor != "sqlite":
        yield from _erased_on_postgres()
        return
    if not database().exists():
        return
    try:
        gone = {stone.hex for stone in store.erased()}
        held = [file for file in every() if gone and ".dump" not in file.suffixes and gone & _persons_in(file)]
    except (sqlite3.Error, DatabaseError, SuppleError):
        return  # said already
    if held:
        yield Seen("erased", "wrong", f"{held[0]} still holds a diary that was erased.", "Remove that file.")


def _erased_on_postgres() -> Iterator[Seen]:
    """The daily backup takes whoever was erased out of them."""
    try:
        held = forget_on_postgres.still_held(keep_backups.folder())
    except (DatabaseError, SuppleError):
        return  # said already
    if held:
        do = "`supple backup --daily` takes them out. If it stays, remove it."
        yield Seen("erased", "wrong", f"{held[0]} still holds, or may hold, a diary that was erased.", do)


def _persons_in(file: Path) -> set[str]:
    with plain(file) as whole, opening.opened(whole, "ro") as opened:
        return {str(id) for (id,) in opened.execute("SELECT id FROM people_person")}


def _last_received() -> datetime | None:
    if connection.vendor == "sqlite" and not database().exists():
        return None  # asking would make an empty one
    try:
        return store.last_received()
    except DatabaseError:
        return None  # said elsewhere


def _rules() -> Seen:
    try:
        knowledge()
    except SuppleError as error:
        return Seen("rules", "wrong", error.what, error.hint)
    return Seen("rules", "fine", "The warning signs can be checked.")

# SPDX-License-Identifier: Apache-2.0
"""How does erasing reach the automatic backups? The person is taken out of each one, as out of the diary itself."""

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.db import connection

from supple.actions import back_up, keep_backups, seal_backups
from supple.actions.look_through import PARTIAL, copy, look_through
from supple.errors import SuppleError
from supple.journal import opening


def forget(person: UUID, account: int | None) -> tuple[Path, ...]:
    """Take a person out of every automatic backup; answers the files in which that failed.

    On PostgreSQL `forget_on_postgres` does it soon.
    """
    if not at_once():
        return ()
    return tuple(file for file in every() if not _taken_out(file, person, account))


def at_once() -> bool:
    """Whether the backups are reached with the erasing itself, and not soon after it."""
    return connection.vendor == "sqlite"


def every() -> list[Path]:
    """All copies that supple made by itself: daily, before upgrades, and beside a database that was put back."""
    beside = [file for file in back_up.database().parent.glob("*.before-restore-*Z") if file.is_file()]
    return [*keep_backups.every(keep_backups.folder()), *beside]


def _taken_out(file: Path, person: UUID, account: int | None) -> bool:
    """In a copy, which then takes the backup's place: a power cut leaves the one or the other."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}{PARTIAL}")
    try:
        if ".dump" in file.suffixes:
            return False  # what pg_dump wrote cannot be changed
        fresh.touch(mode=0o600)
        with seal_backups.plain(file) as opened:
            closed = opened != file
            without = opened if closed else fresh
            if not closed:
                copy(file, fresh)
            _remove(without, person, account)
            look_through(without)
            if closed:
                seal_backups.close(without, fresh)
        fresh.replace(file)
    except (OSError, sqlite3.Error, SuppleError):
        return False
    finally:
        fresh.unlink(missing_ok=True)
    return True


def _remove(fresh: Path, person: UUID, account: int | None) -> None:
    with opening.opened(fresh) as opened:
        opened.execute("PRAGMA secure_delete = ON")
        opened.execute("BEGIN")
        _with_tombstone(opened, person.hex)
        _and_what_points_at_it(opened, "people_person", "id", person.hex)
        if account is not None:
            _and_what_points_at_it(opened, "people_account", "id", account)
        opened.execute("COMMIT")
        opened.execute("VACUUM")


def _with_tombstone(opened: sqlite3.Connection, person: str) -> None:
    """As the journal's own locks ask for it."""
    when = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    opened.execute(
        "INSERT INTO journal_tombstone (person, erased_by, erased_at, entries, erasing) VALUES (?, ?, ?, 0, 1)",
        (person, "the person", when),
    )
    gone = opened.execute("DELETE FROM journal_event WHERE person_id = ?", (person,)).rowcount
    opened.execute("UPDATE journal_tombstone SET erasing = 0, entries = ? WHERE person = ? AND erasing", (gone, person))


def _and_what_points_at_it(opened: sqlite3.Connection, table: str, column: str, value: object) -> None:
    """Remove rows of a table, after all rows anywhere that point at them; the names come from the schema itself.

    A row that may stand without it belongs to somebody else, such as what they granted: it only stops pointing.
    """
    for (other,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for _, _, target, points, at, *_ in opened.execute(f'PRAGMA foreign_key_list("{other}")').fetchall():
            if target == table and other != table:
                held = f'SELECT "{at or "id"}" FROM "{table}" WHERE "{column}" = ?'  # noqa: S608
                for (key,) in opened.execute(held, (value,)).fetchall():
                    if _may_be_empty(opened, other, points):
                        opened.execute(f'UPDATE "{other}" SET "{points}" = NULL WHERE "{points}" = ?', (key,))  # noqa: S608
                    else:
                        _and_what_points_at_it(opened, other, points, key)
    opened.execute(f'DELETE FROM "{table}" WHERE "{column}" = ?', (value,))  # noqa: S608


def _may_be_empty(opened: sqlite3.Connection, table: str, column: str) -> bool:
    columns = opened.execute(f'PRAGMA table_info("{table}")').fetchall()
    return any(name == column and not required for _, name, _, required, *_ in columns)

# SPDX-License-Identifier: Apache-2.0
"""How does erasing reach the copies of a PostgreSQL database? Each is filled, freed of the person, and written anew.

That takes too long for the page that erases, so the daily backup does it, within the hour while supple runs. Where the
role may make no database, a fresh backup takes the place of all that still hold somebody.
"""

import os
from collections.abc import Collection
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from supple.actions import back_up, copy_postgres, keep_backups, scratch_database, seal_backups
from supple.actions.look_through import PARTIAL
from supple.actions.on_disk import to_disk
from supple.errors import SuppleError
from supple.journal import store

REACHED = "last-forgotten"
"""The last erasure that every copy knows of, so that an hour without one costs nothing."""
_Open = psycopg.Connection[tuple[Any, ...]]
_POINTING = """
SELECT r.relname, mine.attname, theirs.attname, mine.attnotnull FROM pg_constraint c
JOIN pg_class r ON r.oid = c.conrelid
JOIN pg_attribute mine ON mine.attrelid = c.conrelid AND mine.attnum = c.conkey[1]
JOIN pg_attribute theirs ON theirs.attrelid = c.confrelid AND theirs.attnum = c.confkey[1]
WHERE c.contype = 'f' AND c.conrelid <> c.confrelid AND c.confrelid = %s::regclass
"""


def catch_up(place: Path, now: datetime) -> list[str]:
    """Take everybody who was erased out of every copy that supple made; answers where that failed."""
    last, gone = store.last_erased(), store.erased()
    if last is None or _reached(place) == last.isoformat():
        return []
    held = _files_with(gone, last, place)
    if scratch_database.why_not():
        left = _replaced(place, held, now)
    else:
        left = [file for file in held if not _written_anew(file, gone, now)]
    beside = [name for name in scratch_database.beside() if not _freed(name, gone)]
    if not left and not beside:
        (place / REACHED).write_text(last.isoformat())
    return [*(file.name for file in left), *beside]


def still_held(place: Path) -> list[str]:
    """The copies that hold somebody who was erased, or may, where nobody can look into them."""
    last, gone = store.last_erased(), store.erased()
    if last is None:
        return []
    beside = [name for name in scratch_database.beside() if scratch_database.persons(name) & gone]
    return [*(str(file) for file in _files_with(gone, last, place)), *beside]


def _files_with(gone: Collection[UUID], last: datetime, place: Path) -> list[Path]:
    return [file for file, made in keep_backups.made(place).items() if _holds(file, made, gone, last)]


def _holds(file: Path, made: datetime, gone: Collection[UUID], last: datetime) -> bool:
    try:
        with seal_backups.plain(file) as opened:
            return not copy_postgres.persons_in(opened).isdisjoint(gone)
    except SuppleError:
        return made < last


def _replaced(place: Path, held: list[Path], now: datetime) -> list[Path]:
    """Where none can be changed: a fresh one is made first, unless one of after the erasure is there."""
    ours = [file for file in held if ".dump" in file.suffixes]
    if ours and list(keep_backups.made(place))[-1] in held:
        back_up.back_up(place / f"supple-{back_up.stamp(now)}{back_up.ends()}", now)
    for file in ours:
        file.unlink(missing_ok=True)
    return [file for file in held if file not in ours]


def _written_anew(file: Path, gone: Collection[UUID], now: datetime) -> bool:
    """In a copy, which then takes the backup's place: a power cut leaves the one or the other."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}{PARTIAL}")
    try:
        fresh.touch(mode=0o600)
        with seal_backups.plain(file) as opened, scratch_database.filled(opened, now) as name:
            _remove(name, gone)
            if opened == file:
                copy_postgres.write(fresh, name)
            else:
                copy_postgres.write(opened, name)
                seal_backups.close(opened, fresh)
        to_disk(fresh)
        fresh.replace(file)
    except (OSError, psycopg.Error, SuppleError):
        return False
    finally:
        fresh.unlink(missing_ok=True)
    return True


def _freed(name: str, gone: Collection[UUID]) -> bool:
    """Of a database that was kept when a backup was put back."""
    try:
        _remove(name, gone)
    except psycopg.Error:
        return False
    return True


def _remove(name: str, gone: Collection[UUID]) -> None:
    with closing(psycopg.connect(copy_postgres.address(name))) as opened, opened.transaction():
        asked = "SELECT id, account_id FROM people_person WHERE id = ANY(%s)"
        for person, account in opened.execute(asked, [list(gone)]).fetchall():
            _with_tombstone(opened, person)
            _and_what_points_at_it(opened, "people_person", "id", person)
            if account is not None:
                _and_what_points_at_it(opened, "people_account", "id", account)


def _with_tombstone(opened: _Open, person: UUID) -> None:
    """As the journal's own locks ask for it."""
    opened.execute(
        "INSERT INTO journal_tombstone (person, erased_by, erased_at, entries, erasing)"
        " VALUES (%s, 'the person', now(), 0, true)",
        [person],
    )
    removed = opened.execute("DELETE FROM journal_event WHERE person_id = %s", [person]).rowcount
    closes = "UPDATE journal_tombstone SET erasing = false, entries = %s WHERE person = %s AND erasing"
    opened.execute(closes, [removed, person])


def _and_what_points_at_it(opened: _Open, table: str, column: str, value: object) -> None:
    """Remove rows of a table, after all rows anywhere that point at them; the names come from the schema itself.

    A row that may stand without it belongs to somebody else, such as what they granted: it only stops pointing.
    """
    its = {"table": sql.Identifier(table), "column": sql.Identifier(column)}
    for other, points, at, needed in opened.execute(_POINTING, [table]).fetchall():
        held = sql.SQL("SELECT {at} FROM {table} WHERE {column} = %s").format(at=sql.Identifier(at), **its)
        for (key,) in opened.execute(held, [value]).fetchall():
            if needed:
                _and_what_points_at_it(opened, other, points, key)
            else:
                loosen = sql.SQL("UPDATE {0} SET {1} = NULL WHERE {1} = %s")
                opened.execute(loosen.format(sql.Identifier(other), sql.Identifier(points)), [key])
    opened.execute(sql.SQL("DELETE FROM {table} WHERE {column} = %s").format(**its), [value])


def _reached(place: Path) -> str:
    try:
        return (place / REACHED).read_text()
    except OSError:
        return ""

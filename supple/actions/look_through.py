# SPDX-License-Identifier: Apache-2.0
"""Is this file a whole diary database? Read through without Django and without changing a byte of it."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from supple.actions.on_disk import place
from supple.errors import SuppleError
from supple.journal import opening

NEEDED = frozenset({"journal_event", "journal_tombstone", "people_person", "django_migrations"})
PARTIAL = ".partial"
"""What is not whole yet carries this in its name."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a whole database holds; `last` is when its newest entry came in, as it is written there."""

    persons: int
    entries: int
    last: str | None


def look_through(file: Path) -> Looked:
    """What is in the file; refused when it is torn, something else, or lacks what a diary needs."""
    try:
        with file.open("rb") as opened:
            head = opened.read(len(opening.PLAIN))
        if head != opening.PLAIN and not opening.holds(head):
            raise SuppleError("not-a-backup", f"{file} is not a SQLite database.", "Choose a file of a backup.")
        with opening.opened(file, "ro") as opened_db:
            _whole(file, opened_db)
            return _counted(opened_db)
    except (OSError, sqlite3.Error) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise _damaged(file, said) from None


@contextmanager
def folder_of_its_own(file: Path, home: Path) -> Iterator[Path]:
    """A folder inside our own, so that no diary lies open in a shared place, with a copy as its database."""
    try:
        place = Path(tempfile.mkdtemp(prefix=f".checking.{os.getpid()}{PARTIAL}.", dir=home))
        try:
            copy(file, whole := place / "supple.sqlite3")
            copy_key(file, whole)
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)
    except OSError as error:
        hint = "Checking needs as much free space as the backup itself."
        raise SuppleError("check-failed", f"The backup could not be tried out: {error.strerror}.", hint) from None


def copy(file: Path, to: Path) -> None:
    """Copy the file, for its owner alone, and see it safe on the disk."""
    to.touch(mode=0o600)
    shutil.copyfile(file, to)
    with to.open("rb+") as written:
        os.fsync(written.fileno())


def copy_key(file: Path, to: Path) -> None:
    """Put the key file of an encrypted database beside its copy, too, unless one lies there."""
    if not opening.is_encrypted(file) or (name := opening.name_of_key(file)) is None:
        return
    if not (there := opening.key_file(to, name)).exists():
        place(opening.key_file(file, name).read_bytes(), there)


def _whole(file: Path, opened: sqlite3.Connection) -> None:
    if (told := opened.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
        raise _damaged(file, str(told).splitlines()[0][:80])
    if opened.execute("PRAGMA foreign_key_check").fetchone():
        raise _damaged(file, "rows point at rows that are not there")
    tables = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if missing := NEEDED - tables:
        what = f"{file} is no database of supple: it has no table {min(missing)}."
        raise SuppleError("not-a-backup", what, "Choose a file of a backup.")


def _counted(opened: sqlite3.Connection) -> Looked:
    persons = opened.execute("SELECT count(*) FROM people_person").fetchone()[0]
    entries, last = opened.execute("SELECT count(*), max(received_at) FROM journal_event").fetchone()
    return Looked(persons, entries, last)


def _damaged(file: Path, said: str) -> SuppleError:
    return SuppleError("backup-damaged", f"{file} cannot be read as a whole: {said}.", "Choose another backup.")

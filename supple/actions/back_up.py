# SPDX-License-Identifier: Apache-2.0
"""How is everything copied to a safe place? A whole, checked copy of the database, also while supple runs.

A copy is written beside its place under another name, read through, and only then given its name: a file with the
name of a backup is a backup. Sessions are left out, so that a copy signs nobody in.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from supple.actions import copy_postgres, seal_backups
from supple.actions.look_through import PARTIAL, Looked, copy_key, look_through
from supple.actions.on_disk import to_disk
from supple.errors import SuppleError
from supple.journal import opening

SPARE = 20 * 2**20
"""Bytes that stay free after a copy, so that a backup is never what fills the disk."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was made; what is in it is not looked into on PostgreSQL."""

    file: Path
    size: int
    looked: Looked | None
    closed: str = ""
    """How its name ends when it is sealed, or encrypted."""


def back_up(out: Path, now: datetime) -> Backup:
    """Copy everything to this file, or under a name of its own into this folder; nothing there is overwritten."""
    closed = _closed()
    if out.is_dir():
        out = out / f"supple-by-hand-{stamp(now)}{ends()}"
    if out.exists():
        raise SuppleError("file-exists", f"{out} is there already.", "Nothing was overwritten; give another name.")
    _must_fit(out.parent)
    with _written_beside(out) as fresh:
        looked = _sealed(fresh) if closed else _plain(fresh)
    return Backup(out, out.stat().st_size, looked, closed)


def ends() -> str:
    """How the name of a backup ends that is made now."""
    plain = ".sqlite3" if connection.vendor == "sqlite" else ".dump"
    return plain + _closed()


def _closed() -> str:
    """How the name of a backup ends that not everybody may read."""
    if connection.vendor == "sqlite" and opening.is_encrypted(database()):
        return seal_backups.WITH_KEY
    return seal_backups.ENDS if seal_backups.passphrase() else ""


def _plain(fresh: Path) -> Looked | None:
    if connection.vendor == "sqlite":
        return _copy_sqlite(database(), fresh)
    copy_postgres.write(fresh)
    return None


def _sealed(fresh: Path) -> Looked | None:
    """Nothing plain touches the place where backups lie, which may be a stick or another machine."""
    with seal_backups.own_folder() as place:
        looked = _plain(copied := place / "copy")
        if connection.vendor == "sqlite":
            copy_key(database(), copied)
        seal_backups.close(copied, fresh)
    return looked


def database() -> Path:
    """The file of the SQLite database."""
    return Path(str(connection.settings_dict["NAME"]))


def stamp(now: datetime) -> str:
    """A moment as part of a file's name."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")


@contextmanager
def _written_beside(out: Path) -> Iterator[Path]:
    """A file of another name that gets the right one at the end, safe on the disk, or vanishes."""
    fresh = out.with_name(f".{out.name}.{os.getpid()}{PARTIAL}")
    try:
        fresh.touch(mode=0o600)
        yield fresh
        to_disk(fresh)
        _give_its_name(fresh, out)
    except (OSError, sqlite3.Error) as error:
        said = getattr(error, "strerror", None) or str(error)
        hint = "Nothing was left behind. Check the space and the rights of that folder."
        raise SuppleError("backup-failed", f"The backup {out} could not be written: {said}.", hint) from None
    finally:
        for left in (fresh, *(fresh.with_name(fresh.name + end) for end in ("-journal", "-wal", "-shm"))):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _give_its_name(fresh: Path, out: Path) -> None:
    try:
        os.link(fresh, out)  # unlike a rename, this refuses to replace a file that came meanwhile
    except FileExistsError:
        raise
    except OSError:  # a memory stick knows no links
        fresh.rename(out)
    with suppress(OSError):  # nor can every file system make a folder safe
        to_disk(out.parent)


def _must_fit(folder: Path) -> None:
    """Refused before the first byte, because a full disk would stop the diary too."""
    if not folder.is_dir():
        raise SuppleError("folder-missing", f"There is no folder {folder}.", "Make it, or give another place.")
    if connection.vendor != "sqlite":
        return
    size = sum(f.stat().st_size for f in (database(), database().with_name(database().name + "-wal")) if f.exists())
    free = shutil.disk_usage(folder).free
    if free < 2 * size + SPARE:
        needed = (2 * size + SPARE) // 2**20 + 1
        hint = "Free some space, or back up to another disk."
        raise SuppleError("disk-full", f"{folder} has less than the {needed} MB free that a backup needs.", hint)


def _copy_sqlite(source: Path, fresh: Path) -> Looked:
    """One moment of the database, whole, with entries that are still in its write-ahead log."""
    with opening.opened(source) as there, opening.opened(fresh, "rwc", opening.name_of_key(source)) as here:
        there.backup(here)
        here.execute("PRAGMA journal_mode = DELETE")  # one file, not three
        if here.execute("SELECT 1 FROM sqlite_master WHERE name = 'django_session'").fetchone():
            here.execute("DELETE FROM django_session")
        here.execute("VACUUM")  # erased rows do not live on in free pages
    return look_through(fresh)

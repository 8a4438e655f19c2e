# SPDX-License-Identifier: Apache-2.0
"""How does a backup come back? Read through and tried out first; then it takes the place of the database at once.

What was there until then is kept beside it under another name.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, connections

from supple.actions import scratch_database
from supple.actions.back_up import database, stamp
from supple.actions.look_through import PARTIAL, Looked, copy, copy_key, look_through
from supple.actions.on_disk import to_disk
from supple.actions.seal_backups import plain
from supple.actions.whose import everyone
from supple.errors import SuppleError
from supple.journal import opening, store

SIDECARS = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class PutBack:
    """What stands now, and where that lies which stood before; nothing stood before on a new machine.

    On PostgreSQL that is the name of a database of the same server.
    """

    now: Looked
    kept: Path | str | None


def put_back(file: Path, now: datetime) -> PutBack:
    """Put this backup in the place of the database; whoever calls holds the folder alone."""
    with plain(file) as opened:
        return _put_back(opened, now) if connection.vendor == "sqlite" else _put_back_dump(opened, now)


def _put_back(file: Path, now: datetime) -> PutBack:
    look_through(file)
    live = database()
    fresh = live.with_name(f".{live.name}.{os.getpid()}{PARTIAL}")
    try:
        copy(file, fresh)
        copy_key(file, live)  # one that nothing needs yet does no harm
        looked = look_through(fresh)
        rehearse(fresh)
        connections.close_all()
        kept = _swap(fresh, live, live.with_name(f"{live.name}.before-restore-{stamp(now)}"))
    except OSError as error:
        hint = "The diary is as it was. Check the space and the rights of its folder."
        raise SuppleError("restore-failed", f"The backup could not be put back: {error.strerror}.", hint) from None
    finally:
        fresh.unlink(missing_ok=True)
    return PutBack(looked, kept)


def _put_back_dump(file: Path, now: datetime) -> PutBack:
    """What was filled and counted becomes the diary by its name alone."""
    with scratch_database.filled(file, now) as name:
        looked = scratch_database.counted(name)
        rehearse(file)
        connections.close_all()
        kept = scratch_database.take_place(name, now)
    return PutBack(looked, kept)


def rehearse(file: Path) -> None:
    """Restore the backup into a folder or a database of its own, in a process of its own, and read all of it."""
    ask = [sys.executable, "-m", "supple", "restore", "--check", str(file)]
    env, pipes = opening.hand_on()
    told = subprocess.run(ask, env=env, pass_fds=pipes, capture_output=True, text=True, check=False)
    for pipe in pipes:
        os.close(pipe)
    if told.returncode:
        said = (told.stderr.strip().splitlines() or ["no reason given"])[-1].removeprefix("supple: ")
        raise SuppleError("backup-does-not-restore", f"The backup {file.name} does not restore: {said}")


def read_every_diary() -> Looked:
    """Read all that every person of this database said, as pages would."""
    for person in everyone():
        store.timeline(person)
    if missing := store.missing_locks():
        raise SuppleError("locks-missing", f"The database lacks its lock {min(missing)}.", "Choose another backup.")
    name = str(connection.settings_dict["NAME"])
    vendor = connection.vendor
    connections.close_all()
    return look_through(Path(name)) if vendor == "sqlite" else scratch_database.counted(name)


def _swap(fresh: Path, live: Path, beside: Path) -> Path | None:
    """The last step cannot be half done: a rename over the old file, which has a second name by then."""
    there = live.exists()
    if there:
        _fold_in(live)
        for end in SIDECARS:
            with suppress(FileNotFoundError):
                Path(f"{live}{end}").rename(f"{beside}{end}")
        try:
            os.link(live, beside)
        except OSError:  # no links on this file system
            shutil.copyfile(live, beside)
    fresh.replace(live)
    to_disk(live.parent)
    return beside if there else None


def _fold_in(live: Path) -> None:
    """Bring what is still in the write-ahead log into the old file; a damaged one keeps its log beside it."""
    with suppress(sqlite3.Error, SuppleError), opening.opened(live) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")

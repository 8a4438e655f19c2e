# SPDX-License-Identifier: Apache-2.0
"""How does a plain diary become an encrypted one, and back? By a copy that is compared, then takes its place at once.

Whoever calls holds the folder alone. Until the last step, a rename, the old database is the diary; from then on it is
the new one. A power cut leaves one of them whole, and `supple doctor` says which.
"""

import os
import sqlite3
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import connection, connections

from supple.actions import keep_backups, keys, seal_backups, while_locked
from supple.actions.back_up import back_up, database, ends, stamp
from supple.actions.forget_in_backups import every
from supple.actions.look_through import PARTIAL, Looked, look_through
from supple.actions.on_disk import to_disk
from supple.actions.put_back import SIDECARS, rehearse
from supple.errors import SuppleError
from supple.interop import key_file, recovery_key
from supple.journal import opening

PIECE = 2**20


def proved_backup(now: datetime) -> Path:
    """The newest automatic backup, made now unless today's is there, after it was shown to restore."""
    place = keep_backups.folder()
    keep_backups.today(place, now)
    newest = list(keep_backups.made(place))[-1]
    rehearse(newest)
    return newest


def encrypt(passphrase: str) -> tuple[Looked, str]:
    """Encrypt the diary; answers what is in it and the recovery key, which is told once and written nowhere."""
    live = may_change(encrypted=False)
    keys.must_be_long(passphrase)
    paper = recovery_key.made()
    file, secret = key_file.made(passphrase, paper)
    opening.hold(secret.id, secret.diary)
    keys.write(live, file)  # before anything needs it; a key file that nothing needs does no harm
    return _changed(live, secret.id), paper


def decrypt() -> Looked:
    """Make the diary plain again; its key must be held."""
    live = may_change(encrypted=True)
    if while_locked.waiting(live):
        what = "Some things that were said while the diary was locked still wait to be read."
        raise SuppleError("sealed-waiting", what, "Start `supple serve` and unlock it once; then try again.")
    return _changed(live, None)


def left_plain() -> list[Path]:
    """Copies that supple made itself and that everybody who has them can read."""
    return [file for file in every() if _is_plain(file)]


def instead_of(left: list[Path], now: datetime) -> Path:
    """Remove these copies, once one of today's form was made and shown to restore; answers that one."""
    made = keep_backups.folder() / f"supple-{stamp(now)}{ends()}"
    back_up(made, now)
    rehearse(made)
    for file in left:
        file.unlink(missing_ok=True)
    return made


def _is_plain(file: Path) -> bool:
    return opening.name_of_key(file) is None and not seal_backups.is_sealed(file) and not seal_backups.key_text(file)


def may_change(encrypted: bool) -> Path:
    """The database, if it can be changed into its other form here; refused with the reason else."""
    if connection.vendor != "sqlite":
        what = "This diary is in PostgreSQL, which supple does not encrypt."
        hint = "Whoever runs that database server encrypts its disk, or the database by its own means."
        raise SuppleError("encrypt-elsewhere", what, hint)
    live = database()
    if not live.exists():
        raise SuppleError("no-diary", f"There is no database {live} yet.", "`supple serve` makes one.")
    if opening.is_encrypted(live) != encrypted:
        said = "not encrypted" if encrypted else "encrypted already"
        raise SuppleError("nothing-to-do", f"This diary is {said}.", "Nothing was changed.")
    return live


def _changed(live: Path, under: bytes | None) -> Looked:
    """The same database in its other form, compared row by row, in the place of the one before."""
    fresh = live.with_name(f".{live.name}.{os.getpid()}{PARTIAL}")
    connections.close_all()
    try:
        looked = _copied(live, fresh, under)
        _take_the_place(fresh, live, wipe=under is not None)
    except (OSError, sqlite3.Error) as error:
        said = getattr(error, "strerror", None) or str(error)
        hint = "The diary is as it was. Check the space and the rights of its folder."
        raise SuppleError("encrypt-failed", f"The other form could not be written: {said}.", hint) from None
    finally:
        for left in (fresh, *(fresh.with_name(fresh.name + end) for end in ("-journal", *SIDECARS))):
            with suppress(OSError):
                left.unlink(missing_ok=True)
    return looked


def _copied(live: Path, fresh: Path, under: bytes | None) -> Looked:
    with opening.opened(live) as there:
        there.execute("PRAGMA journal_mode = DELETE")  # one file, not three: reading it leaves nothing beside it
    if any(Path(f"{live}{end}").exists() for end in SIDECARS):
        raise SuppleError("in-use", "Another program has this diary open.", "Close it and try again.")
    fresh.touch(mode=0o600)
    opening.export(live, fresh, under)
    looked = look_through(fresh)
    if _sum(live) != _sum(fresh):
        what = "The copy does not say the same as the diary, which was left as it is."
        raise SuppleError("copy-differs", what, "Look with `supple doctor`.")
    to_disk(fresh)
    return looked


def _sum(file: Path) -> str:
    """A number for all that stands in a database: its tables, its locks, every row."""
    seen = sha256()
    with opening.opened(file, "ro") as opened:
        schema = sorted(opened.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall(), key=repr)
        seen.update(repr(schema).encode())
        for kind, name, *_ in schema:
            if kind == "table":
                for row in opened.execute(f'SELECT * FROM "{name}" ORDER BY rowid'):  # noqa: S608 - names of the schema
                    seen.update(repr(row).encode())
    return seen.hexdigest()


def _take_the_place(fresh: Path, live: Path, wipe: bool) -> None:
    """At once; what was plain is then overwritten as far as its disk lets us."""
    before = live.with_name(f".before.{os.getpid()}{PARTIAL}")
    if wipe:
        with suppress(OSError):  # a file system without links just lets go of it
            os.link(live, before)
    fresh.replace(live)
    to_disk(live.parent)
    with suppress(OSError):
        if before.exists() and not before.samefile(live):
            _overwrite(before)
        before.unlink(missing_ok=True)


def _overwrite(file: Path) -> None:
    with file.open("r+b") as written:
        for _ in range(file.stat().st_size // PIECE + 1):
            written.write(bytes(PIECE))
        written.flush()
        os.fsync(written.fileno())

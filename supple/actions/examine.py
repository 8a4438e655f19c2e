# SPDX-License-Identifier: Apache-2.0
"""What is wrong with this installation, in words: folder, disk, clock, backups, doors. Nothing is changed.

What concerns the database itself is in `examine_database`.
"""

import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import connection

from supple.actions import keep_backups, seal_backups, what_others_taught
from supple.actions.back_up import database
from supple.errors import SuppleError
from supple.journal import opening

MB = 2**20
LITTLE = 200 * MB
OLD_BACKUP = timedelta(days=3)
OLD_PROOF = timedelta(days=45)
AT_HOME = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that was looked at. Only what is `wrong` needs something done soon."""

    about: str
    state: Literal["fine", "note", "wrong"]
    says: str
    do: str = ""


def folder_and_disk() -> Iterator[Seen]:
    """Can it be written, and read by nobody else? Is there room?"""
    home = Path(settings.HOME)
    yield _writable(home)
    yield _own(home, [home, home / "secret-key", *home.glob("*.sqlite3*"), *home.glob("backups/*")])
    yield _key(home / "secret-key")
    size = database().stat().st_size if connection.vendor == "sqlite" and database().exists() else 0
    free, needed = shutil.disk_usage(home).free, LITTLE + 3 * size
    if free < needed:
        says = f"The disk of {home} has {free // MB} MB free; {needed // MB} MB would be safe."
        yield Seen("disk", "wrong", says, "Free some space, before something that is said cannot be kept.")
    else:
        yield Seen("disk", "fine", f"{free // MB} MB are free.")


def _writable(home: Path) -> Seen:
    trial = home / f".trial-{secrets.token_hex(4)}"
    try:
        trial.write_bytes(b"x")
        trial.unlink()
    except OSError as error:
        says = f"Nothing can be written into {home}: {error.strerror}."
        return Seen("folder", "wrong", says, "Check who owns the folder, and whether its disk is read-only or full.")
    return Seen("folder", "fine", f"{home} can be written.")


def _own(home: Path, files: list[Path]) -> Seen:
    open_ones = [f for f in files if f.exists() and stat.S_IMODE(f.stat().st_mode) & 0o077]
    if not open_ones:
        return Seen("rights", "fine", "Only its owner can read what is kept.")
    says = f"Others on this machine may open {open_ones[0]}" + (
        f" and {len(open_ones) - 1} more." if open_ones[1:] else "."
    )
    return Seen("rights", "wrong", says, f"Take the rights away: chmod -R go= {home}")


def _key(key: Path) -> Seen:
    if not key.exists() or len(key.read_text()) < 50:
        says = "The key that signs sessions is missing or short."
        return Seen("secret-key", "wrong", says, f"Stop supple, remove {key}, start it: everybody signs in again.")
    return Seen("secret-key", "fine", "The key that signs sessions is there.")


def clock(now: datetime, last_received: datetime | None) -> Seen:
    """A clock that is behind makes what is said now look as if it came from the future."""
    made = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    known = [moment for moment in (last_received, *keep_backups.made(keep_backups.folder()).values()) if moment]
    if known and max(known) > now + timedelta(minutes=10):
        says = f"The clock says {now:%Y-%m-%d %H:%M} UTC, but something was kept at {max(known):%Y-%m-%d %H:%M} UTC."
        return Seen("clock", "wrong", says, "Set the clock; until then, what is said may be refused or misplaced.")
    if now < made - timedelta(days=1):
        says = f"The clock says {now:%Y-%m-%d}, which is before this supple was put here."
        return Seen("clock", "wrong", says, "Set the clock, and let it be set over the network.")
    return Seen("clock", "fine", f"It is {now:%Y-%m-%d %H:%M} UTC.")


def backups(now: datetime) -> Iterator[Seen]:
    """Is there a fresh one, somewhere else, that was shown to restore?"""
    place = keep_backups.folder()
    made = keep_backups.made(place)
    newest = max(made.values(), default=None)
    again = "`supple serve` makes one a day; `supple backup --daily` makes one now."
    if newest is None:
        yield Seen("backup", "wrong", f"There is no automatic backup in {place}.", again)
    elif now - newest > OLD_BACKUP:
        yield Seen("backup", "wrong", f"The newest backup is {(now - newest).days} days old.", again)
    else:
        yield Seen("backup", "fine", f"{len(made)} automatic backups; the newest is of {newest:%Y-%m-%d %H:%M} UTC.")
    yield _sealed(list(made))
    if made:
        yield _tried(now, keep_backups.proved(place))
    if place.stat().st_dev == Path(settings.HOME).stat().st_dev:
        says = "The backups lie on the same disk as the diary: a broken or stolen disk takes both."
        yield Seen("backup-place", "note", says, "Name a folder on another disk in SUPPLE_BACKUPS.")


def _sealed(made: list[Path]) -> Seen:
    """Whether the next backup can be sealed at all, and the newest opened."""
    try:
        said = seal_backups.passphrase()
    except SuppleError as error:
        return Seen("backup-key", "wrong", error.what, error.hint)
    newest = made[-1:]
    if connection.vendor == "sqlite" and opening.is_encrypted(database()):
        says = "Backups are encrypted, and open with the passphrase or the recovery key that the diary had then."
        return Seen("backup-key", "fine", says)
    if said is None and any(map(seal_backups.is_sealed, newest)):
        says = f"The newest backup is sealed, and {seal_backups.NAMED} names no passphrase."
        return Seen("backup-key", "wrong", says, "Name the file with the passphrase again.")
    if said is None:
        says = "Backups are not sealed: whoever has one can read it."
        return Seen(
            "backup-key", "note", says, "Keep them on an encrypted disk, or see `supple backup --new-key FILE`."
        )
    says = "Backups are sealed. Without the passphrase nobody opens them: keep it on paper, too."
    return Seen("backup-key", "fine", says)


def _tried(now: datetime, proved: datetime | None) -> Seen:
    if proved is None or now - proved > OLD_PROOF:
        try:
            why = keep_backups.why_never_tried()
        except SuppleError as error:
            return Seen("backup-tried", "wrong", error.what, error.hint)
        if why:
            do = "Give it that, or restore one yourself now and then."
            return Seen("backup-tried", "note", f"No backup is tried out: {why}.", do)
        says = "No backup was tried out in the last weeks."
        return Seen("backup-tried", "wrong", says, "`supple restore --check FILE` tries one out and changes nothing.")
    return Seen("backup-tried", "fine", f"A backup was tried out on {proved:%Y-%m-%d} and restored.")


def doors() -> Iterator[Seen]:
    """Is what others in the network can reach safe to be reached?"""
    elsewhere = sorted(set(settings.ALLOWED_HOSTS) - AT_HOME)
    if "*" in elsewhere:
        says = "SUPPLE_HOSTS allows every name, so that a hostile page can pretend to be this machine."
        yield Seen("names", "wrong", says, "List the names that people really type.")
    if elsewhere and not settings.HTTPS:
        says = f"Requests under {elsewhere[0]} come without TLS: passwords can be read on the way, and passkeys fail."
        yield Seen("https", "wrong", says, "Put a proxy with a certificate in front and set SUPPLE_HTTPS=1.")
    elif settings.HTTPS:
        yield Seen("https", "fine", "Cookies go over https only, and passkeys work.")
    else:
        yield Seen("https", "fine", "Only this machine itself is answered, where http and passkeys are safe.")
    if settings.DEMO:
        yield Seen("example", "wrong", "SUPPLE_DEMO opens the example persons to everyone.", "Unset it.")
    if os.geteuid() == 0:
        says = "supple runs as root, so that any fault in it reaches the whole machine."
        yield Seen("user", "note", says, "Run it as a user of its own.")


def others() -> Iterator[Seen]:
    """Can what many people's diaries taught be used? Nothing is said where there is no such file."""
    try:
        found = what_others_taught.read()
    except SuppleError as error:
        yield Seen("others", "wrong", error.what, error.hint)
        return
    if found:
        says = f"What the diaries of up to {found.people} people taught may count for those who want it to."
        yield Seen("others", "fine", says)

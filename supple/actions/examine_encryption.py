# SPDX-License-Identifier: Apache-2.0
"""Is the diary encrypted, with what opens it at hand, and does anything wait sealed? Looked at without opening it."""

from collections.abc import Iterator

from django.db import connection

from supple.actions import encrypt, keys, while_locked
from supple.actions.back_up import database
from supple.actions.examine import Seen
from supple.actions.look_through import PARTIAL
from supple.errors import SuppleError
from supple.journal import opening


def encryption() -> Iterator[Seen]:
    """Everything about it that can be known from outside."""
    if connection.vendor != "sqlite" or not database().exists():
        return
    live = database()
    if opening.is_encrypted(live):
        yield from _encrypted()
    elif opening.name_of_key(live) is not None and (live.parent / opening.KEYS).is_dir():
        says = "The database is encrypted and its key file is missing, or the beginning of the database is damaged."
        yield Seen("key-file", "wrong", says, "Put back a backup with `supple restore`: it brings the key file along.")
    else:
        yield Seen("encryption", "note", "The diary is not encrypted: whoever has the disk reads it.", _HOW)
    yield from _cut_short()
    yield from _sealed()


_HOW = "Encrypt the disk, or the diary: `supple encrypt`."


def _encrypted() -> Iterator[Seen]:
    try:
        file = keys.of(database())
    except SuppleError as error:
        yield Seen("key-file", "wrong", error.what, error.hint)
        return
    yield Seen("encryption", "fine", "The diary is encrypted, and its key file can be read.")
    if not file.shown:
        says = "The recovery key was never shown: encrypting was cut short just before."
        yield Seen("recovery-key", "wrong", says, "Make a new one: `supple passphrase --new-recovery-key`.")
    if left := encrypt.left_plain():
        says = f"{len(left)} backups from before are plain: whoever has {left[0].name} can read it."
        yield Seen("plain-backups", "wrong", says, "Remove them, once an encrypted one was tried out.")


def _cut_short() -> Iterator[Seen]:
    """What a power cut left of encrypting or decrypting; the diary itself is whole either way."""
    if left := [file for file in database().parent.glob(f".*{PARTIAL}*") if file.is_file()]:
        says = f"Something was cut short and left {left[0].name}, which may hold parts of the diary."
        yield Seen("cut-short", "note", says, "It is removed with the next automatic backup: `supple backup --daily`.")


def _sealed() -> Iterator[Seen]:
    live = database()
    if not (waiting := while_locked.waiting(live)):
        return
    name = opening.name_of_key(live)
    theirs = [file for file in waiting if not (name and while_locked.is_for(file, name))]
    if theirs:
        says = f"{len(theirs)} things were sealed with another key than the one of this database."
        yield Seen("sealed", "wrong", says, f"Keep {while_locked.folder(live)}; they open with the database of then.")
    elif opening.holds(name):
        says = f"{len(waiting)} things that were said while the diary was locked wait to be read."
        yield Seen("sealed", "note", says, "They are read at the next start; one that stays was changed on the disk.")
    else:
        yield Seen("sealed", "fine", f"{len(waiting)} things that were said while locked wait to be read.")

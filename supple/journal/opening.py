# SPDX-License-Identifier: Apache-2.0
"""How is a database file opened that may be encrypted, and where is its key? In this process's memory, nowhere else.

An encrypted file begins with sixteen bytes that name its key, where a plain one says that it is SQLite. So the file
alone tells which key opens it, and nothing else has to change when the one takes the place of the other.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from supple.errors import SuppleError

PLAIN = b"SQLite format 3\x00"
NAMED = len(PLAIN)
KEYS = "keys"
"""The folder beside a database in which the key files lie."""
HANDED_ON = "SUPPLE_KEY_FROM"
"""Names the pipe through which a command of ours gets the keys that its parent holds. Never a key."""
_held: dict[bytes, bytes] = {}


def name_of_key(file: Path) -> bytes | None:
    """The name of the key that opens this file; nothing when it is plain, empty or not there."""
    try:
        with file.open("rb") as opened:
            head = opened.read(NAMED)
    except OSError:
        return None
    return None if len(head) < NAMED or head == PLAIN else head


def key_file(file: Path, name: bytes) -> Path:
    """Where the key file of that name lies."""
    return file.parent / KEYS / f"{name.hex()}.json"


def is_encrypted(file: Path) -> bool:
    """Whether this is an encrypted database and not a damaged one: its key file lies beside it."""
    return (name := name_of_key(file)) is not None and key_file(file, name).exists()


def hold(name: bytes, key: bytes) -> None:
    """Keep a key until this process ends."""
    _held[name] = key


def holds(name: bytes | None) -> bool:
    """Whether what is encrypted under this name can be read here."""
    return name in _held


def held(name: bytes) -> bytes:
    """The key of that name, which is held here."""
    return _held[name]


def needed_to_open(file: Path) -> bool:
    """Whether a key is missing here."""
    return is_encrypted(file) and not holds(name_of_key(file))


def locked() -> SuppleError:
    """The one refusal of everything that needs a key."""
    hint = "Type its passphrase when asked, or name a file with it in SUPPLE_UNLOCK."
    return SuppleError("diary-locked", "This diary is encrypted, and locked.", hint)


def keyed(connection: Any, name: bytes) -> None:
    """Give a fresh connection its key, before anything else is asked of it."""
    if name not in _held:
        raise locked()
    connection.execute(f"PRAGMA key = \"x'{_held[name].hex()}{name.hex()}'\"")


def cipher() -> Any:
    """SQLCipher, which is SQLite with every page encrypted and sealed."""
    try:
        from sqlcipher3 import dbapi2  # noqa: PLC0415 - nobody else's start should wait for it
    except ImportError:
        hint = "Install it: pip install 'supple[encrypted]', or `make .venv/encrypted`."
        raise SuppleError("cipher-missing", "An encrypted diary needs SQLCipher, which is not here.", hint) from None
    return dbapi2


@contextmanager
def opened(file: Path, mode: str = "rw", under: bytes | None = None) -> Iterator[sqlite3.Connection]:
    """A connection of its own to a file, closed at the end; `under` names the key of one that is to be made.

    Errors come as those of `sqlite3`, whichever library it was.
    """
    name, address = under or _known(file), f"file:{quote(str(file))}?mode={mode}"
    if name is None:
        with closing(sqlite3.connect(address, uri=True, timeout=20, isolation_level=None)) as plain:
            yield plain
        return
    library = cipher()
    try:
        with closing(library.connect(address, uri=True, timeout=20, isolation_level=None)) as encrypted:
            keyed(encrypted, name)
            yield encrypted
    except library.Error as error:
        raise sqlite3.DatabaseError(str(error)) from None


def export(file: Path, to: Path, under: bytes | None) -> None:
    """Write the same database once more, encrypted under the key of that name, or plain."""
    library = cipher()
    key = "" if under is None else f"x'{_held[under].hex()}{under.hex()}'"
    try:
        with closing(library.connect(file, timeout=20, isolation_level=None)) as there:
            if (name := _known(file)) is not None:
                keyed(there, name)
            there.execute("ATTACH ? AS fresh KEY ?", (str(to), key))
            there.execute("SELECT sqlcipher_export('fresh')").fetchone()
            there.execute("DETACH fresh")
    except library.Error as error:
        raise sqlite3.DatabaseError(str(error)) from None


def _known(file: Path) -> bytes | None:
    """The name of its key; what has an unknown beginning is a damaged file and no encrypted one."""
    name = name_of_key(file)
    return name if holds(name) or is_encrypted(file) else None


def hand_on() -> tuple[dict[str, str], tuple[int, ...]]:
    """For a command that we start: its environment, and the pipe with what is held here, if anything is."""
    ours = {name: value for name, value in os.environ.items() if name != HANDED_ON}
    if not _held:
        return ours, ()
    read, write = os.pipe()
    os.write(write, b"".join(name + key for name, key in _held.items()))
    os.close(write)
    return {**ours, HANDED_ON: str(read)}, (read,)


def take_over() -> None:
    """Hold what the command that started us handed on."""
    if not (pipe := os.environ.pop(HANDED_ON, "")).isdecimal():
        return
    with open(int(pipe), "rb") as handed:  # noqa: PTH123 - a pipe, not a place
        both = handed.read()
    for start in range(0, len(both), NAMED + 32):
        hold(both[start : start + NAMED], both[start + NAMED : start + NAMED + 32])

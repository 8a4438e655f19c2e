# SPDX-License-Identifier: Apache-2.0
"""How is an encrypted diary opened with a passphrase, and how are passphrase and recovery key changed?

The key file lies beside the database, in `keys/`, under the name that the database begins with. It is replaced whole
and seen safe on the disk, so that a power cut leaves the old one or the new one.
"""

import os
from dataclasses import replace
from pathlib import Path

from supple.actions.on_disk import place
from supple.errors import SuppleError
from supple.interop import key_file, recovery_key
from supple.interop.key_file import KeyFile, Keys
from supple.journal import opening

NAMED = "SUPPLE_UNLOCK"
"""Names a file with the passphrase or the recovery key; never holds one."""
SHORTEST = 14


def of(database: Path) -> KeyFile:
    """The key file of an encrypted database; refused when it is missing."""
    name = opening.name_of_key(database)
    if name is None or not opening.is_encrypted(database):
        raise SuppleError("not-encrypted", "This diary is not encrypted.", "`supple encrypt` does that.")
    return read(opening.key_file(database, name))


def read(file: Path) -> KeyFile:
    """A key file, wherever it lies."""
    try:
        return key_file.from_text(file.read_text(encoding="utf-8"))
    except OSError as error:
        hint = "Every backup of this diary holds a copy of it."
        raise SuppleError("key-file-missing", f"{file} cannot be read: {error.strerror}.", hint) from None


def unlock(file: KeyFile, said: str) -> Keys:
    """Open with what was said, and hold the diary's key until this process ends."""
    keys = key_file.opened(file, said)
    opening.hold(keys.id, keys.diary)
    return keys


def written_down() -> str | None:
    """What the file says that the person named for unlocking."""
    if not (named := os.environ.get(NAMED)):
        return None
    try:
        return Path(named).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        what = f"The file that {NAMED} names cannot be read: {named}."
        raise SuppleError("passphrase-missing", what, "Put it back, or take the setting away.") from None


def must_be_long(passphrase: str) -> None:
    """Whoever takes the disk may try for years, so that a short one would not hold."""
    if len(passphrase.strip()) < SHORTEST:
        hint = f"Give it at least {SHORTEST} signs: four or five words that nobody would put together."
        raise SuppleError("passphrase-short", "This passphrase is too short.", hint)


def change_passphrase(database: Path, keys: Keys, passphrase: str) -> None:
    """The same diary under another passphrase; nothing else is touched."""
    must_be_long(passphrase)
    write(database, key_file.with_passphrase(of(database), keys, passphrase))


def new_recovery_key(database: Path, keys: Keys) -> str:
    """Another recovery key; the one before opens nothing from now on but old backups."""
    paper = recovery_key.made()
    write(database, key_file.with_paper(of(database), keys, paper))
    return paper


def was_shown(database: Path, file: KeyFile) -> None:
    """Somebody saw the recovery key."""
    write(database, replace(file, shown=True))


def write(database: Path, file: KeyFile) -> None:
    """Put a key file beside this database, whole and safe on the disk."""
    place(key_file.to_text(file).encode(), opening.key_file(database, file.id))

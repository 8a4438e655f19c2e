# SPDX-License-Identifier: Apache-2.0
"""How does a command get to an encrypted diary? By a file that holds the passphrase, or by asking whoever types.

Never by a word of the command line and never by a setting that holds the passphrase itself: others can read those.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from supple.errors import SuppleError

if TYPE_CHECKING:
    from supple.interop.key_file import KeyFile, Keys


def open_for_us(database: Path) -> None:
    """Hold the key of this database, unless it needs none; refused when nobody can be asked."""
    from supple.journal import opening

    opening.take_over()
    if opening.needed_to_open(database):
        from supple.actions import keys

        opened_by_somebody(keys.of(database))


def opened_by_somebody(file: "KeyFile", what: str = "this diary") -> "Keys":
    """The keys, by the file that SUPPLE_UNLOCK names, or by what is typed."""
    from supple.actions import keys
    from supple.journal import opening

    said = keys.written_down()
    if said is None and not sys.stdin.isatty():
        raise opening.locked()
    return keys.unlock(file, asked(f"Passphrase or recovery key of {what}: ") if said is None else said)


def asked(question: str) -> str:
    """What is typed, unseen; the first line of what is handed in when nobody sits there."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    from getpass import getpass

    return getpass(question).strip()


def asked_twice(question: str) -> str:
    """The same twice, so that a slip of the finger locks nobody out."""
    first = asked(question)
    if sys.stdin.isatty() and asked("The same once more: ") != first:
        raise SuppleError("passphrases-differ", "These were two different ones.", "Nothing was changed; begin again.")
    return first

# SPDX-License-Identifier: Apache-2.0
"""An encrypted installation, as somebody at home would have it, and a look at its raw bytes."""

from pathlib import Path

from tests.faults.installation import Installation

PASSPHRASE = "four quiet herons stand"
WORDS = (b"legs like wood", b"Bo was here", b"said while locked")
UNLOCK = "SUPPLE_UNLOCK"


def encrypt(home: Installation, *options: str) -> str:
    """Encrypt it; answers the recovery key that was told."""
    told = home.did("encrypt", *options, typed=PASSPHRASE + "\n")
    return next(line.strip() for line in told.splitlines() if line.startswith("    "))


def unlocking(home: Installation, said: str = PASSPHRASE) -> Installation:
    """From now on its commands find this in the file that SUPPLE_UNLOCK names."""
    file = home.home.parent / "unlock"
    file.write_text(said + "\n")
    home.more[UNLOCK] = str(file)
    return home


def plain_words(folder: Path) -> list[str]:
    """The files below a folder in which words of the diary can be read by whoever has the disk."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if any(word in file.read_bytes() for word in WORDS)]

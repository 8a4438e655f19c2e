# SPDX-License-Identifier: Apache-2.0
"""How does a small file get onto the disk, so that a power cut leaves the old one or the new one?"""

import os
from contextlib import suppress
from pathlib import Path

from supple.errors import SuppleError


def place(content: bytes, to: Path) -> None:
    """Write a small file for its owner alone that is there as a whole or not at all."""
    fresh = to.with_name(f".{to.name}.{os.getpid()}.partial")
    try:
        to.parent.mkdir(mode=0o700, exist_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        fresh.replace(to)
        to_disk(to.parent)
        to_disk(to.parent.parent)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        hint = "Nothing was changed. Check the space and the rights of that folder."
        raise SuppleError("file-unwritable", f"{to} could not be written: {error.strerror}.", hint) from None


def to_disk(path: Path) -> None:
    """See a file, or the names in a folder, safe on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)

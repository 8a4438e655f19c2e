# SPDX-License-Identifier: Apache-2.0
"""Where does what is said while the diary is locked wait? Sealed, one file each, in a folder beside the database.

A file is whole and safe on the disk before anybody is told that it is kept. Its name says when it came and nothing
else. How much may wait is limited, so that nobody can fill the disk.
"""

import json
import os
import re
import secrets
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from supple.actions.on_disk import to_disk
from supple.errors import SuppleError
from supple.interop import sealed_to

FOLDER = "sealed"
MOST, MOST_BYTES = 5000, 64 * 2**20
LARGEST = 512 * 2**10
"""Bytes of one request."""
_NAME = re.compile(r"\d{20}-[0-9a-f]{16}\.sealed")
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came: what it takes to ask it once more."""

    at: str
    scheme: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def came(self) -> datetime:
        """When it came."""
        return datetime.fromisoformat(self.at)


def folder(database: Path) -> Path:
    """Beside the database."""
    return database.parent / FOLDER


def waiting(database: Path) -> list[Path]:
    """What waits, oldest first."""
    try:
        return sorted(file for file in folder(database).iterdir() if _NAME.fullmatch(file.name))
    except OSError:
        return []


def keep(asked: Asked, database: Path, name: bytes, public: bytes) -> None:
    """Seal it and see it safe on the disk; refused when there is no room for more."""
    sealed = sealed_to.seal(_text(asked), name, public)
    place = folder(database)
    with _ONE_AT_A_TIME:
        _must_fit(database, len(sealed))
        moment = f"{time.time_ns():020}-{secrets.token_hex(8)}.sealed"
        fresh = place / f".{moment}.{os.getpid()}.partial"
        try:
            place.mkdir(mode=0o700, exist_ok=True)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
                written.write(sealed)
                written.flush()
                os.fsync(written.fileno())
            fresh.rename(place / moment)
            to_disk(place)
        except OSError as error:
            fresh.unlink(missing_ok=True)
            raise SuppleError("sealed-unwritable", f"It could not be kept: {error.strerror}.") from None


def read(file: Path, private: bytes) -> Asked | None:
    """What was sealed; nothing when it was changed, or sealed with another key."""
    plain = sealed_to.unseal(file.read_bytes(), private)
    return None if plain is None else _asked(plain)


def is_for(file: Path, name: bytes) -> bool:
    """Whether the diary's key of that name opens it."""
    with file.open("rb") as opened:
        return sealed_to.name_of_key(opened.read(len(sealed_to.HEADER) + sealed_to.ID)) == name


def let_go(file: Path) -> None:
    """It is in the diary now."""
    file.unlink(missing_ok=True)
    to_disk(file.parent)


def sweep(database: Path) -> None:
    """Halves of what nobody was told that it is kept."""
    for left in folder(database).glob(".*.partial"):
        left.unlink(missing_ok=True)


def now() -> str:
    """This moment, as it is sealed."""
    return datetime.now(UTC).isoformat()


def _must_fit(database: Path, size: int) -> None:
    there = waiting(database)
    if len(there) >= MOST or sum(file.stat().st_size for file in there) + size > MOST_BYTES:
        raise SuppleError("sealed-full", "There is no room for more while the diary is locked.")


def _text(asked: Asked) -> bytes:
    return json.dumps({**asdict(asked), "body": b64encode(asked.body).decode()}).encode()


def _asked(plain: bytes) -> Asked:
    said = json.loads(plain)
    return Asked(**{**said, "body": b64decode(said["body"])})


def each(database: Path, name: bytes) -> Iterator[Path]:
    """What waits for the key of that name, oldest first."""
    yield from (file for file in waiting(database) if is_for(file, name))

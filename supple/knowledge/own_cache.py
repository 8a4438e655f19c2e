# SPDX-License-Identifier: Apache-2.0
"""Where does what may be lost lie, is it whole, and could anybody but its owner have written it?"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

_WRITTEN_BY_OTHERS = 0o022


def own_folder() -> Path:
    """The folder of this person in which what may be lost is kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "supple"


def read_own(place: Path) -> bytes | None:
    """What was kept; nothing when it cannot be read, or when somebody else could have put it there."""
    try:
        with place.open("rb") as file:
            ours = _is_ours(os.fstat(file.fileno())) and _is_ours(place.parent.stat())
            return file.read() if ours else None
    except OSError:
        return None


def _is_ours(about: os.stat_result) -> bool:
    return about.st_uid == os.geteuid() and not about.st_mode & _WRITTEN_BY_OTHERS


def write_own(place: Path, content: bytes) -> None:
    """Keep something, whole or not at all; a full or locked disk is no reason to stop."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = place.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        fresh.replace(place)
    except OSError:
        return


def read_form(place: Path, is_current: Callable[[dict[str, Any]], bool]) -> bytes | None:
    """A form that was kept whole, when what it says of how it was made still holds; else nothing."""
    try:
        digest, about, form = (read_own(place) or b"").split(b"\n", 2)
        whole = hashlib.sha256(about + form).hexdigest().encode() == digest
        return form if whole and is_current(json.loads(about)) else None
    except (ValueError, KeyError, TypeError, OSError):
        return None


def write_form(place: Path, about: dict[str, Any], form: bytes) -> None:
    """Keep a form beside how it was made, and the hash of both."""
    told = json.dumps(about).encode()
    write_own(place, b"\n".join((hashlib.sha256(told + form).hexdigest().encode(), told, form)))

# SPDX-License-Identifier: Apache-2.0
"""Where everything is kept: the folder named by SUPPLE_HOME, the secret key made in it, and who has it open."""

import fcntl
import os
import secrets
from contextlib import suppress
from pathlib import Path

from supple.errors import SuppleError

IN_USE = "in-use"
_held: dict[Path, int] = {}


def home() -> Path:
    """The folder of this installation, made on first use and readable by its owner alone."""
    os.umask(0o077)  # the database and all else that is made from now on, too
    named = os.environ.get("SUPPLE_HOME")
    data_home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    folder = Path(named) if named else data_home / "supple"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder.resolve()


def secret_key(folder: Path) -> str:
    """The key that signs sessions; made once, never in the repository."""
    file = folder / "secret-key"
    if file.exists() and not file.stat().st_size:
        file.unlink()  # a power cut came between its name and its content
    if not file.exists():
        fresh = folder / f"secret-key.{os.getpid()}"
        fresh.touch(mode=0o600)
        with fresh.open("w") as written:
            written.write(secrets.token_urlsafe(50))
            written.flush()
            os.fsync(written.fileno())
        with suppress(FileExistsError):  # two processes that start together use the same one
            os.link(fresh, file)
        fresh.unlink()
    return file.read_text()


def hold(folder: Path, alone: bool = False) -> None:
    """Say that this process has the database open, until it ends; `alone` is for whoever replaces it.

    The lock belongs to the process, so that it is free again after a crash.
    """
    try:
        opened = _held.get(folder) or os.open(folder / IN_USE, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:  # a folder that cannot be written to is not one where anything is replaced
        return
    _held[folder] = opened
    try:
        fcntl.flock(opened, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        if alone:
            hint = "Stop it (Ctrl-C, or its service) and try again."
            raise SuppleError("in-use", "supple is running and has this diary open.", hint) from None
        raise SuppleError("in-use", "A backup is being put back just now.", "Try again in a minute.") from None
    except OSError:  # a file system without locks
        return

# SPDX-License-Identifier: Apache-2.0
"""Where everything is kept: the folder named by SUPPLE_HOME, and the secret key made in it on first use."""

import os
import secrets
from pathlib import Path


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
    if not file.exists():
        fresh = folder / f"secret-key.{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        fresh.replace(file)
    return file.read_text()

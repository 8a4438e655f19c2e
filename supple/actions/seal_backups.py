# SPDX-License-Identifier: Apache-2.0
"""Are backups sealed, with what passphrase, and how is a closed one looked into? Only if the person wished it.

`SUPPLE_BACKUP_KEY` names a file with a passphrase; from then on every backup is written sealed. A plain copy lies only
in supple's own folder, for as long as it is looked into. A backup of an encrypted diary is not sealed once more: it
is the encrypted file with its key file in front, and opens with what opens the diary.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from supple.actions.home import home
from supple.actions.look_through import PARTIAL
from supple.actions.on_disk import place as safely
from supple.errors import SuppleError
from supple.interop import sealed_copy
from supple.journal import opening

NAMED, ENDS, WITH_KEY = "SUPPLE_BACKUP_KEY", ".sealed", ".encrypted"
HEADER, LENGTH = b"supple encrypted copy 1\n", 4
SHORTEST = 20
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike on paper."""


def passphrase() -> str | None:
    """The passphrase, or nothing when backups are not to be sealed."""
    named = os.environ.get(NAMED)
    if not named:
        return None
    try:
        said = Path(named).read_text().strip()
    except (OSError, ValueError):
        hint = f"Put it back, or make a new one: `supple backup --new-key {named}`."
        raise SuppleError(
            "backup-key-missing", f"The passphrase of the backups in {named} cannot be read.", hint
        ) from None
    if len(said) < SHORTEST:
        hint = f"Give it at least {SHORTEST} signs, or make one: `supple backup --new-key FILE`."
        raise SuppleError("backup-key-short", f"The passphrase in {named} is too short.", hint)
    return said


def new_key(file: Path) -> str:
    """Write a new passphrase into this file, for its owner alone, and answer it: it belongs on paper, too."""
    groups = ["".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(6)]
    said = "-".join(groups)  # 30 of 31 letters: 148 bits
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as written:
            written.write(said + "\n")
    except OSError as error:
        hint = "Give a name that is not there yet, in a folder that can be written."
        raise SuppleError("file-unwritable", f"{file}: {error.strerror}.", hint) from None
    return said


def is_sealed(file: Path) -> bool:
    """Whether a file is a sealed one; what cannot be read is not."""
    try:
        with file.open("rb") as opened:
            return sealed_copy.is_sealed(opened.read(len(sealed_copy.HEADER)))
    except OSError:
        return False


def key_text(file: Path) -> bytes | None:
    """The key file that an encrypted backup carries; nothing when it is none."""
    try:
        with file.open("rb") as opened:
            if opened.read(len(HEADER)) == HEADER:
                return opened.read(int.from_bytes(opened.read(LENGTH), "big"))
    except OSError:
        return None
    return None


def close(copied: Path, to: Path) -> None:
    """Write a copy as nobody else may read it: encrypted with its key file, or sealed."""
    name = opening.name_of_key(copied)
    if name is None or not opening.is_encrypted(copied):  # what begins a copy of PostgreSQL names no key
        seal(copied, to)
        return
    known = opening.key_file(copied, name).read_bytes()
    with copied.open("rb") as source, to.open("wb") as joined:
        joined.write(HEADER + len(known).to_bytes(LENGTH, "big") + known)
        shutil.copyfileobj(source, joined)
        joined.flush()
        os.fsync(joined.fileno())


def seal(plain: Path, to: Path) -> None:
    """Write a sealed copy and see it safe on the disk."""
    said = passphrase()
    assert said is not None
    with plain.open("rb") as source, to.open("wb") as sealed:
        sealed_copy.seal(source, sealed, said)
        sealed.flush()
        os.fsync(sealed.fileno())


@contextmanager
def plain(file: Path) -> Iterator[Path]:
    """The file itself, or what was closed in it, in a folder of supple's own that vanishes afterwards.

    What was encrypted stays so there, with its key file beside it.
    """
    if known := key_text(file):
        with own_folder() as place:
            yield _taken_apart(file, known, place / file.name.removesuffix(WITH_KEY))
        return
    if not is_sealed(file):
        yield file
        return
    said = passphrase()
    if said is None:
        hint = f"Name the file with its passphrase in {NAMED}."
        raise SuppleError("backup-sealed", f"{file} is sealed.", hint)
    with own_folder() as place:
        opened = place / file.name.removesuffix(ENDS)
        opened.touch(mode=0o600)
        with file.open("rb") as source, opened.open("wb") as to:
            sealed_copy.unseal(source, to, said)
        yield opened


def write_plain(file: Path, out: Path) -> None:
    """Write what was sealed into a new file, for its owner alone; nothing is left of it when that fails."""
    if not is_sealed(file):
        raise SuppleError("not-sealed", f"{file} is not sealed.", "It can be used as it is.")
    with plain(file) as opened:
        try:
            with (
                os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as to,
                opened.open("rb") as part,
            ):
                shutil.copyfileobj(part, to)
        except FileExistsError:
            raise SuppleError("file-exists", f"{out} is there already.", "Give another name.") from None
        except OSError as error:
            out.unlink(missing_ok=True)
            raise SuppleError("file-unwritable", f"{out}: {error.strerror}.", "Choose another place.") from None


def _taken_apart(file: Path, known: bytes, to: Path) -> Path:
    to.touch(mode=0o600)
    with file.open("rb") as source, to.open("wb") as alone:
        source.seek(len(HEADER) + LENGTH + len(known))
        shutil.copyfileobj(source, alone)
    if name := opening.name_of_key(to):
        safely(known, opening.key_file(to, name))
    return to


@contextmanager
def own_folder() -> Iterator[Path]:
    """A folder inside our own, whose name says who made it, so that it is swept away after a power cut."""
    try:
        place = Path(tempfile.mkdtemp(prefix=f".sealing.{os.getpid()}{PARTIAL}.", dir=home()))
    except OSError as error:
        hint = "Free some space there; a sealed backup needs room for one plain copy."
        raise SuppleError("folder-unwritable", f"{home()} cannot be written: {error.strerror}.", hint) from None
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)

# SPDX-License-Identifier: Apache-2.0
"""A disk that is really full, or really read-only: a small one of memory, in a name space of this process alone.

No right beyond an ordinary user's is needed where the kernel lets users make name spaces; elsewhere it is not tried.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults import rounds
from tests.faults.installation import PATIENCE, Installation
from tests.faults.tally import Count

ROOM = 8 * 2**20
LEFT = 400 * 2**10
OWN = ("unshare", "-Urm")


def can_be_made() -> bool:
    """Whether this machine lets us have a disk of our own."""
    try:
        asked = subprocess.run([*OWN, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False)
    except OSError:
        return False
    return asked.returncode == 0


def full_and_read_only(made: Path, secret: str, folder: Path) -> Count:
    """Both rounds, in a process that has a disk of its own."""
    again = [*OWN, sys.executable, "-m", "tests.faults.small_disk", str(made), secret, str(folder)]
    told = subprocess.run(again, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return Count(**json.loads(told.stdout.splitlines()[-1]))


def _inside(made: Path, secret: str, folder: Path) -> Count:
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "none", str(disk)], check=True)
    shutil.copytree(made, disk / "home")
    home, filler = Installation(disk / "home"), disk / "filler"
    counted = rounds.disk_full(home, secret, fill=lambda: _fill(filler), empty=filler.unlink)
    remount(disk, "ro")
    rounds.read_only(home, secret)
    return counted


def remount(disk: Path, how: str, inside: Sequence[str] = ()) -> None:
    """As `ro` or `rw`, from `inside` its name space, as soon as a killed server has let go of its files.

    A killed process is waited for before its workers are: they keep their files open for an instant more, and the
    kernel refuses to lock a disk on which somebody writes.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        told = subprocess.run([*inside, "mount", "-o", f"remount,{how}", str(disk)], check=False, capture_output=True)
        if told.returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError(told.stderr.decode())


def _fill(filler: Path) -> None:
    left = os.statvfs(filler.parent)
    filler.write_bytes(b"\0" * max(0, left.f_bavail * left.f_frsize - LEFT))


if __name__ == "__main__":
    print(json.dumps(_inside(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])).__dict__))

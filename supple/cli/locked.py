# SPDX-License-Identifier: Apache-2.0
"""How does a server of an encrypted diary begin? Locked: a listener beside us keeps what is said, until it is unlocked.

The listener has no database. Whoever unlocks does so there; the key comes to us through a pipe. We open the diary, read
what was sealed, begin to listen as well, and only then end the listener: nobody finds the door shut in between.
"""

import argparse
import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

KEY_TO, LOCK_TO, READY_TO = "SUPPLE_KEY_TO", "SUPPLE_LOCK_TO", "SUPPLE_READY_TO"
"""Names of pipes. Never a key."""
LENGTHS = (16, 32, 32)
PR_SET_PDEATHSIG = 1
A_MOMENT = 0.3
"""Seconds from a loaded app to one that listens."""


@dataclass
class Listener:
    """The process that listens while the diary is locked."""

    process: subprocess.Popen[bytes]

    def end(self) -> None:
        """What is under way is kept first."""
        self.process.terminate()
        self.process.wait(40)


def unlocked(args: argparse.Namespace) -> Listener | None:
    """Wait until somebody unlocks; nothing when there is no need to."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supple.web.settings")
    from django.conf import settings

    if not settings.ENCRYPTED:
        return None
    from supple.actions import keys
    from supple.journal import opening

    if said := keys.written_down():
        keys.unlock(keys.of(settings.DIARY), said)
        return None
    opening.cipher()
    read, write = os.pipe()
    listener = _started(write)
    try:
        with open(read, "rb") as told:  # noqa: PTH123 - a pipe, not a place
            both = told.read(sum(LENGTHS))
        if len(both) < sum(LENGTHS):
            raise SystemExit(listener.process.wait())
    except BaseException:
        listener.end()
        raise
    opening.hold(both[:16], both[16:48])
    return listener


def _started(write: int) -> Listener:
    """The same command once more; it learns from its environment that it is to be the listener."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    told = {**os.environ, KEY_TO: str(write), "DJANGO_SETTINGS_MODULE": "supple.web.locked.settings"}
    process = subprocess.Popen([sys.executable, "-m", "supple", *sys.argv[1:]], env=told, pass_fds=(write,))
    os.close(write)
    return Listener(process)


def is_listener() -> bool:
    """Whether we are the process that listens while the diary is locked."""
    return KEY_TO in os.environ


def listen(args: argparse.Namespace) -> None:
    """Listen without a diary, until the process that started us ends us, or ends itself."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    import django

    from supple.cli import serve

    born_of_us()
    django.setup()
    serve.gather_static()
    serve.serve(args)


def born_of_us() -> None:
    """Workers are copies of this process, whatever the system prefers: the key, or the pipe for it, comes with them."""
    import multiprocessing

    multiprocessing.set_start_method("fork", force=True)


def read_what_waits() -> None:
    """Put what was sealed into the diary, and say how much, without a word of it."""
    from django.conf import settings

    from supple.actions import keys
    from supple.actions.read_sealed import read_all
    from supple.interop.key_file import private_of
    from supple.journal import opening

    database = settings.DIARY
    file = keys.of(database)
    done = read_all(database, private_of(file, opening.held(file.id)))
    if done.taken or done.refused:
        print(f"Said while locked: {done.taken} taken, {done.refused} refused.", flush=True)


def hand_over(listener: Listener) -> None:
    """End the listener once our own worker listens, then read what came to it at the last moment."""
    read, write = os.pipe()
    os.environ[READY_TO] = str(write)

    def wait() -> None:
        os.read(read, 1)
        time.sleep(A_MOMENT)
        listener.end()
        _read_the_rest()

    threading.Thread(target=wait, daemon=True).start()


def _read_the_rest() -> None:
    """In a process of its own: the server's process has workers by now and opens no database."""
    from supple.journal.opening import hand_on

    env, pipes = hand_on()
    subprocess.run([sys.executable, "-m", "supple", "serve", "--read-sealed"], env=env, pass_fds=pipes, check=False)
    for pipe in pipes:
        os.close(pipe)


@contextlib.contextmanager
def lockable() -> Iterator[None]:
    """While the server runs, a page may ask it to end; then the same command begins again, locked and without a key."""
    read, write = os.pipe()
    os.set_blocking(read, False)
    os.environ[LOCK_TO] = str(write)
    yield
    with contextlib.suppress(BlockingIOError):
        if os.read(read, 1):
            ours = {name: value for name, value in os.environ.items() if name not in (*OWN, "SUPPLE_UNLOCK")}
            os.execve(sys.executable, [sys.executable, "-m", "supple", *sys.argv[1:]], ours)  # noqa: S606


OWN = (LOCK_TO, READY_TO, "SUPPLE_SERVER")

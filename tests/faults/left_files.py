# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: S311 - chance here only has to be repeatable
"""Do the files that lie there at any one moment hold all that was acknowledged, as a power cut would leave them?

The server is held in the middle of its work, its database copied as it lies there, with half a write after its end and
without what only memory needs. A disk that had not written yet what it says that it has cannot be made this way.
"""

import os
import random
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tests.faults.installation import Installation, Server, free_port
from tests.faults.rounds import Say, button_of, clients, worst_of
from tests.faults.tally import Count, Tally, count

HALF_A_WRITE = 3000
"""Bytes; a page of the log has 4,120."""


def copied(home: Installation, secret: str, folder: Path, times: int, say: Say = lambda _: None) -> Count:
    """Copy the files of a server that is held at a random moment, and count what the copy holds."""
    chance, tally, button, counts = random.Random(5), Tally(), button_of(home), list[Count]()
    folder.mkdir()
    server = Server(home, free_port())
    try:
        server.start()
        for number in range(times):
            with clients(server, secret, button, tally, number):
                time.sleep(0.1 + chance.random())
                known, copy = _left(server, tally, folder / str(number), chance)
            counts.append(_held(known, copy.database))
            say(f"copy {number + 1}: {counts[-1]}")
    finally:
        server.close()
    copy.did("log", "said after the power came back", "--person", "Ada")
    return worst_of(counts)


def _left(server: Server, tally: Tally, place: Path, chance: random.Random) -> tuple[Tally, Installation]:
    """What lies on the disk at one moment, and what had been acknowledged by then."""
    assert server.process is not None
    os.killpg(server.process.pid, signal.SIGSTOP)
    try:
        time.sleep(0.2)  # what was answered before is heard
        known = Tally(sent=list(tally.sent), acknowledged=set(tally.acknowledged))
        place.mkdir()
        for end in ("", "-wal"):
            shutil.copy(f"{server.of.database}{end}", place)
    finally:
        os.killpg(server.process.pid, signal.SIGCONT)
    with (place / f"{server.of.database.name}-wal").open("ab") as log:
        log.write(chance.randbytes(HALF_A_WRITE))
    return known, Installation(place)


def _held(known: Tally, database: Path) -> Count:
    with closing(sqlite3.connect(database)) as opened:  # which reads the log through, as the next start would
        opened.execute("SELECT count(*) FROM journal_event").fetchone()
    return count(known, database, presses=True)

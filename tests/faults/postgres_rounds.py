# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: S311 - chance here only has to be repeatable
"""Is what was acknowledged there after PostgreSQL was killed under the server? It waits for the disk, as at home."""

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.faults.conftest import make
from tests.faults.installation import PATIENCE, Installation, RefusedError, Server, free_port
from tests.faults.rounds import Say, button_of, clients, post_again_until_kept
from tests.faults.tally import NOTHING, ROWS, Count, Tally, compare
from tests.postgres import USER, _as_owner, folder_of_programs


@dataclass
class Postgres:
    """A database server that can be killed at any moment, and started again with what lies on its disk."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        """For DATABASE_URL."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{USER}"

    def make(self) -> None:
        """An empty one."""
        if os.geteuid() == 0:
            shutil.chown(self.folder, USER)
        program = str(folder_of_programs() / "initdb")
        _as_owner([program, "-D", str(self.folder / "rows"), "-A", "trust", "-U", USER, "-E", "UTF8"])

    def start(self) -> None:
        """Start, and wait until it has put itself in order and answers."""
        listen = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}"
        control = [str(folder_of_programs() / "pg_ctl"), "-D", str(self.folder / "rows"), "-w", "-s"]
        _as_owner([*control, "-t", str(PATIENCE), "-l", str(self.folder / "log"), "-o", listen, "start"])

    def kill(self) -> None:
        """SIGKILL to all of it: nothing gets to clean up."""
        pid_file = self.folder / "rows" / "postmaster.pid"
        if not pid_file.exists():
            return
        first = int(pid_file.read_text().split()[0])
        said = subprocess.run(["ps", "-o", "pid=", "--ppid", str(first)], capture_output=True, text=True, check=False)
        for pid in (first, *map(int, said.stdout.split())):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while Path(f"/proc/{first}").exists():
            time.sleep(0.02)
        pid_file.unlink(missing_ok=True)

    def does(self, statement: str) -> None:
        """Change something behind supple's back."""
        with closing(psycopg.connect(self.url, autocommit=True)) as opened:
            opened.execute(statement.encode())

    def rows(self, question: str, database: str = USER) -> list[tuple[str, ...]]:
        """What the database itself holds, or another one of the server."""
        with closing(psycopg.connect(self.url, dbname=database)) as opened:
            return [tuple(str(part) for part in row) for row in opened.execute(question).fetchall()]


@contextmanager
def postgres() -> Iterator[Postgres]:
    """One with an empty database, running; gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="supple-postgres-"))
    made = Postgres(folder, free_port())
    try:
        made.make()
        made.start()
        yield made
    finally:
        made.kill()
        shutil.rmtree(folder, ignore_errors=True)


def with_people(database: Postgres, folder: Path) -> tuple[Installation, str]:
    """An installation on it, with Ada and Bo, and Ada's token."""
    return make(folder / "home", {"DATABASE_URL": database.url})


def killed(folder: Path, rounds: int, say: Say = lambda _: None, seed: int = 1) -> Count:
    """Kill PostgreSQL while everybody writes; the server of supple stays, and must find its way back by itself."""
    with postgres() as database:
        home, secret = with_people(database, folder)
        chance, tally, button = random.Random(seed), Tally(), button_of(home)
        before = {id for id, *_ in database.rows(ROWS)}
        worst = NOTHING
        with home.serving() as server:
            for number in range(rounds):
                with clients(server, secret, button, tally, seed + number):
                    time.sleep(0.2 + chance.random() * 0.8)
                    database.kill()
                    time.sleep(0.2)
                database.start()
                _until_it_answers(server)
                post_again_until_kept(server, secret, tally)
                worst = _worse(worst, _counted(database, tally, before))
                say(f"round {number + 1}: {worst}")
    return worst


def _until_it_answers(server: Server) -> None:
    until = time.monotonic() + PATIENCE
    while server.ask("GET", "/healthz")[0] != 200:
        if time.monotonic() > until:
            raise RefusedError(503, "the server did not find its way back to the database")
        time.sleep(0.1)


def _counted(database: Postgres, tally: Tally, before: set[str]) -> Count:
    rows = [(id.replace("-", ""), kind, body) for id, kind, body in database.rows(ROWS) if id not in before]
    return compare(tally, rows, whole=True, presses=True)


def _worse(one: Count, other: Count) -> Count:
    """The later number of acknowledged ones, and the larger of each wrong."""
    pairs = zip(one.__dict__.items(), other.__dict__.values(), strict=True)
    return Count(**{name: max(a, b) for (name, a), b in pairs})

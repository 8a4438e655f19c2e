# SPDX-License-Identifier: Apache-2.0
"""A supple of its own, as somebody at home would have it: a folder, the real command, the real server."""

import http.client
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[2]
PASSWORD = "a long quiet sentence"
PATIENCE = 60


class RefusedError(Exception):
    """The server answered that it did not keep it; `said` is its sentence."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(status, said)
        self.status, self.said = status, said


@dataclass
class Installation:
    """Everything lies in `home`; `more` are settings in the environment."""

    home: Path
    more: dict[str, str] = field(default_factory=dict)
    inside: tuple[str, ...] = ()
    """A command that starts ours under its own conditions, such as a limit on the size of files."""
    serve_with: tuple[str, ...] = ()
    """Further options of the server."""

    @property
    def database(self) -> Path:
        """The file of the diary."""
        return self.home / "supple.sqlite3"

    def environment(self) -> dict[str, str]:
        """Ours, without the settings of whoever runs the tests."""
        ours = {k: v for k, v in os.environ.items() if not k.startswith("SUPPLE_") and k != "DATABASE_URL"}
        ours.pop("DJANGO_SETTINGS_MODULE", None)
        return {**ours, "SUPPLE_HOME": str(self.home), "PYTHONPATH": str(ROOT), **self.more}

    def run(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """One command."""
        return subprocess.run(
            [*self.inside, sys.executable, "-m", "supple", *words], cwd=self.home.parent, env=self.environment(),
            input=typed, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def did(self, *words: str, typed: str = "") -> str:
        """What a command that must succeed said."""
        told = self.run(*words, typed=typed)
        assert told.returncode == 0, told.stderr
        return told.stdout

    def python(self, code: str) -> str:
        """What a piece of Python says in this installation."""
        told = subprocess.run(
            [sys.executable, "-c", code], cwd=self.home.parent, env=self.environment(),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert told.returncode == 0, told.stderr
        return told.stdout

    def with_person(self, name: str = "Ada") -> str:
        """Add a person; answers a token that may do everything."""
        self.with_person_alone(name)
        made = self.did("token", "create", "--scope", "full", "--person", name, "--json")
        secret: str = json.loads(made)["token"]
        return secret

    def with_person_alone(self, name: str) -> None:
        """Add a person."""
        self.did("person", "add", name, typed=PASSWORD + "\n")

    def copy(self, to: "Installation") -> "Installation":
        """The same once more, in the folder of another."""
        to.home.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self.home, to.home)
        return to

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """What the database itself holds, whoever else has it open."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=20)) as opened:
            return opened.execute(question).fetchall()

    @contextmanager
    def serving(self) -> Iterator["Server"]:
        """The real server, with its automatic backups left out."""
        server = Server(self, free_port())
        try:
            server.start()
            yield server
        finally:
            server.close()


@dataclass
class Server:
    """`supple serve` as a process group that can be killed at any moment, and started again at the same address."""

    of: Installation
    port: int
    process: subprocess.Popen[bytes] | None = None
    log: IO[bytes] = field(default_factory=tempfile.TemporaryFile)

    def start(self) -> None:
        """Start, and wait until it answers."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Start without waiting."""
        self.log.seek(0)
        self.log.truncate()
        self.process = subprocess.Popen(
            [*self.of.inside, sys.executable, "-m", "supple", "serve", "--port", str(self.port), "--no-backups",
             *self.of.serve_with],
            cwd=self.of.home.parent, env=self.of.environment(), start_new_session=True,
            stdout=self.log, stderr=self.log,
        )  # fmt: skip

    def wait(self) -> None:
        """Until it answers."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self.ask("GET", "/about")
            except OSError:
                assert self.process is not None
                assert self.process.poll() is None, self.said()
                time.sleep(0.05)
            else:
                return
        raise AssertionError(self.said())

    def said(self) -> str:
        """What the server wrote to its log since it started."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")[-2000:]

    def kill(self) -> None:
        """SIGKILL to the server and all it started: nothing gets to clean up."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def until_gone(self) -> None:
        """Until nobody answers any more."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self.ask("GET", "/about")
            except OSError:
                return
            time.sleep(0.05)
        raise AssertionError("somebody still answers")

    def close(self) -> None:
        """For good."""
        self.kill()
        self.log.close()

    def ask(
        self, verb: str, place: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        """One request on a connection of its own."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(verb, place, body, dict(headers or {}))
            answer = line.getresponse()
            return answer.status, answer.read()
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from None
        finally:
            line.close()

    def post(self, secret: str, entries: Iterable[dict[str, Any]]) -> list[str]:
        """The ids that were acknowledged; `RefusedError` when it said no, OSError when it said nothing."""
        who = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        status, body = self.ask("POST", "/api/entries", json.dumps(list(entries)).encode(), who)
        if status != 200:
            raise RefusedError(status, body.decode(errors="replace"))
        return [one["id"] for one in json.loads(body) if one["status"] in ("kept", "already kept")]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port

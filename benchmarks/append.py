# SPDX-License-Identifier: Apache-2.0
"""How fast does the real server take entries in? Eight clients, a year of diary, SQLite that survives a power cut.

Each request is answered after the entries are on the disk and the warning signs were checked.
"""

import json
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random

from benchmarks.diary import a_day, entry, own_home, planted, verdict
from supple.entries.kinds import to_json

COMMAND = Path(sys.executable).with_name("supple")
CLIENTS, SECONDS, ONE_YEAR = 8, 8.0, 365


@dataclass
class Load:
    """What the clients saw."""

    port: int
    secret: str
    size: int
    kept: int = 0
    errors: int = 0
    waits: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def client(self, number: int, until: float) -> None:
        """Send lists one after the other until the time is over."""
        chance, connection = Random(number), HTTPConnection("127.0.0.1", self.port, timeout=30)
        who = {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/json"}
        while time.monotonic() < until:
            body = self._body(chance)
            start = time.perf_counter()
            try:
                connection.request("POST", "/api/entries", body, who)
                answer = connection.getresponse()
                results = json.loads(answer.read())
                good = answer.status == 200 and all(r["status"] == "kept" for r in results) and results[-1]["checked"]
            except (OSError, HTTPException, ValueError):
                good = False
            with self.lock:
                self.waits.append(time.perf_counter() - start)
                self.kept += self.size if good else 0
                self.errors += not good

    def _body(self, chance: Random) -> bytes:
        said = a_day(chance)
        chosen = said if self.size == len(said) else [chance.choice(said) for _ in range(self.size)]
        day = datetime.now(UTC) - timedelta(days=chance.randrange(ONE_YEAR))  # a queue that was offline for a while
        return ("[" + ",".join(to_json(entry(chance, day, kind, fields)) for kind, fields in chosen) + "]").encode()

    def run(self) -> float:
        """All clients at once; entries a second."""
        start = time.monotonic()
        numbers = range(self.size * 100, self.size * 100 + CLIENTS)
        threads = [threading.Thread(target=self.client, args=(n, start + SECONDS)) for n in numbers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self.kept / (time.monotonic() - start)


@contextmanager
def server() -> Iterator[int]:
    """`supple serve` on a free port of this machine."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    process = subprocess.Popen([COMMAND, "serve", "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/api/entries")
            if connection.getresponse().status == 401:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


def main() -> None:
    """Plant a year, start the server, send."""
    with own_home():
        person = planted(ONE_YEAR)
        from supple.actions import tokens  # noqa: PLC0415 - after Django was started on its own home

        secret = tokens.create(person, "full", now=datetime.now(UTC))
        with server() as port:
            Load(port, secret, 1).client(1, time.monotonic() + 1)  # the first requests fill caches
            for size, least in ((1, 60), (20, 500)):
                load = Load(port, secret, size)
                rate = load.run()
                wait = statistics.median(load.waits) * 1000
                verdict(f"lists of {size}, {CLIENTS} clients", rate, "entries/s", least, at_least=True)
                print(f"  {len(load.waits)} requests, {load.errors} errors, median answer {wait:.0f} ms")


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Does a clinic of 2,000 persons get its answers? PostgreSQL, four workers: 70 % say, 20 % look, 10 % read.

Requests are sent when they are due, whether earlier ones have been answered or not, and their time is counted from
then: a server that falls behind shows it. `python -m benchmarks.load --help`.
"""

import argparse
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.faults.installation import Installation, Server
from tests.figures import measured_by, written_down
from tests.postgres import cluster

PAGES = ("/", "/timeline", "/plan", "/more", "/night")
CLIENTS = 64
ALONE = 100
SORTS = {"say": "say something", "look": "look at a page", "read": "read through the API"}
SAID: tuple[dict[str, Any], ...] = (
    {"kind": "episode", "what": "spasm", "site": "calf", "side": "left", "severity": 6},
    {"kind": "dose", "medicine": "baclofen", "status": "taken"},
    {"kind": "check_in", "spasticity": 4, "pain": 3},
    {"kind": "intake", "sort": "drink", "what": "water", "amount": 250, "unit": "ml"},
    {"kind": "exposure", "what": "heat"},
)


@dataclass
class Seen:
    """What was answered, by sort of request."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, sort: str, seconds: float, status: int) -> None:
        """One answer; a status of 0 is none at all."""
        with self.lock:
            self.took[sort].append(seconds)
            if status != 200:
                self.wrong[f"{sort} {status}"] += 1


@dataclass
class Due:
    """Requests in the order in which they are due."""

    rate: float
    seconds: float
    began: float = field(default_factory=time.monotonic)
    next: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> float | None:
        """When the next one is due; nothing when it is over."""
        with self.lock:
            due = self.next / self.rate
            self.next += 1
        return None if due > self.seconds else self.began + due


@dataclass
class Watched:
    """What the server took meanwhile, and the machine with it."""

    memory: list[float] = field(default_factory=list)
    load: list[float] = field(default_factory=list)
    lasted: float = 0
    worked: float = 0

    def look(self, server: Server) -> None:
        """How much memory now, and how much is there to do."""
        self.memory.append(_memory(server))
        self.load.append(os.getloadavg()[0])


@dataclass
class Asks:
    """What every line needs."""

    server: Server
    clinic: dict[str, Any]
    seen: Seen
    due: Due
    say_only: bool


def main() -> int:
    """Make the clinic, start the server, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=2000)
    parser.add_argument("--days", type=int, default=365, help="of diary for each, twenty entries a day (365)")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--rate", type=float, default=40, help="requests a second (40)")
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--say-only", action="store_true", help="only say, to see how soon an entry is kept")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/explanation/trust.md")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="supple-load-") as folder, cluster(durable=True) as url:
        home = Installation(Path(folder) / "home", {"DATABASE_URL": url}, serve_with=("--workers", str(args.workers)))
        home.home.mkdir()
        begun = time.monotonic()
        clinic = _clinic(home, args.persons, args.days)
        print(
            f"{args.persons} persons, {clinic['entries']:,} entries, made in {time.monotonic() - begun:.0f} s",
            flush=True,
        )
        with home.serving() as server:
            return _measured(server, clinic, args)


def _clinic(home: Installation, persons: int, days: int) -> dict[str, Any]:
    make = [sys.executable, "-m", "benchmarks.load_people", str(persons), str(days)]
    told = subprocess.run(make, env=home.environment(), capture_output=True, text=True, check=False)
    if told.returncode:
        raise SystemExit(told.stderr)
    made: dict[str, Any] = json.loads(told.stdout)
    return made


def _measured(server: Server, clinic: dict[str, Any], args: argparse.Namespace) -> int:
    asks = Asks(server, clinic, Seen(), Due(args.rate, args.seconds), args.say_only)
    watched = _asked(asks)
    alone = _one_after_the_other(server, clinic)
    asked = f"--persons {args.persons} --days {args.days} --rate {args.rate:g} --seconds {args.seconds:g}"
    by = measured_by(f"python -m benchmarks.load {asked}")
    said = "\n".join([*_clinic_told(args, asks, watched), *_times(asks.seen, alone), by])
    print(said)
    if args.write:
        written_down("load", said)
    return int(bool(asks.seen.wrong or alone.wrong))


def _asked(asks: Asks) -> Watched:
    """Ask until nothing is due any more, and watch the server meanwhile."""
    server, watched = asks.server, Watched()
    worked = _worked(server)
    them = [threading.Thread(target=_client, args=(n, asks)) for n in range(CLIENTS)]
    watched.look(server)
    for one in them:
        one.start()
    while any(one.is_alive() for one in them):
        time.sleep(5)
        watched.look(server)
    watched.lasted, watched.worked = time.monotonic() - asks.due.began, _worked(server) - worked
    return watched


def _one_after_the_other(server: Server, clinic: dict[str, Any]) -> Seen:
    """What a page takes when nobody else asks, each time of another person."""
    chance, seen = random.Random(0), Seen()
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    for page in PAGES * ALONE:
        begun = time.monotonic()
        line.request("GET", page, headers={"Cookie": f"sessionid={chance.choice(clinic['sessions'])}"})
        answer = line.getresponse()
        answer.read()
        seen.note(page, time.monotonic() - begun, answer.status)
    return seen


def _client(number: int, asks: Asks) -> None:
    """One of many lines: the next request that is due, and the next."""
    chance = random.Random(number)
    line = http.client.HTTPConnection("127.0.0.1", asks.server.port, timeout=60)
    while (when := asks.due.take()) is not None:
        time.sleep(max(0.0, when - time.monotonic()))
        sort, request = _request(chance, asks.clinic, asks.say_only)
        try:
            line.request(*request)
            answer = line.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException):
            line.close()
            status = 0
        asks.seen.note(sort, time.monotonic() - when, status)


def _request(chance: random.Random, clinic: dict[str, Any], say_only: bool) -> tuple[str, tuple[Any, ...]]:
    """The sort, and what `http.client` needs of it."""
    throw = 0.0 if say_only else chance.random()
    who = {"Authorization": f"Bearer {chance.choice(clinic['tokens'])}", "Content-Type": "application/json"}
    now = datetime.now(UTC)
    if throw < 0.7:
        said = {"id": str(uuid4()), "at": now.isoformat(), **chance.choice(SAID)}
        return "say", ("POST", "/api/entries", json.dumps([said]), who)
    if throw < 0.9:
        return "look", ("GET", chance.choice(PAGES), None, {"Cookie": f"sessionid={chance.choice(clinic['sessions'])}"})
    since = (now - timedelta(days=chance.randrange(1, 30))).date()
    return "read", ("GET", f"/api/entries?since={since}", None, who)


def _memory(server: Server) -> float:
    """MB that the server and its workers hold."""
    assert server.process
    group = subprocess.run(
        ["ps", "-o", "rss=", "-g", str(server.process.pid)], capture_output=True, text=True, check=False
    )
    return sum(map(int, group.stdout.split())) / 1024


def _worked(server: Server) -> float:
    """Seconds of a core that the server and its workers have used."""
    assert server.process
    group = subprocess.run(
        ["ps", "-o", "pid=", "-g", str(server.process.pid)], capture_output=True, text=True, check=False
    )
    ticks = 0
    for pid in group.stdout.split():
        ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _clinic_told(args: argparse.Namespace, asks: Asks, watched: Watched) -> Iterator[str]:
    """What was asked of whom, and what it took."""
    many, memory, load = sum(map(len, asks.seen.took.values())), watched.memory, watched.load
    entries = asks.clinic["entries"]
    yield f"| {args.persons:,} persons with {args.days} days of twenty entries each: {entries:,} entries | |"
    yield "|---|---|"
    wrong = ", ".join(f"{what}: {n}" for what, n in asks.seen.wrong.items()) or "0"
    yield f"| {args.rate:g} requests a second due | {many:,} in {watched.lasted:.0f} s, wrong or unanswered {wrong} |"
    yield f"| memory of the server and its {args.workers} workers, the most in each sixth | {_sixths(memory)} MB |"
    yield f"| work for each, supple's own processes alone | {watched.worked / many * 1000:.1f} ms of a core |"
    yield f"| load of the machine, what asks and PostgreSQL among it | {min(load):.1f} to {max(load):.1f} |"
    yield ""


def _sixths(values: list[float]) -> str:
    """The greatest in each sixth of the time: what grows without end, grows in the last ones too."""
    cuts = [len(values) * part // 6 for part in range(7)]
    return ", ".join(f"{max(values[a : max(a + 1, b)]):.0f}" for a, b in pairwise(cuts))


def _times(seen: Seen, alone: Seen) -> Iterator[str]:
    """How soon answers came, under load and while nobody else asked."""
    yield "| answered within, in ms | half of them | 19 in 20 | 99 in 100 |"
    yield "|---|---:|---:|---:|"
    for how, every in (("", seen), (", alone", alone)):
        times = [(SORTS.get(sort, f"`{sort}`"), took) for sort, took in every.took.items()]
        for name, took in [*times, ("all", [one for _, some in times for one in some])]:
            yield f"| {name}{how} | {' | '.join(_shares(took))} |"
    yield ""
    yield "*Alone*: nobody else asked, and each look was at another person's page."
    yield ""


def _shares(times: list[float]) -> list[str]:
    rising = sorted(times)
    return [f"{rising[min(len(rising) - 1, len(rising) * share // 100)] * 1000:.0f}" for share in (50, 95, 99)]


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: S311 - chance here only has to be repeatable
"""Is what was acknowledged still there after the worst? The real server, killed, starved of disk, locked out."""

import json
import random
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.faults.installation import Installation, RefusedError, Server, free_port
from tests.faults.tally import Batch, Count, Tally, count

CLIENTS = 4
Say = Callable[[str], None]


def batch(chance: random.Random) -> Batch:
    """A few entries as a phone's queue would send them; the words make each one different."""
    now = datetime.now(UTC).isoformat()
    return tuple(
        {
            "id": str(uuid4()),
            "kind": "note",
            "at": now,
            "text": f"round {chance.random()} " + "x" * chance.randrange(1, 400),
        }
        for _ in range(chance.randrange(1, 6))
    )


def post(server: Server, secret: str, tally: Tally, said: Batch) -> bool:
    """Send one batch and note what was answered; false when the line broke."""
    tally.sends(said)
    return send_again(server, secret, tally, said)


def send_again(server: Server, secret: str, tally: Tally, said: Batch) -> bool:
    """Send a batch that went out before."""
    try:
        tally.hears(server.post(secret, said))
    except RefusedError:
        tally.hears_no()
        time.sleep(0.1)  # as a phone, which waits before it asks again
    except OSError:
        return False
    return True


def post_again_until_kept(server: Server, secret: str, tally: Tally) -> None:
    """As a phone would: what was not acknowledged is sent again, until it is."""
    for _ in range(10):
        for waiting in tally.unanswered():
            send_again(server, secret, tally, waiting)
        if not tally.unanswered():
            return
        time.sleep(0.2)


@contextmanager
def clients(server: Server, secret: str, button: str, tally: Tally, seed: int) -> Iterator[None]:
    """Several at once: phones that send batches and one bedside button, until the line breaks or the block ends."""
    over = threading.Event()

    def phone(number: int) -> None:
        chance = random.Random(seed * CLIENTS + number)
        while not over.is_set() and post(server, secret, tally, batch(chance)):
            pass

    def bedside() -> None:
        while not over.is_set() and press(server, button, tally):
            time.sleep(0.05)

    them = [threading.Thread(target=phone, args=(n,)) for n in range(CLIENTS)] + [threading.Thread(target=bedside)]
    for one in them:
        one.start()
    try:
        yield
    finally:
        over.set()
        for one in them:
            one.join()


def press(server: Server, button: str, tally: Tally) -> bool:
    """One press; false when the line broke."""
    try:
        status, body = server.ask("POST", "/api/entries", b"", {"Authorization": f"Bearer {button}"})
    except OSError:
        return False
    if status == 200:
        tally.hears([one["id"] for one in json.loads(body)], pressed=True)
    else:
        tally.hears_no()
    return True


def button_of(home: Installation) -> str:
    """A write-only token that says a spasm."""
    made = home.did(
        "token", "create", "--scope", "write-only", "--preset", "episode:spasm", "--person", "Ada", "--json"
    )
    secret: str = json.loads(made)["token"]
    return secret


def killed(home: Installation, secret: str, rounds: int, say: Say = lambda _: None, seed: int = 1) -> Count:
    """Kill the server at random moments while everybody writes; a phone sends what was not answered again."""
    chance, tally, button = random.Random(seed), Tally(), button_of(home)
    before, server = _ids(home), Server(home, free_port())
    worst: list[Count] = []
    try:
        for number in range(rounds):
            if chance.random() < 0.15:  # at the start, when tables are looked at and locks put in place
                server.launch()
                time.sleep(chance.random() * 1.5)
                server.kill()
            server.start()
            for waiting in tally.unanswered():
                send_again(server, secret, tally, waiting)
            with clients(server, secret, button, tally, seed + number):
                time.sleep(chance.random() * 0.8)
                server.kill()
            worst.append(_less(count(tally, home.database, presses=True), before))
            say(f"round {number + 1}: {worst[-1]}")
    finally:
        server.close()
    assert home.run("doctor", "--json").stdout.count('"locks", "state": "fine"') == 1
    return worst_of(worst)


def disk_full(home: Installation, secret: str, fill: Callable[[], None], empty: Callable[[], None]) -> Count:
    """Write until the disk is full and on; read meanwhile; make room and write again."""
    tally, chance, before = Tally(), random.Random(2), _ids(home)
    with home.serving() as server:
        assert post(server, secret, tally, batch(chance))
        fill()
        _write_until_refused(server, secret, tally, chance)
        _all_can_be_read(server, secret, tally)
        _told_in_a_sentence(home)
        empty()
        _all_again(server, secret, tally)
    return _less(count(tally, home.database, presses=False), before)


def file_limit(home: Installation, secret: str) -> Count:
    """Write until no file of the server may grow any further; start it again without the limit."""
    tally, chance, before = Tally(), random.Random(2), _ids(home)
    with home.serving() as server:
        _write_until_refused(server, secret, tally, chance)
        _all_can_be_read(server, secret, tally)
        server.kill()
        home.inside = ()
        server.start()
        _all_again(server, secret, tally)
    return _less(count(tally, home.database, presses=False), before)


def _write_until_refused(server: Server, secret: str, tally: Tally, chance: random.Random) -> None:
    for _ in range(4000):
        assert post(server, secret, tally, batch(chance)), "the server fell over"
        if tally.refused >= 20:
            return
    raise AssertionError("it never became full")


def _all_again(server: Server, secret: str, tally: Tally) -> None:
    """As a phone does with what was refused or never answered."""
    for waiting in tally.unanswered():
        assert send_again(server, secret, tally, waiting)
    assert not tally.unanswered()


def locked(home: Installation, secret: str, seconds: float) -> tuple[Count, int]:
    """Somebody else holds the database; answers how many batches were refused meanwhile."""
    tally, chance, before = Tally(), random.Random(3), _ids(home)
    with home.serving() as server, closing(sqlite3.connect(home.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        them = [threading.Thread(target=post, args=(server, secret, tally, batch(chance))) for _ in range(3)]
        for one in them:
            one.start()
        time.sleep(seconds)
        other.execute("ROLLBACK")
        for one in them:
            one.join()
        refused = tally.refused
        _all_again(server, secret, tally)
    return _less(count(tally, home.database, presses=False), before), refused


def first_starts_killed(folder: Path, rounds: int, seed: int = 4) -> Count:
    """Kill the making of the tables at random moments; the next start that is let be makes them whole."""
    chance, home = random.Random(seed), Installation(folder / "fresh")
    for _ in range(rounds):
        server = Server(home, free_port())
        server.launch()
        time.sleep(0.4 + chance.random() * 2)
        server.close()
        if chance.random() < 0.3:
            shutil.rmtree(home.home, ignore_errors=True)
    home.with_person()
    home.did("log", "it works")
    told = json.loads(home.run("doctor", "--json").stdout)["told"]
    wrong = [one for one in told if one["state"] == "wrong" and one["about"] != "backup"]
    assert wrong == []
    return count(Tally(acknowledged=set()), home.database, presses=False)


def _all_can_be_read(server: Server, secret: str, tally: Tally) -> None:
    status, body = server.ask("GET", "/api/entries", headers={"Authorization": f"Bearer {secret}"})
    assert status == 200
    assert {one["id"] for one in json.loads(body)} >= tally.acknowledged


def _told_in_a_sentence(home: Installation) -> None:
    for words in (("log", "a note", "--person", "Ada"), ("backup", "--daily")):
        said = home.run(*words)
        assert said.returncode == 2, said
        assert said.stderr.startswith("supple: "), said.stderr
        assert "Traceback" not in said.stderr


def _ids(home: Installation) -> int:
    """Rows of before that no client of ours sent."""
    found: list[tuple[Any, ...]] = home.rows("SELECT count(*) FROM journal_event WHERE source <> 'command line'")
    return int(found[0][0])


def _less(counted: Count, before: int) -> Count:
    return Count(**{**counted.__dict__, "never_sent": max(0, counted.never_sent - before)})


def worst_of(rounds: list[Count]) -> Count:
    """What was ever wrong counts, even if a later round healed it."""
    last = rounds[-1].__dict__
    return Count(
        **{name: max(r.__dict__[name] for r in rounds) for name in last} | {"acknowledged": last["acknowledged"]}
    )


def read_only(home: Installation, secret: str) -> None:
    """Nothing can be written at all: it can be read, and every way to write says no in a sentence."""
    _told_in_a_sentence(home)
    tally, chance = Tally(), random.Random(5)
    with home.serving() as server:
        _all_can_be_read(server, secret, tally)
        assert post(server, secret, tally, batch(chance))
        assert (tally.refused, tally.acknowledged) == (1, set())
    told = home.run("doctor")
    assert told.returncode == 1, told
    assert "Nothing can be written" in told.stdout

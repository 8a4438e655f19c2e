# SPDX-License-Identifier: Apache-2.0
"""The real server under clients that are slow, endless, malformed or too many: others go on, and it ends in order."""

import http.client
import json
import signal
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import pytest

from tests.faults.installation import Installation, RefusedError, Server

SOON = 15
"""Seconds within which somebody else is answered; the slow ones hold on for longer."""


@pytest.fixture(scope="module")
def served(made: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """One server for all of these, and a token."""
    copy = Installation(made[0]).copy(Installation(tmp_path_factory.mktemp("bounds") / "home"))
    with copy.serving() as server:
        yield server, made[1]


def says(server: Server, secret: str) -> bool:
    """Whether somebody else can keep an entry now."""
    one = {"id": str(uuid4()), "kind": "episode", "at": "2026-11-21T03:05:00Z"}
    return server.post(secret, [one]) == [one["id"]]


@contextmanager
def lines(server: Server, many: int, begin: bytes) -> Iterator[list[socket.socket]]:
    """Connections that have begun to speak."""
    opened = [socket.create_connection(("127.0.0.1", server.port), timeout=SOON) for _ in range(many)]
    for one in opened:
        one.sendall(begin)
    try:
        yield opened
    finally:
        for one in opened:
            one.close()


def heard(line: socket.socket) -> bytes:
    """What comes back until the other side closes; nothing when it just closes."""
    said = b""
    with suppress(ConnectionError):
        while piece := line.recv(65536):
            said += piece
    return said


def test_many_who_never_finish_their_first_words_keep_nobody_out_and_are_let_go(served: tuple[Server, str]) -> None:
    server, secret = served
    with lines(server, 100, b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ") as slow:
        assert says(server, secret)
        assert all(not heard(one) or b" 408 " in heard(one) for one in slow[:5])


def test_those_who_promise_a_body_and_never_send_it_keep_nobody_out(served: tuple[Server, str]) -> None:
    server, secret = served
    begin = (
        f"POST /api/entries HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {secret}\r\n"
        "Content-Type: application/json\r\nContent-Length: 4000\r\n\r\n["
    ).encode()
    for _ in range(2):  # the second time, those of the first have been let go
        with lines(server, 100, begin) as silent:
            assert says(server, secret)
            assert b" 408 " in heard(silent[0])[:40]
            assert says(server, secret)


@pytest.mark.parametrize("words", [
    b"\x00\x01\x02 nonsense\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
    b"POST /keep HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    b"POST /keep HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X-A: " + b"a" * 200_000 + b"\r\n\r\n",
    b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X-A: a\r\n" * 5000 + b"\r\n",
    b"TRACE / HTTP/1.1\r\nHost: localhost\r\nX-Secret: canary\r\n\r\n",
])  # fmt: skip
def test_what_is_no_request_is_refused_and_the_next_one_answered(served: tuple[Server, str], words: bytes) -> None:
    server, secret = served
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=SOON)) as line:
        with suppress(ConnectionError):
            line.sendall(words)
        with suppress(OSError):
            line.shutdown(socket.SHUT_WR)
        told = heard(line)
    assert b" 200 " not in told[:40]
    assert b"canary" not in told
    assert says(server, secret)


def test_a_body_without_end_is_refused_before_it_is_read(served: tuple[Server, str]) -> None:
    server, secret = served
    who = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    for size, sent in ((6 * 2**20, 6 * 2**20), (2**40, 1000)):
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=2 * SOON)
        line.putrequest("POST", "/api/entries")
        for name, said in {**who, "Content-Length": str(size)}.items():
            line.putheader(name, said)
        line.endheaders(b"[" * sent)
        assert line.getresponse().status == 413
        line.close()
    assert says(server, secret)


def test_a_flood_from_many_loses_nothing_that_was_acknowledged(served: tuple[Server, str]) -> None:
    server, secret = served
    kept: list[str] = []
    refused: list[int] = []

    def phone() -> None:
        for _ in range(10):
            said = [
                {"id": str(uuid4()), "kind": "note", "at": "2026-11-21T03:05:00Z", "text": "once"} for _ in range(5)
            ]
            try:
                kept.extend(server.post(secret, said))
            except RefusedError as no:
                refused.append(no.status)

    them = [threading.Thread(target=phone) for _ in range(24)]
    for one in them:
        one.start()
    for one in them:
        one.join()
    held = {str(row[0]).replace("-", "") for row in server.of.rows("SELECT entry_id FROM journal_event")}
    assert kept
    assert {one.replace("-", "") for one in kept} <= held
    assert set(refused) <= {503}


def test_told_to_end_it_answers_what_is_under_way_and_ends_in_order(home: Installation, secret: str) -> None:
    with home.serving() as server:
        who = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        said = [{"id": str(uuid4()), "kind": "note", "at": "2026-11-21T03:05:00Z", "text": "x" * 90} for _ in range(90)]
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        with closing(sqlite3.connect(home.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")  # so that the server is still at it when it is told to end
            line.request("POST", "/api/entries", json.dumps(said).encode(), who)
            time.sleep(1.5)
            assert server.process
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            other.execute("ROLLBACK")
        answer = line.getresponse()
        assert answer.status == 200
        assert {one["status"] for one in json.loads(answer.read())} == {"kept"}
        assert server.process.wait(60) == 0
        server.process = None
        assert home.rows("SELECT COUNT(*) FROM journal_event WHERE body LIKE '%xxxxxxxx%'") == [(90,)]

# SPDX-License-Identifier: Apache-2.0
"""How long may somebody take to finish what they began to say? Who is slow or silent takes no working thread.

What the server calls. The body is awaited first, each piece within its time and without a thread; only then one of
the few threads is taken that hold a connection to the database. An app that read the body in a thread of its own
could be stopped by as many silent phones as there are threads.
"""

import asyncio
import io
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.db import connections
from django.utils import timezone

from supple.web.wsgi import application

# Needs the settings, which the line above has read.
from supple.actions import push  # isort: skip
from supple.actions.let_go import EACH, let_go_of_erased  # isort: skip

WORKING = 4
"""Requests at once that are worked on: a home server's load, and SQLite's one writer."""
A_PIECE_WITHIN = 10.0
"""Seconds until the next piece of a body has to be here."""
Headers = list[tuple[str, str]]


class Patient:
    """The pages and the API, for a server that speaks RSGI."""

    def __init__(self) -> None:
        self.working = ThreadPoolExecutor(WORKING, "working")
        self.ringing = ThreadPoolExecutor(1, "ringing")  # apart: a slow server of messages holds up no page

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Called by the server before the first request."""
        loop.call_later(EACH, self._tidied, loop)

    def _tidied(self, loop: asyncio.AbstractEventLoop) -> None:
        """Ask whether a diary was erased elsewhere, tell devices what is due, and again after a while."""
        loop.run_in_executor(self.working, _apart, let_go_of_erased)
        if settings.PUSH_KEY:
            loop.run_in_executor(self.ringing, _apart, _ring)
        loop.call_later(EACH, self._tidied, loop)

    async def __rsgi__(self, scope: Any, line: Any) -> None:
        """One request."""
        if scope.proto != "http":
            return
        headers = scope.headers.items()
        try:
            body = await _whole(line, _length(headers))
        except (TimeoutError, OSError):
            line.response_empty(408, [("connection", "close")])
            return
        loop = asyncio.get_running_loop()
        status, told, content = await loop.run_in_executor(self.working, _work, _environ(scope, headers, body))
        if isinstance(content, bytes):
            line.response_bytes(status, told, content)
            return
        sent = line.response_stream(status, told)
        while piece := await loop.run_in_executor(self.working, next, content, b""):
            await sent.send_bytes(piece)


def _apart(work: Callable[[], object]) -> None:
    """With a connection of its own, since one that lay open for a minute may lead nowhere."""
    connections.close_all()
    try:
        work()
    finally:
        connections.close_all()


def _ring() -> None:
    push.ring(timezone.now(), push.post)


def _length(headers: Headers) -> int:
    """How long the body is said to be; one that is too large is not read, and the app refuses it by its length."""
    said = next((value for name, value in headers if name == "content-length"), "")
    return int(said) if said.isdecimal() and int(said) <= settings.LARGEST_BODY else 0


async def _whole(line: Any, length: int) -> IO[bytes]:
    if not length:
        return io.BytesIO()
    body = SpooledTemporaryFile(settings.BODY_IN_MEMORY)  # noqa: SIM115 - whoever reads it lets it go
    pieces = aiter(line)
    while body.tell() < length:
        try:
            body.write(await asyncio.wait_for(anext(pieces), A_PIECE_WITHIN))
        except StopAsyncIteration:
            break
    body.seek(0)
    return body


def _environ(scope: Any, headers: Headers, body: IO[bytes]) -> dict[str, Any]:
    """The request in the words that Django knows."""
    client, _, _ = scope.client.rpartition(":")
    host, _, port = scope.server.rpartition(":")
    said: dict[str, Any] = {
        "REQUEST_METHOD": scope.method, "SCRIPT_NAME": "", "QUERY_STRING": scope.query_string,
        "PATH_INFO": unquote_to_bytes(scope.path).decode("latin-1"), "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": host, "SERVER_PORT": port, "REMOTE_ADDR": client.strip("[]"),
        "wsgi.version": (1, 0), "wsgi.url_scheme": scope.scheme, "wsgi.input": body, "wsgi.errors": sys.stderr,
        "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    for name, value in headers:
        _add(said, name.upper().replace("-", "_"), value)
    return said


def _add(said: dict[str, Any], name: str, value: str) -> None:
    """One header; one that came twice is joined as the standard says."""
    key = name if name in ("CONTENT_LENGTH", "CONTENT_TYPE") else f"HTTP_{name}"
    between = "; " if name == "COOKIE" else ","
    said[key] = f"{said[key]}{between}{value}" if key in said else value


def _work(environ: dict[str, Any]) -> tuple[int, Headers, bytes | Iterator[bytes]]:
    told: list[tuple[str, Headers]] = []

    def begin(status: str, headers: Headers, *_: Any) -> Any:
        told.append((status, headers))

    result = application(environ, begin)
    status, headers = int(told[0][0][:3]), [(name.lower(), value) for name, value in told[0][1]]
    if getattr(result, "streaming", False):
        return status, headers, _streamed(result)
    try:
        return status, headers, b"".join(result)
    finally:
        result.close()


def _streamed(result: Any) -> Iterator[bytes]:
    """Piece by piece, which may come from several threads; the connections that they opened are let go."""
    try:
        yield from filter(None, result)
    finally:
        result.close()
        connections.close_all()


app = Patient()

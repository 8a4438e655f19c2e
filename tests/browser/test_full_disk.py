# SPDX-License-Identifier: Apache-2.0
"""When the server can keep nothing: does the phone keep what was said, say so, and send it once there is room again?"""

import json
import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE
from tests.browser.test_offline_night import gone, settled, waits
from tests.browser.walking import PHONE, press
from tests.faults import small_disk
from tests.faults.conftest import make
from tests.faults.installation import PASSWORD, Installation, RefusedError, Server, free_port

ON_ITS_OWN_DISK = """
disk=$1 made=$2; shift 2
mount -t tmpfs -o size=16m none "$disk" && cp -r "$made" "$disk/home" && exec "$@"
"""
HELD = """
mount -t tmpfs -o size=64m none "$1" && cp -r "$2" "$1/home" && echo there && exec sleep infinity
"""
GROWS_BY = 64 * 1024
A_FILE, A_DISK, READ_ONLY = "a file may not grow", "a disk of its own", "a disk that can only be read"


class Full:
    """A server whose disk can be filled and emptied while it runs."""

    def __init__(self, server: Server, secret: str, fill: Callable[[], None], empty: Callable[[], None]) -> None:
        self.server, self.secret, self._fill, self.empty = server, secret, fill, empty

    def fill(self) -> None:
        """Until not even the smallest entry is taken, three times over."""
        self._fill()
        refused = 0
        for _ in range(5000):
            one = {"id": str(uuid4()), "at": datetime.now(UTC).isoformat(), "kind": "exposure", "what": "heat"}
            try:
                self.server.post(self.secret, [one])
            except RefusedError as error:
                refused += error.status == 503
            if refused == 3:
                return
        raise AssertionError("it never became full")

    def said(self, kind: str) -> list[dict[str, Any]]:
        """What the diary holds of one kind; it can be read all the while."""
        who = {"Authorization": f"Bearer {self.secret}"}
        status, body = self.server.ask("GET", "/api/entries", headers=who)
        assert status == 200
        return [one for one in json.loads(body) if one["kind"] == kind]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Installation, str]:
    """Ada's and Bo's diaries, and Ada's token."""
    return make(tmp_path_factory.mktemp("made") / "home")


@pytest.fixture(params=[A_FILE, *([A_DISK, READ_ONLY] if small_disk.can_be_made() else [])])
def full(request: pytest.FixtureRequest, made: tuple[Installation, str], tmp_path: Path) -> Iterator[Full]:
    """A file that may not grow, everywhere; a disk that is really full or locked, where the kernel lets us have one."""
    planted, secret = made
    disk = tmp_path / "disk"
    home = Installation(disk / "home")
    disk.mkdir()
    with ExitStack() as held:
        if request.param == A_FILE:
            planted.copy(home)
        elif request.param == A_DISK:
            home.inside = (*small_disk.OWN, "sh", "-c", ON_ITS_OWN_DISK, "sh", str(disk), str(planted.home))
        else:
            home.inside = held.enter_context(_kept(disk, planted))
        server = Server(home, free_port())
        held.callback(server.close)
        server.start()
        yield {A_FILE: _with_a_limit, A_DISK: _on_its_disk, READ_ONLY: _that_is_locked}[request.param](server, secret)


@contextmanager
def _kept(disk: Path, planted: Installation) -> Iterator[tuple[str, ...]]:
    """A disk that outlives its server, and how a command gets there."""
    words = [*small_disk.OWN, "sh", "-c", HELD, "sh", str(disk), str(planted.home)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"there\n"
        yield ("nsenter", "-t", str(holder.pid), "-U", "-m", "--preserve-credentials")
        holder.kill()


def _that_is_locked(server: Server, secret: str) -> Full:
    def locked(how: str) -> None:
        server.kill()
        server.until_gone()
        small_disk.remount(server.of.home.parent, how, server.of.inside)
        server.start()

    return Full(server, secret, lambda: locked("ro"), lambda: locked("rw"))


def _on_its_disk(server: Server, secret: str) -> Full:
    assert server.process
    filler = Path(f"/proc/{server.process.pid}/root{server.of.home.parent}/filler")

    def fill() -> None:
        left = os.statvfs(filler.parent)
        filler.write_bytes(b"\0" * (left.f_bavail * left.f_frsize))

    return Full(server, secret, fill, filler.unlink)


def _with_a_limit(server: Server, secret: str) -> Full:
    def limit(soft: int) -> None:
        assert server.process
        ours = subprocess.run(
            ["ps", "-o", "pid=", "-g", str(server.process.pid)], capture_output=True, text=True, check=True
        )
        for pid in map(int, ours.stdout.split()):
            _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, most))

    def fill() -> None:
        limit(max(one.stat().st_size for one in server.of.home.glob("supple.sqlite3*")) + GROWS_BY)

    return Full(server, secret, fill, lambda: limit(resource.RLIM_INFINITY))


@pytest.fixture
def phone(browser: Browser, full: Full) -> Iterator[Page]:
    """Ada's phone, signed in."""
    context = browser.new_context(base_url=f"http://localhost:{full.server.port}", viewport=PHONE)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/account/login/")
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    yield settled(page)
    context.close()


def test_what_is_said_while_nothing_can_be_kept_waits_on_the_phone_and_arrives_once(full: Full, phone: Page) -> None:
    before = len(full.said("episode"))
    # Given a server that keeps nothing any more
    full.fill()
    # When something happens, twice, and the page is opened again in between
    phone.get_by_role("button", name="Something happened now").first.click()
    expect(phone.get_by_text("1 entry is not sent yet.")).to_be_visible()
    phone.goto("/press")
    phone.get_by_role("button", name="It happened").click()
    expect(phone.get_by_text("2 not sent yet")).to_be_visible()
    assert waits(phone) == 2
    assert len(full.said("episode")) == before
    # Then both are there as soon as there is room, once each, and nothing waits
    full.empty()
    phone.goto("/")
    gone(phone)
    assert len(full.said("episode")) == before + 2
    phone.reload()
    assert len(full.said("episode")) == before + 2

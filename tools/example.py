# SPDX-License-Identifier: Apache-2.0
"""The example as a running server in a folder of its own, and a browser that looks around in it as Ada."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 180_000
"""Milliseconds until a page counts as one that never comes: a busy machine is slow, and no look judges its speed."""


def chromium() -> str:
    """Where the browser is; without one there is nothing to look at."""
    found = shutil.which("chromium")
    if not found:
        raise SystemExit("This needs Chromium. On Debian or Ubuntu: sudo apt install chromium")
    return found


def browser(playwright: Playwright) -> Browser:
    """The system's Chromium, also for root in a container."""
    return playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"] if os.geteuid() == 0 else [])


def as_ada(opened: Browser, url: str, **look: Any) -> Page:
    """A tab in which the made-up Ada is signed in."""
    tab = opened.new_context(**look).new_page()
    tab.set_default_timeout(PATIENCE)
    tab.goto(f"{url}/account/login/")
    with tab.expect_navigation():
        tab.get_by_role("button", name="Look around as Ada").click()
    return tab


@contextmanager
def running(url: str | None = None, port: int = 8765) -> Iterator[str]:
    """The address of an example that runs already, or of one that is started now and stopped afterwards."""
    if url:
        yield url.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "supple", "demo", "--port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "SUPPLE_HOME": home}, stdout=subprocess.DEVNULL)
        try:
            _wait(f"http://127.0.0.1:{port}/account/login/")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _wait(url: str, tries: int = 600) -> None:
    for _ in range(tries):
        try:
            urllib.request.urlopen(url).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The example did not start.")

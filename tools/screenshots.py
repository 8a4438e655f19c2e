# SPDX-License-Identifier: Apache-2.0
"""What does supple look like today? Starts the example in a folder of its own and writes docs/images/*.png.

`tools/screenshots.py` starts its own example; `--url` looks at one that runs already.
"""

import argparse
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

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1100, "height": 860}
SHOTS = {
    "today-light": ("/", PHONE, "light"),
    "today-dark": ("/", PHONE, "dark"),
    "night": ("/night", PHONE, "dark"),
    "check-in": ("/check-in/legs", PHONE, "dark"),
    "triggers": ("/triggers", DESK, "light"),
    "plan": ("/plan", PHONE, "light"),
    "report": ("/report", DESK, "light"),
}


def main() -> int:
    """Take every picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="an example that runs already")
    asked = parser.parse_args()
    chromium = shutil.which("chromium")
    if not chromium:
        print("Screenshots need Chromium. On Debian or Ubuntu: sudo apt install chromium", file=sys.stderr)
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, _example(asked.url) as url:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for name, (page, size, scheme) in SHOTS.items():
            _take(browser, f"{name}.png", url, (page, size, scheme))
        browser.close()
    return 0


def _take(browser: Browser, file: str, url: str, shot: tuple[str, dict[str, int], str]) -> None:
    page, size, scheme = shot
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    tab = context.new_page()
    tab.goto(f"{url}/account/login/")
    with tab.expect_navigation():
        tab.get_by_role("button", name="Look around as Ada").click()
    tab.goto(url + page)
    tab.screenshot(path=IMAGES / file)
    context.close()


@contextmanager
def _example(url: str | None, port: int = 8765) -> Iterator[str]:
    if url:
        yield url.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "supple", "demo", "--port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "SUPPLE_HOME": home})
        try:
            _wait(f"http://127.0.0.1:{port}/account/login/")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _wait(url: str, tries: int = 120) -> None:
    for _ in range(tries):
        try:
            urllib.request.urlopen(url).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The example did not start.")


if __name__ == "__main__":
    raise SystemExit(main())

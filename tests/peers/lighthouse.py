# SPDX-License-Identifier: Apache-2.0
"""What does Lighthouse say of the main pages, on its slow phone? `python -m tests.peers.lighthouse FOLDER [URL]`.

Its speed is reckoned from how long this machine took, so that a neighbour who computes shows in it: a page that was too
slow once is measured twice more, and the middle one counts.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.example import as_ada, browser, chromium, running

PAGES = ("/", "/night", "/check-in/legs", "/plan", "/triggers", "/timeline", "/report", "/more")
WANTED = {"accessibility": 1.0, "best-practices": 1.0, "performance": 0.98}


def main() -> int:
    """Print the scores; fail on one that is too low."""
    here = Path(sys.argv[1])
    low = []
    with sync_playwright() as playwright, running(sys.argv[2] if len(sys.argv) > 2 else None, 8767) as url:
        opened = browser(playwright)
        cookies = as_ada(opened, url).context.cookies()
        headers = {"Cookie": "; ".join(f"{cookie.get('name')}={cookie.get('value')}" for cookie in cookies)}
        (here / "headers.json").write_text(json.dumps(headers), encoding="utf-8")
        for page in PAGES:
            scores, blocked = _scores(here, url + page)
            if scores["performance"] < WANTED["performance"]:
                again = [(scores, blocked), *(_scores(here, url + page) for _ in range(2))]
                scores, blocked = sorted(again, key=lambda one: one[0]["performance"])[1]
            said = "  ".join(f"{name} {score:.2f}" for name, score in scores.items())
            print(f"{page:16} {said}  blocked {blocked:.0f} ms", flush=True)
            low += [f"{page} {name}" for name, score in scores.items() if score < WANTED[name]]
        opened.close()
    print(f"too low: {', '.join(low)}" if low else "Lighthouse: all as wanted")
    return 1 if low else 0


def _scores(here: Path, address: str) -> tuple[dict[str, float], float]:
    """The scores, and for how long the page could not have answered a press."""
    flags = "--headless=new --disable-gpu" + (" --no-sandbox" if os.geteuid() == 0 else "")
    command = [
        "npx", "lighthouse", address, "--quiet", "--output=json", "--extra-headers=headers.json",
        f"--only-categories={','.join(WANTED)}", f"--chrome-flags={flags}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": chromium()}
    done = subprocess.run(command, cwd=here, env=environment, capture_output=True, encoding="utf-8", check=True)
    told = json.loads(done.stdout)
    scores = {name: part["score"] or 0.0 for name, part in told["categories"].items()}
    return scores, told["audits"]["total-blocking-time"]["numericValue"]


if __name__ == "__main__":
    raise SystemExit(main())

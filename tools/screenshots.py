# SPDX-License-Identifier: Apache-2.0
"""What does supple look like today? Starts the example in a folder of its own and writes docs/images/*.png.

`tools/screenshots.py` starts its own example; `--url` looks at one that runs already.
"""

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.append(str(Path(__file__).resolve().parents[1]))

from supple.report import pdf
from tests.core.test_report_pdf import TEN_YEARS, report, ten_years
from tools.draw_exercises import every, sheet
from tools.example import ROOT, as_ada, browser, running

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
    "leg-map": ("/legs", PHONE, "light"),
    "leg-map-dark": ("/legs", PHONE, "dark"),
    "step": ("/guide/EX-04?position=chair", PHONE, "light"),
    "at-once": ("/press/1", PHONE, "dark"),
}


def main() -> int:
    """Take every picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="an example that runs already")
    asked = parser.parse_args()
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, running(asked.url) as url:
        opened = browser(playwright)
        for name, (page, size, scheme) in SHOTS.items():
            _take(opened, f"{name}.png", url, (page, size, scheme))
        _drawings(opened)
        _sheets()
        opened.close()
    return 0


def _drawings(opened: Browser) -> None:
    """All drawings of exercises on one sheet."""
    tab = opened.new_page(viewport={"width": 1100, "height": 860})
    tab.set_content(sheet(every()))
    tab.screenshot(path=IMAGES / "drawings.png", full_page=True)


def _sheets() -> None:
    """The printed report of a diary of ten years, and of one in which nothing was said."""
    fullest = report(TEN_YEARS, *ten_years(), name="Ada")
    for name, made in {"report-fullest": fullest, "report-emptiest": report(28, name="Ada")}.items():
        (IMAGES / f"{name}.png").write_bytes(pdf.sheet(made, picture=True))


def _take(opened: Browser, file: str, url: str, shot: tuple[str, dict[str, int], str]) -> None:
    page, size, scheme = shot
    tab = as_ada(opened, url, viewport=size, color_scheme=scheme)
    tab.goto(url + page)
    if tab.locator("[data-do=start]").count():
        tab.locator("[data-do=start]").click()
    tab.screenshot(path=IMAGES / file)
    tab.context.close()


if __name__ == "__main__":
    raise SystemExit(main())

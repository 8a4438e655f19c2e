# SPDX-License-Identifier: Apache-2.0
"""Which pictures stand for supple on a home screen? Draws the SVG and, with Chromium, the PNG files from it."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "supple" / "web" / "static" / "supple"
WAVE = "M6 20c4 0 4-8 8-8s4 8 8 8 3-4 4-6"
"""A line that tightens and lets go."""
DAY, NIGHT = ("#0a5a5c", "#fff"), ("#000", "#c85c2a")


def drawn(colours: tuple[str, str], round_by: int = 8, smaller: float = 1) -> str:
    """The picture; `smaller` leaves the room that a phone may cut away."""
    ground, line = colours
    shift = f' transform="translate({16 - 16 * smaller:g} {16 - 16 * smaller:g}) scale({smaller:g})"' * (smaller != 1)
    wave = f'<path d="{WAVE}" fill="none" stroke="{line}" stroke-width="3" stroke-linecap="round"{shift}/>'
    box = f'<rect width="32" height="32" rx="{round_by}" fill="{ground}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{box}{wave}</svg>'


PICTURES = {
    "icon-180.png": (180, drawn(DAY, 0)),
    "icon-192.png": (192, drawn(DAY)),
    "icon-512.png": (512, drawn(DAY)),
    "icon-maskable-512.png": (512, drawn(DAY, 0, 0.75)),
    "icon-night-192.png": (192, drawn(NIGHT)),
}


def main() -> int:
    """Write every picture."""
    chromium = shutil.which("chromium")
    if not chromium:
        print("Icons need Chromium. On Debian or Ubuntu: sudo apt install chromium", file=sys.stderr)
        return 2
    (FOLDER / "icon.svg").write_text(drawn(DAY) + "\n", encoding="utf-8")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for name, (size, picture) in PICTURES.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(
                f"<style>*{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{picture}"
            )
            page.screenshot(path=FOLDER / name, omit_background=True)
            page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

# SPDX-License-Identifier: Apache-2.0
"""What a journey does over and over: press a button, say where it is, look at a page with axe."""

import base64
import hashlib
import hmac
import struct
import time
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

PASSWORD = "a quiet evening walk"
PHONE: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1100, "height": 800}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TARGETS = "button, .button, .foot a, summary, select, input[type=text], input[type=password], .lines a"


def press(page: Page, name: str, exact: bool = True) -> None:
    """Press the button of that name, and wait for the page that answers."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=exact).first.click()


def follow(page: Page, name: str, exact: bool = True) -> None:
    """Follow the link of that name."""
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=exact).first.click()


def heading(page: Page) -> str:
    """What the page calls itself."""
    return page.get_by_role("heading", level=1).first.inner_text()


def _whole(page: Page) -> None:
    size = page.viewport_size
    assert size is not None
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})


def broken_rules(page: Page, tall: bool = False) -> list[str]:
    """What axe finds against WCAG 2.2 AA, one line a fault.

    A window as `tall` as the page keeps the bar at its foot from covering what can be scrolled free.
    """
    if tall:
        _whole(page)
    found: list[dict[str, Any]] = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{page.url} {fault['id']}: {node['target']}" for fault in found for node in fault["nodes"]]


def small_targets(page: Page) -> list[str]:
    """What is smaller to press than 48 by 48 pixels."""
    small = []
    for target in page.locator(TARGETS).all():
        box = target.bounding_box()
        if box and target.is_visible() and (box["height"] < 47.9 or box["width"] < 47.9):
            small.append(f"{page.url} {target.inner_text()!r} {box['width']:.0f}x{box['height']:.0f}")
    return small


def one_time_code(secret: str) -> str:
    """The six figures that an authenticator app shows now (RFC 6238), with time left to type them."""
    left = 30 - time.time() % 30
    time.sleep(left if left < 10 else 0)
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"

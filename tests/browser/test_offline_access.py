# SPDX-License-Identifier: Apache-2.0
"""Can the pages of the phone be used by everybody: axe, big targets, 320 pixels, large text, keyboard alone?"""

from typing import Any

import pytest
from playwright.sync_api import expect

from supple.people.models import Person
from tests.browser.conftest import Open
from tests.browser.test_offline_night import away, settled, waits
from tests.browser.walking import DESK, PHONE, broken_rules, small_targets

PAGES = ("/press", "/offline", "/waiting", "/more/phone")
LOOKS: dict[str, dict[str, Any]] = {
    "phone, dark": {"viewport": PHONE, "color_scheme": "dark"},
    "desk, light": {"viewport": DESK, "color_scheme": "light"},
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_the_pages_of_the_phone_have_no_fault_with_and_without_a_connection(
    open_page: Open, ada: Person, look: dict[str, Any]
) -> None:
    page = settled(open_page(ada, scripts=True, **look))
    found: list[str] = []
    for gone in (False, True):
        away(page, gone)
        for address in (*PAGES, "/"):
            if gone and address == "/more/phone":
                continue  # its form needs the server
            page.set_viewport_size(look["viewport"])
            page.goto(address)
            for part in page.locator("details").all():
                part.evaluate("part => part.open = true")
            found += broken_rules(page, tall=True) + small_targets(page)
    page.goto("/offline")
    page.get_by_role("button", name="Something happened now").click()
    expect(page.get_by_text("Kept on this device,")).to_be_visible()
    found += broken_rules(page, tall=True) + small_targets(page)
    assert found == []


def test_no_page_of_the_phone_scrolls_sideways_with_text_twice_as_large(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True))
    wide = []
    for address in PAGES:
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '225%'")
        if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            wide.append(address)
    assert wide == []


def test_something_is_said_and_taken_back_without_a_connection_by_keyboard_alone(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True))
    away(page)
    page.goto("/press")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert waits(page) == 0

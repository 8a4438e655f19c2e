# SPDX-License-Identifier: Apache-2.0
"""What does a screen reader find on the main pages, in its order and with its roles? Held against a kept copy.

A page that was changed on purpose: delete its copy under `trees`, run this once, and read the new one aloud.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from supple.people.models import Person
from tests.browser.conftest import Open

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
TREES = Path(__file__).with_name("trees")
PAGES = {
    "today": "/", "night": "/night", "press": "/press", "signs": "/check-in/signs", "legs": "/check-in/legs",
    "map": "/legs", "warning": "/warning", "diary": "/timeline", "triggers": "/triggers", "plan": "/plan",
    "which": "/which/1", "during": "/during/1", "what-changed": "/what-changed", "medicines": "/medicines",
    "magnesium": "/food", "settings": "/more/settings", "reminders": "/reminders",
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_main_page_reads_as_it_was_read_through(
    open_page: Open, ada: Person, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    page, kept = open_page(ada), TREES / f"{name}.yaml"
    page.goto(PAGES[name])
    if not kept.exists():
        TREES.mkdir(exist_ok=True)
        kept.write_text(page.locator("body").aria_snapshot() + "\n", encoding="utf-8")
        pytest.fail(f"{kept.name} was written anew: read it through, then run this again")
    expect(page.locator("body")).to_match_aria_snapshot(kept.read_text(encoding="utf-8"))

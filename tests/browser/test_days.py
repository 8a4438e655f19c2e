# SPDX-License-Identifier: Apache-2.0
"""A day at a desk, a day with a pump, a danger in a note: can each be lived with tired hands? Given, when, then.

How many presses and screens each takes is asserted; how long the machine took is printed (`pytest -s`), and judges
nothing.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Request, expect

from supple.actions import look_back
from supple.actions.record import record
from supple.entries.did import Session
from supple.entries.felt import CheckIn, Episode
from supple.people.models import Person
from tests.app.saying import raw
from tests.browser.conftest import Open
from tests.browser.walking import follow, heading, press

DAY = datetime(2026, 3, 3, 9, tzinfo=UTC)
Clock = Callable[[float], datetime]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the app's clock to so many hours after nine."""

    def hours(n: float) -> datetime:
        at = DAY + timedelta(hours=n)
        monkeypatch.setattr(timezone, "now", lambda: at)
        return at

    return hours


@pytest.fixture
def screens() -> Iterator[Callable[[Page], list[str]]]:
    """The pages that were shown one after another, and how long it took from the first to the last."""
    began: list[float] = []
    seen: list[str] = []

    def watched(page: Page) -> list[str]:
        def asked(request: Request) -> None:
            if request.is_navigation_request() and not request.redirected_from:
                seen.append(f"{request.method} {request.url.split('/', 3)[3].split('?')[0]}")
                began.append(time.monotonic())

        page.on("request", asked)
        return seen

    yield watched
    if began:
        print(f"{len(seen)} screens in {began[-1] - began[0]:.1f} s", end=" ")


def test_a_day_at_a_desk(open_page: Open, ada: Person, clock: Clock) -> None:
    # Given Ada, of whom enough is known, who sits down at nine
    now = clock(0)
    known = [raw(now, "fact", topic="birth_year", number=1980), raw(now, "fact", topic="condition", name="none")]
    record(ada, [*known, raw(now, "check_in", signs_asked=True)], now)
    page = open_page(ada)
    page.goto("/")
    follow(page, "Start a timer")
    page.get_by_text("45 min").check()
    press(page, "Start")
    # When 46 minutes are over, it is time; one press keeps the break and starts again
    clock(0.77)
    page.goto("/timer")
    expect(page.get_by_role("heading", name="Time for a break")).to_be_visible()
    press(page, "Break taken: start again")
    press(page, "No longer sitting: timer off")
    # And a walk at lunch is timed by its beginning and its end
    clock(3)
    page.goto("/timer")
    press(page, "Walking")
    clock(3.3)
    page.goto("/timer")
    press(page, "Done: keep it")
    # And in the evening the legs are like cement
    clock(9)
    page.goto("/")
    press(page, "Stiffness")
    press(page, "Right calf")
    press(page, "7")
    # Then the day holds all of it, each with a press or two
    told = look_back.timeline(ada)
    assert [(s.what, s.minutes) for s in told.of(Session) if s.minutes] == [("walking", 18)]
    assert len([s for s in told.of(Session) if s.what != "walking"]) == 1
    assert [(e.what, e.severity) for e in told.of(Episode)] == [("stiffness", 7)]


def test_a_day_with_a_pump(open_page: Open, ada: Person) -> None:
    # Given Ada, who says under About you that her pump is to be filled again in ten days
    page, due = open_page(ada), (datetime.now(UTC) + timedelta(days=10)).date()
    page.goto("/more/about-me")
    page.get_by_label("Do you have a baclofen pump?").select_option("yes")
    page.get_by_label("Next refill on").fill(str(due))
    press(page, "Keep what you said of the pump")
    # Then the days ahead name the refill, and the card for an emergency says that it must not stop
    page.goto("/days-ahead")
    expect(page.get_by_text("pump", exact=False).first).to_be_visible()
    page.goto("/card")
    expect(page.get_by_text("It must not stop", exact=False)).to_be_visible()
    # When it gives the alarm of two tones
    page.goto("/more/about-me")
    page.get_by_label("Does it give an alarm?").select_option("two_tone")
    press(page, "Keep what you said of the pump")
    # Then the very next page says how soon and whom to call
    assert page.url.endswith("/warning")
    expect(page.get_by_text("pump clinic", exact=False).first).to_be_visible()
    expect(page.get_by_text("Until then, do not").first).to_be_visible()


def test_a_danger_in_a_note_is_the_very_next_screen(
    open_page: Open, ada: Person, screens: Callable[[Page], list[str]]
) -> None:
    page = open_page(ada)
    page.goto("/")
    seen = screens(page)
    # When Ada writes, in her own words, what should not wait
    page.get_by_label("A note, kept as written").fill("my face droops on one side since this morning")
    press(page, "Keep the note")
    # Then it is kept, and the next page says that it is an emergency, before anything is asked
    expect(page.get_by_text("Emergency: get help now").first).to_be_visible()
    assert seen[0].startswith("POST note")
    assert len(seen) == 1
    # And the plan waits
    page.goto("/plan")
    expect(page.get_by_role("button", name="Done")).to_have_count(0)


def test_the_budgets_of_presses_and_screens(open_page: Open, ada: Person, screens: Callable[[Page], list[str]]) -> None:
    # Given Ada's phone, an event of the night is one press on one screen
    page = open_page(ada)
    page.goto("/night")
    seen = screens(page)
    press(page, "It happened")
    assert seen == ["POST night"]
    # And nothing today is one press on Today; a drink is one
    page.goto("/")
    seen.clear()
    press(page, "Glass", exact=False)
    assert len(seen) == 1
    # And a check-in without trouble is one press a question, six at most
    page.goto("/check-in")
    seen.clear()
    for answer in ("No, none of these", "3", "2", "5", "7", "That is it"):
        press(page, answer)
    assert len(seen) == 6
    assert len(list(look_back.timeline(ada).of(CheckIn))) >= 4
    assert heading(page) == "Today"

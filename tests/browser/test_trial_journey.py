# SPDX-License-Identifier: Apache-2.0
"""Can one change be tried from its choice to its verdict, with an infection in between? The clock is moved."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from supple.actions import run_trial
from supple.actions.record import record
from supple.people.models import Person
from tests.app.saying import raw
from tests.app.trying import known, well
from tests.browser.conftest import Open
from tests.browser.walking import broken_rules, follow, heading, press

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
Clock = Callable[[int], datetime]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the app's clock to the morning of a day, counted from the one on which the trial is begun."""

    def morning(day: int) -> datetime:
        at = START + timedelta(days=day)
        monkeypatch.setattr(timezone, "now", lambda: at)
        return at

    return morning


def _lived(person: Person, first: int, last: int, noise: np.random.Generator) -> None:
    """The answers of some evenings: three points less on days with the change, which was done."""
    course = run_trial.every(person, START + timedelta(days=first))[0]
    for number in range(first, last):
        at = START + timedelta(days=number, hours=10)
        one = course.on(at.date())
        with_it = one is not None and one.condition == "B"
        score = int(np.clip(round(6 - 3 * with_it + noise.normal(0, 0.8)), 0, 10))
        said = [raw(at, "check_in", spasticity=score)]
        said += [raw(at, "trial_day", trial=course.id, done=True)] if with_it else []
        record(person, said, at)


def _choose(page: Page) -> None:
    """From More to the start, seeing beforehand what a trial could show."""
    page.goto("/more")
    follow(page, "One change at a time")
    follow(page, "See what a trial could show Break from sitting")
    expect(page.get_by_text("the shortest that can answer")).to_be_visible()
    expect(page.get_by_text("Wrong", exact=True).first).to_be_visible()
    assert broken_rules(page, tall=True) == []
    with page.expect_navigation():
        page.locator("button.main").click()
    expect(page.get_by_role("status")).to_contain_text("Chance has drawn its order")


def _fall_ill(page: Page, person: Person, clock: Clock) -> None:
    """An infection from the ninth day to the twelfth is noticed, pauses the trial, and is over."""
    until = str((START + timedelta(days=12)).date())
    record(person, [raw(clock(9), "flare", what="infection", until=until)], clock(9))
    page.goto("/")
    press(page, "Pause from that day")
    expect(page.get_by_text("Paused: Infection or fever")).to_be_visible()
    clock(13)
    page.goto("/")
    press(page, "Go on with the trial")


def _see_the_verdict(page: Page) -> None:
    """The verdict with its range, what was left out, its picture and its table."""
    page.goto("/trials")
    follow(page, "What it showed Break from sitting")
    assert heading(page) == "Break from sitting"
    for words in ("The change helps.", "9 times in 10", "infection (4)"):
        expect(page.get_by_text(words).first).to_be_visible()
    expect(page.locator("figure svg:visible")).to_have_count(1)  # drawn for a phone and for a desk, and one is shown
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("region", name="Table of days")).to_be_visible()
    assert broken_rules(page, tall=True) == []


def test_a_trial_from_its_choice_to_its_verdict(open_page: Open, ada: Person, clock: Clock) -> None:
    # Given Ada, of whom enough is known, with a month of diary
    noise, now = np.random.default_rng(7), clock(0)
    known(ada, START - timedelta(days=40))
    well(ada, START)
    scores = [(n, int(5 + noise.integers(-1, 3))) for n in range(30, 0, -1)]
    record(ada, [raw(START - timedelta(days=n), "check_in", spasticity=score) for n, score in scores], now)
    # When she chooses something to try
    page = open_page(ada, scripts=True)
    _choose(page)
    (course,) = run_trial.every(ada, now)
    # Then each day says what it is, and asks for two presses
    clock(1)
    page.goto("/")
    expect(page.get_by_role("heading", name="Your trial: Break from sitting")).to_be_visible()
    press(page, "Yes")
    press(page, "4")
    assert broken_rules(page, tall=True) == []
    _lived(ada, 2, 9, noise)
    # And an infection holds the schedule for four days
    _fall_ill(page, ada, clock)
    last = (run_trial.every(ada, clock(13))[0].last - START.date()).days
    assert last == (course.last - START.date()).days + 4
    for first in range(13, last + 1, 20):  # looked at now and then, as one does; a sign-in unused for long would end
        clock(first)
        page.goto("/")
        _lived(ada, first, min(first + 20, last + 1), noise)
    # An early look is there for who asks for it, and after the last day there is a verdict
    clock(last - 3)
    page.goto(f"/trials/{course.id}")
    follow(page, "Look early")
    expect(page.get_by_role("heading", name="An early look")).to_be_visible()
    clock(last + 1)
    _see_the_verdict(page)

# SPDX-License-Identifier: Apache-2.0
"""Can tired hands, without JavaScript, look for what changed and answer a line of the plan? Given, when, then."""

from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from supple.actions import look_back, record
from supple.entries.did import Session
from supple.people.models import Person
from tests.app.saying import raw
from tests.browser.conftest import Open
from tests.browser.walking import follow, heading, press


def _say(page: Page, *answers: str) -> None:
    for answer in answers:
        press(page, answer)


def test_a_search_stops_half_way_goes_on_and_ends_in_a_note(open_page: Open, ada: Person) -> None:
    # Given legs that are clearly worse than usual
    worse = {"id": "stiffness", "present": "yes", "worse": True, "new": False}
    record.record(ada, [raw(datetime.now(UTC), "check_in", signs=[worse])], datetime.now(UTC))
    page = open_page(ada)
    page.goto("/")
    # When Ada follows the offer, finds one thing, and puts the phone down
    follow(page, "What changed?")
    _say(page, "No", "Yes")
    expect(page.get_by_role("heading", name="Do this now")).to_be_visible()
    follow(page, "Go on later")
    # Then it goes on with the third question; a slip is taken back
    page.goto("/what-changed")
    expect(page.get_by_text("Question 3 of 10")).to_be_visible()
    _say(page, "Yes", "One back")
    expect(page.get_by_text("Question 3 of 10")).to_be_visible()
    # And a not sure about the urine asks the warning signs first
    _say(page, "No", "Not sure")
    assert heading(page) == "Is one of these new or clearly worse?"
    _say(page, "No, none of these signs", *["No"] * 6)
    # At the end stands a note that names what was found
    assert heading(page) == "What you found"
    note = page.get_by_label("The note").input_value()
    assert "I found: constipation." in note
    assert "I am not sure about: bladder or urine infection." in note


def test_a_line_of_the_plan_is_done_felt_and_refused(open_page: Open, ada: Person) -> None:
    # Given a plan for Ada, whose age and conditions are known
    now = datetime.now(UTC)
    known = [raw(now, "fact", topic="birth_year", number=1980), raw(now, "fact", topic="condition", name="none")]
    record.record(ada, [*known, raw(now, "check_in", signs_asked=True)], now)
    page = open_page(ada)
    page.goto("/plan")
    title = page.get_by_role("heading", level=2).first.inner_text()
    # When she does the first line and says how it was
    press(page, "Done")
    press(page, "Easier")
    # Then both are kept in one entry
    assert [(s.done, s.response) for s in look_back.timeline(ada).of(Session)] == [(True, "easier")]
    # And when it is not for her, it goes, and can be brought back
    page.get_by_text("Change this line").first.click()
    press(page, "Not for me")
    assert page.get_by_role("heading", level=2).first.inner_text() != title
    page.get_by_text("Left out today, and why").click()
    press(page, "Bring it back")
    assert page.get_by_role("heading", level=2).first.inner_text() == title

# SPDX-License-Identifier: Apache-2.0
"""A carer's day and a physiotherapist's visit, on phones, without JavaScript. Given, when, then."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page

from supple.actions import grants, look_back, programme, record
from supple.entries.did import Session
from supple.entries.felt import CheckIn, Episode
from supple.entries.measured import ScaleAnswer
from supple.entries.prescribed import Exercise
from supple.people.models import Person
from tests.app.saying import raw
from tests.browser.conftest import Open
from tests.browser.walking import PASSWORD, broken_rules, follow, heading, press, small_targets


def _code(page: Page, name: str, role: str) -> str:
    """Ada lets somebody in, and reads the code to them."""
    page.goto("/more/people")
    page.get_by_label("Who is it?").fill(name)
    page.get_by_label(role, exact=False).check()
    press(page, "Make a code")
    return page.locator("code.secret").inner_text()


def _joins(page: Page, code: str, name: str) -> None:
    """Somebody new types the code in and makes a sign-in."""
    page.goto("/join")
    page.get_by_label("The code you were given").fill(code)
    press(page, "See what it opens")
    page.get_by_label("A name to sign in with").fill(name)
    page.get_by_label("A password").fill(PASSWORD)
    press(page, "Make my sign-in and open it")


def test_a_carers_day(open_page: Open, ada: Person) -> None:
    # Given Ada, who woke once last night, and Cleo, whom she lets in as a carer
    record.record(ada, [raw(datetime.now(UTC), "check_in", wake_count=1)], datetime.now(UTC))
    mine, hers = open_page(ada), open_page()
    _joins(hers, _code(mine, "Cleo", "Carer or helper"), "Cleo")
    # Then Cleo's page says whose diary it is, and shows nothing that Ada wrote
    assert hers.get_by_text("Ada's diary").is_visible()
    assert hers.get_by_text("Nothing yet.").is_visible()
    # When Cleo saw Ada awake three times, and a spasm while washing, and moving was hard: a press each
    press(hers, "3")
    press(hers, "Washing")
    hers.get_by_role("button", name="7", exact=True).first.click()
    # And a slip is taken back
    press(hers, "In bed")
    press(hers, "Take back: Spasm")
    # Then all of it stands in Ada's diary with Cleo's name, beside her own word, which counts
    told = look_back.timeline(ada)
    assert [c.wake_count for c in told.of(CheckIn) if c.wake_count] == [1, 3]
    assert [c.impact_transfers for c in told.of(CheckIn) if c.by] == [None, 7]
    assert [(e.doing, e.by) for e in told.of(Episode)] == [("Washing", "Cleo")]
    mine.goto("/timeline")
    assert mine.get_by_text("you 1, Cleo 3").is_visible()
    # And Ada sees who looked, ends it, and Cleo's page is gone
    mine.goto("/more/people")
    assert mine.get_by_text("Cleo: took back what they had written").is_visible()
    press(mine, "Take back: Cleo")
    answer = hers.reload()
    assert answer is not None
    assert answer.status == 404


def test_a_physiotherapists_visit(open_page: Open, ada: Person) -> None:
    # Given Ada, of whom enough is known for exercises, and a physiotherapist with a code
    now = datetime.now(UTC)
    known = [raw(now, "fact", topic="birth_year", number=1980), raw(now, "fact", topic="condition", name="none")]
    record.record(ada, [*known, raw(now, "check_in", signs_asked=True)], now)
    mine, theirs = open_page(ada), open_page()
    _joins(theirs, _code(mine, "Sam", "Physiotherapist"), "Sam")
    # When Sam grades the left calf and sends two exercises
    theirs.get_by_label("left", exact=True).check()
    theirs.get_by_label("1+: a slight catch", exact=False).check()
    press(theirs, "Keep it, graded by Sam")
    follow(theirs, "Exercises")
    theirs.get_by_label("Exercise", exact=True).first.select_option("EX-02")
    theirs.get_by_label("Side").first.select_option("left")
    theirs.get_by_label("Hold, in seconds").first.fill("30")
    theirs.get_by_text("Exercise 2", exact=True).click()
    theirs.get_by_label("In your own words").nth(1).fill("Roll on the big ball")
    theirs.get_by_label("Position").nth(1).select_option("chair")
    press(theirs, "Send it")
    words = theirs.locator(".check").inner_text()
    # Then the grade stands with its rater, and Ada looks at the exercises before they are kept
    assert [(g.value, g.rater) for g in look_back.timeline(ada).of(ScaleAnswer)] == [("1+", "Sam")]
    mine.goto("/exercises")
    follow(mine, "Look at it")
    assert mine.locator(".check").inner_text() == words
    assert mine.get_by_text("supple does not know this one").is_visible()
    assert programme.standing(ada) is None
    press(mine, "Keep it")
    # And when she did one, Sam reads it, and the line for the next visit says so
    press(mine, "Easier")
    assert [(s.remedy, s.response) for s in look_back.timeline(ada).of(Session)] == [("EX-02", "easier")]
    assert "(EX-02) 1/1 days, easier 1" in mine.locator("pre").inner_text()
    theirs.reload()
    assert theirs.get_by_text("Done on 1 of 1 days. Easier 1").is_visible()


def test_a_programme_without_accounts_goes_from_one_phone_to_another(open_page: Open, ada: Person) -> None:
    # Given a physiotherapist who has no account anywhere
    theirs, mine = open_page(), open_page(ada)
    theirs.goto("/exercises/set")
    theirs.get_by_label("Your name, as the person knows you").fill("Sam")
    theirs.get_by_label("Exercise", exact=True).first.select_option("EX-02")
    press(theirs, "Make the picture")
    theirs.get_by_text("As letters to copy").click()
    # When Ada pastes the letters
    mine.goto("/exercises")
    mine.get_by_label("Paste it here").fill(theirs.locator("pre").inner_text())
    press(mine, "Look at it")
    # Then both read the same three words, and only then it is kept
    assert mine.locator(".check").inner_text() == theirs.locator(".check").inner_text()
    assert mine.get_by_text("Not signed").is_visible()
    press(mine, "Keep it")
    kept = programme.standing(ada)
    assert kept
    assert kept.set_by == "Sam"


SEEING = """
window.BarcodeDetector = class { static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
  detect() { return Promise.resolve([{ rawValue: "something else" }, { rawValue: LETTERS }]); } };
navigator.mediaDevices.getUserMedia = () => Promise.resolve(document.createElement("canvas").captureStream());
HTMLMediaElement.prototype.play = () => Promise.resolve();
"""
"""A browser that can read pictures to scan; the one we test with cannot, and has no camera."""


def test_a_camera_reads_a_programme_where_the_browser_can(open_page: Open, ada: Person) -> None:
    file = programme.hand_over("Sam", date(2026, 11, 20), [Exercise(words="Turn on the bed")], signed=False)
    plain, seeing = open_page(ada, scripts=True), open_page(ada, scripts=True)
    # Given a browser that cannot: nothing is offered that would not work
    plain.goto("/exercises")
    assert not plain.get_by_role("button", name="Scan it with the camera").is_visible()
    # And one that can: the picture is looked at first, like any other
    seeing.add_init_script(SEEING.replace("LETTERS", repr(programme.to_scan(file))))
    seeing.goto("/exercises")
    press(seeing, "Scan it with the camera")
    assert heading(seeing) == "Look at it first"
    assert seeing.get_by_text("Turn on the bed").is_visible()
    assert programme.standing(ada) is None


def test_a_link_is_opened_in_a_browser_that_has_nothing_but_the_link(open_page: Open, ada: Person) -> None:
    # Given Ada, who looks at what would leave and makes a link with a passcode
    record.record(ada, [raw(datetime.now(UTC), "note", text="a wren in the hedge")], datetime.now(UTC))
    mine, theirs = open_page(ada), open_page(scripts=True)
    mine.goto("/share")
    mine.get_by_label("line by line", exact=False).check()
    press(mine, "See what would leave")
    assert mine.get_by_text("a wren in the hedge").is_visible()
    mine.get_by_label("A passcode", exact=False).fill("three owls")
    press(mine, "Make the link")
    link = mine.locator("pre").inner_text()
    # When the doctor opens it, a wrong passcode is told, the right one shows the lines
    theirs.goto(link)
    for passcode, shown in (("two owls", "This passcode is wrong."), ("three owls", "a wren in the hedge")):
        theirs.get_by_label("The passcode").fill(passcode)
        theirs.get_by_role("button", name="Open").click()
        theirs.get_by_text(shown).wait_for()
    assert "shlink" not in theirs.url
    # And once Ada takes it back, it opens nothing
    follow(mine, "All that was ever shared")
    press(mine, "Take back the link of", exact=False)
    theirs.goto("/")
    theirs.goto(link)
    theirs.get_by_label("The passcode").fill("three owls")
    theirs.get_by_role("button", name="Open").click()
    theirs.get_by_text("This link opens nothing.").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_others_are_accessible_and_easy_to_press(open_page: Open, ada: Person, scheme: str) -> None:
    _grant, code = grants.offer(
        ada, grants.Terms("Cleo", "clinician", ("add", "rate", "programme", "diary")), datetime.now(UTC)
    )
    page = open_page(scripts=True, color_scheme=scheme)
    _joins(page, code, "Cleo")
    found: list[str] = []
    own = open_page(ada, scripts=True, color_scheme=scheme)
    record.record(ada, [raw(datetime.now(UTC), "note", text="Cleo was here")], datetime.now(UTC))
    for label in ("Write down", "Muscles", "Exercises", "Report", "Diary"):
        follow(page, label)
        found += [*broken_rules(page, tall=True), *small_targets(page)]
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, label
    mine = [(at, own) for at in ("/more/people", "/more/people/looks", "/share", "/reminders", "/exercises")]
    for at, tab in [("/shared", page), ("/join", page), ("/exercises/set", page), *mine]:
        tab.goto(at)
        found += [*broken_rules(tab, tall=True), *small_targets(tab)]
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320, at
    assert heading(own) == "From your physiotherapist"
    assert found == []

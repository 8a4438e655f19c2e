# SPDX-License-Identifier: Apache-2.0
"""Can somebody with tired hands and no JavaScript do what supple is for? Given, when, then."""

import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Locator, expect
from pytest_django.live_server_helper import LiveServer

from supple.actions import look_back, record, tokens
from supple.entries.felt import CheckIn, Episode
from supple.people.models import Person
from tests.app.saying import raw
from tests.browser.conftest import Open
from tests.browser.walking import PASSWORD, follow, heading, press


def test_a_press_in_the_night_becomes_a_question_in_the_morning(open_page: Open, ada: Person) -> None:
    # Given two cramps that Ada described before
    now = datetime.now(UTC)
    usual = [raw(now - timedelta(days=n), what="cramp", site="calf", side="left", severity=6) for n in (4, 6)]
    record.record(ada, usual, now)
    # When she presses the night button, and again by mistake but takes that back
    page = open_page(ada)
    page.goto("/night")
    press(page, "It happened")
    press(page, "It happened")
    press(page, "Undo")
    # Then the morning asks about the one that stayed, and one press answers
    page.goto("/")
    expect(page.get_by_role("heading", name="1 event")).to_be_visible()
    press(page, "Same as usual", exact=False)
    expect(page.get_by_role("link", name="Add details")).to_have_count(0)
    latest = look_back.last_entries(ada, 1)[0]
    assert isinstance(latest, Episode)
    assert (latest.what, latest.site, latest.severity) == ("cramp", "calf", 6)


def test_the_first_run_asks_for_a_name_a_password_and_a_place(open_page: Open, transactional_db: None) -> None:
    # Given a supple nobody uses yet, when Ada opens it
    page = open_page()
    page.goto("/")
    assert heading(page) == "Welcome"
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("A password").fill("short")
    page.get_by_label("Your time zone").select_option("Europe/Berlin")
    press(page, "Begin")
    # Then a mistake is told on top and at the field, with what she wrote kept
    expect(page.get_by_role("alert")).to_contain_text("too short")
    assert page.get_by_label("Your name").input_value() == "Ada"
    # And with a better password she is at home
    page.get_by_label("A password").fill(PASSWORD)
    press(page, "Begin")
    assert heading(page) == "Today"


def test_an_event_with_place_and_strength_takes_at_most_four_presses(open_page: Open, ada: Person) -> None:
    page = open_page(ada)
    page.goto("/")
    presses: list[Locator] = [
        page.get_by_role("button", name="Cramp", exact=True),
        page.get_by_role("button", name="Left calf", exact=True),
        page.get_by_role("button", name="7", exact=True),
    ]
    for one in presses:
        with page.expect_navigation():
            one.click()
    assert len(presses) <= 4
    assert heading(page) == "Today"
    expect(page.get_by_role("status")).to_contain_text("Kept.")
    (event,) = look_back.timeline(ada).of(Episode)
    assert (event.what, event.site, event.side, event.severity) == ("cramp", "calf", "left", 7)


def test_a_check_in_without_trouble_is_one_press_a_question(open_page: Open, ada: Person) -> None:
    page = open_page(ada)
    page.goto("/")
    follow(page, "Check in: half a minute")
    for name in ("No, none of these", "3", "2", "5", "7", "That is it"):
        press(page, name)
    expect(page.get_by_role("status")).to_contain_text("That is all for today.")
    said = {n: v for c in look_back.timeline(ada).of(CheckIn) for n, v in c.readings()}
    assert said == {"spasticity": 3, "pain": 2, "fatigue_level": 5, "sleep_hours": 7}


def test_a_red_flag_comes_before_everything_and_the_plan_waits(open_page: Open, example: list[Person]) -> None:
    # Given the made-up Ada, who has a plan for today
    page = open_page(example[0])
    page.goto("/plan")
    expect(page.get_by_role("button", name="Done").first).to_be_visible()
    # When she is not sure whether one leg is swollen
    page.goto("/check-in")
    page.get_by_text("Does one leg hurt, or look or feel different from the other?").click()
    page.get_by_role("group", name="Is one leg more swollen than the other?").get_by_label("Not sure").check()
    press(page, "Keep what I marked")
    # Then the very next page is the warning: how soon, whom, what to say, what not to do
    assert page.url.endswith("/warning")
    for words in ("Get help today", "Whom to call", "What to say", "Until then, do not"):
        expect(page.get_by_text(words).first).to_be_visible()
    press(page, "I will call")
    # And the plan gives way to it
    page.goto("/plan")
    expect(page.get_by_text("There is no plan while this stands.")).to_be_visible()
    expect(page.get_by_role("button", name="Done")).to_have_count(0)


def test_an_entry_is_corrected_moved_taken_out_and_brought_back(open_page: Open, ada: Person) -> None:
    page = open_page(ada)
    page.goto("/")
    press(page, "Something happened now", exact=False)
    follow(page, "Diary")
    page.get_by_role("link", name="Something happened").click()
    # When it was in the night, and stronger than can be
    press(page, "Last night")
    page.get_by_label("How strong, 0 to 10").fill("12")
    page.get_by_label("What was it?").select_option("Spasm")
    press(page, "Keep the change")
    # Then the mistake is a sentence, and what was chosen is still there
    expect(page.get_by_role("alert")).to_contain_text("Choose a number that is 10 or less.")
    page.get_by_label("How strong, 0 to 10").fill("8")
    press(page, "Keep the change")
    assert heading(page) == "Spasm, 8 of 10"
    assert look_back.last_entries(ada, 1)[0].at.astimezone().minute == 0
    # And it can be taken out and brought back
    press(page, "Take it out")
    expect(page.get_by_text("Nothing is written here")).to_be_visible()
    press(page, "Undo")
    follow(page, "Diary")
    expect(page.get_by_role("link", name="Spasm, 8 of 10")).to_be_visible()


def test_a_file_is_looked_at_before_it_is_kept(open_page: Open, ada: Person, tmp_path: Path) -> None:
    file = tmp_path / "diary.csv"
    file.write_text("date;pain;air quality\n2026-11-01;3;2,5\n2026-11-02;4;3,1\n")
    page = open_page(ada)
    page.goto("/more")
    follow(page, "Bring in a file")
    page.get_by_label("A file", exact=True).set_input_files(file)
    press(page, "Look at it")
    expect(page.get_by_text("Columns are separated by semicolons.")).to_be_visible()
    assert len(look_back.timeline(ada)) == 0
    press(page, "Yes, keep all of it")
    assert len(look_back.timeline(ada)) == 4


def test_a_carers_button_logs_without_seeing_anything(open_page: Open, ada: Person, live_server: LiveServer) -> None:
    # Given a button that Ada made for Bo
    page = open_page(ada)
    page.goto("/more/buttons")
    page.get_by_label("For whom or where").fill("Bo's phone")
    page.get_by_label("What one press means").select_option("Spasm")
    press(page, "Make the button")
    secret = page.locator("code.secret").inner_text()
    assert tokens.find(secret) is not None
    # When Bo's phone sends an empty request
    request = urllib.request.Request(f"{live_server.url}/api/entries", b"", method="POST")  # noqa: S310
    request.add_header("Authorization", f"Bearer {secret}")
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own server
        assert b"kept" in answer.read()
    # Then it is in Ada's diary
    page.goto("/timeline")
    expect(page.get_by_role("link", name="Spasm")).to_be_visible()


def test_the_report_opens_for_a_period_and_prints_without_buttons(open_page: Open, example: list[Person]) -> None:
    page = open_page(example[0])
    page.goto("/more")
    follow(page, "Report")
    page.get_by_label("Period", exact=True).select_option("12 weeks")
    press(page, "Show")
    expect(page.get_by_role("heading", name="Nights")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Show")).to_be_hidden()
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("heading", name="Nights")).to_be_visible()


def test_nine_days_are_told_why_not_yet_and_how_long_still(open_page: Open, example: list[Person]) -> None:
    page = open_page(example[1])
    page.goto("/")
    follow(page, "Triggers")
    expect(page.get_by_role("heading", name="We cannot tell yet")).to_be_visible()
    expect(page.get_by_text("chance alone would look like a pattern")).to_be_visible()

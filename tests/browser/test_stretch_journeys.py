# SPDX-License-Identifier: Apache-2.0
"""Can tired hands be led through a stretch, name what it was and mark the map? With scripts, by keys, without both."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from supple.actions import look_back
from supple.actions.arrange import choose
from supple.actions.record import record
from supple.entries.did import Session
from supple.entries.felt import Episode
from supple.people.models import Person
from tests.app.saying import raw
from tests.browser.conftest import Open
from tests.browser.walking import PHONE, broken_rules, follow, heading, press

LOOKS: dict[str, dict[str, str]] = {
    "night": {"night": "always"}, "strong": {"contrast": "more", "hand": "right"},
    "large": {"text": "largest", "hand": "left"},
}  # fmt: skip


@pytest.fixture
def known(ada: Person) -> Person:
    """Ada, of whom enough is known for a plan."""
    now = datetime.now(UTC)
    healthy = [raw(now, "fact", topic="condition", name="none"), raw(now, "fact", topic="birth_year", number=1980)]
    record(ada, [*healthy, raw(now, "check_in", signs_asked=True)], now)
    return ada


def _sessions(person: Person) -> list[Session]:
    return list(look_back.timeline(person).of(Session))


def _events(person: Person) -> list[Episode]:
    return list(look_back.timeline(person).of(Episode))


def _says(page: Page, words: str) -> None:
    expect(page.locator("p[data-say]")).to_have_text(words)


def test_a_stretch_with_its_ring_a_pause_a_spasm_and_how_it_felt(open_page: Open, known: Person) -> None:
    # Given the first stretch of the plan, on a phone whose clock the test moves
    page = open_page(known, scripts=True)
    page.clock.install()
    page.goto("/plan")
    follow(page, "Do it step by step")
    follow(page, "Calf stretch with a towel", exact=False)
    expect(page.locator("[data-plain]")).to_be_hidden()
    # When it starts, it counts down, holds, and pauses at any time
    page.get_by_role("button", name="Start").click()
    _says(page, "Get ready: your left side")
    page.clock.run_for(6_000)
    _says(page, "Hold, left")
    page.get_by_role("button", name="Pause").click()
    _says(page, "Paused")
    left = page.locator("[data-left]").inner_text()
    page.clock.run_for(60_000)
    assert page.locator("[data-left]").inner_text() == left
    page.get_by_role("button", name="Go on", exact=True).click()
    # And a spasm stops everything, says what to do, and is written down at once when she says so
    page.get_by_role("button", name="A spasm").click()
    expect(page.get_by_role("heading", name="Stop. Hold still.")).to_be_visible()
    assert broken_rules(page) == []
    page.get_by_role("button", name="Write the spasm down").click()
    expect(page.locator("[data-kept]")).to_have_text("Written down.")
    page.get_by_role("button", name="It has faded").click()
    page.get_by_role("button", name="Go on", exact=True).click()
    # Then every hold and the change of sides come in turn, and the end asks how it felt
    page.clock.run_for(105_000)
    _says(page, "Change sides: now your right side")
    page.clock.run_for(130_000)
    expect(page.locator("#end")).to_be_focused()
    page.get_by_label("Easier").check()
    press(page, "Done: keep it and go on")
    assert [(e.what, e.site, e.side) for e in _events(known)] == [("spasm", "calf", "both")]
    (kept,) = _sessions(known)
    assert (kept.response, kept.reps) == ("easier", 6)
    assert kept.minutes == pytest.approx(3, abs=0.3)
    assert heading(page) != "Calf stretch with a towel"


def test_a_session_and_a_spasm_without_a_connection_arrive_once_it_is_back(open_page: Open, known: Person) -> None:
    page = open_page(known, scripts=True)
    page.goto("/guide/EX-02?position=chair")
    page.context.set_offline(True)
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="A spasm").click()
    page.get_by_role("button", name="Write the spasm down").click()
    expect(page.locator("[data-kept]")).to_have_text("Written down.")
    page.get_by_role("button", name="Stop here").click()
    page.get_by_role("button", name="Keep it and end here").click()
    expect(page.get_by_text("2 entries are not sent yet")).to_be_visible()
    assert (_sessions(known), _events(known)) == ([], [])
    page.context.set_offline(False)
    expect(page.get_by_text("not sent yet")).to_have_count(0, timeout=30_000)
    assert [(s.what, s.remedy, s.stopped) for s in _sessions(known)] == [("stretching", "EX-02", "spasm")]
    assert [(e.what, e.site) for e in _events(known)] == [("spasm", "calf")]


def test_the_whole_session_without_any_script(open_page: Open, known: Person) -> None:
    page = open_page(known)
    page.goto("/guide")
    follow(page, "Calf stretch with a towel", exact=False)
    expect(page.get_by_text("Hold, left: 30 seconds").first).to_be_visible()
    assert page.locator("supple-guide button:visible").count() == 0
    page.get_by_text("I stopped early").click()
    page.get_by_label("A spasm came").check()
    press(page, "Done: keep it and go on")
    assert heading(page) == "Step by step"
    assert [s.stopped for s in _sessions(known)] == ["spasm"]
    press(page, "Undo")
    assert _sessions(known) == []


def test_a_stretch_by_the_keyboard_alone(open_page: Open, known: Person) -> None:
    page = open_page(known, scripts=True)
    page.clock.install()
    page.goto("/guide/EX-02?position=chair")
    _reach(page, "Start")
    page.keyboard.press("Enter")
    # The key to pause has the focus, so that one key stops it
    page.clock.run_for(6_000)
    page.keyboard.press("Space")
    _says(page, "Paused")
    _reach(page, "A spasm")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    _says(page, "Paused")


def _reach(page: Page, name: str, most: int = 60) -> None:
    for _ in range(most):
        if page.evaluate("document.activeElement?.textContent.trim()") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} was not reached with the Tab key")


def test_a_cramp_at_night_is_named_and_placed_in_the_morning_without_a_script(open_page: Open, ada: Person) -> None:
    # Given a press in the night, and one look at what to do, in the dark
    page = open_page(ada)
    page.goto("/night")
    press(page, "It happened")
    follow(page, "What to do while it lasts")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(0, 0, 0)"
    assert heading(page) == "Keep safe while it lasts"
    for _ in range(4):
        follow(page, "Next")
    assert heading(page) == "If it does not let go"
    # When she looks in the morning which of them it was
    page.goto("/")
    follow(page, "Add details", exact=False)
    follow(page, "Which of them was it?")
    follow(page, "No")
    follow(page, "Not sure")
    follow(page, "Yes")
    assert heading(page) == "That is called: Cramp"
    press(page, "Write it so")
    # Then the map takes the place with one press, and the strength with another
    assert heading(page) == "Where?"
    press(page, "Left calf")
    press(page, "8")
    (event,) = _events(ada)
    assert (event.what, event.site, event.side, event.severity) == ("cramp", "calf", "left", 8)


def test_several_places_are_ticked_with_the_keyboard_alone(open_page: Open, ada: Person) -> None:
    page = open_page(ada)
    page.goto("/legs")
    page.get_by_label("Left calf").first.focus()
    page.keyboard.press("Space")
    page.get_by_label("Right inner thigh").first.focus()
    page.keyboard.press("Space")
    page.get_by_label("Spasm").check()
    press(page, "Next: how strong")
    places = page.get_by_role("group")
    places.nth(0).get_by_label("6", exact=True).focus()
    page.keyboard.press("Space")
    press(page, "Keep it")
    assert {(e.site, e.side) for e in _events(ada)} == {("calf", "left"), ("adductor", "right")}
    assert {e.severity for e in _events(ada)} == {6, None}


def test_left_stands_left_of_right_on_every_screen(open_page: Open, ada: Person) -> None:
    page = open_page(ada, viewport={"width": 390, "height": 800})
    page.goto("/legs")
    for site in ("calf", "inner thigh", "knee"):
        left = page.get_by_label(f"Left {site}", exact=True).first.bounding_box()
        right = page.get_by_label(f"Right {site}", exact=True).first.bounding_box()
        assert left is not None
        assert right is not None
        assert left["x"] + left["width"] <= right["x"] + 1
        assert min(left["width"], left["height"], right["width"], right["height"]) >= 48


def test_what_was_chosen_is_there_from_the_first_paint(open_page: Open, ada: Person) -> None:
    page = open_page(ada)
    page.goto("/more/settings")
    page.get_by_label("Red on black").select_option("always")
    page.get_by_label("Size of the text").select_option("very large")
    press(page, "Keep this")
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(224, 122, 69)"
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "25.6px"
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_the_looks_one_can_choose(open_page: Open, known: Person, look: str) -> None:
    choose(known, **LOOKS[look])
    page = open_page(known, scripts=True)
    faults = []
    for address in ("/", "/plan", "/legs", "/guide/EX-02", "/more/settings", "/timer", "/during/1", "/check-in/legs"):
        page.set_viewport_size(PHONE)
        page.goto(address)
        faults += broken_rules(page, tall=True)
        faults += [address] if page.evaluate("document.documentElement.scrollWidth > innerWidth") else []
    assert faults == []

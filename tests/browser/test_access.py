# SPDX-License-Identifier: Apache-2.0
"""Can everybody use it? WCAG 2.2 AA by axe, light and dark, 320 pixels, large text, big targets, keyboard alone."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from supple.actions import look_back
from supple.entries.felt import Episode
from supple.people.models import Person
from tests.browser.conftest import Open
from tests.browser.walking import DESK, PHONE, broken_rules, follow, press, small_targets

PAGES = (
    "/", "/night", "/check-in/signs", "/check-in/legs", "/check-in/met", "/warning", "/timeline", "/triggers",
    "/plan", "/report", "/more", "/more/about-me", "/more/buttons", "/more/bring-in",
    "/more/brought-in", "/more/for-the-clinic", "/more/calendar", "/more/erase", "/about",
    "/what-changed", "/muscles", "/muscles?which=M-01", "/days-ahead", "/food", "/kept-up", "/support", "/card",
    "/trend", "/trials", "/trials/new/MOV-01", "/guide", "/guide/EX-02?position=lying", "/legs", "/which/1",
    "/which/2?it=yes", "/which/5", "/during/1", "/press/2", "/timer", "/more/settings", "/noticed", "/tools",
    "/medicines", "/plan/before", "/account/2fa/", "/nowhere", "/look-up", "/look-up/cards", "/look-up/scales",
    "/look-up/stretch",
)  # fmt: skip
MAIN = (
    "/", "/check-in/signs", "/check-in/met", "/timeline", "/triggers", "/trend", "/plan", "/more/settings", "/muscles",
    "/days-ahead", "/food", "/card", "/support", "/kept-up", "/noticed", "/timer", "/legs",
)  # fmt: skip
LOOKS = {
    "phone, dark": {"viewport": PHONE, "color_scheme": "dark"},
    "desk, light": {"viewport": DESK, "color_scheme": "light"},
}


BROKEN = r"""() => {
  const found = [], range = document.createRange();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode, holds = text.parentElement;
    if (!holds.checkVisibility() || holds.closest("script, template, svg, option, .hidden, thead")) continue;
    for (const word of text.data.matchAll(/[\p{L}\p{N}'’]+/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = [...range.getClientRects()].filter((box) => box.width > 0.5).map((box) => Math.round(box.top));
      if (new Set(lines).size > 1) found.push(word[0]);
    }
  }
  return found;
}"""
"""The words of a page of which a part stands in the next line."""
RULE = """{
  const style = getComputedStyle(holds);
  found.push([word[0], style.hyphens, holds.closest("[lang]").lang.slice(0, 2)]);
}"""
"""For each such word how its lines are cut, and in which language: a browser that knows it sets a hyphen."""


def _each(page: Page, person: Person) -> list[str]:
    """Every page, and the three steps of one event."""
    event = next(e for e in look_back.last_entries(person, 50) if isinstance(e, Episode))
    steps = [f"/event/{event.id}/{step}" for step in ("what", "where", "strength")]
    return [*PAGES, *steps, f"/entry/{event.id}"]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_axe_finds_nothing_against_wcag_22_aa(open_page: Open, example: list[Person], look: dict[str, Any]) -> None:
    page = open_page(example[0], scripts=True, **look)
    faults = []
    for address in _each(page, example[0]):
        page.set_viewport_size(look["viewport"])
        page.goto(address)
        for part in page.locator("details").all():
            part.evaluate("part => part.open = true")
        faults += broken_rules(page, tall=True)
    assert faults == []


def test_axe_finds_nothing_after_a_press_a_mistake_and_a_warning(open_page: Open, example: list[Person]) -> None:
    page = open_page(example[0], scripts=True, color_scheme="dark")
    page.goto("/")
    press(page, "Poor sleep")
    expect(page.get_by_role("status")).to_be_visible()
    faults = broken_rules(page, tall=True)
    page.set_viewport_size(PHONE)
    page.goto("/more/erase")
    page.get_by_label("Type the word erase").fill("no")
    press(page, "Erase for good")
    expect(page.get_by_role("alert")).to_be_visible()
    faults += broken_rules(page, tall=True)
    page.goto("/check-in/signs")
    page.get_by_text("Is anything new with breathing, swallowing or the chest?").click()
    page.get_by_role("group", name="Do you have pain or pressure in the chest?").get_by_label("Yes").check()
    page.get_by_text("Does one leg hurt, or look or feel different from the other?").click()
    page.get_by_role("group", name="Is one leg more swollen than the other?").get_by_label("Not sure").check()
    press(page, "Keep what I marked")
    expect(page.get_by_text("Emergency: get help now").first).to_be_visible()
    faults += broken_rules(page, tall=True)
    page.goto("/")
    faults += broken_rules(page, tall=True)
    assert faults == []


def test_axe_finds_nothing_before_signing_in(open_page: Open, ada: Person) -> None:
    page = open_page(scripts=True)
    page.goto("/account/login/")
    assert broken_rules(page) == []
    ada.delete()
    page.goto("/start")
    assert broken_rules(page) == []


def test_everything_to_press_is_at_least_48_pixels_both_ways(open_page: Open, example: list[Person]) -> None:
    page = open_page(example[0], scripts=True)
    small = []
    for address in _each(page, example[0]):
        page.goto(address)
        small += small_targets(page)
    assert small == []


@pytest.mark.parametrize("text", ["100%", "200%"])
def test_no_page_scrolls_sideways_at_320_pixels(open_page: Open, example: list[Person], text: str) -> None:
    page = open_page(example[0], scripts=True)
    wide = []
    for address in _each(page, example[0]):
        page.goto(address)
        page.evaluate("size => document.documentElement.style.fontSize = size", "225%" if text == "200%" else "")
        if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            wide.append(address)
    assert wide == []


@pytest.mark.parametrize("text", ["", "225%"], ids=["usual text", "text of 200 %"])
def test_no_word_of_usual_length_is_broken_at_320_pixels(open_page: Open, example: list[Person], text: str) -> None:
    page = open_page(example[0], scripts=True)
    broken = []
    for address in MAIN:
        page.goto(address)
        page.evaluate("size => document.documentElement.style.fontSize = size", text)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        broken += [f"{address}: {word}" for word in page.evaluate(BROKEN) if word.isalpha() and len(word) < 14]
    assert broken == []


def test_a_word_too_long_for_a_line_is_cut_by_the_rules_of_its_language(open_page: Open, example: list[Person]) -> None:
    for spoken in ("en-GB", "de-DE"):
        page = open_page(example[0], locale=spoken)
        for address in ("/look-up/cards", "/look-up/pairs", "/look-up/signs", "/look-up/stretch", "/triggers", "/more"):
            page.goto(address)
            page.evaluate("document.documentElement.style.fontSize = '225%'")
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            rules = page.evaluate(BROKEN.replace("found.push(word[0])", RULE))
            assert [one for one in rules if one[1:] != ["auto", spoken[:2]]] == []


@pytest.mark.parametrize("spoken", ["en-GB", "de-DE"])
def test_the_bar_of_pages_is_one_line_on_a_small_phone(open_page: Open, example: list[Person], spoken: str) -> None:
    page = open_page(example[0], locale=spoken)
    for address in ("/", "/timeline", "/plan"):
        page.goto(address)
        tops = page.locator(".foot li").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
        assert len(set(tops)) == 1


@pytest.mark.parametrize("address", ["/trend", "/triggers", "/legs", "/report", "the trial"])
def test_no_table_is_scrolled_sideways_at_320_pixels_and_each_value_says_what_it_is(
    open_page: Open, example: list[Person], address: str
) -> None:
    page = open_page(example[0], scripts=True)
    page.goto("/trials" if address == "the trial" else address)
    if address == "the trial":
        page.get_by_role("link", name="What it showed").first.click()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    tables = page.locator("table").all()
    assert tables
    for table in tables:
        assert table.evaluate("one => one.parentElement.scrollWidth <= one.parentElement.clientWidth")
        assert table.evaluate("one => [...one.querySelectorAll('td')].every(cell => cell.dataset.label)")
        expect(table.get_by_role("row")).not_to_have_count(0)  # it stays a table for a screen reader


@pytest.mark.parametrize("address", ["/trend?days=365", "/trend?days=30", "/triggers", "the trial"])
@pytest.mark.parametrize("text", ["", "225%"], ids=["usual text", "text of 200 %"])
def test_a_picture_fits_320_pixels_and_its_words_are_not_too_small(
    open_page: Open, example: list[Person], address: str, text: str
) -> None:
    page = open_page(example[0])
    page.goto("/trials" if address == "the trial" else address)
    if address == "the trial":
        follow(page, "What it showed", exact=False)
    page.evaluate("size => document.documentElement.style.fontSize = size", text)
    pictures = page.locator("figure").all()
    assert pictures
    for picture in pictures:
        assert picture.evaluate("one => one.scrollWidth <= one.clientWidth")
        (shown,) = [one for one in picture.locator("svg").all() if one.is_visible()]
        size = shown.evaluate("one => 15 * one.getBoundingClientRect().width / one.viewBox.baseVal.width")
        assert size >= (12.5 if text else 14)


def test_a_picture_on_a_desk_is_the_wide_one_with_words_no_larger_than_its_page(
    open_page: Open, example: list[Person]
) -> None:
    page = open_page(example[0], viewport=DESK)
    for address in ("/trend?days=30", "/triggers"):
        page.goto(address)
        for picture in page.locator("figure").all():
            (shown,) = [one for one in picture.locator("svg").all() if one.is_visible()]
            size = shown.evaluate("one => 15 * one.getBoundingClientRect().width / one.viewBox.baseVal.width")
            assert 12 <= size <= 18


def test_the_head_of_a_wide_page_is_as_wide_as_the_page(open_page: Open, example: list[Person]) -> None:
    page = open_page(example[0], viewport={"width": 1280, "height": 800})
    page.goto("/report")
    places = (".top", "main", "#reader", "main form button")
    head, main, asked, button = (
        page.locator(one).first.evaluate("one => one.getBoundingClientRect().toJSON()") for one in places
    )
    assert (head["x"], head["width"]) == (main["x"], main["width"])
    assert button["bottom"] == pytest.approx(asked["bottom"], abs=1)


def test_the_night_is_kept_and_undone_by_keyboard_alone(open_page: Open, ada: Person) -> None:
    page = open_page(ada)
    page.goto("/night")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="It happened")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Taken back.")
    page.goto("/")
    expect(page.get_by_role("link", name="Add details")).to_have_count(0)


def test_a_check_in_is_answered_by_keyboard_alone(open_page: Open, ada: Person) -> None:
    page = open_page(ada)
    page.goto("/check-in/legs")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="3", exact=True)).to_be_focused()
    outline = page.locator(":focus-visible").evaluate("part => getComputedStyle(part).outlineWidth")
    assert outline == "3px"
    page.keyboard.press("Space")
    page.wait_for_url("**/check-in/pain*")


def test_nothing_is_asked_of_another_server(open_page: Open, example: list[Person]) -> None:
    page = open_page(example[0], scripts=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for address in _each(page, example[0]):
        page.goto(address)
    assert {url.split("/")[2].split(":")[0] for url in asked if not url.startswith("data:")} == {"localhost"}
    assert [c for c in complaints if "404" not in c] == []


def test_forced_colours_and_less_motion_leave_every_choice_visible(open_page: Open, ada: Person) -> None:
    page = open_page(ada, scripts=True, forced_colors="active", reduced_motion="reduce")
    page.goto("/")
    press(page, "Poor sleep")
    pressed = page.get_by_role("button", name="Poor sleep", pressed=True)
    expect(pressed).to_be_visible()
    assert pressed.evaluate("part => getComputedStyle(part).borderTopWidth") == "4px"
    assert pressed.evaluate("part => getComputedStyle(part).transitionDuration") == "0s"
    here, there = (page.locator(f".foot a{one}").first for one in ("[aria-current]", ":not([aria-current])"))
    edge = "part => getComputedStyle(part).borderTopColor"
    assert here.evaluate(edge) != there.evaluate(edge)


def test_what_an_audit_measures_of_words_is_their_contrast(open_page: Open, ada: Person) -> None:
    measured = (Path(__file__).parents[1] / "peers" / "contrast.js").read_text(encoding="utf-8")
    page = open_page(ada, scripts=True, color_scheme="light")
    page.goto("/legs")
    assert page.evaluate(measured, "h1") > 10
    assert page.evaluate(measured, ".tile > span") > 10
    page.evaluate("document.querySelector('h1').style.color = 'rgb(119, 119, 119)'")
    page.evaluate("document.querySelector('h1').style.background = 'white'")
    assert page.evaluate(measured, "h1") == pytest.approx(4.48, abs=0.005)
    ink = page.locator(".tile > span").first.evaluate("part => getComputedStyle(part).color")
    page.locator(".tile path").first.evaluate("(part, ink) => { part.style.fill = ink }", ink)
    assert page.evaluate(measured, ".tile > span") == pytest.approx(1)
    page.evaluate("document.querySelector('h1').style.color = 'rgba(0, 0, 0, 0.5)'")
    assert page.evaluate(measured, "h1") == 0  # cannot be told

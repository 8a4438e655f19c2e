# SPDX-License-Identifier: Apache-2.0
"""The note box: what is understood is shown while one writes, changed inside its chip, and kept with one press."""

from playwright.sync_api import expect

from supple.actions import look_back
from supple.entries.did import Exposure
from supple.entries.felt import Episode, Note
from supple.people.models import Person
from tests.browser.conftest import Open
from tests.browser.test_offline_night import away, gone, settled, waits
from tests.browser.walking import broken_rules, heading, press


def test_a_note_shows_its_chips_while_it_is_written_and_keeps_nothing(open_page: Open, ada: Person) -> None:
    page = open_page(ada, scripts=True)
    page.goto("/")
    page.get_by_label("A note, kept as written").fill("left calf cramp 3am 7/10, poor sleep")
    expect(page.get_by_role("checkbox", name="Cramp, left calf, 7 of 10")).to_be_checked()
    assert len(look_back.timeline(ada)) == 0
    assert broken_rules(page, tall=True) == []
    # When the strength was another one, and the sleep is dropped
    chip = page.locator(".chip").filter(has_text="Cramp")
    chip.locator("summary").click()
    chip.get_by_label("How strong, 0 to 10").fill("5")
    page.get_by_role("checkbox", name="Poor sleep").uncheck()
    press(page, "Keep the note and all that is ticked")
    # Then one press has kept the words and what was left of the chips
    (event,) = look_back.timeline(ada).of(Episode)
    assert (event.what, event.side, event.severity, event.at.astimezone().minute) == ("cramp", "left", 5, 0)
    assert len(list(look_back.timeline(ada).of(Note))) == 1
    assert not list(look_back.timeline(ada).of(Exposure))
    assert heading(page) == "Diary"


def test_a_chip_that_does_not_fit_says_so_and_keeps_the_input(open_page: Open, ada: Person) -> None:
    page = open_page(ada, scripts=True)
    page.goto("/")
    page.get_by_label("A note, kept as written").fill("left calf cramp 7/10")
    chip = page.locator(".chip")
    chip.locator("summary").click()
    chip.get_by_label("How strong, 0 to 10").fill("12")
    press(page, "Keep the note and all that is ticked")
    expect(page.get_by_role("alert")).to_contain_text("10 or less")
    assert page.get_by_label("How strong, 0 to 10").input_value() == "12"
    page.get_by_label("How strong, 0 to 10").fill("8")
    press(page, "Save all that is ticked")
    assert [e.severity for e in look_back.timeline(ada).of(Episode)] == [8]


def test_a_grave_word_is_answered_under_the_box(open_page: Open, ada: Person) -> None:
    page = open_page(ada, scripts=True)
    page.goto("/")
    page.get_by_label("A note, kept as written").fill("numb between my legs and I cannot pee")
    expect(page.locator("#heard .flag").first).to_be_visible()
    assert broken_rules(page, tall=True) == []


def test_a_note_without_a_connection_is_read_when_it_arrives(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True))
    away(page)
    page.get_by_label("A note, kept as written").fill("left calf cramp 7/10")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    assert waits(page) == 1
    away(page, gone=False)
    gone(page)
    expect(page.get_by_text("Your note has arrived.")).to_be_visible()
    page.get_by_role("link", name="See what was understood").click()
    expect(page.get_by_role("checkbox", name="Cramp, left calf, 7 of 10")).to_be_checked()


def test_a_photo_in_the_note_is_refused_with_a_sentence(open_page: Open, ada: Person) -> None:
    page = open_page(ada, scripts=True)
    page.goto("/")
    box = page.get_by_label("A note, kept as written")
    box.fill("my leg")
    box.evaluate("""box => {
      const given = new DataTransfer();
      given.items.add(new File(["x"], "leg.png", {type: "image/png"}));
      box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: given, bubbles: true, cancelable: true}));
    }""")
    expect(page.get_by_text("A photo cannot be kept here.")).to_be_visible()
    assert box.input_value() == "my leg"

# SPDX-License-Identifier: Apache-2.0
"""Is what is said in the night without a connection in the diary in the morning, once, whatever happens in between?"""

from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from supple.actions import look_back, tokens
from supple.entries.felt import Episode
from supple.people.models import Person
from tests.browser.conftest import Open
from tests.browser.walking import PASSWORD, broken_rules, press, small_targets

READY = """async () => {
  await navigator.serviceWorker.ready;
  for (let i = 0; i < 900 && !navigator.serviceWorker.controller; i += 1) await new Promise((go) => setTimeout(go, 50));
}"""
EMPTY = """async () => {
  for (let i = 0; i < 900; i += 1) {
    if (!(await self.supple.waiting.all()).length) return true;
    await new Promise((go) => setTimeout(go, 50));
  }
  return false;
}"""


def settled(page: Page, address: str = "/") -> Page:
    """A page of a browser in which the worker has its shell."""
    page.goto(address)
    page.evaluate(READY)
    page.reload()  # now by way of the worker, which keeps a copy
    return page


def away(page: Page, gone: bool = True) -> None:
    """The connection goes, or comes back."""
    page.context.set_offline(gone)


def waits(page: Page) -> int:
    """How many entries this browser still holds."""
    return int(page.evaluate("self.supple.waiting.all().then(all => all.length)"))


def gone(page: Page) -> None:
    """Wait until everything has left this browser."""
    assert page.evaluate(EMPTY), "something still waits"


def events(person: Person) -> list[Episode]:
    """What happened, as the diary has it."""
    return list(look_back.timeline(person).of(Episode))


def test_a_night_offline_on_two_devices_is_whole_in_the_morning(open_page: Open, ada: Person) -> None:
    # Given a phone and a tablet that have seen the app, and no connection
    phone, tablet = (settled(open_page(ada, scripts=True)) for _ in range(2))
    for device in (phone, tablet):
        away(device)
        device.goto("/press")
    # When Ada presses on both of them
    phone.get_by_role("button", name="It happened").click()
    expect(phone.get_by_text("Kept on this device")).to_be_visible()
    tablet.get_by_role("button", name="It happened").click()
    expect(tablet.get_by_text("1 not sent yet")).to_be_visible()
    assert events(ada) == []
    # And the phone opens the last page it saw
    phone.goto("/")
    expect(phone.get_by_text("No connection.")).to_be_visible()
    expect(phone.get_by_text("1 entry is not sent yet.")).to_be_visible()
    # Then in the morning, with a connection, both are there, once each
    for device in (phone, tablet):
        away(device, gone=False)
        device.reload()
        gone(device)
    assert len(events(ada)) == 2
    phone.goto("/")
    expect(phone.get_by_role("heading", name="2 events")).to_be_visible()


def test_a_press_works_signed_out_by_a_sealed_button(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True), "/more/phone")
    page.get_by_role("button", name="Allow it on this device").click()
    expect(page.get_by_text("It is allowed on this device.")).to_be_visible()
    (token,) = tokens.of(ada)
    assert (token.scope, token.label) == ("write-only", "My phone")
    page.goto("/more")
    press(page, "Sign out")
    page.goto("/press")
    page.get_by_role("button", name="It happened").click()
    expect(page.get_by_text("Kept.")).to_be_visible()
    (event,) = events(ada)
    assert event.by == "My phone"
    assert "supple_" not in page.evaluate(
        "self.supple.device.get('button').then(b => JSON.stringify({...b, sealed: [...new Uint8Array(b.sealed)]}))"
    )


def test_a_press_made_while_the_session_has_ended_waits_for_the_sign_in(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True))
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Something happened now").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    assert waits(page) == 1
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    gone(page)
    assert len(events(ada)) == 1


def test_a_sign_in_that_ran_out_in_the_night_does_not_hold_the_press_back(open_page: Open, ada: Person) -> None:
    # Given a phone on which the button is allowed, and a session that ends without a sign-out
    page = settled(open_page(ada, scripts=True), "/more/phone")
    page.get_by_role("button", name="Allow it on this device").click()
    expect(page.get_by_text("It is allowed on this device.")).to_be_visible()
    page.context.clear_cookies(name="sessionid")
    page.goto("/press")
    # When Ada presses twice, as a shaking hand does
    page.get_by_role("button", name="It happened").dblclick()
    expect(page.get_by_text("Pressed twice: kept once.")).to_be_visible()
    expect(page.get_by_text("Kept.")).to_be_visible()
    # Then it is there once; and a button that was taken back keeps what is pressed until somebody signs in
    assert len(events(ada)) == 1
    tokens.revoke(ada, tokens.of(ada)[0].pk, datetime.now(UTC))
    page.reload()
    page.get_by_role("button", name="It happened").click()
    expect(page.get_by_role("link", name="Sign in to send it")).to_be_visible()
    assert waits(page) == 1


def test_a_press_is_taken_back_in_the_dark_with_and_without_a_connection(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True))
    page.goto("/press")
    page.get_by_role("button", name="It happened").click()
    expect(page.get_by_text("Kept.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    gone(page)
    assert events(ada) == []
    away(page)
    page.get_by_role("button", name="It happened").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert waits(page) == 0


def test_the_night_page_is_black_red_and_read_by_everybody(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True, color_scheme="light"))
    away(page)
    page.goto("/press")
    page.get_by_role("button", name="It happened").click()
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    assert broken_rules(page) == []
    assert small_targets(page) == []
    lit = page.evaluate("getComputedStyle(document.querySelector('button')).color")
    assert lit == "rgb(200, 92, 42)"
    assert contrast((200, 92, 42)) >= 4.5
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(0, 0, 0)"
    assert page.evaluate("document.activeElement.matches('input, textarea')") is False


def contrast(colour: tuple[int, int, int]) -> float:
    """Of a colour on black, as WCAG reckons it."""
    parts = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    light = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
    return (light + 0.05) / 0.05

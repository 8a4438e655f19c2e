# SPDX-License-Identifier: Apache-2.0
"""While an encrypted diary is locked: what does a signed-in browser keep and seal, and can everybody use the pages?"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.app.saying import raw
from tests.browser.conftest import PATIENCE
from tests.browser.test_access import LOOKS
from tests.browser.test_offline_night import gone, settled, waits
from tests.browser.walking import PHONE, broken_rules, press, small_targets
from tests.faults.conftest import make
from tests.faults.encrypting import PASSPHRASE, encrypt
from tests.faults.installation import PASSWORD, Installation, Server, free_port
from tests.faults.test_locked import entries, until_open

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Ada's and Bo's diaries, encrypted."""
    home, secret = make(tmp_path_factory.mktemp("planted") / "home")
    now = datetime.now(UTC)
    healthy = [raw(now, "fact", topic="condition", name="none"), raw(now, "fact", topic="birth_year", number=1980)]
    said = [*healthy, raw(now, "check_in", signs_asked=True)]  # enough for a plan
    with home.serving() as server:
        assert len(server.post(secret, [{**one, "at": now.isoformat()} for one in said])) == 3
    encrypt(home, "--remove-plain-backups")
    return home


@pytest.fixture
def server(planted: Installation, tmp_path: Path) -> Iterator[Server]:
    """A server of an encrypted diary; it is locked, as after each start."""
    one = Server(planted.copy(Installation(tmp_path / "home")), free_port())
    one.start()
    assert one.ask("GET", "/healthz") == (200, b"locked\n")
    yield one
    one.close()


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """A page of a fresh browser at this server: a phone with JavaScript unless said otherwise."""
    contexts: list[BrowserContext] = []

    def opened(**more: Any) -> Page:
        look = {"viewport": PHONE, **more}
        context = browser.new_context(base_url=f"http://localhost:{server.port}", **look)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def _unlock(page: Page, server: Server) -> None:
    page.goto("/")
    page.get_by_label("Passphrase or recovery key").fill(PASSPHRASE)
    press(page, "Unlock")
    until_open(server)


def _go(page: Page, place: str) -> None:
    """Go there, also while the page that unlocked is on its way there by itself."""
    try:
        page.goto(place)
    except Error as interrupted:
        if "interrupted by another navigation" not in str(interrupted):
            raise
        page.wait_for_load_state()


def _signed_in(page: Page, server: Server) -> None:
    _unlock(page, server)
    _go(page, "/account/login/")
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")


def _lock_meanwhile(page: Page, server: Server) -> None:
    """Somebody presses Lock now in another window of the same browser."""
    other = page.context.new_page()
    other.goto("/more")
    press(other, "Lock now")
    other.close()
    for _ in range(300):
        try:
            if server.ask("GET", "/healthz")[1] == b"locked\n":
                return
        except OSError:
            pass
        page.wait_for_timeout(100)
    raise AssertionError(server.said())


def _sealed(server: Server) -> int:
    return len(list((server.of.home / "sealed").glob("*.sealed")))


def test_a_spasm_and_a_session_of_the_timer_are_sealed_while_it_is_locked_and_arrive_once(
    visit: Visit, server: Server
) -> None:
    # Given Ada in the middle of a stretch when the diary is locked
    page = visit()
    _signed_in(page, server)
    before = [e["id"] for e in entries(server.of)]
    settled(page, "/guide/EX-02?position=chair")
    page.get_by_role("button", name="Start").click()
    _lock_meanwhile(page, server)
    # When a spasm comes, and she writes it down and ends
    page.get_by_role("button", name="A spasm").click()
    with page.expect_response("**/outbox", timeout=PATIENCE) as answer:
        page.get_by_role("button", name="Write the spasm down").click()
        expect(page.locator("[data-kept]")).to_have_text("Written down.")
    assert answer.value.ok
    page.get_by_role("button", name="Stop here").click()
    press(page, "Keep it and end here")
    # Then both lie sealed at the diary, and the spasm on the phone as well until it was read
    expect(page.get_by_role("heading", name="Kept, sealed")).to_be_visible()
    assert (_sealed(server), waits(page)) == (2, 1)
    page.goto("/waiting")
    expect(page.get_by_text("A sealed copy lies there too")).to_be_visible()
    expect(page.get_by_role("button", name="Drop it")).to_be_hidden()
    assert broken_rules(page, tall=True) == []
    assert _sealed(server) == 2  # not once more for each page that is opened
    # And when it is unlocked, each is in the diary once, and the phone lets go
    _unlock(page, server)
    _go(page, "/")
    gone(page)
    fresh = [e for e in entries(server.of) if e["id"] not in before]
    assert sorted((e["kind"], e.get("what"), e.get("stopped")) for e in fresh) == [
        ("episode", "spasm", None), ("session", "stretching", "spasm"),
    ]  # fmt: skip
    assert _sealed(server) == 0


def test_what_is_pressed_while_it_is_locked_is_told_and_can_be_undone(visit: Visit, server: Server) -> None:
    page = visit()
    _signed_in(page, server)
    before = [e["id"] for e in entries(server.of)]
    settled(page)
    _lock_meanwhile(page, server)
    page.get_by_role("button", name="Poor sleep", exact=True).first.click()
    expect(page.get_by_text("A sealed copy lies there too")).to_be_visible()
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    assert broken_rules(page, tall=True) == []
    assert _sealed(server) == 1
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_function(
        "self.supple.waiting.all().then((all) => all.length === 1 && all[0].entry.kind === 'withdrawn')"
    )
    page.evaluate("self.supple.drain()")
    assert _sealed(server) == 2
    _unlock(page, server)
    page.goto("/")
    gone(page)
    assert [e["kind"] for e in entries(server.of) if e["id"] not in before and e["kind"] == "exposure"] == []


def test_a_page_that_was_filled_in_is_sealed_once_has_no_undo_and_arrives_once(visit: Visit, server: Server) -> None:
    # Given a walk that the timer counts
    page = visit()
    _signed_in(page, server)
    page.goto("/timer")
    press(page, "Walking")
    settled(page, "/timer")
    _lock_meanwhile(page, server)
    # When it ends while the diary is locked
    page.get_by_role("button", name="Done: keep it").click()
    expect(page.get_by_text("A sealed copy lies there too")).to_be_visible()
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    page.evaluate("self.supple.drain()")
    assert (_sealed(server), waits(page)) == (1, 1)
    # Then it is in the diary once, and the phone lets go of it
    _unlock(page, server)
    page.goto("/")
    gone(page)
    assert [e["what"] for e in entries(server.of) if e["kind"] == "session"] == ["walking"]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_axe_finds_nothing_on_the_locked_pages(visit: Visit, server: Server, look: dict[str, Any]) -> None:
    page = visit(**look)
    faults = []
    for address in ("/", "/night", "/press", "/timeline", "/waiting", "/offline"):
        page.set_viewport_size(look["viewport"])
        page.goto(address)
        for part in page.locator("details").all():
            part.evaluate("part => part.open = true")
        faults += broken_rules(page, tall=True) + small_targets(page)
    page.goto("/")
    page.get_by_label("Passphrase or recovery key").fill("not it")
    press(page, "Unlock")
    expect(page.get_by_role("alert")).to_contain_text("neither the passphrase nor the recovery key")
    faults += broken_rules(page, tall=True)
    page.goto("/night")
    press(page, "It happened")  # nobody is signed in here
    expect(page.get_by_role("status")).to_contain_text("Not kept")
    faults += broken_rules(page, tall=True)
    page.set_viewport_size(look["viewport"])
    page.goto("/")
    page.get_by_label("Passphrase or recovery key").fill(PASSPHRASE)
    press(page, "Unlock")
    faults += broken_rules(page, tall=True)
    until_open(server)
    assert faults == []

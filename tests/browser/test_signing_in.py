# SPDX-License-Identifier: Apache-2.0
"""Does every way in work: password, a code from an authenticator app, a passkey?"""

from django.core.cache import cache
from playwright.sync_api import Page, expect

from supple.people.models import Person
from tests.browser.conftest import Open
from tests.browser.walking import PASSWORD, follow, heading, one_time_code, press


def _sign_in(page: Page) -> None:
    page.goto("/account/login/")
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_have_count(0)


def _confirm(page: Page) -> None:
    """Before the way in is changed, the password is asked for once more."""
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Confirm")


def test_a_wrong_password_is_told_and_the_right_one_opens(open_page: Open, ada: Person) -> None:
    page = open_page()
    page.goto("/timeline")
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Password").fill("not it at all")
    press(page, "Sign in")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    expect(page.get_by_role("heading", name="Diary")).to_be_visible()
    follow(page, "More")
    press(page, "Sign out")
    page.goto("/")
    assert heading(page) == "Sign in"


def test_a_code_of_an_authenticator_app_is_asked_for_once_it_is_set_up(open_page: Open, ada: Person) -> None:
    page = open_page()
    _sign_in(page)
    page.goto("/account/2fa/")
    follow(page, "Activate")
    _confirm(page)
    secret = page.locator("#authenticator_secret").input_value()
    page.get_by_label("Authenticator code").fill(one_time_code(secret))
    press(page, "Activate")
    page.goto("/more")
    press(page, "Sign out")
    cache.clear()  # a code is taken only once, and half a minute is long for a test
    _sign_in(page)
    page.goto("/timeline")
    assert heading(page) != "Diary"
    page.get_by_label("Code", exact=False).first.fill(one_time_code(secret))
    press(page, "Sign In")
    assert heading(page) == "Today"


def test_a_passkey_opens_without_a_password(open_page: Open, ada: Person) -> None:
    page = open_page(scripts=True)
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    _sign_in(page)
    page.goto("/account/2fa/webauthn/add/")
    _confirm(page)
    page.get_by_label("Passwordless").check()
    press(page, "Add")
    page.wait_for_url("**/account/2fa/**")
    page.goto("/more")
    press(page, "Sign out")
    page.goto("/account/login/")
    press(page, "Sign in with a passkey")
    page.wait_for_url("**/")
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()

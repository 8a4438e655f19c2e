# SPDX-License-Identifier: Apache-2.0
"""Does a message show the hour and no word, and open what it is about? The browser is handed one without a server."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page

from supple.actions import reminders
from supple.actions.arrange import choose
from supple.actions.reminders import Wanted
from supple.people.models import Person
from tests.app.test_reminders import now_by_the_clock
from tests.browser.conftest import Open

SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  for (let n = 0; n < 100; n += 1) {
    const shown = await registration.getNotifications();
    if (shown.length) return shown.map(({ title, body, data }) => [title, body, data]);
    await new Promise((then) => { setTimeout(then, 100); });
  }
  return [];
}"""


def _rings(page: Page) -> list[list[str]]:
    """What is shown once a message without a body came."""
    known: list[str] = []
    line = page.context.new_cdp_session(page)
    heard = "ServiceWorker.workerRegistrationUpdated"
    line.on(heard, lambda told: known.extend(one["registrationId"] for one in told["registrations"]))
    line.send("ServiceWorker.enable")
    page.wait_for_timeout(200)
    origin = page.evaluate("location.origin")
    line.send("ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": known[0], "data": ""})
    shown: list[list[str]] = page.evaluate(SHOWN)
    return shown


def test_a_message_shows_the_hour_and_leads_to_the_entry_itself(open_page: Open, ada: Person) -> None:
    now = datetime.now(UTC)
    choose(ada, quiet_from="00:00", quiet_to="00:00")
    reminders.add(ada, Wanted("check_in", (now_by_the_clock(ada, now),), "Knees?"), now - timedelta(days=2))
    page = open_page(ada, scripts=True, permissions=["notifications"])
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    assert _rings(page) == [[f"supple: {now_by_the_clock(ada, now):%H:%M}", "", "/check-in"]]

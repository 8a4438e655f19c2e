# SPDX-License-Identifier: Apache-2.0
"""By day, without a connection: is everything kept that can be said, sent once, and never dropped by a mistake?"""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, Route, expect

from supple.actions import look_back, record
from supple.actions.begin import add_person
from supple.entries.did import Dose, Exposure, Intake
from supple.entries.felt import CheckIn, Episode, Note
from supple.people.models import Person
from tests.app.saying import raw
from tests.browser.conftest import Open
from tests.browser.test_offline_night import away, events, gone, settled, waits
from tests.browser.walking import PASSWORD, broken_rules, press


def said(page: Page, name: str, n: int) -> None:
    """Press the button of that name; by then so many entries wait."""
    page.get_by_role("button", name=name, exact=True).first.click()
    told = "1 entry is not sent yet." if n == 1 else f"{n} entries are not sent yet."
    expect(page.get_by_text(told)).to_be_visible()
    assert waits(page) == n


def arrives_without_an_answer(way: Route) -> None:
    """What is sent is kept by the server; this device never hears of it."""
    if way.request.method == "GET":
        way.continue_()
    else:
        way.fetch()
        way.abort()


def sign_in(page: Page, name: str, shared: bool = False) -> None:
    """By the password."""
    page.goto("/account/login/")
    page.get_by_label("Other people use this device too").set_checked(shared)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")


def test_every_way_of_saying_something_waits_and_arrives_once(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True))
    away(page)
    page.goto("/offline")
    said(page, "Something happened now", 1)
    page.get_by_label("What was it?").select_option("Cramp")
    page.get_by_label("Where?").select_option("Calf")
    page.get_by_label("When?").first.select_option("10 min ago")
    page.get_by_role("group", name="How strong was it?").get_by_role("button", name="7").click()
    expect(page.get_by_text("2 entries are not sent yet.")).to_be_visible()
    page.get_by_role("group", name="How much pain").get_by_role("button", name="3").click()
    expect(page.get_by_text("3 entries are not sent yet.")).to_be_visible()
    said(page, "Poor sleep", 4)
    said(page, "Glass 250 ml", 5)
    page.get_by_label("Name of the medicine").fill("baclofen")
    said(page, "Missed", 6)
    page.get_by_label("A note, kept as written").fill("legs like wood")
    said(page, "Keep the note", 7)
    said(page, "Nothing today no spasms, cramps or falls", 8)
    away(page, gone=False)
    gone(page)
    diary = look_back.timeline(ada)
    cramp = next(e for e in diary.of(Episode) if e.what)
    assert (cramp.site, cramp.severity) == ("calf", 7)
    assert timedelta(minutes=9) < datetime.now(UTC) - cramp.at < timedelta(minutes=12)
    assert [c.pain for c in diary.of(CheckIn) if c.pain is not None] == [3]
    assert [c.nothing_today for c in diary.of(CheckIn)].count(True) == 1
    assert [e.what for e in diary.of(Exposure)] == ["poor_sleep"]
    assert [(i.what, i.amount) for i in diary.of(Intake)] == [("drink", 250)]
    assert [(d.medicine, d.status) for d in diary.of(Dose)] == [("baclofen", "missed")]
    assert [n.text for n in diary.of(Note)] == ["legs like wood"]
    assert len(diary) == 8


def test_a_check_in_that_loses_its_connection_goes_on(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True))
    page.goto("/check-in/signs")
    page.get_by_text("Does one leg hurt, or look or feel different from the other?").click()
    page.get_by_role("group", name="Is one leg more swollen than the other?").get_by_label("Not sure").check()
    away(page)
    page.get_by_role("button", name="Keep what I marked").click()
    # Then the advice for emergencies stands there at once, and the warning comes with the connection
    expect(page.get_by_role("alert").filter(has_text="Do not wait for a connection")).to_be_visible()
    away(page, gone=False)
    gone(page)
    expect(page.get_by_text("A warning waits")).to_be_visible()
    (said_then,) = look_back.timeline(ada).of(CheckIn)
    assert [s.present for s in said_then.signs] == ["not_sure"]


def test_a_warning_that_comes_back_to_the_worker_is_told_by_the_open_page(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True))
    signs = "[{id: 'face_droop', present: 'yes', onset: 'sudden'}]"
    page.evaluate(f"self.supple.keep({{kind: 'check_in', signs_asked: true, signs: {signs}}})")
    # When the browser lets the worker send, as it does with no page in sight
    browser_says = page.context.new_cdp_session(page)
    found: list[str] = []
    browser_says.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(one["registrationId"] for one in told["registrations"]),
    )
    browser_says.send("ServiceWorker.enable")
    page.wait_for_timeout(100)
    origin = page.evaluate("location.origin")
    browser_says.send(
        "ServiceWorker.dispatchSyncEvent",
        {"origin": origin, "registrationId": found[0], "tag": "outbox", "lastChance": False},
    )
    # Then the page that is open says so
    expect(page.get_by_text("A warning waits")).to_be_visible()
    gone(page)


def test_what_is_refused_stays_until_it_is_mended_or_dropped(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True))
    away(page)
    page.evaluate("self.supple.keep({kind: 'episode', severity: 12}).then(() => self.supple.keep({kind: 'no such'}))")
    away(page, gone=False)
    page.goto("/waiting")
    expect(page.get_by_text("It was not taken:").first).to_be_visible()
    expect(page.locator("#waiting").get_by_text("Choose a number that is 10 or less.")).to_be_visible()
    assert waits(page) == 2
    assert events(ada) == []
    assert broken_rules(page) == []
    card = page.locator("#waiting section").filter(has_text="10 or less")
    card.get_by_label("What is wrong").fill("8")
    card.get_by_role("button", name="Send it so").click()
    expect(card).to_have_count(0)
    assert [e.severity for e in events(ada)] == [8]
    page.get_by_role("button", name="Drop it").click()
    assert waits(page) == 1
    page.get_by_role("button", name="Yes, drop it for good").click()
    expect(page.get_by_text("Nothing waits.")).to_be_visible()


def test_an_answer_that_was_lost_on_its_way_adds_nothing(open_page: Open, ada: Person) -> None:
    # Given a press that arrives, while its answer does not
    page = settled(open_page(ada, scripts=True))
    page.context.route(
        "**/outbox", lambda way: (way.fetch(), way.abort()) if way.request.method == "POST" else way.continue_()
    )
    page.get_by_role("button", name="Something happened now").click()
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    assert len(events(ada)) == 1
    # When it is sent again
    page.context.unroute_all(behavior="wait")
    page.evaluate("self.supple.drain()")
    gone(page)
    assert len(events(ada)) == 1


def test_a_tab_that_is_closed_while_it_sends_loses_nothing(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True))
    page.context.route("**/outbox", lambda way: None)  # neither an answer nor a refusal
    page.get_by_role("button", name="Something happened now").click()
    page.wait_for_function("() => self.supple.holding.size > 0")
    page.wait_for_timeout(200)
    context = page.context
    page.close()
    context.unroute("**/outbox")
    again = context.new_page()
    again.goto("/timeline")
    gone(again)
    assert len(events(ada)) == 1


def test_copies_and_words_go_nowhere_but_to_their_person(open_page: Open, ada: Person) -> None:
    add_person("Bo", "bo", PASSWORD, "Europe/London")
    record.record(ada, [raw(datetime.now(UTC), "note", text="a heron on the wire")], datetime.now(UTC))
    page = open_page(scripts=True)
    sign_in(page, "Ada")
    settled(page, "/timeline")
    away(page)
    page.reload()
    expect(page.get_by_text("a heron on the wire")).to_be_visible()
    page.goto("/offline")
    said(page, "Something happened now", 1)
    page.evaluate("self.supple.waiting.all().then(all => self.supple.waiting.put({...all[0], state: 'when'}))")
    away(page, gone=False)
    # When Ada signs out, she is told what waits
    page.goto("/more")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("Press again to sign out.")).to_be_visible()
    press(page, "Sign out")
    # Then no copy of hers is left, and what she said waits, hidden from Bo
    sign_in(page, "bo")
    away(page)
    page.goto("/timeline")
    expect(page.get_by_text("heron")).to_have_count(0)
    away(page, gone=False)
    page.evaluate("self.supple.waiting.all().then(all => self.supple.waiting.put({...all[0], state: 'waiting'}))")
    page.goto("/waiting")
    expect(page.get_by_text("Said under another sign-in.")).to_be_visible()
    expect(page.get_by_role("heading", name="Event")).to_have_count(0)
    page.get_by_role("button", name="Send now").click()
    assert waits(page) == 1
    page.goto("/more")
    page.get_by_role("button", name="Sign out").click()
    press(page, "Sign out")
    sign_in(page, "Ada")
    gone(page)
    assert len(events(ada)) == 1


def test_a_store_that_the_browser_emptied_is_noticed(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True))
    away(page)
    said(page, "Something happened now one press; details can wait", 1)
    page.evaluate("new Promise(done => { indexedDB.deleteDatabase('supple').onsuccess = done })")
    away(page, gone=False)
    page.goto("/timeline")
    expect(page.get_by_text("Please say it again.")).to_contain_text("1 that waited")


def test_a_clock_in_1970_is_set_right_by_the_servers(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True))
    away(page)
    page.clock.install(time=datetime(1970, 1, 1, 3, tzinfo=UTC))
    page.goto("/press")
    page.get_by_role("button", name="It happened").click()
    expect(page.get_by_text("1 not sent yet")).to_be_visible()
    away(page, gone=False)
    page.evaluate("self.supple.drain()")
    gone(page)
    (event,) = events(ada)
    assert abs(datetime.now(UTC) - event.at) < timedelta(minutes=2)


def test_a_clock_that_was_wrong_then_and_is_right_now_is_asked_about(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True))
    away(page)
    page.clock.install(time=datetime(1970, 1, 1, 3, tzinfo=UTC))
    page.goto("/press")
    page.get_by_role("button", name="It happened").click()
    expect(page.get_by_text("1 not sent yet")).to_be_visible()
    page.clock.set_system_time(datetime.now(UTC))
    away(page, gone=False)
    page.goto("/waiting")
    expect(page.get_by_text("The clock of this device was wrong.")).to_be_visible()
    assert events(ada) == []
    page.get_by_role("button", name="Send it so").click()
    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    assert len(events(ada)) == 1


def test_a_device_that_is_to_keep_no_pages_keeps_none(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True))
    page.goto("/more/phone")
    page.get_by_role("button", name="Keep none").click()
    expect(page.get_by_role("button", name="Keep none", pressed=True)).to_be_visible()
    page.goto("/timeline")
    away(page)
    for address in ("/", "/timeline", "/card"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Without a connection")


def test_a_trembling_press_is_one_event_and_an_erased_diary_leaves_nothing_behind(open_page: Open, ada: Person) -> None:
    page = open_page(scripts=True)
    sign_in(page, "Ada")
    settled(page)
    page.get_by_role("button", name="Something happened now").dblclick()
    page.wait_for_load_state("networkidle")
    gone(page)
    assert len(events(ada)) == 1
    away(page)
    page.goto("/offline")
    page.get_by_role("button", name="Glass 250 ml").dblclick()
    expect(page.get_by_text("1 entry is not sent yet.")).to_be_visible()
    page.evaluate("self.supple.waiting.all().then(all => self.supple.waiting.put({...all[0], state: 'when'}))")
    page.evaluate("self.supple.waiting.put({id: 'theirs', diary: 'another', said: 1, state: 'when', entry: {}})")
    away(page, gone=False)
    page.goto("/more/erase")
    page.get_by_label("Type the word erase").fill("erase")
    press(page, "Erase for good")
    expect(page.get_by_role("heading", name="Everything is erased")).to_be_visible()
    page.wait_for_function("() => document.querySelector('[data-said=one]') !== null")
    assert page.evaluate("self.supple.waiting.all().then(all => all.map(one => one.id))") == ["theirs"]
    assert not page.evaluate("caches.has('copies')")


def test_a_device_that_others_use_too_keeps_no_page_and_what_is_said_there_still_arrives(
    open_page: Open, ada: Person
) -> None:
    page = open_page(scripts=True)
    sign_in(page, "Ada", shared=True)
    settled(page, "/timeline")
    assert not page.evaluate("caches.has('copies')")
    away(page)
    page.goto("/timeline")
    expect(page.get_by_role("heading", level=1)).to_have_text("Without a connection")
    said(page, "Something happened now", 1)
    away(page, gone=False)
    page.goto("/")
    gone(page)
    assert len(events(ada)) == 1


def test_what_was_said_while_nobody_was_signed_in_waits_for_whoever_says_that_it_is_theirs(
    open_page: Open, ada: Person
) -> None:
    page = settled(open_page(scripts=True), "/press")
    page.get_by_role("button", name="It happened").click()
    expect(page.get_by_role("link", name="Sign in to send it")).to_be_visible()
    sign_in(page, "Ada")
    expect(page.get_by_text("1 entry is not sent yet.")).to_be_visible()
    assert events(ada) == []
    page.get_by_role("link", name="Look at it").click()
    expect(page.get_by_text("Said while nobody was signed in.")).to_be_visible()
    page.get_by_role("button", name="It is mine").click()
    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    assert len(events(ada)) == 1


def test_a_card_of_what_waits_stays_in_its_place_under_the_finger(open_page: Open, ada: Person) -> None:
    page = settled(open_page(scripts=True), "/press")
    page.get_by_role("button", name="It happened").click()
    expect(page.get_by_role("link", name="Sign in to send it")).to_be_visible()
    page.goto("/waiting")
    card = page.locator("#waiting > *").first
    expect(card).to_be_visible()
    page.evaluate("self.supple.count()")
    page.wait_for_timeout(300)
    finger = card.element_handle()
    for _ in range(3):  # as when the window is looked at again
        page.evaluate("self.supple.count()")
        page.wait_for_timeout(100)
    assert finger.evaluate("card => card.isConnected")


def test_somebody_without_a_diary_is_not_told_to_sign_in_for_what_others_said(
    open_page: Open, ada: Person, django_user_model: type
) -> None:
    page = settled(open_page(ada, scripts=True))
    away(page)
    said(page, "Something happened now one press; details can wait", 1)
    page.context.clear_cookies()
    django_user_model.objects.create_user("cleo", password=PASSWORD)  # type: ignore[attr-defined]
    away(page, gone=False)
    sign_in(page, "cleo")
    expect(page.get_by_text("This sign-in keeps no diary")).to_be_visible()
    expect(page.get_by_text("1 entry is not sent yet.")).to_be_visible()
    expect(page.get_by_text("You are signed out.")).to_have_count(0)
    assert waits(page) == 1

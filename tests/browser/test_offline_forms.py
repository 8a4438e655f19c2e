# SPDX-License-Identifier: Apache-2.0
"""Without a connection: are whole pages that were filled in kept on the device, and taken once, as their page would?"""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from supple.actions import look_back, plan_trial, record, run_trial
from supple.entries.did import Session
from supple.entries.felt import CheckIn
from supple.entries.known import Contact, Treatment
from supple.entries.tried import PhaseChanged
from supple.insight.design import PACES
from supple.people.grants import Grant
from supple.people.models import Person
from tests.app.granting import helper, let_in
from tests.app.saying import raw
from tests.app.trying import known, well
from tests.browser.conftest import Open
from tests.browser.test_offline_day import arrives_without_an_answer, sign_in
from tests.browser.test_offline_more import kept
from tests.browser.test_offline_night import away, events, gone, settled, waits
from tests.browser.walking import broken_rules, press, small_targets


def _arrives(page: Page) -> None:
    """The connection is back; what waits is sent, its answer is lost, and it is sent again."""
    page.context.route("**/outbox", arrives_without_an_answer)
    away(page, gone=False)
    page.evaluate("self.supple.drain()")
    page.context.unroute_all(behavior="wait")
    page.evaluate("self.supple.drain()")
    gone(page)


def _of(now: datetime, ada: Person) -> str:
    """A trial that runs."""
    known(ada, now - timedelta(days=40))
    well(ada, now)
    change = next(one for one in plan_trial.choices(ada, now).changes if not one.held)
    plan = run_trial.planned(change, (2, PACES[change.pace].block), "random", 0)
    return str(run_trial.begin(ada, change.id, "spasticity", plan, now - timedelta(days=2)).results[0].id)


def test_several_places_with_their_strengths_wait_and_arrive_once(open_page: Open, ada: Person) -> None:
    # Given a device that has never seen the map, and no connection
    page = settled(open_page(ada, scripts=True))
    away(page)
    page.goto("/legs")
    expect(page.get_by_role("heading", level=1)).to_have_text("Leg map")
    page.get_by_role("button", name="Next: how strong").click()
    expect(page.get_by_text("Tick at least one place")).to_be_visible()
    assert broken_rules(page, tall=True) == []
    # When Ada ticks two places and says how strong it is in one of them
    page.get_by_role("checkbox", name="left calf").first.check()
    page.get_by_role("checkbox", name="right foot").first.check()
    page.get_by_label("Cramp").check()
    page.get_by_role("button", name="Next: how strong").click()
    page.get_by_role("group", name="calf").get_by_role("radio", name="6").check()
    assert broken_rules(page, tall=True) + small_targets(page) == []
    kept(page, "Keep it", 1)
    expect(page.get_by_role("button", name="Next: how strong")).to_be_visible()
    # Then both are one event in two places, once
    _arrives(page)
    found = {(e.what, e.site, e.side, e.severity) for e in events(ada)}
    assert found == {("cramp", "calf", "left", 6), ("cramp", "foot", "right", None)}
    assert len(events(ada)) == 2


def test_an_entry_is_changed_without_a_connection_and_another_devices_word_stays(open_page: Open, ada: Person) -> None:
    event = raw(datetime.now(UTC) - timedelta(hours=2), what="cramp", site="calf", severity=4)
    record.record(ada, [event], datetime.now(UTC))
    page = settled(open_page(ada, scripts=True), f"/entry/{event['id']}")
    tablet = settled(open_page(ada, scripts=True), f"/entry/{event['id']}")
    away(page)
    page.get_by_label("How strong").fill("7")
    kept(page, "Keep the change", 1)
    # When another device says another place meanwhile
    tablet.get_by_label("Where").select_option(value="thigh")
    press(tablet, "Keep the change")
    # Then both hold
    _arrives(page)
    (told,) = events(ada)
    assert (told.site, told.severity) == ("thigh", 7)


def test_an_entry_of_the_copied_diary_is_moved_and_taken_out_without_a_connection(open_page: Open, ada: Person) -> None:
    at = datetime.now(UTC) - timedelta(minutes=20)
    for what in ("cramp", "spasm"):
        record.record(ada, [raw(at, what=what)], datetime.now(UTC))
    page = settled(open_page(ada, scripts=True), "/timeline")
    away(page)
    page.reload()
    page.get_by_role("link", name="Cramp").click()
    expect(page.get_by_role("heading", name="Change an entry of your diary")).to_be_visible()
    expect(page.locator("[data-line]")).to_contain_text("Cramp")
    assert broken_rules(page, tall=True) + small_targets(page) == []
    kept(page, "1 hour ago", 1)
    page.goto("/timeline")
    page.get_by_role("link", name="Spasm").click()
    kept(page, "Take it out", 2)
    _arrives(page)
    (told,) = events(ada)
    assert told.what == "cramp"
    assert timedelta(minutes=58) < datetime.now(UTC) - told.at < timedelta(minutes=75)


def test_a_trial_is_paused_and_ended_without_a_connection(open_page: Open, ada: Person) -> None:
    now = datetime.now(UTC)
    trial = _of(now, ada)
    page = settled(open_page(ada, scripts=True))
    away(page)
    page.reload()
    page.locator("summary").filter(has_text="Pause or end").click()
    page.get_by_label("Pause, because of").select_option(index=1)
    kept(page, "Pause", 1)
    kept(page, "End the trial now", 2)
    _arrives(page)
    (course,) = run_trial.every(ada, datetime.now(UTC))
    assert (str(course.started.id), bool(course.ended)) == (trial, True)
    assert [step.condition for step in look_back.timeline(ada).of(PhaseChanged)] == ["paused"]


def test_a_trial_that_ended_elsewhere_keeps_what_was_said_and_says_so(open_page: Open, ada: Person) -> None:
    now = datetime.now(UTC)
    trial = _of(now, ada)
    page = settled(open_page(ada, scripts=True), f"/trials/{trial}")
    away(page)
    kept(page, "Pause", 1)
    record.record(ada, [raw(now - timedelta(hours=3), "trial_ended", trial=trial, finished=False)], now)
    away(page, gone=False)
    page.goto("/waiting")
    expect(page.locator("#waiting").get_by_text("This trial is over.")).to_be_visible()
    assert waits(page) == 1
    assert broken_rules(page, tall=True) + small_targets(page) == []


def test_a_carer_takes_back_without_a_connection_what_they_wrote_down(open_page: Open, ada: Person) -> None:
    grant = let_in(ada, helper("cleo"), Grant.Role.CARER, datetime.now(UTC))
    page = open_page(scripts=True)
    sign_in(page, "cleo")
    settled(page, f"/shared/{grant.pk}/care")
    with page.expect_navigation():
        page.get_by_role("button", name="A fall").click()
    assert len(events(ada)) == 1
    page.reload()
    away(page)
    page.reload()
    kept(page, "Take back", 1, exact=False)
    _arrives(page)
    assert events(ada) == []


FILLED = {
    "/card": ({"Who is it": "MS nurse", "Name": "Kim", "Telephone": "030 1234"}, "Telephone"),
    "/days-ahead": ({"With whom": "Dr Kim"}, "With whom"),
    "/more/about-me": ({"Name": "baclofen"}, "Name"),
}


@pytest.mark.parametrize("address", FILLED)
def test_a_page_with_fields_waits_whole_and_arrives_once(open_page: Open, ada: Person, address: str) -> None:
    page = settled(open_page(ada, scripts=True), address)
    boxes, last = FILLED[address]
    for part in page.locator("details").all():
        part.evaluate("part => part.open = true")
    away(page)
    for name, words in boxes.items():
        page.get_by_label(name, exact=False).first.fill(words)
    box = page.get_by_label(last, exact=False).first
    form = page.locator("form").filter(has=box)
    if address == "/days-ahead":
        form.get_by_label("On").fill("2027-03-01")
    form.locator("button[type=submit]").first.click()
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    assert waits(page) == 1
    _arrives(page)
    diary = look_back.timeline(ada)
    assert len([e for e in diary if isinstance(e, Contact | Treatment) or e.kind == "visit"]) == 1  # type: ignore[attr-defined]


def test_a_page_that_is_refused_stays_and_opens_again_as_it_was_filled_in(open_page: Open, ada: Person) -> None:
    # Given an appointment in a year that cannot be, said without a connection
    page = settled(open_page(ada, scripts=True), "/days-ahead")
    for part in page.locator("details").all():
        part.evaluate("part => part.open = true")
    away(page)
    page.get_by_label("With whom").fill("Dr Kim")
    form = page.locator("form").filter(has=page.get_by_label("With whom"))
    form.get_by_label("On").fill("1826-03-01")
    form.locator("button[type=submit]").click()
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    # When it is not taken
    away(page, gone=False)
    page.goto("/waiting")
    expect(page.locator("#waiting").get_by_text("Something in it does not fit.")).to_be_visible()
    assert waits(page) == 1
    page.get_by_role("link", name="Open it again").click()
    # Then it is there to be mended, and leaves the device when it has arrived
    expect(page.get_by_label("With whom")).to_have_value("Dr Kim")
    form.get_by_label("On").fill("2027-03-01")
    with page.expect_navigation():
        form.locator("button[type=submit]").click()
    gone(page)
    assert [e.with_whom for e in look_back.timeline(ada) if getattr(e, "kind", "") == "visit"] == ["Dr Kim"]  # type: ignore[attr-defined]


def test_a_mistake_made_with_a_connection_is_told_beside_its_field(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True), "/days-ahead")
    for part in page.locator("details").all():
        part.evaluate("part => part.open = true")
    page.get_by_label("With whom").fill("Dr Kim")
    form = page.locator("form").filter(has=page.get_by_label("With whom"))
    form.get_by_label("On").fill("1826-03-01")
    with page.expect_navigation():
        form.locator("button[type=submit]").click()
    expect(page.get_by_text("Check the year of this date.").first).to_be_visible()
    gone(page)


def test_the_hardest_question_is_answered_at_once_without_a_connection(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True), "/support")
    away(page)
    page.get_by_role("button", name="Not sure").click()
    expect(page.get_by_role("alert").filter(has_text="Do not wait for a connection")).to_be_visible()
    _arrives(page)
    (told,) = look_back.timeline(ada).of(CheckIn)
    assert [sign.present for sign in told.signs] == ["not_sure"]


def test_a_night_event_is_named_and_a_stretch_judged_without_a_connection(open_page: Open, ada: Person) -> None:
    now = datetime.now(UTC)
    usual = raw(now - timedelta(days=3), what="cramp", site="calf", side="left", severity=5)
    said = raw(now - timedelta(minutes=30), "fact", topic="birth_year", number=1980)
    record.record(ada, [usual, raw(now - timedelta(minutes=10)), said], now)
    page = settled(open_page(ada, scripts=True))
    away(page)
    page.reload()
    page.get_by_role("button", name="Same as usual", exact=False).first.click()
    expect(page.get_by_text("1 entry is not sent yet.")).to_be_visible()
    _arrives(page)
    assert [(e.what, e.site) for e in events(ada)] == [("cramp", "calf")] * 2
    record.record(ada, [raw(now, "session", what="stretching", remedy="EX-04")], now)
    page.goto("/plan")
    if page.get_by_role("button", name="Easier").count():
        away(page)
        kept(page, "Easier", 1)
        _arrives(page)
        assert [s.response for s in look_back.timeline(ada).of(Session)] == ["easier"]


def test_what_cannot_wait_says_why_and_stays_on_the_page(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True), "/share")
    away(page)
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_text("this cannot wait on the device", exact=False)).to_be_visible()
    expect(page.get_by_text("Who may see what changes at once")).to_be_visible()
    assert broken_rules(page, tall=True) == []
    assert waits(page) == 0
    assert len(look_back.timeline(ada)) == 0

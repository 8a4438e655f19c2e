# SPDX-License-Identifier: Apache-2.0
"""Without a connection: are the details of an event, a trial's answer and what a carer saw kept, and sent once?"""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from supple.actions import look_back, plan_trial, record, run_trial
from supple.actions.begin import add_person
from supple.entries.felt import CheckIn, Episode, Note
from supple.entries.tried import TrialDay
from supple.insight.design import PACES
from supple.people.grants import Grant
from supple.people.models import Account, Person
from tests.app.granting import helper, let_in
from tests.app.saying import raw
from tests.app.trying import known, well
from tests.browser.conftest import Open
from tests.browser.test_offline_night import away, events, gone, settled, waits
from tests.browser.walking import PASSWORD, broken_rules, press, small_targets


def kept(page: Page, name: str, n: int, exact: bool = True) -> None:
    """Press the button of that name; by then so many entries wait."""
    page.get_by_role("button", name=name, exact=exact).first.click()
    told = "1 entry is not sent yet." if n == 1 else f"{n} entries are not sent yet."
    expect(page.get_by_text(told)).to_be_visible()
    assert waits(page) == n


def test_details_of_an_event_wait_and_are_told_once(open_page: Open, ada: Person) -> None:
    # Given a cramp that is kept, and its question open when the connection goes
    event = raw(datetime.now(UTC), what="cramp")
    record.record(ada, [event], datetime.now(UTC))
    page = settled(open_page(ada, scripts=True))
    page.goto(f"/event/{event['id']}/where")
    away(page)
    # When Ada says where, then how strong on the page without a connection, and that it was earlier
    kept(page, "left calf", 1, exact=False)
    page.get_by_role("link", name="Say more about it").click()
    expect(page.get_by_role("heading", name="More about what happened")).to_be_visible()
    page.get_by_label("What was it?").select_option("Spasm")
    page.get_by_label("Where?").select_option("Calf")
    page.get_by_label("Side (your own left and right)").select_option("Left")
    page.get_by_role("group", name="How strong was it?").get_by_role("button", name="7").click()
    expect(page.get_by_text("2 entries are not sent yet.")).to_be_visible()
    expect(page.get_by_role("heading", name="What happened?")).to_be_visible()
    assert broken_rules(page, tall=True) + small_targets(page) == []
    # Then both arrive at the one event
    away(page, gone=False)
    gone(page)
    (told,) = events(ada)
    assert (told.what, told.site, told.side, told.severity) == ("spasm", "calf", "left", 7)


def test_an_event_and_its_details_wait_together_and_go_together(open_page: Open, ada: Person) -> None:
    page = settled(open_page(ada, scripts=True))
    away(page)
    page.goto("/offline")
    kept(page, "Something happened now", 1)
    page.get_by_role("link", name="Say more about it").click()
    expect(page.get_by_role("heading", name="More about what happened")).to_be_visible()
    page.get_by_label("What was it?").select_option("Cramp")
    kept(page, "Keep it without a strength", 2)
    # Taken back, an event takes along what was said about it
    page.evaluate("self.supple.waiting.all().then(all => self.supple.dropped(all[0].id))")
    assert waits(page) == 0
    page.reload()
    kept(page, "Something happened now", 1)
    page.get_by_role("link", name="Say more about it").click()
    page.get_by_label("What was it?").select_option("Cramp")
    kept(page, "Keep it without a strength", 2)
    away(page, gone=False)
    gone(page)
    assert [e.what for e in events(ada)] == ["cramp"]


def test_details_answered_with_a_connection_go_on_as_without_a_script(open_page: Open, ada: Person) -> None:
    event = raw(datetime.now(UTC), what="cramp")
    record.record(ada, [event], datetime.now(UTC))
    page = settled(open_page(ada, scripts=True))
    page.goto(f"/event/{event['id']}/where")
    with page.expect_navigation():
        page.get_by_role("button", name="left calf").first.click()
    expect(page.get_by_role("heading", name="How strong was it?")).to_be_visible()
    press(page, "1 hour ago")
    expect(page.get_by_role("heading", name="How strong was it?")).to_be_visible()
    press(page, "6")
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    (told,) = events(ada)
    assert (told.site, told.side, told.severity) == ("calf", "left", 6)
    assert timedelta(minutes=58) < datetime.now(UTC) - told.at < timedelta(minutes=70)


def test_a_trials_daily_answers_wait_and_arrive_once(open_page: Open, ada: Person) -> None:
    # Given a trial whose first day is today
    now = datetime.now(UTC)
    known(ada, now - timedelta(days=40))
    well(ada, now)
    change = next(one for one in plan_trial.choices(ada, now).changes if not one.held)
    plan = run_trial.planned(change, (2, PACES[change.pace].block), "random", 0)
    run_trial.begin(ada, change.id, "spasticity", plan, now - timedelta(days=1))
    page = settled(open_page(ada, scripts=True))
    away(page)
    page.reload()
    # When Ada answers without a connection
    kept(page, "Yes", 1)
    page.get_by_role("form").filter(has_text="Today's answer").get_by_role("button", name="4", exact=True).click()
    expect(page.get_by_text("2 entries are not sent yet.")).to_be_visible()
    away(page, gone=False)
    gone(page)
    # Then both are in the diary, and count for today
    diary = look_back.timeline(ada)
    assert [day.done for day in diary.of(TrialDay)] == [True]
    assert [c.spasticity for c in diary.of(CheckIn) if c.spasticity is not None] == [4]


def _cared_for(ada: Person) -> tuple[Account, Grant]:
    cleo = helper("cleo")
    return cleo, let_in(ada, cleo, Grant.Role.CARER, datetime.now(UTC))


def _signs_in(page: Page, name: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")


def test_what_a_carer_saw_waits_and_arrives_once_in_the_diary_they_care_for(open_page: Open, ada: Person) -> None:
    # Given Cleo, who has opened her page of Ada's diary before
    _cleo, grant = _cared_for(ada)
    page = open_page(scripts=True)
    _signs_in(page, "cleo")
    settled(page, f"/shared/{grant.pk}/care")
    away(page)
    # When she opens it without a connection, and says what she saw
    page.reload()
    expect(page.get_by_text("No connection.")).to_be_visible()
    kept(page, "Washing", 1)
    kept(page, "3", 2)
    page.get_by_label("In your own words").fill("she slept badly")
    kept(page, "Keep the note", 3)
    page.goto("/waiting")
    expect(page.get_by_role("heading", name="Seen by you")).to_have_count(3)
    assert broken_rules(page, tall=True) == []
    # Then it is in Ada's diary, once, in Cleo's name
    away(page, gone=False)
    gone(page)
    diary = look_back.timeline(ada)
    assert [(e.doing, e.by) for e in diary.of(Episode)] == [("Washing", "Cleo")]
    assert [(c.wake_count, c.by) for c in diary.of(CheckIn)] == [(3, "Cleo")]
    assert [(n.text, n.by) for n in diary.of(Note)] == [("she slept badly", "Cleo")]
    page.goto(f"/shared/{grant.pk}/care")
    with page.expect_navigation():
        page.get_by_role("button", name="A fall").click()
    expect(page.get_by_text("Ada sees that it is from you.")).to_be_visible()
    assert [e.what for e in events(ada)] == ["spasm", "fall"]


def test_what_a_carer_saw_goes_into_no_other_diary_and_shows_its_words_to_nobody_else(
    open_page: Open, ada: Person
) -> None:
    bo = add_person("Bo", "bo", PASSWORD, "Europe/London")
    _cleo, grant = _cared_for(ada)
    page = open_page(scripts=True)
    _signs_in(page, "cleo")
    settled(page, f"/shared/{grant.pk}/care")
    away(page)
    kept(page, "Washing", 1)
    page.evaluate("self.supple.waiting.all().then(all => self.supple.waiting.put({...all[0], state: 'when'}))")
    away(page, gone=False)
    # When Bo signs in on the same device
    page.context.clear_cookies()
    _signs_in(page, "bo")
    page.evaluate("self.supple.waiting.all().then(all => self.supple.waiting.put({...all[0], state: 'waiting'}))")
    page.goto("/waiting")
    expect(page.get_by_text("Said under another sign-in.")).to_be_visible()
    expect(page.get_by_role("heading", name="Seen by you")).to_have_count(0)
    page.get_by_role("button", name="Send now").click()
    page.wait_for_load_state("networkidle")
    assert waits(page) == 1
    assert events(ada) == events(bo) == []
    # And Cleo's copy of the page is not there for Bo
    away(page)
    page.goto(f"/shared/{grant.pk}/care")
    expect(page.get_by_role("heading", level=1)).to_have_text("Without a connection")
    # Then it goes when Cleo is back
    away(page, gone=False)
    page.context.clear_cookies()
    _signs_in(page, "cleo")
    gone(page)
    assert len(events(ada)) == 1
    assert events(bo) == []

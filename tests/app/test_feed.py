# SPDX-License-Identifier: Apache-2.0
"""The calendar behind a private address: what stands in it, who can open it, and how it is taken back."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from supple.actions import feed, tokens
from supple.actions.record import record
from supple.errors import SuppleError
from supple.people.models import Person
from tests.app.saying import raw
from tests.core.calendar_reading import Part, read, repeats, zones


@pytest.fixture
def busy(ada: Person, now: datetime) -> Person:
    """Ada takes a medicine twice a day, tries something, sees a doctor, and stretches at ten."""
    ahead = (now + timedelta(days=9)).date().isoformat()
    phases = [
        {"condition": c, "starts": (now + timedelta(days=7 * n)).date().isoformat(), "days": 7}
        for n, c in enumerate("AB")
    ]
    said = [
        raw(now, "treatment", name="baclofen", change="started", times=["08:00", "20:00"]),
        raw(now, "treatment", name="oxybutynin", change="started", times=["09:00"], private=True),
        raw(now - timedelta(days=2), "treatment", name="tizanidine", change="started", times=["22:00"]),
        raw(now, "treatment", name="tizanidine", change="stopped"),
        raw(now, "visit", with_whom="Dr Lin", on=ahead),
        raw(now, "preference", remedy="STC-08", clock="10:00"),
        raw(now, "trial_started", change="a cooler bedroom", outcome="spasticity", phases=phases),
    ]
    assert {kept.status for kept in record(ada, said, now).results} == {"kept"}
    return ada


def titles(calendar: Part) -> list[str]:
    """What a calendar app shows."""
    return sorted(e.text("SUMMARY") for e in calendar.of("VEVENT"))


def test_a_calendar_holds_doses_trials_appointments_and_chosen_times(busy: Person, now: datetime) -> None:
    said = titles(read(feed.calendar(busy, now, feed.Shows(words=True))))
    assert {"baclofen 08:00", "baclofen 20:00", "As usual", "With: a cooler bedroom", "Clinic appointment"} <= set(said)
    assert any(title.endswith("10:00") for title in said)
    assert not any("tizanidine" in title or "oxybutynin" in title or "Lin" in title for title in said)


def test_without_words_it_holds_the_same_times_and_no_word(busy: Person, now: datetime) -> None:
    content = feed.calendar(busy, now)
    assert set(titles(read(content))) == {"supple", "supple: 08:00", "supple: 10:00", "supple: 20:00"}
    assert len(titles(read(content))) == len(titles(read(feed.calendar(busy, now, feed.Shows(words=True)))))


def test_a_dose_stands_at_the_clock_of_home_every_day(busy: Person, now: datetime) -> None:
    content = feed.calendar(busy, now)
    event = next(e for e in read(content).of("VEVENT") if e.text("SUMMARY") == "supple: 20:00")
    moments = repeats(event, zones(content), 370)
    assert {m.strftime("%H:%M") for m in moments} == {"20:00"}
    assert len(moments) == 371


def test_the_feed_is_the_same_file_until_something_changes(busy: Person, now: datetime) -> None:
    assert feed.calendar(busy, now) == feed.calendar(busy, now)


def test_the_address_opens_the_calendar_without_a_sign_in_and_nothing_else(busy: Person, now: datetime) -> None:
    secret = feed.make(busy, now, "phone", feed.Shows(alarms=True))
    answer = Client().get(f"/calendar/{secret}.ics")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "private" in answer["Cache-Control"]
    assert all(e.of("VALARM") for e in read(answer.content).of("VEVENT"))
    who = {"Authorization": f"Bearer {secret}"}
    assert [Client().get(place, headers=who).status_code for place in ("/api/entries", "/api/report")] == [403, 403]


@pytest.mark.parametrize("scope", ["write-only", "read-report", "full"])
def test_another_token_is_no_address_of_a_calendar(ada: Person, now: datetime, scope: str) -> None:
    secret = tokens.create(ada, scope, now=now)
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404
    assert Client().get("/calendar/supple_x.ics").status_code == 404


def test_an_address_taken_back_opens_nothing(client: Client, busy: Person, now: datetime) -> None:
    assert busy.account
    client.force_login(busy.account)
    page = client.post("/more/calendar", {"label": "phone", "in_words": "on"}).content.decode()
    address = page.split('<code class="secret"', 1)[1].split(">", 1)[1].split("<", 1)[0]
    place = address.split("testserver", 1)[1]
    assert b"baclofen" in Client().get(place).content
    page = client.get("/more/calendar").content.decode()
    assert address not in page
    sealed = page.split('name="revoke" value="', 1)[1].split('"', 1)[0]
    client.post("/more/calendar", {"revoke": sealed})
    assert Client().get(place).status_code == 404
    assert client.post("/more/calendar", {"revoke": "x" * 32}).status_code == 302


def test_a_calendar_shows_only_what_it_knows_how_to_show(ada: Person, now: datetime) -> None:
    with pytest.raises(SuppleError, match="no way to show a calendar"):
        tokens.create(ada, "calendar", "episode", now=now)


def phases(person: Person, now: datetime) -> list[tuple[str, str, str]]:
    """The phases in the calendar: what, from which day, until before which."""
    events = read(feed.calendar(person, now, feed.Shows(words=True))).of("VEVENT")
    found = [(e.text("SUMMARY"), e.text("DTSTART"), e.text("DTEND")) for e in events]
    return sorted((one for one in found if one[0].startswith(("As usual", "With"))), key=lambda one: one[1])


def test_a_pause_moves_what_is_left_of_a_trial_in_the_calendar_too(ada: Person, now: datetime) -> None:
    now = now.replace(hour=12)  # before four in the morning it is still the day before
    first = now - timedelta(days=3)
    days = [(first + timedelta(days=n)).date() for n in range(20)]
    plan = [{"condition": c, "starts": days[4 * n].isoformat(), "days": 4} for n, c in enumerate("AB")]
    trial = raw(first, "trial_started", change="a cooler bedroom", outcome="spasticity", phases=plan)
    record(ada, [trial], first)
    whole = [f"{day:%Y%m%d}" for day in days]
    usual, tried = "As usual", "With: a cooler bedroom"
    assert phases(ada, now) == [(usual, whole[0], whole[4]), (tried, whole[4], whole[8])]
    rest = raw(now - timedelta(days=1), "phase_changed", trial=trial["id"], condition="paused", why="infection")
    record(ada, [rest], now)
    # Paused on its third day; on the fifth nobody has said yet that it goes on.
    assert phases(ada, now)[-1] == (tried, whole[6], whole[10])
    record(ada, [raw(now, "phase_changed", trial=trial["id"], condition="A")], now)
    assert phases(ada, now) == [(usual, whole[0], whole[2]), (usual, whole[3], whole[5]), (tried, whole[5], whole[9])]
    ends = [e.text("DTSTART") for e in read(feed.calendar(ada, now)).of("VEVENT")]
    assert whole[8] in ends  # the day to look at it moved along
    record(ada, [raw(now, "trial_ended", trial=trial["id"], finished=False)], now)
    assert read(feed.calendar(ada, now)).of("VEVENT") == []


def test_an_event_leads_to_supple_only_when_that_was_chosen_and_by_an_address_without_a_word(
    busy: Person, now: datetime
) -> None:
    plain = feed.make(busy, now, "phone", feed.Shows(words=True, alarms=True))
    assert not any("URL" in e.said for e in read(Client().get(f"/calendar/{plain}.ics").content).of("VEVENT"))
    linked = feed.make(busy, now, "phone", feed.Shows(links=True))
    events = read(Client().get(f"/calendar/{linked}.ics").content).of("VEVENT")
    here = "http://testserver/"
    assert {e.text("URL") for e in events} == {here, here + "plan", here + "days-ahead"}

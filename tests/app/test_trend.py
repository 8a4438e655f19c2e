# SPDX-License-Identifier: Apache-2.0
"""Does the trend say what changed against the person's own days, with its doubts, and does the bell reach Today?"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from django.test import Client

from supple.actions import what_changed
from supple.actions.glance import Glance
from supple.actions.record import record
from supple.actions.sudden import sudden
from supple.actions.trend import trend
from supple.insight.change import Change
from supple.insight.result import NotEnough
from supple.people.models import Person
from tests.app.saying import raw

NOW = datetime(2026, 6, 1, 18, tzinfo=UTC)
MEASURED = Path(__file__).parents[2] / "docs" / "explanation" / "how-a-trial-is-judged.md"
"""Where stands how often the bell rings without a reason."""


def scored(person: Person, values: list[int], until: datetime = NOW) -> None:
    """One score a day, the last one today."""
    days = range(len(values) - 1, -1, -1)
    said = [raw(until - timedelta(days=n), "check_in", spasticity=v) for n, v in zip(days, values, strict=True)]
    record(person, said, until)


def around(level: float, days: int, seed: int) -> list[int]:
    rng = np.random.default_rng(seed)
    return [int(np.clip(round(level + rng.normal(0, 0.9)), 0, 10)) for _ in range(days)]


def test_the_last_fortnight_is_compared_with_the_days_before(ada: Person) -> None:
    scored(ada, around(3, 80, 1) + around(7, 14, 2))
    found = trend(ada, "spasticity", 90, NOW)
    assert found is not None
    assert isinstance(found.change, Change)
    assert found.change.p_worse > 0.95
    assert found.table.days == 90
    assert found.table.dates[-1] == NOW.date()


def test_days_of_silence_at_the_end_are_part_of_the_fortnight(ada: Person) -> None:
    scored(ada, around(3, 60, 1), NOW - timedelta(days=20))
    found = trend(ada, None, 30, NOW)
    assert found is not None
    assert isinstance(found.change, NotEnough)


def test_a_diary_without_an_outcome_has_no_trend(ada: Person) -> None:
    record(ada, [raw(NOW, "exposure", what="heat")], NOW)
    assert trend(ada, None, 30, NOW) is None


def test_a_treatment_a_flare_and_a_trial_are_marked_and_a_start_gets_both_warnings(
    client: Client, ada: Person, now: datetime
) -> None:
    scored(ada, around(6, 50, 3) + around(4, 30, 4), now)
    begun = raw(now - timedelta(days=30), "treatment", name="baclofen", change="started")
    record(ada, [begun, raw(now - timedelta(days=8), "flare", what="uti")], now)
    found = trend(ada, "spasticity", 90, now)
    assert found is not None
    assert [(mark.kind, mark.what) for mark in found.marks] == [("treatment", "baclofen"), ("flare", "uti")]
    assert found.begun[0][1].change.effect < 0
    assert ada.account is not None
    client.force_login(ada.account)
    shown = client.get("/trend").content.decode()
    assert "hope alone makes people feel better" in shown
    assert "People begin something when they feel worst" in shown
    assert "Bladder infection" in shown


def test_events_are_told_by_the_clock_where_the_person_was(ada: Person) -> None:
    night = datetime(2026, 5, 30, 1, 30, tzinfo=UTC)  # half past three in Berlin
    record(ada, [raw(night, what="cramp", count=2), raw(night, what="cramp", zone="America/New_York")], NOW)
    scored(ada, [3, 4])
    found = trend(ada, "spasticity", 30, NOW)
    assert found is not None
    assert found.hours == (0, 2, 0, 0, 0, 0, 0, 1)


@pytest.mark.parametrize(("asked", "days"), [("30", 30), ("365", 365), ("7", 90), ("x", 90)])
def test_the_page_zooms_by_buttons_and_nothing_else(
    client: Client, ada: Person, now: datetime, asked: str, days: int
) -> None:
    scored(ada, around(4, 40, 5), now)
    assert ada.account is not None
    client.force_login(ada.account)
    answer = client.get(f"/trend?days={asked}&outcome=nonsense")
    assert answer.context["days"] == days
    shown = answer.content.decode()
    assert "<svg" in shown
    assert "The same as a table" in shown


def test_a_page_without_a_diary_says_how_to_begin(client: Client, ada: Person) -> None:
    assert ada.account is not None
    client.force_login(ada.account)
    assert "nothing to show yet" in client.get("/trend").content.decode()


def test_a_jump_rings_and_leads_from_today_to_what_changed(client: Client, ada: Person, now: datetime) -> None:
    scored(ada, [*around(3, 60, 6), 9, 9, 9], now)
    heard = sudden(Glance(ada, now))
    assert heard is not None
    assert (heard.outcome, heard.rise > 3) == ("spasticity", True)
    assert ada.account is not None
    client.force_login(ada.account)
    shown = client.get("/").content.decode()
    assert "/what-changed" in shown
    assert "By chance alone, such a notice about stiffness and spasms comes about once a year." in shown


def test_the_notice_on_today_says_no_fewer_false_alarms_than_were_measured(ada: Person) -> None:
    scored(ada, [*around(3, 60, 6), 9, 9, 9])
    heard = sudden(Glance(ada, NOW))
    assert heard is not None
    measured = re.findall(r"^\| [a-z ,]+ \| ([0-9.]+) \|(?: [.0-9]+){3} \|", MEASURED.read_text(), re.MULTILINE)
    assert len(measured) == 4
    assert max(map(float, measured)) <= heard.false_a_year


def test_nothing_is_said_of_chance_where_no_bell_rang(client: Client, ada: Person, now: datetime) -> None:
    scored(ada, [*around(3, 60, 6), 3, 3, 3], now)
    assert ada.account is not None
    client.force_login(ada.account)
    assert "By chance alone" not in client.get("/").content.decode()


def test_calm_days_a_short_diary_and_an_old_alarm_do_not_ring(ada: Person, bo: Person) -> None:
    scored(ada, around(3, 80, 7))
    assert sudden(Glance(ada, NOW)) is None
    scored(bo, [3, 3, 9, 9])
    assert sudden(Glance(bo, NOW)) is None
    later = NOW + timedelta(days=40)
    scored(ada, [9, 9, 9], NOW + timedelta(days=4))
    assert sudden(Glance(ada, later)) is None


def test_the_bell_is_silent_once_what_changed_was_looked_for(ada: Person) -> None:
    scored(ada, [*around(3, 60, 6), 9, 9, 9])
    assert sudden(Glance(ada, NOW)) is not None
    what_changed.answer(ada, raw(NOW)["id"], "TRG-03", "no", NOW)
    assert sudden(Glance(ada, NOW)) is None


def test_a_month_fits_a_phone_and_can_be_moved_by_buttons(client: Client, ada: Person, now: datetime) -> None:
    assert ada.account is not None
    client.force_login(ada.account)
    page = client
    for days in range(1, 60):
        then = now - timedelta(days=days)
        record(ada, [raw(then, "check_in", spasticity=days % 7)], then)
    month = page.get("/trend?days=30").content.decode()
    assert 'viewBox="0 0 280 ' in month  # for a phone
    assert 'viewBox="0 0 720 ' in month  # for a desk
    assert "A dot is a day." in month
    year = page.get("/trend?days=365").content.decode()
    assert "A bar is a week, from its lowest day to its highest." in year
    assert "A dot is a day." not in year
    assert "Closer" in month
    assert "Later" not in month
    earlier = page.get("/trend?days=30")
    moved = page.get(f"/trend?days=30&until={earlier.context['earlier']}")
    assert moved.context["found"].until == earlier.context["earlier"]
    assert moved.context["later"] == earlier.context["found"].until
    assert page.get("/trend?days=14&until=nonsense").context["found"].days == 14
    assert page.get("/trend?until=9999-99-99").status_code == 200

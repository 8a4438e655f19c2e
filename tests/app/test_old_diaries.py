# SPDX-License-Identifier: Apache-2.0
"""A diary brought in from years ago can be found, asked and reported."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from supple.actions.bring_in import import_csv
from supple.actions.find_triggers import find
from supple.people.models import Person

FIRST = date(2002, 5, 13)


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada, signed in, with three weeks of headaches and air of long ago."""
    days = [FIRST + timedelta(days=n) for n in range(21)]
    rows = [f"{day},{12.5 + n % 5},{n % 3 == 0:d}" for n, day in enumerate(days)]
    import_csv(ada, "\n".join(["date,air,headache", *rows]).encode(), datetime.now(UTC))
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def test_older_leads_to_the_last_days_that_hold_anything(page: Client) -> None:
    now = page.get("/timeline").content.decode()
    assert "until=2002-06-02" in now
    back = page.get("/timeline?until=2002-06-02").content.decode()
    assert "Sunday 2 June" in back
    assert "until=2002-05-19" in back
    assert "until=" not in page.get("/timeline?until=2002-05-19").content.decode()


def test_the_whole_diary_can_be_reported(page: Client) -> None:
    assert "13 May 2002" in page.get("/report?period=all").content.decode()


def test_a_yes_or_no_of_ones_own_is_asked_about_before_a_reading(page: Client, ada: Person) -> None:
    assert find(ada).outcomes == ("own:headache", "own:air")

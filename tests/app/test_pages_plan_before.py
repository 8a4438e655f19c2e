# SPDX-License-Identifier: Apache-2.0
"""Does the page about the plan's past show what the diary of then gave, and nothing from before it began?"""

from datetime import datetime, timedelta

from django.test import Client

from supple.actions.record import record
from supple.people.models import Person
from tests.app.saying import raw


def test_what_changed_since_last_week_is_told_and_weeks_before_the_diary_are_not(
    client: Client, ada: Person, now: datetime
) -> None:
    assert ada.account is not None
    client.force_login(ada.account)
    then = now - timedelta(days=10)
    known = [raw(then, "fact", topic="condition", name="none"), raw(then, "fact", topic="birth_year", number=1980)]
    record(ada, [*known, raw(now, "exposure", what="heat")], now)
    page = client.get("/plan/before")
    assert [one["version"].day for one in page.context["versions"]] == sorted(
        {one["version"].day for one in page.context["versions"]}, reverse=True
    )
    assert len(page.context["versions"]) == 2
    shown = page.content.decode()
    assert "Keep cool today" in shown
    assert "version" in shown


def test_an_empty_diary_has_one_plan_and_no_mistake(client: Client, ada: Person) -> None:
    assert ada.account is not None
    client.force_login(ada.account)
    assert len(client.get("/plan/before").context["versions"]) == 1

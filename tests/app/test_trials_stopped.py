# SPDX-License-Identifier: Apache-2.0
"""Does a warning, or a check that broke, stand before everything about a trial?"""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from supple.actions.record import record
from supple.people.models import Person
from tests.app.saying import raw
from tests.app.trying import known, well

BREAKS = "MOV-01"


@pytest.fixture
def page(client: Client, ada: Person, now: datetime) -> Client:
    """Ada's browser; enough is known of her to try something, and she is well."""
    known(ada, now - timedelta(days=1))
    well(ada, now - timedelta(minutes=1))
    assert ada.account is not None
    client.force_login(ada.account)
    return client


def test_a_warning_stands_before_how_a_change_is_done(page: Client, ada: Person, now: datetime) -> None:
    assert page.get(f"/trials/new/{BREAKS}").status_code == 200
    record(ada, [raw(now, "check_in", signs=[{"id": "saddle_numbness", "present": "yes", "new": True}])], now)
    assert page.get(f"/trials/new/{BREAKS}")["Location"] == "/trials"
    shown = page.get("/trials").content.decode()
    assert "No trial can start while this stands." in shown
    assert 'href="/warning"' in shown


def test_no_trial_is_planned_when_the_warning_signs_cannot_be_checked(
    page: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("supple.actions.plan_trial.safety.check", broken)
    for shown in (page.get(f"/trials/new/{BREAKS}"), page.post(f"/trials/new/{BREAKS}", {"pairs": "2"})):
        assert "could not be checked" in shown.content.decode()

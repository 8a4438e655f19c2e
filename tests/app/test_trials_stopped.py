# SPDX-License-Identifier: Apache-2.0
"""Does a warning, or a check that broke, stand before everything about a trial?"""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from supple.actions import plan_trial, run_trial
from supple.actions.record import record
from supple.insight.design import Plan
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

    monkeypatch.setattr("supple.actions.plan_trial.standing", broken)
    for shown in (page.get(f"/trials/new/{BREAKS}"), page.post(f"/trials/new/{BREAKS}", {"pairs": "2"})):
        assert "could not be checked" in shown.content.decode()


def test_a_trial_is_not_brought_back_beside_another_one(page: Client, ada: Person, now: datetime) -> None:
    run_trial.begin(ada, BREAKS, "spasticity", Plan(2, 14, order="random"), now)
    (trial,) = run_trial.every(ada, now)
    ended = run_trial.end(ada, trial.started.id, now).results[0].id
    run_trial.begin(ada, "MOV-03", "spasticity", Plan(2, 14, order="random"), now)
    assert len(run_trial.every(ada, now)) == 2
    shown = page.post(f"/undo/{ended}", follow=True).content.decode()
    assert "two trials" in shown
    running = [one for one in run_trial.every(ada, now) if one.running(plan_trial.today(ada, now))]
    assert [one.started.item for one in running] == ["MOV-03"]

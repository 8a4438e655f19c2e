# SPDX-License-Identifier: Apache-2.0
"""A spasm that the person and the carer logged: one in all that is worked out, two lines in the diary."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from supple.actions.find_triggers import find
from supple.actions.make_report import report
from supple.actions.record import record
from supple.actions.trend import trend
from supple.people.models import Person
from tests.app.saying import raw, shown

SPASM = {"what": "spasm", "site": "calf", "side": "left"}


@pytest.fixture
def noon(now: datetime) -> datetime:
    """Far from where a day of the diary begins, whenever the tests run."""
    return (now - timedelta(days=1)).replace(hour=12, minute=0)


@pytest.fixture
def seen(ada: Person, now: datetime, noon: datetime) -> Person:
    """Ada's diary with one spasm that both logged, and a later one that only the carer saw."""
    record(ada, [raw(noon, **SPASM), raw(noon + timedelta(minutes=4), **SPASM, by="Cleo")], now)
    record(ada, [raw(noon + timedelta(minutes=30), **SPASM, by="Cleo")], now)
    return ada


def test_it_is_one_in_triggers_trend_and_report(seen: Person, now: datetime) -> None:
    asked = find(seen, "episodes")
    assert asked.table.columns["episodes"].tolist() == [2.0]
    found = trend(seen, "episodes", 14, now)
    assert found is not None
    assert sum(found.hours) == 2
    (where,) = (s for s in report(seen, now).sections if s.id == "where")
    assert where.table is not None
    assert [row[-1].text() for row in where.table.rows] == ["2"]


def test_it_stays_one_when_the_second_word_comes_after_all_was_worked_out(
    ada: Person, now: datetime, noon: datetime
) -> None:
    first = raw(noon, **SPASM)
    record(ada, [first], now)
    assert find(ada, "episodes").table.columns["episodes"].tolist() == [1.0]
    theirs = raw(noon + timedelta(minutes=5), **SPASM, by="Cleo")
    record(ada, [theirs], now)
    assert find(ada, "episodes").table.columns["episodes"].tolist() == [1.0]
    record(ada, [raw(now, "withdrawn", target=first["id"])], now)
    assert find(ada, "episodes").table.columns["episodes"].tolist() == [1.0], "now the carer's stands for itself"


def test_both_lines_stay_and_each_says_who_else_saw_it(client: Client, seen: Person) -> None:
    assert seen.account
    client.force_login(seen.account)
    page = shown(client.get("/timeline"))
    assert page.count("also seen by Cleo, counts once") == 1
    assert page.count("also seen by you, counts once") == 1
    assert page.count("said by Cleo") == 2

# SPDX-License-Identifier: Apache-2.0
"""Names with a blank, years far off, the hour that comes twice: the pages keep what was meant."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from supple.actions import look_back
from supple.actions.record import record
from supple.entries.felt import Episode
from supple.people.models import Person
from tests.app.conftest import PASSWORD
from tests.app.saying import raw


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    assert ada.account is not None
    client.force_login(ada.account)
    return client


@pytest.mark.parametrize("until", ["0001-01-05", "9999-12-31", "1900-01-01", "soon"])
def test_a_diary_page_of_any_year_opens(page: Client, until: str) -> None:
    assert page.get(f"/timeline?until={until}").status_code == 200


@pytest.mark.parametrize("first", [True, False])
def test_an_event_in_the_hour_that_comes_twice_stays_in_its_own_hour(page: Client, ada: Person, first: bool) -> None:
    at = datetime(2025, 10, 26, 0 if first else 1, 30, 17, 5, tzinfo=UTC)  # half past two in Berlin, twice
    entry = raw(at, what="cramp")
    record(ada, [entry], datetime.now(UTC))
    page.post(f"/entry/{entry['id']}", {"what": "spasm", "when": "2025-10-26T02:30"})
    (same,) = look_back.timeline(ada).of(Episode)
    assert (same.what, same.at, same.woke) == ("spasm", at, None)
    page.post(f"/entry/{entry['id']}", {"what": "spasm", "woke": "on", "when": "2025-10-26T02:40"})
    (moved,) = look_back.timeline(ada).of(Episode)
    assert (moved.at, moved.woke) == (at.replace(minute=40, second=0, microsecond=0), True)
    page.post(f"/entry/{entry['id']}", {"what": "spasm", "when": "2025-10-26T02:40", "initial-woke": "True"})
    (again,) = look_back.timeline(ada).of(Episode)
    assert again.woke is False


def test_a_name_with_a_blank_begins_a_diary_and_signs_in(client: Client, db: None) -> None:
    form = {"name": "Mary O'Smith", "password": PASSWORD, "zone": "Europe/London"}
    assert client.post("/start", form)["Location"] == "/"
    client.logout()
    answer = client.post("/account/login/", {"login": "Mary O'Smith", "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/").status_code == 200


def test_what_is_wrong_with_a_name_is_said_at_the_name(client: Client, db: None) -> None:
    form = {"name": "Ma\u200bry", "password": PASSWORD, "zone": "Europe/London"}
    answer = client.post("/start", form)
    assert list(answer.context["form"].errors) == ["name"]
    assert not Person.objects.exists()

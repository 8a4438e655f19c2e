# SPDX-License-Identifier: Apache-2.0
"""Two devices that correct the same entry lose neither answer."""

import re
from datetime import datetime
from threading import Barrier, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client

from supple.actions import correct, look_back
from supple.actions.record import record
from supple.entries.felt import Episode
from supple.errors import SuppleError
from supple.journal import store
from supple.people.models import Person
from tests.app.saying import entry, raw

ANSWERS: list[dict[str, Any]] = [
    {"what": "cramp"}, {"severity": 7}, {"site": "calf", "side": "left"}, {"woke": True}, {"doing": "asleep"},
]  # fmt: skip


def test_only_the_changed_fields_are_said_again(ada: Person, now: datetime) -> None:
    said = entry(now)
    store.append(ada, [said], now, "test")
    for answer in ANSWERS:
        assert correct.change(ada, said.id, answer, now).results[0].status == "kept"
    assert _answers(ada) == {"what": "cramp", "severity": 7, "site": "calf", "side": "left", "woke": True}


def test_a_change_that_does_not_fit_changes_nothing(ada: Person, now: datetime) -> None:
    said = entry(now, severity=3)
    store.append(ada, [said], now, "test")
    answer = correct.change(ada, said.id, {"severity": 11}, now).results[0]
    assert (answer.status, answer.problems[0].place) == ("refused", "severity")
    assert look_back.one(ada, said.id) == said


def test_what_was_taken_back_meanwhile_cannot_be_changed(ada: Person, now: datetime) -> None:
    said = entry(now)
    store.append(ada, [said], now, "test")
    correct.withdraw(ada, said.id, now)
    with pytest.raises(SuppleError, match="not in the diary"):
        correct.change(ada, said.id, {"severity": 3}, now)


def test_a_page_that_lay_open_changes_only_what_was_changed_on_it(client: Client, ada: Person, now: datetime) -> None:
    assert ada.account is not None
    client.force_login(ada.account)
    said = record(ada, [raw(now, severity=3, woke=True)], now).results[0].id
    form = _filled(client.get(f"/entry/{said}").content.decode())
    correct.change(ada, UUID(said), {"severity": 7, "what": "cramp"}, now)
    client.post(f"/entry/{said}", {**form, "site": "calf", "woke": "on"})
    (event,) = look_back.timeline(ada).of(Episode)
    assert (event.severity, event.what, event.site, event.woke, event.at) == (7, "cramp", "calf", True, now)
    client.post(f"/entry/{said}", {**form, "severity": ""})
    (event,) = look_back.timeline(ada).of(Episode)
    assert (event.severity, event.what, event.site, event.woke) == (None, "cramp", "calf", False)


@pytest.mark.usefixtures("_emptied_afterwards")
@pytest.mark.django_db(transaction=True)
def test_answers_from_five_devices_at_the_same_moment_are_all_kept(ada: Person, now: datetime) -> None:
    said = entry(now, id=uuid4())
    store.append(ada, [said], now, "test")
    ready, broke = Barrier(len(ANSWERS)), []

    def answers(fields: dict[str, Any]) -> None:
        try:
            ready.wait(20)
            correct.change(ada, said.id, fields, now)
        except Exception as error:  # noqa: BLE001 - told to the test, which would not hear of it otherwise
            broke.append(error)
        finally:
            connection.close()

    devices = [Thread(target=answers, args=(fields,)) for fields in ANSWERS]
    for device in devices:
        device.start()
    for device in devices:
        device.join(60)
    assert broke == []
    assert _answers(ada) == {"what": "cramp", "severity": 7, "site": "calf", "side": "left", "woke": True}


def _answers(person: Person) -> dict[str, Any]:
    (event,) = look_back.timeline(person).of(Episode)
    assert event.doing == "asleep"
    return event.model_dump(include={"what", "severity", "site", "side", "woke"})


def _filled(page: str) -> dict[str, str]:
    """The texts and hidden fields of a page's form as they stand; ticks and choices are left to the test."""
    fields = {}
    for tag in re.findall(r"<input [^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag and name[1] not in ("csrfmiddlewaretoken", "do"):
            fields[name[1]] = value[1] if value else ""
    return fields

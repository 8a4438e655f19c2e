# SPDX-License-Identifier: Apache-2.0
"""Whoever takes their diary along also takes what else is kept about them, and no key to anything."""

import io
import json
import zipfile
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps

from supple.actions import archive, grants, tokens
from supple.actions.kept_besides import SHOWN, SIGN_IN, WITHHELD
from supple.actions.record import record
from supple.people.models import Account, Person
from tests.app.saying import raw

OF_SOMEBODY = [
    table for table in apps.get_models()
    if any(field.related_model in (Person, Account) for field in table._meta.concrete_fields)
]  # fmt: skip


def besides(person: Person, now: datetime) -> tuple[dict[str, Any], str]:
    """What the archive says, read and as it stands there."""
    to = io.BytesIO()
    archive.write(person, to, now)
    with zipfile.ZipFile(to) as parts:
        text = parts.read("besides.json").decode()
    return json.loads(text), text


@pytest.mark.parametrize("table", [*OF_SOMEBODY, Account], ids=lambda table: table._meta.label)
def test_every_field_about_somebody_is_in_the_file_or_left_out_on_purpose(table: Any) -> None:
    label = table._meta.label
    fields = {field.name for field in table._meta.get_fields() if not field.auto_created}
    named = {*SHOWN.get(label, "").split(), *WITHHELD.get(label, "").split()}
    links = {name for name in fields if name in ("person", "account", "grant", *SIGN_IN)}
    assert named - links == fields - links - {"id"}


def test_the_file_tells_who_was_let_in_who_looked_and_which_buttons_there_are(
    ada: Person, bo: Person, now: datetime
) -> None:
    record(ada, [raw(now, what="spasm")], now)
    secret = tokens.create(ada, "write-only", "episode:spasm", "by the bed", now=now)
    _, code = grants.offer(ada, grants.Terms("Nurse Kim", "carer", ("diary",), 90), now)
    assert bo.account
    grant = grants.join(bo.account, code, now)
    assert grant
    grants.looked(grant, "diary", now)
    told, text = besides(ada, now)
    assert told["people.Account"][0]["username"] == "ada"
    assert told["people.Token"][0]["label"] == "by the bed"
    assert told["people.Grant"][0]["name"] == "Nurse Kim"
    assert [look["what"] for look in told["people.Trace"]] == ["offered", "joined", "diary"]
    assert len(told["journal.Event"]) == 1
    for key in (secret, code, ada.account.password, "argon2"):  # type: ignore[union-attr]
        assert key not in text
    assert "Nurse Kim" not in besides(bo, now)[1]


def test_a_diary_without_a_sign_in_is_written_out_too(ada: Person, now: datetime) -> None:
    Person.objects.filter(pk=ada.pk).update(account=None)
    ada.refresh_from_db()
    told, _ = besides(ada, now)
    assert told["people.Person"][0]["zone"] == "Europe/Berlin"
    assert told["people.Account"] == told["web.Deed"] == []

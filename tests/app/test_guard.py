# SPDX-License-Identifier: Apache-2.0
"""The database itself refuses to change or lose what was said, whoever asks."""

from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from supple.journal import guard, store
from supple.journal.models import Event, Tombstone
from supple.people.models import Person
from tests.app.saying import entry


@pytest.fixture
def kept(ada: Person, now: datetime) -> Event:
    """One entry of Ada's."""
    store.append(ada, [entry(now, what="spasm")], now, "test")
    return Event.objects.get()


def sql(statement: str) -> None:
    """Run raw SQL in a transaction of its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


FORBIDDEN = [
    "UPDATE journal_event SET body = '{}'",
    "UPDATE journal_event SET happened_at = received_at",
    "DELETE FROM journal_event",
    "DELETE FROM journal_tombstone",
    "UPDATE journal_tombstone SET entries = 0",
    "UPDATE journal_tombstone SET erasing = NOT erasing",
]
if connection.vendor == "postgresql":  # SQLite knows no such statement
    FORBIDDEN += ["TRUNCATE journal_event", "TRUNCATE journal_tombstone"]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_raw_sql_cannot_change_or_remove(kept: Event, bo: Person, now: datetime, statement: str) -> None:
    store.erase(bo, "the person", now)
    with pytest.raises(DatabaseError):
        sql(statement)
    assert list(Event.objects.values()) == list(Event.objects.filter(pk=kept.pk, body=kept.body).values())
    assert Tombstone.objects.filter(erasing=False).count() == 1


def test_an_insert_cannot_replace_a_row(kept: Event) -> None:
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    columns = "seq, person_id, entry_id, kind, version, happened_at, received_at, source"
    with pytest.raises(DatabaseError):
        sql(f"{verb} INTO journal_event ({columns}, body) SELECT {columns}, '{{}}' FROM journal_event")  # noqa: S608
    assert Event.objects.get().body == kept.body


def test_a_tombstone_of_another_person_opens_nothing(kept: Event, bo: Person, now: datetime) -> None:
    Tombstone.objects.create(person=bo.pk, erased_by="test", erased_at=now)
    with pytest.raises(DatabaseError):
        sql("DELETE FROM journal_event")


def test_the_shell_cannot_remove_a_person_with_a_diary(kept: Event, ada: Person) -> None:
    with pytest.raises(Exception, match="protected"):
        ada.delete()


def test_the_locks_come_back_after_every_migration(kept: Event) -> None:
    guard.remove()
    sql("UPDATE journal_event SET source = 'changed'")
    call_command("migrate", verbosity=0)
    with pytest.raises(DatabaseError):
        sql("UPDATE journal_event SET source = 'changed again'")


def test_the_migrations_say_what_the_models_say(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)

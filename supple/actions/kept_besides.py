# SPDX-License-Identifier: Apache-2.0
"""What is kept about a person besides what they said? Choices, reminders, buttons, who was let in and who looked.

Every field of every table that hangs on a person or their sign-in is either in `SHOWN` or in `WITHHELD`; a law
compares both with the tables.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model

from supple.people.models import Person

SIGN_IN = ("account", "user")
"""The fields by which a table hangs on a sign-in."""
SHOWN = {
    "people.Person": "name zone language day_starts made_up chosen",
    "people.Account": "username first_name last_name email date_joined last_login is_active is_staff is_superuser",
    "account.EmailAddress": "email verified primary",
    "people.Reminder": "what words clocks days window_min quiet_from quiet_to paused since",
    "people.Messaged": "rung",
    "people.Token": "scope preset label created last_used revoked",
    "people.Layout": "read_as used",
    "people.Grant": "name role scopes back_days created expires code_until joined last_used revoked",
    "people.Trace": "who what entry at",
    "people.Waiting": "words at",
    "people.Shared": "what way to first last at expires revoked tries_left opened last_opened",
    "people.SaidWhileLocked": "came why words",
    "mfa.Authenticator": "type created_at last_used_at",
    "web.SignIn": "browser begun seen",
    "web.Deed": "what by at",
    "journal.Event": "entry_id source received_at",
}
"""What the person reads of it, table by table."""
WITHHELD = {
    "people.Account": "password groups user_permissions",
    "people.Token": "digest",
    "people.Layout": "signature",
    "people.Grant": "code_digest",
    "people.Shared": "digest passcode sealed",
    "people.Messaged": "endpoint",
    "people.SaidWhileLocked": "name",
    "mfa.Authenticator": "data",
    "web.SignIn": "session_key",
    "web.HandedIn": "form",
    "journal.Event": "seq kind version happened_at body",
}
"""Keys, and what is made of them; marks of the machine that say nothing; and what stands in the diary itself."""


def kept_besides(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Every table that holds something about this person, by its name, with its rows as they are."""
    return {label: list(_rows(label, person)) for label in SHOWN}


def _rows(label: str, person: Person) -> Iterator[dict[str, Any]]:
    table = apps.get_model(label)
    own = {"people.Person": person.pk, "people.Account": person.account_id}
    of = "pk" if label in own else whose(table)
    key = own.get(label, person.account_id if of in SIGN_IN else person.pk)
    if key is not None:
        yield from table.objects.filter(**{of: key}).order_by("pk").values(*SHOWN[label].split()).iterator()


def whose(table: type[Model]) -> str:
    """The field by which a table hangs on somebody; a diary before a sign-in.

    >>> whose(apps.get_model("people.Grant")), whose(apps.get_model("web.Deed"))
    ('person', 'account')
    """
    names = {field.name for field in table._meta.get_fields() if field.many_to_one and not field.auto_created}
    return next(name for name in ("person", *SIGN_IN) if name in names)

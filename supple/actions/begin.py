# SPDX-License-Identifier: Apache-2.0
"""How does it start? The first person of this installation, with their sign-in; and further ones."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from pydantic_core import PydanticCustomError

from supple.entries.entry import zone_named
from supple.errors import SuppleError
from supple.people.models import Account, Person


def is_first_run() -> bool:
    """Whether nobody has a diary here yet."""
    return not Person.objects.exists()


def first_person(name: str, username: str, password: str, zone: str) -> Person:
    """The first person and their sign-in; refused once somebody is there, so that a stranger cannot take over."""
    with transaction.atomic():
        if not is_first_run():
            raise SuppleError("not-first", "This supple has been set up already.", "Sign in instead.")
        return add_person(name, username, password, zone)


def add_person(name: str, username: str, password: str, zone: str) -> Person:
    """One more person with their own sign-in and diary."""
    name, username = name.strip(), username.strip()
    if not name or not username or "\x00" in name + username:
        raise SuppleError("name-missing", "A person needs a name and a name to sign in with.", "Give both.")
    known_zone(zone)
    account = Account(username=username)
    try:
        account.clean_fields(exclude=["password"])
        validate_password(password, account)
        account.set_password(password)
        account.validate_unique()
    except ValidationError as error:
        raise SuppleError("sign-in-refused", " ".join(error.messages)) from None
    with transaction.atomic():
        account.save()
        return Person.objects.create(account=account, name=name[:100], zone=zone)


def known_zone(zone: str) -> str:
    """The zone's name, or the refusal of one that does not exist."""
    try:
        zone_named(zone)
    except PydanticCustomError as error:
        raise SuppleError("zone-unknown", f"{error.message()}.") from None
    return zone

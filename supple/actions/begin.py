# SPDX-License-Identifier: Apache-2.0
"""How does it start? The first person of this installation, with their sign-in; and further ones."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from pydantic_core import PydanticCustomError

from supple.entries.entry import zone_named
from supple.entries.refused import refusal
from supple.errors import SuppleError
from supple.people.models import Account, Person

LONGEST = 150
"""Letters of a name to sign in with."""


def is_first_run() -> bool:
    """Whether nobody has a diary here yet."""
    return not Person.objects.exists()


def first_person(name: str, username: str, password: str, zone: str) -> Person:
    """The first person and their sign-in; refused once somebody is there, so that a stranger cannot take over."""
    with transaction.atomic():
        if not is_first_run():
            raise refusal("not-first", "This supple has been set up already.", "Sign in instead.")
        return add_person(name, username, password, zone)


def add_person(name: str, username: str, password: str, zone: str) -> Person:
    """One more person with their own sign-in and diary."""
    name, username = name.strip(), username.strip()
    if not name or not username or "\x00" in name + username:
        raise refusal("name-missing", "A person needs a name and a name to sign in with.", "Give both.")
    known_zone(zone)
    with transaction.atomic():
        account = add_sign_in(username, password)
        return Person.objects.create(account=account, name=name[:100], zone=zone)


def add_sign_in(username: str, password: str) -> Account:
    """A sign-in without a diary, for somebody who helps with another one's."""
    username = username.strip()
    if not username or "\x00" in username:
        raise refusal("name-missing", "A person needs a name and a name to sign in with.", "Give both.")
    account = _account(username)
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise SuppleError("sign-in-refused", " ".join(error.messages)) from None
    account.set_password(password)
    account.save()
    return account


def _account(username: str) -> Account:
    """A sign-in by the name as people write it: Mary Smith and O'Neil are names too."""
    if not username.isprintable():
        raise refusal("name-refused", "This name holds a sign that cannot be typed.", "Leave it out.")
    account = Account(username=username)
    try:
        # Only the length: the framework's own rule would refuse a blank or an apostrophe.
        if len(username) > LONGEST:
            raise refusal("name-refused", "This name has more than {n} letters.", "Shorten it.", n=LONGEST)
        account.validate_unique()
    except ValidationError as error:
        raise SuppleError("name-refused", " ".join(error.messages)) from None
    return account


def known_zone(zone: str) -> str:
    """The zone's name, or the refusal of one that does not exist."""
    try:
        zone_named(zone)
    except PydanticCustomError as error:
        raise SuppleError("zone-unknown", error.message()) from None
    return zone

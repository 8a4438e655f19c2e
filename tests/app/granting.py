# SPDX-License-Identifier: Apache-2.0
"""Short ways to let somebody into a diary in a test."""

from datetime import datetime

from supple.actions import grants
from supple.actions.begin import add_sign_in
from supple.actions.grants import Terms
from supple.people.grants import Grant
from supple.people.models import Account, Person

PASSWORD = "a quiet evening walk"


def helper(name: str) -> Account:
    """Somebody who can sign in and keeps no diary."""
    return add_sign_in(name, PASSWORD)


def let_in(person: Person, account: Account, role: str, now: datetime, *also: str, **more: int | None) -> Grant:
    """A grant of this role that was taken up."""
    name = account.username.capitalize()
    _grant, code = grants.offer(person, Terms(name, role, also, **more), now)  # type: ignore[arg-type]
    joined = grants.join(account, code, now)
    assert joined
    return joined

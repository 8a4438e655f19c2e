# SPDX-License-Identifier: Apache-2.0
"""How does somebody leave for good? Diary, tokens, sign-in: all is removed; a mark without content stays."""

from datetime import datetime

from django.contrib.sessions.models import Session

from supple.journal import store
from supple.people.models import Account, Person


def erase(person: Person, now: datetime, *, by: str = "the person") -> int:
    """Remove the person with everything they said; answers how many entries there were."""
    with store.writing(person):
        account = person.account
        removed = store.erase(person, by, now)
        Person.objects.filter(pk=person.pk).delete()
        if account:
            _sign_out_everywhere(account)
            account.delete()
    return removed


def _sign_out_everywhere(account: Account) -> None:
    """Sessions may hold what a page said last."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()

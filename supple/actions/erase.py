# SPDX-License-Identifier: Apache-2.0
"""How does somebody leave for good? Diary, tokens, sign-in: all is removed; a mark without content stays."""

import logging
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction

from supple.actions import let_go
from supple.actions.forget_in_backups import forget
from supple.errors import SuppleError
from supple.journal import store
from supple.people.models import Account, Person

_log = logging.getLogger(__name__)


def erase(person: Person, now: datetime, *, by: str = "the person") -> int:
    """Remove the person with everything they said, from the automatic backups too; answers how many entries."""
    gone, account = person.pk, person.account
    sign_in = account.pk if account else None
    with store.writing(person):
        removed = store.erase(person, by, now)
        Person.objects.filter(pk=person.pk).delete()
        if account:
            _sign_out_everywhere(account)
            account.delete()
        transaction.on_commit(lambda: _forget(gone, sign_in))
    let_go.let_go()
    return removed


def _forget(person: UUID, sign_in: int | None) -> None:
    """The diary itself is gone by now; what goes wrong here is for the log and for `supple doctor`."""
    try:
        for file in forget(person, sign_in):
            _log.error("still-in-backup %s", file.name)
    except SuppleError as error:
        _log.error("backups-not-reached %s", error.code)


def _sign_out_everywhere(account: Account) -> None:
    """Sessions may hold what a page said last."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()

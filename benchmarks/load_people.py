# SPDX-License-Identifier: Apache-2.0
"""A clinic in a database: so many made-up persons with a diary each, made in bulk, and the keys to their doors.

Run inside the installation: it prints JSON, a token and a session for each person that will speak.
"""

import json
import secrets
import sys
from datetime import UTC, datetime
from typing import Any

from supple.cli.django_door import ready

WITH_SESSION = 300
SAME = """
INSERT INTO journal_event (person_id, entry_id, kind, version, happened_at, received_at, source, body)
SELECT %s, entry_id, kind, version, happened_at, received_at, source, body FROM journal_event WHERE person_id = %s
"""


def main(persons: int, days: int) -> None:
    """The first person's diary is written by supple itself; the others get the same one."""
    ready()
    from django.db import connection  # noqa: PLC0415

    from benchmarks.diary import made_up  # noqa: PLC0415
    from supple.actions import tokens  # noqa: PLC0415
    from supple.actions.begin import add_person  # noqa: PLC0415
    from supple.journal import store  # noqa: PLC0415
    from supple.people.models import Account, Person, Token  # noqa: PLC0415

    now = datetime.now(UTC)
    first = add_person("Ada 0", "ada-0", secrets.token_urlsafe(20), "Europe/Berlin")
    diary = list(made_up(days, now))
    for begin in range(0, len(diary), 2000):
        store.append(first, diary[begin : begin + 2000], now, "made-up")
    accounts = Account.objects.bulk_create(Account(username=f"ada-{n}") for n in range(1, persons))
    made = Person.objects.bulk_create(
        Person(account=account, name=f"Ada {n}", zone="Europe/Berlin") for n, account in enumerate(accounts, 1)
    )
    with connection.cursor() as cursor:
        for person in made:
            cursor.execute(SAME, [person.pk, first.pk])
        cursor.execute("ANALYZE")
    keys = {person: secrets.token_urlsafe(32) for person in made}
    Token.objects.bulk_create(
        Token(person=person, scope="full", digest=tokens._digest(key), created=now, last_used=now)
        for person, key in keys.items()
    )
    sessions = [_signed_in(account) for account in accounts[:WITH_SESSION]]
    print(json.dumps({"tokens": list(keys.values()), "sessions": sessions, "entries": persons * len(diary)}))


def _signed_in(account: Any) -> str:
    """The key of a session, as if this person had signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(account.pk), account.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

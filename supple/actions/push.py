# SPDX-License-Identifier: Apache-2.0
"""Which devices are told that a reminder is due? Only where whoever runs supple set a key, and without a word.

What leaves is that something is due, and when: no title, no text, no name. The device asks supple itself for the rest.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from supple.actions import check_safety, reminders
from supple.care.finding import Urgency
from supple.care.remind import Due
from supple.errors import SuppleError
from supple.interop import vapid
from supple.people.models import Person
from supple.people.reminding import Messaged

SERVICES = (
    "fcm.googleapis.com", "updates.push.services.mozilla.com", ".push.apple.com", ".notify.windows.com",
)  # fmt: skip
"""Servers of the makers of browsers, a name or the end of one; a message goes nowhere else, least of all inside."""
MOST, LONGEST = 5, 1000
GONE = (404, 410)
PATIENCE_S = 10
Post = Callable[[str, Mapping[str, str]], int]
"""Sends a message without a body to an address, and answers the status."""
_log = logging.getLogger(__name__)


@lru_cache(1)
def _key(file: str) -> vapid.Key:
    try:
        return vapid.read_key(Path(file).read_bytes())
    except OSError as error:
        hint = "Name a file that supple may read in SUPPLE_PUSH_KEY, or leave it out."
        raise SuppleError("push-key-unreadable", f"The key cannot be read: {error.strerror}.", hint) from None


def public_key() -> str:
    """What a browser needs to ask for messages; empty where none are sent."""
    if not settings.PUSH_KEY:
        return ""
    if not settings.PUSH_CONTACT.startswith(("mailto:", "https://")):
        hint = "Set SUPPLE_PUSH_CONTACT to mailto:you@example.org, or leave SUPPLE_PUSH_KEY out."
        raise SuppleError("push-contact-missing", "Servers of messages want to know whom to write to.", hint)
    return vapid.public(_key(settings.PUSH_KEY))


def start(person: Person, endpoint: str) -> bool:
    """This device wants to be told; whether messages can be sent to it."""
    if not (endpoint.startswith("https://") and _known(endpoint) and len(endpoint) <= LONGEST):
        return False
    others = Messaged.objects.filter(person=person).exclude(endpoint=endpoint).order_by("-pk")
    Messaged.objects.filter(pk__in=[one.pk for one in others[MOST - 1 :]]).delete()
    Messaged.objects.update_or_create(endpoint=endpoint, defaults={"person": person, "rung": None})
    return True


def _known(endpoint: str) -> bool:
    """Whether nothing but the name of a maker's server stands where the name of the server stands."""
    named = urlsplit(endpoint).netloc
    return any(named.endswith(one) if one.startswith(".") else named == one for one in SERVICES)


def stop(person: Person, endpoint: str | None = None) -> None:
    """This device, or every device of this person, is told no more."""
    mine = Messaged.objects.filter(person=person)
    (mine if endpoint is None else mine.filter(endpoint=endpoint)).delete()


def devices(person: Person) -> int:
    """How many devices are told."""
    return Messaged.objects.filter(person=person).count()


def due(person: Person, now: datetime) -> tuple[Due, ...]:
    """What may ring now: nothing in quiet hours, and nothing while a warning stands or nobody could look."""
    if person.choices.is_quiet(now.astimezone(ZoneInfo(person.zone)).time()):
        return ()
    found = reminders.due(person, check_safety.lately(person, now), now)
    flags = check_safety.check_and_mark(person, now, shown=False) if found else ()
    return () if flags is None or any(f.urgency >= Urgency.SAME_DAY for f in flags) else found


def ring(now: datetime, post: Post) -> int:
    """Tell each device once of what came due since it was told last; answers how many were told."""
    told = 0
    for one in Messaged.objects.select_related("person").order_by("person_id"):
        found = due(one.person, now)
        latest = max((d for d in found), key=lambda d: d.since, default=None)
        if latest and _is_mine(one, latest.since):
            told += _told(one, latest, now, post)
    return told


def _is_mine(one: Messaged, since: datetime) -> bool:
    """Whether it is for this process to tell: of several workers only one changes the row."""
    before = Q(rung__isnull=True) | Q(rung__lt=since)
    return Messaged.objects.filter(before, pk=one.pk).update(rung=since) == 1


def _told(one: Messaged, latest: Due, now: datetime, post: Post) -> bool:
    signed = vapid.authorization(one.endpoint, settings.PUSH_CONTACT, _key(settings.PUSH_KEY), now)
    lasts = str(max(0, int((latest.until - now).total_seconds())))
    status = post(one.endpoint, {"Authorization": signed, "TTL": lasts, "Topic": "supple", "Content-Length": "0"})
    if status in GONE:
        one.delete()
    elif status >= 400:
        Messaged.objects.filter(pk=one.pk).update(rung=one.rung)  # the next minute tries again
        _log.error("message-refused %s device %s", status, one.pk)
    return status < 400


def post(endpoint: str, headers: Mapping[str, str]) -> int:
    """Over https, to that one server and no further; 599 when it could not be reached."""
    where = urlsplit(endpoint)
    line = HTTPSConnection(where.hostname or "", timeout=PATIENCE_S)
    try:
        line.request("POST", where.path + (f"?{where.query}" if where.query else ""), headers=dict(headers))
        return line.getresponse().status
    except (OSError, HTTPException):
        return 599
    finally:
        line.close()

# SPDX-License-Identifier: Apache-2.0
"""What leaves the diary for somebody else? Looked at first, then saved as a file or sealed behind a link that ends."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F

from supple.actions import look_back
from supple.actions.make_report import report
from supple.entries.entry import Entry, zone_named
from supple.entries.known import WarningAnswered, WarningShown
from supple.entries.refused import refusal
from supple.entries.timeline import Timeline, diary_day
from supple.interop.fhir import bundle
from supple.interop.fhir.bundle import Attached, Sent
from supple.interop.sealed import link, seal
from supple.people.models import Person
from supple.people.sharing import Shared
from supple.report import pdf
from supple.report.sections import Report

What = Literal["report", "physio", "diary"]
LONGEST = timedelta(days=84)
MOST_OPEN = 20
SHORTEST_PASSCODE = 6
Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be shared of which days, and with whom."""

    what: What
    first: date
    last: date
    to: str = ""


def made_report(person: Person, wish: Wish, now: datetime) -> Report:
    """The report as it would leave; it always reaches up to today."""
    return report(person, now, wish.first, "physiotherapist" if wish.what == "physio" else "neurologist")


def made_diary(person: Person, wish: Wish) -> tuple[tuple[Entry, ...], int]:
    """The entries as they would leave, and how many stay because they are private."""
    begins = datetime.combine(wish.first, time.min, zone_named(person.zone))
    diary = look_back.timeline(person, since=begins - timedelta(days=1))
    inside = [e for e in _told(diary) if wish.first <= diary.day_of(e) <= wish.last]
    return tuple(e for e in inside if not e.private), sum(1 for e in inside if e.private)


def _told(diary: Timeline) -> list[Entry]:
    return [e for e in diary if not isinstance(e, WarningShown | WarningAnswered)]


def as_pdf(person: Person, wish: Wish, now: datetime) -> bytes:
    """The report as one sheet."""
    return pdf.sheet(made_report(person, wish, now), paper="a4")


def note_file(person: Person, wish: Wish, now: datetime) -> None:
    """Keep in the list that a file was saved."""
    Shared.objects.create(
        person=person, what=wish.what, way="file", to=_to(wish), first=wish.first, last=wish.last, at=now
    )


def as_link(
    person: Person, wish: Wish, document: Attached, now: datetime, ends: tuple[timedelta, str, Address]
) -> tuple[Shared, str]:
    """The sealed document behind a link; the key stands in the link alone, and the link can be seen only now."""
    lasts, passcode, address = ends
    if not timedelta(0) < lasts <= LONGEST:
        raise refusal("too-long", "A link lasts for 12 weeks at most.", "Choose a shorter time.")
    if passcode and len(passcode) < SHORTEST_PASSCODE:
        raise refusal("passcode-short", "This passcode is too short.", "Use {n} signs or more.", n=SHORTEST_PASSCODE)
    tidy(now)
    if Shared.objects.filter(person=person, sealed__isnull=False).count() >= MOST_OPEN:
        raise refusal("too-many", "There are {n} open links.", "Take one back first.", n=MOST_OPEN)
    secret, key = secrets.token_urlsafe(32), secrets.token_bytes(32)
    plain = "".join(bundle.write(_sent(person, document, now))).encode()
    kept = Shared.objects.create(
        person=person, what=wish.what, way="link", to=_to(wish), first=wish.first, last=wish.last, at=now,
        digest=_digest(secret), sealed=seal(plain, key, secrets.token_bytes(12)).encode(), expires=now + lasts,
        passcode=make_password(passcode) if passcode else "",
    )  # fmt: skip
    assert kept.expires
    return kept, link(address(secret), key, int(kept.expires.timestamp()), "supple", bool(passcode))


def _sent(person: Person, document: Attached, now: datetime) -> Sent:
    """The document and whose it is; no entry of the diary beside it."""
    zone = zone_named(person.zone)
    nothing = Timeline((), zone, person.day_starts)
    day = diary_day(now, zone, person.day_starts)
    return Sent(person.pk, nothing, now, "collection", name=person.name, day=day, attached=document)


def fetched(secret: str, now: datetime, passcode: str | None = None) -> tuple[str | None, int | None]:
    """The sealed text and nothing; or nothing, with the tries that are left when the passcode was wrong."""
    found = Shared.objects.filter(digest=_digest(secret)).first()
    if found is None or not found.is_open(now) or found.sealed is None:
        tidy(now)
        return None, None
    if found.passcode:
        if passcode is None:  # nothing was tried: somebody only looked whether the link is there
            return None, found.tries_left
        # Counted before it is looked at, so that many tries at once are no way round.
        if not Shared.objects.filter(pk=found.pk, tries_left__gt=0).update(tries_left=F("tries_left") - 1):
            return None, None
        if not check_password(passcode, found.passcode):
            return None, found.tries_left - 1
        Shared.objects.filter(pk=found.pk).update(tries_left=F("tries_left") + 1)
    Shared.objects.filter(pk=found.pk).update(opened=F("opened") + 1, last_opened=now)
    return bytes(found.sealed).decode(), None


def of(person: Person, now: datetime) -> list[Shared]:
    """All that was ever shared, the latest first; what lay behind a link that ended is gone by then."""
    tidy(now)
    return list(Shared.objects.filter(person=person).defer("sealed").order_by("-at"))


def revoke(person: Person, which: UUID, now: datetime) -> bool:
    """End a link at once; what it held is gone from here."""
    found = Shared.objects.filter(person=person, pk=which, way="link", revoked=None)
    return bool(found.update(revoked=now, sealed=None))


def tidy(now: datetime) -> None:
    """Forget what lies behind links that have ended."""
    Shared.objects.filter(expires__lte=now, sealed__isnull=False).update(sealed=None)


def _to(wish: Wish) -> str:
    return " ".join(wish.to.replace("\x00", "").split())[:100]


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()

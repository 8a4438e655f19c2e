# SPDX-License-Identifier: Apache-2.0
"""Who else may see or add to a diary? Offered with a code, taken up once, looked after, and taken back."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from supple.entries.refused import refusal
from supple.people.grants import Grant, Trace
from supple.people.models import Account, Person

USUAL: dict[str, tuple[str, ...]] = {
    Grant.Role.CARER: (Grant.Scope.ADD,),
    Grant.Role.PHYSIOTHERAPIST: (Grant.Scope.RATE, Grant.Scope.PROGRAMME),
    Grant.Role.CLINICIAN: (Grant.Scope.REPORT,),
}
"""What each role may do before anything is added to it."""
LONGEST = timedelta(days=366)
CODE_HOLDS = timedelta(days=7)
MOST_OPEN = 30
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without signs that are mistaken for one another."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is offered to whom: the role's own scopes and these, for so many days, reading back so many days."""

    name: str
    role: str
    also: tuple[str, ...] = ()
    days: int = 28
    back_days: int | None = 84

    @property
    def scopes(self) -> tuple[str, ...]:
        """All that it comes to, in order."""
        return tuple(s for s in Grant.Scope.values if s in {*USUAL[self.role], *self.also})


def offer(person: Person, terms: Terms, now: datetime) -> tuple[Grant, str]:
    """A grant that waits for an answer, and its code, which can be seen only now."""
    if terms.role not in USUAL or not set(terms.also) <= set(Grant.Scope.values):
        raise refusal("role-unknown", "This role is not known.", "Choose one of the list.")
    if not 0 < terms.days <= LONGEST.days:
        raise refusal("too-long", "Nothing is shared for longer than a year.", "Choose a shorter time.")
    name = " ".join(terms.name.replace("\x00", "").split())[:100]
    if not name:
        raise refusal("name-missing", "Say whom it is for.", "Write a name.")
    if sum(1 for one in of(person) if one.state(now) in ("open", "waiting")) >= MOST_OPEN:
        raise refusal("too-many", "More than {n} people see this diary.", "Take one back first.", n=MOST_OPEN)
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    grant = Grant.objects.create(
        person=person, name=name, role=terms.role, scopes=" ".join(terms.scopes), back_days=terms.back_days,
        created=now, expires=now + timedelta(days=terms.days), code_digest=_digest(code), code_until=now + CODE_HOLDS,
    )  # fmt: skip
    _line(grant, Trace.What.OFFERED, now)
    return grant, code


def waiting_for(code: str, now: datetime) -> Grant | None:
    """The offer of this code, while it waits; nothing for anything else, whatever the reason."""
    asked = {"code_digest": _digest(code), "joined": None, "revoked": None, "expires__gt": now, "code_until__gt": now}
    return Grant.objects.select_related("person").filter(**asked).first()


def join(account: Account, code: str, now: datetime) -> Grant | None:
    """Take up an offer with this sign-in; nothing when the code opens nothing, or it is one's own diary."""
    grant = waiting_for(code, now)
    if grant is None or grant.person.account_id == account.pk:
        return None
    with transaction.atomic():
        taken = Grant.objects.filter(pk=grant.pk, joined=None).update(joined=now, account=account)
        if not taken:
            return None
        grant.joined, grant.account = now, account
        _line(grant, Trace.What.JOINED, now)
    return grant


def held(account: Account) -> list[Grant]:
    """All that was ever granted to a sign-in, the latest first."""
    return list(Grant.objects.filter(account=account).select_related("person").order_by("-joined"))


def opened(account: Account, grant_id: UUID, scope: str, now: datetime) -> Grant | None:
    """The grant, when it is this sign-in's, holds now and covers this; nothing otherwise, whatever the reason."""
    asked = {"pk": grant_id, "account_id": account.pk, "revoked": None, "expires__gt": now}
    grant = Grant.objects.select_related("person").filter(**asked).first()
    return grant if grant and (not scope or scope in grant.may) else None


def of(person: Person) -> list[Grant]:
    """All that this person ever granted, the latest first."""
    return list(Grant.objects.filter(person=person).order_by("-created"))


def revoke(person: Person, grant_id: UUID, now: datetime) -> bool:
    """Take a grant back: from now on it opens nothing; false when there is none to take back."""
    return _end(Grant.objects.filter(person=person, pk=grant_id, revoked=None).first(), Trace.What.REVOKED, now)


def leave(account: Account, grant_id: UUID, now: datetime) -> bool:
    """Give a grant back, by whoever holds it."""
    return _end(Grant.objects.filter(account=account, pk=grant_id, revoked=None).first(), Trace.What.LEFT, now)


def _end(grant: Grant | None, what: Trace.What, now: datetime) -> bool:
    if grant is None:
        return False
    with transaction.atomic():
        ended = Grant.objects.filter(pk=grant.pk, revoked=None).update(revoked=now)
        if ended:
            _line(grant, what, now)
    return bool(ended)


def looked(grant: Grant, what: str, now: datetime, entry: UUID | None = None) -> None:
    """Write down that somebody looked, or changed something; its person can read it."""
    with transaction.atomic():
        _line(grant, what, now, entry)
        Grant.objects.filter(pk=grant.pk).update(last_used=now)


def looks(person: Person, at_most: int = 200, grant: Grant | None = None) -> Sequence[Trace]:
    """Who looked and what was changed, the latest first."""
    found = Trace.objects.filter(person=person).order_by("-at", "-pk")
    return list(found.filter(grant=grant)[:at_most] if grant else found[:at_most])


def added(grant: Grant, since: datetime) -> set[UUID]:
    """The entries that came through this grant since then."""
    found = Trace.objects.filter(grant=grant, what__in=(Trace.What.ADDED, Trace.What.RATED), at__gte=since)
    return {id for id in found.values_list("entry", flat=True) if id}


def _line(grant: Grant, what: str, now: datetime, entry: UUID | None = None) -> None:
    Trace.objects.create(person_id=grant.person_id, grant=grant, who=grant.name, what=what, at=now, entry=entry)


def _digest(code: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()

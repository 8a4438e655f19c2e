# SPDX-License-Identifier: Apache-2.0
"""What did the physiotherapist set? Handed over, looked at, kept, done under every stop rule, told back in a line."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid5

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from uuid_utils.compat import uuid7

from supple.actions import look_back
from supple.actions.check_safety import lately, unless_broken
from supple.actions.check_safety import standing as standing_warnings
from supple.actions.home import home, secret_key
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.record import Kept, Recorded, record_entries
from supple.care.fitting import Fitting
from supple.care.prescribed import Prescribed, prescribed
from supple.care.profile import from_timeline
from supple.care.recent import recent
from supple.entries.did import Session
from supple.entries.prescribed import Exercise, Programme
from supple.interop.programme import Handed, letters, write
from supple.people.grants import Grant, Waiting
from supple.people.models import Person
from supple.report.done_line import DoneLine, done_line


def hand_over(set_by: str, on: date, exercises: Sequence[Exercise], signed: bool) -> str:
    """A programme as a file; signed with this installation's key when somebody known here made it."""
    if not signed:
        return write(Handed(set_by, on, tuple(exercises)))
    key = _key()
    return write(Handed(set_by, on, tuple(exercises), key.public_key().public_bytes_raw()), key.sign)


def to_scan(file: str) -> str:
    """The same in few letters."""
    return letters(file)


def keep(person: Person, handed: Handed, now: datetime) -> Recorded:
    """Keep a programme that was looked at; the one that holds already is no second one."""
    holds = standing(person)
    if holds and (holds.check, holds.signed) == (handed.check, handed.signed):
        return Recorded((Kept(str(holds.id), "already kept"),))
    said = Programme(
        id=uuid7(), at=now, set_by=handed.set_by,
        on=handed.on, exercises=handed.exercises, check=handed.check, signed=handed.signed,
    )  # fmt: skip
    return record_entries(person, [said], now, source="programme")


def end(person: Person, now: datetime) -> Recorded | None:
    """From now on no programme holds; what was kept stays in the diary."""
    found = standing(person)
    if found is None:
        return None
    over = Programme(id=uuid5(found.id, f"over {now.isoformat()}"), at=now, set_by=found.set_by, on=found.on)
    return record_entries(person, [over], now, source="programme")


def standing(person: Person) -> Programme | None:
    """The programme that holds now."""
    kept = list(look_back.of_kinds(person, "programme").of(Programme))
    return kept[-1] if kept and kept[-1].exercises else None


def for_today(person: Person, programme: Programme, now: datetime) -> Prescribed | None:
    """Its exercises as they may be done today; None when the warning signs could not be checked."""

    def weigh() -> Prescribed:
        said, known = lately(person, now), knowledge()
        profile = from_timeline(said, now, known)
        fitting = Fitting(profile, known, recent(said, now), "usual")
        return prescribed(fitting, programme.exercises, standing_warnings(said, profile, now))

    return unless_broken(weigh)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done of one exercise since the programme holds."""

    exercise: Exercise
    days: int
    today: int
    felt: Counter[str]


def done(person: Person, programme: Programme, now: datetime) -> tuple[Done, ...]:
    """Each exercise with the days it was done on, how often today, and how it felt."""
    told = look_back.timeline(person, since=programme.at - timedelta(days=1))
    mine = [s for s in told.of(Session) if s.at >= programme.at and s.done]
    today = told.day_of(programme.model_copy(update={"at": now, "zone": None}))
    return tuple(_done(one, [(told.day_of(s), s) for s in mine if s.remedy == one.key], today)
                 for one in programme.exercises)  # fmt: skip


def _done(exercise: Exercise, said: Sequence[tuple[date, Session]], today: date) -> Done:
    felt: Counter[str] = Counter(s.response for _day, s in said if s.response)
    return Done(exercise, len({day for day, _s in said}), sum(1 for day, _s in said if day == today), felt)


def told_back(person: Person, programme: Programme, now: datetime) -> str:
    """What was done, in one line to show at the next visit."""
    days = max((now - programme.at).days + 1, 1)
    lines = [DoneLine(_named(one.exercise), one.days, dict(one.felt)) for one in done(person, programme, now)]
    return done_line(programme.check or "", days, lines)


def _named(exercise: Exercise) -> str:
    """The name that a person knows it by, and the id for a program."""
    known = knowledge().remedies.get(exercise.item or "")
    return f"{known.title} ({known.id})" if known else exercise.key


def send(grant: Grant, file: str, now: datetime) -> None:
    """Lay a programme ready for the person, who looks at it before it is kept; a later one replaces it."""
    Waiting.objects.filter(grant=grant).delete()
    Waiting.objects.create(person_id=grant.person_id, grant=grant, words=file, at=now)


def waiting(person: Person) -> Waiting | None:
    """The latest programme that lies ready, unless whoever sent it is let in no more."""
    return Waiting.objects.filter(person=person, grant__revoked=None).select_related("grant").order_by("-at").first()


def answered(person: Person) -> None:
    """Nothing lies ready any more."""
    Waiting.objects.filter(person=person).delete()


def _key() -> Ed25519PrivateKey:
    """This installation's key, made from its secret; another installation has another one."""
    seed = hmac.digest(secret_key(home()).encode(), b"supple.programme", hashlib.sha256)
    return Ed25519PrivateKey.from_private_bytes(seed)

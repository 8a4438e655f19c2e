# SPDX-License-Identifier: Apache-2.0
"""What may act for a person without a password? Tokens: made, shown once, recognised, taken back."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db.models import Q

from supple.entries.composed import Composed
from supple.entries.entry import Entry
from supple.entries.parse import parse
from supple.entries.refused import refusal
from supple.people.models import Person, Token

PRESETS: Mapping[str, str] = {
    "episode": "what",
    "exposure": "what",
    "session": "what",
    "dose": "medicine",
    "bladder": "what",
    "bowel": "what",
}
"""Kinds that one press of a button can say, and the field that the word after the colon fills."""
CALENDARS = ("words", "alarms", "links")
"""What a calendar's address may show beyond the bare times: the things by their names, alarms, where supple is."""
_SEEN_EVERY = timedelta(minutes=5)
READS_FOR = timedelta(days=365)
"""So long may a token read; one that only writes has no end, because a button by a bed must not fail one night."""


def create(person: Person, scope: str, preset: str = "", label: str = "", *, now: datetime) -> str:
    """A new token; this is the only time it can be seen."""
    if scope not in Token.Scope.values:
        known = ", ".join(Token.Scope.values)
        raise refusal("scope-unknown", "This scope is not known.", "Use one of: {known}.", known=known)
    if scope == Token.Scope.CALENDAR:
        if preset and not set(preset.split("+")) <= set(CALENDARS):
            hint = Composed("Use one or several of: {known}; with + between.", known=", ".join(CALENDARS))
            raise refusal("preset-unknown", "This is no way to show a calendar.", hint)
    elif preset:
        if scope != Token.Scope.WRITE_ONLY:
            raise refusal("preset-scope", "Only a write-only token can be a button.", "Leave out the preset.")
        pressed(preset, now)
    secret = "supple_" + secrets.token_urlsafe(32)
    kept = {"scope": scope, "preset": preset, "label": label.replace("\x00", "").strip()[:100], "created": now}
    Token.objects.create(person=person, digest=_digest(secret), **kept)
    return secret


def owner(secret: str) -> Person | None:
    """Whose token it is or was, whatever it may do."""
    token = Token.objects.select_related("person").filter(digest=_digest(secret.strip())).first()
    return token.person if token else None


def find(secret: str, now: datetime | None = None) -> Token | None:
    """The token that was shown, unless it was taken back or has ended; nothing for anything else."""
    held = Token.objects.select_related("person").filter(digest=_digest(secret), revoked=None)
    if now:  # asked of the database, so that an ended one is no more work than one that never was
        held = held.filter(Q(scope=Token.Scope.WRITE_ONLY) | Q(created__gt=now - READS_FOR))
    token = held.first()
    if token and now and (token.last_used is None or now - token.last_used > _SEEN_EVERY):
        Token.objects.filter(pk=token.pk).update(last_used=now)  # roughly is enough, and spares a write each time
    return token


def ends(token: Token) -> datetime | None:
    """When the token stops by itself; nothing for one that only writes."""
    return None if token.scope == Token.Scope.WRITE_ONLY else token.created + READS_FOR


def of(person: Person) -> list[Token]:
    """The person's tokens, the newest first; those taken back last."""
    return sorted(person.tokens.order_by("-created"), key=lambda token: token.revoked is not None)


def revoke(person: Person, token_id: int, now: datetime) -> bool:
    """Take a token back: from now on it opens nothing; false when there is no such token in use."""
    return bool(person.tokens.filter(pk=token_id, revoked=None).update(revoked=now))


def pressed(preset: str, at: datetime) -> Entry:
    """What one press of a button with this preset says."""
    kind, _, word = preset.partition(":")
    if kind not in PRESETS:
        known = ", ".join(PRESETS)
        raise refusal("preset-unknown", "This preset is not known.", "Begin it with one of: {known}.", known=known)
    raw: dict[str, Any] = {"id": uuid4(), "kind": kind, "at": at}
    if word:
        raw[PRESETS[kind]] = word
    said = parse(raw)
    if isinstance(said, Entry):
        return said
    raise refusal("preset-unknown", "This preset cannot be logged.", said[0].sentence)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()

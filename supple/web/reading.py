# SPDX-License-Identifier: Apache-2.0
"""How much of a diary is read at once through the API, and is it noted? In pages, each naming the next."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError

from supple.entries.entry import Entry
from supple.web import deeds
from supple.web.doors import Caller
from supple.web.models import Deed

A_PAGE = 2000
"""Entries at once, as many as are taken at once."""


def page_of(entries: Sequence[Entry], after: UUID | None, limit: int) -> tuple[Sequence[Entry], bool]:
    """The entries after this one, and whether there are more."""
    begin = 0
    if after is not None:
        places = [nth for nth, entry in enumerate(entries) if entry.id == after]
        if not places:
            raise HttpError(422, "after: this entry is not there (any more). Begin again without it.")
        begin = places[0] + 1
    return entries[begin : begin + limit], begin + limit < len(entries)


def link_to_next(request: HttpRequest, last: UUID) -> str:
    """The header that names the address of the next entries."""
    asked = request.GET.copy()
    asked["after"] = str(last)
    return f'<{request.path}?{asked.urlencode()}>; rel="next"'


def noted(caller: Caller, what: Deed.What) -> None:
    """Note that a token read; what a signed-in person reads of their own is not noted."""
    if caller.token:
        deeds.note_reading(caller.person.account, what, timezone.now(), caller.token.label or caller.token.scope)

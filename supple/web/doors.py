# SPDX-License-Identifier: Apache-2.0
"""Who may use an operation of the API? A signed-in person with the page's CSRF token, or a token of a fitting scope."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer, SessionAuth

from supple.actions import tokens
from supple.people.models import Person, Token


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose diary it is about, and the token that opened the door, if it was one."""

    person: Person
    token: Token | None = None

    @property
    def blind(self) -> bool:
        """Whether nothing that the diary holds may be told."""
        return self.token is not None and self.token.scope == Token.Scope.WRITE_ONLY

    @property
    def name(self) -> str:
        """What a blind caller is called in the diary."""
        label = self.token.label if self.token else ""
        return label.replace("\x00", "").strip() or "button"


class ByToken(HttpBearer):
    """`Authorization: Bearer ...`, for the scopes an operation names."""

    def __init__(self, scopes: tuple[str, ...]) -> None:
        super().__init__()
        self.scopes = scopes

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Whoever the token acts for; a wrong token never falls back on a session."""
        found = tokens.find(token.strip(), timezone.now())
        if found is None:
            raise HttpError(401, "This token is not known, or was taken back. Make a new one.")
        if found.scope not in self.scopes:
            raise HttpError(403, "This token may not do that. Make one with another scope.")
        return Caller(found.person, found)


class _FromOurPages(CsrfViewMiddleware):
    """Django's check that a request comes from our own pages, answering in a word instead of a page."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponseForbidden:
        return HttpResponseForbidden(reason)


class BySession(SessionAuth):
    """A signed-in person in the browser."""

    def __init__(self) -> None:
        super().__init__(csrf=False)  # checked below, after it is known that somebody is signed in

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller | None:
        """The person of the signed-in account."""
        if not request.user.is_authenticated:
            return None
        check = _FromOurPages(lambda _: HttpResponse())
        check.process_request(request)
        if check.process_view(request, lambda _: HttpResponse(), (), {}):
            raise HttpError(403, "Reload the page and send it again: this did not come from a page of this supple.")
        person = Person.objects.filter(account_id=request.user.pk).first()
        if person is None:
            raise HttpError(403, "This sign-in has no diary.")
        return Caller(person)


def may(*scopes: str) -> list[Callable[[HttpRequest], Any]]:
    """The doors of an operation: tokens of these scopes, and signed-in persons."""
    return [ByToken(scopes), BySession()]

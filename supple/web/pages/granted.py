# SPDX-License-Identifier: Apache-2.0
"""Who was a diary shared with? Each shared page opens for whoever holds a grant of its scope, and leaves a line."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from supple.actions import grants
from supple.people.grants import Grant
from supple.people.models import Account
from supple.web.policy import declared

Page = Callable[..., HttpResponse]
PLACES: dict[str, str] = {
    Grant.Scope.ADD: "shared_care", Grant.Scope.RATE: "shared_visit", Grant.Scope.PROGRAMME: "shared_programme",
    Grant.Scope.REPORT: "shared_report", Grant.Scope.DIARY: "shared_diary",
}  # fmt: skip
"""The page that each scope opens."""
TABS: dict[str, Any] = {
    Grant.Scope.ADD: _("Write down"), Grant.Scope.RATE: _("Muscles"), Grant.Scope.PROGRAMME: _("Exercises"),
    Grant.Scope.REPORT: _("Report"), Grant.Scope.DIARY: _("Diary"),
}  # fmt: skip


def of_account(page: Page) -> Page:
    """The page, opened for anyone who is signed in, with a diary of their own or without."""

    @wraps(page)
    def opened(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        return page(request, *args, **named)

    return declared(opened, "account")


def of_granted(scope: str, look: str) -> Callable[[Page], Page]:
    """The page, opened for whoever holds a grant of this scope; that it was opened is written down for the person.

    A grant that ended, covers less, is somebody else's or never was: all answer alike.
    """

    def dressed(page: Page) -> Page:
        @wraps(page)
        def opened(request: HttpRequest, grant_id: UUID, **named: Any) -> HttpResponse:
            if not isinstance(request.user, Account):
                return redirect_to_login(request.path)
            grant = grants.opened(request.user, grant_id, scope, timezone.now())
            if grant is None:
                raise Http404
            with timezone.override(grant.person.zone):
                answer = page(request, grant, **named)
            if request.method in ("GET", "HEAD") and answer.status_code == 200:
                grants.looked(grant, look, timezone.now())
            return answer

        setattr(opened, "scope", scope)  # noqa: B010 - functions have no such attribute of their own
        return declared(opened, "granted")

    return dressed


def shown(request: HttpRequest, grant: Grant, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page of somebody else's diary: it says whose on top, and carries nothing of one's own diary."""
    tabs = [(PLACES[scope], TABS[scope]) for scope in grant.may]
    theirs = {"grant": grant, "whose": grant.person.name, "tabs": tabs}
    own = {"person": None, "diary_mark": "", "made_up": False, "theirs_made_up": grant.person.made_up}
    return render(request, template, {**own, **theirs, **context})

# SPDX-License-Identifier: Apache-2.0
"""Which diaries were shared with me? The list to choose from, and the way into one of them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from supple.actions import grants
from supple.people.models import Account
from supple.web.pages.granted import PLACES, of_account


def _account(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)  # the door let nobody else in
    return request.user


@require_safe
@of_account
def shared(request: HttpRequest) -> HttpResponse:
    """Every diary that is open to this sign-in, and those that were."""
    now = timezone.now()
    listed = [(grant, grant.state(now)) for grant in grants.held(_account(request))]
    context = {
        "standing": [grant for grant, state in listed if state == "open"],
        "ended": [(grant, state) for grant, state in listed if state != "open"],
    }
    return render(request, "shared/list.html", context)


@require_safe
@of_account
def open_one(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """The first page that a grant opens."""
    grant = grants.opened(_account(request), grant_id, "", timezone.now())
    if grant is None or not grant.may:
        raise Http404
    return redirect(PLACES[grant.may[0]], grant.pk)


@require_POST
@of_account
def leave(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Give a grant back."""
    if not grants.leave(_account(request), grant_id, timezone.now()):
        raise Http404
    messages.success(request, _("Given back. You cannot open it any more."))
    return redirect("shared")

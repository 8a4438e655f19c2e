# SPDX-License-Identifier: Apache-2.0
"""The sign-in form in our words: the name given at the start, no mail, no placeholder that looks like an answer.

And what asks for it once more, because it cannot be undone or takes everything along.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.forms import BooleanField
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from supple.web.sessions import share_device


class SignIn(LoginForm):  # type: ignore[misc]
    """Name and password, and whether the device is one's own."""

    shared = BooleanField(
        required=False,
        label=_("Other people use this device too"),
        help_text=_("Then you are signed out after half an hour, or when the browser closes. No page stays here."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].label = _("Your name")
        self.fields["password"].help_text = ""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in, for as long as the device allows."""
        answer: HttpResponse = super().login(request, redirect_url)
        if self.cleaned_data["shared"]:
            share_device(request, timezone.now())
        return answer


def asks_again(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view, after the password or passkey was given within the last quarter of an hour; reading it is free."""

    @wraps(view)
    def sure(request: HttpRequest, *args: Any, **named: Any) -> Any:
        if request.method == "POST" and not _sure(request):
            raise ReauthenticationRequired
        return view(request, *args, **named)

    return sure


def _sure(request: HttpRequest) -> bool:
    if not get_reauthentication_flows(request.user):  # a made-up person has nothing to show
        return True
    given = get_authentication_records(request, request.user)
    return any(time.time() - one["at"] < settings.SURE_FOR.total_seconds() for one in given)

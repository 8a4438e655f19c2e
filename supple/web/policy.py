# SPDX-License-Identifier: Apache-2.0
"""For whom is an address open? Each view says it once, beside itself; an address that says nothing stays shut.

`person`: a page of a diary, for its own person (`of_person`). `everyone`: tells nothing of any diary (`for_everyone`).
`granted`: a page of somebody's diary, for whom they granted it to (`of_granted`). `account`: a page for any sign-in
(`of_account`), or of the sign-in library that asks for one itself. `token`: an operation of the API (`may`).
"""

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch

Door = Literal["person", "granted", "everyone", "account", "token"]
View = TypeVar("View", bound=Callable[..., Any])
WITHOUT_SIGN_IN = frozenset({"account_login", "account_logout", "mfa_authenticate", "mfa_login_webauthn"})
WITH_SIGN_IN = frozenset({
    "account_reauthenticate", "account_change_password", "mfa_index", "mfa_reauthenticate", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn",
})  # fmt: skip
"""Pages of the sign-in library that are in use; its others (sign-up, mail) stay shut."""
DESCRIBED = frozenset({"openapi-json", "api-root"})


def for_everyone(view: View) -> View:
    """Open without a sign-in: for what tells nothing of any diary."""
    return declared(view, "everyone")


def declared(view: View, door: Door) -> View:
    """The view, with its door written on it."""
    setattr(view, "door", door)  # noqa: B010 - functions have no such attribute of their own
    return view


def door_of(match: ResolverMatch) -> Door | None:
    """For whom this address is open; None when nobody said."""
    if door := getattr(match.func, "door", None):
        said: Door = door
        return said
    if match.namespace == "api":
        return "everyone" if match.url_name in DESCRIBED else "token"
    if str(getattr(match.func, "__module__", "")).startswith("allauth."):
        return None if "<int:" in match.route else _of_sign_in(match.url_name or "")  # ours seal the number
    return None


def _of_sign_in(name: str) -> Door | None:
    if name in WITHOUT_SIGN_IN:
        return "everyone"
    return "account" if name in WITH_SIGN_IN else None


class ShutUnlessDeclared:
    """A middleware: an address whose view says nothing about its door is not there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before the address is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, named: object) -> None:
        """Once it is known which view would answer."""
        if request.resolver_match is None or door_of(request.resolver_match) is None:
            raise Http404

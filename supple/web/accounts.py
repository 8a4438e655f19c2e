# SPDX-License-Identifier: Apache-2.0
"""Accounts are made on the first-run page or by `supple person`, never by a stranger's sign-up."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from supple.people.models import Account
from supple.web import deeds
from supple.web.models import Deed, SignIn
from supple.web.sessions import NOTED

_log = logging.getLogger(__name__)
_DAY = 24 * 3600


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in only; what happens to a sign-in is noted for its owner."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it, in the same way for a name that exists and one that does not."""
        _log.warning("sign-in-refused")
        cache.add(_tried(credentials.get("username")), 0, _DAY)
        cache.incr(_tried(credentials.get("username")))

    def post_login(self, request: HttpRequest, user: Account, **more: Any) -> Any:
        """Tell the owner of wrong passwords that came before the right one."""
        if count := cache.get(_tried(user.username)):
            cache.delete(_tried(user.username))
            deeds.note(user, Deed.What.WRONG_PASSWORDS, timezone.now(), f"× {count}")
        return super().post_login(request, user, **more)

    def send_notification_mail(self, template_prefix: str, user: Account, *_: Any, **__: Any) -> None:
        """No mail leaves a home: what would be in it is noted where its owner looks."""
        what = template_prefix.rsplit("/", 1)[-1]
        if what == Deed.What.PASSWORD_CHANGED:
            session = self.request.session
            deeds.end(
                SignIn.objects.filter(account=user).exclude(
                    session_key__in=[session.session_key or "", session.get(NOTED) or ""]
                )
            )
        if what in Deed.What.values:
            deeds.note(user, Deed.What(what), timezone.now(), deeds.browser_of(self.request))


def _tried(username: object) -> str:
    return "tried-" + str(username).lower().encode().hex()[:200]

# SPDX-License-Identifier: Apache-2.0
"""What may be said while the diary is locked, and what is answered? It is sealed and on the disk before we say so.

Nobody can be recognised here, so everything that shows a token or a sign-in is kept, within bounds; whether that may
add to a diary is asked when the diary is open, and what may not is shown as refused.
"""

import json
import time
from collections import deque
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from uuid_utils.compat import uuid7

from supple.actions import keys, while_locked
from supple.errors import SuppleError

ADDS = frozenset({
    "night", "keep", "say", "undo", "event", "check_in", "check_in_step", "guide_step", "muscles", "outbox",
    "shared_care", "shared_unsay", "shared_outbox",
})  # fmt: skip
"""Addresses by name that take what somebody says, beside those whose forms may wait on a device."""
HEADERS = (
    "Host", "Authorization", "Cookie", "Content-Type", "Content-Length", "X-CSRFToken", "Origin", "Referer",
    "Accept-Language", "User-Agent", "X-Forwarded-Proto",
)  # fmt: skip
A_MINUTE, MOST_A_MINUTE = 60, 120
_lately: dict[str, deque[float]] = {}


def seal(request: HttpRequest) -> HttpResponse:
    """Keep the request as it came; or say plainly that it was not kept, so that a phone keeps it."""
    if not _shows_somebody(request):
        return _not_kept(request, 401, _("Not kept: this device is not signed in here. Note it on paper."))
    if int(request.headers.get("Content-Length") or 0) > while_locked.LARGEST or "Transfer-Encoding" in request.headers:
        return _not_kept(request, 413, _("Not kept: this is too large while the diary is locked."))
    if _too_often(request):
        return _not_kept(request, 429, _("Not kept: that was a lot at once. Wait a minute."))
    try:
        known = keys.of(settings.DIARY)
        while_locked.keep(_as_it_came(request), settings.DIARY, known.id, known.public)
    except (SuppleError, OSError):
        return _not_kept(request, 507, _("Not kept: there is no room for more while the diary is locked."))
    return _kept(request)


def _shows_somebody(request: HttpRequest) -> bool:
    said = request.headers.get("Authorization", "")
    return said.startswith("Bearer ") or settings.SESSION_COOKIE_NAME in request.COOKIES


def _too_often(request: HttpRequest) -> bool:
    """By address; behind a proxy all seem to come from one, so that the measure is wide."""
    now, came = time.monotonic(), _lately.setdefault(request.META.get("REMOTE_ADDR", ""), deque())
    while came and now - came[0] > A_MINUTE:
        came.popleft()
    came.append(now)
    return len(came) > MOST_A_MINUTE


def _as_it_came(request: HttpRequest) -> while_locked.Asked:
    headers = {name: request.headers[name] for name in HEADERS if name in request.headers}
    scheme = request.META.get("wsgi.url_scheme", "http")
    return while_locked.Asked(while_locked.now(), scheme, request.get_full_path(), headers, request.body)


def _wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/") or request.path.endswith("/outbox")


def _kept(request: HttpRequest) -> HttpResponse:
    """As each way of asking understands it: accepted, and not read yet."""
    if _wants_json(request):
        results = [{"id": id, "status": "sealed", "problems": []} for id in _ids(request.body)]
        said: Any = results if request.path.startswith("/api/") else {"results": results, "go": "", "warns": False}
        return JsonResponse(said, status=202, safe=False)
    return _page(request, {"kept": True}, 202)


def _ids(body: bytes) -> list[object]:
    """The ids that a device named, so that it knows which arrived; one press of a button has none."""
    try:
        said = json.loads(body)
        entries = said["entries"] if isinstance(said, dict) else said
        return [one.get("id") if isinstance(one, dict) else None for one in entries]
    except (ValueError, KeyError, TypeError):
        return [None]


def _not_kept(request: HttpRequest, status: int, why: str) -> HttpResponse:
    answer: HttpResponse = JsonResponse({"detail": why}, status=status)
    if not _wants_json(request):
        answer = _page(request, {"why": why}, status)
    if status == 429:
        answer["Retry-After"] = str(A_MINUTE)
    return answer


@ensure_csrf_cookie
def _page(request: HttpRequest, shown: dict[str, object], status: int) -> HttpResponse:
    """The page after a press; the form's own secret was for the real app, which looks at it later."""
    night = request.resolver_match is not None and request.resolver_match.url_name == "night"
    return render(request, "locked_kept.html", {**shown, "night": night, "id": uuid7()}, status=status)

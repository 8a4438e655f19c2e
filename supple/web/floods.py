# SPDX-License-Identifier: Apache-2.0
"""How often may one sign-in ask for what is dear to make? Reports, drawings, searches; never what keeps an entry."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

A_MINUTE = 60
MOST = {
    "report_sheet": 20, "paper_sheet": 20, "csv_out": 10, "entries_out": 10, "archive_out": 10,
    "csv_in": 20, "clinic_file": 10,
    "triggers": 60, "trend": 60, "report": 60, "report_text": 60, "look_up": 120,
}  # fmt: skip
"""Addresses by name, and how often in a minute; what is not listed is cheap, or keeps something."""


class NotTooOften:
    """A middleware: beyond the measure an address answers 429 and does no work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before the address is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, *_args: Any) -> HttpResponse | None:
        """Once it is known which view would answer."""
        name = request.resolver_match.url_name if request.resolver_match else None
        most = MOST.get(name or "")
        if most is None or not request.user.is_authenticated:
            return None
        key = f"often-{name}-{request.user.pk}"
        cache.add(key, 0, A_MINUTE)
        if cache.incr(key) <= most:
            return None
        said = {"heading": _("That was a lot at once"), "advice": _("Wait a minute, then ask for it again.")}
        answer = render(request, "mistake.html", said, status=429)
        answer["Retry-After"] = str(A_MINUTE)
        return answer

# SPDX-License-Identifier: Apache-2.0
"""A middleware: no page of a diary is kept by a browser, a proxy or anyone in between."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def never_stored(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Say `no-store` on everything that is not a static file."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith("/static/"):
            response["Cache-Control"] = "no-store, private"
            response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        return response

    return answer

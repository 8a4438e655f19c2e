# SPDX-License-Identifier: Apache-2.0
"""A middleware: no page of a diary is kept by a browser, a proxy or anyone in between.

Our own worker keeps a few copies all the same, on purpose and where it can wipe them: see the decision record on it.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ASKED_AGAIN = frozenset({"/sw.js"})
"""May be kept, but has to be asked for again each time: it is the same for everybody."""


def never_stored(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Say `no-store` on everything that is not a static file."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith("/static/"):
            response["Cache-Control"] = "no-cache" if request.path in ASKED_AGAIN else "no-store, private"
            # One page may ask for the camera, to scan what a physiotherapist set; it says so itself.
            response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
        return response

    return answer

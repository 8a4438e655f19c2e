# SPDX-License-Identifier: Apache-2.0
"""What a link of `share` opens: the sealed file, which tells nothing without the link's key; and a page that reads it.

Other programs may ask too, from anywhere: that is what SMART Health Links are for.
"""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from supple.actions import share
from supple.interop.sealed import FHIR
from supple.web.policy import for_everyone

JOSE = "application/jose"
LONGEST = 2000


@require_safe
@for_everyone
def viewer(request: HttpRequest) -> HttpResponse:
    """The page that opens a link in the browser; the key behind the # never reaches this server."""
    return render(request, "sealed.html")


@csrf_exempt  # asked by other programs, with the secret of the link instead of a sign-in
@require_http_methods(["GET", "POST", "OPTIONS"])
@for_everyone
def sealed(request: HttpRequest, secret: str) -> HttpResponse:
    """The sealed file as it is, or in a list when it is asked for by name and passcode."""
    if request.method == "OPTIONS":
        return _open_to_all(HttpResponse())
    passcode = _asked(request).get("passcode") if request.method == "POST" else None
    found, left = share.fetched(secret, timezone.now(), passcode if isinstance(passcode, str) else None)
    if left is not None:
        return _open_to_all(JsonResponse({"remainingAttempts": left}, status=401))
    if found is None:
        raise Http404
    if request.method == "GET":
        return _open_to_all(HttpResponse(found, content_type=JOSE))
    return _open_to_all(JsonResponse({"files": [{"contentType": FHIR, "embedded": found}]}))


def _asked(request: HttpRequest) -> dict[str, Any]:
    try:
        said = json.loads(request.body) if len(request.body) <= LONGEST else None
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _open_to_all(answer: HttpResponse) -> HttpResponse:
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Allow-Methods"] = "GET, POST"
    answer["Access-Control-Allow-Headers"] = "content-type"
    return answer

# SPDX-License-Identifier: Apache-2.0
"""A form that came too late, after the sign-in or its secret ran out: what was written is given back to be sent again.

Nothing of it is kept meanwhile. Only forms of our own pages come back, and never one with a password in it.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from supple.web.policy import door_of

LEFT_OUT = frozenset({"csrfmiddlewaretoken"})


def given_back(request: HttpRequest) -> HttpResponse | None:
    """The page with what was written; None when there is nothing to give back, or it came from elsewhere."""
    match = request.resolver_match
    if request.method != "POST" or match is None or door_of(match) != "person" or not _ours(request):
        return None
    written = [(name, one) for name, all_said in request.POST.lists() if name not in LEFT_OUT for one in all_said]
    if not written:
        return None
    context = {"written": written, "longest": max((one for _name, one in written), key=len), "files": request.FILES}
    return render(request, "given_back.html", context, status=403 if request.user.is_authenticated else 401)


def _ours(request: HttpRequest) -> bool:
    """Whether a page of this supple sent it: a browser says so itself, and no page can make it say otherwise."""
    return request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"

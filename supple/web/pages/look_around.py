# SPDX-License-Identifier: Apache-2.0
"""Open a made-up person's diary without a password; exists only while the example runs."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from supple.people.models import Person
from supple.web.policy import for_everyone


@require_POST
@for_everyone
def look_around(request: HttpRequest) -> HttpResponse:
    """Sign in as the made-up person that was named, or the first one."""
    if not settings.DEMO:
        raise Http404
    people = Person.objects.filter(made_up=True, account__isnull=False).order_by("name")
    made_up = people.filter(name=request.POST.get("who", "")).first() or people.first()
    if made_up is None:
        raise Http404
    login(request, made_up.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("today")

# SPDX-License-Identifier: Apache-2.0
"""Open the made-up person's diary without a password; exists only while the example runs."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from supple.people.models import Person


@require_POST
def look_around(request: HttpRequest) -> HttpResponse:
    """Sign in as the made-up person."""
    made_up = Person.objects.filter(made_up=True, account__isnull=False).order_by("name").first()
    if not settings.DEMO or made_up is None:
        raise Http404
    login(request, made_up.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("today")

# SPDX-License-Identifier: Apache-2.0
"""What this is, and what it is not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from supple.web.policy import for_everyone


@require_safe
@for_everyone
def about(request: HttpRequest) -> HttpResponse:
    """Open to everybody: it says nothing about anyone."""
    return render(request, "about.html")

# SPDX-License-Identifier: Apache-2.0
"""In which language do the pages speak? The browser's own, or the one chosen here; a cookie says only that."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from supple.web.policy import for_everyone


@require_POST
@for_everyone
def language(request: HttpRequest) -> HttpResponse:
    """Choose it, and go back to the page it was chosen on."""
    answer = set_language(request)
    assert isinstance(answer, HttpResponse)
    return answer

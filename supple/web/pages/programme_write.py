# SPDX-License-Identifier: Apache-2.0
"""Setting exercises without an account: a form for any physiotherapist, answered with a file and a picture to scan."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from supple.actions import programme
from supple.interop.programme import read
from supple.web.pages.programme_form import Rows, SetByForm, chosen, today
from supple.web.policy import for_everyone
from supple.web.scannable import scannable


@require_http_methods(["GET", "POST"])
@for_everyone
def write(request: HttpRequest) -> HttpResponse:
    """The form, then the programme to take along; nothing of it is kept here, and no diary is touched."""
    who, rows = SetByForm(request.POST or None), Rows(request.POST or None)
    made: dict[str, Any] = {}
    if request.method == "POST" and who.is_valid() and rows.is_valid() and (exercises := chosen(rows)):
        file = programme.hand_over(who.cleaned_data["set_by"], today(), exercises, signed=False)
        if request.POST.get("do") == "file":
            return as_file(file)
        letters = programme.to_scan(file)
        made = {"made": read(file), "letters": letters, "picture": scannable(letters)}
    return render(
        request, "programme_write.html", {"who": who, "rows": rows, "asked": request.method == "POST", **made}
    )


def as_file(file: str) -> HttpResponse:
    """The programme as a file to save."""
    answer = HttpResponse(file, content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="supple-programme.json"'
    return answer

# SPDX-License-Identifier: Apache-2.0
"""Where am I signed in, and what was done lately with my sign-in and my buttons?"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from supple.people.models import Person
from supple.web import deeds
from supple.web.models import Deed
from supple.web.pages.door import of_person
from supple.web.sign_in import asks_again

SHOWN = 100
OTHERS = "others"


@require_http_methods(["GET", "POST"])
@of_person
@asks_again
def sign_ins(request: HttpRequest, person: Person) -> HttpResponse:
    """The list; a POST signs one other browser out, or all of them."""
    account, now = person.account, timezone.now()
    assert account, "whoever reads this is signed in"
    mine = request.session.session_key
    there = deeds.open_sign_ins(account, now)
    if request.method == "POST":
        which = request.POST.get("end", "")
        others = there.exclude(session_key=mine)
        ended = deeds.end(others if which == OTHERS else others.filter(pk=_id(which)))
        if ended:
            deeds.note(account, Deed.What.ENDED, now, deeds.browser_of(request))
            messages.success(request, _("Signed out there. What was said and not yet sent waits on that device."))
        return redirect("sign_ins")
    context = {"there": there, "mine": mine, "deeds": Deed.objects.filter(account=account).order_by("-at")[:SHOWN]}
    return render(request, "sign_ins.html", context)


def _id(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        return UUID(int=0)

# SPDX-License-Identifier: Apache-2.0
"""Messages of reminders: a device asks for them or ends them, and asks here what is due when one rings."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from supple.actions import push
from supple.people.models import Person
from supple.web.pages.door import of_person
from supple.web.pages.reminders import shown_due


@require_POST
@of_person
def messages(request: HttpRequest, person: Person) -> HttpResponse:
    """On or off for the device that asks."""
    endpoint = request.POST.get("endpoint", "")
    if request.POST.get("do") == "on":
        done = bool(push.public_key()) and push.start(person, endpoint)
        return JsonResponse({"done": done}, status=200 if done else 422)
    push.stop(person, endpoint)
    return JsonResponse({"done": True})


@require_GET
@of_person
def now_due(request: HttpRequest, person: Person) -> HttpResponse:
    """The hour of what is due and the page it opens: all that a message on a locked screen may say."""
    with timezone.override(person.zone):
        for one in shown_due(push.due(person, timezone.now())):
            return JsonResponse({"at": f"{timezone.localtime(one['at']):%H:%M}", "opens": one["href"]})
    return JsonResponse({})

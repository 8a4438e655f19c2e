# SPDX-License-Identifier: Apache-2.0
"""Who is asking? Every page of a diary opens for its own person and for nobody else."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from supple.actions import grants
from supple.actions.begin import is_first_run
from supple.entries.timeline import diary_day
from supple.people.models import Person
from supple.web.mark import HEADER, diary_mark
from supple.web.pages.carried import given_back
from supple.web.policy import declared

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer", bound=HttpResponseBase)


def of_person(
    page: Callable[Concatenate[HttpRequest, Person, Asked], Answer],
) -> Callable[Concatenate[HttpRequest, Asked], Answer | HttpResponse]:
    """The page, opened for the signed-in person in their own time zone."""

    @wraps(page)
    def opened(request: HttpRequest, /, *args: Asked.args, **named: Asked.kwargs) -> Answer | HttpResponse:
        if not request.user.is_authenticated:
            return redirect("start") if is_first_run() else given_back(request) or redirect_to_login(request.path)
        person = Person.objects.filter(account=request.user).first()
        if person is None:
            if request.path == "/" and grants.held(request.user):  # where a sign-in leads first
                return redirect("shared")
            return render(request, "no_diary.html", status=403)
        with timezone.override(person.zone):
            answer = page(request, person, *args, **named)
        answer[HEADER] = diary_mark(person)  # so that a browser never shows one diary's copy to another person
        return answer

    return declared(opened, "person")


def zone(person: Person) -> ZoneInfo:
    """The person's home zone."""
    return ZoneInfo(person.zone)


def day_of(person: Person, moment: datetime) -> date:
    """The diary day of a moment."""
    return diary_day(moment, zone(person), person.day_starts)

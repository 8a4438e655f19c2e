# SPDX-License-Identifier: Apache-2.0
"""What every page needs to know: whether the diary is made up, and which examples may be opened."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from supple.people.models import Person
from supple.web.look import Look, look_of
from supple.web.mark import diary_mark
from supple.web.pages.connected import why_it_cannot_wait


def every_page(request: HttpRequest) -> dict[str, Any]:
    """Whose diary it is, and whether it is an invented one."""
    account = getattr(request, "user", None)
    person = Person.objects.filter(account=account).first() if account and account.is_authenticated else None
    examples = Person.objects.filter(made_up=True).order_by("name") if settings.DEMO and person is None else ()
    mark = diary_mark(person) if person else ""
    look = look_of(person, timezone.now()) if person else Look()
    whose = {"person": person, "diary_mark": mark, "made_up": bool(person and person.made_up)}
    return {**whose, "look": look, "examples": examples, "cannot_wait": why_it_cannot_wait(request)}

# SPDX-License-Identifier: Apache-2.0
"""What to do while a spasm or a cramp lasts: one step a screen, in large type, in the dark as well."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from supple.actions.knowledge_at_hand import knowledge
from supple.knowledge.library import library
from supple.people.models import Person
from supple.web.pages.door import of_person
from supple.web.pages.press import Press
from supple.web.policy import for_everyone

AT_ONCE, CRAMP, AFTER = ("SPM-01", "SPM-02"), "SPM-03", ("SPM-05",)


@dataclass(frozen=True)
class Screen:
    """What one screen says."""

    title: str
    lines: tuple[str, ...]
    warns: bool = False


def screens() -> list[Screen]:
    """Keep safe, let it pass, the calf, what set it off, and when it is more than that."""
    known, topic = knowledge().remedies, library().topics.get(CRAMP)
    shown = [Screen(known[id].title, known[id].steps) for id in AT_ONCE if id in known]
    claims = [claim.says for claim in topic.claims] if topic else []
    if topic:
        shown.append(Screen(topic.title, tuple(claims[:-1])))
    shown += [Screen(known[id].title, known[id].steps) for id in AFTER if id in known]
    if topic:
        shown.append(Screen(topic.title, tuple(claims[-1:]), warns=True))
    return shown


@require_safe
@of_person
def during(request: HttpRequest, person: Person, step: int) -> HttpResponse:
    """One of the screens by day; what happens can be written down from each."""
    now = Press(_("Write it down now"), {"kind": "episode"}, next="event", look="full")
    return render(request, "during.html", {**_at(step, "during"), "press": now})


@require_safe
@for_everyone
def in_the_dark(request: HttpRequest, step: int) -> HttpResponse:
    """The same in black, from the night button; it holds nothing of any diary, so that a browser may keep it."""
    return render(request, "during.html", {**_at(step, "during_dark"), "dark": True})


def _at(step: int, name: str) -> dict[str, Any]:
    shown = screens()
    if not 1 <= step <= len(shown):
        raise Http404
    return {
        "screen": shown[step - 1], "step": step, "of": len(shown),
        "before": reverse(name, args=[step - 1]) if step > 1 else "",
        "after": reverse(name, args=[step + 1]) if step < len(shown) else "",
    }  # fmt: skip

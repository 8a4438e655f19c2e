# SPDX-License-Identifier: Apache-2.0
"""What to do while a spasm or a cramp lasts: one step a screen, in large type, in the dark as well."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from supple.actions.knowledge_at_hand import knowledge
from supple.knowledge.library import library
from supple.people.models import Person
from supple.web.pages.door import of_person
from supple.web.pages.press import Press

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
    """One of the screens; `dark` keeps it black for the night."""
    shown = screens()
    if not 1 <= step <= len(shown):
        raise Http404
    dark = request.GET.get("dark") == "1"
    now = Press(_("Write it down now"), {"kind": "episode"}, next="night" if dark else "event", look="full")
    context = {
        "screen": shown[step - 1], "step": step, "of": len(shown), "dark": dark, "press": now,
        "before": step - 1 or None, "after": step + 1 if step < len(shown) else None, "more": "?dark=1" if dark else "",
    }  # fmt: skip
    return render(request, "during.html", context)

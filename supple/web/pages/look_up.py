# SPDX-License-Identifier: Apache-2.0
"""What is known, to look up: shelves with places in a page, and a search whose words never stand in an address."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from supple.actions import look_up as shelves
from supple.knowledge.problem import KnowledgeWrongError
from supple.knowledge.shelves import Piece
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import of_person

LONGEST = 100


@require_http_methods(["GET", "POST"])
@of_person
def look_up(request: HttpRequest, person: Person) -> HttpResponse:
    """Every shelf; after a search, what was found. The words come by POST, so that no log or history holds them."""
    asked = request.POST.get("words", "")[:LONGEST].strip()
    found = [{"title": f.piece.title, "on": f.shelf.title, "href": _place(f)} for f in shelves.search(asked)]
    context = {"shelves": shelves.all_shelves(), "asked": asked, "found": found}
    return render(request, "look_up.html", context)


@require_safe
@of_person
def shelf(request: HttpRequest, person: Person, slug: str) -> HttpResponse:
    """One shelf with everything on it."""
    found = shelves.shelf(slug)
    if found is None:
        raise Http404
    return render(request, "shelf.html", {"shelf": found, "pieces": [_shown(piece) for piece in found.pieces]})


def href(id: str) -> str:
    """Where an item can be read; empty when it stands nowhere, or a text is broken: no warning waits for it."""
    try:
        found = shelves.places().get(id)
    except KnowledgeWrongError:
        return ""
    return _place(found) if found else ""


def _place(found: shelves.Found) -> str:
    return f"{reverse('shelf', args=[found.shelf.slug])}#{found.piece.id}"


def _shown(piece: Piece) -> dict[str, Any]:
    places = (shelves.places().get(id) for id in piece.see)
    return {
        "piece": piece,
        "told": [(told.words, _written(told.sources, told.grade or piece.grade)) for told in piece.told],
        "written": _written(piece.sources, piece.grade),
        "see": [(_place(place), place.piece.title) for place in places if place],
    }


def _written(sources: tuple[str, ...], grade: str) -> str:
    """How sure, and where it is written; nothing for a paragraph that is as its piece."""
    if not sources:
        return ""
    where = "; ".join(words.sources(sources))
    return gettext("How sure: %(grade)s. Source: %(where)s.") % {
        "grade": words.named(words.GRADES, grade),
        "where": where.rstrip("."),
    }

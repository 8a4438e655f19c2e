# SPDX-License-Identifier: Apache-2.0
"""Paper days: print a week's sheet, fill it in with a pen, type it back in on one screen."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from supple.actions import paper
from supple.actions.paper import Cell, Week
from supple.actions.record import Recorded
from supple.people.models import Person
from supple.report import paper as sheets
from supple.report.paper import Line
from supple.report.pdf import Paper
from supple.web import words
from supple.web.pages.door import day_of, of_person
from supple.web.pages.later import may_wait
from supple.web.pages.warnings import leads_to_warning

OLDEST = timedelta(days=366 * 5)


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the page: what is asked of a day, what was typed, and what was wrong with it."""

    name: str
    line: Line
    label: str
    kept: str
    typed: str
    wrong: str


@may_wait
@require_http_methods(["GET", "POST"])
@of_person
def typed_in(request: HttpRequest, person: Person) -> HttpResponse:
    """The week as boxes; what cannot be read stays where it was typed."""
    now = timezone.now()
    sheet = paper.week(person, _first(request, day_of(person, now)), now)
    typed = {cell: request.POST.get(_name(cell), "") for cell in _cells(sheet)} if request.method == "POST" else {}
    wrong: dict[Cell, str] = {}
    gone = ""
    if typed:
        recorded, cells = paper.type_in(person, sheet, typed, now)
        wrong = _wrong(recorded, cells)
        if gone := _gone(request, sheet):
            messages.error(request, gettext("The sheet has other rows by now. Not kept: %(rows)s.") % {"rows": gone})
        _told(request, recorded, len(wrong))
        if leads_to_warning(request, person, recorded):
            return redirect("warning")
        if not wrong and not gone:
            return redirect(f"{reverse('paper')}?week={sheet.first.isoformat()}")
        sheet = paper.week(person, sheet.first, now)
    return render(request, "paper.html", _shown(sheet, typed, wrong), status=422 if wrong or gone else 200)


@require_safe
@of_person
def printed(request: HttpRequest, person: Person) -> HttpResponse:
    """The empty sheet of a week as a PDF."""
    now = timezone.now()
    sheet = paper.week(person, _first(request, day_of(person, now)), now)
    size: Paper = "us-letter" if request.GET.get("paper") == "us-letter" else "a4"
    made = sheets.blank(sheet.first, sheet.lines, gettext, paper=size, language=(get_language() or "en")[:2])
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="supple-week.pdf"'
    return answer


def _first(request: HttpRequest, today: date) -> date:
    """The Monday of the week asked for; of this week when none is, or none that a diary could have."""
    try:
        asked = parse_date(request.GET.get("week", "")) or today
    except ValueError:
        asked = today
    day = asked if today - OLDEST <= asked <= today + timedelta(days=28) else today
    return day - timedelta(days=day.weekday())


def _name(cell: Cell) -> str:
    return f"{cell[0].isoformat()}|{cell[1]}"


def _gone(request: HttpRequest, sheet: Week) -> str:
    """Rows that were filled in while the sheet still had them."""
    known = {_name(cell) for cell in _cells(sheet)}
    return ", ".join(name for name, value in request.POST.items() if "|" in name and value and name not in known)


def _cells(sheet: Week) -> list[Cell]:
    return [(day, line.id) for day in sheet.days for line in sheet.lines]


def _known(sheet: Week, day: date, line: Line) -> str:
    """What the diary holds for a box already, as it is read."""
    known = sheet.known.get((day, line.id), "")
    return words.number(float(known)) if known and line.how == "number" else known


def _wrong(recorded: Recorded, cells: list[Cell]) -> dict[Cell, str]:
    """What each refused box has to be told."""
    pairs = zip(cells, recorded.results, strict=True)
    return {cell: words.spoken(kept.problems[0].sentence) for cell, kept in pairs if kept.status == "refused"}


def _told(request: HttpRequest, recorded: Recorded, wrong: int) -> None:
    kept = sum(one.status == "kept" for one in recorded.results)
    if kept:
        messages.success(request, ngettext("%d box kept.", "%d boxes kept.", kept) % kept)
    if wrong:
        messages.error(request, _("Some boxes could not be read. They are marked; nothing else was lost."))


def _shown(sheet: Week, typed: dict[Cell, str], wrong: dict[Cell, str]) -> dict[str, object]:
    columns = [
        (day, [
            Box(_name((day, line.id)), line, line.label.text(gettext), _known(sheet, day, line),
                typed.get((day, line.id), ""), wrong.get((day, line.id), ""))
            for line in sheet.lines
        ])
        for day in sheet.days
    ]  # fmt: skip
    week = timedelta(days=7)
    before, after = (sheet.first - week).isoformat(), (sheet.first + week).isoformat()
    title = date_format(sheet.first, _("j F Y"))
    return {"columns": columns, "week": sheet.first.isoformat(), "title": title, "before": before, "after": after}

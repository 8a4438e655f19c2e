# SPDX-License-Identifier: Apache-2.0
"""One page for the clinic: choose the period, read it, print one sheet, or take it along as text."""

from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.http import require_safe

from supple.actions import make_report
from supple.people.models import Person
from supple.report import html, pdf, text
from supple.report.sections import Report, Variant
from supple.web.pages.door import day_of, of_person

PERIODS = (
    ("4", gettext_lazy("4 weeks")),
    ("12", gettext_lazy("12 weeks")),
    ("visit", gettext_lazy("since last visit")),
    ("all", gettext_lazy("the whole diary")),
)
PAPERS = (("a4", gettext_lazy("A4 sheet")), ("us-letter", gettext_lazy("US Letter sheet")))
READERS: tuple[tuple[Variant, object], ...] = (
    ("neurologist", gettext_lazy("Neurologist")), ("physiotherapist", gettext_lazy("Physiotherapist")),
)  # fmt: skip


@require_safe
@of_person
def report(request: HttpRequest, person: Person) -> HttpResponse:
    """The report on the page."""
    made = _made(request, person, timezone.now())
    # The report escapes every word it prints.
    body = mark_safe(html.body(made, gettext))  # noqa: S308
    period = request.GET.get("period", "4")
    context = {"body": body, "periods": PERIODS, "readers": READERS, "period": period, "reader": made.variant}
    context["papers"] = PAPERS
    return render(request, "report.html", context)


@require_safe
@of_person
def report_text(request: HttpRequest, person: Person) -> HttpResponse:
    """The same as plain text, to keep or to send."""
    made = _made(request, person, timezone.now())
    answer = HttpResponse(text.face(made, gettext), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="supple-report.txt"'
    return answer


@require_safe
@of_person
def report_sheet(request: HttpRequest, person: Person) -> HttpResponse:
    """One printed sheet, to hand over."""
    made = _made(request, person, timezone.now())
    paper: pdf.Paper = "us-letter" if request.GET.get("paper") == "us-letter" else "a4"
    sheet = pdf.sheet(made, gettext, paper=paper, language=(get_language() or "en")[:2])
    answer = HttpResponse(sheet, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="supple-report.pdf"'
    return answer


def _made(request: HttpRequest, person: Person, now: datetime) -> Report:
    asked = request.GET.get("reader")
    variant: Variant = next((reader for reader, _label in READERS if reader == asked), "neurologist")
    return make_report.report(person, now, _since(request, person, now), variant)


def _since(request: HttpRequest, person: Person, now: datetime) -> date | None:
    today = day_of(person, now)
    period = request.GET.get("period", "4")
    if period == "visit":
        return make_report.last_visit(person, today)
    if period == "all":
        return make_report.first_day(person)
    weeks = 12 if period == "12" else 4
    return today - timedelta(days=7 * weeks - 1)

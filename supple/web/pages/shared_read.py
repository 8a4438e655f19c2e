# SPDX-License-Identifier: Apache-2.0
"""What somebody who may read sees: the report for a period, as a page or one sheet; and the diary by days."""

from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from supple.actions import look_back, make_report
from supple.entries.entry import Entry
from supple.entries.events import seen_by
from supple.entries.known import WarningAnswered, WarningShown
from supple.people.grants import Grant, Trace
from supple.report import html, pdf
from supple.report.sections import Report, Variant
from supple.web.pages.door import day_of, zone
from supple.web.pages.granted import of_granted, shown

PERIODS = ((28, _("4 weeks")), (84, _("12 weeks")), (365, _("a year")))
DAYS = 14
MOST_DAYS = 366 * 20


@require_safe
@of_granted(Grant.Scope.REPORT, Trace.What.REPORT)
def report(request: HttpRequest, grant: Grant) -> HttpResponse:
    """The report on a page."""
    made = _made(request, grant)
    # The report escapes every word it prints.
    body = mark_safe(html.body(made, gettext))  # noqa: S308
    offered = [(days, label) for days, label in PERIODS if grant.back_days is None or days <= grant.back_days]
    context = {"body": body, "periods": offered, "period": _days(request, grant), "reader": made.variant}
    return shown(request, grant, "shared/report.html", context)


@require_safe
@of_granted(Grant.Scope.REPORT, Trace.What.REPORT)
def report_sheet(request: HttpRequest, grant: Grant) -> HttpResponse:
    """The same as one printed sheet."""
    sheet = pdf.sheet(_made(request, grant), gettext, paper="a4", language=(get_language() or "en")[:2])
    answer = HttpResponse(sheet, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="supple-report.pdf"'
    return answer


def _made(request: HttpRequest, grant: Grant) -> Report:
    now = timezone.now()
    variant: Variant = "physiotherapist" if request.GET.get("reader") == "physiotherapist" else "neurologist"
    since = day_of(grant.person, now) - timedelta(days=_days(request, grant) - 1)
    return make_report.report(grant.person, now, since, variant)


def _days(request: HttpRequest, grant: Grant) -> int:
    """The period that was asked for, never longer than the grant."""
    asked = request.GET.get("period", "28")
    wanted = next((days for days, _label in PERIODS if str(days) == asked), 28)
    return min(wanted, grant.back_days or wanted)


@require_safe
@of_granted(Grant.Scope.DIARY, Trace.What.DIARY)
def diary(request: HttpRequest, grant: Grant) -> HttpResponse:
    """Two weeks of diary, never older than the grant allows; private entries are not in it."""
    person, today = grant.person, day_of(grant.person, timezone.now())
    oldest = grant.first_day(today) or today - timedelta(days=MOST_DAYS)
    newest = max(min(_asked_for(request.GET.get("until", ""), today), today), oldest)
    first = max(newest - timedelta(days=DAYS - 1), oldest)
    begins = datetime.combine(first, time.min, zone(person)) - timedelta(days=1)
    told = look_back.timeline(person, since=begins).without_private()
    kept = [(told.day_of(e), e) for e in told if not isinstance(e, WarningShown | WarningAnswered)]
    kept = sorted((p for p in kept if first <= p[0] <= newest), key=lambda p: (p[0], p[1].at), reverse=True)
    days: list[tuple[date, list[Entry]]] = [(day, [e for _d, e in told]) for day, told in groupby(kept, lambda p: p[0])]
    older = first - timedelta(days=1) if first > oldest else None
    seen = {id: [who or gettext("the person") for who in those] for id, those in seen_by(told).items()}
    context = {"days": days, "seen": seen, "first": first, "newest": newest, "older": older, "latest": newest == today}
    return shown(request, grant, "shared/diary.html", context)


def _asked_for(words: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return otherwise

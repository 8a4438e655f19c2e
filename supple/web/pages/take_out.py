# SPDX-License-Identifier: Apache-2.0
"""The diary as files of the person's own: a table by day, and every entry as it was said."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from supple.actions import take_out
from supple.people.models import Person
from supple.web.pages.door import of_person


@require_POST
@of_person
def csv_out(request: HttpRequest, person: Person) -> HttpResponse:
    """One line a day, for a spreadsheet."""
    answer = HttpResponse(take_out.diary_csv(person), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="supple-diary.csv"'
    return answer


@require_POST
@of_person
def entries_out(request: HttpRequest, person: Person) -> HttpResponseBase:
    """Every entry, one a line, nothing left out."""
    answer = StreamingHttpResponse(take_out.entries_jsonl(person), content_type="application/x-ndjson")
    answer["Content-Disposition"] = 'attachment; filename="supple-entries.jsonl"'
    return answer

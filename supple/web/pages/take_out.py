# SPDX-License-Identifier: Apache-2.0
"""The diary as files of the person's own: whole, for another supple; a table by day; every entry as it was said."""

from io import BytesIO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST

from supple.actions import archive, take_out
from supple.people.models import Person
from supple.web import deeds
from supple.web.models import Deed
from supple.web.pages.door import of_person
from supple.web.sign_in import asks_again


@require_POST
@of_person
@asks_again
def csv_out(request: HttpRequest, person: Person) -> HttpResponse:
    """One line a day, for a spreadsheet."""
    deeds.note(person.account, Deed.What.TAKEN_OUT, timezone.now(), deeds.browser_of(request))
    answer = HttpResponse(take_out.diary_csv(person), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="supple-diary.csv"'
    return answer


@require_POST
@of_person
@asks_again
def entries_out(request: HttpRequest, person: Person) -> HttpResponseBase:
    """Every entry, one a line, nothing left out."""
    deeds.note(person.account, Deed.What.TAKEN_OUT, timezone.now(), deeds.browser_of(request))
    answer = StreamingHttpResponse(take_out.entries_jsonl(person), content_type="application/x-ndjson")
    answer["Content-Disposition"] = 'attachment; filename="supple-entries.jsonl"'
    return answer


@require_POST
@of_person
@asks_again
def archive_out(request: HttpRequest, person: Person) -> HttpResponseBase:
    """All of it as one file, corrections too, for another supple or for keeps."""
    deeds.note(person.account, Deed.What.TAKEN_OUT, timezone.now(), deeds.browser_of(request))
    whole = BytesIO()
    archive.write(person, whole, timezone.now())
    answer = HttpResponse(whole.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="supple-diary.zip"'
    return answer

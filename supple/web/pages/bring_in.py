# SPDX-License-Identifier: Apache-2.0
"""A diary from a file: a table, a phone's export, a clinic's. What is in it is shown first and kept after a yes."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from supple.actions import archive, bring_in, bring_in_fhir, bring_in_health, bring_in_sheet
from supple.actions.bring_in import Preview
from supple.actions.bring_in_fhir import Seen
from supple.actions.record import Recorded
from supple.errors import SuppleError
from supple.interop.archive import is_archive
from supple.people.models import Person
from supple.web import words
from supple.web.pages import bring_in_columns
from supple.web.pages.door import of_person
from supple.web.pages.warnings import leads_to_warning

LARGEST, LARGEST_ARCHIVE, LARGEST_EXPORT = 2 * 2**20, 3 * 2**20, 64 * 2**20


@dataclass(frozen=True)
class Carried:
    """A file between two pages: what it is, its content, and how its columns are read."""

    form: str
    content: bytes
    read_as: Any = None

    def sealed(self, person: Person) -> str:
        """Signed, so that what is kept is what was shown, and nothing lies about on the server."""
        said = [self.form, b64encode(self.content).decode(), self.read_as]
        return signing.dumps(said, salt=str(person.pk), compress=True)


def opened(sealed: str, person: Person) -> Carried:
    """What `sealed` wrote, within the hour and for the same person."""
    form, content, read_as = signing.loads(sealed, salt=str(person.pk), max_age=3600)
    return Carried(form, b64decode(content), read_as)


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("A file"),
        help_text=_(
            "A whole diary of supple, a table (CSV), export.zip of Apple Health, or a FHIR file from a clinic."
        ),
    )

    def clean_file(self) -> UploadedFile:
        """The file; larger ones are for the command line."""
        sent: UploadedFile = self.cleaned_data["file"]
        head = sent.read(4096)
        sent.seek(0)
        self.is_archive = is_archive(head)
        self.is_export = bring_in_health.looks_like_export(head) and not self.is_archive
        most = LARGEST_ARCHIVE if self.is_archive else LARGEST_EXPORT if self.is_export else LARGEST
        if (sent.size or 0) > most:
            raise forms.ValidationError(_("This file is too large for a page. Use `supple import` for it."))
        return sent


@require_http_methods(["GET", "POST"])
@of_person
def csv_in(request: HttpRequest, person: Person) -> HttpResponse:
    """Choose a file, look at what was understood, then keep it."""
    if "kept_file" in request.POST or "columns" in request.POST:
        return _goes_on(request, person)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _looked(request, person, form)
        except SuppleError as error:
            form.add_error("file", words.why(error))
    return render(request, "csv_in.html", {"form": form})


def _looked(request: HttpRequest, person: Person, form: FileForm) -> HttpResponse:
    sent, now = form.cleaned_data["file"], timezone.now()
    if form.is_export:
        preview, days = bring_in_health.days_of_export(person, sent, now)
        return shown(request, person, preview, Carried("health", days))
    content: bytes = sent.read()
    if form.is_archive:
        seen = archive.preview(person, content, archive.PAGE_UNFOLDS_TO)
        return _seen(request, person, seen, Carried("archive", content))
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{":
        return _seen(request, person, bring_in_fhir.preview(person, content, now), Carried("fhir", content))
    preview = bring_in.preview_csv(person, content, now)
    if bring_in_columns.should_be_told(person, content, preview):
        return bring_in_columns.asked(request, person, Carried("table", content))
    return shown(request, person, preview, Carried("csv", content))


def _seen(request: HttpRequest, person: Person, seen: Seen, carried: Carried) -> HttpResponse:
    """What of a clinic's file or another diary would come in, with a yes and a no."""
    context = {
        "seen": seen, "counts": _counted(seen.counts), "carried": carried.sealed(person), "form": carried.form,
    }  # fmt: skip
    return render(request, "fhir_preview.html", context)


def shown(request: HttpRequest, person: Person, preview: Preview, carried: Carried) -> HttpResponse:
    """What was understood, with a yes and a no."""
    context = {
        "preview": preview, "counts": _counted(preview.counts), "carried": carried.sealed(person),
        "tellable": carried.form in ("csv", "table"),
    }  # fmt: skip
    return render(request, "csv_preview.html", context)


def _counted(counts: dict[str, int]) -> list[tuple[str, int]]:
    return [(words.named(words.KINDS, kind), n) for kind, n in counts.items()]


def _goes_on(request: HttpRequest, person: Person) -> HttpResponse:
    """From the preview or the columns: back to the file when it was open too long."""
    try:
        carried = opened(request.POST.get("kept_file") or request.POST.get("columns", ""), person)
        if "columns" in request.POST:
            return bring_in_columns.asked(request, person, carried)
        return _kept(request, person, carried)
    except (signing.BadSignature, NotBase64, ValueError):
        messages.error(request, _("This page was open for too long. Choose the file once more."))
    except SuppleError as error:
        messages.error(request, words.why(error))
    return redirect("csv_in")


def _kept(request: HttpRequest, person: Person, carried: Carried) -> HttpResponse:
    now = timezone.now()
    match carried.form:
        case "fhir":
            done: Any = bring_in_fhir.bring_in(person, carried.content, now)
        case "archive":
            done = archive.read_in(person, carried.content, now, archive.PAGE_UNFOLDS_TO)
        case "health":
            done = bring_in_health.import_days(person, carried.content, now)
        case "table":
            done = bring_in_sheet.import_sheet(person, carried.content, bring_in_sheet.told(carried.read_as), now)
        case _:
            done = bring_in.import_csv(person, carried.content, now)
    messages.success(request, _("The file is in the diary. You can take it out again under “What was brought in”."))
    waits = leads_to_warning(request, person, Recorded((), done.findings, done.checked))
    return redirect("warning" if waits else "timeline")

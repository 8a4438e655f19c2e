# SPDX-License-Identifier: Apache-2.0
"""A diary from a CSV file: what is in it is shown first, and kept only after a yes."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from supple.actions import bring_in
from supple.actions.record import Recorded
from supple.errors import SuppleError
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import of_person
from supple.web.pages.warnings import leads_to_warning

LARGEST = 2 * 2**20


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(label=_("A CSV file"), help_text=_("One line a day: a date, then one column a thing."))

    def clean_file(self) -> bytes:
        """Its bytes; larger ones are for the command line."""
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 2 MB. Use `supple import csv` for it."))
        content: bytes = sent.read()
        return content


@require_http_methods(["GET", "POST"])
@of_person
def csv_in(request: HttpRequest, person: Person) -> HttpResponse:
    """Choose a file, look at what was understood, then keep it."""
    if "kept_file" in request.POST:
        return _confirmed(request, person)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "csv_in.html", {"form": form})
    content: bytes = form.cleaned_data["file"]
    try:
        preview = bring_in.preview_csv(person, content, timezone.now())
    except SuppleError as error:
        form.add_error("file", gettext(str(error)))
        return render(request, "csv_in.html", {"form": form})
    # Carried in the page and signed, so that what is kept is what was shown and nothing lies about on the server.
    carried = signing.dumps(b64encode(content).decode(), salt=str(person.pk), compress=True)
    counts = [(words.named(words.KINDS, kind), n) for kind, n in preview.counts.items()]
    return render(request, "csv_preview.html", {"preview": preview, "counts": counts, "carried": carried})


def _confirmed(request: HttpRequest, person: Person) -> HttpResponse:
    try:
        content = b64decode(signing.loads(request.POST["kept_file"], salt=str(person.pk), max_age=3600))
        brought = bring_in.import_csv(person, content, timezone.now())
    except (signing.BadSignature, NotBase64):
        messages.error(request, _("This page was open for too long. Choose the file once more."))
        return redirect("csv_in")
    except SuppleError as error:
        messages.error(request, gettext(str(error)))
        return redirect("csv_in")
    messages.success(request, _("The file is in the diary."))
    waits = leads_to_warning(request, person, Recorded((), brought.findings, brought.checked))
    return redirect("warning" if waits else "timeline")

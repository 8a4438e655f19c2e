# SPDX-License-Identifier: Apache-2.0
"""What are the columns of a table? Each is told once; the next file of the same sort is read the same way."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from supple.actions import bring_in_sheet
from supple.actions.bring_in import Preview
from supple.actions.bring_in_sheet import FEW, GROUPS, ORDERS, UNITS, ReadAs, ReadColumn, Sheet, distinct
from supple.entries.composed import Composed
from supple.entries.measure import measure
from supple.entries.refused import refusal
from supple.people.models import Person
from supple.web import words
from supple.web.forms import Parted

if TYPE_CHECKING:
    from supple.web.pages.bring_in import Carried

SHORT = 24
MOST = 40
"""Columns that fit on one page; more are for the command line."""
_PLAIN = (
    ("leave", _("Leave it out")), ("date", _("The date")), ("note", _("Notes in words")),
    ("things", _("Things met, with | between them")), ("own", _("A number of my own")),
)  # fmt: skip
_GROUPS = {"measures": _("Measures"), "exposures": _("Things met, yes or no"), "actions": _("Things done")}
_UNITS = {"": _("as supple expects"), "out of 100": _("out of 100")}
_ORDERS = {
    "year first": _("2026-04-03"), "day first": _("03/04 is the 3rd of April"),
    "month first": _("03/04 is the 4th of March"),
}  # fmt: skip


def choices() -> list[Any]:
    """What a column may be."""
    groups = [(_GROUPS[name], [(id, _label(id)) for id in ids]) for name, ids in GROUPS.items()]
    return [*_PLAIN, *groups]


def _label(id: str) -> str:
    return words.named(words.EXPOSURES, id) if id in words.EXPOSURES else gettext(measure(id).label)


class OrderForm(forms.Form):
    """How the dates are written."""

    order = forms.ChoiceField(
        label=_("How are the dates written?"), choices=[("", "---"), *((o, _ORDERS[o]) for o in ORDERS)]
    )


class ColumnForm(forms.Form):
    """One column: what it is, its unit, and numbers for its words when it has only a few."""

    what = forms.ChoiceField(label=_("This column is"), choices=choices)
    unit = forms.ChoiceField(
        label=_("Unit"), required=False, choices=[(unit, _UNITS.get(unit, unit)) for unit in UNITS],
    )  # fmt: skip

    def __init__(self, name: str, cells: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name, self.sample = name, ", ".join(distinct(cells)[:3])[:80]
        self.own = _words(distinct(cells)) if self.initial.get("what") not in ("date", "note", "things") else []
        for nth, word in enumerate(self.own):
            self.fields[f"word{nth}"] = Parted(label=_("“%s” counts as") % word, required=False)

    def column(self) -> ReadColumn:
        """What was told."""
        said = self.cleaned_data
        given = {w: said.get(f"word{nth}") for nth, w in enumerate(self.own)}
        return ReadColumn(said["what"], said["unit"], {w: v for w, v in given.items() if v is not None})


def _words(found: list[str]) -> list[str]:
    """Short words, and only a few of them: such a column may say more or less of something."""
    short = all(len(word) <= SHORT and not any(c.isdigit() or c in "|;" for c in word) for word in found)
    return found if short and 0 < len(found) <= FEW else []


def should_be_told(person: Person, content: bytes, preview: Preview) -> bool:
    """Whether to ask for the columns: such a file was told before, or it cannot be read without."""
    if bring_in_sheet.was_read(person, content):
        return True
    if not preview.problems:
        return False
    return all(problem.line <= 1 for problem in preview.problems) or bring_in_sheet.looks_like_days(content)


def asked(request: HttpRequest, person: Person, carried: "Carried") -> HttpResponse:
    """The columns to tell; once all are told, what comes of it."""
    found, guessed = bring_in_sheet.suggested(person, carried.content)
    if len(found.header) > MOST:
        what = Composed("Nothing was brought in: the table has more than {n} columns.", n=MOST)
        raise refusal("too-many-columns", what, "Use `supple import csv FILE --guess` for it.")
    told = request.POST if "order" in request.POST else None
    order = OrderForm(told, initial={"order": guessed.order or ""})
    columns = [_form(found, nth, name, guessed, told) for nth, name in enumerate(found.header)]
    problems: Any = ()
    if told is not None and all([order.is_valid(), *(form.is_valid() for form in columns)]):
        read_as = ReadAs({form.name: form.column() for form in columns}, order.cleaned_data["order"])
        preview = bring_in_sheet.preview_sheet(person, carried.content, read_as, timezone.now())
        if not preview.problems:
            from supple.web.pages import bring_in  # noqa: PLC0415 - each page leads to the other

            return bring_in.shown(
                request, person, preview, bring_in.Carried("table", carried.content, read_as.as_json())
            )
        problems = preview.problems
    context = {"order": order, "columns": columns, "problems": problems, "carried": carried.sealed(person)}
    return render(request, "csv_columns.html", context)


def _form(found: Sheet, nth: int, name: str, guessed: ReadAs, told: Any) -> ColumnForm:
    was, cells = guessed.columns.get(name, ReadColumn()), found.column(nth)
    form = ColumnForm(name, cells, told, prefix=f"c{nth}", initial={"what": was.what, "unit": was.unit})
    form.initial.update({f"word{n}": was.words[word] for n, word in enumerate(form.own) if word in was.words})
    return form

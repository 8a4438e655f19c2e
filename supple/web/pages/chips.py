# SPDX-License-Identifier: Apache-2.0
"""What a note was understood to say, as chips: each is kept, changed inside the chip, or dropped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from supple.actions.read_note import Heard
from supple.entries.entry import Entry
from supple.entries.felt import CheckIn
from supple.notes.suggest import Suggestion
from supple.people.models import Person
from supple.web import words
from supple.web.forms import EntryForm, form_for
from supple.web.pages.door import zone
from supple.web.signs import SIGNS

ASKED: Mapping[str, tuple[str, ...]] = {
    "episode": ("what", "side", "site", "severity", "when"),
    "dose": ("medicine", "status", "dose_mg", "when"),
    "intake": ("what", "amount", "unit", "when"),
    "session": ("minutes", "when"),
    "measurement": ("value", "unit", "when"),
}
"""What can be changed inside a chip; the rest is changed in the diary afterwards."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One suggested entry: what it says, from which words, and its form."""

    id: UUID
    label: str
    at: datetime | None
    words: str
    sure: bool
    form: EntryForm


def chips(heard: Heard, person: Person, said: Any = None) -> list[Chip]:
    """A chip for each suggestion; `said` is what came back from the page."""
    return [_chip(one, heard, person, said) for one in heard.suggestions]


def changed(shown: Iterable[Chip], chosen: Iterable[str]) -> dict[UUID, Entry] | None:
    """The chosen entries that were changed in their chips; None when one of them does not fit."""
    wanted = set(chosen)
    bound = [chip for chip in shown if str(chip.id) in wanted and chip.form.is_bound]
    if not all([chip.form.is_valid() for chip in bound]):  # all of them, so that each says what is wrong
        return None
    return {chip.id: chip.form.entry for chip in bound if chip.form.has_changed()}


def _chip(one: Suggestion, heard: Heard, person: Person, said: Any) -> Chip:
    other_time = one.entry.at if one.entry.at != heard.note.at else None
    form = _form(one.entry, person, said)
    return Chip(one.entry.id, _label(one.entry), other_time, " … ".join(one.words), one.sure, form)


def _form(entry: Entry, person: Person, said: Any) -> EntryForm:
    raw = entry.model_dump()
    initial = {name: f"{value:g}" if isinstance(value, float) else value for name, value in raw.items()}
    initial["when"] = entry.at.astimezone(zone(person)).replace(second=0, microsecond=0)
    prefix = str(entry.id)
    came_back = said if said is not None and f"{prefix}-when" in said else None
    form = form_for(entry)(came_back, initial=initial, raw=raw, zone=zone(person), prefix=prefix)
    for name in set(form.fields) - set(_asked(entry)):
        del form.fields[name]
    return form


def _asked(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry, CheckIn):  # the scores that were heard, and no others
        return (*(name for name, _value in entry.readings()), "when")
    return ASKED.get(getattr(entry, "kind", ""), ("when",))


def _label(entry: Entry) -> str:
    if isinstance(entry, CheckIn) and entry.signs:
        return _("New or unusual: %(signs)s") % {"signs": ", ".join(words.named(SIGNS, s.id) for s in entry.signs)}
    return words.one_line(entry)

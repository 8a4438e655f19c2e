# SPDX-License-Identifier: Apache-2.0
"""Forms whose rules are the entries' own: a form names labels and widgets, `entries.parse` judges the words."""

from datetime import UTC, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import EMPTY_VALUES
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from supple.entries.entry import Entry
from supple.entries.parse import parse
from supple.report import written
from supple.web import words

Choices = list[tuple[str, Any]]


def choose(said: words.Words) -> Choices:
    """The choices of a list of words, "not said" first."""
    return [("", _("not said")), *said.items()]


def with_point(typed: str) -> str:
    """A number as people type it, the way it is kept: a comma is taken for a point."""
    return typed.replace(",", ".")


class Number(forms.CharField):
    """A number as people write it, with the sign of their language; the other one is taken as well."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> str:
        """The words with a point, left to the entry to judge."""
        return with_point(str(super().to_python(value)))

    def prepare_value(self, value: Any) -> Any:
        """As it is read on the page."""
        return value if value in EMPTY_VALUES else str(value).replace(".", written.number(0.5, gettext)[1])


class Parted(forms.FloatField):
    """A number that a page works with itself, typed with a comma or a point."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        """The number."""
        return super().to_python(with_point(value) if isinstance(value, str) else value)


class Named(forms.CharField):
    """The person's own word, or one that a button wrote as an id and that is read as a word."""

    def __init__(self, said: words.Words, **more: Any) -> None:
        super().__init__(required=False, **more)
        self.said = said

    def to_python(self, value: Any) -> str:
        """The id behind the word, so that leaving it as it was changes nothing."""
        typed = str(super().to_python(value))
        return next((id for id, word in self.said.items() if str(word) == typed), typed)

    def prepare_value(self, value: Any) -> Any:
        """The word for the id."""
        return self.said.get(value, value)


class Choice(forms.ChoiceField):
    """One of a list."""

    def __init__(self, said: words.Words, **more: Any) -> None:
        super().__init__(choices=choose(said), required=False, **more)


def text(label: Any, **more: Any) -> forms.CharField:
    """A line of text."""
    return forms.CharField(label=label, required=False, **more)


def number(label: Any, **more: Any) -> Number:
    """A number."""
    return Number(label=label, required=False, **more)


class EntryForm(forms.Form):
    """Becomes an entry, or keeps the input and says at each field what is wrong.

    `raw` is what the entry holds already; what the form does not ask stays as it was.
    """

    kind: ClassVar[str]
    entry: Entry

    def __init__(self, *args: Any, raw: dict[str, Any], zone: ZoneInfo, **more: Any) -> None:
        super().__init__(*args, **more)
        self.raw, self.zone = raw, zone

    def clean(self) -> dict[str, Any]:
        """Ask the entry itself."""
        said = self.cleaned_data
        raw = {**self.raw, "kind": self.kind}
        for name, value in said.items():
            if name != "when" and not self._still_unsaid(name, value):
                raw[name] = value if value not in ("", None) else None
        if said.get("when"):
            raw["at"] = moved(self.raw["at"], said["when"], self.zone)
        answer = parse({k: v for k, v in raw.items() if v is not None})
        if isinstance(answer, Entry):
            self.entry = answer
            return said
        for problem in answer:
            name = problem.place.split(".")[0]
            self.add_error(name if name in self.fields else None, words.spoken(problem.sentence))
        return said

    def _still_unsaid(self, name: str, value: Any) -> bool:
        """An empty box that nobody ever ticked says nothing, not "no"."""
        return value is False and self.raw.get(name) is None


def moved(at: datetime, clock: datetime, zone: ZoneInfo) -> datetime:
    """The moment a clock on the wall shows; the one that was, when its minute was not changed.

    In the night the clocks go back an hour comes twice: it stays the first or the second one, as it was.

    >>> kept = datetime(2026, 10, 25, 1, 30, 12, tzinfo=UTC)  # the second half past two in Berlin
    >>> moved(kept, datetime(2026, 10, 25, 2, 30), ZoneInfo("Europe/Berlin")) == kept
    True
    >>> moved(kept, datetime(2026, 10, 25, 2, 40), ZoneInfo("Europe/Berlin")).astimezone(UTC).isoformat()
    '2026-10-25T01:40:00+00:00'
    """
    was, said = at.astimezone(zone), clock.replace(tzinfo=None)
    if said == was.replace(tzinfo=None, fold=0, second=0, microsecond=0):
        return at
    return said.replace(tzinfo=zone, fold=was.fold)


class Clock(forms.DateTimeField):
    """A date and time as the clock on the wall shows them; no zone is guessed, and no hour is refused."""

    def to_python(self, value: Any) -> datetime | None:
        """Read without the person's zone, which would refuse the hour that comes twice."""
        with timezone.override(UTC):
            return super().to_python(value)


def when() -> forms.DateTimeField:
    """The time, on the person's own clock."""
    return Clock(
        label=_("When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Write the date and time like 2026-11-21 03:05.")},
    )


class EpisodeForm(EntryForm):
    """What happened, where, how strong."""

    kind = "episode"
    what = Choice(words.EVENTS, label=_("What was it?"))
    side = Choice(words.SIDES, label=_("Side (your own left and right)"))
    site = Choice(words.SITES, label=_("Where?"))
    severity = number(_("How strong, 0 to 10"))
    duration_min = number(_("How long, in minutes"))
    count = number(_("How many times"))
    woke = forms.BooleanField(label=_("It woke me"), required=False)
    doing = text(_("What were you doing?"))
    relieved_by = text(_("What helped?"))
    when = when()


class CheckInForm(EntryForm):
    """The scores of one check-in."""

    kind = "check_in"
    spasticity = number(_("Stiffness and spasms in the last 24 hours, 0 to 10"))
    pain = number(_("Pain, 0 to 10"))
    fatigue_level = number(_("Tiredness, 0 to 10"))
    sleep_quality = number(_("Sleep quality, 0 to 10"), help_text=_("10 is the best sleep."))
    sleep_hours = number(_("Hours of sleep"))
    wake_count = number(_("Times awake in the night"))
    stress_level = number(_("Stress, 0 to 10"))
    mood = number(_("Mood, 0 to 10"), help_text=_("10 is the best mood."))
    falls = number(_("Falls"))
    when = when()


class DoseForm(EntryForm):
    """A medicine taken or not."""

    kind = "dose"
    medicine = text(_("Medicine"))
    status = forms.ChoiceField(label=_("Was it taken?"), choices=list(words.STATUS.items()))
    dose_mg = number(_("How many mg (if you want to write it down)"))
    when = when()


class IntakeForm(EntryForm):
    """A drink or food."""

    kind = "intake"
    what = Named(words.DRINKS, label=_("What was it?"))
    amount = number(_("How much"))
    unit = Choice(
        {u: words.UNITS.get(u, u) for u in ("ml", "l", "glass", "cup", "oz", "g", "mg", "piece", "portion")},
        label=_("Unit"),
    )
    when = when()


class SessionForm(EntryForm):
    """Something done on purpose."""

    kind = "session"
    minutes = number(_("Minutes"))
    reps = number(_("How many times"))
    response = Choice({"easier": _("easier"), "same": _("the same"), "worse": _("worse")}, label=_("And afterwards?"))
    when = when()


class NoteForm(EntryForm):
    """The person's own words."""

    kind = "note"
    text = forms.CharField(label=_("In your own words"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    when = when()


class MeasurementForm(EntryForm):
    """A value that was measured."""

    kind = "measurement"
    value = number(_("Value"))
    unit = text(_("Unit"))
    when = when()


class MomentForm(EntryForm):
    """Any other entry: only its time can be changed here; say it again to change the rest."""

    when = when()

    def __init__(self, *args: Any, raw: dict[str, Any], **more: Any) -> None:
        super().__init__(*args, raw=raw, **more)
        self.kind = raw["kind"]  # type: ignore[misc]


FORMS: dict[str, type[EntryForm]] = {
    form.kind: form for form in (EpisodeForm, CheckInForm, DoseForm, IntakeForm, SessionForm, NoteForm, MeasurementForm)
}


def form_for(entry: Entry) -> type[EntryForm]:
    """The form of an entry's kind."""
    return FORMS.get(getattr(entry, "kind", ""), MomentForm)

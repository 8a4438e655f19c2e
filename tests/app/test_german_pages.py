# SPDX-License-Identifier: Apache-2.0
"""Does a person whose language is German meet English, an English number or a machine's day on any page?"""

import gettext as catalogues
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import allauth
import django
import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from supple.actions.plant_example import plant
from supple.actions.record import record
from supple.entries.did import Dose, Intake
from supple.entries.known import NUMBERS, WORDS
from supple.entries.vocabulary import ActionId, ConditionId, ExposureId, SideId, SiteId
from supple.journal import store
from supple.knowledge.shelves import SHELVES
from supple.people.models import Person
from supple.report.written import day
from supple.web import words
from tests.app.granting import helper, let_in
from tests.app.routes import ROUTES
from tests.app.saying import entry, raw
from tests.house.tree import ROOT

GERMAN = {"Accept-Language": "de"}
SPOKEN = {"alt", "aria-label", "title", "placeholder", "data-label"}
"""Attributes that are read aloud or shown."""
WORD = re.compile(r"(?<!\w)[A-Za-zÄÖÜäöüßé]{2,}(?!\w)")
NOT_GERMAN = re.compile(r"(?<![\d.])\d+\.\d+(?![\d.])|\b\d{4}-\d\d-\d\d\b")
ZONE, SECRET = re.compile(r"[A-Z][A-Za-z]+/|UTC$"), re.compile(r"[A-Z2-7]{16,}$")
SOURCE = re.compile(r"(Quelle|Quellen): .*")
"""Where something is written: names of journals and their numbers stay as they are."""
OWN = {"note": ("text",), "goal": ("text",), "contact": ("role", "name"), "visit": ("with_whom", "questions"),
       "scale_answer": ("rater",), "dose": ("medicine",), "treatment": ("name",), "supply": ("medicine",)}  # fmt: skip
"""What is the person's own word, in whatever language."""
LANGUAGES, NAMES, EXAMPLE_DAY = {"english", "deutsch"}, {"ada", "therapist", "zaunkönig", "rda", "rni"}, "2026-11-21"


class Shown(HTMLParser):
    """Collects what a page shows or reads aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Its spoken attributes; scripts and styles are no text."""
        self.silent += tag in ("script", "style")
        if tag != "meta":
            self.texts += [" ".join(value.split()) for name, value in attrs if value and name in SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        """Text again after a script."""
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if not self.silent and data.strip():
            self.texts.append(" ".join(data.split()))


def _read(file: Path) -> dict[str, str]:
    with file.open("rb") as opened:
        said = catalogues.GNUTranslations(opened)._catalog  # type: ignore[attr-defined]
    return {str(key[0] if isinstance(key, tuple) else key): told for key, told in said.items()}


@cache
def ours() -> dict[str, str]:
    """The German texts by the English ones."""
    return _read(ROOT / "supple/locale/de/LC_MESSAGES/django.mo")


@cache
def english() -> frozenset[str]:
    """Whole texts that are English and nothing else."""
    german = set(ours().values())
    return frozenset(" ".join(said.split()) for said, told in ours().items() if said != told and said not in german)


@cache
def german() -> frozenset[str]:
    """Every word of a German text, ours and those of the libraries in use."""
    libraries = [file for room in (django, allauth) for file in Path(str(room.__file__)).parent.glob("**/de/**/*.mo")]
    told = [*ours().values(), *(words for file in libraries for words in _read(file).values())]
    return frozenset(word.casefold() for text in told for word in WORD.findall(text))


def strange(texts: Iterable[str], known: set[str]) -> Iterator[str]:
    """What of these texts is not German: an English text, or a word that no German text has."""
    for text in texts:
        said = SOURCE.sub("", text)
        if ZONE.match(said) or SECRET.match(said):
            continue
        foreign = [w for w in WORD.findall(said) if w.casefold() not in german() and w.casefold() not in known]
        number = NOT_GERMAN.search(said.replace(EXAMPLE_DAY, ""))
        if " ".join(said.split()) in english() or foreign or number:
            yield text


def told(answer: Any) -> list[str]:
    """What an answer shows, when it is one to be read."""
    kind = answer.get("Content-Type", "")
    if not isinstance(answer, HttpResponse) or not kind.startswith(("text/html", "text/plain")):
        return []
    page = answer.content.decode()
    if kind.startswith("text/plain"):
        return [line for line in page.splitlines() if line.strip()]
    shown = Shown()
    shown.feed(page)
    return shown.texts


SAID: list[dict[str, Any]] = [
    *({"kind": "session", "what": one, "minutes": 2.5, "side": "left", "site": "calf"} for one in get_args(ActionId)),
    *({"kind": "exposure", "what": one} for one in get_args(ExposureId)),
    *({"kind": "episode", "what": "cramp", "site": site, "side": side}
      for site in get_args(SiteId) for side in (*get_args(SideId), None)),
    *({"kind": "fact", "topic": "condition", "name": one, "state": state}
      for one in get_args(ConditionId) for state in ("yes", "no", "not_sure")),
    *({"kind": "fact", "topic": topic, "word": word} for topic, said in WORDS.items() for word in said),
    *({"kind": "fact", "topic": topic, "name": "baclofen", "number": low + 1.5}
      for topic, (low, _high) in NUMBERS.items()),
    {"kind": "fact", "topic": "lab", "name": "egfr", "number": 88.5},
    {"kind": "fact", "topic": "own_word", "name": "Zaunkönig", "word": "symptom.spasm"},
    {"kind": "dose", "medicine": "baclofen", "dose_mg": 2.5, "status": "ran_out"},
    {"kind": "intake", "sort": "drink", "what": "water", "amount": 1.5, "unit": "glass"},
    {"kind": "treatment", "name": "baclofen", "change": "side_effect", "dose_mg": 2.5},
    {"kind": "measurement", "measure": "temp_c", "value": 37.5, "unit": "C"},
    {"kind": "measurement", "measure": "falls_logged", "value": 2, "unit": "times"},
    {"kind": "measurement", "measure": "missed_dose", "value": 1},
    {"kind": "check_in", "sleep_hours": 6.5, "pain": 3},
    {"kind": "flare", "what": "uti"}, {"kind": "bladder", "what": "leak"}, {"kind": "bowel", "what": "none"},
    {"kind": "note", "text": "Zaunkönig"},
    {"kind": "skin", "what": "clear"}, {"kind": "win", "text": "Zaunkönig"}, {"kind": "pause", "why": "ill"},
    {"kind": "supply", "medicine": "baclofen", "left": 30.5, "a_day": 1.5},
    {"kind": "preference", "remedy": "EX-01", "clock": "08:30"},
]  # fmt: skip
"""Something of every sort that stands in a diary, with every id that is told in words."""
EACH_ONCE = [next(said for said in SAID if said["kind"] == kind) for kind in dict.fromkeys(s["kind"] for s in SAID)]
STEPS = {"event/<uuid:target>/<slug:step>": ("what", "where", "strength"),
         "check-in/<slug:step>": ("signs", "legs", "pain", "tiredness", "sleep", "met"), "look-up/<slug:slug>": SHELVES,
         "guide/<slug:item>": ("EX-01", "EX-15"), "trials/new/<slug:item>": ("MOV-01", "EX-01")}  # fmt: skip
AFTER = ("/report?period=12&reader=physiotherapist", "/report.txt?period=all", "/trend?days=365", "/plan?size=low")


@pytest.fixture
def ada(db: None) -> Person:
    """The example person, who also said one thing of each kind."""
    now = datetime.now(UTC)
    made = plant(now)[0]
    said = [raw(now - timedelta(minutes=n), **{**one, "kind": one["kind"]}) for n, one in enumerate(EACH_ONCE, 1)]
    assert {kept.status for kept in record(made, said, now).results} == {"kept"}
    return made


def pages(person: Person) -> Iterator[str]:
    """Every address that can be looked at, with something of this person's in it."""
    kept = {str(getattr(one, "kind", "")): str(one.id) for one in store.timeline(person)}
    for route in ROUTES:
        place = route.written
        if place.startswith(("api/", "shared/")) or "logout" in place:
            continue
        if place.startswith("entry/"):
            yield from (route.filled(id) for id in kept.values())
        elif place in STEPS:
            filled = route.filled(kept["episode"]).removesuffix("where")
            yield from (f"{filled}{step}" for step in STEPS[place])
        else:
            yield route.filled(kept["trial_started" if place.startswith("trials/") else "note"])
    yield from AFTER


def own_words(person: Person) -> set[str]:
    """The words that the person wrote, and the names of people."""
    said = (one.model_dump() for one in store.timeline(person))
    written = " ".join(str(one[field]) for one in said for field in OWN.get(one["kind"], ()))
    return {word.casefold() for word in WORD.findall(written)} | NAMES | LANGUAGES


def test_no_page_in_german_shows_an_english_text_number_or_day(client: Client, ada: Person) -> None:
    assert ada.account
    client.force_login(ada.account)
    known, seen = own_words(ada), set(pages(ada))
    found = {page: list(strange(told(client.get(page, headers=GERMAN, follow=True)), known)) for page in seen}
    assert {page: odd for page, odd in found.items() if odd} == {}
    assert sum(bool(told(client.get(page, headers=GERMAN))) for page in ("/", "/report.txt", "/timeline")) == 3


@pytest.mark.parametrize("role", ["carer", "physiotherapist", "clinician"])
def test_whoever_was_let_in_reads_german_too(client: Client, ada: Person, now: datetime, role: str) -> None:
    account = helper("therapist")
    grant = let_in(ada, account, role, now)
    client.force_login(account)
    seen = [r.filled(str(grant.pk)) for r in ROUTES if r.written.startswith("shared") and "leave" not in r.written]
    found = [odd for page in seen for odd in strange(told(client.get(page, headers=GERMAN)), own_words(ada))]
    assert found == []


def test_no_entry_is_told_in_english() -> None:
    now = datetime.now(UTC)
    with translation.override("de"):
        lines = [words.one_line(entry(now, **one)) for one in SAID]
    assert list(strange(lines, {"baclofen"} | NAMES)) == []


@pytest.mark.parametrize(
    ("site", "side", "says"),
    [("calf", "left", "linke Wade"), ("foot", "right", "rechter Fuß"), ("knee", "left", "linkes Knie"),
     ("calf", "both", "beide Waden"), ("whole_leg", "right", "ganzes rechtes Bein"), (None, "left", "links")],
)  # fmt: skip
def test_a_place_is_bent_as_german_bends_it(site: str | None, side: str, says: str) -> None:
    with translation.override("de"):
        assert words.place(site, side) == says


def test_a_day_in_the_report_has_german_months() -> None:
    with translation.override("de"):
        assert day(datetime(2026, 10, 5, tzinfo=UTC), translation.gettext) == "5. Okt 2026"


@pytest.mark.parametrize("typed", ["2,75", "2.75"])
def test_a_number_may_be_typed_with_a_comma_or_a_point(client: Client, ada: Person, typed: str) -> None:
    assert ada.account
    client.force_login(ada.account)
    kept = next(str(one.id) for one in store.timeline(ada) if isinstance(one, Dose) and one.dose_mg == 2.5)
    form = client.get(f"/entry/{kept}", headers=GERMAN).content.decode()
    assert 'value="2,5"' in form
    client.post(
        f"/entry/{kept}",
        {"medicine": "baclofen", "status": "taken", "dose_mg": typed, "when": "2026-11-20T08:00"},
        headers=GERMAN,
    )
    assert "baclofen 2,75 mg" in client.get(f"/entry/{kept}", headers=GERMAN).content.decode()
    hours = {"kind": "fact", "topic": "gap_h", "name": "baclofen", "number": typed}
    client.post("/keep", hours, headers=GERMAN)
    assert 2.75 in {getattr(one, "number", None) for one in store.timeline(ada)}


def test_leaving_a_form_as_it_was_changes_nothing(client: Client, ada: Person) -> None:
    assert ada.account
    client.force_login(ada.account)
    kept = next(str(one.id) for one in store.timeline(ada) if isinstance(one, Intake))
    form = client.get(f"/entry/{kept}", headers=GERMAN).content.decode()
    when = re.findall(r'name="initial-when" value="([^"]+)"', form)[0]
    shown = {"what": "Wasser", "amount": "1,5", "unit": "glass", "when": when}
    said = {**shown, **{f"initial-{name}": value for name, value in shown.items()}}
    answer = client.post(f"/entry/{kept}", said, headers=GERMAN, follow=True)
    assert "Es wurde nichts geändert" in answer.content.decode()


@pytest.mark.parametrize(
    "said",
    [{"kind": "fact", "topic": "gap_h", "name": "baclofen", "number": "x"}, {"kind": "check_in", "pain": "99"},
     {"kind": "check_in", "pain": "2,5"}, {"kind": "dose"}, {"kind": "measurement", "measure": "temp_c", "value": "99"},
     {"kind": "fact", "topic": "birth_year", "number": "3"}, {}],
)  # fmt: skip
def test_what_does_not_fit_is_said_in_german(client: Client, ada: Person, said: dict[str, str]) -> None:
    assert ada.account
    client.force_login(ada.account)
    shown = told(client.post("/keep", said, headers=GERMAN, follow=True))
    assert any("nicht behalten" in text for text in shown)
    assert list(strange(shown, own_words(ada))) == []

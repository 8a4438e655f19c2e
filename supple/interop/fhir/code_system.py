# SPDX-License-Identifier: Apache-2.0
"""Which codes of our own does a file for a clinic use? All as one CodeSystem, from the entries' own lists."""

from collections.abc import Iterator
from typing import get_args

from supple.entries.did import Dose, Intake, Session
from supple.entries.felt import Answer
from supple.entries.kinds import CURRENT
from supple.entries.known import Bladder, Bowel, Fact, Flare, Skin, Topic, Treatment
from supple.entries.measure import MEASURES
from supple.entries.vocabulary import ActionId, ExposureId, SideId, SiteId, SymptomId
from supple.interop.fhir.check_in import BESIDE
from supple.interop.fhir.codes import OURS, Json
from supple.interop.fhir.observation import FACT, SHAPES
from supple.interop.fhir.parts import label

_CORRECTIONS = ("replaced", "withdrawn")
GROUPS = {
    "kind": "What sort of entry it is",
    "measure": "A quantity of the day; `own` is one in the person's own word",
    "symptom": "Something felt or seen",
    "exposure": "Something met that might matter",
    "action": "Something done on purpose",
    "intake": "A drink, food or supplement",
    "site": "Where on the body",
    "side": "The person's own left and right",
    "answer": "Yes, no, or not sure",
    "field": "A part of an entry",
    "dose": "What became of one intake of a medicine",
    "change": "What happened with a treatment",
    "route": "How a medicine is taken",
    "response": "How it was after something was done",
    "flare": "An infection, a relapse or a course, as the person told it",
    "fact": "What is known about the person",
    "alarm": "What a pump sounded like",
    "bladder": "Passing water",
    "bowel": "A bowel movement, or the lack of one",
    "skin": "A look at the skin",
    "scale": "A published scale, or a clinic's own",
    "ashworth": "A grade of the Modified Ashworth Scale: a word in order, never a number",
    "document": "A part of a file",
}  # fmt: skip


def codes() -> Iterator[str]:
    """Every code, `group.name`; those of remedies are the ids of supple's knowledge and are not listed."""
    yield from (f"kind.{kind}" for kind in CURRENT if kind not in _CORRECTIONS)
    yield from (f"measure.{name}" for name in MEASURES)
    lists = {
        "symptom": SymptomId, "exposure": ExposureId, "action": ActionId, "site": SiteId, "side": SideId,
        "answer": Answer, "fact": Topic, "intake": _words(Intake, "sort"), "dose": _words(Dose, "status"),
        "change": _words(Treatment, "change"), "route": _words(Treatment, "route"), "flare": _words(Flare, "what"),
        "response": _words(Session, "response"), "alarm": _words(Fact, "alarm"), "bladder": _words(Bladder, "what"),
        "bowel": _words(Bowel, "what"), "skin": _words(Skin, "what"),
    }  # fmt: skip
    for group, listed in lists.items():
        yield from (f"{group}.{name}" for name in get_args(listed))
    yield "symptom.unnamed"
    yield from (f"{group}.own" for group in ("measure", "exposure", "action", "scale"))
    fields = {name for shape in (*SHAPES.values(), FACT) for name in shape.beside} | set(BESIDE)
    yield from sorted(f"field.{name}" for name in fields)
    yield "scale.modified_ashworth"
    yield from (f"ashworth.{grade}" for grade in ("0", "1", "1+", "2", "3", "4"))
    yield from ("document.report", "document.diary")


def _words(kind: type, field: str) -> object:
    """The closed list of a field, whether or not the field may be left out."""
    said = kind.model_fields[field].annotation  # type: ignore[attr-defined]
    return next((part for part in get_args(said) if get_args(part)), said)


def code_system(version: str) -> Json:
    """All of them as a resource that a server can take in."""
    return {
        "resourceType": "CodeSystem", "id": "supple", "url": OURS, "version": version, "name": "Supple",
        "title": "supple", "status": "active", "experimental": False, "content": "complete", "caseSensitive": True,
        "description": "What a diary of supple says, where no published code was confirmed. Self-reported.",
        "concept": [{"code": code, "display": label(code)} for code in dict.fromkeys(codes())],
    }  # fmt: skip

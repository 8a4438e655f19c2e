# SPDX-License-Identifier: Apache-2.0
"""Is every text for people in the list that translators and reading tests use, once, with its place?"""

import re
from typing import Any, get_args

from pydantic import BaseModel

from supple.knowledge import kinds, medicines, reading
from supple.knowledge.library import library
from supple.knowledge.load import knowledge
from supple.knowledge.texts import IDS, SHOWN, SOMETIMES, Text, texts
from tools.make_messages import template

NOT_SHOWN = frozenset({
    "id", "row", "key", "kind", "ids", "sign", "site", "side", "group", "muscle", "shelf", "certainty", "who",
    "licence", "level", "grade", "tier", "sources", "see", "cards", "names", "readings", "rules", "exposures",
    "pregnant", "needs", "anchor",
    "blocks", "kinds", "about", "contact", "urgency", "positions", "energy", "wheelchair", "style", "onset", "prevents",
    "spares", "sites", "source", "name", "reviewer", "second_source", "ndb", "allergens", "medicine", "jurisdictions",
    "laxative", "salt", "form", "number", "authority", "words", "pace", "remedy", "at", "place",
})  # fmt: skip
"""Fields of words or of lists of words that hold ids, or words of tables that no page shows."""


def _classes() -> list[type[BaseModel]]:
    found = [v for module in (kinds, medicines, reading) for v in vars(module).values()]
    own = {module.__name__ for module in (kinds, medicines, reading)}
    models = [c for c in found if isinstance(c, type) and issubclass(c, BaseModel) and c.__module__ in own]
    return [c for c in models if c is not kinds.Vocabulary]


def _holds_words(annotation: Any) -> bool:
    return annotation is str or any(_holds_words(part) for part in get_args(annotation) if part is not Ellipsis)


def test_every_field_of_words_is_listed_as_shown_or_as_not_shown() -> None:
    open_fields = {
        f"{c.__name__}.{field}"
        for c in _classes()
        for field, about in c.model_fields.items()
        if _holds_words(about.annotation) and field not in SHOWN | SOMETIMES | NOT_SHOWN
    }
    assert open_fields == set()


def test_the_exceptions_are_fields_that_exist() -> None:
    named = {(c.__name__, field) for c in _classes() for field in c.model_fields}
    assert named >= IDS


def test_every_place_is_told_once_and_no_text_is_an_id() -> None:
    found = list(texts(knowledge(), library()))
    places = [(t.item, t.field, t.words) for t in found]
    assert len(places) == len(set(places))
    assert [t for t in found if re.fullmatch(r"[a-z]+_[a-z_]+", t.words)] == []


def test_a_translator_gets_each_text_once_with_all_its_places() -> None:
    made = template([Text("A", "says", 'Say "no".'), Text("B", "do", "Rest."), Text("C", "says", "Rest.")])
    assert '#. A says\nmsgid "Say \\"no\\"."\nmsgstr ""' in made
    assert '#. B do\n#. C says\nmsgid "Rest."' in made
    whole = template(texts(knowledge(), library()))
    ids = re.findall(r"^msgid (.*)$", whole, re.M)
    assert len(ids) == len(set(ids)) > 1500

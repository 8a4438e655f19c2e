# SPDX-License-Identifier: Apache-2.0
"""Does every class of the pure rooms stand in the glossary, beside the word it carries?"""

import re

from tests.house.tree import ROOT, classes, code

ROOMS = ("entries", "knowledge", "notes", "insight", "care", "report", "interop")
NAMED = set(re.findall(r"`([A-Z]\w+)`", (ROOT / "GLOSSARY.md").read_text()))


def test_every_public_class_has_its_place_in_the_glossary() -> None:
    public = {name for room in ROOMS for path in code(room) for name in classes(path) if not name.startswith("_")}
    assert sorted(public - NAMED) == []


def test_the_glossary_names_no_class_that_is_gone() -> None:
    assert sorted(NAMED - {name for path in code() for name in classes(path)}) == []

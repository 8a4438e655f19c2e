# SPDX-License-Identifier: Apache-2.0
"""How does the command line read a note? The lexicon with its cache, the names of medicines, and the rules."""

import gc
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supple.care.finding import Finding
    from supple.notes.said import Understood

Read = Callable[[str, datetime], "tuple[Understood, tuple[Finding, ...]]"]


def reader(language: str) -> Read:
    """Read a note and look at it with the rules; what is needed for that is made ready once."""
    gc.disable()  # what is made ready here lives until the end; looking through it again and again costs time
    from supple.care.spoken import alerts, names_of
    from supple.knowledge.load import knowledge
    from supple.knowledge.parsed import Parsed, own_folder
    from supple.notes.lexicon import load
    from supple.notes.understand import understand

    known = knowledge()
    parsed = Parsed(own_folder() / f"parsed-lexicon-{language}.json")
    lexicon, names = load(language, parsed), names_of(known)
    parsed.keep()
    gc.freeze()
    gc.enable()

    def read(text: str, now: datetime) -> "tuple[Understood, tuple[Finding, ...]]":
        note = understand(text, now, lexicon, names)
        return note, alerts(note, known)

    return read

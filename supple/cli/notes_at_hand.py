# SPDX-License-Identifier: Apache-2.0
"""How does the command line read a note? The lexicon with its cache, the names of medicines, and the rules."""

import gc
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from supple.cli.listening import listen

if TYPE_CHECKING:
    from supple.care.finding import Finding
    from supple.notes.lexicon import Lexicon
    from supple.notes.said import Sounds, Understood

Read = Callable[[str, datetime], "tuple[Understood, tuple[Finding, ...]]"]


def reader(language: str, listens: "Callable[[str], Sounds]" = listen) -> Read:
    """Read a note, look at it with the rules, and listen to it; what is needed for that is made ready once."""
    gc.disable()  # what is made ready here lives until the end; looking through it again and again costs time
    from supple.care.heard import HEARS, beside, doubted, heard
    from supple.care.spoken import alerts, names_of
    from supple.knowledge.load import knowledge
    from supple.notes.said import Sounds
    from supple.notes.understand import understand

    known = knowledge()
    lexicon, names = _lexicon(language), names_of(known)
    gc.freeze()
    gc.enable()

    def read(text: str, now: datetime) -> "tuple[Understood, tuple[Finding, ...]]":
        sounds = listens(text) if language == HEARS else Sounds()
        note = understand(text, now, lexicon, names, sounds.told)
        alone = alerts(note, known)
        return note, beside(doubted(alone, sounds.rules, alone), heard(text, sounds.rules or (), known))

    return read


def _lexicon(language: str) -> "Lexicon":
    """The words of a language as they were spelt out before, where neither they nor the code have changed since."""
    from supple.knowledge.own_cache import own_folder, read_form, write_form
    from supple.notes.lexicon import load
    from supple.notes.spelt_out import as_text, fingerprint, of_text

    place, made_of = own_folder() / f"compiled-lexicon-{language}.txt", {"made of": fingerprint(language)}
    kept = read_form(place, made_of.__eq__)
    if kept is not None:
        return of_text(kept.decode())
    lexicon = load(language)
    text = as_text(lexicon)
    if text is not None and made_of == {"made of": fingerprint(language)}:
        write_form(place, made_of, text.encode())
    return lexicon

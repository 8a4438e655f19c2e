# SPDX-License-Identifier: Apache-2.0
"""Is something of a diary that was erased still in the memory of this process? Asked once a minute, and let go then.

Whoever erases lets go at once; another process cannot know until it asks.
"""

from threading import Lock
from uuid import UUID

from django.db import DatabaseError

from supple.actions import read_note, worked_out
from supple.journal import store

EACH = 60.0
"""Seconds from one question to the next."""
_ASKED = Lock()
_known: frozenset[UUID] = frozenset()
_again = False


def let_go_of_erased() -> None:
    """Let go of all that was remembered when a diary was erased since the last question, or when nobody answers.

    Of everybody's, since some of it carries no name; it is soon worked out again. And once more the time after: a
    page that was being made while its diary was erased may have kept what it had read.
    """
    global _known, _again
    with _ASKED:
        try:
            gone = store.erased()
        except DatabaseError:
            let_go()
            return
        if gone != _known or _again:
            let_go()
        _known, _again = gone, gone != _known


def let_go() -> None:
    """Let go of everything that this process remembers of anybody's diary."""
    worked_out.forget_everybody()
    store.forget_read()
    read_note.forget_words()

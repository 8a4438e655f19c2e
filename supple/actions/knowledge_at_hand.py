# SPDX-License-Identifier: Apache-2.0
"""What is known, read from its files once for the life of the program."""

from functools import cache

from supple.actions.home import home
from supple.knowledge import load
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.taught import with_names

OWN_NAMES = "medicine-names.csv"
"""The file of this installation with further names of medicines."""


@cache
def knowledge() -> KnowledgeBase:
    """Everything in the knowledge files; the program does not go on with a mistake in one of them."""
    own = home() / OWN_NAMES
    shipped = load.knowledge()
    return with_names(shipped, own.read_text(encoding="utf-8"), own.name) if own.is_file() else shipped

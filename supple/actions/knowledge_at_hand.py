# SPDX-License-Identifier: Apache-2.0
"""What is known, read from its files once for the life of the program."""

from supple.knowledge import load
from supple.knowledge.base import KnowledgeBase


def knowledge() -> KnowledgeBase:
    """Everything in the knowledge files; the program does not go on with a mistake in one of them."""
    return load.knowledge()

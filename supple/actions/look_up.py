# SPDX-License-Identifier: Apache-2.0
"""Look something up: shelves of what is known, and a search that leaves no trace."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from supple.actions.knowledge_at_hand import knowledge
from supple.knowledge.library import library
from supple.knowledge.shelves import Piece, Shelf, shelves

MOST_FOUND = 40


@dataclass(frozen=True, slots=True)
class Found:
    """A piece, and the shelf it stands on."""

    shelf: Shelf
    piece: Piece


@cache
def all_shelves() -> tuple[Shelf, ...]:
    """Every shelf, built once: nothing on it is about a person."""
    return shelves(knowledge(), library())


def shelf(slug: str) -> Shelf | None:
    """One shelf."""
    return next((one for one in all_shelves() if one.slug == slug), None)


@cache
def places() -> Mapping[str, Found]:
    """Where each item stands, by its id."""
    return {piece.id: Found(one, piece) for one in all_shelves() for piece in one.pieces}


def search(words: str) -> tuple[Found, ...]:
    """Pieces that hold every word, those with it in the title first. Nothing that was asked is kept."""
    wanted = words.casefold().split()
    if not wanted:
        return ()
    found = [f for f in places().values() if all(word in f.piece.words().casefold() for word in wanted)]
    found.sort(key=lambda f: not all(word in f.piece.title.casefold() for word in wanted))
    return tuple(found[:MOST_FOUND])

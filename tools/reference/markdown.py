# SPDX-License-Identifier: Apache-2.0
"""Tables and lists in Markdown, and ids as people read them."""

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; a bar inside a cell is written so that it does not end the cell."""
    body = [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    lines = [list(head), ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def words(id: str) -> str:
    """An id as people read it."""
    return id.removeprefix("own:").replace("_", " ")


def either(ids: Iterable[object], last: str = "or") -> str:
    """One of several, in words.

    >>> either(["calf", "inner_thigh", "foot"])
    'calf, inner thigh or foot'
    """
    said = [words(str(id)) for id in ids]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {last} {said[-1]}" if said else ""


def plain(text: str) -> str:
    """A docstring or folded text as one paragraph."""
    return " ".join(text.split())

# SPDX-License-Identifier: Apache-2.0
"""Which further names of medicines did whoever runs this installation teach? A small table beside the shipped ones."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import replace

from supple.knowledge.base import KnowledgeBase
from supple.knowledge.problem import KnowledgeProblem, KnowledgeWrongError

FIELDS = ("name", "means")


def with_names(base: KnowledgeBase, text: str, file: str) -> KnowledgeBase:
    """What is known, and the names of a table with the columns `name` and `means`; every mistake in it is told at once.

    A name that supple knows already keeps its meaning.
    """
    read = csv.DictReader(text.splitlines())
    if not set(FIELDS) <= set(read.fieldnames or ()):
        found = ", ".join(read.fieldnames or ()) or "nothing"
        problem = KnowledgeProblem(file, "line 1", found, "name,means", "Name the two columns in the first line.")
        raise KnowledgeWrongError((problem,))
    rows = [(number, _id(row["name"]), _id(row["means"])) for number, row in enumerate(read, 2)]
    if problems := tuple(_problems(base, rows, file)):
        raise KnowledgeWrongError(problems)
    own = {name: base.spellings[means] for _, name, means in rows}
    version = hashlib.sha256(f"{base.version} {sorted(own.items())}".encode()).hexdigest()[:12]
    return replace(base, spellings={**own, **base.spellings}, version=version)


def _id(written: str | None) -> str:
    return "_".join((written or "").lower().split())


def _problems(base: KnowledgeBase, rows: list[tuple[int, str, str]], file: str) -> Iterator[KnowledgeProblem]:
    told: dict[str, str] = {}
    for number, name, means in rows:
        line = f"line {number}"
        known = base.spellings.get(means)
        if not name or known is None:
            wanted = "a name, and a medicine that supple knows"
            yield KnowledgeProblem(file, line, f"{name or 'nothing'}, {means or 'nothing'}", wanted, "Mend this line.")
            continue
        before = told.setdefault(name, known) if name not in base.spellings else base.spellings[name]
        if before != known:
            hint = "One name can stand for one medicine."
            yield KnowledgeProblem(file, line, f"{name}, {means}", f"{name}, {before}", hint)

# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a knowledge file? One problem: where, what was found, what was wanted, what to do."""

from dataclasses import dataclass

from pydantic import ValidationError

from supple.errors import SuppleError


@dataclass(frozen=True, slots=True)
class KnowledgeProblem:
    """One mistake in one field of one file."""

    file: str
    field: str
    found: str
    wanted: str
    hint: str

    def __str__(self) -> str:
        return f"{self.file}, {self.field}: found {self.found}, wanted {self.wanted}. {self.hint}"


class KnowledgeWrongError(SuppleError):
    """The knowledge files do not fit together; carries every problem at once."""

    def __init__(self, problems: tuple[KnowledgeProblem, ...]) -> None:
        listing = "\n".join(f"- {p}" for p in problems)
        super().__init__(
            "knowledge-wrong",
            f"The knowledge files have {len(problems)} problem(s):\n{listing}",
            "Mend these files and start again.",
        )
        self.problems = problems


def from_pydantic(file: str, error: ValidationError) -> list[KnowledgeProblem]:
    """One problem per complaint of the parser, with the place inside the file."""
    return [
        KnowledgeProblem(
            file,
            ".".join(str(step) for step in e["loc"]) or "whole file",
            _short(e["input"]),
            e["msg"],
            "Compare with a file of the same folder.",
        )
        for e in error.errors()
    ]


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."

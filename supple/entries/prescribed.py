# SPDX-License-Identifier: Apache-2.0
"""What a physiotherapist set: exercises by id or in own words, with holds, repetitions, sides and times a day."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from supple.entries.entry import Day, Entry, Line, Name, Said
from supple.entries.refused import refused
from supple.entries.vocabulary import SideId

MOST_EXERCISES = 20


class Exercise(Said):
    """One exercise: an id that supple knows, or the physiotherapist's own words; the rest may be left out."""

    item: Annotated[str, Field(pattern=r"^[A-Z]{2,4}-[0-9]{1,3}[a-z]?$")] | None = None
    words: Line | None = None
    side: SideId | None = None
    position: Literal["standing", "chair", "lying", "helper"] | None = None
    """Left out, one in own words is judged as if it were done standing."""
    hold_s: Annotated[int, Field(ge=1, le=600)] | None = None
    reps: Annotated[int, Field(ge=1, le=100)] | None = None
    times_a_day: Annotated[int, Field(ge=1, le=12)] | None = None

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if not (self.item or self.words):
            raise refused("exercise", "Name an exercise, or say it in your own words.")
        return self

    @property
    def key(self) -> str:
        """What a session that was done names: the id, or the words after `own:`."""
        return self.item or f"own:{self.words}"


class Programme(Entry):
    """A programme that the person kept; the latest one holds, and one without exercises ends it."""

    kind: Literal["programme"] = "programme"
    set_by: Name
    on: Day
    exercises: Annotated[tuple[Exercise, ...], Field(max_length=MOST_EXERCISES)] = ()
    check: Line | None = None
    """Three words that both sides can read to each other."""
    signed: Line | None = None
    """Three words for the key it was signed with, when it was."""

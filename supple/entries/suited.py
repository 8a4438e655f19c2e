# SPDX-License-Identifier: Apache-2.0
"""What suits the person and what they looked at: the search for what changed, choices, supplies, pauses, wins."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from supple.entries.entry import Day, Entry, Line, Name
from supple.entries.felt import Answer
from supple.entries.refused import refused


class Looked(Entry):
    """One answer in a search for what changed; `round` holds the answers of one search together.

    The last answer of a round about a trigger holds, so a search goes on where it was left, whenever that is.
    """

    kind: Literal["looked"] = "looked"
    trigger: Annotated[str, Field(pattern=r"^TRG-[0-9]+[a-z]?$")]
    answer: Answer
    round: UUID
    signs_asked: bool = False
    """True when the warning signs that go with a yes or a not sure were asked."""


class Supply(Entry):
    """How much of a medicine is left in the packs at home, and how much a day uses."""

    kind: Literal["supply"] = "supply"
    medicine: Name
    left: Annotated[float, Field(ge=0, le=10_000)]
    a_day: Annotated[float, Field(gt=0, le=1_000)]


class Preference(Entry):
    """What the person says of one line of the plan: that it is not for them, when, or after what they would do it."""

    kind: Literal["preference"] = "preference"
    remedy: Annotated[Line, Field(min_length=1)]
    suits: bool | None = None
    clock: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] | None = None
    habit: Annotated[Line, Field(min_length=1, max_length=60)] | None = None
    """What the person does anyway, and ties this line to."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.suits is None and self.clock is None and self.habit is None:
            raise refused("preference", "Say whether it suits you, or when.")
        return self


class Pause(Entry):
    """Days on which nothing is expected, from the day it was said to `until`; a sick day is a pause of one day."""

    kind: Literal["pause"] = "pause"
    why: Literal["ill", "tired", "away", "other"] = "other"
    until: Day | None = None


class Win(Entry):
    """Something that went well, in the person's own words."""

    kind: Literal["win"] = "win"
    text: Annotated[Line, Field(min_length=1)]

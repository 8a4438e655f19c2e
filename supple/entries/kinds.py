# SPDX-License-Identifier: Apache-2.0
"""All kinds in one place: what may be said, corrections included, and how it is written as JSON and read again."""

from typing import Annotated, Literal, get_args
from uuid import UUID

from pydantic import Field, TypeAdapter

from supple.entries.did import Dose, Exposure, Intake, Session
from supple.entries.entry import Entry
from supple.entries.felt import CheckIn, Episode, Note
from supple.entries.known import (
    Bladder,
    Bowel,
    Contact,
    Fact,
    Flare,
    Goal,
    Skin,
    Treatment,
    Visit,
    WarningAnswered,
    WarningShown,
)  # fmt: skip
from supple.entries.measured import Measurement, ScaleAnswer
from supple.entries.prescribed import Programme
from supple.entries.suited import Looked, Pause, Preference, Supply, Win
from supple.entries.tried import PhaseChanged, TrialDay, TrialEnded, TrialStarted

_Plain = (
    CheckIn | Episode | Note
    | Dose | Intake | Session | Exposure
    | Measurement | ScaleAnswer
    | Programme
    | TrialStarted | PhaseChanged | TrialDay | TrialEnded
    | Fact | Treatment | Flare | Bladder | Bowel | Skin | Visit | Contact | Goal
    | Looked | Supply | Preference | Pause | Win
    | WarningShown | WarningAnswered
)  # fmt: skip
Plain = Annotated[_Plain, Field(discriminator="kind")]
"""Everything but corrections."""


class Replaced(Entry):
    """Say it again rightly: `entry` stands where `target` stood, and goes on under the target's id."""

    kind: Literal["replaced"] = "replaced"
    target: UUID
    entry: Plain


class Withdrawn(Entry):
    """Unsay it. Withdrawing a correction undoes the correction."""

    kind: Literal["withdrawn"] = "withdrawn"
    target: UUID


Correction = Replaced | Withdrawn
AnyEntry = Annotated[_Plain | Replaced | Withdrawn, Field(discriminator="kind")]

KINDS: dict[str, type[Entry]] = {k.model_fields["kind"].default: k for k in get_args(get_args(AnyEntry)[0])}
CURRENT: dict[str, int] = {name: kind.model_fields["version"].default for name, kind in KINDS.items()}
"""Today's version of each kind; older bodies go through `upcast`."""

ONE: TypeAdapter[AnyEntry] = TypeAdapter(AnyEntry)
MANY: TypeAdapter[list[AnyEntry]] = TypeAdapter(list[AnyEntry])


def to_json(entry: Entry) -> str:
    """The entry's body as it is stored and sent: what was not said is left out."""
    return entry.model_dump_json(exclude_none=True)

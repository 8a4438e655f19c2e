# SPDX-License-Identifier: Apache-2.0
"""What was done or met: medicines, drinks and food, sessions of movement or relief, exposures."""

from typing import Annotated, Literal

from pydantic import Field

from supple.entries.entry import Entry, Line, Name, OwnWord, Reading
from supple.entries.vocabulary import ActionId, ExposureId, SideId, SiteId

MILLILITRES = {"ml": 1.0, "l": 1000.0, "oz": 29.57, "glass": 250.0, "cup": 250.0}
"""A glass or cup is taken as 250 ml, which makes the usual six to eight of them 1.5 to 2 litres."""


class Dose(Entry):
    """A medicine taken or not. The name is kept as said; an unknown one is never dropped."""

    kind: Literal["dose"] = "dose"
    medicine: Name
    status: Literal["taken", "late", "missed", "ran_out"] = "taken"
    dose_mg: Annotated[float, Field(gt=0, le=100_000)] | None = None
    missed_doses: Annotated[int, Field(ge=1, le=100)] | None = None
    why: Line | None = None

    def readings(self) -> list[Reading]:
        """Whether a dose was missed that day."""
        return [("missed_dose", float(self.status in ("missed", "ran_out")))]


class Intake(Entry):
    """A drink, food or supplement."""

    kind: Literal["intake"] = "intake"
    sort: Literal["drink", "food", "supplement"]
    what: Name
    amount: Annotated[float, Field(gt=0, le=100_000)] | None = None
    unit: Literal["ml", "l", "oz", "glass", "cup", "mg", "g", "piece", "portion"] | None = None

    def readings(self) -> list[Reading]:
        """Millilitres drunk, when an amount was said."""
        if self.sort == "drink" and self.amount and self.unit in MILLILITRES:
            return [("drink_ml", self.amount * MILLILITRES[self.unit])]
        return []


class Session(Entry):
    """Something done on purpose: a stretch, a walk, standing, physiotherapy, massage, cooling."""

    kind: Literal["session"] = "session"
    what: ActionId | OwnWord
    done: bool = True
    minutes: Annotated[float, Field(ge=0, le=1440)] | None = None
    reps: Annotated[int, Field(ge=0, le=1000)] | None = None
    site: SiteId | None = None
    side: SideId | None = None
    response: Literal["easier", "same", "worse"] | None = None
    stopped: Literal["spasm", "pain", "unwell", "tired", "no_time"] | None = None
    """Why it ended before its time, when it did."""
    remedy: Line | None = None
    """The id of the plan's line this session answers."""

    def readings(self) -> list[Reading]:
        """Whether it was done, and for how long when that was said."""
        said: list[Reading] = [(self.what, float(self.done))]
        if self.minutes is not None and not self.what.startswith("own:"):
            said.append((f"{self.what}_minutes", self.minutes))
        return said


class Exposure(Entry):
    """Something met that might matter, from the MS set or in the person's own word."""

    kind: Literal["exposure"] = "exposure"
    what: ExposureId | OwnWord
    present: bool = True
    level: Annotated[float, Field(ge=0, le=10)] | None = None

    def readings(self) -> list[Reading]:
        """Its level when one was said, else yes or no."""
        return [(self.what, float(self.present) if self.level is None else self.level)]

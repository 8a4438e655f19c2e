# SPDX-License-Identifier: Apache-2.0
"""What is known of medicines and magnesium? Cautions and cards (one file each), and tables with a source a row."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from supple.knowledge.condition import Condition
from supple.knowledge.kinds import Action, Contact, UrgencyWord
from supple.knowledge.source import Item, Known

Hours = float


class CautionLevel(Known):
    """One strength of a caution and when it holds; its texts replace those of the caution."""

    urgency: UrgencyWord
    action: Action
    when: Condition
    says: str | None = None
    do: str | None = None
    about: tuple[str, ...] = ()
    """What the finding is about, when that is not what made it hold."""


class Caution(Item):
    """A rule about what goes together: medicines, magnesium, pregnancy. The first level that holds is said.

    A caution without levels is one whose arithmetic is in code (spacing, sums, amounts); the file has its words.
    """

    title: str
    levels: tuple[CautionLevel, ...] = ()
    says: str
    do: str = ""
    contact: Contact | None = None
    of_magnesium: bool = False
    """Whether it is about taking magnesium, and silent for whoever takes none and wants none."""
    blocks: tuple[str, ...] = ()
    """Kinds of wishes that must wait when it blocks, asks or escalates."""
    fail_closed: bool = False
    """Whether it asks, and holds back, while an answer that it needs is not known."""
    may_be_known: bool = False
    """Whether it drops to routine once the prescriber knows of it and accepts it."""
    readings: tuple[str, ...] = ()


class MedicineCard(Item):
    """What a medicine or procedure is, when teams think of it, and what to ask; never advice to take it."""

    title: str
    names: tuple[str, ...]
    what: str
    when: str
    know: tuple[str, ...] = ()
    ask: tuple[str, ...] = Field(min_length=1)


class Row(Known):
    """One row of a table: its id in the fact list, and where it is written."""

    row: str
    sources: tuple[str, ...] = Field(min_length=1)


class Salt(Row):
    """How much of a magnesium salt is magnesium; `form` is false when the label leaves the form open."""

    salt: str
    title: str
    percent: float
    laxative: str
    form: bool = True


class UpperLimit(Row):
    """How much magnesium a day an authority allows from supplements and medicines together; never from food."""

    authority: str
    mg: float
    jurisdictions: tuple[str, ...] = ()


class IntakeReference(Row):
    """How much magnesium a day, food included, an authority thinks right for a group of adults."""

    group: str
    female_mg: float | None = None
    male_mg: float | None = None
    kind: Literal["RDA", "AI", "RNI"]


class Spacing(Row):
    """Hours between a medicine (or class) and magnesium; none on both sides: named, and no spacing needed."""

    medicine: str
    before_h: Hours | None = None
    """The medicine at least so long before magnesium."""
    after_h: Hours | None = None
    """Or the medicine at least so long after magnesium."""
    least_mg: float | None = None
    """Only from this amount at once; an amount that was not said counts."""
    ask: str | None = None


class LabelMaximum(Row):
    """The most that a label names; only used to ask for an entry to be looked at again."""

    medicine: str
    jurisdictions: tuple[str, ...] = ()
    daily_mg: float | None = None
    single_mg: float | None = None
    intakes: int | None = None
    apart_h: Hours | None = None
    """The least hours from one intake to the next."""


class Withdrawal(Row):
    """A medicine that must never end suddenly, and what can happen within which hours."""

    medicine: str
    signs: str
    from_h: Hours
    to_h: Hours


class EmergencyNumber(Row):
    """The number that sends an ambulance, for whoever has said that they live there."""

    place: str = Field(pattern=r"^[A-Z]{2}$")
    """A country by its two letters (ISO 3166-1, UK as people say it), or EU for all of its members."""
    number: str = Field(pattern=r"^[0-9]{2,5}$")


class Window(Row):
    """Days that count from something, such as an injection: what they are called, and what they are for."""

    anchor: Literal["botulinum", "pump_refill", "pump_replacement", "routine", "trial", "supply"]
    from_day: int
    to_day: int | None = None
    """None: one day."""
    title: str
    """Neutral, so that it can stand in a calendar that others see."""
    says: str


class MedicineName(Row):
    """Another generic spelling, or a salt, and the name that rules use for it."""

    name: str
    means: str


class BrandName(MedicineName):
    """The name on a pack; `read_for` is where it is sold according to the source that was read."""

    read_for: Literal["EU", "UK", "US"]

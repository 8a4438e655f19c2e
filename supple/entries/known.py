# SPDX-License-Identifier: Apache-2.0
"""What is known about the person and their care: facts, treatments, visits, contacts, goals, warnings."""

import re
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from supple.entries.entry import Day, Entry, Line, Name, Reading, Words
from supple.entries.felt import Answer
from supple.entries.refused import refused
from supple.entries.vocabulary import SideId, SiteId

Topic = Literal[
    "condition", "lab", "device", "allergy", "pregnancy", "birth_year", "sex", "jurisdiction",
    "seizure_history", "fluid_limit_ml", "mobility", "drink_style", "own_word", "gap_h", "not_so",
]  # fmt: skip
WORDS: dict[str, tuple[str, ...]] = {
    "pregnancy": ("no", "yes", "breastfeeding", "trying", "within_6_weeks_after"),
    "sex": ("female", "male", "other"),
    "jurisdiction": ("EU", "UK", "US"),
    "mobility": ("walks", "walks_with_aid", "wheelchair", "needs_help"),
    "drink_style": ("sip", "bolus"),
    "seizure_history": ("yes", "no"),
}
"""Topics whose value is one word of a closed list."""
NUMBERS: dict[str, tuple[float, float]] = {
    "birth_year": (1900, 2200), "fluid_limit_ml": (0, 10_000), "gap_h": (0.25, 168),
}  # fmt: skip
_MEANING = re.compile(r"(symptom|exposure)\.[a-z_]{2,40}")
LABS = {"egfr": (0, 200), "crcl": (0, 300)}


class Fact(Entry):
    """Something about the person that rules ask for; the latest one said of a topic and name holds.

    A condition, device or allergy has a `name` and a `state`; a lab value has a `name` and a `number`;
    a word of the person's own has a `name` and, as its `word`, what it means (`symptom.spasm`); `gap_h` has the
    `name` of a medicine and, as its `number`, how many hours the person was told to leave between two doses; `not_so`
    answers whether a note means a rule: the `name` is the rule, the `word` the note, `yes` that it does not mean it,
    `no` that it does, with how urgent it was told as its `number` (4 an emergency, 3 the same day); the other topics
    have one `word` or `number`.
    """

    kind: Literal["fact"] = "fact"
    topic: Topic
    name: Name | None = None
    state: Answer = "yes"
    word: Line | None = None
    number: float | None = None
    due: Day | None = None
    """A device's next refill."""
    replacement_due: Day | None = None
    alarm: Literal["single_beep", "two_tone"] | None = None

    @model_validator(mode="after")
    def _fits_its_topic(self) -> Self:
        if self.topic in ("condition", "device", "allergy", "lab", "own_word", "gap_h", "not_so") and not self.name:
            raise refused("fact", "Say which one it is about.")
        if self.topic == "own_word" and not _MEANING.fullmatch(self.word or ""):
            raise refused("fact", "Say what the word means.")
        if self.topic == "not_so" and not self.word:
            raise refused("fact", "Say which note it is about.")
        if words := WORDS.get(self.topic):
            _one_of(self.word, words)
        limits = LABS.get(self.name or "") if self.topic == "lab" else NUMBERS.get(self.topic)
        if limits:
            _between(self.number, *limits)
        return self


def _one_of(word: str | None, words: tuple[str, ...]) -> None:
    if word not in words:
        raise refused("fact", "Choose one of: {words}.", words=", ".join(words))


def _between(number: float | None, low: float, high: float) -> None:
    if number is None or not low <= number <= high:
        raise refused("fact", "Give a number from {low} to {high}.", low=low, high=high)


class Treatment(Entry):
    """A medicine or procedure that began, changed, ended or did something unwanted."""

    kind: Literal["treatment"] = "treatment"
    name: Name
    change: Literal["started", "changed", "stopped", "side_effect", "injection", "pump_fill", "infusion", "programme"]
    dose_mg: Annotated[float, Field(gt=0, le=100_000)] | None = None
    times: tuple[Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")], ...] = ()
    days: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...] = ()
    route: Literal["oral", "pump", "injection", "infusion", "skin", "nose", "other"] = "oral"
    since_unknown: bool = False
    """True when it is taken, but the day it began was not said: then it did not begin on the day of the entry."""
    suddenly: bool | None = None
    """Whether a stop was not planned with the prescriber; not said counts as not planned."""
    site: SiteId | None = None
    side: SideId | None = None
    next_due: Day | None = None
    detail: Words | None = None


class Flare(Entry):
    """An infection, a relapse as told by the team, or a steroid course; `until` when it is over."""

    kind: Literal["flare"] = "flare"
    what: Literal["uti", "infection", "relapse", "steroid_course"]
    until: Day | None = None

    def readings(self) -> list[Reading]:
        """Infections are exposures of the day they were said."""
        return [(self.what, 1.0)] if self.what in ("uti", "infection") else []


class Bladder(Entry):
    """Passing water: how often, how it went."""

    kind: Literal["bladder"] = "bladder"
    what: Literal["void", "catheter", "leak", "urgency", "cannot_pass"]
    amount_ml: Annotated[int, Field(ge=0, le=3000)] | None = None


class Bowel(Entry):
    """A bowel movement, or the lack of one."""

    kind: Literal["bowel"] = "bowel"
    what: Literal["movement", "none", "leak"]
    hard: bool | None = None

    def readings(self) -> list[Reading]:
        """A day without, or with a hard one, is a day with constipation."""
        return [("constipation", float(self.what == "none" or bool(self.hard)))]


class Skin(Entry):
    """A look at the skin."""

    kind: Literal["skin"] = "skin"
    what: Literal["clear", "red_fades", "red_stays", "broken"]
    site: SiteId | None = None
    side: SideId | None = None


class Visit(Entry):
    """An appointment, before or after, with what to ask and what was said."""

    kind: Literal["visit"] = "visit"
    with_whom: Name
    on: Day
    questions: tuple[Line, ...] = ()
    outcome: Words | None = None


class Contact(Entry):
    """Someone of the care team or the family."""

    kind: Literal["contact"] = "contact"
    role: Line
    name: Name
    phone: Line | None = None


class Goal(Entry):
    """What the person wants to be able to do, with attainment from -2 (much less) to +2 (much more)."""

    kind: Literal["goal"] = "goal"
    text: Annotated[Line, Field(min_length=1)]
    attainment: Annotated[int, Field(ge=-2, le=2)] | None = None


class WarningShown(Entry):
    """A red flag was shown to the person."""

    kind: Literal["warning_shown"] = "warning_shown"
    rule: Annotated[str, Field(pattern=r"^[A-Z]+(-[0-9A-Za-z]+)?$")]
    urgency: Literal["emergency", "same_day", "prompt", "routine"]
    knowledge: Line | None = None
    """The version of the rules that spoke."""


class WarningAnswered(Entry):
    """What the person did about a warning."""

    kind: Literal["warning_answered"] = "warning_answered"
    warning: UUID
    did: Literal["called", "went", "will_call", "not_needed"]

# SPDX-License-Identifier: Apache-2.0
"""What kinds of knowledge are there? One frozen class per folder of `data/`."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from supple.knowledge.condition import Condition, Onset, walk
from supple.knowledge.source import Item, Known

UrgencyWord = Literal["emergency", "same_day", "prompt", "routine"]
Action = Literal["cap", "warn", "block", "ask", "explain", "escalate", "plan", "log"]
Contact = Literal[
    "emergency_number", "urgent_line", "ms_team", "pump_clinic", "pharmacist", "crisis_line", "physiotherapist"
]
Position = Literal["standing", "chair", "lying", "helper"]


class Blocked(Known):
    """Plan items that must wait: by kind, and only on the leg the rule is about when `same_leg`."""

    kinds: tuple[str, ...]
    same_leg: bool = False


class Level(Known):
    """One urgency of a red flag and when it holds; its texts replace those of the rule."""

    urgency: UrgencyWord
    when: Condition
    says: str | None = None
    do: str | None = None
    contact: Contact | None = None
    call: str | None = None
    blocks: tuple[Blocked, ...] = ()


class RedFlag(Item):
    """A sign that needs a professional; levels stand most urgent first and the first that holds is said."""

    title: str
    levels: tuple[Level, ...] = Field(min_length=1)
    says: str
    do: str
    contact: Contact
    never: tuple[str, ...] = ()
    still: tuple[str, ...] = ()
    call: str
    readings: tuple[str, ...] = ()


class Stronger(Known):
    """A stricter answer of a gate, looked at before the gate's own."""

    when: Condition
    action: Action
    says: str


class Gate(Item):
    """A rule about one thing a person would like to do: it blocks, caps, warns or asks."""

    title: str
    when: Condition
    action: Action
    urgency: UrgencyWord = "routine"
    says: str
    fail_closed: bool = False
    """Whether the item waits while an answer that the rule needs is not known."""
    needs: tuple[Literal["conditions", "medicines", "symptoms"], ...] = ()
    """Parts of the profile without which the item waits, whatever else is known."""
    stronger: tuple[Stronger, ...] = ()
    spares: tuple[str, ...] = ()
    """Kinds of items that a rule about every item leaves to another rule."""
    readings: tuple[str, ...] = ()

    @cached_property
    def item_kinds(self) -> frozenset[str]:
        """The kinds of items it is about; none when it is about the person."""
        return frozenset(kind for term in walk(self.when) if term.item for kind in term.item.kinds)


class NotWhen(Known):
    """A reason to leave one exercise out."""

    when: Condition
    says: str


class Trying(Known):
    """How something is tried as one change: what is done on days with it, and how soon that can be judged."""

    do: str
    pace: Literal["same-day", "tool", "stretching"]
    remedy: str | None = None
    """The remedy whose rules say whether it may be tried."""
    exposures: tuple[str, ...] = ()
    """The exposures of a trigger that it is an answer to; none named means all of them."""
    not_when: tuple[NotWhen, ...] = ()


class Remedy(Item):
    """Something that may help today: a stretch, a movement, a way to drink, first aid."""

    kind: Literal["stretch", "movement", "drink", "day", "keep", "advice"]
    title: str
    steps: tuple[str, ...] = Field(min_length=1)
    why: str
    when: str = ""
    at: str | None = Field(default=None, pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    """When it stands in the day before the person says another time; our own choice."""
    cautions: tuple[str, ...] = ()
    not_when: tuple[NotWhen, ...] = ()
    only_when: Condition | None = None
    muscle: str | None = None
    positions: tuple[Position, ...] = ()
    hold_s: int | None = None
    reps: int | None = None
    minutes: float | None = None
    energy: tuple[Literal["usual", "low", "five_minutes"], ...] = ("usual", "low", "five_minutes")
    wheelchair: Literal["only", "also", "no"] = "also"
    style: Literal["sip", "bolus"] | None = None
    trying: Trying | None = None


class Changed(Known):
    """A trigger's place among the questions when stiffness rises above the person's usual."""

    order: int
    ask: str


class Trigger(Item):
    """Something that may set spasms off, what to write down about it, and what to do about it."""

    title: str
    exposures: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    pregnant: tuple[str, ...] = ()
    ask: str
    action: str
    changed: Changed | None = None
    rules: tuple[str, ...] = ()
    trying: tuple[Trying, ...] = ()


class SignQuestion(Item):
    """One short question of the check-in; a yes or a not sure becomes a sign of today."""

    sign: str
    site: str | None = None
    side: Literal["both"] | None = None
    onset: Onset | None = None
    worse: Literal[True] | None = None
    severity: int | None = None
    hours: float | None = None
    prevents: tuple[Literal["sleep", "safe_movement", "transfer"], ...] = ()
    ask: str
    group: str
    asked_of: Condition | None = None
    rules: tuple[str, ...] = Field(min_length=1)

    def answered(self, present: str) -> dict[str, Any]:
        """The sign that an answer stands for, as an entry has it: what the question says is said with it."""
        told = {
            "site": self.site, "side": self.side, "onset": self.onset, "worse": self.worse,
            "severity": self.severity, "duration_h": self.hours, "prevents": self.prevents,
        }  # fmt: skip
        return {"id": self.sign, "present": present, **{name: said for name, said in told.items() if said}}


class QuestionGroup(Known):
    """A handful of sign questions under one opening question."""

    id: str
    title: str
    opener: str
    order: int


class Muscle(Known):
    """One row of muscles.csv: a muscle, the places a person may name for it, and how tightness looks."""

    id: str
    name: str
    plain: str
    sites: tuple[str, ...]
    looks_like: str
    note: str
    source: str


class Word(Known):
    """One id of the shared vocabulary."""

    id: str
    means: str = ""
    words: tuple[str, ...] = ()


class Vocabulary(Known):
    """Every id that notes, profiles and rules may use."""

    groups: dict[str, tuple[Word, ...]]
    medicines: tuple[str, ...]
    salts: tuple[str, ...]
    also_exposures: tuple[str, ...]
    core_symptoms: tuple[str, ...]

    def ids(self, group: str) -> frozenset[str]:
        """All ids of one group, such as `symptom`."""
        return self._ids[group]

    @cached_property
    def _ids(self) -> dict[str, frozenset[str]]:
        extra = {"exposure": self.also_exposures}
        return {name: frozenset((*(w.id for w in words), *extra.get(name, ()))) for name, words in self.groups.items()}

# SPDX-License-Identifier: Apache-2.0
"""How it was: check-ins, episodes, signs that may need help, and notes in the person's own words."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from supple.entries.entry import Day, Entry, Line, Reading, Said, Words
from supple.entries.measure import within
from supple.entries.vocabulary import SideId, SiteId, SymptomId

Answer = Literal["yes", "no", "not_sure"]
Onset = Literal["sudden", "hours", "days", "weeks", "months", "long_standing"]


class Sign(Said):
    """One symptom, asked and answered. Left-out `new` is taken as new: unknown is the unsafe answer."""

    id: SymptomId
    present: Answer = "yes"
    site: SiteId | None = None
    side: SideId | None = None
    onset: Onset | None = None
    duration_h: Annotated[float, Field(ge=0, le=100_000)] | None = None
    new: bool | None = None
    worse: bool | None = None
    severity: Annotated[int, Field(ge=0, le=10)] | None = None
    prevents: tuple[Literal["sleep", "safe_movement", "transfer"], ...] = ()


class CheckIn(Entry):
    """A short "how is it", whole or one answer at a time; `about` names the diary day when it is another one.

    "Nothing today" is its own answer: it says that there were no spasms, cramps or falls, and says nothing
    about the scores that were not given.
    """

    kind: Literal["check_in"] = "check_in"
    feeds: ClassVar[tuple[str, ...]] = (
        "spasticity", "spasm_count", "sleep_hours", "sleep_quality", "wake_count", "pain", "fatigue_level",
        "stress_level", "mood", "impact_walking", "impact_transfers", "impact_care", "falls",
    )  # fmt: skip
    about: Day | None = None
    spasticity: Annotated[int | None, within("spasticity")] = None
    spasm_count: Annotated[int | None, within("spasm_count")] = None
    sleep_hours: Annotated[float | None, within("sleep_hours")] = None
    sleep_quality: Annotated[int | None, within("sleep_quality")] = None
    wake_count: Annotated[int | None, within("wake_count")] = None
    pain: Annotated[int | None, within("pain")] = None
    fatigue_level: Annotated[int | None, within("fatigue_level")] = None
    stress_level: Annotated[int | None, within("stress_level")] = None
    mood: Annotated[int | None, within("mood")] = None
    impact_walking: Annotated[int | None, within("impact_walking")] = None
    impact_transfers: Annotated[int | None, within("impact_transfers")] = None
    impact_care: Annotated[int | None, within("impact_care")] = None
    falls: Annotated[int | None, within("falls")] = None
    nothing_today: bool = False
    signs_asked: bool = False
    """True when the warning-sign questions were answered, so that an empty list means none."""
    signs: tuple[Sign, ...] = ()

    def readings(self) -> list[Reading]:
        """The scores given; "nothing today" counts no spasms, no cramps and no falls."""
        said = super().readings()
        if not self.nothing_today:
            return said
        given = {name for name, _ in said}
        quiet = ("spasm_count", "episodes", "woken_by_legs", "falls")
        return said + [(name, 0.0) for name in quiet if name not in given]


EpisodeWhat = Literal["spasm", "cramp", "stiffness", "clonus", "pain", "weakness", "numbness", "tingling", "fall"]


class Episode(Entry):
    """Something that happened in the body; every field but the time may be left out and added later."""

    kind: Literal["episode"] = "episode"
    what: EpisodeWhat | None = None
    site: SiteId | None = None
    side: SideId | None = None
    severity: Annotated[int, Field(ge=0, le=10)] | None = None
    duration_min: Annotated[float, Field(ge=0, le=10_080)] | None = None
    woke: bool | None = None
    doing: Line | None = None
    relieved_by: Line | None = None
    count: Annotated[int, Field(ge=0, le=500)] | None = None
    signs: tuple[Sign, ...] = ()

    def readings(self) -> list[Reading]:
        """A spasm, cramp, clonus or unnamed event counts as one unless a number was said."""
        if self.what == "fall":
            return [("falls_logged", float(1 if self.count is None else self.count))]
        if self.what not in (None, "spasm", "cramp", "clonus"):
            return []
        times = float(1 if self.count is None else self.count)
        return [("episodes", times)] + ([("woken_by_legs", 1.0)] if self.woke else [])


class Note(Entry):
    """The person's own words, always kept as written."""

    kind: Literal["note"] = "note"
    text: Annotated[Words, Field(min_length=1)]

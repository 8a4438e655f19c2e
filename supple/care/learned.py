# SPDX-License-Identifier: Apache-2.0
"""What do the last days teach about each line of the plan? From what was kept, skipped, felt and refused, only.

A line may get shorter, rest, or come back to its full size; it never grows beyond it. Silence teaches nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from supple.entries.did import Session
from supple.entries.known import WarningShown
from supple.entries.suited import Pause, Preference
from supple.entries.timeline import Timeline, diary_day

WEEK = 7
SHORTER_FROM, SHORTEST_FROM = 4, 6
"""Skipped on so many of the last seven days; our own choice, like everything here."""
Change = Literal["shorter", "shortest", "felt_worse", "rests", "not_for_me", "back"]
WORDS: Mapping[Change, str] = {
    "shorter": "Shorter, because you skipped it on %(n)d of the last 7 days.",
    "shortest": "As short as it gets, because you skipped it on %(n)d of the last 7 days.",
    "felt_worse": "Shorter, because it felt worse the last time.",
    "rests": "It felt worse the last two times, so it rests. Ask your physiotherapist about it.",
    "not_for_me": "You said that it is not for you.",
    "back": "Back to its full size, because you kept it more often this week than the week before.",
}
_LESS: Mapping[Change, int] = {"shorter": 1, "felt_worse": 1, "shortest": 2}


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is changed about one line, why, and the time or the habit that the person chose for it."""

    change: Change | None = None
    n: int = 0
    clock: str | None = None
    habit: str | None = None
    """What the person does anyway, and ties it to."""

    @property
    def words(self) -> str:
        """Why it is changed, with a place for the number of days."""
        return WORDS[self.change] if self.change else ""

    @property
    def why(self) -> str:
        """Why it is changed.

        >>> Lesson("shorter", 4).why
        'Shorter, because you skipped it on 4 of the last 7 days.'
        """
        return self.words % {"n": self.n} if self.change else ""

    @property
    def leaves_out(self) -> bool:
        """Whether the line is not offered."""
        return self.change in ("rests", "not_for_me")

    @property
    def fewer(self) -> int:
        """By how many repetitions it is shortened; one always stays."""
        return _LESS.get(self.change, 0) if self.change else 0


def lessons(timeline: Timeline, now: datetime) -> dict[str, Lesson]:
    """What was learnt about each remedy of the plan, by its id."""
    today = diary_day(now, timeline.zone, timeline.day_starts)
    near = [s for s in timeline.of(Session) if s.remedy and s.at <= now]
    chosen: dict[str, list[Preference]] = {}
    for preference in timeline.of(Preference):
        chosen.setdefault(preference.remedy, []).append(preference)
    days = _Days(timeline, today)
    named = dict.fromkeys([*(s.remedy for s in near if s.remedy), *chosen])
    mine = {id: [s for s in near if s.remedy == id] for id in named}
    return {id: _lesson(mine[id], chosen.get(id, ()), days) for id in named}


class _Days:
    """Which of the last days count: something was said on them, and no pause held."""

    def __init__(self, timeline: Timeline, today: date) -> None:
        self.timeline, self.today = timeline, today
        self.said = {timeline.day_of(e) for e in timeline if not isinstance(e, WarningShown | Preference)}
        self.paused = paused_days(timeline, today)

    def skipped(self, sessions: Iterable[Session], weeks_ago: int = 0) -> int:
        """On how many days of a week it was left out, from the first day it was known on."""
        known = [(self.timeline.day_of(s), s.done) for s in sessions]
        kept = {day for day, done in known if done}
        refused = {day for day, done in known if not done}
        first = min((day for day, _ in known), default=self.today)
        last = self.today - timedelta(days=WEEK * weeks_ago)
        week = (last - timedelta(days=n) for n in range(WEEK))
        return sum(
            day >= first and day not in kept and day not in self.paused
            and (day in refused or (day in self.said and day != self.today))
            for day in week
        )  # fmt: skip


def paused_days(timeline: Timeline, today: date) -> frozenset[date]:
    """The days on which nothing was expected; a pause without an end is its own day."""
    spans = ((timeline.day_of(p), p.until or timeline.day_of(p)) for p in timeline.of(Pause))
    return frozenset(
        first + timedelta(days=n) for first, until in spans for n in range((min(until, today) - first).days + 1)
    )


def _lesson(sessions: list[Session], chosen: Iterable[Preference], days: _Days) -> Lesson:
    suits, clock, habit = None, None, None
    for preference in chosen:
        suits = preference.suits if preference.suits is not None else suits
        clock, habit = preference.clock or clock, preference.habit or habit
    change, n = ("not_for_me", 0) if suits is False else _change(sessions, days)
    return Lesson(change, n, clock, habit)


def _change(sessions: list[Session], days: _Days) -> tuple[Change | None, int]:
    """The strictest thing that the responses and the skipped days call for."""
    felt = [s.response for s in sessions if s.done and s.response]
    if felt[-2:] == ["worse", "worse"]:
        return "rests", 0
    skipped = days.skipped(sessions)
    if skipped >= SHORTEST_FROM:
        return "shortest", skipped
    if skipped >= SHORTER_FROM:
        return "shorter", skipped
    if felt[-1:] == ["worse"]:
        return "felt_worse", 0
    return ("back", 0) if days.skipped(sessions, weeks_ago=1) >= SHORTER_FROM else (None, 0)

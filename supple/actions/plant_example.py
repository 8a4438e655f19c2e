# SPDX-License-Identifier: Apache-2.0
"""Two made-up people to look around with: Ada with 90 days of diary, Bo with nine. No such persons exist."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.db import transaction
from uuid_utils.compat import uuid7

from supple.actions import example_trial
from supple.actions.knowledge_at_hand import knowledge
from supple.entries.entry import Entry
from supple.entries.kinds import ONE
from supple.entries.timeline import diary_day
from supple.journal import store
from supple.people.models import Account, Person

ZONE = ZoneInfo("Europe/London")
SEED = 7
ADA, BO = "Ada", "Bo"
_DAYS = {ADA: 90, BO: 9}
_CHANCE = {
    "poor_sleep": 0.30, "heat": 0.25, "late_screen": 0.40, "long_sitting": 0.45, "alcohol": 0.20,
    "stress": 0.30, "dehydration": 0.25,
}  # fmt: skip
"""How often each exposure is met; only poor sleep and heat move the made-up legs."""
_MOVES = {"poor_sleep": 2.0, "heat": 1.7}


@dataclass(frozen=True)
class _Diary:
    """A diary being written, day by day."""

    first: date
    days: int
    rng: np.random.Generator
    entries: list[Entry] = field(default_factory=list)

    def say(self, kind: str, day: date, clock: str, **said: Any) -> None:
        """One entry at a time of day on the clock of the wall."""
        at = datetime.combine(day, time.fromisoformat(clock), ZONE).astimezone(UTC)
        self.entries.append(ONE.validate_python({"kind": kind, "id": uuid7(), "at": at} | said))

    def each_day(self) -> Iterator[tuple[int, date]]:
        """The days from the first to yesterday."""
        return ((n, self.first + timedelta(days=n)) for n in range(self.days))

    def happens(self, chance: float) -> bool:
        """A throw of the made-up dice."""
        return bool(self.rng.random() < chance)


def plant(now: datetime) -> list[Person]:
    """The made-up people with their sign-ins; those already there are left as they are."""
    planted = []
    for name, days in _DAYS.items():
        known = Person.objects.filter(made_up=True, name=name).first()
        planted.append(known or _plant_one(name, days, now))
    return planted


def _plant_one(name: str, days: int, now: datetime) -> Person:
    today = diary_day(now, ZONE)
    diary = _Diary(today - timedelta(days=days), days, np.random.default_rng([SEED, days]))
    _known(diary, now)
    trial = example_trial.turns(diary.first) if name == ADA else {}
    _every_day(diary, trial)
    if name == ADA:
        _care(diary, today)
        _one_change(diary)
        _last_night(diary, now)
    with transaction.atomic():
        account = Account.objects.create(username=f"example-{name.lower()}")
        account.set_unusable_password()
        account.save()
        person = Person.objects.create(account=account, name=name, zone=str(ZONE), made_up=True)
        store.append(person, [e for e in diary.entries if e.at <= now], now, "made-up")
    return person


def _known(diary: _Diary, now: datetime) -> None:
    facts: list[dict[str, Any]] = [
        {"topic": "birth_year", "number": now.year - 43},
        {"topic": "sex", "word": "female"},
        {"topic": "jurisdiction", "word": "UK"},
        {"topic": "mobility", "word": "walks"},
        {"topic": "pregnancy", "word": "no"},
        {"topic": "condition", "name": "heat_sensitive"},
        {"topic": "lab", "name": "egfr", "number": 92},
        {"topic": "seizure_history", "word": "no"},
    ]
    for fact in facts:
        diary.say("fact", diary.first, "12:00", **fact)


def _every_day(diary: _Diary, trial: Mapping[date, str]) -> None:
    mood = 0.0
    for n, day in diary.each_day():
        mood = 0.5 * mood + diary.rng.normal(0, 0.5)
        met = {what: diary.happens(chance) for what, chance in _CHANCE.items()}
        score = 2.6 + mood + sum(_MOVES[what] for what in _MOVES if met[what]) + diary.rng.normal(0, 0.5)
        score -= example_trial.EASES * (trial.get(day) == "B")
        if diary.happens(0.06) and n:
            continue  # a day without a word
        _one_day(diary, day, met, int(np.clip(round(score), 0, 10)))


def _one_day(diary: _Diary, day: date, met: dict[str, bool], score: int) -> None:
    hours = round(diary.rng.normal(5.2 if met["poor_sleep"] else 7.1, 0.5) * 2) / 2
    diary.say("check_in", day, "08:10", sleep_hours=hours, signs_asked=True)
    for what, present in met.items():
        diary.say("exposure", day, "20:40", what=what, present=present)
    stress = int(diary.rng.integers(4, 8) if met["stress"] else diary.rng.integers(0, 4))
    diary.say("check_in", day, "20:45", spasticity=score, stress_level=stress, falls=0)
    if diary.happens(0.6):
        felt = "easier" if diary.happens(0.7) else "same"
        diary.say("session", day, "21:30", what="stretching", minutes=10, site="calf", response=felt)
    cramps = int(diary.rng.poisson(max(0.05, 0.28 * (score - 2))))
    for k in range(min(cramps, 4)):
        side = "left" if diary.happens(0.75) else "right"
        strength = int(np.clip(score + diary.rng.integers(-1, 3), 1, 10))
        night = day + timedelta(days=1)
        diary.say(
            "episode", night, f"0{1 + k}:{diary.rng.integers(0, 60):02d}", what="cramp", site="calf", side=side,
            severity=strength, duration_min=3, woke=True,
        )  # fmt: skip
    if not cramps and diary.happens(0.3):
        diary.say("check_in", day, "20:50", nothing_today=True)


def _care(diary: _Diary, today: date) -> None:
    diary.say(
        "treatment", diary.first, "12:05", name="baclofen", change="started", dose_mg=10, times=("22:00",),
        detail="Taken since last year; written down here when the diary began.",
    )  # fmt: skip
    for n, day in diary.each_day():
        diary.say("dose", day, "22:00", medicine="baclofen", dose_mg=10, status="missed" if n in (21, 50) else "taken")
    diary.say("goal", diary.first, "12:10", text="Sleep through three nights a week", attainment=-1)
    diary.say("contact", diary.first, "12:12", role="MS nurse", name="Cleo (made up)")
    questions = ("What could I try against the 3 a.m. cramps?", "Is a physiotherapist an option for me?")
    soon = today + timedelta(days=12)
    diary.say("visit", diary.first, "12:15", with_whom="neurologist", on=soon, questions=questions)
    diary.say(
        "scale_answer", diary.first + timedelta(days=30), "11:00", scale="modified_ashworth", value="1+",
        site="calf", side="left", rater="physiotherapist (made up)",
    )  # fmt: skip


def _one_change(diary: _Diary) -> None:
    for kind, day, clock, said in example_trial.entries(uuid7(), diary.first, knowledge().version):
        diary.say(kind, day, clock, **said)


def _last_night(diary: _Diary, now: datetime) -> None:
    """Three presses in the dark, still without a name."""
    night = diary_day(now, ZONE) if now.astimezone(ZONE).hour < 6 else now.astimezone(ZONE).date()
    for clock in ("01:52", "03:05", "03:40"):
        diary.say("episode", night, clock)

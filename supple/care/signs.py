# SPDX-License-Identifier: Apache-2.0
"""Which signs and exposures does the diary tell of today, and what is usual for this person?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from supple.care.logged import logged_signs
from supple.care.parts import Symptom
from supple.entries.did import Exposure
from supple.entries.felt import CheckIn, Episode, Sign
from supple.entries.known import Bowel, Flare
from supple.entries.timeline import Timeline, diary_day
from supple.knowledge.base import KnowledgeBase

A_DAY = timedelta(hours=24)
BASELINE = timedelta(days=7)
FEWEST_FOR_USUAL = 3
FLARE_COUNTS_FOR = timedelta(days=14)
NEW_FOR = timedelta(days=14)
"""A sign first logged within about two weeks is still new (RF-02); only an older one is the person's usual state."""
_CORE = frozenset({"spasm", "cramp", "stiffness", "clonus"})
STANDS_FOR = timedelta(hours=72)
"""An answered sign stands until it is answered anew, so that it vanishes neither overnight nor in a phone's queue."""
EVENTS = frozenset({"seizure", "fall", "collapse", "coughing_blood", "knocked_out", "head_injury"})
Key = tuple[str, str | None, str | None, str | None, str | None]
"""Sign, site, side, onset, speaker."""


class _Raised(NamedTuple):
    """A yes or "not sure", and when it was said."""

    key: Key
    sign: Sign
    at: datetime


def symptoms(timeline: Timeline, now: datetime, knowledge: KnowledgeBase) -> tuple[Symptom, ...] | None:
    """What is felt now; None while nobody asked or said anything.

    An answered sign stands for up to three days, everything else for 24 hours. No upper limit of time: a phone
    whose clock runs ahead must not hide a sign.
    """
    standing = [e for e in timeline if isinstance(e, CheckIn | Episode) and e.at >= now - STANDS_FOR]
    lately = [e for e in standing if e.at >= now - A_DAY]
    asked = any(isinstance(e, CheckIn) and e.signs_asked for e in lately)
    known = knowledge.vocabulary.ids("symptom")
    told_of = (*_answered(standing, now), *_episodes(timeline, lately, now), *logged_signs(timeline, now, NEW_FOR))
    said = [s for s in told_of if s.id in known]
    usual, today = usual_severity(timeline, now), _today(timeline, lately, now)
    told = _with_level(said, today, usual)
    return tuple(told) if told or asked else None


def _answered(standing: Iterable[CheckIn | Episode], now: datetime) -> list[Symptom]:
    """Every yes and "not sure" that stands; a no from one person does not unsay another's yes."""
    kept: list[_Raised] = []
    for entry in standing:
        if isinstance(entry, CheckIn) and entry.signs_asked and not entry.signs:
            # "None of these" ends what this speaker raised more than a day ago; a fresh yes needs its own no.
            kept = [r for r in kept if r.key[4] != entry.by or r.at >= now - A_DAY]
        # Of two answers in one entry the yes stands, so the no is heard first.
        for sign in sorted(entry.signs, key=lambda s: s.present != "no"):
            key = (sign.id, sign.site, sign.side, sign.onset, entry.by)
            if sign.present == "no":
                kept = [r for r in kept if not _unsays(key, r.key) or _has_happened(r, now)]
            else:
                kept.append(_Raised(key, sign, entry.at))
    return [Symptom.model_validate(r.sign.model_dump()) for r in kept]


def _has_happened(raised: _Raised, now: datetime) -> bool:
    """What happened within a day has happened, also when it is over; only withdrawing the entry takes it back."""
    return raised.sign.id in EVENTS and raised.at >= now - A_DAY


def _unsays(no: Key, yes: Key) -> bool:
    """A no takes back the same sign at the same place by the same speaker; one without a side takes back both."""
    same = (no[0], no[1], no[4]) == (yes[0], yes[1], yes[4])
    return same and no[2] in (None, yes[2]) and no[3] in (None, yes[3])


def _episodes(timeline: Timeline, lately: Iterable[CheckIn | Episode], now: datetime) -> list[Symptom]:
    """Episodes as signs; spasms, and what was logged before the last two weeks, belong to the usual state."""
    fresh = [e for e in lately if isinstance(e, Episode) and e.what and e.count != 0]
    before = {(e.what, e.site) for e in timeline.of(Episode) if e.at < now - NEW_FOR}
    return [
        Symptom(
            id=e.what or "",
            site=e.site,
            side=e.side,
            severity=e.severity,
            duration_h=None if e.duration_min is None else e.duration_min / 60,
            new=False if e.what in _CORE or (e.what, e.site) in before else None,
        )
        for e in fresh
    ]


def usual_severity(timeline: Timeline, now: datetime) -> float | None:
    """The person's mean stiffness score of the seven days before the last 24 hours."""
    span = (now - A_DAY - BASELINE, now - A_DAY)
    scores = [c.spasticity for c in timeline.of(CheckIn) if span[0] <= c.at < span[1] and c.spasticity is not None]
    return sum(scores) / len(scores) if len(scores) >= FEWEST_FOR_USUAL else None


def _today(timeline: Timeline, lately: Iterable[CheckIn | Episode], now: datetime) -> float | None:
    """The last score said about today, else about yesterday; a day filled in later says nothing of now."""
    today = diary_day(now, timeline.zone, timeline.day_starts)
    said = [
        (max(0, (today - timeline.day_of(e)).days), n, e.spasticity)
        for n, e in enumerate(lately)
        if isinstance(e, CheckIn) and e.spasticity is not None and (e.about is None or _is_near(e.about, today))
    ]
    return min(said, key=lambda score: (score[0], -score[1]))[2] if said else None


def _is_near(about: date, today: date) -> bool:
    return timedelta(0) <= today - about <= timedelta(days=1)


def _with_level(said: list[Symptom], today: float | None, usual: float | None) -> list[Symptom]:
    """Put the day's score beside the usual one: on stiffness said without a strength, and as a sign of its own."""
    if today is None:
        return said
    level = {"severity": today, "usual_severity": usual}
    filled = [s.model_copy(update=level) if s.id == "stiffness" and s.severity is None else s for s in said]
    if not today:
        return filled
    # The score speaks for a whole day, so it has lasted 24 hours; a mild bout beside it takes nothing off it.
    return [*filled, Symptom(id="stiffness", new=False, duration_h=24, **level)]


def exposures(timeline: Timeline, now: datetime) -> tuple[str, ...] | None:
    """What was met in the last 24 hours, and infections not over yet; None while the day is silent."""
    lately = [e for e in timeline if e.at >= now - A_DAY]
    met = [e.what for e in lately if isinstance(e, Exposure) and e.present and not e.what.startswith("own:")]
    met += [f.what for f in timeline.of(Flare) if _goes_on(f, now)]
    met += ["constipation" for e in lately if isinstance(e, Bowel) and (e.what == "none" or e.hard)]
    asked = any(isinstance(e, CheckIn | Exposure) for e in lately)
    return tuple(dict.fromkeys(met)) if met or asked else None


def _goes_on(flare: Flare, now: datetime) -> bool:
    if flare.what not in ("uti", "infection") or flare.at < now - FLARE_COUNTS_FOR:
        return False
    return flare.until is None or flare.until >= now.date()

# SPDX-License-Identifier: Apache-2.0
"""How long ago was it? Time since the last drink and the last dose, beside the gap that the person wrote down."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from supple.care.parts import id_of
from supple.entries.did import Dose, Intake
from supple.entries.known import Fact
from supple.entries.timeline import Timeline

SHOWN_FOR = timedelta(days=2)
TAKEN = frozenset({"taken", "late"})


@dataclass(frozen=True)
class Since:
    """The last dose of a medicine; `gap_h` is the person's own word, and `until` when that gap is over."""

    ago: str = ""
    gap_h: float | None = None
    until: datetime | None = None
    sooner: bool = False


def ago(passed: timedelta) -> str:
    """A stretch of time as people say it.

    >>> ago(timedelta(minutes=130)), ago(timedelta(seconds=20)), ago(timedelta(hours=30))
    ('2 h 10 min ago', 'just now', '1 day 6 h ago')
    """
    minutes = max(0, int(passed.total_seconds() // 60))
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return _("%(d)d day %(h)d h ago") % {"d": days, "h": hours}
    if hours:
        return _("%(h)d h %(m)d min ago") % {"h": hours, "m": minutes % 60}
    return _("%(m)d min ago") % {"m": minutes} if minutes else _("just now")


def last_drink(lately: Timeline, now: datetime) -> str:
    """How long ago the last drink was; empty when it was not today or yesterday."""
    drinks = [entry.at for entry in lately.of(Intake) if entry.sort == "drink" and entry.at <= now]
    return ago(now - drinks[-1]) if drinks and now - drinks[-1] <= SHOWN_FOR else ""


def dose(name: str, lately: Timeline, now: datetime) -> Since:
    """How long ago a medicine was taken, and what the person wrote of the gap; no advice, only their own words."""
    mine = [d.at for d in lately.of(Dose) if id_of(d.medicine) == id_of(name) and d.status in TAKEN and d.at <= now]
    gaps = [f.number for f in lately.of(Fact) if f.topic == "gap_h" and id_of(f.name or "") == id_of(name)]
    gap = timedelta(hours=gaps[-1]) if gaps and gaps[-1] else None
    if not mine or now - mine[-1] > SHOWN_FOR:
        return Since(gap_h=gaps[-1] if gaps else None)
    until = mine[-1] + gap if gap and mine[-1] + gap > now else None
    sooner = bool(gap and len(mine) > 1 and mine[-1] - mine[-2] < gap)
    return Since(ago(now - mine[-1]), gaps[-1] if gaps else None, until, sooner)

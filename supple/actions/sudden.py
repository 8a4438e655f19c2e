# SPDX-License-Identifier: Apache-2.0
"""Have the legs got worse all of a sudden? The bell's answer, until what changed has been looked for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import numpy as np

from supple.actions.find_triggers import OF_THE_LEGS
from supple.actions.look_back import lately
from supple.actions.plan_trial import today
from supple.actions.what_changed import search
from supple.actions.worked_out import once
from supple.entries.measure import measure
from supple.insight.result import NotEnough
from supple.insight.series import DailyTable, from_timeline
from supple.insight.sudden import GUARD, LONGEST, Watch, watch
from supple.people.models import Person

LOOKED_AT = timedelta(days=LONGEST + GUARD)


@dataclass(frozen=True, slots=True)
class Sudden:
    """Which outcome got worse, since when, when that was noticed, and by how much on its own scale."""

    outcome: str
    since: date
    noticed: date
    rise: float


@lru_cache(maxsize=64)
def _heard(outcome: str, first: date, values: bytes) -> Watch | NotEnough:
    """The bell over one column; the same days are not listened to again at every look at Today."""
    return watch(DailyTable(first, {outcome: np.frombuffer(values)}), outcome, measure(outcome).better)


def sudden(person: Person, now: datetime) -> Sudden | None:
    """The alarm that stands now; none once the search for what changed was made after it."""
    return once(person, ("sudden", today(person, now)), lambda: _sudden(person, now))


def _sudden(person: Person, now: datetime) -> Sudden | None:
    diary = lately(person, now - LOOKED_AT)
    table = from_timeline(diary)
    for outcome in (name for name in OF_THE_LEGS if name in table.columns):
        heard = _heard(outcome, table.first, table.columns[outcome].tobytes())
        if isinstance(heard, NotEnough) or heard.now is None:
            continue
        dates = table.dates
        alarm = Sudden(outcome, dates[heard.now.began], dates[heard.now.day], heard.now.rise)
        if today(person, now) - alarm.noticed <= timedelta(days=GUARD):
            looked = search(person)
            return None if looked and diary.day_of(looked.last) >= alarm.noticed else alarm
    return None

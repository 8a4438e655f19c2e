# SPDX-License-Identifier: Apache-2.0
"""Have the legs got worse all of a sudden? The bell's answer, until what changed has been looked for."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from supple.actions.glance import LISTENED, WHOLE, Glance
from supple.actions.look_back import lately
from supple.actions.plan_trial import today
from supple.actions.what_changed import search
from supple.actions.worked_out import daybook_at_hand, once, unless_same
from supple.entries.entry import Entry, zone_named
from supple.entries.measure import OF_THE_LEGS, measure
from supple.entries.timeline import Timeline
from supple.insight.result import NotEnough
from supple.insight.series import DailyTable, from_timeline
from supple.insight.sudden import GUARD, LONGEST, Watch, watch
from supple.people.models import Person


@dataclass(frozen=True, slots=True)
class Sudden:
    """Which outcome got worse, since when, when that was noticed, and by how much on its own scale.

    `false_a_year`: how often in a year this outcome's bell rings by chance alone, as agreed with it.
    """

    outcome: str
    since: date
    noticed: date
    rise: float
    false_a_year: int


def sudden(look: Glance) -> Sudden | None:
    """The alarm that stands now; none once the search for what changed was made after it."""
    return once(look.person, ("sudden", today(look.person, look.now)), lambda: _sudden(look))


def _sudden(look: Glance) -> Sudden | None:
    person, now, table = look.person, look.now, _table(look)
    for outcome in (name for name in OF_THE_LEGS if name in table.columns):
        days = _latest(table, outcome)
        heard = _heard(person, days, outcome)
        if isinstance(heard, NotEnough) or heard.now is None:
            continue
        since, noticed = days.dates[heard.now.began], days.dates[heard.now.day]
        alarm = Sudden(outcome, since, noticed, heard.now.rise, round(heard.false_alarms_a_year))
        if today(person, now) - alarm.noticed <= timedelta(days=GUARD):
            looked = search(person)
            return None if looked and _day_of(person, looked.last) >= alarm.noticed else alarm
    return None


def _day_of(person: Person, entry: Entry) -> date:
    return Timeline((), zone_named(person.zone), person.day_starts).day_of(entry)


def _table(look: Glance) -> DailyTable:
    """The days that the bell listens to; who only looks at Today need not wait for the whole diary to be read."""
    if book := daybook_at_hand(look.person):
        return book.whole.table
    of_legs = from_timeline(look.of_legs)
    known = _every_day_known(of_legs, today(look.person, look.now))
    return of_legs if known else from_timeline(lately(look.person, look.now - LISTENED))


def _every_day_known(table: DailyTable, now: date) -> bool:
    """Whether each day is known to be one on which something was said: then nothing else would change a number."""
    seen = np.isfinite(table.columns.get("episodes", np.zeros(0))[-LONGEST - GUARD :])
    return len(seen) == LONGEST + GUARD and bool(seen.all()) and now - table.dates[-1] < WHOLE


def _latest(table: DailyTable, outcome: str) -> DailyTable:
    """One column of the days that the bell listens to, from the first of them that has an answer."""
    values = table.columns[outcome][-LONGEST - GUARD :]
    values = values[np.argmax(np.isfinite(values)) :]
    return DailyTable(table.first + timedelta(days=table.days - len(values)), {outcome: values})


def _heard(person: Person, days: DailyTable, outcome: str) -> Watch | NotEnough:
    """The bell over one column; the same days are not listened to again at every look at Today."""
    asked = days.first, days.columns[outcome].tobytes()
    return unless_same(person, ("heard", outcome), asked, lambda: watch(days, outcome, measure(outcome).better))

# SPDX-License-Identifier: Apache-2.0
"""What does one look at Today read? Some months of the diary, once, for the page, the rules and the bell."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from supple.actions.check_safety import COUNTED, LATELY
from supple.entries.timeline import Timeline
from supple.insight.sudden import GUARD, LONGEST
from supple.journal import sieve, store
from supple.people.models import Person

SHOWN = timedelta(days=60)
"""How far back the page looks, for what is usual and what was said last."""
LISTENED, WHOLE = timedelta(days=LONGEST + GUARD + 2), timedelta(days=2)
"""So far back that the first day the bell listens to is whole, and the days of which it reads everything."""


@dataclass(frozen=True)
class Glance:
    """One look at a person's diary at one moment; nothing is read before it is asked for."""

    person: Person
    now: datetime

    @cached_property
    def lately(self) -> Timeline:
        """What the page shows: everything of the last weeks, and what still holds."""
        return sieve.lately(self._months, self.now - SHOWN)

    @cached_property
    def for_rules(self) -> Timeline:
        """What rules and plans are about."""
        return sieve.for_rules(self._months, self.now - LATELY, self.now - COUNTED)

    @cached_property
    def of_legs(self) -> Timeline:
        """What says how the legs were, as far back as the bell listens."""
        return sieve.of_legs(self._months, self.now - LISTENED, self.now - WHOLE)

    @cached_property
    def _months(self) -> Timeline:
        return store.months(self.person, self.now - SHOWN, self.now - LISTENED)

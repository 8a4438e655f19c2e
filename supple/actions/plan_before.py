# SPDX-License-Identifier: Apache-2.0
"""What was the plan in the weeks before, as the diary tells it now?"""

from datetime import datetime, timedelta

from supple.actions import look_back
from supple.actions.knowledge_at_hand import knowledge
from supple.care import plan, safety
from supple.care.doable import Energy
from supple.care.profile import from_timeline
from supple.care.recent import recent
from supple.care.versions import Version, versions
from supple.entries.timeline import diary_day
from supple.people.models import Person

WEEKS = (0, 1, 2, 3, 4, 8)


def plans_before(person: Person, now: datetime, energy: Energy = "usual") -> tuple[Version, ...]:
    """The plan of today and of weeks before, the newest first, back to the first day of the diary."""
    diary, known = look_back.timeline(person), knowledge()
    began = min((entry.at for entry in diary), default=now)
    made = {}
    for weeks in WEEKS:
        moment = now - timedelta(weeks=weeks)
        if weeks and moment < began:
            break
        said = diary.until(moment)
        profile = from_timeline(said, moment, known)
        day = diary_day(moment, diary.zone, diary.day_starts)
        made[day] = plan.today(profile, safety.check(profile, known), known, energy, recent(said, moment))
    return versions(made)

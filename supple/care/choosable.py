# SPDX-License-Identifier: Apache-2.0
"""Can a planned trial be about this? What one does on purpose can be drawn by chance, the weather cannot.

Knowledge says what may be tried against something; the rest is named here.
"""

from typing import Literal, get_args

from supple.entries.vocabulary import ActionId
from supple.knowledge.base import KnowledgeBase

Way = Literal["itself", "against", "perhaps", "never", "team"]
"""It may be tried itself; something against it may; only the person knows; nobody chooses it; never without a team."""
WITH_A_TEAM = frozenset({"missed_dose", "new_medicine", "injection_day", "medicine_taken", "magnesium", "topical"})
NEVER = frozenset({"menstruation", "season", "weekend", "weekday", "month", "moon"})
WEATHER = frozenset({"weather", "rain", "rainy", "snow", "wind", "storm", "humidity", "humid", "pollen", "fog"})


def way(name: str, knowledge: KnowledgeBase) -> Way:
    """How a trial could be about one factor, by the name of its column; of a name that nobody knows, perhaps."""
    plain = name.removeprefix("own:").lower()
    action = plain.removesuffix("_minutes")
    if plain in WITH_A_TEAM or action in WITH_A_TEAM:
        return "team"
    if action in get_args(ActionId):
        return "itself"
    known = [trigger for trigger in knowledge.triggers.values() if plain in trigger.exposures]
    if any(plain in (one.exposures or trigger.exposures) for trigger in known for one in trigger.trying):
        return "against"
    felt = any(trigger.signs for trigger in known)  # an infection, a wound, a fever: signs of the body
    return "never" if felt or plain in NEVER or WEATHER & set(plain.replace("_", " ").split()) else "perhaps"

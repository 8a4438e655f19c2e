# SPDX-License-Identifier: Apache-2.0
"""What two people say of one day: both stand, the person's own word counts, and the difference can be shown."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from supple.entries.beside import Beside, beside
from supple.entries.timeline import Timeline, fold
from tests.app.saying import entry

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
EVENING = datetime(2026, 11, 20, 20, tzinfo=UTC)
DAY = date(2026, 11, 20)


def told(*said: dict[str, object]) -> Timeline:
    """A day on which these check-ins were said, hour by hour."""
    made = [entry(NOON.replace(hour=12 + n), "check_in", **one) for n, one in enumerate(said)]
    return fold(made, ZoneInfo("UTC"))


def test_the_persons_own_word_counts_and_the_others_stays() -> None:
    diary = told({"wake_count": 1}, {"wake_count": 3, "by": "Cleo"})
    assert list(diary.readings()) == [(DAY, "wake_count", 1.0)]
    assert len(diary) == 2


def test_what_only_somebody_else_saw_counts() -> None:
    diary = told({"pain": 2}, {"wake_count": 3, "by": "Cleo"})
    assert set(diary.readings()) == {(DAY, "pain", 2.0), (DAY, "wake_count", 3.0)}


def test_what_adds_up_adds_up_whoever_saw_it() -> None:
    seen = [entry(NOON, "episode", what="spasm"), entry(EVENING, "episode", what="spasm", by="Cleo")]
    assert [value for _day, name, value in fold(seen, ZoneInfo("UTC")).readings() if name == "episodes"] == [1.0, 1.0]


def test_a_difference_names_both_sides() -> None:
    diary = told({"wake_count": 1}, {"wake_count": 3, "by": "Cleo"}, {"wake_count": 2, "by": "Bo"})
    assert beside(diary) == (Beside(DAY, "wake_count", 1.0, (("Bo", 2.0), ("Cleo", 3.0))),)


def test_agreement_is_no_difference_and_a_later_word_of_the_same_one_holds() -> None:
    diary = told({"wake_count": 3}, {"wake_count": 1, "by": "Cleo"}, {"wake_count": 3, "by": "Cleo"})
    assert beside(diary) == ()

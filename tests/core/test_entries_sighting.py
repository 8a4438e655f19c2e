# SPDX-License-Identifier: Apache-2.0
"""An event that the person and a carer both logged: when it is one, when it is two, and what is said of it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from supple.entries.events import events, seen_by
from supple.entries.timeline import Timeline, fold
from tests.app.saying import entry, same_id

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SPASM = {"what": "spasm", "site": "calf", "side": "left"}


def told(*said: tuple[int, Mapping[str, object]]) -> Timeline:
    """(minutes after noon, what was logged), numbered as they come."""
    made = [entry(NOON + timedelta(minutes=m), "episode", id=same_id(n), **one) for n, (m, one) in enumerate(said, 1)]
    return fold(made, ZoneInfo("UTC"))


def logged(diary: Timeline, name: str = "episodes") -> float:
    return sum(value for _day, measure, value in diary.readings() if measure == name)


@pytest.mark.parametrize(
    ("minutes", "theirs", "together"),
    [
        (4, SPASM, 1), (10, SPASM, 1), (11, SPASM, 2), (4, {"what": "spasm"}, 1), (4, {"site": "whole_leg"}, 1),
        (4, {**SPASM, "side": "right"}, 2), (4, {**SPASM, "side": "both"}, 1), (4, {**SPASM, "site": "thigh"}, 2),
        (4, {**SPASM, "what": "cramp"}, 2), (4, {**SPASM, "count": 0}, 1), (4, {**SPASM, "count": 3}, 3),
    ],
)  # fmt: skip
def test_one_spasm_that_both_logged_counts_once_unless_something_speaks_against_it(
    minutes: int, theirs: Mapping[str, object], together: int
) -> None:
    diary = told((0, SPASM), (minutes, {**theirs, "by": "Cleo"}))
    assert logged(diary) == together
    assert len(diary) == 2, "both stay"


def test_two_of_the_persons_own_in_a_minute_are_two_as_are_two_of_the_carers() -> None:
    assert logged(told((0, SPASM), (1, SPASM))) == 2
    assert logged(told((0, {**SPASM, "by": "Cleo"}), (1, {**SPASM, "by": "Cleo"}))) == 2


def test_three_and_two_within_ten_minutes_are_three() -> None:
    mine = [(m, SPASM) for m in (0, 4, 8)]
    assert logged(told(*mine, (1, {**SPASM, "by": "Cleo"}), (9, {**SPASM, "by": "Cleo"}))) == 3


def test_each_is_taken_for_the_nearest_one() -> None:
    diary = told((0, SPASM), (9, SPASM), (8, {**SPASM, "by": "Cleo"}))
    assert diary.seen_too == {same_id(3): same_id(2)}


def test_two_carers_and_the_person_saw_one() -> None:
    diary = told((0, SPASM), (1, {**SPASM, "by": "Bo"}), (2, {**SPASM, "by": "Cleo"}))
    assert logged(diary) == 1
    assert seen_by(diary) == {
        same_id(1): ("Bo", "Cleo"), same_id(2): (None, "Cleo"), same_id(3): (None, "Bo"),
    }  # fmt: skip


def test_a_press_in_the_night_takes_its_kind_and_place_from_who_saw_it_and_keeps_its_own_word() -> None:
    diary = told((0, {"side": "right"}), (3, {"what": "spasm", "site": "calf", "woke": True, "by": "Cleo"}))
    (one,) = events(diary)
    assert (one.id, one.by) == (same_id(1), None)
    assert (one.what, one.site, one.side, one.woke) == ("spasm", "calf", "right", True)
    assert logged(diary, "woken_by_legs") == 1


def test_a_fall_is_never_a_press_without_a_name() -> None:
    diary = told((0, {}), (1, {"what": "fall", "by": "Cleo"}))
    assert (logged(diary), logged(diary, "falls_logged")) == (1, 1)
    assert logged(told((0, {"what": "fall"}), (1, {"what": "fall", "by": "Cleo"})), "falls_logged") == 1


def test_where_the_persons_own_is_private_the_carers_stands_for_itself() -> None:
    diary = told((0, {**SPASM, "private": True}), (3, {**SPASM, "by": "Cleo"}))
    assert seen_by(diary.without_private()) == {}
    assert logged(diary.without_private()) == 1

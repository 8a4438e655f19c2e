# SPDX-License-Identifier: Apache-2.0
"""Laws of events that two people logged: never counted less than either counted, nor more than both together."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import event, given
from hypothesis import strategies as st

from supple.entries.entry import Entry
from supple.entries.events import events, seen_by
from supple.entries.felt import Episode
from supple.entries.timeline import Timeline, fold

UTC_ZONE = ZoneInfo("UTC")
START = datetime(2026, 11, 20, 5, 30, tzinfo=UTC)  # half an hour before a day of the diary begins
Counts = Counter[tuple[object, str]]


def told(by: st.SearchStrategy[str | None]) -> st.SearchStrategy[list[Entry]]:
    """What was logged within two hours."""
    one = st.builds(
        Episode, id=st.integers(1, 10**9).map(lambda n: UUID(int=n)), by=by,
        at=st.integers(0, 120).map(lambda n: START + timedelta(minutes=n)),
        what=st.sampled_from([None, "spasm", "cramp", "stiffness", "fall"]),
        site=st.sampled_from([None, "calf", "thigh", "hamstring", "whole_leg"]),
        side=st.sampled_from([None, "left", "right", "both"]),
        count=st.none() | st.integers(0, 4), woke=st.none() | st.booleans(),
    )  # fmt: skip
    return st.lists(one, max_size=14, unique_by=lambda e: e.id).map(list[Entry])


def diary(said: Iterable[Entry]) -> Timeline:
    return fold(said, UTC_ZONE)


def counts(said: Iterable[Entry]) -> Counts:
    """How many of each measure each day has."""
    sums: Counts = Counter()
    for day, name, value in diary(said).readings():
        sums[day, name] += int(value)
    return sums


@given(told(st.sampled_from([None, None, "Bo", "Cleo"])))
def test_no_day_counts_less_than_one_of_them_logged_nor_more_than_all_together(said: list[Entry]) -> None:
    alone = [counts(e for e in said if e.by == by) for by in (None, "Bo", "Cleo")]
    both = counts(said)
    for key in {key for one in alone for key in one}:
        assert max(one[key] for one in alone) <= both[key] <= sum(one[key] for one in alone)
    event(f"one event of two: {len(diary(said).seen_too)}")


@given(told(st.none()) | told(st.just("Bo")) | told(st.sampled_from(["Bo", "Cleo"])))
def test_nothing_that_one_of_them_logged_alone_is_taken_for_the_same(said: list[Entry]) -> None:
    assert diary(said).seen_too == {}
    assert events(diary(said)) == diary(said).entries


@given(told(st.sampled_from([None, "Bo"])))
def test_the_counts_are_those_of_the_events_and_every_entry_stays(said: list[Entry]) -> None:
    whole = diary(said)
    assert len(whole) == len(said)
    of_events = [reading for e in events(whole) for reading in e.readings()]
    assert Counter(name for name, value in of_events for _ in range(int(value))) == Counter(
        name for _day, name, value in whole.readings() for _ in range(int(value))
    )


@given(told(st.sampled_from([None, "Bo", "Cleo"])), st.randoms(use_true_random=False))
def test_whoever_was_sent_first_and_each_says_that_the_other_saw_it(said: list[Entry], chance: object) -> None:
    shuffled = list(said)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert diary(shuffled).seen_too == diary(said).seen_too
    who = {e.id: e.by for e in said}
    for id, others in seen_by(diary(said)).items():
        assert who[id] not in others

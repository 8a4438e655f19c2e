# SPDX-License-Identifier: Apache-2.0
"""What holds for every trial: pauses lose no drawn day, repeats and order change nothing, chance can be checked."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from supple.entries.entry import Entry
from supple.entries.parse import parse
from supple.entries.timeline import fold
from supple.insight.course import Course, courses
from supple.insight.design import Order, Plan, schedule, spans

FIRST, ID, ZONE = date(2026, 3, 2), UUID(int=5), ZoneInfo("Europe/Berlin")
ORDERS: tuple[Order, ...] = ("random", "fixed", "counterbalanced")
PLANS = st.builds(
    Plan, st.integers(1, 4), st.integers(7, 28), st.integers(0, 7), st.sampled_from(ORDERS), st.integers(0, 2**31),
    st.integers(0, 7),
)  # fmt: skip
STEPS = st.lists(st.tuples(st.integers(0, 120), st.booleans()), max_size=8)


def _said(kind: str, day: int, **fields: object) -> Entry:
    at = datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(days=day)
    entry = parse({"kind": kind, "id": uuid5(ID, f"{kind} {day} {fields}"), "at": at, **fields})
    assert isinstance(entry, Entry), entry
    return entry


def _entries(plan: Plan, steps: list[tuple[int, bool]]) -> list[Entry]:
    day, phases = FIRST, []
    for condition, days in spans(plan):
        phases.append({"condition": condition, "starts": day, "days": days})
        day += timedelta(days=days)
    started = _said("trial_started", 0, change="a walk", outcome="pain", phases=phases, seed=plan.seed)
    said = [(n, "paused" if pauses else "A") for n, pauses in steps]
    trial = str(started.id)
    return [
        started,
        *(_said("phase_changed", n, trial=trial, condition=c, why="heat wave") for n, c in dict(said).items()),
    ]


def _course(entries: list[Entry]) -> Course:
    (found,) = courses(fold(entries, ZONE), FIRST + timedelta(days=130))
    return found


@given(PLANS, STEPS)
def test_no_pause_loses_or_repeats_a_drawn_day(plan: Plan, steps: list[tuple[int, bool]]) -> None:
    course = _course(_entries(plan, steps))
    assert tuple(one.condition for one in course.days if not one.paused) == schedule(plan)
    assert [one.day for one in course.days] == [FIRST + timedelta(days=n) for n in range(len(course.days))]


@given(PLANS, STEPS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_and_repeats_change_no_trial(
    plan: Plan, steps: list[tuple[int, bool]], chance: Random
) -> None:
    entries = _entries(plan, steps)
    mixed = [*entries, *entries[:2]]
    chance.shuffle(mixed)
    assert _course(mixed) == _course(entries)


@given(PLANS, st.integers(0, 200))
def test_until_counts_down_to_the_end_of_a_turn(plan: Plan, day: int) -> None:
    course = _course(_entries(plan, []))
    here, left = course.on(FIRST + timedelta(days=day)), course.until(FIRST + timedelta(days=day))
    if here is None:
        assert left == 0 or day < 0
    else:
        same = [course.on(here.day + timedelta(days=n)) for n in range(left)]
        assert all(one is not None and one.condition == here.condition for one in same)

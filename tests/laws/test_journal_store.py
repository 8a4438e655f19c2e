# SPDX-License-Identifier: Apache-2.0
"""Laws of the journal: however an offline queue arrives, and however often a diary moves, it stays the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

import numpy as np
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supple.actions.bring_in import import_csv
from supple.actions.check_safety import COUNTED, LATELY
from supple.actions.glance import LISTENED, SHOWN, WHOLE, Glance
from supple.actions.take_out import diary_csv
from supple.entries.entry import Entry
from supple.entries.kinds import Replaced, Withdrawn
from supple.entries.parse import parse
from supple.entries.timeline import fold
from supple.insight.series import from_timeline
from supple.journal import sieve, store
from supple.people.models import Person
from tests.laws.anything import anything

START, NOW = date(2026, 3, 20), datetime(2026, 6, 1, tzinfo=UTC)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
pytestmark = pytest.mark.django_db


@contextmanager
def clean_slate() -> Iterator[tuple[Person, Person]]:
    """Two persons with empty diaries, undone at the end, so that examples do not see each other."""
    with transaction.atomic():
        zone = {"zone": "Europe/Berlin"}
        yield Person.objects.create(name="Ada", **zone), Person.objects.create(name="Bo", **zone)
        transaction.set_rollback(True)


def entry(kind: str, number: int, at: datetime, **fields: object) -> Entry:
    """A valid entry."""
    said = parse({"id": UUID(int=number), "kind": kind, "at": at, **fields})
    assert isinstance(said, Entry), said
    return said


@st.composite
def queues(draw: st.DrawFn) -> list[Entry]:
    """What one phone said, corrections included; the phone gives every saying an id of its own."""
    queue = []
    for number in range(1, draw(st.integers(1, 10)) + 1):
        at = datetime.combine(START, time(), UTC) + timedelta(minutes=draw(st.integers(0, 3000)))
        target = str(UUID(int=draw(st.integers(1, 10))))
        plain = {"id": target, "kind": "episode", "at": at, "severity": draw(st.integers(0, 10))}
        kind = draw(st.sampled_from(("episode", "episode", "replaced", "withdrawn")))
        fields: dict[str, object] = {} if kind == "episode" else {"target": target}
        if kind == "replaced":
            fields["entry"] = plain
        queue.append(entry(kind, number, at, **fields))
    return queue


@QUICK
@given(queues(), st.integers(0, 2**32))
def test_any_splitting_repetition_and_order_of_a_queue_gives_the_same_timeline(queue: list[Entry], seed: int) -> None:
    chance = Random(seed)  # noqa: S311
    sent = [*queue, *chance.sample(queue, chance.randint(0, len(queue)))]
    chance.shuffle(sent)
    with clean_slate() as (ada, _):
        while sent:
            size = chance.randint(1, len(sent))
            batch, sent = sent[:size], sent[size:]
            assert set(store.append(ada, batch, NOW, "test")) <= {"kept", "already kept"}
        kept = store.timeline(ada)
        assert kept.entries == fold(queue, kept.zone).entries
        assert set(store.append(ada, queue, NOW, "test")) == {"already kept"}
        assert store.timeline(ada) == kept


MOSTLY = ("check_in", "episode", "dose", "measurement", "exposure", "note", "fact", "flare", "treatment", "goal")


@QUICK
@given(
    st.lists(st.tuples(st.one_of(anything(), anything(kinds=MOSTLY)), st.integers(0, 130 * 24)), max_size=25),
    st.lists(st.tuples(st.integers(0, 24), st.booleans(), st.integers(0, 130 * 24)), max_size=5),
)
def test_every_part_taken_from_months_that_were_read_once_is_the_part_read_alone(
    said: list[tuple[Entry, int]], corrected: list[tuple[int, bool, int]]
) -> None:
    def moved(one: Entry, hours: int) -> Entry:
        return one.model_copy(update={"at": NOW - timedelta(hours=hours)})

    plain = list({one.id: moved(one, hours) for one, hours in said}.values())
    queue = [*plain]
    for number, (nth, taken_back, hours) in enumerate(corrected):
        if plain:
            target = plain[nth % len(plain)]
            head = {"id": UUID(int=number), "at": NOW - timedelta(hours=hours), "target": target.id}
            queue.append(Withdrawn(**head) if taken_back else Replaced(**head, entry=moved(target, hours)))
    with clean_slate() as (ada, _):
        store.append(ada, queue, NOW, "test")
        look = Glance(ada, NOW)
        assert look.lately == store.lately(ada, NOW - SHOWN)
        assert look.for_rules == store.for_rules(ada, NOW - LATELY, NOW - COUNTED)
        whole = store.lately(ada, NOW - LISTENED)
        legs = [e for e in whole if sieve.holds(e, NOW - WHOLE) or sieve.kind_of(e) in sieve.OF_LEGS]
        assert list(look.of_legs) == legs


Saying = tuple[str, dict[str, object]]
SCORE, SHARE = st.integers(0, 10), st.floats(0.1, 9.9).map(lambda x: round(x, 2))
SAYINGS = st.one_of(
    st.tuples(st.just("check_in"), st.fixed_dictionaries({"spasticity": SCORE}, optional={"pain": SCORE})),
    st.tuples(st.just("check_in"), st.just({"nothing_today": True})),
    st.tuples(st.just("check_in"), st.fixed_dictionaries({"sleep_hours": SHARE, "falls": st.integers(0, 5)})),
    st.tuples(st.just("episode"), st.fixed_dictionaries({"what": st.sampled_from(("spasm", "pain", "fall"))})),
    st.tuples(st.just("episode"), st.fixed_dictionaries({"woke": st.booleans(), "count": st.integers(0, 30)})),
    st.tuples(st.just("exposure"), st.fixed_dictionaries({"what": st.sampled_from(("heat", "own:dog, barking"))})),
    st.tuples(st.just("exposure"), st.fixed_dictionaries({"what": st.just("stress"), "level": SHARE})),
    st.tuples(st.just("session"), st.fixed_dictionaries({"what": st.just("stretching"), "done": st.booleans()})),
    st.tuples(st.just("session"), st.fixed_dictionaries({"what": st.just("walking"), "minutes": SHARE})),
    st.tuples(st.just("dose"), st.fixed_dictionaries({"medicine": st.just("baclofen"), "status": st.just("missed")})),
    st.tuples(st.just("intake"), st.just({"sort": "drink", "what": "water", "amount": 2, "unit": "glass"})),
    st.tuples(st.just("bowel"), st.just({"what": "none"})),
    st.tuples(st.just("measurement"), st.fixed_dictionaries({"measure": st.just("own:air"), "value": SHARE})),
    st.tuples(st.just("measurement"), st.just({"measure": "temp_c", "value": 99.5, "unit": "F"})),
)


@QUICK
@given(st.lists(st.tuples(st.integers(0, 20), SAYINGS), max_size=25))
def test_a_diary_taken_out_and_brought_in_elsewhere_has_the_same_days(said: list[tuple[int, Saying]]) -> None:
    noon = datetime.combine(START, time(12), UTC)
    queue = [entry(kind, n, noon + timedelta(day), **fields) for n, (day, (kind, fields)) in enumerate(said)]
    with clean_slate() as (ada, bo):
        store.append(ada, queue, NOW, "test")
        before = from_timeline(store.timeline(ada))
        if not before.columns:
            return
        assert import_csv(bo, diary_csv(ada).encode(), NOW).preview.problems == ()
        after = from_timeline(store.timeline(bo))
        assert (after.first, set(after.columns)) == (before.first, set(before.columns))
        for name, column in before.columns.items():
            np.testing.assert_array_equal(column, after.columns[name], name)

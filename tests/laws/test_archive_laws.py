# SPDX-License-Identifier: Apache-2.0
"""Whatever was said and corrected: as an archive it moves to the last sign, and leaves again without a trace."""

import io
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple.actions import archive, bring_together
from supple.entries.entry import Entry
from supple.journal import store
from supple.people.models import Person
from tests.laws.test_journal_store import NOW, QUICK, clean_slate, entry, queues

pytestmark = pytest.mark.django_db


def written(person: Person) -> bytes:
    """The archive of a diary."""
    to = io.BytesIO()
    archive.write(person, to, NOW)
    return to.getvalue()


@QUICK
@given(queues())
def test_an_empty_diary_becomes_the_other_one_to_the_last_sign(queue: list[Entry]) -> None:
    with clean_slate() as (ada, bo):
        store.append(ada, queue, NOW, "test")
        archive.read_in(bo, written(ada), NOW)
        assert list(store.everything(bo)) == list(store.everything(ada))
        assert archive.read_in(bo, written(ada), NOW).seen.new == 0


@QUICK
@given(queues(), st.integers(0, 5))
def test_a_diary_is_as_it_was_once_an_archive_has_left_and_the_same_again_when_it_came_back(
    theirs: list[Entry], mine: int
) -> None:
    with clean_slate() as (ada, bo):
        store.append(ada, theirs, NOW, "test")
        store.append(bo, [entry("episode", 100 + n, NOW - timedelta(days=60 + n)) for n in range(mine)], NOW, "test")
        before = store.timeline(bo).entries
        content = written(ada)
        archive.read_in(bo, content, NOW)
        together = store.timeline(bo).entries
        bring_together.undo(bo, bring_together.brought(bo)[0].key, NOW)
        assert store.timeline(bo).entries == before
        archive.read_in(bo, content, NOW)
        assert store.timeline(bo).entries == together

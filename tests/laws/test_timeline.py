# SPDX-License-Identifier: Apache-2.0
"""Laws of folding: order and repetition of what arrives make no difference."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from supple.entries.entry import Entry
from supple.entries.felt import Episode
from supple.entries.kinds import MANY, Replaced, Withdrawn, to_json
from supple.entries.timeline import fold

START = datetime(2026, 3, 28, tzinfo=UTC)
ids = st.integers(1, 12).map(lambda n: UUID(int=n))
moments = st.integers(0, 72).map(lambda hours: START + timedelta(hours=hours))


def episodes() -> st.SearchStrategy[Episode]:
    """Episodes with few ids, so that corrections meet their targets."""
    return st.builds(Episode, id=ids, at=moments, what=st.just("cramp"), severity=st.integers(0, 10))


@st.composite
def diaries(draw: st.DrawFn) -> list[Entry]:
    """Some entries and corrections; one id means one entry, as the sender promises."""
    corrections = st.one_of(
        st.builds(Replaced, id=ids, at=moments, target=ids, entry=episodes()),
        st.builds(Withdrawn, id=ids, at=moments, target=ids),
    )
    said = draw(st.lists(st.one_of(episodes(), corrections), max_size=12))
    return list({e.id: e for e in said}.values())


@given(diaries(), st.randoms(use_true_random=False))
def test_any_order_and_repetition_gives_the_same_timeline(said: list[Entry], chance: object) -> None:
    shuffled = [*said, *said[::2]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    zone = ZoneInfo("Europe/Berlin")
    assert fold(shuffled, zone).entries == fold(said, zone).entries


@given(diaries())
def test_folding_shows_every_entry_at_most_once_and_no_correction(said: list[Entry]) -> None:
    shown = fold(said, ZoneInfo("UTC")).entries
    assert len({e.id for e in shown}) == len(shown)
    assert not any(isinstance(e, Replaced | Withdrawn) for e in shown)


@given(diaries())
def test_what_is_stored_reads_back_as_it_was_said(said: list[Entry]) -> None:
    stored = "[" + ",".join(to_json(e) for e in said) + "]"
    assert MANY.validate_json(stored) == said

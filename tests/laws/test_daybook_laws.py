# SPDX-License-Identifier: Apache-2.0
"""Laws of the day book: whatever was said, corrected and unsaid, and in whatever parts it came, it says the same."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import event, given
from hypothesis import strategies as st

from supple.entries.did import Dose, Exposure, Intake, Session
from supple.entries.entry import Entry
from supple.entries.felt import CheckIn, Episode
from supple.entries.kinds import Replaced, Withdrawn
from supple.entries.known import Treatment
from supple.entries.timeline import Timeline, fold
from supple.insight.daybook import Daybook, written
from supple.insight.series import DailyTable, from_timeline

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 3, 27, tzinfo=UTC)  # the clocks change within
HALFWAY = START + timedelta(hours=36)
ids = st.integers(1, 16).map(lambda n: UUID(int=n))
hours = st.integers(0, 96).map(lambda n: START + timedelta(hours=n))
moments = st.builds(lambda hour, n: hour + timedelta(minutes=n), hours, st.sampled_from([0, 0, 5, 10, 11]))
scores = st.none() | st.integers(0, 10)
base = {
    "id": ids, "at": moments, "private": st.booleans(), "by": st.sampled_from([None, None, "Bo", "Cleo"]),
    "zone": st.sampled_from([None, "Asia/Tokyo"]),
}  # fmt: skip
OWN = ("own:draughts", "own:coffee", "heat", "stress")


def episodes() -> st.SearchStrategy[Episode]:
    """Events of which two people may have seen one and the same."""
    return st.builds(
        Episode, **base, what=st.sampled_from([None, "spasm", "cramp", "stiffness", "fall", "pain"]),
        woke=st.none() | st.booleans(), count=st.none() | st.integers(0, 3),
        site=st.sampled_from([None, "calf", "thigh", "whole_leg"]), side=st.sampled_from([None, "left", "right"]),
    )  # fmt: skip


def plain() -> st.SearchStrategy[Entry]:
    """Every way in which an entry adds to its day."""
    return st.one_of(
        st.builds(CheckIn, **base, spasticity=scores, pain=scores, nothing_today=st.booleans(),
                  about=st.none() | moments.map(lambda at: at.date())),
        episodes(),
        st.builds(Exposure, **base, what=st.sampled_from(OWN), present=st.booleans(), level=scores),
        st.builds(Dose, **base, medicine=st.just("baclofen"), status=st.sampled_from(["taken", "missed"])),
        st.builds(Session, **base, what=st.sampled_from(["own:swim", "walking"]), minutes=st.sampled_from([None, 9])),
        st.builds(Intake, **base, sort=st.just("drink"), what=st.just("tea"), amount=st.just(1), unit=st.just("glass")),
        st.builds(Treatment, **base, name=st.just("baclofen"), change=st.sampled_from(["started", "stopped"])),
    )  # fmt: skip


@st.composite
def arrivals(draw: st.DrawFn) -> list[list[Entry]]:
    """What came in, part by part; one id means one entry, few ids let corrections meet their targets."""
    corrections = st.one_of(
        st.builds(Replaced, id=ids, at=moments, target=ids, entry=plain()),
        st.builds(Withdrawn, id=ids, at=moments, target=ids),
    )
    said = draw(st.lists(st.one_of(plain(), plain(), corrections), max_size=24))
    whole = list({e.id: e for e in said}.values())
    cuts = sorted(draw(st.lists(st.integers(0, len(whole)), max_size=4)))
    return [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]


def same(one: DailyTable, other: DailyTable) -> bool:
    """Whether two tables say the same, in the same order."""
    return (one.first, list(one.columns)) == (other.first, list(other.columns)) and all(
        np.array_equal(one.columns[name], other.columns[name], equal_nan=True) for name in one.columns
    )


def agrees(book: Daybook, whole: Timeline) -> None:
    """The day book says what the folded diary says."""
    shown = whole.without_private()
    assert same(book.whole.table, from_timeline(whole))
    assert same(book.shown.table, from_timeline(shown))
    assert same(book.shown_until(HALFWAY).table, from_timeline(shown.until(HALFWAY)))
    assert book.standing().entries == tuple(whole.of(Treatment))
    assert set(book.days) == set(whole.days)
    assert [t.id for day in sorted(book.days) for t in book.days[day]] == [
        e.id.int for day in sorted(book.days) for e in whole.within(day, day)
    ]


@given(arrivals())
def test_a_day_book_kept_up_part_by_part_says_what_the_whole_diary_says(parts: list[list[Entry]]) -> None:
    book, so_far = Daybook(BERLIN), list[Entry]()
    for part in parts:
        book, so_far = written(book, part), [*so_far, *part]
        agrees(book, fold(so_far, BERLIN))
    event(f"corrections that hold: {len(book.holds)}")


@given(arrivals(), st.randoms(use_true_random=False))
def test_order_and_repetition_make_no_difference_to_a_day_book(parts: list[list[Entry]], chance: object) -> None:
    said = [entry for part in parts for entry in part]
    shuffled = [*said, *said[::2]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    agrees(written(written(Daybook(BERLIN), shuffled), said), fold(said, BERLIN))


def test_a_column_that_the_next_word_leaves_alone_is_the_very_same() -> None:
    said = [Exposure(id=UUID(int=1), at=HALFWAY, what="heat"), CheckIn(id=UUID(int=2), at=HALFWAY, pain=3)]
    before = written(Daybook(BERLIN), said)
    after = written(before, [CheckIn(id=UUID(int=3), at=HALFWAY + timedelta(hours=1), pain=4)])
    assert after.whole.table.columns["heat"] is before.whole.table.columns["heat"]
    assert (before.whole.table.columns["pain"].tolist(), after.whole.table.columns["pain"].tolist()) == ([3.0], [4.0])

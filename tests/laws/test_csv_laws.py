# SPDX-License-Identifier: Apache-2.0
"""Laws of the diary as CSV: writing and reading is a round trip, order is nothing, bytes never crash it."""

import random
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from supple.insight.series import DailyTable
from supple.interop.csv import read, write

CELL = st.one_of(st.just(float("nan")), st.integers(0, 20).map(float), st.floats(-1e6, 1e6))
NAMES = st.lists(
    st.text("abcdefg_ ,;\"'é", min_size=1, max_size=8).map(str.strip).filter(bool),
    min_size=1,
    max_size=4,
    unique=True,
).filter(lambda names: not {"date", "day", "datum", "dates"} & set(names))


@st.composite
def tables(draw: st.DrawFn) -> DailyTable:
    days = draw(st.integers(1, 12))
    names = draw(NAMES)
    columns = {name: np.array(draw(st.lists(CELL, min_size=days, max_size=days))) for name in names}
    return DailyTable(draw(st.dates(date(1990, 1, 1), date(2060, 1, 1))), columns)


@given(tables())
def test_a_table_written_and_read_is_the_same_table(table: DailyTable) -> None:
    again = read(write(table).encode()).accepted().table
    assert (again.first, list(again.columns)) == (table.first, list(table.columns))
    for name, column in table.columns.items():
        np.testing.assert_array_equal(again.columns[name], column)


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(table: DailyTable, shuffler: random.Random) -> None:
    header, *rows = write(table).splitlines()
    shuffler.shuffle(rows)
    again = read("\n".join([header, *rows]).encode()).accepted().table
    assert write(again) == write(table)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_list_of_problems(content: bytes) -> None:
    reading = read(content)
    assert bool(reading.problems) != bool(reading.table.days or reading.table.columns or not reading.problems)
    assert all(problem.line >= 0 and problem.found and problem.cure for problem in reading.problems)


@given(st.text('date,;\t\n"2026-01/x.5 é', max_size=200))
def test_any_text_is_a_table_or_a_list_of_problems(content: str) -> None:
    reading = read(f"date,cramps\n{content}".encode())
    assert all(problem.found and problem.cure for problem in reading.problems)

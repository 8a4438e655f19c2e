# SPDX-License-Identifier: Apache-2.0
"""Many people's days in one file: everyone is found once, whole, and a bad one spoils nobody else's."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from supple.errors import SuppleError
from supple.insight.series import DailyTable
from supple.interop import parquet

FIRST = date(2026, 1, 5)


def written(path: Path, people: dict[str, int], rows_a_part: int) -> Path:
    """A file in which each person has so many days in a row, cut into parts without regard to people."""
    who = [name for name, days in people.items() for _ in range(days)]
    day = [FIRST + timedelta(days=at) for days in people.values() for at in range(days)]
    cramps = pa.array([float(at % 5) for at in range(len(who))], pa.float64())
    table = pa.table({"person": pa.array(who, pa.string()), "date": pa.array(day, pa.date32()), "cramps": cramps})
    pq.write_table(table, path, row_group_size=rows_a_part)
    return path


def days_by_person(path: Path) -> dict[str, int]:
    """How many days of whom are found in all parts together."""
    found: dict[str, int] = {}
    for part in range(parquet.parts(path)):
        for one in parquet.people(path, part):
            assert one.person not in found
            assert isinstance(one.days, DailyTable)
            found[one.person] = one.days.days
    return found


@pytest.mark.parametrize("rows_a_part", [1, 2, 7, 30, 1000])
def test_everyone_is_found_once_and_whole_however_the_file_is_cut(tmp_path: Path, rows_a_part: int) -> None:
    people = {"ada": 20, "bo": 1, "cleo": 9, "dan": 30}
    assert days_by_person(written(tmp_path / "d.parquet", people, rows_a_part)) == people


def test_values_stay_on_their_days(tmp_path: Path) -> None:
    path = written(tmp_path / "d.parquet", {"ada": 3, "bo": 4}, 5)
    days = {one.person: one.days for part in range(2) for one in parquet.people(path, part)}
    assert isinstance(days["bo"], DailyTable)
    assert days["bo"].first == FIRST
    assert days["bo"].columns["cramps"].tolist() == [3.0, 4.0, 0.0, 1.0]


def test_a_day_without_a_row_is_a_day_not_recorded_and_order_does_not_matter(tmp_path: Path) -> None:
    day = [FIRST + timedelta(days=at) for at in (3, 0, 1)]
    pq.write_table(pa.table({"person": ["ada"] * 3, "date": day, "cramps": [3, 0, 1]}), tmp_path / "d.parquet")
    (one,) = parquet.people(tmp_path / "d.parquet", 0)
    assert isinstance(one.days, DailyTable)
    assert np.array_equal(one.days.columns["cramps"], [0.0, 1.0, np.nan, 3.0], equal_nan=True)


def test_dates_may_be_text_and_one_that_is_none_spoils_only_its_person(tmp_path: Path) -> None:
    days = ["2026-01-05", "2026-01-06", "the day after", "2026-01-05"]
    table = pa.table({"person": ["ada", "ada", "bo", "cleo"], "date": days, "cramps": [1, 2, 3, 4]})
    pq.write_table(table, tmp_path / "d.parquet")
    ada, bo, cleo = parquet.people(tmp_path / "d.parquet", 0)
    assert isinstance(ada.days, DailyTable)
    assert isinstance(bo.days, SuppleError)
    assert bo.days.code == "date-unreadable"
    assert isinstance(cleo.days, DailyTable)


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ((FIRST, FIRST), "date-repeated"),
        ((FIRST, date(2126, 1, 1)), "span-too-long"),
        ((FIRST, None), "date-unreadable"),
    ],
)
def test_days_that_cannot_be_meant_are_said(tmp_path: Path, days: tuple[date, date | None], code: str) -> None:
    pq.write_table(pa.table({"person": ["ada"] * 2, "date": days, "cramps": [1, 2]}), tmp_path / "d.parquet")
    (one,) = parquet.people(tmp_path / "d.parquet", 0)
    assert isinstance(one.days, SuppleError)
    assert one.days.code == code


def test_rows_without_a_person_are_said(tmp_path: Path) -> None:
    table = pa.table({"person": ["ada", None], "date": [FIRST, FIRST], "cramps": [1, 2]})
    pq.write_table(table, tmp_path / "d.parquet")
    _, nobody = parquet.people(tmp_path / "d.parquet", 0)
    assert isinstance(nobody.days, SuppleError)
    assert nobody.days.code == "person-missing"


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"date": [FIRST], "cramps": [1]}, "person-missing"),
        ({"person": ["ada"], "cramps": [1]}, "date-missing"),
        ({"person": ["ada"], "date": [FIRST], "cramps": ["many"]}, "not-numbers"),
        ({"person": ["ada"], "date": [5], "cramps": [1]}, "date-unreadable"),
    ],
)
def test_a_file_that_is_no_table_of_days_is_refused(tmp_path: Path, columns: dict[str, Any], code: str) -> None:
    pq.write_table(pa.table(columns), tmp_path / "d.parquet")
    with pytest.raises(SuppleError) as refused:
        parquet.parts(tmp_path / "d.parquet")
    assert refused.value.code == code


@pytest.mark.parametrize("held", [b"", b"PAR1 cut short", b"date,cramps\n"])
def test_a_broken_file_is_refused(tmp_path: Path, held: bytes) -> None:
    (tmp_path / "d.parquet").write_bytes(held)
    with pytest.raises(SuppleError):
        parquet.parts(tmp_path / "d.parquet")


def test_an_empty_table_holds_nobody(tmp_path: Path) -> None:
    path = written(tmp_path / "d.parquet", {}, 5)
    assert days_by_person(path) == {}

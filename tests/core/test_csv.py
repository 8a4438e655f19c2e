# SPDX-License-Identifier: Apache-2.0
"""Is every oddity of a spreadsheet understood and said, or refused with its line and a cure?"""

from datetime import date

import numpy as np
import pytest

from supple.errors import SuppleError
from supple.interop.csv import Reading, read, write

PLAIN = "date,cramps,heat\n2026-01-05,2,1\n2026-01-06,0,0\n2026-01-07,,1\n"


def _codes(reading: Reading) -> set[str]:
    return {note.code for note in reading.notes}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (PLAIN.encode(), None),
        (PLAIN.encode("utf-8-sig"), None),
        (PLAIN.encode("utf-16"), "encoding"),
        (PLAIN.replace("\n", "\r\n").encode(), None),
        (PLAIN.replace(",", ";").encode(), "separator"),
        (PLAIN.replace(",", "\t").encode(), "separator"),
        (b'"date","cramps","heat"\n"2026-01-05","2","1"\n"2026-01-06","0","0"\n"2026-01-07","","1"\n', None),
        (b"date,cramps,heat\n2026-01-07,,1\n2026-01-05,2,1\n2026-01-06,0,0\n", "sorted"),
        (b"Date,cramps,heat\n5.1.2026,2,yes\n6.1.2026,0,No\n7.1.2026,n/a,x\n", "blank-words"),
        (b"day,cramps,heat\n2026-01-05,2,1\n2026-01-06,0,0\n2026-01-07,,1\n", "date-column"),
        (b"date,cramps,heat\n20260105,2,1\n2026/01/06,0,0\n2026-01-07T08:00,,1\n", None),
        (b"date,cramps,heat\n2026-01-05,2,1\n2026-01-05,,1\n2026-01-06,0,0\n2026-01-07,,1\n", "dates-repeated"),
        (b"date,cramps,heat,,\n2026-01-05,2,1,,\n\n2026-01-06,0,0,,\n2026-01-07,,1,,\n", None),
        (b"date,cramps,heat,note\n2026-01-05,2,1,ah\n2026-01-06,0,0,oh\n2026-01-07,,1,eh\n", "words-left-out"),
    ],
)
def test_many_ways_of_writing_the_same_three_days_read_the_same(content: bytes, code: str | None) -> None:
    reading = read(content).accepted()
    assert reading.table.first == date(2026, 1, 5)
    np.testing.assert_array_equal(reading.table.columns["cramps"], [2.0, 0.0, np.nan])
    np.testing.assert_array_equal(reading.table.columns["heat"], [1.0, 0.0, 1.0])
    assert code is None or code in _codes(reading)


def test_decimal_commas_are_numbers_and_said() -> None:
    reading = read(b"date;hours\n2026-01-05;6,5\n2026-01-06;7\n")
    assert reading.table.columns["hours"].tolist() == [6.5, 7.0]
    assert "decimal-comma" in _codes(reading)


def test_missing_days_become_days_not_recorded_and_are_counted() -> None:
    reading = read(b"date,cramps\n2026-01-05,1\n2026-01-09,2\n")
    assert reading.table.days == 5
    assert [note.value for note in reading.notes if note.code == "dates-missing"] == ["3"]


def test_days_after_today_are_said() -> None:
    notes = read(b"date,cramps\n2026-01-05,1\n2062-01-09,2\n", date(2026, 1, 6)).notes
    assert [note.value for note in notes if note.code == "dates-ahead"] == ["1"]


def test_slashed_dates_are_settled_by_the_day_that_cannot_be_a_month() -> None:
    reading = read(b"date,cramps\n05/01/2026,1\n13/01/2026,2\n")
    assert (reading.table.first, reading.table.days) == (date(2026, 1, 5), 9)
    reading = read(b"date,cramps\n01/05/2026,1\n01/13/2026,2\n")
    assert (reading.table.first, reading.table.days) == (date(2026, 1, 5), 9)


@pytest.mark.parametrize(
    ("content", "line", "found"),
    [
        (b"", 1, "no days"),
        (b"date,cramps\n", 1, "no days"),
        (b"cramps\n1\n", 1, "only one column"),
        (b"2026-01-05,1\n2026-01-06,2\n", 1, "no header"),
        (b"when,cramps\n2026-01-05,1\n", 1, "called date"),
        (b"date,cramps,cramps\n2026-01-05,1,1\n", 1, "same name"),
        (b"date,cramps,\n2026-01-05,1,7\n", 2, "without a name"),
        (b"date,cramps\n2026-02-30,1\n", 2, "no calendar"),
        (b"date,cramps\n0026-02-03,1\n", 2, "century"),
        (b"date,cramps\nsoon,1\n", 2, "not a date"),
        (b"date,cramps\n,1\n", 2, "no date"),
        (b"date,cramps\n05/04/2026,1\n", 2, "two ways"),
        (b"date,cramps\n2026-01-05,1\n1926-01-06,1\n", 3, "fifty years"),
        (b"date,cramps\n2026-01-05,1\n2026-01-06,lots\n2026-01-07,2\n", 3, "words"),
        (b"date,cramps\n2026-01-05,1-2\n", 2, "plain number"),
        (b"date,cramps\n2026-01-05,1e300\n", 2, "too large"),
        (b"date,cramps\n2026-01-05,1,2\n", 2, "3 cells"),
        (b"date,cramps,heat\n2026-01-05,1\n", 2, "2 cells"),
        (b"date,cramps\n2026-01-05,1\n2026-01-05,2\n", 3, "same day twice"),
        (b'date,cramps\n2026-01-05,"1\n2026-01-06,2\n', 3, "quotation mark"),
        (b"date,cramps\n2026-01-05," + b"1" * 200_000, 2, "longer than any note"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 1, "not a text file"),
        (bytes(range(256)) * 4, 1, "not a text file"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(content: bytes, line: int, found: str) -> None:
    reading = read(content)
    first = reading.problems[0]
    assert found in first.found
    assert (first.line, bool(first.cure)) == (line, True)
    with pytest.raises(SuppleError) as refused:
        reading.accepted()
    assert refused.value.code == "diary-unreadable"


def test_all_problems_are_collected_and_their_list_is_capped() -> None:
    rows = "".join(f"2026-01-{day:02d},{value}\n" for day in range(1, 29) for value in ("?!", "3 or 4"))
    reading = read(f"date,cramps\n{rows}{'2026-02-01,1'}\n2026-02-02,1\n".encode() + b"2026-02-03,2\n" * 20)
    assert len(reading.problems) == 50
    assert reading.unlisted == 6


def test_a_file_too_large_to_be_a_diary_is_refused() -> None:
    assert "64 MB" in read(b" " * 64_000_001).problems[0].found


def test_two_columns_of_dates_are_refused() -> None:
    assert "called date" in read(b"Date,DATE,cramps\n2026-01-05,2026-01-05,1\n").problems[0].found


def test_letters_of_old_windows_files_are_read_and_said() -> None:
    reading = read("date,Krämpfe\n2026-01-05,2\n".encode("cp1252"))
    assert list(reading.table.columns) == ["Krämpfe"]
    assert "encoding" in _codes(reading)


def test_a_refusal_never_quotes_the_diary() -> None:
    with pytest.raises(SuppleError) as refused:
        read(b"date,cramps\n2026-01-05,secret words\n2026-01-06,1\n").accepted()
    assert "secret" not in str(refused.value)


def test_two_hundred_columns_and_ten_megabytes_are_read() -> None:
    header = ",".join(["date", *(f"c{i}" for i in range(200))])
    row = ",".join(["%s", *("12345.678" for _ in range(200))])
    days = np.arange("2014-01-01", "2027-10-01", dtype="datetime64[D]")
    content = "\n".join([header, *(row % day for day in days)]).encode()
    assert len(content) > 10_000_000
    reading = read(content).accepted()
    assert (reading.table.days, len(reading.table.columns)) == (len(days), 200)


def test_a_table_is_written_as_a_person_would_write_it() -> None:
    reading = read(PLAIN.encode())
    assert write(reading.table) == PLAIN

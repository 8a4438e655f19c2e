# SPDX-License-Identifier: Apache-2.0
"""Tables of any shape: what is guessed, what is asked, how lines become days, and what is refused with its line."""

from dataclasses import replace
from math import isnan

import pytest

from supple.errors import SuppleError
from supple.interop import sheet
from supple.interop.csv import Reading
from supple.interop.sheet import OUT_OF_100, ReadAs, ReadColumn

DAYLIO = b"""full_date,date,weekday,time,mood,activities,note_title,note
2026-09-28,28 September,Tuesday,10:00 pm,meh ,"clean | music | bad sleep | alcohol ","",""
2026-09-28,28 September,Tuesday,11:00 pm,sad,"","","slept badly"
2026-09-26,26 September,Sunday,11:00 pm,good,"music | vegetarian day","",""
"""
"""In the form of a public sample (MichaelCurrin/daylio-csv-parser, dayliopy/sample.csv), with made-up days."""


def read(content: bytes, read_as: ReadAs | None = None) -> Reading:
    """The days of a file, as guessed or as told."""
    found = sheet.read(content)
    return sheet.laid_out(found, read_as or sheet.guess(found))


def days(reading: Reading) -> dict[str, list[float | None]]:
    """The columns, None for not recorded."""
    assert reading.problems == ()
    return {n: [None if isnan(v) else v for v in c.tolist()] for n, c in reading.table.columns.items()}


def told(content: bytes, order: sheet.Order | None = "year first", /, **columns: ReadColumn | str) -> Reading:
    """Read as told."""
    said = {name: ReadColumn(c) if isinstance(c, str) else c for name, c in columns.items()}
    return read(content, ReadAs({"date": ReadColumn("date"), **said}, order))


def test_a_diary_of_daylio_is_guessed_from_its_columns() -> None:
    guess = sheet.guess(sheet.read(DAYLIO))
    what = {name: column.what for name, column in guess.columns.items()}
    assert what == {
        "full_date": "date", "date": "leave", "weekday": "leave", "time": "leave", "mood": "mood",
        "activities": "things", "note_title": "leave", "note": "note",
    }  # fmt: skip
    assert guess.columns["mood"].words == {"meh": 5, "good": 8}


def test_a_diary_of_daylio_becomes_moods_things_met_and_notes() -> None:
    found = read(DAYLIO)
    columns = days(found)
    assert columns["mood"] == [8, None, 5]
    assert columns["alcohol"] == [0, None, 1]
    assert columns["own:music"] == [1, None, 1]
    assert columns["own:vegetarian day"] == [1, None, 0]
    assert found.words == {"note": ("", "", "slept badly")}
    assert ("words-without-a-number", "mood", "1") in [(n.code, n.about, n.value) for n in found.notes]


@pytest.mark.parametrize(
    ("written", "order"),
    [("2026-04-03", "year first"),
     ("25/04/2026", "day first"), ("04/25/2026", "month first"), ("3.4.2026", "year first"),
     ("03/04/2026", None), ("2026-04-03 08:15", "year first"), ("2026-04-03T08:15:00", "year first")],
)  # fmt: skip
def test_how_dates_are_written_is_seen_or_asked(written: str, order: str | None) -> None:
    assert sheet.guess(sheet.read(f"when,x\n{written},1\n".encode())).order == order


def test_an_ambiguous_date_is_not_read_before_somebody_says_how() -> None:
    content = b"date,pain\n03/04/2026,4\n"
    (problem,) = told(content, None, pain="pain").problems
    assert problem.found == "dates that can be read in two ways"
    assert told(content, "day first", pain="pain").table.first.isoformat() == "2026-04-03"
    assert told(content, "month first", pain="pain").table.first.isoformat() == "2026-03-04"


def test_units_and_scales_are_turned_into_ours() -> None:
    content = b"date;T;w;slept;ache\n2026-01-01;98,6;150;450;70\n"
    found = told(
        content, T=ReadColumn("temp_c", "F"), w=ReadColumn("weight_kg", "lb"), slept=ReadColumn("sleep_hours", "min"),
        ache=ReadColumn("pain", OUT_OF_100),
    )  # fmt: skip
    assert days(found) == {"temp_c": [37.0], "weight_kg": [68.039], "sleep_hours": [7.5], "pain": [7]}


def test_several_lines_of_a_day_become_one_by_the_rule_of_the_measure() -> None:
    content = b"date,steps,own x,heat,pain\n2026-01-01,100,1,0,3\n2026-01-01,250,2,1,5\n"
    found = told(content, **{"steps": "steps", "own x": "own", "heat": "heat", "pain": "pain"})
    assert days(found) == {"steps": [250], "own:own x": [1.5], "heat": [1], "pain": [5]}
    assert "days-put-together" in {n.code for n in found.notes}


@pytest.mark.parametrize(
    ("content", "columns", "line", "what"),
    [
        (b"date,pain\n2026-01-01,3\n2026-01-02,lots\n", {"pain": "pain"}, 3, "words instead of a number"),
        (b"date,pain\n2026-01-01,3\n2026-01-02,70\n", {"pain": "pain"}, 3, "a number out of range"),
        (b"date,pain\n2026-01-01,3\nsoon,7\n", {"pain": "pain"}, 3, "something that is not a date"),
        (b"date,pain\n2026-02-30,3\n", {"pain": "pain"}, 2, "a date that no calendar has"),
        (b"date,pain\n2026-01-01,3\n", {}, 1, "no column was chosen"),
        (b"date,pain\n2026-01-01,3\n", {"pain": "date"}, 1, "more than one column is the date"),
        (b"date,pain\n2026-01-01,\n", {"pain": "pain"}, 1, "no column was chosen"),
        (b"date,pain\n1926-01-01,3\n2026-01-01,3\n", {"pain": "pain"}, 1, "days more than fifty years apart"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(
    content: bytes, columns: dict[str, str], line: int, what: str
) -> None:
    problem = told(content, **columns).problems[0]
    assert (problem.line, problem.found) == (line, what)
    assert problem.cure


def test_a_column_that_is_left_out_may_hold_anything() -> None:
    assert days(told(b"date,a,b\n2026-01-01,\xff,2\n", a="leave", b="own")) == {"own:b": [2]}


def test_names_that_are_missing_or_there_twice_can_be_told_apart() -> None:
    found = sheet.read(b"date,,pain,pain\n2026-01-01,1,2,3\n")
    assert found.header == ("date", "column 2", "pain", "pain (2)")


@pytest.mark.parametrize("content", [b"", b"a,b\n", b"PK\x03\x04\x00\x00", b"one column\n1\n", b'a,b\n"open,1\n'])
def test_what_is_no_table_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(SuppleError) as refusal:
        sheet.read(content)
    assert refusal.value.hint


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(encoding: str) -> None:
    found = sheet.read("date;Müdigkeit\n1.2.2026;3,5\n".encode(encoding))
    assert found.header == ("date", "Müdigkeit")
    assert days(sheet.laid_out(found, sheet.guess(found))) == {"own:Müdigkeit": [3.5]}


def test_the_same_columns_have_the_same_signature_whatever_stands_under_them() -> None:
    first, second = sheet.read(DAYLIO), sheet.read(DAYLIO + b'2026-09-29,x,x,x,bad,"","",""\n')
    assert first.signature == second.signature
    assert first.signature != sheet.read(b"a,b\n1,2\n").signature


def test_how_a_table_was_read_can_be_written_down_and_read_again() -> None:
    guess = sheet.guess(sheet.read(DAYLIO))
    assert sheet.from_json(guess.as_json()) == guess
    for wrong in ({}, {"columns": 3}, {"columns": {"a": {"what": "rm"}}}, replace(guess).as_json() | {"order": "no"}):
        with pytest.raises(SuppleError):
            sheet.from_json(wrong)

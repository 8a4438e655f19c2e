# SPDX-License-Identifier: Apache-2.0
"""A diary from elsewhere comes in once, whole, and with every oddity said."""

import json
from datetime import UTC, datetime
from math import isnan

import pytest

from supple.actions import correct, look_back
from supple.actions.bring_in import import_csv, preview_csv
from supple.actions.take_out import diary_csv, entries_jsonl
from supple.entries.felt import CheckIn, Note
from supple.entries.parse import parse
from supple.errors import SuppleError
from supple.insight.series import from_timeline
from supple.journal import store
from supple.people.models import Person

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DIARY = b"""date,spasticity,Air quality,heat,stretching,stretching_minutes,pain,episodes,note
2026-10-01,3,1.5,1,1,20,55,2,a fine day
2026-10-02,4,2.5,0,0,0,12,0,
2026-10-04,,2.5,6,1,,,1,tired
"""


def test_looking_first_keeps_nothing(ada: Person) -> None:
    seen = preview_csv(ada, DIARY, NOW)
    assert seen.counts == {"check_in": 2, "exposure": 3, "measurement": 8, "note": 2, "session": 3}
    assert (seen.new, seen.already, seen.changed, seen.problems) == (18, 0, (), ())
    assert {(n.code, n.about) for n in seen.notes} == {
        ("dates-missing", "date"), ("kept-as-own", "Air quality"), ("does-not-fit", "pain"),
    }  # fmt: skip
    assert len(look_back.timeline(ada)) == 0


def test_every_value_comes_in_under_its_own_day(ada: Person) -> None:
    done = import_csv(ada, DIARY, NOW)
    assert (done.preview.new, done.checked) == (18, True)
    table = from_timeline(look_back.timeline(ada))
    assert table.first.isoformat() == "2026-10-01"
    read_as = {name: [None if isnan(v) else v for v in column.tolist()] for name, column in table.columns.items()}
    assert read_as["spasticity"] == [3, 4, None, None]
    assert read_as["own:Air quality"] == [1.5, 2.5, None, 2.5]
    assert read_as["own:pain"] == [55, 12, None, None]
    assert read_as["heat"] == [1, 0, None, 6]
    assert read_as["stretching_minutes"] == [20, 0, None, 0]
    assert read_as["episodes"] == [2, 0, None, 1]
    assert [n.text for n in look_back.timeline(ada).of(Note)] == ["a fine day", "tired"]


def test_the_same_file_again_adds_nothing(ada: Person) -> None:
    import_csv(ada, DIARY, NOW)
    again = import_csv(ada, DIARY, NOW).preview
    assert (again.new, again.already, again.changed) == (0, 18, ())
    assert len(look_back.timeline(ada)) == 18


def test_a_longer_file_adds_only_what_is_new(ada: Person) -> None:
    import_csv(ada, DIARY, NOW)
    again = import_csv(ada, DIARY + b"2026-10-05,1,,,,,,,\n", NOW).preview
    assert (again.new, again.already) == (1, 18)


def test_a_changed_value_is_named_and_does_not_overwrite(ada: Person) -> None:
    import_csv(ada, DIARY, NOW)
    again = import_csv(ada, DIARY.replace(b"-01,3,", b"-01,9,"), NOW).preview
    assert [(day.isoformat(), column) for day, column in again.changed] == [("2026-10-01", "spasticity")]
    assert [c.spasticity for c in look_back.timeline(ada).of(CheckIn)] == [3, 4]


def test_moving_house_does_not_make_the_same_file_a_different_one(ada: Person) -> None:
    import_csv(ada, DIARY, NOW)
    ada.zone = "Asia/Tokyo"
    ada.save()
    assert import_csv(ada, DIARY, NOW).preview.changed == ()


def test_what_was_withdrawn_stays_withdrawn_when_the_file_comes_again(ada: Person) -> None:
    import_csv(ada, DIARY, NOW)
    first = next(look_back.timeline(ada).of(CheckIn))
    correct.withdraw(ada, first.id, NOW)
    import_csv(ada, DIARY, NOW)
    assert look_back.one(ada, first.id) is None


def test_todays_line_comes_in_before_noon_and_tomorrows_never(ada: Person) -> None:
    morning = datetime(2026, 10, 4, 6, tzinfo=UTC)  # eight o'clock in Berlin
    assert import_csv(ada, DIARY, morning).preview.new == 18
    yesterday = datetime(2026, 10, 3, 12, tzinfo=UTC)
    with pytest.raises(SuppleError, match="not come yet"):
        import_csv(ada, DIARY, yesterday)


BROKEN = {
    "binary": b"PK\x03\x04\x00\x00\x08\x00" * 100,
    "no header": b"2026-10-01,3\n2026-10-02,4\n",
    "no date": b"day of mine,spasticity\nMonday,3\n",
    "impossible date": b"date,spasticity\n2026-02-30,3\n",
    "words for a number": b"date,spasticity\n2026-10-01,3\n2026-10-02,4\n2026-10-03,5\n2026-10-04,6\n2026-10-05,bad\n",
    "ragged": b"date,spasticity\n2026-10-01,3,4\n",
    "empty": b"",
    "nul": b"date,spasticity\n2026-10-01,\x00\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_refused_whole_with_a_cure(ada: Person, name: str) -> None:
    seen = preview_csv(ada, BROKEN[name], NOW)
    assert seen.problems
    assert seen.problems[0].cure
    with pytest.raises(SuppleError) as refusal:
        import_csv(ada, BROKEN[name], NOW)
    assert refusal.value.hint
    assert len(look_back.timeline(ada)) == 0


def test_two_hundred_columns_come_in_too(ada: Person) -> None:
    names = ",".join(f"thing {n}" for n in range(200))
    row = ",".join(str(n) for n in range(200))
    done = import_csv(ada, f"date,{names}\n2026-10-01,{row}\n".encode(), NOW)
    assert done.preview.new == 200
    assert len(from_timeline(look_back.timeline(ada)).columns) == 200


def test_a_column_with_an_endless_name_is_kept_under_a_shorter_one(ada: Person) -> None:
    assert import_csv(ada, b"date," + b"x" * 300 + b",y\n2026-10-01,1,2\n", NOW).preview.new == 2


def test_two_names_for_one_measure_are_both_kept(ada: Person) -> None:
    import_csv(ada, b"date,Pain,pain\n2026-10-01,3,4\n", NOW)
    columns = from_timeline(look_back.timeline(ada)).columns
    assert {name: column.tolist() for name, column in columns.items()} == {"pain": [3], "own:pain": [4]}


def test_the_diary_goes_out_as_lines_that_can_be_read_again(ada: Person, bo: Person) -> None:
    import_csv(ada, DIARY, NOW)
    said = [parse(json.loads(line)) for line in entries_jsonl(ada)]
    assert tuple(said) == look_back.timeline(ada).entries
    store.append(bo, [e for e in said if not isinstance(e, tuple)], NOW, "test")
    assert look_back.timeline(bo).entries == look_back.timeline(ada).entries


def test_an_empty_diary_goes_out_as_a_header(ada: Person) -> None:
    assert diary_csv(ada) == "date\n"

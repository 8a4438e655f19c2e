# SPDX-License-Identifier: Apache-2.0
"""A backup is whole, restores, and is let go by a simple rule; what is not whole never replaces anything."""

import json
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from supple.actions.keep_backups import let_go
from tests.faults.installation import Installation

COUNT = "SELECT count(*) FROM journal_event"


def count(file: Path) -> int:
    """How many entries a database file holds."""
    with closing(sqlite3.connect(file)) as opened:
        found: int = opened.execute(COUNT).fetchone()[0]
        return found


def test_a_backup_comes_back_and_what_was_there_is_kept_beside_it(home: Installation, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    said = json.loads(home.did("backup", str(copy), "--json"))
    assert (said["persons"], said["entries"]) == (2, 3)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    home.did("log", "said after the backup", "--person", "Ada")
    told = home.did("restore", str(copy))
    assert "3 entries of 2 persons" in told
    assert home.rows(COUNT) == [(3,)]
    (beside,) = home.home.glob("*.before-restore-*")
    assert count(beside) == 4
    assert "legs like wood" in home.did("export", "entries", "--person", "Ada")
    home.did("log", "and it goes on", "--person", "Ada")


def test_a_backup_is_made_while_the_server_writes_and_put_back_only_when_it_has_stopped(
    home: Installation, secret: str, tmp_path: Path
) -> None:
    note = {"kind": "note", "id": "01920000-0000-7000-8000-000000000001", "at": "2026-01-02T03:04:05Z", "text": "x"}
    with home.serving() as server:
        server.post(secret, [note])
        home.did("backup", str(tmp_path / "copy.sqlite3"))
        refused = home.run("restore", str(tmp_path / "copy.sqlite3"))
        assert refused.returncode == 2
        assert "is running" in refused.stderr
    assert count(tmp_path / "copy.sqlite3") == 4


def test_a_backup_signs_nobody_in_and_holds_nothing_that_was_erased(home: Installation, tmp_path: Path) -> None:
    with closing(sqlite3.connect(home.database)) as opened, opened:
        opened.execute("INSERT INTO django_session VALUES ('a-session-key', 'x', '2030-01-01')")
    home.did("backup", str(tmp_path / "copy.sqlite3"))
    assert b"a-session-key" not in (tmp_path / "copy.sqlite3").read_bytes()
    assert home.rows("SELECT count(*) FROM django_session") == [(1,)]


@pytest.mark.parametrize("harm", ["torn", "flipped", "another", "empty", "text"])
def test_what_is_not_a_whole_backup_replaces_nothing(home: Installation, tmp_path: Path, harm: str) -> None:
    bad = tmp_path / "bad.sqlite3"
    shutil.copy(home.database, bad)
    whole = bad.read_bytes()
    if harm == "another":
        bad.unlink()
        with closing(sqlite3.connect(bad)) as opened:
            opened.execute("CREATE TABLE cats (name)")
    middle = len(whole) // 2
    harmed = {
        "torn": whole[:middle], "flipped": whole[:4096] + b"\xff" * 4096 + whole[8192:], "empty": b"", "text": b"hello",
    }  # fmt: skip
    if harm in harmed:
        bad.write_bytes(harmed[harm])
    before = home.database.read_bytes()
    told = home.run("restore", str(bad))
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert home.database.read_bytes() == before
    assert not list(home.home.glob("*partial*"))


def test_a_backup_never_overwrites_and_a_full_place_leaves_nothing(home: Installation, tmp_path: Path) -> None:
    there = tmp_path / "there.sqlite3"
    there.write_text("mine")
    told = home.run("backup", str(there))
    assert told.returncode == 2
    assert there.read_text() == "mine"
    missing = home.run("backup", str(tmp_path / "nowhere" / "copy.sqlite3"))
    assert missing.returncode == 2
    assert "no folder" in missing.stderr


def test_the_daily_backup_is_made_once_a_day_and_tried_out(home: Installation) -> None:
    assert "Tried out" in home.did("backup", "--daily")
    assert "already" in home.did("backup", "--daily")
    assert len(list((home.home / "backups").glob("supple-*.sqlite3"))) == 1


def test_the_rule_keeps_seven_days_five_weeks_and_twelve_months() -> None:
    days = {Path(str(n)): datetime(2026, 1, 1, 3, tzinfo=UTC) + timedelta(days=n) for n in range(500)}
    kept = sorted(days[file] for file in set(days) - set(let_go(days)))
    assert kept[-7:] == sorted(days.values())[-7:]
    assert len({m.isocalendar()[:2] for m in kept} & {m.isocalendar()[:2] for m in sorted(days.values())[-35:]}) >= 5
    assert len({(m.year, m.month) for m in kept}) == 12
    assert len(kept) <= 7 + 5 + 12


def test_letting_go_day_by_day_keeps_the_same_as_all_at_once_and_a_clock_that_jumps_lets_nothing_go() -> None:
    kept: dict[Path, datetime] = {}
    for n in range(400):
        kept[Path(str(n))] = datetime(2026, 1, 1, 3, tzinfo=UTC) + timedelta(days=n)
        for file in let_go(kept):
            del kept[file]
    assert len({(m.year, m.month) for m in kept.values()}) == 12
    before = set(kept)
    kept[Path("jump")] = datetime(2049, 1, 1, tzinfo=UTC)
    assert len(before & set(let_go(kept))) <= 3


def test_an_erased_person_is_gone_from_every_automatic_copy_and_others_stay(home: Installation) -> None:
    home.did("backup", "--daily")
    erase = (
        "from supple.cli.django_door import ready; ready()\n"
        "from datetime import datetime, UTC\n"
        "from supple.actions.whose import whose; from supple.actions.erase import erase\n"
        "print(erase(whose('Ada'), datetime.now(UTC)))"
    )
    assert home.python(erase).strip() == "2"
    (copy,) = (home.home / "backups").glob("supple-*.sqlite3")
    assert b"legs like wood" not in copy.read_bytes()
    assert b"Bo was here" in copy.read_bytes()
    assert count(copy) == 1
    home.did("restore", "--check", str(copy))
    assert "was erased" not in home.run("doctor").stdout


def test_an_erased_helper_leaves_the_lines_of_whoever_let_them_in(home: Installation) -> None:
    begin = (
        "from supple.cli.django_door import ready; ready()\n"
        "from datetime import datetime, UTC; now = datetime.now(UTC)\n"
        "from supple.actions.whose import whose; from supple.actions.erase import erase\n"
        "from supple.actions import grants\n"
    )
    let_in = "grants.join(whose('Bo').account, grants.offer(whose('Ada'), grants.Terms('Bo', 'carer'), now)[1], now)"
    home.python(begin + let_in)
    home.did("backup", "--daily")
    home.python(begin + "erase(whose('Bo'), now)")
    (copy,) = (home.home / "backups").glob("supple-*.sqlite3")
    for file in (home.database, copy):
        with closing(sqlite3.connect(file)) as opened:
            assert opened.execute("SELECT account_id FROM people_grant").fetchall() == [(None,)]
            assert opened.execute("SELECT who FROM people_trace").fetchall() == [("Bo",), ("Bo",)]


def test_the_doctor_says_what_is_wrong_and_changes_nothing(home: Installation) -> None:
    home.did("backup", "--daily")
    well = home.run("doctor", "--json")
    assert well.returncode == 0, well.stdout
    home.database.chmod(0o644)
    with closing(sqlite3.connect(home.database)) as opened:
        opened.execute("DROP TRIGGER journal_event_stay")
    home.more |= {"SUPPLE_HOSTS": "supple.home.example"}
    (home.home / "cohort-prior.json").write_text("[]")
    ill = home.run("doctor", "--json")
    wrong = {one["about"]: one for one in json.loads(ill.stdout)["told"] if one["state"] == "wrong"}
    assert ill.returncode == 1
    assert set(wrong) == {"rights", "locks", "https", "others"}
    assert all(one["do"] for one in wrong.values())
    assert home.rows("SELECT count(*) FROM sqlite_master WHERE name = 'journal_event_stay'") == [(0,)]


def test_a_damaged_database_is_told_in_a_sentence_and_a_backup_heals_it(home: Installation) -> None:
    home.did("backup", "--daily")
    whole = home.database.read_bytes()
    home.database.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    told = home.run("doctor")
    assert told.returncode == 1
    assert "cannot be read" in told.stdout
    said = home.run("log", "hello", "--person", "Ada")
    assert said.returncode == 2
    assert "Traceback" not in said.stderr
    (copy,) = (home.home / "backups").glob("supple-*.sqlite3")
    assert "Put back: 3 entries" in home.did("restore", str(copy))
    assert home.rows(COUNT) == [(3,)]

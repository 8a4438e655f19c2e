# SPDX-License-Identifier: Apache-2.0
"""What was kept by an older supple says the same in this one; a newer diary is refused; a cut upgrade goes on."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.installation import Installation, free_port

OLD = Path(__file__).parent / "old"
VERSIONS = sorted(file.stem for file in OLD.glob("*.sql"))
EVENTS = "SELECT entry_id, kind, version, happened_at, received_at, body FROM journal_event ORDER BY seq"
LOCKS = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"


def said(text: str) -> list[dict[str, object]]:
    """Entries, one a line."""
    return [json.loads(line) for line in text.splitlines()]


def says_the_same(now: str, then: str) -> None:
    """Every entry in the same place, with every field it had."""
    assert [one["id"] for one in said(now)] == [one["id"] for one in said(then)]
    for new, old in zip(said(now), said(then), strict=True):
        assert {name: new.get(name) for name in old if name != "version"} == {
            name: value for name, value in old.items() if name != "version"
        }


@pytest.fixture
def fresh(tmp_path: Path) -> Installation:
    """A folder in which supple never ran."""
    (tmp_path / "home").mkdir(mode=0o700)
    return Installation(tmp_path / "home")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_database_of_an_older_version_keeps_its_timeline(fresh: Installation, version: str) -> None:
    with closing(sqlite3.connect(fresh.database)) as opened:
        opened.executescript((OLD / f"{version}.sql").read_text())
    before = fresh.rows(EVENTS)
    says_the_same(fresh.did("export", "entries", "--person", "Ada"), (OLD / f"{version}.jsonl").read_text())
    assert fresh.rows(EVENTS) == before
    assert "All 2 diaries can be read" in fresh.run("doctor").stdout
    fresh.did("log", "said in the new version", "--person", "Ada")


@pytest.mark.parametrize("version", VERSIONS)
def test_an_archive_of_an_older_version_comes_in_with_the_same_timeline(fresh: Installation, version: str) -> None:
    fresh.with_person_alone("Cleo")
    archive = str(OLD / f"{version}.zip")
    assert "0 were here already" in fresh.did("import", "archive", archive)
    assert "0 entries added" in fresh.did("import", "archive", archive)
    says_the_same(fresh.did("export", "entries"), (OLD / f"{version}.jsonl").read_text())
    again = fresh.home.parent / "again.zip"
    fresh.did("export", "archive", str(again))
    assert fresh.run("export", "archive", str(again)).returncode == 2


def test_a_database_of_a_newer_supple_is_left_alone_with_an_explanation(home: Installation) -> None:
    with closing(sqlite3.connect(home.database)) as opened, opened:
        opened.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('journal', '0999_from_tomorrow', '2030-01-01')"
        )
    before = home.rows(EVENTS)
    verbs = [("log", "x", "--person", "Ada"), ("export", "entries", "--person", "Ada"), ("today", "--person", "Ada")]
    for words in [*verbs, ("serve", "--port", str(free_port()))]:
        told = home.run(*words)
        assert told.returncode == 2, words
        assert "newer supple" in told.stderr
    assert "newer supple" in home.run("doctor").stdout
    newer = home.home.parent / "newer.sqlite3"
    home.did("backup", str(newer))
    assert "newer supple" in home.run("restore", str(newer)).stderr
    assert home.rows(EVENTS) == before


@pytest.mark.parametrize("moment", ["inside", "between"])
def test_an_upgrade_that_is_cut_short_loses_nothing_and_goes_on_at_the_next_start(
    home: Installation, moment: str
) -> None:
    before, locks = home.rows(EVENTS), home.rows(LOCKS)
    home.more = {"DJANGO_SETTINGS_MODULE": "tests.faults.later.settings", "DIE_AT": moment}
    assert home.run("person", "list").returncode == -9
    assert home.rows(EVENTS) == before
    del home.more["DIE_AT"]
    home.did("log", "it goes on", "--person", "Ada")
    assert home.rows(EVENTS)[:-1] == before
    assert home.rows(LOCKS) == locks
    first = min((home.home / "backups").glob("before-upgrade-*.sqlite3"))
    with closing(sqlite3.connect(first)) as opened:
        assert opened.execute(EVENTS).fetchall() == before
        assert not opened.execute("SELECT 1 FROM django_migrations WHERE name = '9001_wider'").fetchall()


@pytest.mark.parametrize("moment", ["note 1", "note 2", "note 3", "note 14"])
def test_a_first_start_that_is_cut_short_between_a_step_and_the_note_of_it_does_not_shut_the_door(
    fresh: Installation, moment: str
) -> None:
    fresh.more = {"DJANGO_SETTINGS_MODULE": "tests.faults.later.settings", "DIE_AT": moment}
    assert fresh.run("person", "list").returncode == -9
    del fresh.more["DIE_AT"]
    fresh.with_person_alone("Ada")
    fresh.did("log", "it goes on")


def test_locks_that_are_missing_come_back_at_the_next_start(home: Installation) -> None:
    locks = home.rows(LOCKS)
    with closing(sqlite3.connect(home.database)) as opened:
        opened.execute("DROP TRIGGER journal_event_keep")
    home.did("person", "list")
    assert home.rows(LOCKS) == locks

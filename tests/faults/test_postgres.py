# SPDX-License-Identifier: Apache-2.0
"""On PostgreSQL too: old diaries come along; what was acknowledged survives a kill, and an upgrade cut short."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.faults import postgres_rounds
from tests.faults.installation import Installation
from tests.faults.postgres_rounds import Postgres, postgres, with_people
from tests.faults.test_upgrades import OLD, says_the_same

EVENTS = "SELECT entry_id, kind, body FROM journal_event ORDER BY seq"
VERSIONS = sorted(file.stem for file in OLD.glob("*.postgres"))
LOCKS = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname"


@pytest.fixture
def database() -> Iterator[Postgres]:
    """An empty one."""
    with postgres() as made:
        yield made


def test_what_was_acknowledged_survives_a_kill_of_postgresql_and_the_server_goes_on(tmp_path: Path) -> None:
    counted = postgres_rounds.killed(tmp_path, rounds=2)
    assert counted.even, counted
    assert counted.acknowledged > 0


@pytest.mark.parametrize("moment", ["inside", "between"])
def test_an_upgrade_that_is_cut_short_on_postgresql_loses_nothing_and_goes_on(
    database: Postgres, tmp_path: Path, moment: str
) -> None:
    home, _ = with_people(database, tmp_path)
    before, locks = database.rows(EVENTS), database.rows(LOCKS)
    assert before
    assert locks
    home.more |= {"DJANGO_SETTINGS_MODULE": "tests.faults.later.settings", "DIE_AT": moment}
    assert home.run("person", "list").returncode == -9
    assert database.rows(EVENTS) == before
    del home.more["DIE_AT"]
    home.did("log", "it goes on", "--person", "Ada")
    assert database.rows(EVENTS)[:-1] == before
    assert database.rows(LOCKS) == locks


@pytest.mark.parametrize("version", VERSIONS)
def test_a_postgresql_database_of_an_older_version_keeps_its_timeline(
    database: Postgres, tmp_path: Path, version: str
) -> None:
    with closing(psycopg.connect(database.url, autocommit=True)) as opened:
        opened.execute((OLD / f"{version}.postgres").read_bytes())
    before = database.rows(EVENTS)
    (tmp_path / "home").mkdir(mode=0o700)
    home = Installation(tmp_path / "home", {"DATABASE_URL": database.url})
    says_the_same(home.did("export", "entries", "--person", "Ada"), (OLD / f"{version}.jsonl").read_text())
    assert database.rows(EVENTS) == before
    assert "All 2 diaries can be read" in home.run("doctor").stdout
    home.did("log", "said in the new version", "--person", "Ada")
    home.did("import", "archive", str(OLD / f"{version}.zip"), "--person", "Bo")
    says_the_same(home.did("export", "entries", "--person", "Bo"), (OLD / f"{version}.jsonl").read_text())


def test_each_version_that_was_handed_out_left_a_database_of_both_kinds() -> None:
    assert VERSIONS == sorted(file.stem for file in OLD.glob("*.sql")) != []

# SPDX-License-Identifier: Apache-2.0
"""On PostgreSQL too: what was acknowledged survives a kill of the database, and an upgrade that is cut short."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import postgres_rounds
from tests.faults.postgres_rounds import Postgres, postgres, with_people

EVENTS = "SELECT entry_id, kind, body FROM journal_event ORDER BY seq"
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

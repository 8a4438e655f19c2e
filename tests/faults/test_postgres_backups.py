# SPDX-License-Identifier: Apache-2.0
"""A copy of a PostgreSQL database is tried out, comes back, and forgets whom the diary forgot."""

import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.faults.installation import Installation
from tests.faults.postgres_rounds import Postgres, postgres, with_people

DATABASES = "SELECT datname FROM pg_database WHERE datname NOT LIKE 'template%' ORDER BY 1"
COUNT = "SELECT count(*) FROM journal_event"
AS_ANOTHER = """
DO $$ BEGIN CREATE ROLE clinic LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;
GRANT ALL ON ALL TABLES IN SCHEMA public TO clinic;
GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO clinic
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Postgres]:
    """One for all tests here."""
    with postgres() as made:
        yield made


@pytest.fixture(scope="module")
def made(cluster: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump of Ada's and Bo's diaries."""
    folder = tmp_path_factory.mktemp("made")
    home, _ = with_people(cluster, folder)
    home.did("backup", str(folder / "made.dump"))
    return folder / "made.dump"


@pytest.fixture
def home(cluster: Postgres, made: Path, tmp_path: Path) -> Installation:
    """An installation on what lies in the cluster."""
    (tmp_path / "home").mkdir(mode=0o700)
    return Installation(tmp_path / "home", {"DATABASE_URL": cluster.url})


@pytest.fixture
def clinic(cluster: Postgres, made: Path) -> str:
    """The same database for a role that may do little."""
    cluster.does(AS_ANOTHER)
    return cluster.url.replace("postgres@", "clinic@")


@pytest.fixture
def cy(home: Installation) -> str:
    """Somebody of this test's own, with words of their own."""
    name = f"Cy {uuid4()}"
    home.with_person_alone(name)
    home.did("log", f"said by {name}", "--person", name)
    return name


def erase(home: Installation, name: str) -> None:
    """As the page does it."""
    home.python(
        "from supple.cli.django_door import ready; ready()\n"
        "from datetime import datetime, UTC\n"
        "from supple.actions.whose import whose; from supple.actions.erase import erase\n"
        f"erase(whose({name!r}), datetime.now(UTC))"
    )


def text(file: Path) -> str:
    """All that is in a copy, as SQL."""
    told = subprocess.run(["pg_restore", "--file=-", str(file)], capture_output=True, text=True, check=True)
    return told.stdout


def newest(home: Installation) -> Path:
    """The one automatic backup there is."""
    (found,) = (home.home / "backups").glob("supple-*.dump")
    return found


def test_the_newest_dump_is_tried_out_and_nothing_of_it_stays(home: Installation, cluster: Postgres) -> None:
    before = cluster.rows(DATABASES)
    assert "Tried out: supple-" in (said := home.did("backup", "--daily"))
    assert "every diary in it can be read" in said
    assert (home.home / "backups" / "last-proved").read_text().split()[1] == newest(home).name
    assert cluster.rows(DATABASES) == before
    assert "A backup was tried out on" in home.run("doctor").stdout
    assert not list(home.home.glob(".*partial*"))


def cut(whole: bytes) -> bytes:
    """The first half."""
    return whole[: len(whole) // 2]


def flipped(whole: bytes) -> bytes:
    """Other bytes in the rows."""
    middle = len(whole) * 3 // 4
    return whole[:middle] + b"\xff" * 400 + whole[middle + 400 :]


def of_a_newer_pg_dump(whole: bytes) -> bytes:
    """The version of its form is the number after the sixth sign."""
    return whole[:6] + b"\x63" + whole[7:]


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (cut, "cannot be read as a whole|pg_restore could not put"),
        (flipped, "pg_restore could not put|cannot be read as a whole"),
        (of_a_newer_pg_dump, "newer pg_dump"),
        (lambda _: b"hello", "no copy of a PostgreSQL database"),
    ],
    ids=["cut", "flipped", "newer", "text"],
)
def test_what_is_not_a_whole_dump_replaces_nothing(
    home: Installation, cluster: Postgres, made: Path, tmp_path: Path, harm: Callable[[bytes], bytes], says: str
) -> None:
    (bad := tmp_path / "bad.dump").write_bytes(harm(made.read_bytes()))
    before = cluster.rows(DATABASES), cluster.rows(COUNT)
    told = home.run("restore", str(bad))
    assert told.returncode == 2
    assert any(one in told.stderr for one in says.split("|")), told.stderr
    assert "Traceback" not in told.stderr
    assert (cluster.rows(DATABASES), cluster.rows(COUNT)) == before


def test_a_dump_of_a_newer_supple_is_refused(home: Installation, cluster: Postgres, tmp_path: Path) -> None:
    cluster.does("INSERT INTO django_migrations (app, name, applied) VALUES ('journal', '9999_later', now())")
    home.did("backup", str(tmp_path / "later.dump"))
    cluster.does("DELETE FROM django_migrations WHERE name = '9999_later'")
    told = home.run("restore", "--check", str(tmp_path / "later.dump"))
    assert told.returncode == 2
    assert "newer supple (journal.9999_later)" in told.stderr


def test_without_pg_restore_the_refusal_says_what_to_install(
    home: Installation, cluster: Postgres, made: Path, tmp_path: Path
) -> None:
    home.more |= {"PATH": str(tmp_path / "nothing")}
    before = cluster.rows(DATABASES)
    told = home.run("restore", "--check", str(made))
    assert told.returncode == 2
    assert "Install PostgreSQL's client programs" in told.stderr
    assert cluster.rows(DATABASES) == before


def test_a_role_that_may_make_no_database_is_told_and_its_backups_are_made(
    home: Installation, clinic: str, made: Path
) -> None:
    home.more |= {"DATABASE_URL": clinic}
    said = home.run("backup", "--daily")
    assert said.returncode == 0
    assert "was not tried out: the role of DATABASE_URL may not make a database" in said.stderr
    assert newest(home).exists()
    assert not (home.home / "backups" / "last-proved").exists()
    assert "No backup is tried out: the role" in home.run("doctor").stdout
    told = home.run("restore", str(made))
    assert told.returncode == 2
    assert "ALTER ROLE" in told.stderr


def test_a_dump_comes_back_and_what_was_there_is_kept_beside_it(
    home: Installation, cluster: Postgres, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.dump"
    home.did("backup", str(copy))
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    before, databases = cluster.rows(COUNT), cluster.rows(DATABASES)
    home.did("log", "said after the backup", "--person", "Ada")
    with home.serving():
        refused = home.run("restore", str(copy))
        assert refused.returncode == 2
        assert "is running" in refused.stderr
    with closing(psycopg.connect(cluster.url)):
        refused = home.run("restore", str(copy))
    assert refused.returncode == 2
    assert "Somebody has this diary's database open" in refused.stderr
    assert cluster.rows(DATABASES) == databases
    told = home.did("restore", str(copy))
    assert f"Put back: {before[0][0]} entries of 2 persons" in told
    assert cluster.rows(COUNT) == before
    ((kept,),) = set(cluster.rows(DATABASES)) - set(databases)
    assert f"kept as {kept}." in told
    assert cluster.rows(COUNT, kept) == [(str(int(before[0][0]) + 1),)]
    home.did("log", "and it goes on", "--person", "Ada")
    assert "What was said cannot be changed." in home.run("doctor").stdout


def test_a_sealed_dump_is_tried_out_too(home: Installation, tmp_path: Path) -> None:
    home.did("backup", "--new-key", str(tmp_path / "key"))
    home.more |= {"SUPPLE_BACKUP_KEY": str(tmp_path / "key")}
    assert ".dump.sealed restores" in home.did("backup", "--daily")


def test_what_a_power_cut_left_is_dropped_after_a_day(home: Installation, cluster: Postgres) -> None:
    fresh = f"supple_trial_{datetime.now(UTC):%Y%m%d%H%M%S}_0123abcd"
    cluster.does("CREATE DATABASE supple_trial_20260101000000_0123abcd")
    cluster.does(f"CREATE DATABASE {fresh}")
    home.did("backup", "--daily")
    assert [name for (name,) in cluster.rows(DATABASES) if name.startswith("supple_trial")] == [fresh]
    cluster.does(f"DROP DATABASE {fresh}")


def test_an_erased_person_is_soon_gone_from_every_copy_and_others_stay(
    home: Installation, cluster: Postgres, cy: str
) -> None:
    home.did("backup", "--daily")
    copy = newest(home)
    databases = cluster.rows(DATABASES)
    home.did("restore", str(copy))
    ((beside,),) = set(cluster.rows(DATABASES)) - set(databases)
    people = "SELECT name FROM people_person ORDER BY name"
    assert (cy,) in cluster.rows(people, beside)
    assert f"said by {cy}" in text(copy)
    erase(home, cy)
    assert f"{copy} still holds" in home.run("doctor").stdout
    assert home.run("backup", "--daily").stderr == ""
    assert cy not in text(copy)
    assert "Bo was here" in text(copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert cluster.rows(people, beside) == [("Ada",), ("Bo",)]
    assert "was erased" not in home.run("doctor").stdout
    home.did("restore", "--check", str(copy))


def test_where_no_copy_can_be_changed_a_fresh_one_takes_the_place_of_all_that_hold_an_erased_person(
    home: Installation, cluster: Postgres, clinic: str, cy: str
) -> None:
    home.did("backup", "--daily")
    old = newest(home)
    home.more |= {"DATABASE_URL": clinic}
    erase(home, cy)
    home.run("backup", "--daily")
    assert newest(home) != old
    assert cy not in text(newest(home))
    assert "Bo was here" in text(newest(home))
    assert "was erased" not in home.run("doctor").stdout


def test_a_sealed_copy_forgets_too_and_stays_sealed(home: Installation, cy: str, tmp_path: Path) -> None:
    home.did("backup", "--new-key", str(tmp_path / "key"))
    home.more |= {"SUPPLE_BACKUP_KEY": str(tmp_path / "key")}
    home.did("backup", "--daily")
    erase(home, cy)
    home.did("backup", "--daily")
    (copy,) = (home.home / "backups").glob("supple-*.dump.sealed")
    home.did("restore", "--open", str(tmp_path / "open.dump"), str(copy))
    assert cy not in text(tmp_path / "open.dump")
    assert "Bo was here" in text(tmp_path / "open.dump")

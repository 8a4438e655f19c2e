# SPDX-License-Identifier: Apache-2.0
"""Sealed backups: made, kept, tried out and put back like plain ones, and closed to whoever lacks the passphrase."""

import json
from pathlib import Path

import pytest

from tests.faults.installation import Installation

BEGIN = (
    "from supple.cli.django_door import ready; ready()\n"
    "from datetime import datetime, timedelta, UTC\n"
    "from supple.actions import keep_backups as kept, seal_backups as sealing\n"
    "now, place = datetime(2026, 11, 21, 3, tzinfo=UTC), kept.folder()\n"
)


@pytest.fixture
def sealing(home: Installation, tmp_path: Path) -> Installation:
    """An installation whose backups are sealed."""
    told = home.did("backup", "--new-key", str(tmp_path / "key"))
    assert (tmp_path / "key").read_text().strip() in told
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    home.more["SUPPLE_BACKUP_KEY"] = str(tmp_path / "key")
    return home


def test_a_sealed_backup_is_made_tried_out_and_put_back(sealing: Installation, tmp_path: Path) -> None:
    assert "Tried out" in sealing.did("backup", "--daily")
    (copy,) = (sealing.home / "backups").glob("supple-*")
    assert copy.name.endswith(".sqlite3.sealed")
    assert b"legs like wood" not in copy.read_bytes()
    assert not list(sealing.home.glob(".sealing*"))
    said = json.loads(sealing.did("backup", str(tmp_path), "--json"))
    assert (said["entries"], said["sealed"]) == (3, True)
    sealing.did("restore", str(copy), "--open", str(tmp_path / "plain.sqlite3"))
    assert b"legs like wood" in (tmp_path / "plain.sqlite3").read_bytes()
    assert "there already" in sealing.run("restore", str(copy), "--open", str(tmp_path / "plain.sqlite3")).stderr
    sealing.did("log", "said after the backup", "--person", "Ada")
    assert "3 entries of 2 persons" in sealing.did("restore", str(copy))
    assert "legs like wood" in sealing.did("export", "entries", "--person", "Ada")
    assert "Backups are sealed" in sealing.run("doctor").stdout


def test_without_its_passphrase_a_sealed_backup_opens_for_nobody(sealing: Installation, tmp_path: Path) -> None:
    sealing.did("backup", str(tmp_path / "copy.sealed"))
    sealing.did("backup", "--daily")
    key = Path(sealing.more.pop("SUPPLE_BACKUP_KEY"))
    assert "is sealed" in sealing.run("restore", "--check", str(tmp_path / "copy.sealed")).stderr
    assert "names no passphrase" in sealing.run("doctor").stdout
    sealing.more["SUPPLE_BACKUP_KEY"] = str(key)
    key.write_text("another sentence that is long enough")
    told = sealing.run("restore", str(tmp_path / "copy.sealed"))
    assert (told.returncode, "passphrase is another one" in told.stderr) == (2, True)
    key.write_text("short")
    assert "too short" in sealing.run("backup", str(tmp_path / "other.sealed")).stderr
    key.unlink()
    assert "cannot be read" in sealing.run("backup", str(tmp_path / "other.sealed")).stderr
    assert "cannot be read" in sealing.run("doctor").stdout
    assert not (tmp_path / "other.sealed").exists()


def test_an_erased_person_is_gone_from_sealed_backups_too(sealing: Installation) -> None:
    sealing.did("backup", "--daily")
    sealing.python(
        BEGIN + "from supple.actions.whose import whose; from supple.actions.erase import erase\n"
        "erase(whose('Ada'), datetime.now(UTC))"
    )
    look = "(file,) = kept.made(place)\nwith sealing.plain(file) as opened: print(b'legs' in opened.read_bytes())"
    assert sealing.python(BEGIN + look).strip() == "False"
    (copy,) = (sealing.home / "backups").glob("supple-*")
    assert "1 entries of 1 persons" in sealing.did("restore", "--check", str(copy))


DAYS = """
proofs = []
for n in range(95):
    day = now + timedelta(days=n)
    assert kept.today(place, day) and kept.today(place, day) is None
    if kept.due_for_proof(place, day):
        kept.prove(place, day)
        proofs.append(n)
print(proofs, len(kept.made(place)))
"""


def test_over_three_months_a_backup_is_made_every_day_and_tried_out_every_thirty(sealing: Installation) -> None:
    assert sealing.python(BEGIN + DAYS).strip() == "[0, 30, 60, 90] 12"


def test_a_backup_that_no_longer_opens_is_told_by_the_monthly_trial(sealing: Installation) -> None:
    harm = (
        "kept.today(place, now); (file,) = kept.made(place)\n"
        "file.write_bytes(file.read_bytes()[:-40])\n"
        "from supple.errors import SuppleError\n"
        "try: kept.prove(place, now)\n"
        "except SuppleError as error: print(error, kept.proved(place))"
    )
    told = sealing.python(BEGIN + harm)
    assert "does not restore" in told
    assert told.strip().endswith("None")

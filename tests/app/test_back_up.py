# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL database is copied by pg_dump; without pg_dump the refusal says what to install."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from supple.actions import back_up, examine_database, keep_backups, put_back
from supple.actions.erase import erase
from supple.errors import SuppleError
from supple.people.models import Person


def test_without_a_folder_nothing_is_begun(ada: Person, now: datetime, tmp_path: Path) -> None:
    with pytest.raises(SuppleError, match="no folder"):
        back_up.back_up(tmp_path / "nowhere" / "copy", now)
    assert list(tmp_path.iterdir()) == []


def test_two_upgrades_begun_within_one_second_each_get_a_copy_of_their_own(
    now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_backups, "back_up", lambda file, moment: file.touch())
    keep_backups.before_upgrade(tmp_path, now)
    keep_backups.before_upgrade(tmp_path, now)
    assert len(list(tmp_path.iterdir())) == 2


if connection.vendor == "postgresql":

    def test_pg_dump_writes_a_whole_file_for_its_owner_alone(ada: Person, now: datetime, tmp_path: Path) -> None:
        made = back_up.back_up(tmp_path, now)
        assert made.file.read_bytes().startswith(b"PGDMP")
        assert made.file.stat().st_mode & 0o077 == 0
        assert [file.name for file in tmp_path.iterdir()] == [made.file.name]

    def test_what_is_no_copy_of_postgresql_is_not_put_back(ada: Person, now: datetime, tmp_path: Path) -> None:
        (tmp_path / "any").write_bytes(b"SQLite format 3")
        with pytest.raises(SuppleError, match="no copy of a PostgreSQL database"):
            put_back.put_back(tmp_path / "any", now)

    def test_the_doctor_names_a_copy_of_before_an_erasure_that_nobody_can_look_into(
        ada: Person, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(keep_backups, "folder", lambda: tmp_path)
        for when in (now - timedelta(days=1), now + timedelta(days=1)):
            (tmp_path / f"supple-{back_up.stamp(when)}.dump").touch()
        assert list(examine_database._erased()) == []
        erase(ada, now)
        (told,) = examine_database._erased()
        assert told.state == "wrong"
        assert f"supple-{back_up.stamp(now - timedelta(days=1))}.dump still holds" in told.says

    def test_without_pg_dump_the_refusal_says_what_to_install(
        ada: Person, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(SuppleError, match="client programs"):
            back_up.back_up(tmp_path / "copy.dump", now)
        assert list(tmp_path.iterdir()) == []

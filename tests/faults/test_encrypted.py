# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: S311 - chance here only has to be repeatable
"""A diary that is encrypted on the disk: opened by what opens it and nothing else, whole at every moment."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.encrypting import PASSPHRASE, UNLOCK, encrypt, plain_words, unlocking
from tests.faults.installation import Installation


@pytest.fixture(scope="module")
def once(made: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An encrypted installation without a plain backup, and its recovery key."""
    home = Installation(made[0]).copy(Installation(tmp_path_factory.mktemp("encrypted") / "home"))
    return home.home, encrypt(home, "--remove-plain-backups")


@pytest.fixture
def closed(once: tuple[Path, str], tmp_path: Path) -> Installation:
    """A copy of it for the test alone."""
    return Installation(once[0]).copy(Installation(tmp_path / "home"))


def test_no_word_of_the_diary_stands_in_any_file_of_an_encrypted_installation(closed: Installation) -> None:
    unlocking(closed).did("log", "said while locked", "--person", "Ada")
    assert "legs like wood" in closed.did("export", "entries", "--person", "Ada")
    assert (closed.home / "backups").exists()
    assert plain_words(closed.home) == []


def test_what_is_plain_before_is_found_by_the_same_look(home: Installation) -> None:
    assert plain_words(home.home) != []


def test_without_its_passphrase_every_command_says_that_it_is_locked(closed: Installation) -> None:
    for words in (("log", "x"), ("backup", "--daily"), ("export", "entries"), ("decrypt",), ("passphrase",)):
        told = closed.run(*words)
        assert (told.returncode, "encrypted, and locked" in told.stderr) == (2, True), words


@pytest.mark.parametrize("wrong", ["four quiet herons stood", "Four quiet herons stand", "", "x" * 5000])
def test_a_wrong_passphrase_opens_nothing(closed: Installation, wrong: str) -> None:
    told = unlocking(closed, wrong).run("export", "entries", "--person", "Ada")
    assert (told.returncode, told.stdout) == (2, "")
    assert "neither the passphrase nor the recovery key" in told.stderr


def test_the_recovery_key_opens_it_however_it_is_typed(closed: Installation, once: tuple[Path, str]) -> None:
    said = once[1]
    for way in (said, said.upper().replace("-", " "), said.replace("-", "")):
        assert "legs" in unlocking(closed, way).did("export", "entries", "--person", "Ada")
    slip = said[:-1] + ("a" if said[-1] != "a" else "b")
    assert unlocking(closed, slip).run("export", "entries", "--person", "Ada").returncode == 2


def test_a_changed_passphrase_opens_and_the_one_before_does_not(closed: Installation, once: tuple[Path, str]) -> None:
    unlocking(closed).did("passphrase", typed="another four quiet words\n")
    assert closed.run("export", "entries", "--person", "Ada").returncode == 2
    fresh = unlocking(closed, "another four quiet words").did("passphrase", "--new-recovery-key").splitlines()[0]
    assert unlocking(closed, once[1]).run("export", "entries", "--person", "Ada").returncode == 2
    assert "legs" in unlocking(closed, fresh).did("export", "entries", "--person", "Ada")
    assert "too short" in closed.run("passphrase", typed="short\n").stderr


def test_a_byte_that_was_changed_in_the_key_file_is_noticed(closed: Installation) -> None:
    (file,) = (closed.home / "keys").iterdir()
    kept = json.loads(file.read_text())
    for part in ("public", "private", "by_passphrase", "salt"):
        letter = kept[part][10]
        file.write_text(json.dumps({**kept, part: kept[part][:10] + ("A" if letter != "A" else "B") + kept[part][11:]}))
        told = unlocking(closed).run("export", "entries", "--person", "Ada")
        assert (told.returncode, "its key file was changed" in told.stderr) == (2, True), part
    file.write_text(json.dumps({**kept, "cost": [3, 2**30, 4]}))
    assert "cannot be read" in closed.run("export", "entries", "--person", "Ada").stderr


@pytest.mark.parametrize("place", [20, 5000, -100])
def test_a_byte_that_was_changed_in_the_database_is_noticed(closed: Installation, place: int) -> None:
    raw = bytearray(closed.database.read_bytes())
    raw[place] ^= 1
    closed.database.write_bytes(raw)
    told = unlocking(closed).run("doctor")
    assert told.returncode == 1
    assert "cannot be read" in told.stdout


def test_a_key_file_that_was_lost_comes_back_with_a_backup(closed: Installation) -> None:
    (file,) = (closed.home / "keys").iterdir()
    file.unlink()
    assert "its key file is missing" in unlocking(closed).run("doctor").stdout
    (backup,) = (closed.home / "backups").glob("*.encrypted")
    assert "Put back: 3 entries of 2 persons" in closed.did("restore", str(backup))
    assert "legs" in closed.did("export", "entries", "--person", "Ada")


def test_a_backup_stays_encrypted_is_tried_out_and_comes_back_on_another_machine(
    closed: Installation, tmp_path: Path
) -> None:
    said = json.loads(unlocking(closed).did("backup", str(tmp_path / "own"), "--json"))
    assert (said["entries"], plain_words(tmp_path / "home"), b"legs" in (tmp_path / "own").read_bytes()) == (
        3,
        [],
        False,
    )
    other = Installation(tmp_path / "other")
    assert "encrypted, and locked" in other.run("restore", str(tmp_path / "own")).stderr
    other.more[UNLOCK] = closed.more[UNLOCK]
    assert "3 entries of 2 persons" in other.did("restore", "--check", str(tmp_path / "own"))
    other.did("restore", str(tmp_path / "own"))
    assert "legs" in other.did("export", "entries", "--person", "Ada")
    assert plain_words(other.home) == []


def test_a_damaged_backup_replaces_nothing(closed: Installation, tmp_path: Path) -> None:
    unlocking(closed).did("backup", str(tmp_path / "own"))
    raw = bytearray((tmp_path / "own").read_bytes())
    raw[-200] ^= 1
    (tmp_path / "own").write_bytes(raw)
    assert closed.run("restore", str(tmp_path / "own")).returncode == 2
    assert "legs" in closed.did("export", "entries", "--person", "Ada")


def test_a_plain_backup_that_is_put_back_says_that_the_diary_is_plain_now(home: Installation, tmp_path: Path) -> None:
    home.did("backup", str(tmp_path / "plain"))
    encrypt(home)
    assert "the diary is plain now" in unlocking(home).did("restore", str(tmp_path / "plain"))


def test_an_erased_person_is_gone_from_encrypted_backups_too(closed: Installation) -> None:
    unlocking(closed).python(
        "from supple.cli.django_door import ready; ready()\nfrom datetime import datetime, UTC\n"
        "from supple.actions.whose import whose; from supple.actions.erase import erase\n"
        "erase(whose('Ada'), datetime.now(UTC))"
    )
    for backup in (closed.home / "backups").glob("*.encrypted"):
        assert "1 entries of 1 persons" in closed.did("restore", "--check", str(backup))


def test_it_can_be_made_plain_again(closed: Installation) -> None:
    unlocking(closed).did("decrypt")
    del closed.more[UNLOCK]
    assert "legs" in closed.did("export", "entries", "--person", "Ada")
    assert "not encrypted" in closed.run("decrypt").stderr


def test_it_is_not_encrypted_while_supple_runs_nor_twice_nor_with_a_short_passphrase(home: Installation) -> None:
    with home.serving():
        assert "supple is running" in home.run("encrypt", typed=PASSPHRASE).stderr
    assert "too short" in home.run("encrypt", typed="short").stderr
    encrypt(home)
    assert "encrypted already" in unlocking(home).run("encrypt", typed=PASSPHRASE).stderr


def test_encrypting_that_is_killed_at_any_moment_leaves_a_whole_diary(home: Installation, tmp_path: Path) -> None:
    home.did("backup", "--daily")
    ask, chance, forms = [sys.executable, "-m", "supple", "encrypt"], random.Random(7), set()
    for number in range(5):
        one = home.copy(Installation(tmp_path / f"round-{number}" / "home"))
        started = subprocess.Popen(
            ask, cwd=one.home.parent, env=one.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        assert started.stdin is not None
        assert started.stdout is not None
        started.stdin.write(PASSPHRASE.encode() + b"\n")
        started.stdin.close()
        started.stdout.readline()  # the backup was tried out: what is worth killing begins now
        time.sleep(chance.random() * 0.6)
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
        started.stdout.close()
        forms.add(_whole(one))
    assert "plain" in forms


def _whole(one: Installation) -> str:
    """Which form is the diary; every entry is in it, and doing it again works."""
    encrypted = one.database.read_bytes()[:6] != b"SQLite"
    if encrypted:
        unlocking(one)
    assert "legs like wood" in one.did("export", "entries", "--person", "Ada")
    told = {line["about"]: line["state"] for line in json.loads(one.run("doctor", "--json").stdout)["told"]}
    assert told["database"] == "fine"
    if not encrypted:
        encrypt(one)
    return "encrypted" if encrypted else "plain"

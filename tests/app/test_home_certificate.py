# SPDX-License-Identifier: Apache-2.0
"""The authority of a home vouches for this machine alone, its key is its owner's, and it renews in time."""

import os
import signal
import ssl
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from cryptography import x509

from supple.actions import home_certificate
from supple.actions.home_certificate import AUTHORITY_FOR, certified
from supple.cli import lan

NAMES = ["pi.local", "192.0.2.7"]


@pytest.fixture
def today() -> datetime:
    """A real one: the other side of a handshake reads the clock."""
    return datetime.now(UTC)


def shakes_hands(folder: Path, name: str, authority: Path | None = None) -> None:
    """As a phone that trusts the authority would, in memory; raises when it would not go on."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "server.crt", folder / "server.key")
    phone = ssl.create_default_context(cafile=str(authority or folder / "authority.crt"))
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = server.wrap_bio(there, back, server_side=True)
    theirs = phone.wrap_bio(back, there, server_hostname=name)
    waiting: set[ssl.SSLObject] = {ours, theirs}
    for side in (theirs, ours) * 4:
        if side in waiting:
            try:
                side.do_handshake()
                waiting.discard(side)
            except ssl.SSLWantReadError:
                continue
    assert not waiting


@pytest.mark.parametrize("name", NAMES)
def test_a_phone_that_trusts_the_authority_reaches_this_machine(tmp_path: Path, today: datetime, name: str) -> None:
    certified(tmp_path / "lan", NAMES, today)
    shakes_hands(tmp_path / "lan", name)


def test_keys_are_for_their_owner_alone_and_the_authority_ends_in_825_days(tmp_path: Path, today: datetime) -> None:
    made = certified(tmp_path / "lan", NAMES, today)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in made.folder.iterdir()}
    assert modes == {"authority.key": 0o600, "server.key": 0o600, "authority.crt": 0o644, "server.crt": 0o644}
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700
    authority = x509.load_pem_x509_certificate(made.authority.read_bytes())
    assert authority.not_valid_after_utc - authority.not_valid_before_utc == AUTHORITY_FOR <= timedelta(days=825)
    assert b"PRIVATE" not in made.authority.read_bytes() + made.certificate.read_bytes()


@pytest.mark.parametrize("name", ["bank.example", "local", "other.local", "192.0.2.8", "::1"])
def test_whoever_steals_the_key_can_vouch_for_nothing_else(tmp_path: Path, today: datetime, name: str) -> None:
    certified(tmp_path / "lan", NAMES, today)
    home_certificate._make_certificate(tmp_path / "lan", [name], today)
    with pytest.raises(ssl.SSLCertVerificationError, match="subtree"):
        shakes_hands(tmp_path / "lan", name)


def test_nobody_elses_authority_is_trusted(tmp_path: Path, today: datetime) -> None:
    certified(tmp_path / "lan", NAMES, today)
    certified(tmp_path / "other", NAMES, today)
    with pytest.raises(ssl.SSLCertVerificationError):
        shakes_hands(tmp_path / "lan", "pi.local", tmp_path / "other" / "authority.crt")


def test_the_certificate_renews_itself_and_the_phones_need_nothing_new(tmp_path: Path, today: datetime) -> None:
    first = certified(tmp_path / "lan", NAMES, today)
    before = first.authority.read_bytes()
    assert (first.new_authority, first.new_certificate) == (True, True)
    assert not certified(tmp_path / "lan", NAMES, today + timedelta(days=59)).new_certificate
    renewed = certified(tmp_path / "lan", NAMES, today + timedelta(days=61))
    assert (renewed.new_authority, renewed.new_certificate) == (False, True)
    assert renewed.authority.read_bytes() == before
    last = certified(tmp_path / "lan", NAMES, today + timedelta(days=710))
    assert last.new_authority, "while the old one still holds, so that nobody stands before a shut door"


class Later:
    """A timer whose time has to be called."""

    planned: ClassVar[list["Later"]] = []

    def __init__(self, seconds: float, does: Callable[[], None]) -> None:
        self.seconds, self.does, self.daemon = seconds, does, False

    def start(self) -> None:
        """Wait to be called."""
        self.planned.append(self)


def test_a_running_server_looks_twice_a_day_and_lets_new_workers_show_the_renewed_certificate(
    tmp_path: Path, today: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setenv("SUPPLE_HOME", str(tmp_path))
    monkeypatch.setattr("threading.Timer", Later)
    monkeypatch.setattr("os.kill", lambda *how: told.append(how))
    certified(tmp_path / "lan", NAMES, today - timedelta(days=55))
    lan.renewed_by_itself(NAMES)
    Later.planned[-1].does()
    assert told == [], "nothing has to be renewed yet"
    certified(tmp_path / "young", NAMES, today - timedelta(days=61))
    (tmp_path / "lan").rename(tmp_path / "replaced")
    (tmp_path / "young").rename(tmp_path / "lan")
    Later.planned[-1].does()
    assert told == [(os.getpid(), signal.SIGHUP)]
    assert [(one.seconds, one.daemon) for one in Later.planned] == [(12 * 3600, True)] * 3


@pytest.mark.parametrize("names", [["pi.local", "192.0.2.9"], ["pi.local"], ["diary.home.arpa", *NAMES]])
def test_another_address_needs_another_authority(tmp_path: Path, today: datetime, names: list[str]) -> None:
    certified(tmp_path / "lan", NAMES, today)
    assert certified(tmp_path / "lan", names, today).new_authority
    shakes_hands(tmp_path / "lan", names[0])


@pytest.mark.parametrize("file", ["authority.crt", "authority.key", "server.crt", "server.key"])
def test_a_file_that_a_power_cut_left_empty_is_made_anew(tmp_path: Path, today: datetime, file: str) -> None:
    certified(tmp_path / "lan", NAMES, today)
    (tmp_path / "lan" / file).write_bytes(b"")
    made = certified(tmp_path / "lan", NAMES, today)
    assert made.new_certificate
    assert made.new_authority is file.startswith("authority")
    shakes_hands(tmp_path / "lan", "pi.local")


def test_the_address_to_scan_is_the_one_that_every_phone_finds() -> None:
    assert lan.best_of(["pi.local", "192.0.2.7"]) == "192.0.2.7"
    assert lan.best_of(["diary.home.arpa", "pi.local", "192.0.2.7"]) == "diary.home.arpa"
    assert lan.best_of(["pi.local"]) == "pi.local"
    assert lan.code("https://192.0.2.7:8000/").count("\n") > 10

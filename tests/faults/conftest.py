# SPDX-License-Identifier: Apache-2.0
"""Installations to break: made once, copied for each test."""

from pathlib import Path

import pytest

from tests.faults.installation import Installation


def make(folder: Path, more: dict[str, str] | None = None) -> tuple[Installation, str]:
    """An installation in which Ada said two things and Bo one, and Ada's token."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    first = Installation(folder, more or {})
    secret = first.with_person()
    first.did("log", "--what", "spasm")
    first.did("log", "legs like wood today")
    first.with_person_alone("Bo")
    first.did("log", "Bo was here", "--person", "Bo")
    return first, secret


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Its folder, and Ada's token."""
    first, secret = make(tmp_path_factory.mktemp("made") / "home")
    return first.home, secret


@pytest.fixture
def home(made: tuple[Path, str], tmp_path: Path) -> Installation:
    """An installation of the test's own."""
    return Installation(made[0]).copy(Installation(tmp_path / "home"))


@pytest.fixture
def secret(made: tuple[Path, str]) -> str:
    """Ada's token."""
    return made[1]

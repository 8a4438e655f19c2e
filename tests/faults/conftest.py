# SPDX-License-Identifier: Apache-2.0
"""Installations to break: made once, copied for each test."""

import shutil
from pathlib import Path

import pytest

from tests.faults.installation import Installation


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder in which Ada said two things and Bo one, and Ada's token."""
    first = Installation(tmp_path_factory.mktemp("made") / "home")
    secret = first.with_person()
    first.did("log", "--what", "spasm")
    first.did("log", "legs like wood today")
    first.with_person_alone("Bo")
    first.did("log", "Bo was here", "--person", "Bo")
    return first.home, secret


@pytest.fixture
def home(made: tuple[Path, str], tmp_path: Path) -> Installation:
    """An installation of the test's own."""
    shutil.copytree(made[0], tmp_path / "home")
    return Installation(tmp_path / "home")


@pytest.fixture
def secret(made: tuple[Path, str]) -> str:
    """Ada's token."""
    return made[1]

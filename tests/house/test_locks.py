# SPDX-License-Identifier: Apache-2.0
"""Do the locks pin every package by hash, and name no host? See docs/adr/0011."""

import re

from tests.house.tree import ROOT, lines, name, under

LOCKS = under("requirements", ends=".txt")
INDEX = re.compile(r"://|--(extra-)?index-url|--find-links|--trusted-host|(?<!\S)-[if]\s|file:|\bindex\b.*=")
PINNED = re.compile(r"^[a-z0-9][\w.-]*(\[[\w,-]+\])?==\S+")


def test_there_are_locks() -> None:
    assert {p.name for p in LOCKS} >= {"app.txt", "dev.txt", "browser.txt"}


def test_no_lock_names_a_host_or_an_index() -> None:
    assert [f"{name(p)}:{n}" for p in LOCKS for n, line in enumerate(lines(p), 1) if INDEX.search(line)] == []


def test_every_package_is_pinned_and_has_a_hash() -> None:
    for path in LOCKS:
        text = "\n".join(lines(path)).replace("\\\n", " ")
        loose = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")
                 and not (PINNED.match(line) and "--hash=sha256:" in line)]  # fmt: skip
        assert loose == [], name(path)


def test_what_make_release_starts_is_in_the_locks_that_it_installs() -> None:
    (first,) = [line.split() for line in lines(ROOT / "Makefile") if line.startswith("release:")]
    locked = "\n".join((ROOT / "requirements" / f"{one.removeprefix('.venv/')}.txt").read_text() for one in first[1:])
    needed = ("bandit", "build", "cyclonedx-bom", "pip-licenses")
    assert [one for one in needed if not re.search(rf"^{one}==", locked, re.M)] == []

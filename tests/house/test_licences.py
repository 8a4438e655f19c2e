# SPDX-License-Identifier: Apache-2.0
"""Does the page of licences name what the lock names, in the same versions, all on the list?"""

import re

from tests.house.tree import ROOT
from tools.release import AT_MOST, LOCK, allowed, locked

PAGE = (ROOT / "docs" / "reference" / "licences.md").read_text()
ROWS = re.findall(r"^\| ([\w.-]+) \| ([\w.]+) \| (.+) \|$", PAGE, re.M)[1:]


def plain(name: str) -> str:
    """As locks write names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_locked_package_has_its_licence_and_no_other_does() -> None:
    pinned = dict(re.findall(r"^([a-z0-9][\w.-]*)(?:\[[\w,-]+\])?==([^\s;\\]+)", LOCK.read_text(), re.M))
    assert {plain(name): version for name, version, _ in ROWS} == pinned, "run make release"


def test_every_licence_is_on_the_list_and_the_base_install_is_small() -> None:
    assert [row for row in ROWS if not allowed(row[2])] == []
    assert len(locked()) <= AT_MOST


def test_a_licence_that_is_not_on_the_list_is_noticed() -> None:
    assert not allowed("GPL-3.0-only")
    assert not allowed("MIT AND Proprietary")

# SPDX-License-Identifier: Apache-2.0
"""An archive is read without a database: whole, as it was written, or with a reason why not."""

import io
import json
import tracemalloc
import zipfile
from datetime import time
from pathlib import Path

import pytest

from supple.errors import SuppleError
from supple.interop import archive

EXAMPLE = Path("docs/examples/ada-archive.zip").read_bytes()


def rewritten(**changed: object) -> bytes:
    """The example with another list beside the same entries."""
    told = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(EXAMPLE)) as old, zipfile.ZipFile(told, "w") as new:
        listed = json.loads(old.read(archive.LIST)) | changed
        new.writestr(archive.LIST, json.dumps(listed))
        new.writestr(archive.ENTRIES, old.read(archive.ENTRIES))
    return told.getvalue()


def test_everything_that_was_said_and_where_home_is() -> None:
    read = archive.read(EXAMPLE)
    assert (str(read.zone), read.day_starts) == ("Europe/London", time(6))
    assert len(read.timeline) == len(read.entries) == 1048


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"sha256": "0" * 64}, "not those that were written"),
        ({"entries": 3}, "its list and its entries differ"),
        ({"form": 99}, "newer supple"),
        ({"format": "diary of others"}, "no archive of supple"),
        ({"person": {"zone": "Mars/Olympus", "day_starts": "06:00"}}, "where home is"),
        ({"person": None}, "where home is"),
    ],
)
def test_what_is_not_as_it_was_written_is_refused_with_the_reason(changed: dict[str, object], why: str) -> None:
    with pytest.raises(SuppleError, match=why):
        archive.read(rewritten(**changed))


@pytest.mark.parametrize("content", [b"", b"PK", EXAMPLE[:5000], b"x" * 1000])
def test_half_an_archive_or_none_is_refused(content: bytes) -> None:
    with pytest.raises(SuppleError, match="no whole archive"):
        archive.read(content)


@pytest.mark.parametrize("told", [400 * 2**20, 10])
def test_an_archive_that_grows_without_end_is_refused_before_it_is_unfolded_even_when_it_lies(told: int) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(archive.LIST, "{}")
        parts.writestr(archive.ENTRIES, bytes(400 * 2**20))
    content = bomb.getvalue().replace((400 * 2**20).to_bytes(4, "little"), told.to_bytes(4, "little"))
    tracemalloc.start()
    with pytest.raises(SuppleError, match=r"more than any diary|no whole archive"):
        archive.read(content, most=300 * 2**20)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 * 2**20

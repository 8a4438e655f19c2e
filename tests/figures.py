# SPDX-License-Identifier: Apache-2.0
"""Where do measured figures go? Between two marks of a page, that about trust mostly, with day and machine."""

import os
import platform
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"
TRUST = DOCS / "explanation" / "trust.md"


def written_down(name: str, said: str, page: Path = TRUST) -> None:
    """Put figures between the marks of this name."""
    marks = re.compile(rf"(<!-- {name} -->\n).*(<!-- /{name} -->)", re.S)
    page.write_text(marks.sub(lambda m: m[1] + "\n" + said.strip() + "\n\n" + m[2], page.read_text()))


def measured_by(command: str) -> str:
    """The machine, the day and the command, without a name that leads to somebody."""
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    return (
        f"{platform.system()} {platform.release().split('-')[0]} on {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {today}, by `{command}`."
    )

# SPDX-License-Identifier: Apache-2.0
"""The report as one printed sheet: a tagged PDF that declares PDF/UA-1, on A4 or US Letter.

The typesetter refuses a figure without words and a document without a title, so neither can be forgotten.
"""

from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from supple.report.sections import Report
from supple.report.shorter import Lines, versions
from supple.report.text import title
from supple.report.typeset import typeset
from supple.report.written import Translate

Paper = Literal["a4", "us-letter"]
_SHEET = Path(__file__).with_name("page.typ")


def sheet(
    report: Report, translate: Translate = str, *, paper: Paper = "a4", language: str = "en", picture: bool = False
) -> bytes:
    """The PDF's bytes: exactly one page, with as much of the diary as fits it; or a picture of that page."""
    content = {
        "title": title(report, translate),
        "author": report.name or translate("supple"),
        "paper": paper,
        "language": language,
        "footer": [phrase.text(translate) for phrase in report.footer],
        "versions": [[_plain(lines) for lines in version] for version in versions(report, translate)],
    }
    form: dict[str, Any] = {"format": "png", "ppi": 80} if picture else {"pdf_standards": ["ua-1"]}
    return typeset(_SHEET, {"report": content}, **form)


def _plain(lines: Lines) -> dict[str, object]:
    """What the sheet's own script reads; a row is named there, so it is named here."""
    rows = [dict(zip(("label", "value", "note"), row, strict=True)) for row in lines.rows]
    return asdict(lines) | {"rows": rows}

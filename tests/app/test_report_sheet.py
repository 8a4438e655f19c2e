# SPDX-License-Identifier: Apache-2.0
"""The printed sheet from the page: one's own diary, on the paper that was asked for, and kept nowhere."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from django.test import Client

from supple.people.models import Person


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("us-letter", 612), ("anything", 595)])
def test_each_person_gets_a_sheet_of_the_own_diary(
    as_person: Callable[[Person], Client], ada: Person, bo: Person, paper: str, width: int
) -> None:
    for person in (ada, bo):
        answer = as_person(person).get(f"/report.pdf?period=all&reader=physiotherapist&paper={paper}")
        assert answer["Content-Type"] == "application/pdf"
        assert "no-store" in answer["Cache-Control"]
        with pikepdf.open(BytesIO(answer.content)) as sheet, sheet.open_metadata() as metadata:
            assert metadata["dc:title"].startswith(f"{person.name}: diary report")
            assert metadata["dc:title"].endswith("for the physiotherapist")
            assert int(sheet.pages[0].mediabox[2]) == width

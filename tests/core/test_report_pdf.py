# SPDX-License-Identifier: Apache-2.0
"""The printed sheet: one page whatever the diary holds, and a structure a screen reader can walk."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
import pikepdf
import pytest

from supple.entries.entry import Entry
from supple.entries.kinds import ONE
from supple.entries.measure import measure
from supple.entries.timeline import fold
from supple.insight.series import DailyTable
from supple.report import paper, pdf
from supple.report.compose import compose
from supple.report.drawn import MOST_DOTS, Mark, lettered, trend_svg
from supple.report.material import Material
from supple.report.sections import Report, Row, Section, Variant, say
from supple.report.shorter import versions

FIRST = date(2016, 9, 1)
TEN_YEARS = 3650
MARKUP = '#panic() $x$ *bold* <b> \\ [#image("/etc/passwd")]'


def entry(n: int, kind: str, day: int, **said: Any) -> Entry:
    at = datetime(2016, 9, 1, 12, tzinfo=UTC) + timedelta(days=day, seconds=n)
    return ONE.validate_python({"kind": kind, "id": UUID(int=n + 1), "at": at, **said})


def ten_years() -> Iterator[Entry]:
    """3,000 episodes, 40 medicines with long names, more questions and grades than a page could hold."""
    places = [("cramp", "calf", "left"), ("spasm", "thigh", "right"), ("stiffness", "foot", "left")]
    for n in range(3000):
        what, site, side = places[n % 3]
        yield entry(n, "episode", n * TEN_YEARS // 3000, what=what, site=site, side=side, severity=n % 11)
    for n in range(40):
        name = f"A medicine with a rather long name {n} {MARKUP}"
        yield entry(4000 + n, "treatment", n * 90, name=name, change="started", dose_mg=10.0)
        yield entry(5000 + n, "dose", n * 90 + 1, medicine=name, status="taken")
    for n in range(300):
        where = {"scale": "modified_ashworth", "site": "calf", "side": "left", "value": "1+", "rater": "Cleo"}
        yield entry(6000 + n, "scale_answer", n * 12, **where)
    yield entry(7000, "goal", 1, text="I want " + "very " * 30 + "much " + MARKUP[:7])
    asked = ["Why " + "on " * 50 + f"{n}?" for n in range(5)]
    yield entry(7001, "visit", 1, on=FIRST + timedelta(days=TEN_YEARS), with_whom="neurologist", questions=asked)


def report(days: int, *entries: Entry, **more: Any) -> Report:
    chance = np.random.default_rng(1)
    scores = {name: chance.integers(0, 11, days).astype(float) for name in ("spasticity", "pain")} if days > 28 else {}
    last = FIRST + timedelta(days=days - 1)
    return compose(Material(fold(entries, ZoneInfo("UTC")), DailyTable(FIRST, scores), FIRST, last, **more))


FULLEST = tuple(ten_years())


def pages(sheet: bytes) -> int:
    with pikepdf.open(BytesIO(sheet)) as opened:
        return len(opened.pages)


def tags(sheet: bytes) -> Counter[str]:
    """How often each kind of structure element occurs."""
    found: Counter[str] = Counter()

    def walk(element: Any) -> None:
        if isinstance(element, pikepdf.Array):
            for child in element:
                walk(child)
        elif isinstance(element, pikepdf.Dictionary):
            found[str(element.get("/S", "")).removeprefix("/")] += 1
            if element.get("/S") == "/Figure":
                found["Figure with words"] += bool(str(element.get("/Alt", "")))
            walk(element.get("/K", pikepdf.Array()))

    with pikepdf.open(BytesIO(sheet)) as opened:
        walk(opened.Root.StructTreeRoot.K)
    return found


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize("variant", ["neurologist", "physiotherapist"])
def test_ten_years_and_an_empty_diary_both_take_exactly_one_page(variant: Variant, paper: pdf.Paper) -> None:
    full = pdf.sheet(report(TEN_YEARS, *FULLEST, variant=variant, name="Ada " * 30), paper=paper)
    assert pages(full) == pages(pdf.sheet(report(28, variant=variant), paper=paper)) == 1
    assert len(full) < 300_000


def test_even_the_longest_words_in_every_line_leave_one_page() -> None:
    rows = tuple(Row(say("word " * 60), say("word " * 90), say("word " * 60)) for _ in range(60))
    sections = tuple(Section(f"s{n}", say("A title " * 9), rows) for n in range(12))
    whole = Report("neurologist", "Ada", FIRST, FIRST, sections, (say("Self-reported."),) * 4)
    assert pages(pdf.sheet(whole)) == 1


def test_what_gives_way_is_said() -> None:
    shortest = list(versions(report(TEN_YEARS, *FULLEST)))[-1]
    medicines = next(lines for lines in shortest if lines.title.startswith("Medicines"))
    assert len(medicines.rows) == 1
    assert medicines.more == "and 45 more in the diary"


def test_every_section_keeps_its_title_however_little_is_left() -> None:
    whole, *_, shortest = versions(report(TEN_YEARS, *FULLEST))
    assert [lines.title for lines in whole] == [lines.title for lines in shortest]


def test_the_sheet_declares_pdf_ua_and_its_structure_can_be_walked() -> None:
    sheet = pdf.sheet(report(365, *FULLEST[:200]))
    found = tags(sheet)
    assert found["H1"] == 1
    assert found["H2"] >= 9
    assert found["Figure"] == found["Figure with words"] == 2
    assert min(found[tag] for tag in ("TH", "TD", "LI")) > 0
    with pikepdf.open(BytesIO(sheet)) as opened, opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert "diary report" in metadata["dc:title"]
        assert bool(opened.Root.MarkInfo.Marked)


def test_what_a_person_wrote_is_never_read_as_markup() -> None:
    marked = entry(1, "goal", 1, text=MARKUP)
    assert pages(pdf.sheet(report(28, marked, name=MARKUP))) == 1


def test_a_long_period_is_drawn_with_no_more_dots_than_can_be_told_apart() -> None:
    drawn = trend_svg(np.full(TEN_YEARS, 4.0), FIRST, [], measure("spasticity"))
    assert 0 < drawn.count("<circle") <= MOST_DOTS


def test_a_thigh_and_a_whole_leg_are_on_the_picture_too() -> None:
    said = [
        entry(n, "episode", n, what="spasm", site=site, side="left") for n, site in enumerate(("thigh", "whole_leg"))
    ]
    (drawn,) = (part.figure for part in report(28, *said).sections if part.id == "where")
    assert drawn is not None
    assert sorted(re.findall(r">(\d+)<", drawn.draw(str))) == ["1", "1", "1", "1", "1", "2", "2"]
    assert "whole leg" in drawn.words.text()


def test_a_day_without_a_score_has_no_dot() -> None:
    values = np.array([3.0, np.nan, 5.0])
    assert trend_svg(values, FIRST, [], measure("spasticity")).count("<circle") == 2


def test_the_latest_treatments_have_the_letters() -> None:
    marks = [Mark(FIRST + timedelta(days=n), f"medicine {n}") for n in range(12)]
    assert [(letter, mark.words) for letter, mark in lettered(marks)][::7] == [
        ("A", "medicine 4"),
        ("H", "medicine 11"),
    ]


@pytest.mark.parametrize("size", ["a4", "us-letter"])
def test_a_week_on_paper_is_one_sheet_even_with_long_names_and_markup(size: pdf.Paper) -> None:
    lines = [
        paper.Line(f"own:{n}", say("{name}", name=f"{MARKUP} a very long word of one's own {n}"), "tick")
        for n in range(13)
    ]
    assert pages(paper.blank(FIRST, lines, paper=size)) == pages(paper.blank(FIRST, lines[:1], paper=size)) == 1


def test_signs_that_no_font_can_show_do_not_take_the_sheet_away() -> None:
    odd = "walk \U0010a74b \u4e00 \U0001f642 \u0378 far"
    made = pdf.sheet(report(30, entry(1, "goal", 1, text=odd)))
    assert made.startswith(b"%PDF")

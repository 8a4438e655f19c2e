# SPDX-License-Identifier: Apache-2.0
"""How do a person's entries become days, and answers become pictures?"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from supple.entries.did import Exposure
from supple.entries.entry import Entry
from supple.entries.felt import CheckIn, Episode
from supple.entries.timeline import fold
from supple.insight import plot, simulate
from supple.insight.about import OutcomeKind
from supple.insight.series import DailyTable, combined, from_timeline
from supple.insight.triggers import find

EVENING = datetime.fromisoformat("2026-01-05T20:00:00+01:00")
SVG = "{http://www.w3.org/2000/svg}"


def _said(*entries: tuple[type[Entry], int, dict[str, object]]) -> DailyTable:
    made = [
        kind.model_validate({"id": UUID(int=n), "at": EVENING + timedelta(days=day), **more})
        for n, (kind, day, more) in enumerate(entries, 1)
    ]
    return from_timeline(fold(made, ZoneInfo("Europe/Berlin")))


def test_an_exposure_not_named_on_a_day_with_a_check_in_did_not_happen_and_a_silent_day_is_unknown() -> None:
    table = _said(
        (CheckIn, 0, {"spasticity": 4}),
        (Exposure, 0, {"what": "heat"}),
        (CheckIn, 1, {"spasticity": 3}),
        (CheckIn, 3, {"spasticity": 6}),
    )
    assert table.first == date(2026, 1, 5)
    np.testing.assert_array_equal(table.columns["heat"], [1.0, 0.0, np.nan, 0.0])
    np.testing.assert_array_equal(table.columns["spasticity"], [4.0, 3.0, np.nan, 6.0])


def test_episodes_of_a_day_add_up() -> None:
    table = _said((Episode, 0, {"what": "cramp"}), (Episode, 0, {"what": "spasm", "count": 3}))
    assert table.columns["episodes"].tolist() == [4.0]


def test_a_person_who_said_nothing_has_no_days() -> None:
    assert _said().days == 0


@pytest.mark.parametrize(("rule", "number"), [("sum", 6.0), ("max", 3.0), ("mean", 2.0), ("last", 1.0)])
def test_several_readings_of_a_day_become_one(rule: str, number: float) -> None:
    assert combined([2.0, 3.0, 1.0], rule) == number


def test_columns_of_unequal_length_are_no_table() -> None:
    with pytest.raises(ValueError, match="one value per day"):
        DailyTable(date(2026, 1, 5), {"a": np.zeros(3), "b": np.zeros(4)})


def test_the_picture_of_effects_says_every_effect_in_words_and_marks_findings_by_shape() -> None:
    made = simulate.example_person(90, 3)
    drawn = plot.effects_svg(find(made.table, made.about), "Ada <3")
    root = ElementTree.fromstring(drawn)  # noqa: S314
    spoken = root.findtext(f"{SVG}desc") or ""
    assert root.findtext(f"{SVG}title") == "Ada <3"
    assert all(name.replace("_", " ") in spoken for name in made.truth)
    fills = [circle.get("fill") for circle in root.iter(f"{SVG}circle")]
    assert sorted(str(fill) for fill in fills) == ["currentColor", "currentColor", "none", "none", "none"]


def test_the_picture_of_an_outcome_names_where_treatments_began() -> None:
    made = simulate.diary("drift", 90, 1)
    began = made.about.treatments[0]
    drawn = plot.outcome_svg(made.table, "outcome", [(began.start, began.name)])
    spoken = ElementTree.fromstring(drawn).findtext(f"{SVG}desc") or ""  # noqa: S314
    assert f"new_medicine: {began.start.isoformat()}" in spoken


def test_an_outcome_never_recorded_is_still_a_picture() -> None:
    empty = DailyTable(date(2026, 1, 5), {"outcome": np.full(5, np.nan)})
    assert plot.outcome_svg(empty, "outcome").startswith("<svg")
    assert plot.outcome_svg(DailyTable(date(2026, 1, 5), {"outcome": np.full(300, np.nan)}), "outcome").count("V") == 0


def _reaching_out(drawn: str) -> list[str]:
    """The words of a picture that do not fit into it; a sign is taken as wide as half its height."""
    root = ElementTree.fromstring(drawn)  # noqa: S314
    wide = float((root.get("viewBox") or "").split()[2])
    out = []
    for words in root.iter(f"{SVG}text"):
        text, x = words.text or "", float(words.get("x", 0))
        share = {"end": 1.0, "middle": 0.5}.get(words.get("text-anchor", ""), 0.0)
        left = x - share * 7.5 * len(text)
        if left < 0 or left + 7.5 * len(text) > wide:
            out.append(text)
    return out


@pytest.mark.parametrize("frame", [plot.Frame(plot.NARROW), plot.FOR_A_DESK], ids=["phone", "desk"])
def test_no_word_of_a_picture_reaches_out_of_it_however_long_a_name_is(frame: plot.Frame) -> None:
    made, title = simulate.example_person(90, 3), "What goes with: the longest name that was ever given to an outcome"
    found = find(made.table, made.about)
    names = [
        "a factor of one's own that somebody named with 60 signs",
        "Donaudampfschifffahrtsgesellschaftskapitän",
    ]
    found = replace(found, factors=dict(zip(names, found.factors.values(), strict=False)))
    ends = "less: stiffness in the evening", "more: stiffness in the evening"
    assert _reaching_out(plot.effects_svg(found, title, ends, frame=frame)) == []
    ever = DailyTable(date(2026, 1, 5), {"outcome": np.full(365, 3.25)})
    marks = [(ever.dates[-1], "12"), (ever.dates[0], "1")]
    assert _reaching_out(plot.outcome_svg(ever, "outcome", marks, title, frame)) == []
    assert _reaching_out(plot.hours_svg([120] * 8, ["0-3"] * 8, title, frame)) == []


def test_of_a_year_each_week_is_a_bar_and_of_a_month_each_day_a_dot() -> None:
    values = np.asarray(np.arange(364) % 7, dtype=np.float64)
    year, month = (DailyTable(date(2026, 1, 5), {"outcome": values[:days]}) for days in (364, 30))
    assert (plot.outcome_svg(year, "outcome").count("V"), plot.outcome_svg(year, "outcome").count("h0")) == (52, 0)
    assert (plot.outcome_svg(month, "outcome").count("V"), plot.outcome_svg(month, "outcome").count("h0")) == (0, 30)


@pytest.mark.parametrize("regime", simulate.REGIMES)
@pytest.mark.parametrize("kind", ["ordinal", "count", "binary"])
def test_every_made_up_diary_keeps_its_promise_of_truth(regime: simulate.Regime, kind: OutcomeKind) -> None:
    made = simulate.diary(regime, 40, 2, kind)
    true = sum(effect != 0 for effect in made.truth.values())
    assert true == 0 if regime == "none" else 2 <= true <= 5
    assert set(made.truth) == set(made.table.columns) - {"outcome"}


def test_the_first_days_of_a_table_are_a_table() -> None:
    assert simulate.example_person(30).table.head(9).days == 9


def test_entries_after_the_day_asked_about_are_not_read() -> None:
    made = [CheckIn.model_validate({"id": UUID(int=n), "at": EVENING + timedelta(days=n), "pain": n}) for n in (1, 2)]
    timeline = fold(made, ZoneInfo("Europe/Berlin"))
    assert from_timeline(timeline, until=date(2026, 1, 6)).columns["pain"].tolist() == [1.0]


def test_a_yes_no_own_word_happens_and_an_own_amount_is_unknown_when_unsaid() -> None:
    table = _said(
        (Exposure, 0, {"what": "own:visitors"}),
        (Exposure, 0, {"what": "own:noise", "level": 4}),
        (CheckIn, 1, {"spasticity": 3}),
    )
    np.testing.assert_array_equal(table.columns["own:visitors"], [1.0, 0.0])
    np.testing.assert_array_equal(table.columns["own:noise"], [4.0, np.nan])

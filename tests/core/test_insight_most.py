# SPDX-License-Identifier: Apache-2.0
"""Does a diary of thousands of factors get an answer, in bounded memory, that says what was not looked at?"""

import json
import tracemalloc
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from supple.cli.main import main
from supple.errors import SuppleError
from supple.insight import most
from supple.insight.about import About, Factor
from supple.insight.most import narrowed, search
from supple.insight.result import MOST
from supple.insight.series import Array, DailyTable
from supple.insight.triggers import find
from supple.interop import csv

DAYS = 40


def _diary(factors: dict[str, Array], days: int = DAYS) -> DailyTable:
    luck = np.random.default_rng(5)
    return DailyTable(date(2026, 1, 1), {"pain": luck.integers(2, 8, days).astype(float), **factors})


def _met(on: int, days: int = DAYS, first: int = 0) -> Array:
    """Met on so many days, spread over the diary."""
    luck = np.random.default_rng(100 * on + first)
    column = np.zeros(days)
    column[luck.choice(days, on, replace=False)] = 1.0
    return column


def _names(asked: most.Narrowed) -> set[str]:
    return set(asked.days.columns) - {"pain"}


def test_as_many_factors_as_promised_are_all_looked_at() -> None:
    days = _diary({f"own:{n}": _met(10, first=n) for n in range(MOST)})
    assert narrowed(days, About("pain")).days is days
    one_more = _diary({f"own:{n}": _met(10, first=n) for n in range(MOST + 1)})
    assert len(_names(narrowed(one_more, About("pain")))) == MOST


def test_those_with_the_most_days_with_them_and_without_them_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(most, "MOST", 2)
    days = _diary({"always": _met(38), "half": _met(20), "often": _met(26), "seldom": _met(6), "rare": _met(4)})
    asked = narrowed(days, About("pain"))
    assert _names(asked) == {"half", "often"}
    assert (asked.left, asked.rare) == (("seldom",), ("always", "rare"))


def test_days_without_the_outcome_do_not_count_for_a_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(most, "MOST", 1)
    first, second = np.zeros(DAYS), np.zeros(DAYS)
    first[:15], second[20:30] = 1.0, 1.0
    days = _diary({"first": first, "second": second})
    days.columns["pain"][:12] = np.nan
    assert _names(narrowed(days, About("pain"))) == {"second"}


def test_what_is_taken_does_not_hang_on_the_outcomes_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(most, "MOST", 3)
    factors = {f"own:{n}": _met(5 + n, first=n) for n in range(8)}
    days = _diary(factors)
    told = _diary({**factors})
    told.columns["pain"][:] = 5.0 * factors["own:0"]
    assert _names(narrowed(days, About("pain"))) == _names(narrowed(told, About("pain"))) == {"own:5", "own:6", "own:7"}


def test_a_score_is_parted_into_more_and_less_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(most, "MOST", 1)
    sleep = np.linspace(5.0, 9.0, DAYS)  # no two nights alike
    asked = narrowed(_diary({"met": _met(12), "sleep_hours": sleep}), About("pain"))
    assert _names(asked) == {"sleep_hours"}


def test_each_factor_that_was_named_gets_an_answer_and_those_left_out_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(most, "MOST", 2)
    factors = {"half": _met(20), "often": _met(26), "seldom": _met(6), "rare": _met(4), "never": _met(0)}
    found = search(_diary(factors), [About("pain", factors=tuple(Factor(name) for name in factors))])
    assert set(found.factors) == set(factors)
    assert found.not_looked_at == ("seldom",)
    assert found.factors["seldom"].verdict == "cannot tell yet"
    assert (found.factors["seldom"].days_more, found.factors["seldom"].exposed) == (None, 6)
    assert {found.factors[name].verdict for name in ("rare", "never")} == {"not enough days with it"}
    assert found.factors["rare"].days_more == 10
    assert not any(found.factors[name].claim for name in ("seldom", "rare", "never"))


def test_what_is_looked_at_gets_the_answer_it_would_get_without_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(most, "MOST", 2)
    factors = {"half": _met(20), "often": _met(26), "seldom": _met(6)}
    alone = find(_diary({name: factors[name] for name in ("half", "often")}), About("pain"))
    found = search(_diary(factors), [About("pain")])
    assert {name: found.factors[name] for name in ("half", "often")} == alone.factors


def test_when_nothing_was_met_often_enough_other_columns_are_not_asked_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(most, "MOST", 2)
    factors = {name: _met(2, first=n) for n, name in enumerate("abc")}
    days = _diary({**factors, "mood": np.arange(float(DAYS)) % 7})
    found = search(days, [About("pain", factors=tuple(Factor(name) for name in factors))])
    assert set(found.factors) == set(factors)
    assert found.not_looked_at == ()


def test_before_there_are_enough_days_nothing_is_said_to_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(most, "MOST", 1)
    factors = {f"own:{n}": _met(5, 12, n) for n in range(3)}
    found = search(_diary(factors, 12), [About("pain")])
    assert found.not_enough is not None
    assert found.not_looked_at == ()
    assert {one.verdict for one in found.factors.values()} == {"not enough days with it"}


def test_several_outcomes_asked_together_leave_out_the_same_factors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(most, "MOST", 2)
    factors = {"half": _met(20), "often": _met(26), "seldom": _met(6)}
    days = _diary({**factors, "spasms": np.arange(float(DAYS)) % 5})
    asked = tuple(Factor(name) for name in factors)
    found = search(days, [About("pain", factors=asked), About("spasms", factors=asked)])
    assert found.not_looked_at == ("seldom",)


def test_an_outcome_or_a_factor_that_is_not_there_is_still_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(most, "MOST", 1)
    days = _diary({"half": _met(20), "often": _met(26)})
    for about in (About("mood"), About("pain", factors=(Factor("half"), Factor("heat")))):
        with pytest.raises(SuppleError, match="no column"):
            search(days, [about])


def test_ten_times_as_many_factors_take_hardly_more_memory() -> None:
    """Weighed against one another, 3,000 factors would take more than ten gigabytes."""
    days = _diary({f"own:{n}": _met(12, first=n) for n in range(10 * MOST)})
    tracemalloc.start()
    found = search(days, [About("pain")])
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found.not_looked_at) == 9 * MOST
    assert highest < 1.5e9


def test_the_command_says_how_many_were_not_looked_at_and_names_the_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(most, "MOST", 4)
    path = tmp_path / "ada.csv"
    path.write_text(csv.write(_diary({f"thing_{n}": _met(10, first=n) for n in range(50)})))
    assert main(["triggers", str(path)]) == 0
    said = capsys.readouterr().out
    untold = said[said.index("Cannot tell yet") :]
    assert "Not looked at: 46 of 50 factors." in untold
    assert "and 6 more (--json names all)" in untold
    assert main(["triggers", str(path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert len(answer["factors"]) == 50
    assert sum(one["code"] == "not-looked-at" for one in answer["said"]) == 46

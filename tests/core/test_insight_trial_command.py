# SPDX-License-Identifier: Apache-2.0
"""Does `supple trial` say everything a person needs about one change, and `supple trial design` before it?"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from supple.cli.main import main
from supple.insight import simulate
from supple.interop import csv

MARKS = ("A" * 14 + "B" * 14) * 2


def _file(folder: Path, effect: float, beside: dict[int, str] | None = None, scored: int = 56) -> Path:
    """A trial file; `beside` gives taken and pause for some days, and days after `scored` are still empty."""
    outcome = simulate.trial(np.array([float(mark == "B") for mark in MARKS]), "iid", effect, 1)
    days = np.arange("2026-01-01", "2026-02-26", dtype="datetime64[D]")
    rows = ["date,condition,spasticity,taken,pause"]
    for day, mark in enumerate(MARKS):
        score = f"{outcome[day]:g}" if day < scored else ""
        rows.append(f"{days[day]},{mark},{score},{(beside or {}).get(day, ',')}")
    path = folder / "trial.csv"
    path.write_text("\n".join(rows) + "\n")
    return path


def _diary(folder: Path) -> Path:
    path = folder / "diary.csv"
    path.write_text(csv.write(simulate.example_person(90, 3).table))
    return path


def _json(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main([*words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_trial_says_what_was_left_out_and_how_far_the_change_was_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = {3: ",infection", 4: ",infection"} | {day: "0," if day % 4 == 0 else "1," for day in range(14, 28)}
    path = _file(tmp_path, -2.0, beside)
    found = _json(capsys, "trial", str(path))
    assert found["excluded"] == [{"why": "infection", "days": 2}]
    assert 0.6 < found["adherence"] < 0.8
    assert found["as_taken"].keys() == {"effect", "lo", "hi", "p_helps"}
    assert found["marks"]["established"] is True
    assert main(["trial", str(path)]) == 0
    words = capsys.readouterr().out
    for said in ("Days not counted: infection (2).", "18 % of your usual", "as they were lived"):
        assert said in words


def test_a_trial_with_days_to_come_is_running_unless_it_is_said_to_be_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path, -2.0, scored=42)
    assert _json(capsys, "trial", str(path))["running"] is True
    about = tmp_path / "about.json"
    about.write_text('{"running": false}')
    assert _json(capsys, "trial", str(path), "--about", str(about))["running"] is False
    whole = _file(tmp_path, -2.0)
    assert _json(capsys, "trial", str(whole))["running"] is False
    assert main(["trial", str(whole), "--running"]) == 0
    assert "The trial is not over." in capsys.readouterr().out


def test_running_that_is_no_yes_or_no_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    about = tmp_path / "about.json"
    about.write_text('{"running": "maybe"}')
    assert main(["trial", str(_file(tmp_path, 0.0)), "--about", str(about)]) == 2
    assert "running" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "said"), [(",B,", "Too few days have the change"), (",A,", "Too few days are as usual")]
)
def test_a_trial_with_one_condition_only_says_which_is_missing(
    old: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path, 0.0)
    path.write_text(path.read_text().replace(old, ",W,"))
    assert main(["trial", str(path)]) == 0
    assert said in capsys.readouterr().out


def test_a_score_that_is_always_the_same_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "trial.csv"
    days = np.arange("2026-01-01", "2026-02-26", dtype="datetime64[D]")
    path.write_text("date,condition,pain\n" + "".join(f"{d},{m},4\n" for d, m in zip(days, MARKS, strict=True)))
    assert main(["trial", str(path)]) == 0
    assert "the same every day" in capsys.readouterr().out


def test_a_design_is_judged_on_days_like_the_persons_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["trial", "design", "--diary", str(_diary(tmp_path)), "--outcome", "spasticity", "--trials", "40"]
    found = _json(capsys, *words)
    assert found["noise"].keys() == {"outcome", "days", "level", "spread", "memory", "share", "drift"}
    assert len(found["schedule"]) == found["days"] == 112
    assert main(words) == 0
    assert "Your spasticity over" in capsys.readouterr().out


def test_a_weak_design_comes_with_better_ones(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["trial", "design", "--pairs", "1", "--fixed", "--trials", "60"]
    found = _json(capsys, *words)
    assert not found["answers"]
    assert found["better"][-1]["power_1"] > found["power_1"]
    assert main(words) == 0
    assert "These show more:" in capsys.readouterr().out


def test_the_kind_of_remedy_sets_blocks_and_washout(capsys: pytest.CaptureFixture[str]) -> None:
    found = _json(capsys, "trial", "design", "--for", "stretching", "--pairs", "2", "--trials", "8")
    assert (found["block"], found["washout"]) == (28, 7)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--block", "7"), "too short"),
        (("--block", "5", "--for", "same-day"), "too short"),
        (("--trials", "0"), "between 1 and 5000"),
        (("--seed", "-1"), "below 0"),
        (("--diary", "none.csv"), "cannot be read"),
    ],
)
def test_a_design_that_cannot_be_is_refused_in_one_sentence(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trial", "design", *words]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err


@pytest.mark.parametrize(("column", "said"), [("heat", "yes or no"), ("nothing", "no column")])
def test_an_outcome_no_design_can_use_is_refused(
    column: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trial", "design", "--diary", str(_diary(tmp_path)), "--outcome", column]) == 2
    assert said in capsys.readouterr().err


def test_a_diary_of_a_few_days_teaches_no_noise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "short.csv"
    path.write_text("date,pain\n2026-01-01,3\n2026-01-02,4\n")
    assert main(["trial", "design", "--diary", str(path)]) == 2
    assert "at least 21" in capsys.readouterr().err

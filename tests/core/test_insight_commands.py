# SPDX-License-Identifier: Apache-2.0
"""Do `supple triggers` and `supple trial` answer as the interface promises, and refuse in one sentence?"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from supple.cli.main import main
from supple.insight import simulate
from supple.interop import csv

FIELDS = {"claim", "prob", "effect", "lo", "hi", "days_more", "verdict", "lag", "set", "exposed", "why"}


@pytest.fixture
def ada(tmp_path: Path) -> Path:
    path = tmp_path / "ada.csv"
    path.write_text(csv.write(simulate.example_person(90, 3).table))
    return path


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    marks = ("A" * 14 + "B" * 14) * 2
    acting = np.array([float(mark == "B") for mark in marks])
    outcome = simulate.trial(acting, "iid", -2.0, 1)
    days = np.arange("2026-01-01", "2026-02-26", dtype="datetime64[D]")
    rows = [f"{day},{n // 14},{mark},{v:g}" for n, (day, mark, v) in enumerate(zip(days, marks, outcome, strict=True))]
    path = tmp_path / "trial.csv"
    path.write_text("\n".join(["date,period,condition,spasticity", *rows]) + "\n")
    return path


def _json(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main([*words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_triggers_answers_with_one_json_value_of_the_promised_shape(
    ada: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = _json(capsys, "triggers", str(ada))
    assert (found["case"], found["outcome"], found["days"]) == ("ada", "spasticity", 90)
    assert all(fields.keys() >= FIELDS for fields in found["factors"].values())
    assert {name for name, fields in found["factors"].items() if fields["claim"]} == {"poor_sleep", "heat"}


def test_triggers_tells_a_person_what_was_found_first_and_never_says_cause(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "out.svg"
    assert main(["triggers", str(ada), "--plot", str(picture)]) == 0
    words = capsys.readouterr().out
    assert words.index("heat goes with worse days") < words.index("No association seen")
    assert "cause" not in words
    assert picture.read_text().startswith("<svg")


def test_a_short_diary_is_told_how_many_days_are_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "short.csv"
    path.write_text(csv.write(simulate.example_person(9, 3).table))
    assert main(["triggers", str(path)]) == 0
    assert "14 are needed" in capsys.readouterr().out


def test_an_outcome_that_is_always_the_same_is_told_so_and_asks_for_no_days_with_a_factor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = [f"2026-06-{day:02d},3,{day % 2}" for day in range(1, 31)]
    path = tmp_path / "same.csv"
    path.write_text("\n".join(["date,stiff,heat", *days]) + "\n")
    assert main(["triggers", str(path)]) == 0
    said = capsys.readouterr().out
    assert "It was the same on every recorded day" in said
    assert "five days with it" not in said
    assert "keep going" not in said
    found = _json(capsys, "triggers", str(path))
    assert found["not_enough"] == {"have": 1, "need": 2, "of": "different values of the outcome"}
    assert found["factors"]["heat"]["verdict"] == "cannot tell yet"


def test_a_column_that_repeats_the_outcome_is_refused_in_its_own_line(
    ada: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, *rows = ada.read_text().splitlines()
    again = [f"{row},{row.split(',')[1]}" for row in rows]
    ada.write_text("\n".join([f"{head},stiff_again", *again]) + "\n")
    assert main(["triggers", str(ada)]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("  stiff again"))
    assert line.endswith("says the same as the outcome, day by day, so nothing can be learned from it.")
    assert "trial" not in line
    told = _json(capsys, "triggers", str(ada))["factors"]["stiff_again"]
    assert (told["why"], told["days_more"], told["claim"]) == ("same-as-outcome", None, False)


def test_a_set_that_cannot_be_told_apart_is_found_together_and_its_members_say_of_what(
    ada: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, *rows = ada.read_text().splitlines()
    place = head.split(",").index("heat")
    ada.write_text("\n".join([f"{head},heat_again", *(f"{row},{row.split(',')[place]}" for row in rows)]) + "\n")
    assert main(["triggers", str(ada), "--outcome", "spasticity"]) == 0
    said = capsys.readouterr().out
    found = said[said.index("Found") :].split("\n\n")[0]
    assert "One of these goes with worse days, and the diary cannot tell which yet: heat or heat again; 99" in found
    assert "Nothing stands out" not in said
    assert "  heat: " in said
    assert "It cannot be told apart from heat again, and more days like these do not part them." in said
    told = _json(capsys, "triggers", str(ada))["factors"]
    assert (told["heat"]["set"], told["heat"]["claim"]) == (["heat", "heat_again"], False)
    assert told["heat"]["together"] > 0.95


def test_what_shows_no_association_is_a_sentence_and_not_a_bare_name(
    ada: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["triggers", str(ada)]) == 0
    said = capsys.readouterr().out
    shown = said[said.index("No association seen") :].split("\n\n")[0].splitlines()[1:]
    assert shown
    assert all("no association seen" in line and " in 100." in line for line in shown[::2])
    assert all(" days used, " in line and " of them with it." in line for line in shown[1::2])


def test_days_without_an_answer_are_not_told_as_days_used(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head, *rows = ada.read_text().splitlines()
    cells = (row.split(",", 2) for row in rows)
    kept = [",".join([day, "" if n % 3 == 0 else told, rest]) for n, (day, told, rest) in enumerate(cells)]
    ada.write_text("\n".join([head, *kept]) + "\n")
    found = _json(capsys, "triggers", str(ada))
    assert found["recorded"] < 61
    assert found["days"] == 90
    assert all(0 < one["exposed"] < found["recorded"] for one in found["factors"].values())
    assert main(["triggers", str(ada)]) == 0
    said = capsys.readouterr().out
    assert f"Spasticity over 90 days, {found['recorded']} of them recorded" in said
    assert said.count(f"{found['recorded']} of 90 days used, ") == len(found["factors"])


def test_outcomes_named_beside_are_asked_together_and_are_no_factors(
    ada: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [line.split(",") for line in ada.read_text().splitlines()]
    spasms = [cells[1] if n % 5 else "" for n, cells in enumerate(rows)]
    ada.write_text(
        "\n".join(",".join([*cells, more]) for cells, more in zip(rows, ["spasms", *spasms[1:]], strict=True))
    )
    asked = ["triggers", str(ada), "--outcome", "spasticity", "--beside", "spasms", "stress"]
    alone, beside = _json(capsys, *asked[:4]), _json(capsys, *asked)
    assert {"spasms", "stress"} & alone["factors"].keys() == {"spasms", "stress"}
    assert {"spasms", "stress"} & beside["factors"].keys() == set()
    assert beside["beside"] == ["spasms", "stress"]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert "Asked together with: spasms; stress." in said
    assert "'stress' is an outcome asked together with it, better when lower, and no factor." in said


def test_a_symptom_in_the_file_is_no_factor_and_how_to_ask_it_is_said(
    ada: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ada.write_text(ada.read_text().replace("stress", "pain", 1))
    assert "pain" not in _json(capsys, "triggers", str(ada))["factors"]
    assert main(["triggers", str(ada)]) == 0
    assert "Ask it together with --beside pain." in capsys.readouterr().out


def test_an_outcome_that_is_better_when_higher_is_known_by_its_name_and_it_is_said(
    ada: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ada.write_text(ada.read_text().replace("spasticity", "mood", 1))
    found = _json(capsys, "triggers", str(ada))
    assert found["better"] == "higher"
    assert found["factors"]["heat"]["verdict"] == "helper"
    assert ("better-known", "mood") in [(one["code"], one["about"]) for one in found["said"]]


def test_another_outcome_may_be_asked_for(ada: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _json(capsys, "triggers", str(ada), "--outcome", "stress")["kind"] == "binary"


@pytest.mark.parametrize("words", [["triggers"], ["trial"], ["triggers", "--many", "."], ["trial", "--many", "."]])
def test_a_command_without_its_file_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)


@pytest.mark.parametrize("verb", ["triggers", "trial"])
@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"date,a\n2026-01-01,lots\n", b"date,note\n2026-01-01,\n"])
def test_bad_input_leaves_standard_output_empty_and_one_sentence_of_help(
    verb: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    status = main([verb, str(path), "--json"])
    printed = capsys.readouterr()
    if verb == "triggers" and content.endswith(b"01,\n"):
        assert (status, json.loads(printed.out)["factors"]) == (0, {})
    else:
        assert (status, printed.out, printed.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("content", ["[]", "{", "[" * 100_000, '{"kind": 3}', '{"better": "sideways"}'])
@pytest.mark.parametrize("verb", ["triggers", "trial"])
def test_a_description_that_cannot_be_read_is_refused(
    verb: str, content: str, ada: Path, trial: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    about = ada.with_name("about.json")
    about.write_text(content)
    file = ada if verb == "triggers" else trial
    if verb == "trial" and "kind" in content:
        assert main([verb, str(file), "--about", str(about), "--json"]) == 0
        return
    assert main([verb, str(file), "--about", str(about), "--json"]) == 2
    assert capsys.readouterr().out == ""


def test_many_cases_go_on_after_a_bad_one_and_can_be_taken_up_again(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / "many" / name).mkdir(parents=True)
        (tmp_path / "many" / name / "diary.csv").write_bytes(ada.read_bytes())
    (tmp_path / "many" / "b" / "diary.csv").write_text("nothing")
    out = tmp_path / "out.jsonl"
    words = ["triggers", "--many", str(tmp_path / "many"), "--out", str(out)]
    assert main(words) == 0
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert [line["case"] for line in lines] == ["a", "b", "c"]
    assert ["error" in line for line in lines] == [False, True, False]
    first = out.read_text().splitlines()[0]
    out.write_text(f"{first}\n{first[:40]}")
    assert main(words) == 0
    assert sorted(json.loads(line)["case"] for line in out.read_text().splitlines()) == ["a", "b", "c"]
    assert "1 of 3 were answered before" in capsys.readouterr().err


def test_trial_answers_with_one_json_value_of_the_promised_shape(
    trial: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    about = tmp_path / "trial.json"
    about.write_text('{"trial": "t1", "design": "ABAB", "outcome": "spasticity", "better": "lower", "change": "B"}')
    found = _json(capsys, "trial", str(trial), "--about", str(about))
    assert (found["trial"], found["verdict"]) == ("t1", "helps")
    assert found["lo"] < found["effect"] < found["hi"] < 0
    assert 0.9 < found["p_helps"] <= 1


def test_trial_tells_a_person_and_draws(trial: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "out.svg"
    assert main(["trial", str(trial), "--plot", str(picture)]) == 0
    assert "The change helps." in capsys.readouterr().out
    assert "change: 2026-01-15" in picture.read_text()


def test_many_trials_are_judged(trial: Path, tmp_path: Path) -> None:
    (tmp_path / "many" / "x").mkdir(parents=True)
    (tmp_path / "many" / "x" / "trial.csv").write_bytes(trial.read_bytes())
    out = tmp_path / "out.jsonl"
    assert main(["trial", "--many", str(tmp_path / "many"), "--out", str(out)]) == 0
    assert json.loads(out.read_text())["trial"] == "x"


@pytest.mark.parametrize(
    ("old", "new"), [("condition", "period2"), (",A,", ",Q,"), ("spasticity", "")], ids=["none", "letter", "outcome"]
)
def test_a_trial_file_without_what_a_trial_needs_is_refused(
    old: str, new: str, trial: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trial.write_text(trial.read_text().replace(old, new))
    assert main(["trial", str(trial), "--json"]) == 2
    assert capsys.readouterr().out == ""


def test_a_design_prints_its_schedule_and_what_it_can_show(capsys: pytest.CaptureFixture[str]) -> None:
    short = ["trial", "design", "--for", "same-day", "--pairs", "2", "--block", "7", "--trials", "8"]
    assert main([*short, "--seed", "3"]) == 0
    words = capsys.readouterr().out
    assert "lot number 3" in words
    found = _json(capsys, *short, "--washout", "2")
    assert len(found["schedule"]) == found["days"] == 34
    assert main(["trial", "design", "--pairs", "0"]) == 2


def test_triggers_takes_what_others_taught_and_says_so(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taught = tmp_path / "prior.json"
    others = {"heat": {"inclusion": 0.5, "worse": 0.9, "people": 200}}
    taught.write_text(json.dumps({"version": 1, "outcomes": {"spasticity": others}}))
    assert main(["triggers", str(ada), "--prior", str(taught)]) == 0
    assert "200 other people's diaries" in capsys.readouterr().out


def test_triggers_refuses_a_prior_it_cannot_read(ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "prior.json").write_text('{"version": 9}')
    assert main(["triggers", str(ada), "--prior", str(tmp_path / "prior.json")]) == 2
    assert "prior" in capsys.readouterr().err

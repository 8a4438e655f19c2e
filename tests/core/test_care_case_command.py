# SPDX-License-Identifier: Apache-2.0
"""Does `supple case` say in words and in JSON what holds, and refuse in one sentence what it cannot read?"""

import json
from pathlib import Path

import pytest

from supple.cli.main import main

CALF = """
case: calf
title: One calf hurts and is swollen
given:
  profile:
    symptoms: [{id: pain, site: calf, side: left}, {id: swelling, site: calf, side: left}]
expect: {findings: {RF-01: %s}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "calf.yaml"
    path.write_text(CALF % "same_day")
    return path


def test_a_case_that_holds_ends_with_status_0(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["case", str(file)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("holds  calf")
    assert "RF-01 (same day), about pain, swelling" in said
    assert "Plan: stopped by RF-01" in said


def test_a_case_that_differs_says_what_and_ends_with_status_1(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(CALF % "emergency")
    assert main(["case", str(file), "--brief"]) == 1
    assert "findings are {'RF-01': 'same_day'}, not {'RF-01': 'emergency'}" in capsys.readouterr().out


def test_the_answer_as_json_is_one_list(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["case", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["case"], one["holds"], one["urgency"], one["plan_suppressed"]) for one in told] == [
        ("calf", True, "same_day", True)
    ]


@pytest.mark.parametrize(
    "text",
    ["case: [", "case: x", CALF % "soon", "case: x\ntitle: y\ngiven: {entries: [{kind: spasm}]}\nexpect: {}"],
)
def test_a_case_that_cannot_be_read_is_refused_in_one_sentence(
    file: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(text)
    assert main(["case", str(file)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("supple: ")


def test_a_name_that_no_case_has_is_refused(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["case", str(file), "--only", "knee"]) == 2
    assert "No case of that name" in capsys.readouterr().err


EVERY = """
case: everything-else
title: Every expectation can fail
given: {profile: {}}
expect:
  urgency: prompt
  findings_include: {RF-02: emergency}
  actions: {ADULT: block}
  blocks: {ADULT: [p1]}
  plan_suppressed: true
  plan_has: [EX-28]
  plan_lacks: [EX-02]
  plan_minutes_at_most: 1
  held: [SST-03]
  keeps: [SPM-01]
  questions: some
  asks: [purple]
  sign_questions: [ask-itching]
  no_sign_questions: [ask-fever]
  triggers: [TRG-01]
  verdicts: {heat: trigger}
  report_has: [purple]
"""


def test_every_expectation_that_fails_is_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(EVERY)
    assert main(["case", str(file), "--json"]) == 1
    assert len(json.loads(capsys.readouterr().out)[0]["misses"]) == 17


DIARY = """
case: nine-days
title: Too short to say anything
given:
  diary: |
    date,spasticity,heat
    2026-11-01,4,0
    2026-11-02,5,1
  about: {outcome: spasticity, factors: [{name: heat, type: bin}]}
  profile: {exposures: [heat], conditions: [osteoporosis], falls_last_month: null}
expect: {}
"""


def test_a_diary_is_followed_to_insight_and_report(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(DIARY)
    assert main(["case", str(file)]) == 0
    said = capsys.readouterr().out
    for words in ("Met today: TRG-10", "Insight:", "heat: not enough days with it", "Report:", "(SST-04)"):
        assert words in said

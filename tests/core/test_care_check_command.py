# SPDX-License-Identifier: Apache-2.0
"""Does `supple check` keep to the named rules, and still never call a grave sign fine?"""

import json
from pathlib import Path

import pytest

from supple.cli.main import main


def _said(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    profile = folder / "profile.json"
    profile.write_text(json.dumps({"age": 45, "symptoms": [{"id": "chest_pain"}], "medicines": [], "conditions": []}))
    assert main(["check", str(profile), *options]) == 0
    return capsys.readouterr().out


def test_a_sign_without_a_rule_is_no_alert_but_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = json.loads(_said(tmp_path, capsys, "--json"))
    assert (said["alerts"], said["plan_suppressed"], said["unspoken"]) == ([], False, ["chest_pain"])


def test_in_words_a_sign_without_a_rule_sends_to_a_doctor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = _said(tmp_path, capsys)
    assert "speak to a doctor today" in words
    assert "No rule here speaks against anything" not in words

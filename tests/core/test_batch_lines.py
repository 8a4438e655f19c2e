# SPDX-License-Identifier: Apache-2.0
"""Many questions in one file, one JSON object a line: each gets its own answer, whatever stands in its text."""

import json
from pathlib import Path

import pytest

from supple.cli.batch import answer_lines


def test_only_a_line_feed_ends_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [f"calf{end}cramp" for end in ("\u2028", "\u2029", "\x85")]
    lines = [json.dumps({"id": text, "text": text}, ensure_ascii=False) for text in texts]
    (tmp_path / "in.jsonl").write_text("\r\n".join([*lines, "", "[]", "x"]), encoding="utf-8")
    answer_lines(str(tmp_path / "in.jsonl"), lambda asked: {"said": asked["text"]})
    told = [json.loads(line) for line in capsys.readouterr().out.split("\n") if line]
    assert [one.get("said") for one in told] == [*texts, None, None]
    assert [one.get("error") for one in told][-2:] == ["The line is not a JSON object.", "The line is not JSON."]

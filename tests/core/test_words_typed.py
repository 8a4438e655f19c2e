# SPDX-License-Identifier: Apache-2.0
"""What is typed is understood in whatever order it comes, and what is not is refused."""

import pytest

from supple.cli.main import _parser, typed


@pytest.mark.parametrize(
    "words",
    ["import csv --preview days.csv", "import csv days.csv --preview", "import --preview csv days.csv"],
)
def test_a_file_may_stand_before_or_behind_an_option(words: str) -> None:
    args = typed(_parser("import"), words.split())
    assert (args.what, args.file, args.preview) == ("csv", "days.csv", True)


@pytest.mark.parametrize(
    "words",
    ["import csv --preview a.csv b.csv", "import csv a.csv b.csv", "import csv --previw a.csv", "import x a.csv"],
)
def test_what_is_too_much_or_unknown_is_refused(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        typed(_parser("import"), words.split())
    assert "error" in capsys.readouterr().err

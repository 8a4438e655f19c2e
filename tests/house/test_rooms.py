# SPDX-License-Identifier: Apache-2.0
"""Do the rooms still only look down? Runs the contracts of .importlinter."""

import subprocess
import sys

from tests.house.tree import ROOT

RUN = """
import sys
from importlinter.cli import lint_imports_command as run
sys.argv = ["lint-imports", "--no-cache"]
run()
"""


def test_every_import_contract_is_kept() -> None:
    told = subprocess.run([sys.executable, "-c", RUN], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr

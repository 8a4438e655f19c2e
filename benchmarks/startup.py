# SPDX-License-Identifier: Apache-2.0
"""How long does a command take, as a whole process, once Python has compiled the modules?"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.diary import own_home, verdict

COMMAND = Path(sys.executable).with_name("supple")
DIARY = Path(__file__).parent.parent / "docs" / "examples" / "ada.csv"
TIMES = 7
NOTE = "2.50 left hamstring spasm 6/10, woke me, 3 mins"
ONE = {"age": 45, "medicines": [{"name": "baclofen", "dose_mg": 10, "times": ["08:00"]}], "symptoms": [{"id": "spasm"}]}


def seconds(*words: str) -> float:
    """The middle of several whole runs of a command."""
    taken = []
    for _ in range(TIMES + 1):  # the first one compiles
        start = time.perf_counter()
        subprocess.run([COMMAND, *words], check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:])


def keep_bytecode(folder: str) -> None:
    """Compiled modules are kept, as after any ordinary installation, even where the environment says otherwise."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")


def main() -> None:
    """Measure, print."""
    with own_home() as folder:
        keep_bytecode(folder)
        for words in (("--help",), ("triggers", "--help"), ("log", "--help"), ("serve", "--help")):
            verdict("supple " + " ".join(words), seconds(*words) * 1000, "ms", 150)
        profile = Path(folder) / "one.json"
        profile.write_text(json.dumps(ONE))
        verdict("supple check PROFILE.json --json", seconds("check", str(profile), "--json") * 1000, "ms", 300)
        said = seconds("note", NOTE, "--now", "2026-11-21T07:30", "--json") * 1000
        verdict("supple note TEXT --json", said, "ms", 350)
        verdict("supple triggers DIARY.csv", seconds("triggers", str(DIARY)) * 1000, "ms", 600)
        add = [str(COMMAND), "person", "add", "Ada", "--zone", "Europe/Berlin"]
        subprocess.run(add, input="a quiet evening walk\n", text=True, check=True, stdout=subprocess.DEVNULL)
        verdict('supple log "left calf cramp at night"', seconds("log", "left calf cramp at night"), "s", 1.2)


if __name__ == "__main__":
    main()

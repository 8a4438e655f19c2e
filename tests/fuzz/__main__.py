# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLC0415 - what is brought in depends on what is at hand
"""`make fuzz`: throw a stated number of inputs at every reader, and write down how many broke or hung one.

With atheris, which watches which lines an input reaches; without it, by changing good inputs at random. Each reader
runs in a process of its own, so that one that dies or hangs is counted and not the end.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tests import own_home
from tests.figures import measured_by, written_down
from tests.fuzz.mutate import mutants

HUNG_AFTER = 20
"""Seconds for one input."""
Row = tuple[str, str, bool]
HEAD = "| reader | inputs each | refused in words or read | broke it | hung it |\n|---|---:|---:|---:|---:|"


def main() -> int:
    """All readers, or one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000, help="for each reader (20000)")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/explanation/trust.md")
    parser.add_argument("--only", help="one reader")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.inside:
        return _inside(args.inside, args.inputs)
    from tests.fuzz.readers import READERS

    began, watched = time.monotonic(), find_spec("atheris") is not None
    rows = [_outside(name, args.inputs) for name in READERS if args.only in (None, name)]
    means = "atheris, by what it reaches" if watched else "random changes"
    minutes = (time.monotonic() - began) / 60
    shown = "\n".join([HEAD, *_grouped(rows)])
    said = f"{shown}\n\nInputs made by {means}; {minutes:.0f} minutes; {measured_by('make fuzz')}\n"
    print("\n" + said)
    if args.write:
        written_down("fuzz", said)
    return int(any(bad for *_, bad in rows))


def _grouped(rows: list[Row]) -> Iterator[str]:
    """A line for all readers that came out alike."""
    for told in dict.fromkeys(told for _, told, _ in rows):
        yield f"| {', '.join(name for name, same, _ in rows if same == told)} | {told} |"


def _outside(name: str, inputs: int) -> Row:
    """One reader in its own process, and what came out."""
    print(f"{name} ...", flush=True)
    us = [sys.executable, "-m", "tests.fuzz", "--inside", name, "--inputs", str(inputs)]
    with tempfile.TemporaryDirectory() as folder:
        own = {**os.environ, "FUZZ_FOLDER": folder}
        told = subprocess.run(us, env=own, capture_output=True, text=True, check=False)
        hung = "timeout after" in told.stderr or told.returncode == -14
    broke = told.returncode != 0 and not hung
    if broke or hung:
        print(told.stdout[-3000:], told.stderr[-6000:], sep="\n", file=sys.stderr)
    done = inputs if not (broke or hung) else 0
    return name, f"{inputs:,} | {done:,} | {int(broke)} | {int(hung)}", broke or hung


def _inside(name: str, inputs: int) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supple.web.settings")
    assert own_home, "importing it gives us a home of our own"
    if find_spec("atheris") is None:
        return _by_chance(name, inputs)
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["supple"]):
        from tests.fuzz.readers import LONGEST, READERS, seeds

        _django()
        for seed in seeds(name):
            READERS[name](seed)  # so that what is imported late is watched too
    folder = Path(os.environ["FUZZ_FOLDER"])
    (folder / "seeds").mkdir()
    for number, seed in enumerate(seeds(name)):
        (folder / "seeds" / str(number)).write_bytes(seed)
    flags = [f"-runs={inputs}", f"-timeout={HUNG_AFTER}", f"-max_len={LONGEST}", "-seed=20261121", "-rss_limit_mb=0",
             f"-artifact_prefix={folder}/", "-print_final_stats=0", str(folder / "seeds")]  # fmt: skip
    atheris.Setup([sys.argv[0], *flags], READERS[name])
    atheris.Fuzz()
    return 0


def _by_chance(name: str, inputs: int) -> int:
    import signal

    from tests.fuzz.readers import LONGEST, READERS, seeds

    _django()
    for content in mutants(seeds(name), inputs, 20261121, LONGEST):
        signal.alarm(HUNG_AFTER)
        READERS[name](content)
    signal.alarm(0)
    return 0


def _django() -> None:
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())

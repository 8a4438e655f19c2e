# SPDX-License-Identifier: Apache-2.0
"""`make bench`: every measurement, one after the other, each in a process of its own.

The load asks a small clinic for a minute; with `make bench SOAK=600` the whole one for the ten minutes whose figures
stand in docs/explanation/trust.md.
"""

import argparse
import subprocess
import sys

PARTS = (
    "startup", "timeline", "append", "pages", "profiles", "inference.speed", "inference.claims",
    "inference.joint", "inference.more_days", "trials", "sudden", "apple_health", "load",
)  # fmt: skip
SHORT = ("--persons", "300", "--days", "60", "--seconds", "60")


def main() -> int:
    """Run them all, or one; a part that fails is said and fails the whole."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="one of them")
    parser.add_argument("--soak", type=int, metavar="SECONDS", help="ask the whole clinic, for so long")
    args = parser.parse_args()
    failed = [part for part in PARTS if args.only in (None, part) and not _ran(part, args.soak)]
    if failed:
        print(f"\nThese did not run to their end: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _ran(part: str, soak: int | None) -> bool:
    print(f"\n== {part} ==", flush=True)
    told = () if part != "load" else SHORT if soak is None else ("--seconds", str(soak))
    return not subprocess.run([sys.executable, "-m", f"benchmarks.{part}", *told], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

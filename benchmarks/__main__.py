# SPDX-License-Identifier: Apache-2.0
"""`make bench`: every measurement, one after the other, each in a process of its own."""

import subprocess
import sys

PARTS = ("startup", "timeline", "append", "pages", "profiles", "inference.claims", "trials", "sudden", "apple_health")


def main() -> int:
    """Run them all; a part that fails is said and fails the whole."""
    failed = []
    for part in PARTS:
        print(f"\n== {part} ==", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{part}"], check=False).returncode:
            failed.append(part)
    if failed:
        print(f"\nThese did not run to their end: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: Apache-2.0
"""The bundles that programs of others look at: written for them, and read again from what their server gave back."""

import argparse
import sys
from datetime import time
from pathlib import Path
from shutil import copy

from supple.entries.kinds import to_json
from supple.entries.timeline import DAY_STARTS, fold
from supple.interop import ics
from supple.interop.fhir.bundle import Kind, write
from supple.interop.fhir.read import Whose, read
from tests.core.fhir_diary import CLEO, NOW, ZONE, diary, sent

KINDS: tuple[Kind, ...] = ("collection", "transaction", "document")
RECORDED = Path(__file__).parents[1] / "core" / "recorded"
BACK = "from-a-server.fhir.json"


def main() -> int:
    """Write the bundles, or compare what came back, and record all of it when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=("write", "compare"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    if args.act == "write":
        for kind in KINDS:
            (args.folder / f"{kind}.fhir.json").write_text("".join(write(sent(kind))), encoding="utf-8")
        daily = (ics.Daily(f"dose {hour}", "dose", time(hour), NOW.date()) for hour in (3, 20))
        refill = ics.WholeDay("refill", "Refill", NOW.date(), NOW.date())
        feed = ics.Feed(CLEO, ZONE, NOW, alarms=True)
        (args.folder / "calendar.ics").write_bytes(ics.write(feed, [*daily, refill]))
        return 0
    back = read((args.folder / BACK).read_bytes(), Whose(CLEO, ZONE, DAY_STARTS, NOW))
    same = [to_json(e) for e in fold(back.ours, ZONE)] == [to_json(e) for e in diary()]
    print("server: the diary came back " + ("as it went" if same else "changed"))
    if args.record and same:
        for name in (*(f"{kind}.fhir.json" for kind in KINDS), BACK):
            copy(args.folder / name, RECORDED / name)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())

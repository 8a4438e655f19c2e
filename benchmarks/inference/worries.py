# SPDX-License-Identifier: Apache-2.0
"""How do supple and others fare where something hidden moves symptom and exposures alike? Not part of the nine regimes.

Run: python -m benchmarks.inference.worries [people per worry and kind] [seed ...]; half of them have no trigger.
"""

import sys
from collections.abc import Iterator

from benchmarks.inference.claims import ask
from benchmarks.inference.peers import PEERS
from benchmarks.inference.score import KINDS, Asked, Tally
from supple.insight import worries
from supple.insight.simulate import MadeUp

DAYS = 90
SHOWN = ("power", "false", "alarm", "cover", "cover claimed")
APART = 1_000_000


def worried(worry: worries.Worry, count: int, seed: int) -> Iterator[tuple[int, MadeUp]]:
    """So many people of each kind of outcome with triggers, and as many without."""
    for number in range(count):
        for place, kind in enumerate(KINDS):
            for triggers in (True, False):
                who = (number * len(KINDS) + place) * 2 + triggers
                made = worries.diary(worry, DAYS, seed * APART + who, kind, triggers=triggers)
                yield seed * APART + who, made


def main() -> None:
    """One row for each worry and way of answering."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    seeds = [int(word) for word in sys.argv[2:]] or [9601, 9602]
    ways: dict[str, Asked] = {"supple": ask, **PEERS}
    print(f"seeds {seeds}, {DAYS} days, {len(KINDS) * count * len(seeds)} people with triggers, as many without, each")
    print("| worry | | " + " | ".join(SHOWN) + " |")
    for worry in worries.WORRIES:
        everyone = [one for seed in seeds for one in worried(worry, count, seed)]
        for label, answer in ways.items():
            tally = Tally()
            for who, made in everyone:
                tally.add(who, made, answer(made))
            said, between = tally.figures(), tally.intervals()
            cells = (f"{said[name]:.3f} ({between[name][0]:.2f}-{between[name][1]:.2f})" for name in SHOWN)
            print(f"| {worry} | {label} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()

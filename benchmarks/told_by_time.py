# SPDX-License-Identifier: Apache-2.0
"""Does a clock see what belongs to another? The same request in two ways, in turn, in random order, in one process.

Run: python -m benchmarks.told_by_time [times]. What must not differ is a test; this shows what a clock sees.
The first pair differs in nothing, and says how much the machine alone makes of it.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import uuid4

from benchmarks.diary import own_home, planted

AGAIN = 1000
HEAD = "| asked in two ways | first, ms | second, ms | apart, µs (95 %) | first longer |\n|---|---:|---:|---:|---:|"
Pair = tuple[Callable[[], Any], Callable[[], Any]]


def main(times: int) -> None:
    """Ask, and print a line for each pair."""
    with own_home():
        pairs = _pairs(planted(60))
        print(HEAD)
        for name, pair in pairs.items():
            first, second = _in_turn(pair, max(40, times // 20) if name.startswith("sign in") else times)
            print(f"| {name} | {_told(first, second)} |")


def _pairs(ada: Any) -> dict[str, Pair]:
    from django.core.management import call_command  # noqa: PLC0415 - Django reads SUPPLE_HOME when it starts
    from django.test import Client  # noqa: PLC0415

    from supple.actions import look_back, tokens  # noqa: PLC0415
    from supple.actions.begin import add_person  # noqa: PLC0415

    call_command("collectstatic", interactive=False, verbosity=0)
    bo, now = add_person("Bo", "bo", "a quiet evening walk", "Europe/Berlin"), datetime.now(UTC)
    gone, mine = tokens.create(ada, "full", now=now), tokens.create(bo, "full", now=now)
    tokens.revoke(ada, tokens.of(ada)[0].pk, now)
    theirs, client, page = (
        look_back.last_entries(ada, 1)[0].id,
        Client(HTTP_HOST="localhost"),
        Client(HTTP_HOST="localhost"),
    )
    assert bo.account
    page.force_login(bo.account)

    def api(about: Any, secret: str = mine) -> Callable[[], Any]:
        return partial(client.get, f"/api/entries?after={about}", headers={"Authorization": f"Bearer {secret}"})

    def name(said: str) -> Callable[[], Any]:
        return partial(
            Client(HTTP_HOST="localhost").post, "/account/login/", {"login": said, "password": "not this one at all"}
        )

    never = uuid4()
    return {
        "the same id that never was, twice": (api(never), api(never)),
        "API, an entry of another; an id that never was": (api(theirs), api(never)),
        "page, an entry of another; an id that never was": (
            partial(page.get, f"/entry/{theirs}"),
            partial(page.get, f"/entry/{never}"),
        ),
        "token taken back; one that never was": (api(never, gone), api(never, "supple_" + "x" * 43)),
        "sign in, a name that exists; one that does not": (name("ada"), name("nobody")),
    }


def _in_turn(pair: Pair, times: int) -> tuple[list[float], list[float]]:
    from django.core.cache import cache  # noqa: PLC0415

    took: tuple[list[float], list[float]] = ([], [])
    for nth in range(times + 5):
        for way in random.sample((0, 1), 2):
            cache.clear()  # nobody has asked too often
            begun = time.perf_counter()
            pair[way]()
            if nth >= 5:
                took[way].append((time.perf_counter() - begun) * 1000)
    return took


def _middle(took: list[float]) -> float:
    return statistics.median(random.choices(took, k=len(took)))


def _told(first: list[float], second: list[float]) -> str:
    apart = sorted(
        statistics.median(random.choices(first, k=len(first)))
        - statistics.median(random.choices(second, k=len(second)))
        for _ in range(AGAIN)
    )
    low, high = (apart[AGAIN * share // 1000] * 1000 for share in (25, 975))
    longer = statistics.mean(a > b for a, b in zip(first, second, strict=True))
    middles = " | ".join(f"{statistics.median(one):.2f}" for one in (first, second))
    return f"{middles} | {low:+.0f} to {high:+.0f} | {longer:.0%} of {len(first)}"


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 2000)

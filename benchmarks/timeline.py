# SPDX-License-Identifier: Apache-2.0
"""How long does a long diary take? Ten years of twenty entries a day: read, folded, as daily series; and a page."""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.diary import own_home, planted, verdict

TEN_YEARS, TIMES = 3650, 7


def median(what: Callable[[], Any], times: int = TIMES) -> float:
    """Seconds, the middle of several; the first run, which fills caches, is left out."""
    what()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        what()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Plant, measure, print."""
    with own_home():
        start = time.perf_counter()
        person = planted(TEN_YEARS)
        print(f"planted in {time.perf_counter() - start:.1f} s")
        from django.core.management import call_command  # noqa: PLC0415
        from django.test import Client  # noqa: PLC0415

        from supple.actions import check_safety, look_back, plan_day  # noqa: PLC0415
        from supple.insight.series import from_timeline  # noqa: PLC0415

        now = datetime.now(UTC)
        whole = look_back.timeline(person)
        print(f"{len(whole)} entries")
        read = median(lambda: look_back.timeline(person))
        series = median(lambda: from_timeline(whole))
        print(f"  read and folded {read:.3f} s, daily series {series:.3f} s")
        verdict("ten years: read, folded, daily series", read + series, "s", 1)
        verdict("one month read", median(lambda: look_back.timeline(person, now - timedelta(30))) * 1000, "ms", 50)
        verdict("safety check", median(lambda: check_safety.check(person, now)) * 1000, "ms", 25)
        verdict("plan of the day", median(lambda: plan_day.plan(person, now)) * 1000, "ms", 50)
        call_command("collectstatic", interactive=False, verbosity=0)
        client = Client(headers={"host": "localhost"})
        client.force_login(person.account)
        for address in ("/", "/timeline", "/plan"):
            assert client.get(address).status_code == 200, address
            verdict(f"page {address}", median(lambda a=address: client.get(a)) * 1000, "ms", 150)  # type: ignore[misc]


if __name__ == "__main__":
    main()

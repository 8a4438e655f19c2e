# SPDX-License-Identifier: Apache-2.0
"""How much work is one page with two years of twenty entries a day? In ms of a core, by `python -m benchmarks.pages`.

The looks while nothing is said, the first look after an entry, and an entry followed by every page, again and again.
"""

import gc
import os
import statistics
import time
import tracemalloc
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from benchmarks.diary import a_day, entry, own_home, planted, verdict

DAYS, LOOKS, ROUNDS, MOST_MS, MOST_P95_MS, MOST_AT_FIRST_MS = 730, 20, 60, 80, 200, 150
PAGES = ("/", "/plan", "/timeline", "/more", "/night", "/trend", "/triggers", "/report")


FIRST = ("/", "/trend", "/triggers", "/report")
"""Pages that are worked out of the whole diary."""


def looked(client: Any, page: str) -> tuple[float, float]:
    """One look at a page: ms of a core, and ms by the clock; how often one may ask is not what is measured."""
    from django.core.cache import cache  # noqa: PLC0415 - Django reads SUPPLE_HOME when it starts

    cache.clear()
    worked, waited = time.process_time(), time.perf_counter()
    answer = client.get(page)
    taken = (time.process_time() - worked) * 1000, (time.perf_counter() - waited) * 1000
    assert answer.status_code == 200, page
    return taken


def say(person: Any, chance: Random) -> None:
    """One more entry of any sort."""
    from supple.actions.record import record_entries  # noqa: PLC0415 - Django reads SUPPLE_HOME when it starts

    kind, fields = chance.choice(a_day(chance))
    now = datetime.now(UTC)
    record_entries(person, [entry(chance, now - timedelta(seconds=5), kind, fields)], now)


def p95(taken: Sequence[float]) -> float:
    """What 19 in 20 are below."""
    return statistics.quantiles(taken, n=20)[-1]


def each_look(client: Any) -> None:
    """Looks at every page while nothing is said."""
    for page in PAGES:
        taken = [looked(client, page)[0] for _ in range(LOOKS)]
        verdict(f"{page}, nothing said since, half are below", statistics.median(taken), "ms", MOST_MS)


def first_looks(client: Any, person: Any, chance: Random) -> None:
    """An entry, then one page, so that nothing was worked out again by another page meanwhile."""
    for page in FIRST:
        taken = []
        for _ in range(LOOKS):
            say(person, chance)
            taken.append(looked(client, page)[0])
        verdict(f"{page}, first look after an entry, half are below", statistics.median(taken), "ms", MOST_AT_FIRST_MS)
        verdict(f"{page}, first look after an entry, the longest", max(taken), "ms", MOST_AT_FIRST_MS)


def mix(client: Any, person: Any, chance: Random) -> None:
    """Somebody who logs and looks: one entry, then a look at each page, again and again."""
    worked, waited = [], []
    for _ in range(ROUNDS):
        say(person, chance)
        for page in PAGES:
            work, wait = looked(client, page)
            worked.append(work)
            waited.append(wait)
    for what, taken in (("work", worked), ("by the clock", waited)):
        verdict(f"an entry, then every page: {what}, half are below", statistics.median(taken), "ms", MOST_MS)
        verdict(f"an entry, then every page: {what}, 19 in 20 are below", p95(taken), "ms", MOST_P95_MS)


def nothing_kept(client: Any) -> None:
    """The first look of all, when the server has only just started."""
    from supple.actions.let_go import let_go  # noqa: PLC0415

    for page in FIRST:
        let_go()
        verdict(f"{page}, nothing kept in memory", looked(client, page)[0], "ms", 2 * MOST_P95_MS)


def memory(person: Any) -> None:
    """What the day book of this diary takes."""
    from supple.actions.let_go import let_go  # noqa: PLC0415
    from supple.actions.worked_out import TALLIES, daybook  # noqa: PLC0415

    let_go()
    gc.collect()
    tracemalloc.start()
    book = daybook(person)
    taken = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    verdict(f"day book of {len(book):,} entries", taken, "MB", 10)
    verdict("all day books of a process together, at most", taken * TALLIES / len(book), "MB", 60)


def main() -> None:
    """Measure, print."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `supple serve` does
    gc.set_threshold(100_000, 20, 20)
    with own_home():
        person = planted(DAYS)
        from django.core.management import call_command  # noqa: PLC0415 - Django reads SUPPLE_HOME when it starts
        from django.test import Client  # noqa: PLC0415

        call_command("collectstatic", interactive=False, verbosity=0)
        client, chance = Client(HTTP_HOST="localhost"), Random(5)
        client.force_login(person.account)
        for page in PAGES:
            client.get(page)
        gc.freeze()
        each_look(client)
        first_looks(client, person, chance)
        mix(client, person, chance)
        nothing_kept(client)
        memory(person)


if __name__ == "__main__":
    main()

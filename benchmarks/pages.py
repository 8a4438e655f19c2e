# SPDX-License-Identifier: Apache-2.0
"""How much work is one page with two years of twenty entries a day? In ms of a core, by `python -m benchmarks.pages`.

The looks while nothing is said, the first look after an entry, and an entry followed by every page, again and again.
"""

import argparse
import gc
import os
import statistics
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from benchmarks.diary import a_day, entry, own_home, planted, verdict
from tests.figures import measured_by, written_down

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


def each_look(client: Any, page: str) -> list[float]:
    """Looks at a page while nothing is said."""
    taken = [looked(client, page)[0] for _ in range(LOOKS)]
    verdict(f"{page}, nothing said since, half are below", statistics.median(taken), "ms", MOST_MS)
    return taken


def first_looks(client: Any, person: Any, chance: Random, page: str) -> list[float]:
    """An entry, then one page, so that nothing was worked out again by another page meanwhile."""
    taken = []
    for _ in range(LOOKS):
        say(person, chance)
        taken.append(looked(client, page)[0])
    verdict(f"{page}, first look after an entry, half are below", statistics.median(taken), "ms", MOST_AT_FIRST_MS)
    verdict(f"{page}, first look after an entry, the longest", max(taken), "ms", MOST_AT_FIRST_MS)
    return taken


def mix(client: Any, person: Any, chance: Random) -> Iterator[tuple[str, list[float]]]:
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
        yield what, taken


def nothing_kept(client: Any, page: str) -> float:
    """The first look of all, when the server has only just started."""
    from supple.actions.let_go import let_go  # noqa: PLC0415

    let_go()
    taken = looked(client, page)[0]
    verdict(f"{page}, nothing kept in memory", taken, "ms", 2 * MOST_P95_MS)
    return taken


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
    """Measure, print, and keep the figures in the page about trust when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/explanation/trust.md")
    args = parser.parse_args()
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
        said = "\n".join(table(client, person, chance))
        memory(person)
    if args.write:
        written_down("pages", f"{said}\n\n{measured_by('python -m benchmarks.pages')}")


def table(client: Any, person: Any, chance: Random) -> Iterator[str]:
    """Every figure of a look, as lines for the page about trust."""
    yield f"| ms of a core, {LOOKS} looks | nothing said, half | after an entry, half | the longest | nothing kept |"
    yield "|---|---:|---:|---:|---:|"
    for page in PAGES:
        still = statistics.median(each_look(client, page))
        if page not in FIRST:
            yield f"| `{page}` | {still:.0f} | | | |"
            continue
        after, bare = first_looks(client, person, chance, page), nothing_kept(client, page)
        yield f"| `{page}` | {still:.0f} | {statistics.median(after):.0f} | {max(after):.0f} | {bare:.0f} |"
    (_, work), (_, clock) = mix(client, person, chance)
    half, most = (f"{of(work):.0f} ({of(clock):.0f})" for of in (statistics.median, p95))
    yield ""
    yield (
        f"An entry and then a look at each of the {len(PAGES)} pages, {ROUNDS} times over, "
        "in ms of a core (by the clock): "
        f"half of the looks {half}, 19 in 20 {most}."
    )


if __name__ == "__main__":
    main()

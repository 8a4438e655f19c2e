# SPDX-License-Identifier: Apache-2.0
"""How much work is one page with two years of twenty entries a day? In ms of a core, by `python -m benchmarks.pages`.

The first look after something was said, and the looks after it. What other programs do meanwhile plays no part.
"""

import gc
import os
import statistics
import time
from typing import Any

from benchmarks.diary import own_home, planted, verdict

DAYS, LOOKS, MOST_MS, MOST_AT_FIRST_MS = 730, 20, 80, 200
PAGES = ("/", "/plan", "/timeline", "/more", "/night", "/trend", "/triggers", "/report")


def looks(client: Any, page: str) -> list[float]:
    """The work for each of several looks at a page."""
    taken = []
    for _ in range(LOOKS):
        start = time.process_time()
        answer = client.get(page)
        taken.append((time.process_time() - start) * 1000)
        assert answer.status_code == 200, page
    return taken


def main() -> None:
    """Measure, print."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `supple serve` does
    gc.set_threshold(100_000, 20, 20)
    with own_home():
        person = planted(DAYS)
        from django.core.management import call_command  # noqa: PLC0415 - Django reads SUPPLE_HOME when it starts
        from django.test import Client  # noqa: PLC0415

        from supple.actions import worked_out  # noqa: PLC0415

        call_command("collectstatic", interactive=False, verbosity=0)
        client = Client(HTTP_HOST="localhost")
        client.force_login(person.account)
        for page in PAGES:
            client.get(page)
        gc.freeze()
        for page in PAGES:
            worked_out.forget(person.pk)
            taken = looks(client, page)
            verdict(f"{page}, first look after something was said", taken[0], "ms", MOST_AT_FIRST_MS)
            verdict(f"{page}, each look after it, half are below", statistics.median(taken), "ms", MOST_MS)


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Who does the parts of long work: processes of this machine, or a cluster? A worker that dies loses nothing."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from itertools import islice
from multiprocessing import get_context
from typing import Any

from supple.errors import SuppleError

TRIES = 3  # of a part whose worker died, before the work goes on without it

Part = Callable[[int], int]  # does one part and answers its number


def here(do: Part, waiting: list[int], workers: int) -> Iterator[tuple[int, bool]]:
    """Each part in a process of this machine, and whether it was done; a process that dies is replaced."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    tries = dict.fromkeys(waiting, 0)
    while tries:
        # after a death the parts that were under way go one by one, so that only the one that kills is given up
        suspects = [part for part, count in tries.items() if count]
        try:
            for part in _round(do, suspects or list(tries), 1 if suspects else workers, tries):
                del tries[part]
                yield part, True
        except BrokenProcessPool:
            for part in [part for part, count in tries.items() if count >= TRIES]:
                del tries[part]
                yield part, False


def _round(do: Part, waiting: list[int], workers: int, tries: dict[int, int]) -> Iterator[int]:
    """Parts as they are finished; few are under way at once, so that memory does not grow with their number."""
    coming = iter(waiting)
    under_way: set[Future[int]] = set()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        try:
            while True:
                for part in islice(coming, workers + (workers > 1) - len(under_way)):
                    tries[part] += 1
                    under_way.add(pool.submit(do, part))
                if not under_way:
                    return
                finished, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                for one in finished:
                    yield one.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def on_cluster(do: Part, waiting: list[int], workers: int, address: str | None) -> Iterator[tuple[int, bool]]:
    """Each part as a task of a cluster, which gives the tasks of a lost worker to another one."""
    distributed: Any = import_module("distributed")
    own = None if address else distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
    try:
        client = distributed.Client(address or own)
    except OSError as wrong:
        raise SuppleError("cluster-missing", f"No scheduler answers at '{address}'.", "Check the address.") from wrong
    coming, names = iter(waiting), {}

    def send(part: int) -> Any:
        task = client.submit(do, part, pure=False, retries=TRIES)
        names[task.key] = part
        return task

    with client:
        tasks = distributed.as_completed([send(part) for part in islice(coming, 4 * workers)])
        for task in tasks:
            yield names.pop(task.key), task.status == "finished"
            for part in islice(coming, 1):
                tasks.add(send(part))
    if own:
        own.close()

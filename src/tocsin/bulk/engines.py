"""Who works: processes of this machine, or a Dask cluster. Each is an `Executor` that runs `guard.read_piece`."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from typing import Any

from tocsin.bulk.guard import close_guards
from tocsin.errors import InputError

Engine = tuple[Executor, int]  # and how many pieces it reads at once


@contextmanager
def processes(workers: int) -> Iterator[Engine]:
    """So many processes of this machine; a thread for each waits for it."""
    pool = ThreadPoolExecutor(workers, thread_name_prefix="tocsin-bulk")
    try:
        yield pool, workers
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        close_guards()
        pool.shutdown(wait=True)


@contextmanager
def dask(workers: int, scheduler: str | None = None) -> Iterator[Engine]:
    """The Dask cluster at the address of its scheduler; without one, a cluster of this machine.

    Raises `InputError` where Dask is not installed or the scheduler does not answer.
    """
    try:
        import distributed
    except ImportError as error:
        raise InputError("the engine dask needs the extra dask: pip install 'tocsin[dask]'") from error
    made: Any = distributed
    # Threads, for each has a process that reads, as on a cluster.
    own: dict[str, Any] = {"n_workers": 1, "threads_per_worker": workers, "processes": False, "dashboard_address": None}
    try:
        with (
            nullcontext(scheduler) if scheduler else made.LocalCluster(**own) as where,
            made.Client(where, timeout="20s") as client,
        ):
            yield client.get_executor(retries=2), max(1, sum(client.nthreads().values()))
    except OSError as error:
        raise InputError(f"the scheduler {scheduler} does not answer: {error}") from error
    finally:
        close_guards()

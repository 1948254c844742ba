"""One function over a stream, in this process or in several; results come in the order of the stream."""

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import TypeVar

from etl.errors import WorkerError

In = TypeVar("In")
Out = TypeVar("Out")

# Big enough to make the passing of messages cheap, small enough to hold a few pages of the largest size.
BATCH = 16


def ordered_map(
    function: Callable[[list[In]], list[Out]], items: Iterable[In], *, workers: int, preload: str
) -> Iterator[Out]:
    """Apply a function of a batch to a stream, at most two batches a worker under way.

    `preload` names the module that workers import once, before they are forked. With one worker everything runs
    in this process.

    Raises:
        WorkerError: a worker was killed.
    """
    stream = iter(items)
    if workers == 1:
        while batch := list(islice(stream, BATCH)):
            yield from function(batch)
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload])
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with, initargs=(os.getpid(),)) as pool:
        under_way: deque[Future[list[Out]]] = deque()
        try:
            while (batch := list(islice(stream, BATCH))) or under_way:
                if batch:
                    under_way.append(pool.submit(function, batch))
                if not batch or len(under_way) == 2 * workers:
                    yield from under_way.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerError(
                "a worker was killed, perhaps for want of memory: run again with fewer --workers"
            ) from error


def _end_with(process: int) -> None:
    """Let this worker end soon after the process that it works for, however that ends."""

    def watch() -> None:
        while Path(f"/proc/{process}").exists():
            time.sleep(1)
        os._exit(1)

    Thread(target=watch, daemon=True).start()

"""One function over a stream, in this process or in several; results come in the order of the stream."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

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
    """
    stream = iter(items)
    if workers == 1:
        while batch := list(islice(stream, BATCH)):
            yield from function(batch)
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload])
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        under_way: deque[Future[list[Out]]] = deque()
        while (batch := list(islice(stream, BATCH))) or under_way:
            if batch:
                under_way.append(pool.submit(function, batch))
            if not batch or len(under_way) > 2 * workers:
                yield from under_way.popleft().result()

"""Where work runs: items come in, each comes out with its result or its failure, whatever a page does to a worker."""

import contextlib
import gc
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from pipeline.text import one_line

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 24  # below this many items a second worker costs more to start than it saves
LIMIT = 60.0  # seconds that an item may take, with the start of its worker
LONGEST_REASON = 500  # characters: an error of the database repeats the whole article
MEMORY = 3 * 1024**3  # bytes of address space a worker may take: a page that wants more fails alone


@dataclass(frozen=True)
class Failure:
    """Why an item has no result."""

    reason: str


def run(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    seconds: float | None = None,
    rehearse: Callable[[], object] = lambda: None,
) -> Iterator[tuple[Item, Result | Failure]]:
    """Run the work on every item in worker processes and yield each item with its outcome, in any order.

    An exception is a Failure of its item. A worker that dies or is silent for ``seconds``, without them for LIMIT, is
    replaced, and the items it may have held are tried again one by one, so that only the guilty one fails. Before
    several are forked, this process may ``rehearse``: what it lays out none of them has to.
    """
    seconds = LIMIT if seconds is None else seconds
    if len(items) < FEW:
        yield from _one_by_one(work, items, seconds)
        return
    if _way() == "fork":
        rehearse()
    suspects: list[Item] = []
    yield from _together(work, items, seconds, suspects)
    yield from _one_by_one(work, suspects, seconds)


def _together(
    work: Callable[[Item], Result], items: Sequence[Item], seconds: float, suspects: list[Item]
) -> Iterator[tuple[Item, Result | Failure]]:
    with _pool(os.cpu_count() or 1) as pool:
        futures = {pool.submit(_attempt, work, item): item for item in items}
        pending = set(futures)
        while pending:
            done, pending = wait(pending, timeout=seconds, return_when=FIRST_COMPLETED)
            broken = {future for future in done if isinstance(future.exception(), BrokenProcessPool)}
            if broken or not done:
                suspects.extend(futures[future] for future in (*broken, *pending))
                pending = set()
            for future in done - broken:
                error = future.exception()
                yield futures[future], future.result() if error is None else Failure(_reason(error))


def _one_by_one(
    work: Callable[[Item], Result], items: Sequence[Item], seconds: float
) -> Iterator[tuple[Item, Result | Failure]]:
    waiting = list(items)
    while waiting:
        with _pool(1) as pool:
            while waiting:
                item = waiting.pop(0)
                future = pool.submit(_attempt, work, item)
                wait([future], timeout=seconds)
                if not future.done():
                    yield item, Failure(f"took longer than {seconds:.0f} s")
                    break
                error = future.exception()
                yield item, future.result() if error is None else Failure(_reason(error))
                if isinstance(error, BrokenProcessPool):
                    break


@contextlib.contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(workers, mp_context=get_context(_way()), initializer=_prepare)
    try:
        yield pool
    finally:
        processes = list((pool._processes or {}).values())  # noqa: SLF001 - the standard library has no way to end a hung worker
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()
            process.join()


def _way() -> str:
    """Return how workers start: forked in no time, with all that is loaded, where no thread could hold a lock by then.

    A worker asks no database, and ends without closing the connections it shares with its parent.
    """
    return "fork" if threading.active_count() == 1 and sys.platform == "linux" else "spawn"


def _prepare() -> None:
    """Limit a worker's memory, and leave a terminal's Ctrl-C to the parent, which ends its workers by itself."""
    gc.freeze()  # what the collector looks through is copied from the parent's memory
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on Windows; a lower limit may be in force already
        import resource  # noqa: PLC0415 - missing on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.RLIM_INFINITY))


def _attempt(work: Callable[[Item], Result], item: Item) -> Result | Failure:
    """Do the work in the worker."""
    try:
        return work(item)
    except Exception as error:  # noqa: BLE001 - the border: one page, its whole cause recorded
        return failure(error)


def failure(error: Exception) -> Failure:
    """Return the error as a failure, told with its place, for its traceback stays behind."""
    named = type(error).__module__.startswith("pipeline.")  # one of our own errors says all there is to say
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = "" if named else f" (at {Path(last.filename).name}:{last.lineno} in {last.name})"
    return Failure(f"{type(error).__name__}: {one_line(str(error))[:LONGEST_REASON]}{place}")


def _reason(error: BaseException) -> str:
    return "the worker process died on this page" if isinstance(error, BrokenProcessPool) else str(error)

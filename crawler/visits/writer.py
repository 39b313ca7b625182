"""Writing pages away from the network's thread: rows come in one by one, commits of many go out."""

import asyncio
import queue
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Engine, literal
from sqlalchemy.orm import Session

from crawler.visits.revisits import relook
from crawler.visits.seen import MOST_TRIES
from pipeline.db import connect, session
from pipeline.models import Page
from pipeline.prepared import Prepared
from pipeline.upsert import upsert

TOGETHER = 100  # rows in one commit: a commit costs a write to the disk, a kill costs the rows not committed
A_MOMENT = 0.005  # seconds in which further rows come into a commit: less than a host takes to answer
NEW: dict[str, Any] = {"headers": {}, "hints": {}, "looks": 0}  # of a row that does not say otherwise
AGAIN = "again"  # in a row that is made: the page is there, and was looked at again
FATES = {"waiting": "stored", "rejected": "rejected", "missed": "failed"}

Make = Callable[[], dict[str, Any]]
Fate = tuple[str, str]
How = Callable[["asyncio.Future[Fate]", Any], None]
Job = tuple[Make, bool, "asyncio.Future[Fate]"]


@cache
def writer() -> "Writer":
    """Return this process's writer."""
    return Writer(connect())


class Writer:
    """A thread that turns fetched pages into rows, and commits all that wait in one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
        threading.Thread(target=self._work, daemon=True, name="konchi-writer").start()

    async def put(self, make: Make, *, final: bool) -> Fate:
        """Have the row made and written; return, once it is committed, the count it belongs in and the reason."""
        done: asyncio.Future[Fate] = asyncio.get_running_loop().create_future()
        self.jobs.put((make, final, done))
        return await done

    def _work(self) -> None:
        while True:
            jobs = [self.jobs.get()]
            time.sleep(A_MOMENT)
            while len(jobs) < TOGETHER and not self.jobs.empty():
                jobs.append(self.jobs.get())
            try:
                fates = self._write(jobs)
            except Exception as error:  # noqa: BLE001 - handed to every page that waits for it
                _tell(_fail, jobs, [error] * len(jobs))
            else:
                _tell(_settle, jobs, fates)

    def _write(self, jobs: list[Job]) -> list[Fate]:
        rows = [(make(), final) for make, final, _ in jobs]
        with session(self.engine) as opened:
            return [put(opened, values, final=final) for values, final in rows]


def _tell(how: How, jobs: list[Job], what: Sequence[Any]) -> None:
    """Tell each loop once what became of its pages: it is woken each time."""
    loops: defaultdict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Fate], Any]]] = defaultdict(list)
    for (_, _, done), said in zip(jobs, what, strict=True):
        loops[done.get_loop()].append((done, said))
    for loop, told in loops.items():
        loop.call_soon_threadsafe(_tell_all, how, told)


def _tell_all(how: How, told: "list[tuple[asyncio.Future[Fate], Any]]") -> None:
    for done, said in told:
        how(done, said)


def _settle(done: "asyncio.Future[Fate]", fate: Fate) -> None:
    if not done.done():
        done.set_result(fate)


def _fail(done: "asyncio.Future[Fate]", error: Exception) -> None:
    if not done.done():
        done.set_exception(error)


def put(opened: Session, values: dict[str, Any], *, final: bool) -> Fate:
    """Insert the row, or put it in the place of an earlier miss; a page that is there already stays.

    The row of a page that was looked at again tells whether it has been edited.
    """
    if values.pop(AGAIN, False):
        return relook(opened.connection(), values)
    missed = values["state"] == "missed"
    statement = _statement(opened.get_bind().dialect.name, tuple(values), missed=missed, final=final)
    tries = MOST_TRIES if final else 1
    written = statement.rows(opened, {**NEW, **values, "attempts": tries if missed else 0})
    return (FATES[values["state"]], values["reason"] or "") if written else ("known", "")


@cache
def _statement(dialect: str, names: tuple[str, ...], *, missed: bool, final: bool) -> Prepared:
    """Return the statement for a row of these columns; built once, for its making costs more than its running."""
    statement = upsert(dialect, Page)
    replaced = {name: statement.excluded[name] for name in names if name != "address"}
    again = literal(MOST_TRIES) if final else Page.attempts + 1
    kept = statement.on_conflict_do_update(
        index_elements=[Page.address],
        set_={**replaced, "attempts": again if missed else literal(0)},
        where=Page.state == "missed",
    )
    return Prepared(kept.returning(Page.id))

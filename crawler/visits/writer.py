"""Writing pages away from the network's thread: rows come in one by one, commits of many go out."""

import asyncio
import queue
import threading
from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, literal

from crawler.visits.revisits import relook
from crawler.visits.seen import MOST_TRIES
from pipeline.db import connect
from pipeline.models import Page
from pipeline.upsert import upsert

TOGETHER = 100  # rows in one commit: a commit costs a write to the disk, a kill costs the rows not committed
AGAIN = "again"  # in a row that is made: the page is there, and was looked at again
FATES = {"waiting": "stored", "rejected": "rejected", "missed": "failed"}

Make = Callable[[], dict[str, Any]]
Job = tuple[Make, bool, "asyncio.Future[tuple[str, str]]"]


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

    async def put(self, make: Make, *, final: bool) -> tuple[str, str]:
        """Have the row made and written; return, once it is committed, the count it belongs in and the reason."""
        done: asyncio.Future[tuple[str, str]] = asyncio.get_running_loop().create_future()
        self.jobs.put((make, final, done))
        return await done

    def _work(self) -> None:
        while True:
            jobs = [self.jobs.get()]
            while len(jobs) < TOGETHER and not self.jobs.empty():
                jobs.append(self.jobs.get())
            try:
                fates = self._write(jobs)
            except Exception as error:  # noqa: BLE001 - handed to every page that waits for it
                for _, _, done in jobs:
                    done.get_loop().call_soon_threadsafe(_fail, done, error)
            else:
                for (_, _, done), fate in zip(jobs, fates, strict=True):
                    done.get_loop().call_soon_threadsafe(_settle, done, fate)

    def _write(self, jobs: list[Job]) -> list[tuple[str, str]]:
        rows = [(make(), final) for make, final, _ in jobs]
        with self.engine.begin() as connection:
            return [_upsert(connection, values, final=final) for values, final in rows]


def _settle(done: "asyncio.Future[tuple[str, str]]", fate: tuple[str, str]) -> None:
    if not done.done():
        done.set_result(fate)


def _fail(done: "asyncio.Future[tuple[str, str]]", error: Exception) -> None:
    if not done.done():
        done.set_exception(error)


def _upsert(connection: Connection, values: dict[str, Any], *, final: bool) -> tuple[str, str]:
    """Insert the row, or put it in the place of an earlier miss; a page that is there already stays.

    The row of a page that was looked at again tells whether it has been edited.
    """
    if values.pop(AGAIN, False):
        return relook(connection, values)
    missed = values["state"] == "missed"
    statement = _statement(connection.dialect.name, tuple(values), missed=missed, final=final)
    tries = MOST_TRIES if final else 1
    written = connection.execute(statement, {**values, "attempts": tries if missed else 0}).scalar()
    return (FATES[values["state"]], values["reason"] or "") if written is not None else ("known", "")


@cache
def _statement(dialect: str, names: tuple[str, ...], *, missed: bool, final: bool) -> Any:  # noqa: ANN401 - as upsert
    """Return the statement for a row of these columns; built once, for its making costs more than its running."""
    statement = upsert(dialect, Page)
    replaced = {name: statement.excluded[name] for name in names if name != "address"}
    again = literal(MOST_TRIES) if final else Page.attempts + 1
    return statement.on_conflict_do_update(
        index_elements=[Page.address],
        set_={**replaced, "attempts": again if missed else literal(0)},
        where=Page.state == "missed",
    ).returning(Page.id)

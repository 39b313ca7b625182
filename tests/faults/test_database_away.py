"""Promise 4: whether its database is locked or its PostgreSQL restarted, the timetable goes on by itself."""

import datetime as dt
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from pipeline.db import connect
from tests.crawler.conftest import Site
from tests.faults.running import BRISK, Running, Slow
from tests.faults.town import PAGES, Town, ages, back, watched
from tests.figures import Figure
from tests.postgres import Server, postgres
from tests.waiting import until

TICKS = 5  # of the timetable, a second each


@pytest.mark.parametrize(
    ("patience", "locked"),
    [pytest.param(200, 3, id="short"), pytest.param(30_000, 60, id="long", marks=pytest.mark.faults)],
)
def test_a_locked_database_stops_the_timetable_for_as_long_and_no_longer(  # noqa: PLR0913, PLR0917
    running: Callable[..., Running], slow: Slow, home: Path, monkeypatch: pytest.MonkeyPatch, figure: Figure,
    patience: int, locked: int,
) -> None:  # fmt: skip
    slow.seconds = 0
    url = f"sqlite:///{home / 'konchi.db'}"
    monkeypatch.setenv("KONCHI_DATABASE", url)
    scheduler = running([sys.executable, "-c", f"import pipeline.db\npipeline.db.PATIENCE = {patience}\n{BRISK}"])
    until(lambda: scheduler.said("crawl s"))  # the scheduler makes the tables
    database = connect(url)
    with closing(sqlite3.connect(home / "konchi.db", isolation_level=None)) as holding:
        holding.execute("PRAGMA busy_timeout = 60000")
        holding.execute("BEGIN IMMEDIATE")
        assert not threading.Event().wait(locked)
        holding.execute("ROLLBACK")
    took = back(scheduler, database)
    figure(4, f"locked for {locked} s: all lines of the timetable run again after", took, 60, "s")
    assert scheduler.process.poll() is None
    assert scheduler.end() == 0


@pytest.fixture
def server() -> Iterator[Server]:
    """Give a PostgreSQL server of the test's own."""
    with postgres() as own:
        yield own


@pytest.fixture
def town(site: Site, server: Server, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """Give a town on that server."""
    with watched(server.uri, site, home / "sources", monkeypatch) as made:
        yield made


def restart(town: Town, server: Server, scheduler: Running, mode: str, number: int) -> set[tuple[str, ...]]:
    """Restart the server while sources are crawled, pages understood and mails sent; return what was acknowledged."""
    town.publish(number)
    asked, free = town.hold(f"/0/2026/{number}-{PAGES - 1}")
    until(lambda: not town.due() and asked.is_set())
    arrived = len(town.box.received)
    town.write(f"slot {number}")
    until(lambda: len(town.box.received) > arrived)
    before, lines = town.acknowledged(), len(scheduler.lines)
    server.stop(mode)
    until(lambda: any("cannot be used" in line for line in scheduler.lines[lines:]))
    if number % 2:
        free.set()  # the crawl writes what it read while the server is away ...
        until(lambda: any("crawl s" in line for line in scheduler.lines[lines:]))
    server.start()
    free.set()  # ... or over a connection that has died
    return before


@pytest.mark.parametrize(
    "modes",
    [
        pytest.param(["immediate"], id="short"),
        pytest.param(["immediate", "fast"] * 2, id="long", marks=pytest.mark.faults),
    ],
)
def test_a_restarted_server_stops_the_timetable_for_as_long_and_no_longer(
    town: Town, server: Server, running: Callable[..., Running], figure: Figure, modes: list[str]
) -> None:
    scheduler = running([sys.executable, "-c", BRISK])
    until(town.finished)
    took, gone = 0.0, 0
    for number, mode in enumerate(modes, 1):
        before = restart(town, server, scheduler, mode, number)
        took = max(took, back(scheduler, town.engine))
        gone += len(before - town.acknowledged())
    what = f"PostgreSQL stopped and started {len(modes)} times"
    figure(4, f"{what}: all lines of the timetable run again after", took, 60, "s")
    until(town.finished)
    figure(4, f"{what}: acknowledged and missing", gone, 0, "")
    figure(4, f"{what}: articles lost or doubled", town.strays(), 0, "")
    figure(4, f"{what}: mails lost, or twins that differ, of {town.mails}", town.twins_that_differ(), 0, "")
    figure(4, f"{what}: errors nobody foresaw", sum("Traceback" in line for line in scheduler.lines), 0, "")
    assert scheduler.process.poll() is None
    assert scheduler.end() == 0


@pytest.mark.faults
def test_without_a_memory_of_its_own_a_line_stays_leased(
    town: Town, server: Server, running: Callable[..., Running], home: Path, figure: Figure
) -> None:
    unguarded = "from tests.faults.unguarded import without_memory\nwithout_memory()\n"
    scheduler = running([sys.executable, "-c", unguarded + BRISK])
    until(town.finished)
    restart(town, server, scheduler, "immediate", 1)
    moment = dt.datetime.now(dt.UTC)
    until(lambda: (home / "heartbeat").stat().st_mtime > moment.timestamp() + TICKS)
    held = [name for name, ended in ages(town.engine).items() if not ended or ended <= moment]
    figure(10, f"without a memory of leases: lines of the timetable held {TICKS} ticks later", len(held), None, "")
    assert "crawl" in held


@pytest.mark.faults
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_scheduler_in_the_background_dies_of_a_lock_and_says_that_it_runs(tmp_path: Path, figure: Figure) -> None:
    jobs = SQLAlchemyJobStore(f"sqlite:///{tmp_path / 'jobs.db'}", engine_options={"connect_args": {"timeout": 0.1}})
    scheduler = BackgroundScheduler(jobstores={"default": jobs}, timezone=dt.UTC)
    scheduler.add_job(time.time, "interval", seconds=1, misfire_grace_time=None)
    scheduler.start()
    thread = scheduler._thread  # noqa: SLF001 - nothing else tells
    with closing(sqlite3.connect(tmp_path / "jobs.db", isolation_level=None)) as holding:
        holding.execute("PRAGMA busy_timeout = 60000")
        holding.execute("BEGIN IMMEDIATE")
        thread.join(60)
        holding.execute("ROLLBACK")
    died = not thread.is_alive() and scheduler.running
    figure(10, "jobs in the database, locked: schedulers that died and say that they run", died, None, "")
    assert died
    jobs.shutdown()

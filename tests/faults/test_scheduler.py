"""Promises 4, 7, 8 and 28: the scheduler beside bad children, through its own death and without its database."""

import datetime as dt
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from pipeline.db import session
from pipeline.ledger import Job
from pipeline.models import Run, SourceState
from pipeline.status import HEARTBEAT_AGE
from tests.crawler.conftest import Answer, Site
from tests.figures import Figure

KONCHI = [sys.executable, "-m", "scheduler"]
BRISK = """
import scheduler
scheduler.TIMETABLE |= {name: (scheduler.TIMETABLE[name][0], 1) for name in scheduler.TIMETABLE}
scheduler.konchi(["run"], prog_name="konchi")
"""
LIMIT = 3  # seconds that a crawl may take here
ILLNESS = """
import os, signal, sys, time

def fall_ill(*_):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if os.environ["ILLNESS"] == "crashes":
        os.kill(os.getpid(), signal.SIGSEGV)
    while True:
        if os.environ["ILLNESS"] == "hangs":
            time.sleep(60)

def soon():
    signal.signal(signal.SIGALRM, fall_ill)
    signal.setitimer(signal.ITIMER_REAL, 0.5)

if "multiprocessing.forkserver" in str(sys.orig_argv):
    os.register_at_fork(after_in_child=soon)
"""


class Running:
    """A scheduler that runs, and what it says."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
        self.lines: list[str] = []
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stderr or ():
            self.lines.append(line)

    def said(self, pattern: str) -> str | None:
        """Return what was found of a pattern in the log so far."""
        found = re.search(pattern, "".join(self.lines))
        return found[0] if found else None

    def end(self, number: int = signal.SIGTERM) -> int:
        """End it, and return its exit code."""
        self.process.send_signal(number)
        code = self.process.wait(60)
        self.reader.join(60)
        return code


@pytest.fixture
def running() -> Iterator[Callable[..., Running]]:
    """Give a function that starts a scheduler; all of them are ended after the test."""
    started: list[Running] = []

    def begin(command: list[str] | None = None) -> Running:
        started.append(Running(command or [*KONCHI, "run"]))
        return started[-1]

    yield begin
    for one in started:
        if one.process.poll() is None:
            one.end(signal.SIGKILL)
        if one.process.stderr:
            one.process.stderr.close()


def until(true: Callable[[], object], seconds: float = 90) -> None:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


@pytest.fixture
def slow(site: Site, home: Path, monkeypatch: pytest.MonkeyPatch) -> "Slow":
    """Give three sources whose lists take their time, and who count how many crawls are at each of them."""
    (home / "sources").mkdir()
    made = Slow(site)
    for number in range(3):
        path = f"/rss{number}"
        site.answers[path] = made.answer(path)
        text = (
            f'[[source]]\nname = "s{number}"\ntitle = "S"\ncountry = "UZ"\ndelay = 0\nfeeds = ["{site.home}{path}"]\n'
        )
        (home / "sources" / f"s{number}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("KONCHI_SOURCES", str(home / "sources"))
    monkeypatch.setenv("KONCHI_ALLOW_HOSTS", site.host)
    return made


class Slow:
    """Lists that are read slowly."""

    def __init__(self, site: Site) -> None:
        self.site, self.now, self.most, self.guard = site, Counter[str](), Counter[str](), threading.Lock()
        self.seconds = 2.0

    def answer(self, path: str) -> Callable[[Mapping[str, str]], Answer]:
        """Return what answers to a list's path."""
        self.site.feed(path, {self.site.article(f"{path}/2026/1"): ""})
        listed = self.site.answers[path]
        assert isinstance(listed, Answer)

        def say(_: Mapping[str, str]) -> Answer:
            with self.guard:
                self.now[path] += 1
                self.most[path] = max(self.most[path], self.now[path])
            time.sleep(self.seconds)
            with self.guard:
                self.now[path] -= 1
            return listed

        return say

    def asked(self) -> int:
        """Return at how many lists a crawl is now."""
        return sum(self.now.values())


@pytest.mark.faults
@pytest.mark.parametrize("illness", ["hangs", "crashes", "spins"])
def test_a_bad_child_is_dead_in_time_and_holds_up_no_tick(
    slow: Slow,
    running: Callable[..., Running],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    figure: Figure,
    illness: str,
) -> None:
    slow.seconds = 60
    (home / "ill").mkdir()
    (home / "ill" / "sitecustomize.py").write_text(ILLNESS)
    monkeypatch.setenv("PYTHONPATH", f"{home / 'ill'}:{os.environ.get('PYTHONPATH', Path.cwd())}")
    monkeypatch.setenv("ILLNESS", illness)
    monkeypatch.setenv("KONCHI_CRAWL_LIMIT", str(LIMIT))
    monkeypatch.setenv("KONCHI_DATABASE", f"sqlite:///{home / 'konchi.db'}")
    scheduler, beats = running([sys.executable, "-c", BRISK]), []
    ended = r"crawl s\d.*: (?:exit -\d+|killed at its limit of \d+ s) after \d+\.\d s"
    until((home / "heartbeat").exists)
    end = time.monotonic() + 60
    while not (scheduler.said(ended) and len(beats) > 8) and time.monotonic() < end:
        beat = (home / "heartbeat").stat().st_mtime
        if beat not in beats:
            beats.append(beat)
        time.sleep(0.01)
    took = scheduler.said(ended)
    assert took, scheduler.lines
    assert ("exit -11" in took) == (illness == "crashes")
    figure(7, f"a child that {illness}: dead after its limit of {LIMIT} s", float(took.split()[-2]) - LIMIT, 5, "s")
    late = max(after - before for before, after in pairwise(beats)) - 1
    figure(7, f"a child that {illness}: the latest tick of the scheduler", max(0.0, late), 1, "s")
    assert scheduler.end() == 0


@pytest.mark.faults
def test_a_scheduler_killed_in_mid_crawl_starts_no_second_crawl_of_a_source(
    slow: Slow, running: Callable[..., Running], database: Engine, home: Path, figure: Figure
) -> None:
    kills, slow.seconds = 4, 4

    def asked_again() -> int:
        with session(database) as opened:
            free = SourceState.lease_holder.is_(None)
            opened.execute(update(SourceState).where(free).values(due_at=None))
        return slow.asked()

    for _ in range(kills):
        begun, scheduler = time.time(), running([sys.executable, "-c", BRISK])
        until(lambda begun=begun: _alive() and (home / "heartbeat").stat().st_mtime > begun)
        until(asked_again)
        scheduler.end(signal.SIGKILL)
    last = running([sys.executable, "-c", BRISK])

    def done() -> bool:
        with session(database) as opened:
            return len(set(opened.scalars(select(Run.source).where(Run.outcome.in_(("ok", "unchanged")))))) == 3

    until(lambda: last.said("started") and done(), 200)
    assert last.end() == 0
    what = f"{kills} kills of the scheduler in mid-crawl, {database.dialect.name}"
    figure(8, f"{what}: most crawls of one source at once", max(slow.most.values()), 1, "")
    with session(database) as opened:
        runs = opened.execute(select(Run.source, Run.started_at, Run.finished_at).order_by(Run.started_at)).all()
    over = [(one, two) for one in runs for two in runs if one.source == two.source and one.started_at < two.started_at]
    late = [(one, two) for one, two in over if one.finished_at is None or one.finished_at > two.started_at]
    figure(8, f"{what}: runs of a source that overlap, of {len(runs)}", len(late), 0, "")


def ages(database: Engine) -> dict[str, dt.datetime | None]:
    """Return when each line of the timetable last ended."""
    with session(database) as opened:
        return dict(opened.execute(select(Job.name, Job.last_finished_at)).all())


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
    from pipeline.db import connect  # noqa: PLC0415 - the scheduler makes the tables

    until(lambda: scheduler.said("crawl s"))
    database = connect(url)
    with closing(sqlite3.connect(home / "konchi.db", isolation_level=None)) as holding:
        holding.execute("PRAGMA busy_timeout = 60000")
        holding.execute("BEGIN IMMEDIATE")
        assert not threading.Event().wait(locked)
        holding.execute("ROLLBACK")
    free = time.monotonic()
    moment = dt.datetime.now(dt.UTC)

    def goes_on() -> bool:
        return scheduler.process.poll() is not None or all(
            ended and ended > moment for name, ended in ages(database).items() if name != "beat"
        )

    until(goes_on, 120)
    figure(4, f"locked for {locked} s: all lines of the timetable run again after", time.monotonic() - free, 60, "s")
    assert scheduler.process.poll() is None
    assert scheduler.end() == 0


def test_another_process_tells_that_the_scheduler_is_dead(
    running: Callable[..., Running], slow: Slow, database: Engine, home: Path, figure: Figure
) -> None:
    slow.seconds = 0
    assert _health() != 0
    scheduler = running([sys.executable, "-c", BRISK])
    until(lambda: _alive() and _reached(database))
    alive = _health()
    scheduler.end(signal.SIGKILL)
    beat = (home / "heartbeat").stat().st_mtime
    aged = beat - HEARTBEAT_AGE.total_seconds() - 1
    os.utime(home / "heartbeat", (aged, aged))
    what = database.dialect.name
    figure(28, f"seconds until a dead scheduler is told, {what}", HEARTBEAT_AGE.total_seconds(), 180, "s")
    figure(28, f"health says well of a dead scheduler, {what}", _health() == 0, 0, "")
    figure(28, f"health says ill of a living one, {what}", alive != 0, 0, "")
    assert (
        "FAIL scheduler alive"
        in subprocess.run([*KONCHI, "health"], capture_output=True, text=True, check=False).stdout
    )


def _health() -> int:
    return subprocess.run([*KONCHI, "health"], capture_output=True, check=False).returncode


def _alive() -> bool:
    return (Path(os.environ["KONCHI_HOME"]) / "heartbeat").exists()


def _reached(database: Engine) -> bool:
    with session(database) as opened:
        return len(set(opened.scalars(select(Run.source).where(Run.outcome.in_(("ok", "unchanged")))))) == 3

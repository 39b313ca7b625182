"""Promises 7, 8 and 28: the scheduler beside bad children and through its own death."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update

from pipeline.db import session
from pipeline.maintenance.status import HEARTBEAT_AGE
from pipeline.models import Run, SourceState
from tests.faults.running import BRISK, KONCHI, Running, Slow
from tests.figures import Figure
from tests.waiting import until

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
    scheduler, beats = running([sys.executable, "-c", BRISK]), list[tuple[float, float]]()
    ended = r"crawl s\d.*: (?:exit -\d+|killed at its limit of \d+ s) after \d+\.\d s"
    until((home / "heartbeat").exists)

    def seen() -> object:
        beat = (home / "heartbeat").stat().st_mtime
        if not beats or beat != beats[-1][0]:
            beats.append((beat, scheduler.kept_waiting()))
        return scheduler.said(ended) and len(beats) > 8

    until(seen)
    took = scheduler.said(ended)
    assert took, scheduler.lines
    assert ("exit -11" in took) == (illness == "crashes")
    figure(7, f"a child that {illness}: dead after its limit of {LIMIT} s", float(took.split()[-2]) - LIMIT, 5, "s")
    # What the machine ran in its stead is no lateness of its own.
    late = max(two[0] - one[0] - 1 - max(0.0, two[1] - one[1]) for one, two in pairwise(beats))
    figure(7, f"a child that {illness}: the latest tick of the scheduler", max(0.0, late), 1, "s")
    assert scheduler.end() == 0


@pytest.mark.faults
def test_a_crawl_that_hangs_holds_up_no_other_source(
    slow: Slow, running: Callable[..., Running], database: Engine, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow.seconds = 0
    with socket.create_server(("127.0.0.1", 0)) as mute:
        host = f"127.0.0.1:{mute.getsockname()[1]}"
        text = f'[[source]]\nname = "mute"\ntitle = "M"\ncountry = "UZ"\nfeeds = ["http://{host}/rss"]\n'
        (home / "sources" / "mute.toml").write_text(text, encoding="utf-8")
        monkeypatch.setenv("KONCHI_ALLOW_HOSTS", f"{slow.site.host},{host}")
        scheduler = running([sys.executable, "-c", f"import scheduler\nscheduler.BATCH = 1\n{BRISK}"])
        mute.settimeout(90)
        held, _ = mute.accept()
        with held:
            until(lambda: _crawled_anew(database) >= 2)
            with session(database) as opened:
                tried = opened.scalars(select(Run).where(Run.source == "mute").order_by(Run.id)).first()
                runs = opened.scalars(select(Run).where(Run.source == "s0").order_by(Run.id)).all()
            assert tried
            assert tried.finished_at is None or tried.finished_at > runs[1].started_at
            scheduler.end(signal.SIGKILL)


def _crawled_anew(database: Engine) -> int:
    """Let a source be due again, and return how often it has been crawled."""
    with session(database) as opened:
        free = (SourceState.name == "s0") & SourceState.lease_holder.is_(None)
        opened.execute(update(SourceState).where(free).values(due_at=None))
        return opened.scalar(select(func.count(Run.id)).where(Run.source == "s0", Run.finished_at.is_not(None))) or 0


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

    until(lambda: last.said("started") and done())
    assert last.end() == 0
    what = f"{kills} kills of the scheduler in mid-crawl, {database.dialect.name}"
    figure(8, f"{what}: most crawls of one source at once", max(slow.most.values()), 1, "")
    with session(database) as opened:
        runs = opened.execute(select(Run.source, Run.started_at, Run.finished_at).order_by(Run.started_at)).all()
    over = [(one, two) for one in runs for two in runs if one.source == two.source and one.started_at < two.started_at]
    late = [(one, two) for one, two in over if one.finished_at is None or one.finished_at > two.started_at]
    figure(8, f"{what}: runs of a source that overlap, of {len(runs)}", len(late), 0, "")


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

"""Numbers of readers and deals come in; digests composed and queued a second, and the memory they take, go out."""

import argparse
import datetime as dt
import itertools
import os
import resource
import shutil
import sqlite3
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from unittest.mock import patch

from sqlalchemy import Engine, func, select

from alerts.deliver import compose_due
from benchmarks import growth
from benchmarks.measure import Cost, cost, machine
from benchmarks.readership import DAY, LANGUAGES, NOW, WEEK, begin, go_on, move
from benchmarks.readership import readers as subscriptions
from benchmarks.stored import REPORTS
from pipeline.db import connect, session
from pipeline.ledger import Delivery, Told

READERS, DEALS = 5_000, 500
MEGABYTE = 1024 * 1024


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=READERS, help=f"default {READERS:,}")
    parser.add_argument("--deals", type=int, default=DEALS, help=f"default {DEALS}")
    asked = parser.parse_args()
    machine()
    queueing(asked.readers, asked.deals)


def queueing(readers: int, deals: int) -> float:
    """Queue a digest for each reader; print the rate by CPU time, and the memory of a round for a fifth and for all."""
    print(f"\n{readers:,} readers, daily and weekly, in {len(LANGUAGES)} languages, over {deals} deals")
    with growth.scratch(deals * REPORTS) as engine:
        subscribed = list(itertools.islice(subscriptions(), readers))
        told, every = [block for old, block in subscribed if old], [block for _, block in subscribed]
        with ProcessPoolExecutor(1, get_context("spawn")) as another:  # whose memory is its own
            before = another.submit(_past, str(engine.url), told).result()
        with session(engine) as opened:
            move(opened)
        fewer, found = _alone(_copied(engine), every[: readers // 5]), _alone(engine, every)
        queued = _shown(engine, before)
    print(f"  {queued / found.cpu:.0f} a second of CPU, {queued / found.wall:.0f} a second on the clock")
    print(f"  at most {fewer.peak / MEGABYTE:.0f} MB for a fifth of them, {found.peak / MEGABYTE:.0f} MB for all")
    return queued / found.cpu


def _copied(engine: Engine) -> Engine:
    """Return the same database once more: whom one process tells, another one may tell too."""
    file = Path(str(engine.url.database))
    copy = file.parent / "copy"
    copy.mkdir()
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(file, copy / file.name)
    return connect(f"sqlite:///{copy / file.name}")


def _alone(engine: Engine, blocks: Sequence[str]) -> Cost:
    """Return what a round costs in a process of its own, which has made no deals and no readers before."""
    with ProcessPoolExecutor(1, get_context("spawn")) as another:
        return another.submit(_round, str(engine.url), blocks).result()


def _round(url: str, blocks: Sequence[str]) -> Cost:
    return replace(cost(lambda engine: _compose(engine, blocks, NOW), [connect(url)]), peak=_memory())


def _memory() -> int:
    """Return the most memory this process has had, in bytes; Linux counts its parent's into what getrusage tells."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _past(url: str, told: Sequence[str]) -> int:
    """Let readers be told a week ago, and those of the daily digest yesterday; return how many digests that was."""
    engine = connect(url)
    with session(engine) as opened:
        begin(opened)
    composed = _compose(engine, told, NOW - WEEK)
    with session(engine) as opened:
        go_on(opened)
    return composed + _compose(engine, told, NOW - DAY)


def _compose(engine: Engine, blocks: Sequence[str], at: dt.datetime) -> int:
    file = Path(str(engine.url.database)).with_name("subscriptions.toml")
    file.write_text("\n".join(blocks), encoding="utf-8")
    with patch.dict(os.environ, {"KONCHI_SUBSCRIPTIONS": str(file)}):
        return compose_due(engine, at)


def _shown(engine: Engine, before: int) -> int:
    with session(engine) as opened:
        now = Delivery.created_at == NOW
        sizes = opened.scalars(select(func.length(Delivery.body)).where(now)).all()
        told = select(func.count()).select_from(Told).join(Delivery).where(now).group_by(Told.delivery_id)
        events = opened.scalars(told).all()
        wrong = opened.scalar(
            select(func.count(Told.delivery_id.distinct())).join(Delivery).where(now, Told.event_key.like("amended:%"))
        )
    print(f"  told before: {before:,} digests of a week ago and of yesterday, sent to four readers of five")
    each = f"median {median(sizes) / 1000:.0f} KB and {median(events):g} events, most {max(events)}"
    print(f"  {len(sizes):,} rendered and queued: {each}; {wrong:,} put something right")
    return len(sizes)


if __name__ == "__main__":
    os.chdir(Path(__file__).parent.parent)
    main()

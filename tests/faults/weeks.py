"""Four weeks of sixty outlets on loopback: what each does and suffers comes in, what Konchi made of it goes out."""

import asyncio
import datetime as dt
import json
import os
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from scrapy.crawler import AsyncCrawlerProcess
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from alerts.telling.coverage import coverage
from crawler.batches.batch import Batch, quiet_process
from crawler.batches.progress import Lines
from crawler.due import due_names
from crawler.monitoring import shape
from crawler.monitoring.tally import Tally
from crawler.sources import Source, load_catalogue
from pipeline import clock
from pipeline.db import connect, session
from pipeline.models import Page, Run, SourceDay, SourceState
from tests.faults.street import BROKEN_AT, DAY, PAST, START, Outlet, street
from tests.newsstand.server import Server

LOOKED = 20  # of the days that are known already, the pages of these too
EVERY = {10: "8h", 0.5: "12h"}  # between two polls by articles a day, else 6 h: no oftener than a verdict needs


def remember(engine: Engine, outlet: Outlet, source: Source) -> None:
    """Give an outlet the days it would have if it had been watched for half a year."""
    zone = ZoneInfo(outlet.zone)
    today = START.astimezone(zone).date()
    hours = {today - n * DAY: [0] * 24 for n in range(1, PAST)}
    for moment in outlet.articles:
        local = moment.astimezone(zone)
        if local.date() in hours:
            hours[local.date()][local.hour] += 1
    addresses = [f"{outlet.outlet.home}/{outlet.name}/{n}" for n in range(8)]
    samples = [shape.Sample(outlet.html(n).encode(), "utf-8", at, START) for n, at in enumerate(addresses)]
    looks = {"pages": shape.packed(shape.shapes(samples, source))}
    counts = {"verdict": "healthy", "polls": 4, "reached": 4}
    with session(engine) as opened:
        for day, of_day in hours.items():
            seen = looks if day >= today - LOOKED * DAY else {}
            opened.add(SourceDay(source=outlet.name, day=day, hours=of_day, fresh=sum(of_day), shape=seen, **counts))


class Quiet(Lines):
    """Nothing is said while the weeks go by."""

    def done(self, tally: Tally) -> None:
        """Say nothing."""


@dataclass
class Weeks:
    """The weeks as they went by: when each source was first given each verdict, and why."""

    engine: Engine
    until: dt.datetime
    # The moment, the verdict (a doubt apart from what is quiet), its reason, and whether a digest's footer names it.
    said: dict[str, list[tuple[str, str, str, bool]]] = field(default_factory=dict)

    async def pass_by(self, process: AsyncCrawlerProcess) -> None:
        """Crawl whatever is due, and let it be the next moment at which something is, until the weeks are over."""
        catalogue = load_catalogue()
        while clock.now() < self.until:
            names = due_names(self.engine)
            await Batch(process, Quiet(len(names)), {}).crawl(catalogue[name] for name in names)
            with session(self.engine) as opened:
                states = list(opened.scalars(select(SourceState)))
                self._note(opened, states)
            clock.set_clock(max(clock.now(), *(sorted(state.due_at or self.until for state in states)[:1])))

    def _note(self, opened: Session, states: list[SourceState]) -> None:
        """Note which verdicts have changed."""
        changed = []
        for state in states:
            told = self.said.setdefault(state.name, [])
            verdict = "doubt" if state.verdict == "quiet" and state.doubtful else state.verdict
            if not told or told[-1][1] != verdict:
                changed.append((state, verdict))
        counts = coverage(opened, START, clock.now()) if changed else None
        named = {one.title for one in (*counts.troubled, *counts.doubts)} if counts else set()
        for state, verdict in changed:
            self.said[state.name].append((clock.now().isoformat(), verdict, state.reason or "", state.title in named))


def live(plan: list[tuple[float, str]], weeks: float, seed: int, folder: Path) -> dict[str, Any]:
    """Let the weeks pass in one process, and return what was said of every outlet and what was missed."""
    outlets = street(plan, weeks, seed)
    for outlet in [one for one in outlets if one.fault == "moves"]:
        outlet.moved = Outlet(outlet.name, outlet.rate, outlet.country, articles=outlet.articles)
    everyone = [*outlets, *(outlet.moved for outlet in outlets if outlet.moved)]
    server = Server(everyone)  # type: ignore[arg-type]
    server.start()
    block = '[[source]]\nname = "{}"\ntitle = "{}"\ncountry = "{}"\ntimezone = "{}"\nfeeds = "{}/rss"\n'
    block += 'every = "{}"\ndelay = 0\n'
    rows = [
        block.format(one.name, one.title, one.country, one.zone, one.outlet.home, EVERY.get(one.rate, "6h"))
        for one in outlets
    ]
    (folder / "catalogue").mkdir()
    (folder / "catalogue" / "all.toml").write_text("".join(rows), encoding="utf-8")
    os.environ |= {
        "KONCHI_DATABASE": f"sqlite:///{folder / 'konchi.db'}",
        "KONCHI_SOURCES": str(folder / "catalogue"),
        "KONCHI_ALLOW_HOSTS": ",".join(one.outlet.home.removeprefix("http://") for one in everyone),
    }
    clock.set_clock(START)
    engine = connect()
    for outlet in outlets:
        remember(engine, outlet, load_catalogue()[outlet.name])
    weeks_gone = Weeks(engine, START + weeks * 7 * DAY)
    process = quiet_process()
    task = asyncio.get_event_loop().create_task(weeks_gone.pass_by(process))
    task.add_done_callback(_stop)
    process.start(stop_after_crawl=False)
    task.result()
    return account(engine, outlets, weeks_gone)


def account(engine: Engine, outlets: list[Outlet], weeks: Weeks) -> dict[str, Any]:
    """Return what was said of every outlet, how many of its articles were missed, and how many runs there were."""
    read = select(Page.requested).where(Page.state != "missed")
    with session(engine) as opened:
        met = {address.split("/", 3)[3] for address in opened.scalars(read)}
        polled = {state.name: state.last_run_at or START for state in opened.scalars(select(SourceState))}
        runs = len(opened.scalars(select(Run.id)).all())
        looks = [
            (run.source, run.details["witness"]["asked"])
            for run in opened.scalars(select(Run))
            if "witness" in run.details
        ]
        days = len(opened.scalars(select(SourceDay.day)).all())
        bringing = (Run.started_at > BROKEN_AT) & (Run.stored + Run.rejected > 0)
        first = select(Run.source, func.min(Run.started_at)).where(bringing).group_by(Run.source)
        brought = dict(opened.execute(first).tuples().all())
    told = {
        one.name: {
            "rate": one.rate,
            "fault": one.fault,
            "said": weeks.said[one.name],
            "brought": brought[one.name].isoformat() if one.name in brought else None,
            "missed": one.missing(met, polled[one.name]),
            "looks": [asked for name, asked in looks if name == one.name],
        }
        for one in outlets
    }
    return {"outlets": told, "runs": runs, "days": days, "pages": len(met), "broken_at": BROKEN_AT.isoformat()}


def _stop(_: object) -> None:
    from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

    reactor.stop()


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    with tempfile.TemporaryDirectory() as place:
        print(json.dumps(live([tuple(one) for one in asked["plan"]], asked["weeks"], asked["seed"], Path(place))))

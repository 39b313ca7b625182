"""Four weeks of sixty outlets on loopback: what each does and suffers comes in, what Konchi made of it goes out."""

import asyncio
import datetime as dt
import json
import os
import random
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from scrapy.crawler import AsyncCrawlerProcess
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from alerts.telling.coverage import coverage
from crawler.batches.batch import Batch, quiet_process
from crawler.batches.progress import Lines
from crawler.health import due_names
from crawler.monitoring import shape
from crawler.monitoring.tally import Tally
from crawler.sources import Source, load_catalogue
from pipeline import clock
from pipeline.db import connect, session
from pipeline.models import Page, Run, SourceDay, SourceState
from tests.newsstand.server import Server
from tests.newsstand.site import Answer

DAY = dt.timedelta(days=1)
START = dt.datetime(2026, 3, 2, 0, 30, tzinfo=dt.UTC)  # a Monday; Nowruz and a feast are at the end of the third week
HOLIDAYS = {dt.date(2026, 3, day) for day in (8, 9, 20, 21, 23)}  # of Uzbekistan
FEAST = {dt.date(2026, 3, day) for day in (20, 21, 22, 23)}  # on which the fault "holiday" publishes nothing
PAST = 182  # days that are known already ...
LOOKED = 20  # ... the pages of these too
BROKEN_AT = START + 8 * DAY  # when faults begin, a Tuesday
OUTAGE = (START + 3 * DAY + dt.timedelta(hours=7), START + 3 * DAY + dt.timedelta(hours=13))  # of our own connection
SHOWN = 30  # entries of a feed
EVERY = {10: "8h", 0.5: "12h"}  # between two polls by articles a day, else 6 h: no oftener than a verdict needs
ZONES = {"UZ": "Asia/Tashkent", "KR": "Asia/Seoul", "GB": "Europe/London", "US": "America/New_York"}
SILENT = ("dies",)  # the whole site stops
STANDING = ("frozen", "stalls")  # the feed alone does: what it is like is built anew, or stays as it was
FRONT = 20  # articles on the front page
HOURS = [0.1] * 7 + [1.0] * 15 + [0.1] * 2
WEEKEND = 0.8
PAGE = """<html><head><title>{title}</title><script type="application/ld+json">{{"@type": "NewsArticle",
"headline": "{title}", "datePublished": "{date}", "author": {{"@type": "Person", "name": "{author}"}}}}</script></head>
<body><article><h1>{title}</h1>{text}</article></body></html>"""
WORDS = "The council met on Tuesday and heard what the engineers had to say of the bridge and of the road to it. "


@dataclass
class Outlet:
    """One outlet: how much it publishes, where, and what befalls it at BROKEN_AT."""

    name: str
    rate: float  # articles a day
    country: str = "UZ"
    fault: str = ""
    articles: list[dt.datetime] = field(default_factory=list)  # by number
    outlet: Any = field(default_factory=lambda: SimpleNamespace(home=""))  # what a street's server wants to know
    moved: "Outlet | None" = None  # where it is to be found afterwards

    def publish(self, dice: random.Random, until: dt.datetime) -> None:
        """Write every article up to a moment: a Poisson process with nights, weekends and holidays."""
        zone = ZoneInfo(ZONES[self.country])
        peak = self.rate * 7 / (5 + 2 * WEEKEND) * 24 / sum(HOURS)
        moment = START - PAST * DAY
        while (moment := moment + dt.timedelta(days=dice.expovariate(peak))) < until:
            local = moment.astimezone(zone)
            share = HOURS[local.hour] * (WEEKEND if local.weekday() >= 5 else 1)
            if self.country == "UZ" and local.date() in HOLIDAYS:
                share *= 0.3
            stopped = self.fault in SILENT and moment > BROKEN_AT
            stopped = stopped or (self.fault == "holiday" and local.date() in FEAST)
            if dice.random() < share and not stopped:
                self.articles.append(moment.replace(microsecond=0, second=moment.second or 1))

    @property
    def title(self) -> str:
        """The outlet's name in print."""
        return f"The {self.name.replace('_', ' ').title()} Herald"

    @property
    def zone(self) -> str:
        """The outlet's time zone."""
        return ZONES[self.country]

    def suffers(self, *faults: str) -> bool:
        """Tell whether the outlet has one of these faults by now."""
        return self.fault in faults and clock.now() > BROKEN_AT

    def answer(self, target: str, headers: Mapping[str, str]) -> Answer:
        """Return the answer to a request."""
        if OUTAGE[0] <= clock.now() < OUTAGE[1]:
            return Answer(200, b"lost on the way", cut=True)
        if target in ("/robots.txt", "/.well-known/tdmrep.json"):
            return Answer(404)
        if self.suffers("blocks"):
            return Answer(403, b"<h1>Forbidden</h1>", {"Content-Type": "text/html"})
        if self.suffers("moves") and self.moved:
            return Answer(301, headers={"Location": self.moved.outlet.home + target})
        if target == "/":
            return self.front()
        return self.feed(headers) if target == "/rss" else self.page(int(target.rpartition("/")[2]))

    def out(self, until: dt.datetime) -> list[int]:
        """Return the articles that are out at a moment, by number."""
        return [number for number, moment in enumerate(self.articles) if moment <= until]

    def front(self) -> Answer:
        """Return the front page: the newest articles, without their dates."""
        newest = reversed(self.out(clock.now())[-FRONT:])
        rows = "".join(f'<li><a href="/{self.name}/{n}">News {n} of the town</a></li>' for n in newest)
        return Answer(200, f"<html><body><ul>{rows}</ul></body></html>".encode(), {"Content-Type": "text/html"})

    def feed(self, headers: Mapping[str, str]) -> Answer:
        """Return the list of the newest articles, or what is there in its place."""
        if self.suffers("challenge"):
            return Answer(200, b"<title>Just a moment...</title>", {"Content-Type": "text/html"})
        if self.suffers("html"):
            return Answer(200, b"<html><body>Our new site</body></html>", {"Content-Type": "text/html"})
        now = clock.now()
        out = self.out(BROKEN_AT if self.suffers(*STANDING) else now)[-SHOWN:]
        home = self.moved.outlet.home if self.suffers("moves") and self.moved else self.outlet.home
        items = "" if self.suffers("empty") else "".join(
            f"<item><title>News {number}</title><link>{home}/{self.name}/{number}</link>"
            f"<pubDate>{format_datetime(self.articles[number])}</pubDate></item>"
            for number in reversed(out)
        )  # fmt: skip
        built = f"<lastBuildDate>{format_datetime(now)}</lastBuildDate>" if self.suffers("frozen") else ""
        tag = '"always"' if self.fault == "lies" else f'"{out[-1]}"' if not built else f'"{now}"'
        if headers.get("if-none-match") == tag and not self.suffers("empty"):
            return Answer(304)
        body = f'<rss version="2.0"><channel><title>{self.name}</title>{built}{items}</channel></rss>'
        kind = {"Content-Type": "application/rss+xml", "ETag": tag}
        return Answer(200, body.encode(), {} if self.suffers("empty") else kind)

    def page(self, number: int) -> Answer:
        """Return an article, or what has become of it."""
        kind = {"Content-Type": "text/html; charset=utf-8"}
        if self.suffers("walls"):
            return Answer(200, b"<title>Just a moment...</title>", kind)
        return Answer(200, self.html(number).encode(), kind)

    def html(self, number: int) -> str:
        """Return an article's page."""
        written = self.articles[number].astimezone(ZoneInfo(self.zone))
        if self.suffers("midnight"):
            written = written.replace(hour=0, minute=0, second=0)
        length = 0 if self.suffers("rots") else (12 + number * 7 % 9) // (1 + self.suffers("shrinks"))
        text = "".join(f"<p>At {number + n} o'clock {WORDS}</p>" for n in range(length))
        author = self.title if self.suffers("unsigned") else f"Reporter {number % 5}"
        return PAGE.format(title=f"News {number} of the town", date=written.isoformat(), author=author, text=text)

    def missing(self, met: set[str], polled: dt.datetime) -> int:
        """Return how many articles that were out when the outlet was last polled were never met."""
        shown = self.out(polled - DAY if self.fault in STANDING else polled)  # its site is looked at once a day
        first = next((number for number, moment in enumerate(self.articles) if moment > START), len(self.articles))
        return sum(f"{self.name}/{number}" not in met for number in shown if number >= first)


def street(plan: list[tuple[float, str]], weeks: float, seed: int) -> list[Outlet]:
    """Return outlets of these rates and faults that have written their articles."""
    dice = random.Random(seed)  # noqa: S311 - the same weeks each time
    outlets = []
    for number, (rate, fault) in enumerate(plan):
        abroad = (
            ("KR", "GB", "US") if fault in (*SILENT, *STANDING) else tuple(ZONES)
        )  # a holiday would put off a verdict rightly
        country = "UZ" if fault == "holiday" else abroad[number % len(abroad)]
        outlets.append(Outlet(f"{fault or 'well'}_{number}", rate, country, fault))
        outlets[-1].publish(dice, START + weeks * 7 * DAY)
    return outlets


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

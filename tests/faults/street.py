"""What befalls an outlet on loopback, and when, comes in; what it shows to whoever asks goes out."""

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from pipeline import clock
from tests.newsstand.site import Answer

DAY = dt.timedelta(days=1)
START = dt.datetime(2026, 3, 2, 0, 30, tzinfo=dt.UTC)  # a Monday; Nowruz and a feast are at the end of the third week
HOLIDAYS = {dt.date(2026, 3, day) for day in (8, 9, 20, 21, 23)}  # of Uzbekistan
FEAST = {dt.date(2026, 3, day) for day in (20, 21, 22, 23)}  # on which the fault "holiday" publishes nothing
PAST = 182  # days that are known already
BROKEN_AT = START + 8 * DAY  # when faults begin, a Tuesday
OUTAGE = (START + 3 * DAY + dt.timedelta(hours=7), START + 3 * DAY + dt.timedelta(hours=13))  # of our own connection
SHOWN = 30  # entries of a feed
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

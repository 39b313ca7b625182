"""How a guest behaves: who we say we are, what robots.txt allows, and how long a host asked us to stay away."""

import asyncio
import datetime as dt
import email.utils
import os
import re
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.guard import Unguarded
from pipeline import clock

ROBOTS_MAXSIZE = 512 * 1024  # bytes; RFC 9309 asks for at least 500 KiB
ROBOTS_TIMEOUT = 10  # seconds; the first request of a run, so a dead host costs no more than this
LONGEST_CRAWL_DELAY = 30.0  # seconds; a longer one is a mistake or a refusal, and would outlast the run
SHORTEST_HOLD, LONGEST_HOLD = dt.timedelta(minutes=5), dt.timedelta(days=1)
RIGHTS = re.compile(rb"^\s*(license|content-usage|content-signal)\s*:\s*(.+?)\s*$", re.IGNORECASE | re.MULTILINE)


class Disallowed(IgnoreRequest):
    """The host's robots.txt asks us not to read this address."""


class Unreachable(IgnoreRequest):
    """The host cannot be reached."""


class AskedToWait(IgnoreRequest):
    """The host asked for a pause (429, 503, Retry-After)."""


def user_agent() -> str:
    """Return the name under which we ask: honest, with the contact of KONCHI_CONTACT (an address or a page)."""
    contact = "".join(sign for sign in os.environ.get("KONCHI_CONTACT", "") if " " < sign <= "~" and sign not in "()")
    return f"Konchi/{version('konchi')} (news monitor{f'; +{contact}' if contact else ''})"


@dataclass
class Rules:
    """What a host's robots.txt said, or why nothing of the host may be read."""

    robots: Protego | None = None  # None: everything is allowed
    refusal: IgnoreRequest | None = None
    rights: list[str] = field(default_factory=list)


class Robots:
    """The downloader middleware that obeys robots.txt as RFC 9309 has it: 4xx allows everything, 5xx nothing."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.rules: dict[str, asyncio.Task[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware of one crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise Disallowed, Unreachable or AskedToWait where robots.txt or its absence demand it."""
        if request.meta.get("robots"):
            return
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self.rules:
            self.rules[origin] = asyncio.ensure_future(self._ask(origin))
        rules = await self.rules[origin]
        if rules.refusal:
            raise type(rules.refusal)(str(rules.refusal))
        if rules.robots and not rules.robots.can_fetch(request.url, self._name()):
            raise Disallowed("robots.txt asks us not to read this address")

    async def _ask(self, origin: str) -> Rules:
        meta = {"robots": True, "download_timeout": ROBOTS_TIMEOUT, "download_maxsize": 4 * ROBOTS_MAXSIZE}
        try:
            answer = await self.crawler.engine.download_async(Request(f"{origin}/robots.txt", meta=meta))
        except IgnoreRequest as error:
            return Rules(refusal=error)
        except Unguarded:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a network does
            return Rules(refusal=Unreachable(network_reason(error)))
        if answer.status >= 500:  # noqa: PLR2004
            return Rules(refusal=Disallowed(f"robots.txt answers {answer.status}, so nothing may be read"))
        if not 200 <= answer.status < 300:  # noqa: PLR2004
            return Rules()
        return self._read(answer)

    def _read(self, answer: Response) -> Rules:
        body = answer.body[:ROBOTS_MAXSIZE]
        robots = Protego.parse(body.decode("utf-8-sig", errors="ignore"))
        delay = robots.crawl_delay(self._name())
        if delay:
            self._slow_down(urlsplit(answer.url).hostname or "", min(float(delay), LONGEST_CRAWL_DELAY))
        rights = [b": ".join(found).decode("utf-8", errors="replace")[:300] for found in RIGHTS.findall(body)]
        spider = self.crawler.spider
        if rights and hasattr(spider, "tally"):
            spider.tally.rights[urlsplit(answer.url).netloc] = rights[:10]  # type: ignore[union-attr]
        return Rules(robots, rights=rights)

    def _slow_down(self, host: str, delay: float) -> None:
        downloader = self.crawler.engine.downloader
        delay = max(delay, self.crawler.settings.getfloat("DOWNLOAD_DELAY"))
        downloader.per_slot_settings[host] = {"delay": delay}
        if host in downloader.slots:
            downloader.slots[host].delay = delay

    def _name(self) -> str:
        return str(self.crawler.settings["USER_AGENT"]).partition("/")[0]


class Holds:
    """The downloader middleware that leaves a host alone for the rest of the run once it asked for a pause."""

    def __init__(self) -> None:
        self.hosts: dict[str, str] = {}
        self.until: dt.datetime | None = None

    def process_request(self, request: Request) -> None:
        """Raise AskedToWait for a host that asked for a pause in this run."""
        reason = self.hosts.get(urlsplit(request.url).netloc)
        if reason:
            raise AskedToWait(reason)

    def note(self, address: str, response: Response) -> None:
        """Note a pause that the host asks for."""
        if response.status == 429 or (response.status == 503 and "Retry-After" in response.headers):  # noqa: PLR2004
            pause = retry_after(response.headers.get("Retry-After", b"") or b"")
            self.until = max(self.until or pause, pause)
            self.hosts[urlsplit(address).netloc] = f"the host asked for a pause (HTTP {response.status})"


def retry_after(value: bytes, now: dt.datetime | None = None) -> dt.datetime:
    """Return the moment a Retry-After header names, in seconds or as a date, within SHORTEST_HOLD and LONGEST_HOLD."""
    now = now or clock.now()
    text = value.decode("latin-1").strip()
    try:
        moment = (
            now + dt.timedelta(seconds=min(int(text), LONGEST_HOLD.total_seconds()))
            if text.isdigit()
            else email.utils.parsedate_to_datetime(text).astimezone(dt.UTC)
        )
    except (ValueError, OverflowError):
        moment = now
    return min(max(moment, now + SHORTEST_HOLD), now + LONGEST_HOLD)


ON_THE_WAY = {  # Scrapy's errors that say nothing of the source itself
    "CannotResolveHostError": "its name cannot be resolved",
    "DownloadConnectionRefusedError": "the connection is refused",
    "DownloadTimeoutError": "no answer in time",
    "ResponseDataLossError": "the connection broke in mid-answer",
    "DownloadFailedError": "the connection failed",
}
NETWORK = {**ON_THE_WAY, "DownloadCancelledError": "the answer is larger than allowed"}


def network_reason(error: BaseException) -> str:
    """Return what went wrong on the way to a host, in words."""
    detail = str(error)
    if "certificate" in detail.lower():
        return "its certificate is not valid"
    return NETWORK.get(type(error).__name__, f"{type(error).__name__}: {detail}"[:300])

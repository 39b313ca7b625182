"""The one spider: a source of the catalogue comes in, its lists are read, pages not seen before go out."""

import asyncio
import datetime as dt
import logging
import time
from collections.abc import AsyncIterator, Callable
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.backfill import Backfill
from crawler.guard import ensure_guarded
from crawler.headers import charset_of, header
from crawler.health import LEASE, begin, finish, renew, validators
from crawler.listing import Entry
from crawler.pipelines import Fetched
from crawler.policy import hold_of
from crawler.politeness import AskedToWait, Disallowed, Unreachable, network_reason
from crawler.polling import Poller
from crawler.refusals import refusal
from crawler.revisits import Revisit, revisits
from crawler.robots import Robots
from crawler.seen import choose
from crawler.sources import Source
from crawler.successors import successors
from crawler.tally import Tally
from pipeline.db import connect
from pipeline.identity import Rules
from pipeline.kinds import DISCOVERY
from pipeline.text import one_line

RUN_LIMIT = 400  # seconds after which no further page is asked for; what is left comes at the next run
PAGE_MAXSIZE = 4 * 1024 * 1024  # bytes, also after decompression; no article comes near it
LONGEST_ERROR = 500  # characters
GONE = {404, 410, 451}

log = logging.getLogger("konchi.crawl")
Watch = Callable[[Tally], None]


class SourceSpider(scrapy.Spider):
    """A source of the catalogue as a spider; the loader makes a class of each block."""

    name = "source"
    source: ClassVar[Source]
    rules: ClassVar[Rules] = Rules()  # by which addresses of any source are known

    def __init__(self, since: str | None = None, limit: str | int | None = None, watch: Watch | None = None) -> None:
        super().__init__()
        self.since = _midnight(since, self.source.timezone) if since else None
        self.limit = int(limit) if limit is not None else None
        self.watch: Watch = watch or (lambda _: None)
        self.tally = Tally(self.source.name, held=True)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401 - Scrapy's interface
        """Return a spider that closes its run when Scrapy closes it; none where settings lead past the guard."""
        ensure_guarded(crawler.settings)
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.fail, signals.spider_error)
        crawler.signals.connect(spider.fail, signals.item_error)
        crawler.signals.connect(spider.end, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Lease the source, read its lists, ask for every page that is new."""
        until = time.monotonic() + RUN_LIMIT
        for entry in await self._new():
            if time.monotonic() > until:
                break
            yield self.request(entry) if entry.content is None else Fetched.listed(entry, entry.content)

    async def _new(self) -> list[Entry]:
        """Return the entries to fetch; none where the source is held by another crawl or cannot be looked at."""
        try:
            tally = await asyncio.to_thread(begin, connect(), self.source)
            if tally is None:
                return []
            self.tally = tally
            self.renewal = asyncio.ensure_future(self._renew())
            tally.polls = await asyncio.to_thread(validators, connect(), self.source)
            poller = self._poller(tally)
            tally.polled = await poller.poll()
            tally.polled += await successors(poller, tally.polled)
            entries = await asyncio.to_thread(choose, connect(), self.source, tally, self.since, self.limit)
            entries += await Backfill(connect(), poller, tally, entries).run()
            if self.limit is None:
                entries += await asyncio.to_thread(revisits, connect(), self.source, tally)
        except Exception as error:  # one source's fault is not the batch's
            log.exception("%s cannot be looked at", self.source.name)
            self.tally.error = one_line(f"{type(error).__name__}: {error}")[:LONGEST_ERROR]
            return []
        self.watch(tally)
        return entries

    def _poller(self, tally: Tally) -> Poller:
        if self.source.kind == DISCOVERY:
            from crawler.discovery.discoverer import Discoverer  # noqa: PLC0415 - 0.5 s and 16 MB, with the lexicon

            return Discoverer(self.crawler, self.source, tally)
        return Poller(self.crawler, self.source, tally.polls, archive=self.since is not None)

    def request(self, entry: Entry) -> Request:
        """Return the request of a listed page."""
        return Request(
            entry.address,
            headers=dict(entry.under) if isinstance(entry, Revisit) else None,
            callback=self.parse,
            errback=self.missed,
            cb_kwargs={"entry": entry},
            meta={"entry": entry, "download_maxsize": PAGE_MAXSIZE},
            dont_filter=True,  # the entries are unique already
        )

    def parse(self, response: Response, entry: Entry) -> Fetched:
        """Return the page, or the note why there is none."""
        gone = response.status in GONE
        page = Fetched.of(entry, response)
        if response.status != 200:  # noqa: PLR2004
            return page.note(f"HTTP {response.status}", final=gone)
        kind = (header(response, "Content-Type") or "").lower()
        if kind and not any(word in kind for word in ("html", "text", "xml")):
            return page.note(f"no page but {kind.partition(';')[0][:80]}", final=True)
        if not response.body.strip():
            return page.note("an empty answer")
        notice = refusal(response.body, charset_of(kind), entry.address, response.url)
        return page.note(notice, final="front page" in notice) if notice else page

    def missed(self, failure: Failure) -> Fetched | None:
        """Return the note of a page that could not be fetched; count the one that was not asked for."""
        entry: Entry = failure.request.meta["entry"]  # type: ignore[attr-defined]
        error = failure.value
        if isinstance(error, AskedToWait) and self.source.kind == DISCOVERY:  # no list will name it again
            return Fetched(entry).note(str(error))
        if isinstance(error, Disallowed | AskedToWait):
            self.tally.count(entry.key, "skipped", str(error))
            return None
        if isinstance(error, IgnoreRequest):
            return Fetched(entry).note(str(error), final=not isinstance(error, Unreachable))
        return Fetched(entry).note(network_reason(error or Exception(str(failure))))

    def fail(self, failure: Failure) -> None:
        """Note what went wrong on our own side with a page; it stays unseen and is met again at the next run."""
        self.tally.error = one_line(f"{failure.type and failure.type.__name__}: {failure.value}")[:LONGEST_ERROR]

    async def end(self, spider: scrapy.Spider, reason: str) -> None:  # noqa: ARG002 - Scrapy's signal
        """Close the run: its row, the source's state, the lists' validators."""
        if self.tally.held:
            return
        self.renewal.cancel()
        robots = self.crawler.get_downloader_middleware(Robots)
        self.tally.manners = robots.manners() if robots else []
        self.tally.hold_until = hold_of(self.source, self.tally.manners)
        self.tally.stopped = None if reason == "finished" else f"stopped ({reason})"
        await asyncio.to_thread(finish, connect(), self.source, self.tally)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            await asyncio.to_thread(renew, connect(), {self.source.name: self.tally.epoch})


def _midnight(day: str, zone: str) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), ZoneInfo(zone))

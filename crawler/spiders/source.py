"""The one spider: sources of the catalogue come in, their lists are read, pages not seen before go out."""

import asyncio
import datetime as dt
import logging
import time
from collections.abc import AsyncIterator, Callable
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from sqlalchemy.exc import OperationalError

from crawler.guard import ensure_guarded
from crawler.manners.chains import chains
from crawler.manners.guest import Guest
from crawler.manners.policy import policy
from crawler.manners.tenure import LASTING
from crawler.monitoring.tally import Tally
from crawler.sources import Source
from crawler.visits.books import Books
from crawler.visits.fetched import Fetched
from crawler.visits.opening import renew
from crawler.visits.visit import Visit, Wish
from pipeline.db import connect
from pipeline.foreseen import foreseen
from pipeline.identity import Rules

AT_ONCE = 50  # sources that are visited at the same time
FEW, A_MOMENT = 5, 0.1  # of more sources, what happens within so many seconds is written down together
NOT_BEGUN = "not begun in time"
LOOK = 0.2  # seconds between two looks at whether a stopped crawl may end
BEGIN_LIMIT = 450  # seconds after which no further source is begun; it stays due

Watch = Callable[[Tally], None]

log = logging.getLogger("konchi.crawl")


class SourceSpider(scrapy.Spider):
    """Some sources of the catalogue as a spider; the loader makes a class of each block, and of a whole batch.

    The spider asks within its start: what it gives are pages, not requests. Every source has an account of its own,
    and its own delay, which the policy keeps.
    """

    name = "source"
    custom_settings = {"DOWNLOAD_DELAY": 0}  # noqa: RUF012 - Scrapy's interface; for all hosts alike
    sources: ClassVar[tuple[Source, ...]]
    rules: ClassVar[Rules] = Rules()  # by which addresses of any source are known

    def __init__(
        self,
        since: str | None = None,
        limit: str | int | None = None,
        watch: Watch = lambda _: None,
        done: Watch = lambda _: None,
    ) -> None:
        super().__init__()
        self.since = dt.date.fromisoformat(since) if since else None
        self.limit = int(limit) if limit is not None else None
        self.watch, self.done = watch, done
        self.visits: dict[str, Visit] = {}  # under way
        self.pages: asyncio.Queue[Fetched | None] = asyncio.Queue()
        self.tasks: list[asyncio.Task[None]] = []
        self.closer: asyncio.Task[None] | None = None
        self.books = Books(A_MOMENT if len(self.sources) > FEW else 0.0, connect())
        self.told: set[str] = set()  # sources whose end was told of
        self.stopped = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401 - Scrapy's interface
        """Return a spider that closes its runs when Scrapy closes it; none where settings lead past the guard."""
        ensure_guarded(crawler.settings)
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.end, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Visit the sources, and give every page of theirs that is new."""
        self.tasks = [asyncio.ensure_future(self._renew()), asyncio.ensure_future(self._visit_all())]
        self.closer = asyncio.ensure_future(self._close_when_stored())
        try:
            while page := await self.pages.get():
                yield page
        finally:
            self._cancel()

    async def _close_when_stored(self) -> None:
        """Let a stopped crawl end when its last page is stored.

        Scrapy asks once, as it begins to close, whether pages that start() gave are still on their way to the database,
        and never again (its issue 7029): a crawl that was stopped just then did not end.
        """
        scraper = self.crawler.engine.scraper
        while True:
            await asyncio.sleep(LOOK)
            slot = scraper.slot
            if slot and slot.closing and not slot.closing.called and slot.is_idle():
                slot.closing.callback(self)

    async def _visit_all(self) -> None:
        """Visit the sources, those that share a host one after another."""
        free = asyncio.Semaphore(AT_ONCE)
        until = time.monotonic() + BEGIN_LIMIT
        known = {source.name: source for source in self.sources}
        try:
            await asyncio.gather(
                *(self._chain([known[name] for name in chain], free, until) for chain in chains(self.sources))
            )
        finally:
            self.pages.put_nowait(None)

    async def _chain(self, sources: list[Source], free: asyncio.Semaphore, until: float) -> None:
        async with free:
            for source in sources:
                if time.monotonic() < until:
                    await self._visit(source)
                else:
                    self._tell(Tally(source.name, stopped=NOT_BEGUN))

    async def _visit(self, source: Source) -> None:
        since = dt.datetime.combine(self.since, dt.time(), ZoneInfo(source.timezone)) if self.since else None
        wish = Wish(since, self.limit, self.watch)
        visit = Visit(source, self.rules, Guest(self.crawler, source.delay), wish, self.books, self.pages)
        self.visits[source.name] = visit
        try:
            await visit.run()
        except Exception as error:  # noqa: BLE001 - one source's end is not the batch's; its account names the cause
            visit.fail(f"{source.name} cannot be ended", error)
        del self.visits[source.name]
        self._tell(visit.tally)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(LASTING.total_seconds() / 3)
            held = {name: visit.tally.epoch for name, visit in self.visits.items() if not visit.tally.held}
            try:
                await asyncio.to_thread(renew, connect(), held)
                await policy().tenancy.renew()
            except OperationalError as error:  # the database is away: the next time it may be back
                log.warning("%s", foreseen(error))

    async def end(self, spider: scrapy.Spider, reason: str) -> None:  # noqa: ARG002 - Scrapy's signal
        """Close the runs that are under way because the crawl is stopped."""
        if self.closer:
            self.closer.cancel()
        self._cancel()
        self.stopped = len(self.told) < len(self.sources)
        left = list(self.visits.values())
        await asyncio.gather(*(visit.close(f"stopped ({reason})") for visit in left))
        for visit in left:
            if not visit.tally.held:
                self._tell(visit.tally)
        for source in self.sources:
            if source.name not in self.told:
                self._tell(Tally(source.name, stopped=NOT_BEGUN))

    def _tell(self, tally: Tally) -> None:
        self.told.add(tally.source)
        self.done(tally)

    def _cancel(self) -> None:
        for task in self.tasks:
            task.cancel()

"""One run of one source: the source comes in, pages not seen before go out one by one, its account is closed."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from scrapy import Request
from scrapy.exceptions import IgnoreRequest

from crawler.lists.listing import Entry
from crawler.manners.guest import Guest
from crawler.manners.hosts import homes
from crawler.manners.policy import hold_of, policy
from crawler.manners.politeness import AskedToWait, Disallowed, Unreachable, network_reason
from crawler.monitoring.overlap import prove
from crawler.monitoring.shape import shapes
from crawler.monitoring.tally import Tally
from crawler.sources import Source
from crawler.visits.backfill import Backfill
from crawler.visits.books import Books
from crawler.visits.fetched import PAGE_MAXSIZE, Fetched
from crawler.visits.polling import Poller
from crawler.visits.revisits import Revisit, revisits
from crawler.visits.seen import choose
from crawler.visits.successors import successors
from crawler.visits.turned import turned
from crawler.visits.witness import witnessed
from pipeline.db import connect
from pipeline.foreseen import foreseen
from pipeline.identity import Rules
from pipeline.resolution.kinds import DISCOVERY
from pipeline.text import one_line

RUN_LIMIT = 400  # seconds after which no further page is asked for; what is left comes at the next run
WINDOW = 8  # pages of a source under way, from its request to its row
LONGEST_ERROR = 500  # characters

log = logging.getLogger("konchi.crawl")


@dataclass
class Wish:
    """What was asked for on the command line, and who looks on."""

    since: Any = None  # a moment in the source's own zone
    limit: int | None = None
    watch: Callable[[Tally], None] = lambda _: None


@dataclass
class Visit:
    """A source that is being crawled."""

    source: Source
    rules: Rules
    guest: Guest
    wish: Wish
    books: Books
    pages: "asyncio.Queue[Fetched | None]"  # on their way to the item pipeline
    tally: Tally = field(init=False)
    free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(WINDOW))
    closed: bool = False

    def __post_init__(self) -> None:
        self.tally = Tally(self.source.name, held=True)

    async def run(self) -> None:
        """Lease the source, read its lists, fetch every page that is new, and close the account."""
        until = time.monotonic() + RUN_LIMIT
        try:
            entries = await self._new()
        except Exception as error:  # noqa: BLE001 - one source's fault is not the batch's
            self.fail(f"{self.source.name} cannot be looked at", error)
            entries = []
        self.wish.watch(self.tally)
        left = iter(entries)
        await asyncio.gather(*(self._work(left, until) for _ in range(min(WINDOW, len(entries)))))
        for _ in range(WINDOW):  # until every page is in the database
            await self.free.acquire()
        if time.monotonic() < until:
            await self._compare()
        await self.close()

    async def _new(self) -> list[Entry]:
        """Return the entries to fetch; none where the source is held by another crawl."""
        homely = self.guest.meet(homes(self.source))
        tally = await self.books.begin(self.source)
        if tally is None:
            await self.guest.leave()
            return []
        self.tally = tally
        policy().tenancy.hold(homely)
        poller = self._poller()
        poller.doubted = tally.doubt is not None
        tally.polled = await poller.poll()
        tally.polled += await successors(poller, tally.polled)
        if not tally.owing and all(polled.state == "unchanged" for polled in tally.polled):
            prove(tally, set(), set())
            return await witnessed(connect(), poller, tally, [])
        entries = await asyncio.to_thread(choose, connect(), self.source, tally, self.wish.since, self.wish.limit)
        entries += await Backfill(connect(), poller, tally, entries).run()
        entries += await witnessed(connect(), poller, tally, entries)
        if self.wish.limit is None:
            entries += await asyncio.to_thread(revisits, connect(), self.source, tally)
        return entries

    def _poller(self) -> Poller:
        if self.source.kind == DISCOVERY:
            from crawler.visits.discovering import Discoverer  # noqa: PLC0415 - 0.5 s and 16 MB, with the lexicon

            return Discoverer(self.guest, self.source, self.rules, self.tally)
        return Poller(self.guest, self.source, self.rules, self.tally.polls, archive=self.wish.since is not None)

    async def _work(self, left: Iterator[Entry], until: float) -> None:
        """Fetch what is left, page after page; each is held until the item pipeline has settled it."""
        for entry in left:
            if time.monotonic() > until:
                return
            await self.free.acquire()
            try:
                page = await self._page(entry)
            except Exception as error:  # noqa: BLE001 - our own: the page stays unseen, and is met again at the next run
                self.fail(f"{entry.address} cannot be read", error)
                page = None
            if page:
                self.pages.put_nowait(page)
            else:
                self.settle()

    async def _compare(self) -> None:
        """Look at what the pages are like, and at whether known ones have turned."""
        if not self.tally.sampled or self.wish.limit is not None:
            return
        try:
            self.tally.shapes = await asyncio.to_thread(shapes, self.tally.sampled, self.source)
            self.tally.turned = await turned(connect(), self.source, self.tally, self.guest)
        except Exception as error:  # noqa: BLE001 - the pages are stored, and the run is to be closed
            self.fail(f"{self.source.name} cannot be compared with itself", error)

    async def _page(self, entry: Entry) -> Fetched | None:
        """Return a listed page or the note why there is none; None where it was not asked for."""
        if entry.content is not None:
            return Fetched.listed(entry, entry.content, self.source.name)
        headers = dict(entry.under) if isinstance(entry, Revisit) else None
        request = Request(entry.address, headers=headers, meta={"download_maxsize": PAGE_MAXSIZE})
        try:
            response = await self.guest.fetch(request)
        except Exception as error:  # noqa: BLE001 - whatever a network does, noted as this page's state
            return self._missed(entry, error)
        return Fetched.of(entry, response, self.source.name).checked()

    def _missed(self, entry: Entry, error: Exception) -> Fetched | None:
        """Return the note of a page that could not be fetched; count the one that was not asked for."""
        page = Fetched(entry, source=self.source.name)
        if isinstance(error, AskedToWait) and self.source.kind == DISCOVERY:  # no list will name it again
            return page.note(str(error))
        if isinstance(error, Disallowed | AskedToWait):
            self.tally.count(entry.key, "skipped", str(error))
            return None
        if isinstance(error, IgnoreRequest):
            return page.note(str(error), final=not isinstance(error, Unreachable))
        return page.note(network_reason(error))

    def settle(self) -> None:
        """Let the next page come: one is in the database, or will not be."""
        self.free.release()

    def fail(self, what: str, error: BaseException) -> None:
        """Note and log what went wrong on our own side: what nobody foresaw with its trace, the rest once a visit."""
        sentence = foreseen(error)
        if sentence is None:
            log.error("%s", one_line(what), exc_info=error)
        elif self.tally.error is None:
            log.error("%s: %s", one_line(what), sentence)
        self.tally.error = (sentence or one_line(f"{type(error).__name__}: {error}"))[:LONGEST_ERROR]

    async def close(self, stopped: str | None = None) -> None:
        """Close the run, once: its row, the source's state, the lists' validators."""
        if self.closed:
            return
        self.closed = True
        if self.tally.held:
            return
        self.tally.stopped = stopped
        self.tally.manners = self.guest.manners()
        self.tally.hold_until = hold_of(self.source, self.tally.manners)
        try:
            await self.books.finish(self.source, self.tally)
        finally:
            await self.guest.leave()

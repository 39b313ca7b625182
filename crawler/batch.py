"""Crawling many sources in one process: their names come in, the accounts of their runs and an exit code go out."""

import asyncio
import gc
import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

import click
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.allocator import give_back
from crawler.loader import CatalogueLoader
from crawler.progress import Lines, display, summary
from crawler.shared import SharedSettings
from crawler.sources import Source
from crawler.tally import Tally
from pipeline.text import one_line

AT_ONCE = 25  # spiders; each costs about 4 MB
BATCH_LIMIT = 450  # seconds after which no further source of a host is begun; it stays due
INTERRUPTED = 130  # the exit code of a crawl that was asked to stop


@dataclass
class Batch:
    """A crawl of several sources under way: never two at once of one host."""

    process: AsyncCrawlerProcess
    show: Lines
    options: dict[str, Any]
    tallies: list[Tally] = field(default_factory=list)
    stopped: bool = False
    until: float = field(default_factory=lambda: time.monotonic() + BATCH_LIMIT)

    async def crawl(self, sources: Iterable[Source]) -> None:
        """Crawl the sources, those that share a host one after another."""
        free = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(self._chain(chain, free) for chain in chains(sources)))

    async def _chain(self, names: list[str], free: asyncio.Semaphore) -> None:
        async with free:
            for name in names:
                if not self.stopped and time.monotonic() < self.until:
                    await self._one(name)
                else:
                    self._note(Tally(name, stopped="not begun in time"))

    async def _one(self, name: str) -> None:
        crawler = self.process.create_crawler(name)
        failed = None
        try:
            await self.process.crawl(crawler, watch=self.show.update, **self.options)
        except Exception as error:  # noqa: BLE001 - one source's end is not the batch's; its account names the cause
            failed = one_line(f"{type(error).__name__}: {error}")
        tally = getattr(crawler.spider, "tally", None) or Tally(name)
        tally.error = failed or tally.error
        self.stopped = self.stopped or bool(tally.stopped)
        self._note(tally)

    def _note(self, tally: Tally) -> None:
        self.tallies.append(tally)
        self.show.done(tally)


def chains(sources: Iterable[Source]) -> list[list[str]]:
    """Return the sources' names in chains, so that sources of one host are in the same chain."""
    found: list[tuple[set[str], list[str]]] = []
    for source in sources:
        hosts = {address.split("/")[2].lower().removeprefix("www.") for _, address in source.lists}
        names = [source.name]
        for chain in [chain for chain in found if chain[0] & hosts]:
            found.remove(chain)
            hosts, names = hosts | chain[0], chain[1] + names
        found.append((hosts, names))
    return [names for _, names in found]


def run_batch(names: Iterable[str], since: str | None = None, limit: int | None = None) -> int:
    """Crawl the named sources, say how each fared, and return 0, or 3 where none of them could be reached."""
    return drive(quiet_process(), list(names), since, limit)


def quiet_process() -> AsyncCrawlerProcess:
    """Return Scrapy's process with our settings, which says nothing by itself."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    logging.disable(logging.INFO)  # Scrapy greets before it can be asked not to
    process = AsyncCrawlerProcess(settings)
    logging.disable(logging.NOTSET)
    for noisy in ("scrapy", "twisted", "asyncio", "py.warnings"):
        logging.getLogger(noisy).setLevel(logging.ERROR)  # the accounts say what happened
    return process


def drive(process: AsyncCrawlerProcess, names: list[str], since: str | None = None, limit: int | None = None) -> int:
    """Crawl the named sources in Scrapy's process, say how each fared, and return the exit code."""
    give_back()
    catalogue = cast("CatalogueLoader", process.spider_loader).catalogue
    process.settings = SharedSettings(process.settings)
    gc.freeze()  # classes and catalogue live as long as the process: not to be looked through again and again
    with display(len(names)) as show:
        batch = Batch(process, show, {"since": since, "limit": limit})
        task = asyncio.get_event_loop().create_task(batch.crawl(catalogue[name] for name in names))
        task.add_done_callback(_stop_reactor)
        process.start(stop_after_crawl=False)
    if names and not batch.tallies:
        click.echo("stopped before any source was read; all of them stay due", err=True)
        return INTERRUPTED
    text, code = summary(batch.tallies)
    click.echo(text)
    return INTERRUPTED if batch.stopped else code


def _stop_reactor(_: object) -> None:
    from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

    if reactor.running:
        reactor.stop()  # type: ignore[misc]

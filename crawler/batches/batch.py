"""Crawling many sources in one process: their names come in, the accounts of their runs and an exit code go out."""

import asyncio
import gc
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

import click
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.batches.allocator import give_back
from crawler.batches.progress import Lines, display, summary
from crawler.loader import CatalogueLoader
from crawler.monitoring.tally import Tally
from crawler.sources import Source
from pipeline.text import one_line

INTERRUPTED = 130  # the exit code of a crawl that was asked to stop
NAME = "konchi"  # of the spider that visits all sources of a batch


@dataclass
class Batch:
    """A crawl of several sources under way, in one crawler."""

    process: AsyncCrawlerProcess
    show: Lines
    options: dict[str, Any]
    tallies: list[Tally] = field(default_factory=list)
    stopped: bool = False

    async def crawl(self, sources: Iterable[Source]) -> None:
        """Crawl the sources, never two at once of one host."""
        chosen = list(sources)
        loader = cast("CatalogueLoader", self.process.spider_loader)
        crawler = self.process.create_crawler(loader.together(NAME, chosen))
        try:
            await self.process.crawl(crawler, watch=self.show.update, done=self._note, **self.options)
        except Exception as error:  # noqa: BLE001 - told of every source that has no account of its own
            failed = one_line(f"{type(error).__name__}: {error}")
            told = {tally.source for tally in self.tallies}
            for source in chosen:
                if source.name not in told:
                    self._note(Tally(source.name, error=failed))
        self.stopped = bool(getattr(crawler.spider, "stopped", False))

    def _note(self, tally: Tally) -> None:
        self.tallies.append(tally)
        self.show.done(tally)


def our_settings() -> Settings:
    """Return Scrapy's settings with ours."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


def quiet_process() -> AsyncCrawlerProcess:
    """Return Scrapy's process with our settings, which says nothing by itself."""
    settings = our_settings()
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    logging.disable(logging.INFO)  # Scrapy greets before it can be asked not to
    process = AsyncCrawlerProcess(settings)
    logging.disable(logging.NOTSET)
    for noisy in ("scrapy", "twisted", "asyncio", "py.warnings"):
        logging.getLogger(noisy).setLevel(logging.ERROR)  # the accounts say what happened
    return process


def drive(process: AsyncCrawlerProcess, names: list[str], since: str | None = None, limit: int | None = None) -> int:
    """Crawl the named sources in Scrapy's process, say how each fared, and return 0, or 3 where none was reached."""
    give_back()
    catalogue = cast("CatalogueLoader", process.spider_loader).catalogue
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

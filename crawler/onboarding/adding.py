"""Adding a source: the address of a site comes in; its block is printed, and written with a kept page where wished."""

from dataclasses import dataclass

import click
from scrapy.crawler import AsyncCrawlerProcess

from crawler.lists import finding
from crawler.onboarding import block, cases
from crawler.onboarding.exploring import STALE, Explorer, Found
from crawler.onboarding.hindrance import NotAdded
from crawler.sources.kind import kind as known_kind
from crawler.sources.values import COUNTRIES, Wrong, seconds
from crawler.sources.values import address as web_address
from crawler.sources.values import country as country_code
from crawler.sources.values import name as spider_name
from pipeline import clock
from pipeline.text import one_line

NOT_STORED = {"ITEM_PIPELINES": {}, "LOG_FORMATTER": "scrapy.logformatter.LogFormatter"}  # ours are made for pages


@dataclass(frozen=True)
class Order:
    """What was asked for on the command line."""

    address: str
    country: str | None = None
    name: str | None = None
    kind: str | None = None
    delay: float = block.USUAL_DELAY
    write: bool = False
    keep: bool | None = None  # None: where the block is written and there is a place for the page


def add(process: AsyncCrawlerProcess, order: Order) -> None:
    """Look at a site and print its block; raises NotAdded where something stands in the way."""
    address, wishes = _understood(order)
    block.refuse_taken_name(wishes.name)
    _say(f"looking at {address}, {wishes.delay:g} s between two requests")
    found = explore(process, address, wishes)
    text = block.compose(found, wishes)
    source = block.check(text, wishes.name)
    _account(found, source.timezone)
    click.echo(text, nl=False)
    path = block.target(wishes.country)
    if order.write:
        _say(f"written to {block.write(text, wishes.country)}; next: konchi crawl {wishes.name} --limit 3")
    else:
        _say(f"nothing is written; --write appends the block to {path}")
    if order.keep or (order.keep is None and order.write):
        _keep(found, wishes.name, wished=bool(order.keep))


def explore(process: AsyncCrawlerProcess, address: str, wishes: block.Wishes) -> Found:
    """Crawl a site for its lists and a few articles, under the settings of every crawl."""
    settings = {"DOWNLOAD_DELAY": wishes.delay, **NOT_STORED}
    crawler = process.create_crawler(type("Explorer", (Explorer,), {"custom_settings": settings}))
    task = process.crawl(crawler, address=address, timezone=COUNTRIES[wishes.country], say=_say)
    process.start()
    if task.done() and not task.cancelled() and task.exception():
        raise task.exception()  # type: ignore[misc]
    spider = crawler.spider
    if isinstance(spider, Explorer) and spider.found:
        return spider.found
    raise getattr(spider, "problem", None) or NotAdded("the look was stopped before it was done; nothing was changed")


def _understood(order: Order) -> tuple[str, block.Wishes]:
    """Return the address and the wishes, checked before anything is asked of the site."""
    try:
        spelled = order.address if "://" in order.address else f"https://{order.address}"
        address = web_address(spelled if spelled.count("/") > 2 else f"{spelled}/")  # noqa: PLR2004 - no path
        told = country_code(order.country) if order.country else finding.country_of(address)
        name = spider_name(order.name or finding.name_of(address))
        kind = order.kind and known_kind(order.kind)
        delay = seconds(order.delay)
    except Wrong as error:
        raise NotAdded(str(error)) from error
    if told is None:
        raise NotAdded(f"{address} does not tell its country: say --country UZ (or its own two letters, EU, or INT)")
    return address, block.Wishes(name, told, kind, delay)


def _account(found: Found, timezone: str) -> None:
    """Say what the block rests on."""
    learned = found.learned
    _say(f"the pattern matches {learned.matched} of {learned.listed} listed addresses")
    for label, addresses in (("not", learned.strays), ("but also", learned.mistaken)):
        if addresses:
            _say(f"  {label} {', '.join(addresses[:3])}{' ...' if len(addresses) > 3 else ''}")  # noqa: PLR2004
    for read in found.samples:
        _say(f"read: {read.article.title[:80]} ({read.language}, {len(read.article.text)} characters)")
    moments = [read.article.published.at for read in found.samples if read.article.published]
    if moments and max(moments) < clock.now() - STALE:
        _say(f"the newest article read is of {max(moments):%Y-%m-%d}: the site may have stopped")
    _say(f"dates are read in {timezone}, the zone of the country")


def _keep(found: Found, name: str, *, wished: bool) -> None:
    folder = cases.cases_folder()
    if folder is None:
        if wished:
            raise NotAdded(
                "there is no place for the page: run from a checkout, or name your own catalogue in KONCHI_SOURCES"
            )
        return
    read = max(found.samples, key=lambda read: len(read.article.text))
    cases.keep(folder / name, read.raw, read.article)
    _say(f"kept {read.raw.address} in {folder / name}: look over its {cases.EXPECTED}")


def _say(line: str) -> None:
    click.echo(one_line(line) if not line.startswith("  ") else f"  {one_line(line)}", err=True)

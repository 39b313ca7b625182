"""The one item pipeline: a fetched page comes in, a row of `pages` goes out, whole or as the note why not."""

import hashlib
import zlib
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.manners.headers import charset_of
from crawler.monitoring.shape import LARGEST, MOST, Sample
from crawler.monitoring.tally import Tally
from crawler.visits.fetched import Fetched
from crawler.visits.revisits import Revisit
from crawler.visits.visit import Visit
from crawler.visits.withdrawals import GONE
from crawler.visits.writer import AGAIN, Writer, writer
from pipeline.gate import gate


class StorePage:
    """Asks the gate and stores what passes untouched, of what does not only that it was there and why not."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.writer: Writer = writer()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the pipeline of one crawl."""
        return cls(crawler)

    async def process_item(self, item: Fetched) -> Fetched:
        """Store the page; it is counted once it is in the database."""
        visit: Visit = self.crawler.spider.visits[item.source]  # type: ignore[union-attr]
        try:
            fate, reason = await self.writer.put(lambda: row(item), final=item.final)
        except Exception as error:
            what = f"{item.entry.address} cannot be stored"
            visit.fail(what, error)
            raise DropItem(what) from error  # anything else Scrapy prints, with the whole page
        finally:
            visit.settle()
        visit.tally.count(item.entry.key, fate, reason)
        sample(item, visit.tally)
        look(item, visit.tally)
        visit.wish.watch(visit.tally)
        return item


def sample(item: Fetched, tally: Tally) -> None:
    """Keep some of the pages that are articles of their own, whatever the gate says, for a look at their shapes."""
    if len(tally.sampled) >= MOST or tally.scattered:
        return
    if item.error is None and item.entry.content is None and len(item.body) <= LARGEST:
        charset = charset_of(item.headers.get("content-type"))
        address = item.final_address or item.entry.address
        tally.sampled.append(Sample(item.body, charset, address, item.fetched_at))


def look(item: Fetched, tally: Tally) -> None:
    """Note whether a page that is known already was found."""
    if isinstance(item.entry, Revisit):
        if item.status in GONE:
            tally.gone.add(item.entry.key)
        elif item.error is None or item.status == 304:  # noqa: PLR2004
            tally.found.add(item.entry.key)


def row(item: Fetched) -> dict[str, Any]:
    """Return the row of `pages` of a fetched page."""
    values: dict[str, Any] = {
        "source": item.source,
        "address": item.entry.key,
        "requested": item.entry.address,
        "final_address": item.final_address,
        "status": item.status,
        "headers": item.headers,
        "fetched_at": item.fetched_at,
        "hints": item.entry.hints,
        "body": None,
        "body_hash": None,
        "reason": item.error,
        "state": "missed",
        AGAIN: isinstance(item.entry, Revisit),
    }
    if item.error is None:
        values["body_hash"] = hashlib.sha256(item.body).hexdigest()
        verdict = gate(item.body, charset_of(item.headers.get("content-type")))
        values["state"] = "waiting" if verdict.passes else "rejected"
        values["reason"] = None if verdict.passes else verdict.reason
        values["body"] = zlib.compress(item.body) if verdict.passes else None
    return values

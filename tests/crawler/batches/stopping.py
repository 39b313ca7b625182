"""The konchi command whose crawl is asked to stop while a page is being stored."""

import asyncio
import os
import signal

from crawler import settings
from crawler.pipelines import StorePage
from crawler.visits.fetched import Fetched
from scheduler import main


class StoreLate(StorePage):
    """Asks for the stop at the first page, and stores no page before Scrapy has begun to close."""

    asked = False

    async def process_item(self, item: Fetched) -> Fetched:
        """Store the page."""
        if not self.asked:
            self.asked = True
            os.kill(os.getpid(), signal.SIGTERM)
        while not self.crawler.engine.scraper.slot.closing:  # noqa: ASYNC110 - Scrapy tells of it by this alone
            await asyncio.sleep(0)
        return await super().process_item(item)


if __name__ == "__main__":
    settings.ITEM_PIPELINES = {StoreLate: 100}
    main()

"""Addresses come in, one a line; bare Scrapy fetches them with its own defaults and an empty callback."""

import sys
from collections.abc import AsyncIterator

import scrapy
from scrapy import Request
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response


class Bare(scrapy.Spider):
    """A spider that does nothing with its pages."""

    name = "bare"

    async def start(self) -> AsyncIterator[Request]:
        """Ask for every address."""
        for address in sys.stdin.read().split():
            yield Request(address)

    def parse(self, response: Response) -> None:
        """Do nothing."""


if __name__ == "__main__":
    process = CrawlerProcess({"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False})
    process.crawl(Bare)
    process.start()

"""The downloader middleware that dresses our requests: one comes in, and goes out with what all of ours have."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers


class Dress:
    """Gives a request our headers, our name and the time that its answer may take; what it has of its own stays.

    It does what three of Scrapy's middlewares do, and spells the headers once for all requests.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        told = {name: value for name, value in settings.getdict("DEFAULT_REQUEST_HEADERS").items() if value is not None}
        headers = Headers(told)
        headers.setdefault("User-Agent", settings["USER_AGENT"])
        self._headers = list(headers.items())
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware of one crawl."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Dress the request."""
        request.meta.setdefault("download_timeout", self._timeout)
        for name, values in self._headers:
            dict.setdefault(request.headers, name, [*values])  # past the spelling of names, which is done

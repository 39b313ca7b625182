"""Scrapy's log: its events come in, lines without foreign control characters or whole pages go out."""

import logging
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

from pipeline.text import one_line


class PlainLog(LogFormatter):
    """Names what was fetched and stored, and prints no page."""

    def crawled(self, request: Request, response: Response, spider: Spider) -> LogFormatterResult:  # noqa: ARG002
        """Name a fetched address."""
        return _line(logging.DEBUG, f"{response.status} {request.url}")

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:  # noqa: ANN401, ARG002
        """Name a page that is on its way to the database."""
        return _line(logging.DEBUG, f"fetched {item.entry.address}")


def _line(level: int, text: str) -> LogFormatterResult:
    return {"level": level, "msg": "%(text)s", "args": {"text": _Shown(text)}}


class _Shown:
    """A text that is made one line when it is written, which few are."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return one_line(self.text)

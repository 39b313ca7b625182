"""What a visit hands over to be stored: an answer comes in, a page as it came or the note why it is none goes out."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Self

from scrapy.http import Response

from crawler.lists.listing import Entry
from crawler.manners.headers import headers_of
from pipeline import clock

SECRETS = {"set-cookie", "set-cookie2", "authorization"}
LONGEST_HEADER = 1000  # characters
PAGE_MAXSIZE = 4 * 1024 * 1024  # bytes, also after decompression; no article comes near it


@dataclass(frozen=True)
class Fetched:
    """A page as it came, or with a note why it is none."""

    entry: Entry
    final_address: str | None = None
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    fetched_at: dt.datetime = field(default_factory=clock.now)
    error: str | None = None
    final: bool = False  # the error will not pass
    source: str = ""  # whose list named it

    @classmethod
    def of(cls, entry: Entry, response: Response, source: str) -> Self:
        """Return the page of a response."""
        said = headers_of(response)
        kept = {name: value[:LONGEST_HEADER] for name, value in said.items() if name not in SECRETS}
        return cls(entry, response.url, response.status, kept, response.body, source=source)

    @classmethod
    def listed(cls, entry: Entry, content: bytes, source: str) -> Self:
        """Return the page that its list carried; it has no answer of its own, hence no status."""
        return cls(entry, entry.address, None, {"content-type": "text/html; charset=utf-8"}, content, source=source)

    def note(self, error: str, *, final: bool = False) -> Self:
        """Return the note that this page could not be had; ``final`` where another try would bring the same."""
        return replace(self, body=b"", error=error, final=final)

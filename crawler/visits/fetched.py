"""What is handed over to be stored: an answer comes in, a page as it came or the note why it is none goes out."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from scrapy.http import Response

from crawler.lists.listing import Entry
from crawler.manners.headers import charset_of, headers_of
from crawler.manners.refusals import refusal
from pipeline import clock

SECRETS = {"set-cookie", "set-cookie2", "authorization"}
LONGEST_HEADER = 1000  # characters
OK = 200
FINAL = {404, 410, 451}  # another try would bring the same
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
        return cls(entry, response.url, response.status, kept(headers_of(response)), response.body, source=source)

    @classmethod
    def listed(cls, entry: Entry, content: bytes, source: str) -> Self:
        """Return the page that its list carried; it has no answer of its own, hence no status."""
        return cls(entry, entry.address, None, {"content-type": "text/html; charset=utf-8"}, content, source=source)

    def headed(self) -> Self:
        """Return the page, or the note why it is none by the head of its answer alone."""
        if self.status != OK:
            return self.note(f"HTTP {self.status}", final=self.status in FINAL)
        kind = self.headers.get("content-type", "").lower()
        if kind and not any(word in kind for word in ("html", "text", "xml")):
            return self.note(f"no page but {kind.partition(';')[0][:80]}", final=True)
        return self

    def checked(self) -> Self:
        """Return the page that a host answered with, or the note why it is none."""
        page = self.headed()
        if page.error:
            return page
        if not self.body.strip():
            return self.note("an empty answer")
        charset, asked = charset_of(self.headers.get("content-type")), self.entry.address
        notice = refusal(self.body, charset, asked, self.final_address or asked)
        return self.note(notice, final="front page" in notice) if notice else self

    def note(self, error: str, *, final: bool = False) -> Self:
        """Return the note that this page could not be had; ``final`` where another try would bring the same."""
        return replace(self, body=b"", error=error, final=final)


def kept(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that are stored, of those given by their names in lower case."""
    return {name: value[:LONGEST_HEADER] for name, value in headers.items() if name not in SECRETS}

"""Asking a list for what is new: a source and what its lists said last come in, polled lists with entries go out."""

import asyncio
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.feeds import read_feed
from crawler.guard import Forbidden
from crawler.headers import charset_of, header
from crawler.listing import Listing, Unreadable
from crawler.politeness import ON_THE_WAY, AskedToWait, Disallowed, Unreachable, network_reason
from crawler.portal import read_api
from crawler.refusals import refusal
from crawler.sections import read_section
from crawler.sitemaps import read_sitemap
from crawler.sources import Source
from crawler.sources.values import Api
from crawler.tally import REFUSED, Polled
from crawler.telegram import read_channel
from pipeline.identity import Rules, identity
from pipeline.models import Poll

CHUNKS = 6  # of sitemaps, asked together: the newest by date and by name
FIRST_CHUNKS = 48  # at the most when a source is met for the first time ...
FIRST_ENTRIES = 300  # ... and no further once its newest chunks have named this many addresses
DEEPEST = 2  # an index may point to an index
ACCEPT = {
    "feeds": "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5",
    "sections": "text/html, */*;q=0.5",
    "telegram": "text/html, */*;q=0.5",
    "apis": "application/json, */*;q=0.5",
}
STATES: dict[type[Exception], str] = {
    Unreachable: "unreachable",
    Disallowed: "blocked",
    AskedToWait: "blocked",
    Forbidden: "broken",
}


class Poller:
    """Reads every list of one source once."""

    def __init__(self, crawler: Crawler, source: Source, polls: Mapping[str, Poll]) -> None:
        self.crawler, self.source, self.polls = crawler, source, polls
        self.asked: set[str] = set()
        self.rules: Rules = crawler.spidercls.rules  # type: ignore[attr-defined]

    async def poll(self) -> list[Polled]:
        """Return what every list of the source says, sitemaps within indexes included."""
        found = await self._together(self.source.lists)
        level = found
        for _ in range(DEEPEST):
            chunks = [(polled.way, chunk) for polled in level for chunk in polled.chunks]
            level = await self._chunks([item for item in dict.fromkeys(chunks) if item[1] not in self.asked])
            found.extend(level)
        return found

    async def _chunks(self, chunks: list[tuple[str, str]]) -> list[Polled]:
        """Read the newest chunks; at the first meeting go back until enough addresses are known."""
        read: list[Polled] = []
        for start in range(0, min(len(chunks), CHUNKS if self.polls else FIRST_CHUNKS), CHUNKS):
            if sum(len(polled.entries) for polled in read) >= FIRST_ENTRIES:
                break
            read.extend(await self._together(chunks[start : start + CHUNKS]))
        return read

    async def _together(self, lists: Iterable[tuple[str, str]]) -> list[Polled]:
        return list(await asyncio.gather(*(self._ask(way, address) for way, address in lists)))

    async def _ask(self, way: str, address: str) -> Polled:
        self.asked.add(address)
        headers = {"Accept": ACCEPT.get(way, "application/xml, text/xml;q=0.9, */*;q=0.5"), **self._own(way, address)}
        poll = self.polls.get(address)
        if poll and poll.etag:
            headers["If-None-Match"] = poll.etag
        if poll and poll.last_modified:
            headers["If-Modified-Since"] = poll.last_modified
        try:
            answer = await self.crawler.engine.download_async(Request(address, headers=headers))
        except IgnoreRequest as error:
            return Polled(address, way, STATES.get(type(error), "broken"), str(error))
        except Exception as error:  # noqa: BLE001 - whatever a network does, noted as this list's state
            state = "unreachable" if type(error).__name__ in ON_THE_WAY else "broken"
            return Polled(address, way, state, network_reason(error))
        return await asyncio.to_thread(self._read, way, address, answer, poll)  # a large feed takes seconds

    def _read(self, way: str, address: str, answer: Response, poll: Poll | None) -> Polled:
        polled = Polled(address, way, "unchanged", status=answer.status)
        digest = hashlib.sha256(answer.body).hexdigest()
        if answer.status == 304 or (poll and poll.body_hash == digest and answer.status == 200):  # noqa: PLR2004
            return polled
        charset = charset_of(header(answer, "Content-Type"))
        refused = _refused(answer, charset, address)
        if refused:
            return replace(polled, state=refused[0], reason=refused[1])
        try:
            listing = self._listing(way, address, answer.body, charset)
        except Unreadable as error:
            return replace(polled, state="broken", reason=str(error))
        if listing.chunks:  # no validators: an index may stay the same while its chunks grow
            return replace(polled, state="ok", chunks=listing.chunks)
        if not listing.entries:
            return replace(polled, state="empty", reason="nothing is listed")
        etag, last_modified = header(answer, "ETag"), header(answer, "Last-Modified")
        kept = {"etag": etag, "last_modified": last_modified, "body_hash": digest}
        return replace(polled, state="ok", entries=listing.entries, **kept)  # type: ignore[arg-type]

    def _listing(self, way: str, address: str, body: bytes, charset: str | None) -> Listing:
        """Return what a list names, each entry under the address by which its article is known."""
        listing = self._parsed(way, address, body, charset)
        known = [replace(entry, identity=identity(entry.address, self.rules)) for entry in listing.entries]
        return replace(listing, entries=known)

    def _parsed(self, way: str, address: str, body: bytes, charset: str | None) -> Listing:
        if way == "feeds":
            return read_feed(body, charset, address)
        if way == "apis":
            return read_api(body, charset, address, self._api(address), self.source.timezone)
        if way == "telegram":
            return read_channel(body, charset, address, self.source.article)
        if way != "sections":
            return read_sitemap(body, charset, address)
        section = next(section for section in self.source.sections if section.page == address)
        return read_section(body, charset, address, section.links or self.source.article)

    def _api(self, address: str) -> Api:
        return next(api for api in self.source.apis if api.address == address)

    def _own(self, way: str, address: str) -> dict[str, str]:
        """Return the headers that a list of this source wants; they go to its own address only."""
        return dict(self._api(address).headers) if way == "apis" else {}


def _refused(answer: Response, charset: str | None, address: str) -> tuple[str, str] | None:
    """Return the state and the reason of an answer that is no list, or None."""
    if answer.status in REFUSED:
        return "blocked", f"refused with HTTP {answer.status}"
    if not 200 <= answer.status < 300:  # noqa: PLR2004
        return "broken", f"HTTP {answer.status}"
    notice = refusal(answer.body, charset, address, answer.url)
    if notice and "front page" not in notice:
        return "blocked", notice.replace("the article", "the list")
    return None

"""A first look at a site: the address of any of its pages comes in, its lists and a few of its articles go out."""

import asyncio
import datetime as dt
import re
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Response

from crawler.lists import finding
from crawler.lists.feeds import read_feed
from crawler.lists.learning import Learned, learn
from crawler.lists.listing import Entry, Listing, Unreadable, site
from crawler.lists.sitemaps import read_sitemap
from crawler.manners.headers import charset_of, header
from crawler.onboarding.asking import Asking, Say, said
from crawler.onboarding.hindrance import LEAVE, NotAdded
from crawler.onboarding.sampling import Sample, age, pick, sample
from pipeline import clock

SAMPLES = 3
MOST_FEEDS, MOST_SISTERS, MOST_CHUNKS, MOST_SECTIONS = 6, 4, 2, 3
MOST_ENTRIES = 500  # of one list
FEW = 3  # articles; a section page that names fewer may name them by chance
STALE = dt.timedelta(days=60)
Read = Callable[[bytes, str | None, str], Listing]


@dataclass
class Found:
    """What a first look at a site found."""

    address: str
    home: str = ""  # scheme and host
    title: str | None = None
    lists: dict[str, list[str]] = field(default_factory=dict)  # by way in
    entries: list[Entry] = field(default_factory=list)
    learned: Learned = field(default_factory=lambda: Learned((), 0))
    samples: list[Sample] = field(default_factory=list)


class Explorer(scrapy.Spider):
    """Looks at one site, and follows no further than it must."""

    name = "explorer"

    def __init__(self, address: str, timezone: str, say: Say) -> None:
        super().__init__()
        self.address, self.timezone, self.say = address, timezone, say
        self.found: Found | None = None
        self.problem: NotAdded | None = None

    async def start(self) -> AsyncIterator[Any]:
        """Look, and keep what was found or what stands in the way."""
        try:
            self.found = await Look(self).look()
            yield self.found
        except NotAdded as error:
            self.problem = error


class Look:
    """The steps of a look: pages, feeds, sitemaps, sections, articles."""

    def __init__(self, spider: Explorer) -> None:
        self.asking = Asking(spider.crawler, spider.say)
        self.say, self.timezone = spider.say, spider.timezone
        self.found = Found(spider.address)
        self.pages: list[Response] = []
        self.links: list[str] = []
        self.editions: list[str] = []
        self.named: list[Entry] = []  # the address that was given, where it is an article's

    async def look(self) -> Found:
        """Return what was found; raises NotAdded where something stands in the way, or nothing is there."""
        await self._pages()
        await self._feeds()
        await self._sitemaps()
        if not self.found.lists:
            await self._sections()
        if not self.found.lists:
            tried = "; ".join(list(self.asking.problems.values())[-4:])
            raise NotAdded(
                f"no feed, sitemap or section page with articles was found at {self.found.home} ({tried}): "
                "give the address of the page that lists its news"
            )
        self._learn()
        await self._samples()
        return self.found

    async def _pages(self) -> None:
        """Open the page that was given and the front page; where neither is an article, the first that they name."""
        page = await self.asking.needed(self.found.address)
        parts = urlsplit(page.url)
        self.found.home = f"{parts.scheme}://{parts.netloc}"
        front = await self._ask(f"{self.found.home}/") if parts.path.strip("/") or parts.query else page
        self.pages = [answer for answer in (page, front) if answer]
        self.links = [link for answer in self.pages for link in said(answer, finding.links_of)]
        if front:
            self.found.title = said(front, lambda body, charset, _: finding.title_of(body, charset)) or None
        known = [finding.edition_of(link) for link in (page.url, *self.links)]
        self.editions = [edition for edition in dict.fromkeys(known) if edition]
        if not finding.only_lists(page.url) and sample(page, page.url, self.timezone)[0]:
            self.named = [Entry(page.url)]
            self.asking.answers[page.url] = page

    async def _feeds(self) -> None:
        """Read the page that was given, where it is a feed, and the feeds that pages declare; else the usual places."""
        given = await asyncio.to_thread(said, self.pages[0], read_feed)
        if given:
            self._keep("feeds", self.pages[0].url, given.entries)
        declared = [feed for answer in self.pages for feed in said(answer, finding.feeds_of)]
        first = next((link for link in self.links if not finding.only_lists(link)), None)
        if not declared and not given and first and (article := await self._ask(first)):
            declared = said(article, finding.feeds_of)  # some name their feed on articles only
        for address in list(dict.fromkeys(declared))[:MOST_FEEDS]:
            await self._list("feeds", address, read_feed)
        places = finding.usual_feeds(self.found.home, self.editions)
        while not self.found.lists and places:
            await self._list("feeds", places.pop(0), read_feed)
        if len(feeds := self.found.lists.get("feeds", [])) == 1:
            for sister in finding.sisters(feeds[0], self.editions)[:MOST_SISTERS]:
                await self._list("feeds", sister, read_feed)

    async def _sitemaps(self) -> None:
        """Read the sitemaps that robots.txt names, else the usual one; plain ones count where nothing better is."""
        robots = await self._ask(f"{self.found.home}/robots.txt")
        text = robots.body.decode("utf-8", "replace") if robots else ""
        plain = []
        for address in finding.sitemaps_of(text, f"{self.found.home}/") or [f"{self.found.home}/sitemap.xml"]:
            entries = await self._sitemap(address)
            if any(entry.published for entry in entries):
                self._keep("news_sitemaps", address, entries)
            else:
                plain.append((address, [entry for entry in entries if not finding.only_lists(entry.address)]))
        for address, entries in plain:
            if self.found.lists and entries:
                self.say(f"  {address}: a sitemap, not needed where better lists are")
            elif entries:
                self._keep("sitemaps", address, entries, dated=False)

    async def _sitemap(self, address: str) -> list[Entry]:
        """Return what a sitemap lists, of an index what its newest chunks list."""
        listing = await self._read(address, read_sitemap) or Listing()
        parts = [await self._read(chunk, read_sitemap) or Listing() for chunk in listing.chunks[:MOST_CHUNKS]]
        return [entry for part in (listing, *parts) for entry in part.entries]

    async def _sections(self) -> None:
        """Choose the page that names the most articles, a section of news before the front page."""
        sections = [await self._ask(address) for address in finding.news_sections(self.links)[:MOST_SECTIONS]]
        ranked: list[tuple[tuple[bool, int], str, list[Entry]]] = []
        for answer in (*filter(None, sections), *self.pages):
            if any(answer.url == entry.address for entry in self.named):
                continue
            articles = [Entry(link) for link in said(answer, finding.links_of) if not finding.only_lists(link)]
            strays = self._learned(articles, shapes=1).strays
            kept = [entry for entry in articles if entry.address not in strays]
            is_section = len(kept) >= FEW and bool(urlsplit(answer.url).path.strip("/"))
            ranked.append(((is_section, len(kept)), answer.url, kept))
        _, address, kept = max(ranked, key=lambda item: item[0], default=((), "", []))
        if kept:
            self._keep("sections", address, kept, dated=False)

    async def _ask(self, address: str) -> Response | None:
        return await self.asking.ask(address, spare=SAMPLES)

    async def _list(self, way: str, address: str, read: Read) -> None:
        """Read a list that may be one, and keep it under the address where it is."""
        if address not in self.asking.answers and (listing := await self._read(address, read)):
            answer = self.asking.answers[address]
            self._keep(way, answer.url if answer else address, listing.entries)

    async def _read(self, address: str, read: Read) -> Listing | None:
        """Return what a list says; what it is instead of one is told."""
        answer = await self._ask(address)
        if answer is None:
            return None
        charset = charset_of(header(answer, "Content-Type"))
        try:
            return await asyncio.to_thread(read, answer.body, charset, answer.url)  # a large one takes seconds
        except Unreadable as error:
            self.asking.note(address, f"{address}: {error}")
            return None

    def _keep(self, way: str, address: str, entries: list[Entry], *, dated: bool = True) -> None:
        """Keep a list that names articles of the site not named before, unless its newest is old; tell either way."""
        home = site(self.found.home)
        own = sorted((entry for entry in entries if site(entry.address) == home), key=age)[:MOST_ENTRIES]
        newest = own[0].moment if own else None
        if not own:
            self.asking.note(address, f"{address}: {'articles of other sites only' if entries else 'an empty list'}")
        elif {entry.key for entry in own} <= {entry.key for entry in self.found.entries}:
            self.asking.note(address, f"{address}: nothing that other lists do not name")
        elif dated and newest and newest < clock.now() - STALE:
            self.asking.note(address, f"{address}: stale, its newest article is of {newest:%Y-%m-%d}")
        else:
            self.found.lists.setdefault(way, []).append(address)
            self.found.entries.extend(own)
            self.say(f"  {address}: {way.replace('_', ' ').rstrip('s')}, articles: {len(own)}")

    def _learned(self, entries: Iterable[Entry], shapes: int | None = None) -> Learned:
        """Learn the articles' pattern against all that only lists: the front page, the lists, sections and tags."""
        lists = [address for way in self.found.lists.values() for address in way]
        lists += [self.found.home, f"{self.found.home}/", *filter(finding.only_lists, self.links)]
        return learn((entry.address for entry in entries), lists, self.editions, shapes)

    def _learn(self) -> None:
        listed = [*self.named, *self.found.entries]
        self.found.learned = self._learned(listed)
        patterns = [re.compile(pattern) for pattern in self.found.learned.patterns]
        self.found.entries = [item for item in listed if any(found.search(item.address) for found in patterns)]

    async def _samples(self) -> None:
        """Read a few articles as the pipeline would; where none can be read, the source is of no use."""
        chosen = pick(self.found.entries, SAMPLES)
        for entry in chosen:
            answer = await self.asking.ask(entry.address)
            if answer is None:
                continue
            read, reason = await asyncio.to_thread(sample, answer, entry.address, self.timezone)
            if read:
                self.found.samples.append(read)
            else:
                self.asking.note(entry.address, f"{entry.address}: {reason}")
        if not self.found.samples:
            reasons = dict.fromkeys(self.asking.problems[entry.address] for entry in chosen)
            raise NotAdded(f"none of its articles could be read: {'; '.join(reasons)}")
        if all(read.article.notes.get("truncated") for read in self.found.samples):
            host = urlsplit(self.found.home).netloc
            raise NotAdded(f"{host} shows only the beginning of its articles (a paywall): {LEAVE}")

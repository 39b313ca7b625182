"""Asking a witness: a source that may have died comes in, articles that its site shows elsewhere go out."""

import asyncio
import datetime as dt
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

from scrapy import Request
from sqlalchemy import Engine, select

from crawler.lists.elsewhere import front_of, sections_among
from crawler.lists.learning import learn
from crawler.lists.listing import Entry, absolute, site
from crawler.manners.headers import charset_of, header
from crawler.monitoring.rhythm import DAY
from crawler.monitoring.shown import Shown
from crawler.monitoring.tally import Polled, Tally
from crawler.monitoring.testimony import FEWEST, KNOWN, is_newer, newer
from crawler.visits.fetched import PAGE_MAXSIZE
from crawler.visits.polling import Poller
from crawler.visits.seen import merge, met_among, note
from pipeline import clock
from pipeline.db import session
from pipeline.models import Page
from pipeline.resolution.kinds import DISCOVERY

WAYS = ("feeds", "news_sitemaps", "sitemaps", "sections")  # ways in to a site that has a front page
LOOKED_AT = 200  # articles of the source, by which others are known
SITEMAPS, SECTIONS = 2, 2  # that are asked for at most, besides the front page and three of what they show


async def witnessed(engine: Engine, poller: Poller, tally: Tally, chosen: list[Entry]) -> list[Entry]:
    """Return newer articles that the site shows elsewhere; nobody is asked where all is well, or lists named any."""
    shown = {entry.key for polled in tally.polled for entry in polled.entries}
    silent = tally.doubt and not any(entry.key in shown for entry in chosen)
    answered = any(polled.state in ("ok", "unchanged") for polled in tally.polled)
    if not silent or not answered or tally.limited or not _has_a_site(poller):
        return []
    return await Witness(engine, poller, tally).ask()


def _has_a_site(poller: Poller) -> bool:
    source = poller.source
    return source.kind != DISCOVERY and any(way in WAYS for way in source.ways_in)


@dataclass
class Witness:
    """The places of one source's site, asked one after another until one shows what its lists do not."""

    engine: Engine
    poller: Poller
    tally: Tally
    asked: int = 0
    clear: list[str] = field(default_factory=list)  # places that show nothing newer

    async def ask(self) -> list[Entry]:
        """Return the newer articles, noted so that they are read whatever becomes of this run."""
        known = await asyncio.to_thread(self._known)
        found, place = await self._ask(known) if len(known) >= KNOWN else ([], "")
        place = place or next(iter(self.clear), "")
        self.tally.testimony = Shown(self.asked, place, len(found), clock.now().isoformat())
        await asyncio.to_thread(note, self.engine, self.poller.source, found)
        self.tally.backfilled |= {entry.key for entry in found}
        self.tally.listed |= self.tally.backfilled
        return found

    async def _ask(self, known: list[str]) -> tuple[list[Entry], str]:
        """Ask place after place; return the newer articles of the first that proves any, and its address."""
        article = re.compile("|".join(learn(known, ()).patterns))
        like = Poller(self.poller.guest, replace(self.poller.source, article=article), self.poller.rules, {})
        async for place in self._places(like, known):
            found = await asyncio.to_thread(self._newer, like, place)
            if found == []:
                self.clear.append(place.address)
            elif found and len(found) >= (1 if self.tally.standing else FEWEST) and await self._dated(found):
                return found, place.address
        return [], ""

    def _known(self) -> list[str]:
        """Return the addresses of the source's newest articles, as they were asked for."""
        ours = (Page.source == self.tally.source) & (Page.state != "missed")
        with session(self.engine) as opened:
            return list(opened.scalars(select(Page.requested).where(ours).order_by(Page.id.desc()).limit(LOOKED_AT)))

    async def _places(self, like: Poller, known: list[str]) -> AsyncIterator[Polled]:
        """Give the sitemaps that robots.txt names, the front page, and sections to which it leads; no list of ours."""
        front = front_of(known[0])
        for address in self._sitemaps(front):
            polled = await self._read(like, "sitemaps", address)
            yield await self._read(like, "sitemaps", polled.chunks[0]) if polled.chunks else polled
        if front in self.poller.asked:
            return
        home = await self._read(like, "sections", front)
        yield home
        for address in sections_among(home.others, known, self.poller.asked)[:SECTIONS]:
            yield await self._read(like, "sections", address)

    def _sitemaps(self, front: str) -> list[str]:
        rules = self.poller.policy.rules(front.rstrip("/"))
        named = [absolute(front, link) for link in rules.robots.sitemaps] if rules and rules.robots else []
        ours = {link for link in named if link and site(link) == site(front)} - self.poller.asked
        return sorted(ours, key=lambda link: ("news" not in link, link))[:SITEMAPS]

    async def _read(self, like: Poller, way: str, address: str) -> Polled:
        self.asked += 1
        return await like.read(way, address)

    def _newer(self, like: Poller, place: Polled) -> list[Entry] | None:
        merged, _ = merge(place.entries, like.source)
        may = self.poller.policy
        entries = {entry.key: entry for entry in merged if may.allows(entry.address, self.poller.guest.agent)}
        met = met_among(self.engine, list(entries))
        stands = place.address == self.tally.standing
        return newer(place, entries, met, self.tally.doubt or clock.now(), stands=stands)

    async def _dated(self, found: list[Entry]) -> bool:
        """Tell whether articles are newer than the list's last one: as the place says, or as some of the pages do."""
        since = self.tally.doubt or clock.now()
        if all(is_newer(entry, since) for entry in found):
            return True
        some = dict.fromkeys((found[0], found[len(found) // 2], found[-1]))
        moments = list(filter(None, [await self._moment(entry) for entry in some]))
        return bool(moments) and all(moment > since for moment in moments)

    async def _moment(self, entry: Entry) -> dt.datetime | None:
        """Return when an article came out by its page, the end of that day where there is no hour."""
        from pipeline.extract import Raw, Unextractable, extract  # noqa: PLC0415 - a crawl that is well needs none

        self.asked += 1
        try:
            answer = await self.poller.guest.fetch(Request(entry.address, meta={"download_maxsize": PAGE_MAXSIZE}))
        except Exception:  # noqa: BLE001 - whatever a network does: a page that cannot be had proves nothing
            return None
        charset = charset_of(header(answer, "Content-Type"))
        raw = Raw(answer.body, charset, entry.address, clock.now(), self.poller.source.timezone)
        try:
            told = (await asyncio.to_thread(extract, raw, thorough=False)).published
        except Unextractable:
            return None
        if told is None:
            return None
        return told.at if told.precision == "minute" else told.at + DAY

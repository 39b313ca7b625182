"""Filling gaps: lists that no longer reach back to what was met come in, what their earlier pages list goes out."""

import asyncio
import datetime as dt
import re
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field

from sqlalchemy import Engine

from crawler.earlier import earlier
from crawler.listing import Entry, Listing
from crawler.measures import OVERLAP
from crawler.overlap import ORDERED, covers
from crawler.polling import Poller
from crawler.seen import MOST_PAGES, note, sift
from crawler.tally import Polled, Tally
from pipeline import clock

PERIOD = re.compile(r"(?<!\d)(20\d\d)([-_/])(0[1-9]|1[0-2])(?:\2(0[1-9]|[12]\d|3[01]))?(?!\d)")
MOST_PERIODS = 62  # days or months: no gap is followed further
A_DAY = dt.timedelta(days=1)  # sitemaps' dates may be off by the zone of their site
SITEMAPS = ("news_sitemaps", "sitemaps")


@dataclass
class Backfill:
    """The gaps of one run of one source, and how far they were followed."""

    engine: Engine
    poller: Poller
    tally: Tally
    chosen: list[Entry]  # what the run fetches without it
    found: dict[str, Entry] = field(default_factory=dict)
    reached: list[set[str]] = field(default_factory=list)  # keys of lists that reach back to what was met
    left: int = OVERLAP.pages

    @property
    def agent(self) -> str:
        """Return the name by which robots.txt knows us."""
        return str(self.poller.crawler.settings["USER_AGENT"]).partition("/")[0]

    async def run(self) -> list[Entry]:
        """Return what the lists named while nobody looked; note of each gap whether it could be closed."""
        gaps = [polled for polled in self.tally.polled if polled.gap and polled.way in ORDERED]
        self.reached = [_keys(polled.entries) for polled in self.tally.polled if gaps and polled.known]
        for gap in gaps:
            if not self._covered(gap):
                await self._follow(gap)
        for gap in gaps:
            self._note(gap)
        await asyncio.to_thread(note, self.engine, self.poller.source, self.found.values())
        self.tally.backfilled = self._behind(gaps)
        self.tally.listed.update(self.found)
        return list(self.found.values())

    def _covered(self, gap: Polled) -> bool:
        return any(covers(keys, gap) for keys in self.reached)

    async def _follow(self, gap: Polled) -> None:
        """Read the source's sitemaps, then the list's own earlier pages, until something met before is met."""
        since, shown = self._since(gap), _keys(gap.entries)
        for pages, margin in ((self._chunks(since), A_DAY), (self._pages(gap), dt.timedelta(0))):
            async for page in pages:
                met = await asyncio.to_thread(self._sift, page)
                shown |= _keys(page.entries)
                if met or _older(page, since and since - margin):
                    self.reached.append(shown)
                    return

    async def _pages(self, gap: Polled) -> AsyncIterator[Polled]:
        """Give a list's earlier pages until one repeats what was shown, as sites do that know no pages."""
        seen, first, number = _keys(gap.entries), gap.entries[0].key, 2
        listing = Listing(gap.entries)
        while self.left > 0 and (address := earlier(gap.way, gap.address, listing, number)):
            page = await self._read(gap.way, address, of=gap.address)
            if not page.entries or page.entries[0].key == first or _keys(page.entries) <= seen:
                return
            yield page
            seen, first, number = seen | _keys(page.entries), page.entries[0].key, number + 1
            listing = Listing(page.entries)

    async def _chunks(self, since: dt.datetime | None) -> AsyncIterator[Polled]:
        """Give the chunks of sitemaps that were not asked for: those an index names, and those of computed names."""
        named = [(polled.way, chunk) for polled in self.tally.polled for chunk in polled.chunks]
        dated = [polled for polled in self.tally.polled if polled.way in SITEMAPS]
        addresses = [*named, *((polled.way, polled.address) for polled in dated)]
        computed = [(way, name) for way, address in addresses for name in periods(address, since, clock.now())]
        wanted = dict.fromkeys([*sorted(set(computed), key=lambda item: item[1], reverse=True), *named])
        for way, address in wanted:
            if self.left > 0 and address not in self.poller.asked:
                yield await self._read(way, address)

    async def _read(self, way: str, address: str, of: str = "") -> Polled:
        self.left -= 1
        self.poller.asked.add(address)
        return await self.poller.read(way, address, of=of)

    def _sift(self, page: Polled) -> bool:
        """Keep what is new on a page; tell whether something on it was met before this run."""
        new, met = sift(self.engine, self.poller.source, page.entries)
        ours = self.tally.listed - self.tally.fates.keys()  # chosen by this run
        for key in met:
            self.tally.count(key, "known")
        for entry in new:
            if entry.key in ours or entry.key in self.found:
                continue
            if not self.poller.policy.allows(entry.address, self.agent):
                self.tally.count(entry.key, "skipped", "robots.txt asks us not to read this address")
            elif len(self.chosen) + len(self.found) >= MOST_PAGES:
                self.tally.count(entry.key, "skipped", f"over {MOST_PAGES} pages in one run")
            else:
                self.found[entry.key] = entry
        return bool(met)

    def _behind(self, gaps: list[Polled]) -> set[str]:
        """Return the addresses that no list in the order of time showed: found, or named by a sitemap alone."""
        covering = [polled for polled in self.tally.polled if gaps and polled.way == "sitemaps"]
        named = {key for polled in covering for key in _keys(polled.entries)} & _keys(self.chosen)
        shown = {key for polled in self.tally.polled if polled.way != "sitemaps" for key in _keys(polled.entries)}
        return self.found.keys() | (named - shown)

    def _since(self, gap: Polled) -> dt.datetime | None:
        before = self.tally.polls.get(gap.address)
        return before.newest if before else None

    def _note(self, gap: Polled) -> None:
        if self._covered(gap):
            self.tally.gaps[gap.address] = "closed"
            return
        before = self.tally.polls[gap.address]
        moments = [entry.moment for entry in [*gap.entries, *self.found.values()] if entry.moment]
        since, until = before.newest or before.checked_at, min(moments, default=clock.now())
        gap.reason = f"something may have been missed between {since:%Y-%m-%d %H:%M} and {until:%Y-%m-%d %H:%M} UTC"
        self.tally.gaps[gap.address] = "open"


def periods(address: str, since: dt.datetime | None, now: dt.datetime) -> list[str]:
    """Return the addresses of every day or month back to a moment, the newest first, where a name carries one."""
    found = list(PERIOD.finditer(address))
    if not found or since is None:
        return []
    part = found[-1]
    sign, daily = part[2], part[4] is not None
    day, names = now.date(), list[str]()
    while len(names) < MOST_PERIODS and (day >= since.date() or (not daily and _month(day) >= _month(since.date()))):
        name = day.strftime(f"%Y{sign}%m{sign}%d" if daily else f"%Y{sign}%m")
        names.append(address[: part.start()] + name + address[part.end() :])
        day = (day if daily else day.replace(day=1)) - A_DAY
    return names


def _month(day: dt.date) -> tuple[int, int]:
    return day.year, day.month


def _keys(entries: Iterable[Entry]) -> set[str]:
    return {entry.key for entry in entries}


def _older(page: Polled, since: dt.datetime | None) -> bool:
    """Tell whether a page ends before a moment; what stands on top may be older, being kept there."""
    last = [entry.moment for entry in page.entries if entry.moment][-1:]
    return bool(since and last and last[0] < since)

"""Filling gaps: lists that no longer reach back to what was met come in, what other pages list of the time goes out."""

import asyncio
import datetime as dt
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from sqlalchemy import Engine

from crawler.lists.earlier import earlier
from crawler.lists.elsewhere import front_of, sections_among
from crawler.lists.listing import Entry, Listing
from crawler.manners.measures import OVERLAP
from crawler.monitoring.overlap import ORDERED, covered_by_all, covers, reaches
from crawler.monitoring.tally import Polled, Tally
from crawler.visits.polling import Poller
from crawler.visits.seen import MOST_PAGES, note, sift
from pipeline import clock

PERIOD = re.compile(r"(?<!\d)(20\d\d)([-_/])(0[1-9]|1[0-2])(?:\2(0[1-9]|[12]\d|3[01]))?(?!\d)")
MOST_PERIODS = 62  # days or months: no gap is followed further
A_DAY = dt.timedelta(days=1)  # sitemaps' dates may be off by the zone of their site
SITEMAPS = ("news_sitemaps", "sitemaps")
LISTED = ("feeds", "news_sitemaps", "sections")  # ways in to a site whose pages can be read as sections

OWN, AROUND = "own", "around"  # lists, and sections: a gap behind one does not use up what the other may cost
BUDGET = {OWN: OVERLAP.pages, AROUND: 1 + OVERLAP.sections * OVERLAP.depth}  # pages; one is the front page


@dataclass
class Backfill:
    """The gaps of one run of one source, and how far they were followed."""

    engine: Engine
    poller: Poller
    tally: Tally
    chosen: list[Entry]  # what the run fetches without it
    found: dict[str, Entry] = field(default_factory=dict)
    reached: list[set[str]] = field(default_factory=list)  # keys of lists that reach back to what was met ...
    sections: list[set[str]] = field(default_factory=list)  # ... and of other sections that do
    left: Counter[str] = field(default_factory=lambda: Counter(BUDGET))  # pages that may still be asked for
    begun: int = 0  # other sections

    async def run(self) -> list[Entry]:
        """Return what the lists named while nobody looked; note of each gap whether it could be closed."""
        gaps = [polled for polled in self.tally.polled if polled.gap and polled.way in ORDERED]
        self.reached = [set(polled.run) for polled in self.tally.polled if gaps and polled.known]
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
        return any(covers(keys, gap) for keys in self.reached) or covered_by_all([*self.reached, *self.sections], gap)

    async def _follow(self, gap: Polled) -> None:
        """Read the source's sitemaps, the list's own earlier pages, then other sections, until what was met is met."""
        since, shown = self._since(gap), _keys(gap.entries)
        for pages, margin in ((self._chunks(since), A_DAY), (self._pages(gap), dt.timedelta(0))):
            if await self._read_back(pages, shown, since and since - margin):
                self.reached.append(shown)
                return
        if gap.way in LISTED and not self.tally.limited:
            await self._ask_around(gap, since)

    async def _read_back(self, pages: AsyncIterator[Polled], shown: set[str], until: dt.datetime | None) -> bool:
        """Read pages of one list, noting what they show, until one reaches back to what was met: then True."""
        async for page in pages:
            back = await asyncio.to_thread(self._sift, page, shown)
            shown |= _keys(page.entries)
            if back or _older(page, until):
                return True
        return False

    async def _ask_around(self, gap: Polled, since: dt.datetime | None) -> None:
        """Read the sections that the list and the front page lead to, each back to what was met, until all is covered.

        The front page itself proves nothing: what stands there was chosen.
        """
        listed = [entry.address for entry in gap.entries]
        others = dict.fromkeys([*gap.others, *await self._front(front_of(listed[0]))])
        for address in sections_among(others, listed, self.poller.asked):
            if self._covered(gap) or self.begun >= OVERLAP.sections:
                return
            self.begun += 1
            shown: set[str] = set()
            if await self._read_back(self._section(address), shown, since):
                self.sections.append(shown)

    async def _front(self, address: str) -> list[str]:
        """Keep what is new on a front page that was not asked yet; return the pages it leads to."""
        if address in self.poller.asked or not self.left[AROUND]:
            return []
        front = await self._read("sections", address, AROUND)
        await asyncio.to_thread(self._sift, front, set())
        return front.others

    async def _section(self, address: str) -> AsyncIterator[Polled]:
        """Give a section page and its earlier ones, no more than a section may cost."""
        first = await self._read("sections", address, AROUND)
        yield first
        depth = 1
        async for page in self._pages(first, AROUND):
            depth += 1
            yield page
            if depth >= OVERLAP.depth:
                return

    async def _pages(self, gap: Polled, budget: str = OWN) -> AsyncIterator[Polled]:
        """Give a list's earlier pages until one repeats what was shown, as sites do that know no pages."""
        seen, number, listing = _keys(gap.entries), 2, Listing(gap.entries)
        first = gap.entries[0].key if gap.entries else None
        while first and self.left[budget] > 0 and (address := earlier(gap.way, gap.address, listing, number)):
            page = await self._read(gap.way, address, budget, of=gap.address)
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
            if self.left[OWN] > 0 and address not in self.poller.asked:
                yield await self._read(way, address, OWN)

    async def _read(self, way: str, address: str, budget: str, of: str = "") -> Polled:
        self.left[budget] -= 1
        self.poller.asked.add(address)
        return await self.poller.read(way, address, of=of)

    def _sift(self, page: Polled, shown: AbstractSet[str]) -> bool:
        """Keep what is new on a page; tell whether it reaches back to what was met before this run."""
        new, met = sift(self.engine, self.poller.source, self.tally, page.entries)
        ours = self.tally.listed - self.tally.fates.keys()  # chosen by this run
        for key in met:
            self.tally.count(key, "known")
        for entry in new:
            if entry.key in ours or entry.key in self.found:
                continue
            if not self.poller.policy.allows(entry.address, self.poller.guest.agent):
                self.tally.count(entry.key, "skipped", "robots.txt asks us not to read this address")
            elif len(self.chosen) + len(self.found) >= MOST_PAGES:
                self.tally.count(entry.key, "skipped", f"over {MOST_PAGES} pages in one run")
            else:
                self.found[entry.key] = entry
        return reaches(page, met, {*met, *_keys(new)} - shown)

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
        """Say whether a gap is closed, or between which moments something may still be missing, and what was read."""
        asked = sum(BUDGET.values()) - self.left.total()
        counts = f"{len(self.found)} articles found on {asked} further page{'' if asked == 1 else 's'}"
        if self._covered(gap):
            self.tally.gaps[gap.address] = f"gap closed: {counts}"
            return
        before = self.tally.polls[gap.address]
        moments = [entry.moment for entry in [*gap.entries, *self.found.values()] if entry.moment]
        since, until = before.newest or before.checked_at, min(moments, default=clock.now())
        period = f"between {since:%Y-%m-%d %H:%M} and {until:%Y-%m-%d %H:%M} UTC"
        gap.reason = f"something may have been missed {period}; {counts}"
        self.tally.gaps[gap.address] = f"gap may remain: {counts}"


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

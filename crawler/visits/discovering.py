"""A discovery source comes in; what its streams and searches found at hosts outside the catalogue goes out."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from crawler.discovery.alike import best
from crawler.discovery.gdelt import Newest, newest_of, read_stream, slice_address
from crawler.discovery.leads import Sought, note, open_leads, settle
from crawler.discovery.publisher import Listed, feeds_at
from crawler.discovery.queries import turn
from crawler.discovery.reader import Readers
from crawler.discovery.results import sorted_out
from crawler.lists.feeds import read_feed
from crawler.lists.finding import country_of
from crawler.lists.listing import Entry, Listing
from crawler.manners.guest import Guest
from crawler.monitoring.tally import Polled, Tally
from crawler.sources import Source, load_catalogue
from crawler.sources.values import COUNTRIES
from crawler.visits.polling import Poller
from pipeline.db import connect
from pipeline.identity import Rules, identity


class Discoverer(Poller):
    """Reads the streams and searches of one source once; what the catalogue reads by itself is counted and left."""

    def __init__(self, guest: Guest, source: Source, rules: Rules, tally: Tally) -> None:
        super().__init__(guest, source, rules, tally.polls)
        self.tally = tally
        tally.scattered = True
        self.readers = Readers(load_catalogue().values())
        self.newest: dict[str, Newest] = {}

    async def poll(self) -> list[Polled]:
        """Return what the streams and searches say, and where headlines of earlier searches were found."""
        await self.policy.ready()
        found = [await self._stream(address) for address in self.source.gdelt]
        if self.source.searches:
            found += [await self._search(address) for address in turn(self.source.searches, self.polls)]
            found += await self._leads(asked=len(found))
        for polled in found:
            polled.entries = list(self._outside(polled.entries))
        return found

    def _listing(self, way: str, address: str, body: bytes, charset: str | None) -> Listing:
        if way != "gdelt":
            return read_feed(body, charset, address)
        newest = self.newest[address] = newest_of(body)
        return Listing(chunks=[slice_address(address, newest.moment, newest.ending)])

    async def _stream(self, address: str) -> Polled:
        polled = await self._ask("gdelt", address)
        if address not in self.newest:
            return polled
        return await read_stream(self.guest, polled, self.polls.get(address), self.newest[address])

    async def _search(self, address: str) -> Polled:
        """Ask one query: reports with an address of their own are fetched, the headlines of others remembered."""
        polled = await self._ask("searches", address)
        results = await asyncio.to_thread(sorted_out, polled.entries, address)
        said = await asyncio.to_thread(note, connect(), self.source.name, results.headlines, self.readers)
        for key, reason in said.items():
            self.tally.count(key, "skipped", reason)
        for entry in results.nameless:
            self.tally.count(entry.key, "skipped", "a headline without a publisher")
        polled.entries = results.reports
        return polled

    async def _leads(self, asked: int) -> list[Polled]:
        """Look for the open headlines at their publishers; what is found counts as one list more."""
        hosts = await asyncio.to_thread(open_leads, connect(), self.source.name)
        listed = await asyncio.gather(*(feeds_at(self.guest, host) for host in hosts))
        found: dict[int, Entry] = {}
        missed: dict[int, str] = {}
        for leads, feeds in zip(hosts.values(), listed, strict=True):
            self._match(leads, feeds, found, missed)
        await asyncio.to_thread(settle, connect(), {lead: entry.address for lead, entry in found.items()}, missed)
        if not found and asked:
            return []
        reason = None if found else "every query was asked within a day"
        state = "ok" if found else "unchanged"
        return [Polled(self.source.searches[0].page, "searches", state, reason, entries=list(found.values()))]

    @staticmethod
    def _match(leads: Iterable[Sought], feeds: Listed, found: dict[int, Entry], missed: dict[int, str]) -> None:
        for lead in leads:
            entry = best(lead.title, lead.language, feeds.entries)
            if entry is None:
                missed[lead.id] = feeds.reason
            else:
                zone = COUNTRIES.get(country_of(entry.address) or "")
                found[lead.id] = replace(entry, language=entry.language or lead.language, timezone=zone)

    def _outside(self, entries: Iterable[Entry]) -> Iterable[Entry]:
        """Give the entries that no source of the catalogue reads; count the others."""
        for entry in entries:
            reader = self.readers.of_address(entry.address)
            if reader:
                self.tally.count(entry.key, "skipped", f"read by {reader}")
            else:
                yield replace(entry, identity=identity(entry.address, self.rules))

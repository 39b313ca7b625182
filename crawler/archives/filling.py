"""Web archives come in; what of them may matter is in the database then, and the account of each file goes out.

What is of the catalogue is kept account of page by page, as in a crawl. What is of other hosts may be half the web: of
it only what passes the gate is stored, all else is counted.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import IO, Any

from sqlalchemy import Engine

from crawler.age import TOO_OLD
from crawler.archives.captures import UnreadableArchive, captures
from crawler.discovery.reader import ARCHIVES, Readers
from crawler.lists.finding import country_of
from crawler.lists.listing import site
from crawler.manners.headers import charset_of
from crawler.pipelines import row
from crawler.sources import Source
from crawler.sources.values import COUNTRIES
from crawler.visits.fetched import Fetched
from crawler.visits.opening import described
from crawler.visits.seen import dated, misfit
from crawler.visits.writer import TOGETHER, put
from pipeline.db import session
from pipeline.gate import gate
from pipeline.identity import Rules, identity
from pipeline.models import SourceState
from pipeline.upsert import upsert

MOST_REASONS = 500  # told apart: an archive may name a content type of its own in every record
OTHERS = "for other reasons"


@dataclass
class Account:
    """What became of the captures of one archive, each in exactly one count."""

    counts: Counter[str] = field(default_factory=Counter)  # stored, rejected, known, skipped
    reasons: Counter[str] = field(default_factory=Counter)  # of what was skipped
    error: str | None = None  # why not all of it was read

    def skip(self, reason: str) -> None:
        """Count a capture that is no page to look at."""
        self.counts["skipped"] += 1
        self.reasons[reason if reason in self.reasons or len(self.reasons) < MOST_REASONS else OTHERS] += 1


class Filler:
    """Fills the database from archives, whose pages it takes for those of the catalogue's sources where they are."""

    def __init__(self, engine: Engine, catalogue: Mapping[str, Source], since: dt.datetime | None = None) -> None:
        self.engine = engine
        self.since = since
        self.readers = Readers(catalogue.values())
        self.rules = Rules(rule for source in catalogue.values() for rule in source.identity)
        self.waiting: list[dict[str, Any]] = []
        self.described: set[str] = set()
        self.catalogue = {**catalogue, ARCHIVES.name: ARCHIVES}

    def read(self, file: IO[bytes], account: Account) -> None:
        """Read an archive to its end, keeping the account; what was read is stored also where the work is stopped."""
        try:
            for page in captures(file):
                self._take(page, account)
        except UnreadableArchive as error:
            account.error = str(error)
        finally:
            self._store(account)

    def _take(self, page: Fetched, account: Account) -> None:
        if page.error:
            account.skip(page.error)
            return
        page, reason = self._placed(page)
        if reason:
            account.skip(reason)
        elif page.source == ARCHIVES.name and not gate(page.body, charset_of(page.headers.get("content-type"))).passes:
            account.counts["rejected"] += 1
        else:
            self.waiting.append(row(page))
            if len(self.waiting) >= TOGETHER:
                self._store(account)

    def _placed(self, page: Fetched) -> tuple[Fetched, str]:
        """Return the page with the source whose article it is, or why it is none to look at."""
        entry = dated(replace(page.entry, identity=identity(page.entry.address, self.rules)))
        if self.since and min(page.fetched_at, entry.moment or page.fetched_at) < self.since:
            return page, f"{TOO_OLD}--since"
        readers = self.readers.at(_site(entry.key))
        if not readers:
            zone = COUNTRIES.get(country_of(entry.address) or "")
            return replace(page, entry=replace(entry, timezone=zone), source=ARCHIVES.name), ""
        misfits = {source.name: misfit(entry, source) for source in readers}
        own = next((name for name, reason in misfits.items() if not reason), "")
        return replace(page, entry=entry, source=own), "" if own else next(filter(None, misfits.values()))

    def _store(self, account: Account) -> None:
        """Write what waits in one transaction; sources that were never crawled are known by their blocks."""
        rows, self.waiting = self.waiting, []
        new = {values["source"] for values in rows} - self.described
        with session(self.engine) as opened:
            if new:
                states = [{"name": name, **described(self.catalogue[name])} for name in sorted(new)]
                opened.execute(upsert(self.engine.dialect.name, SourceState).on_conflict_do_nothing(), states)
            fates = [put(opened, values, final=False)[0] for values in rows]
        self.described |= new
        account.counts.update(fates)


@lru_cache(maxsize=4096)  # hosts: an archive has many pages of each
def _site_of(host: str) -> str:
    return site(f"https://{host}")


def _site(address: str) -> str:
    return _site_of(address.split("/", 3)[2])

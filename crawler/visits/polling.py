"""Asking a list for what is new: a source and what its lists said last come in, polled lists with entries go out."""

import asyncio
import hashlib
import threading
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import replace

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.lists.cutting import as_list, was_cut
from crawler.lists.feeds import read_feed
from crawler.lists.listing import Listing, Unreadable
from crawler.lists.portal import read_api
from crawler.lists.sections import read_section
from crawler.lists.sitemaps import read_sitemap
from crawler.lists.telegram import read_channel
from crawler.manners.guest import Guest
from crawler.manners.headers import charset_of, header
from crawler.manners.policy import policy
from crawler.manners.politeness import (
    ON_THE_WAY,
    REFUSED,
    AskedToWait,
    Disallowed,
    Uncertified,
    Unreachable,
    Withheld,
    network_reason,
)
from crawler.manners.refusals import refusal
from crawler.manners.validators import LIED, claims, conditions, fingerprint, modified
from crawler.monitoring.tally import Polled
from crawler.sources import Source
from crawler.sources.ways import Api
from pipeline import clock
from pipeline.identity import Rules, identity
from pipeline.models import Poll

BUSY = {429, 503}
CHUNKS = 6  # of sitemaps, asked together: the newest by date and by name
FIRST_CHUNKS = 48  # at the most when a source is met for the first time ...
FIRST_ENTRIES = 300  # ... and no further once its newest chunks have named this many addresses
LARGE = 1_000_000  # bytes of a list; larger ones are read one at a time, for each takes several times its size
IN_TURN = threading.Lock()
DEEPEST = 2  # an index may point to an index
ACCEPT = {
    "feeds": "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5",
    "sections": "text/html, */*;q=0.5",
    "telegram": "text/html, */*;q=0.5",
    "apis": "application/json, */*;q=0.5",
}
STATES: dict[type[Exception], tuple[str, str]] = {  # of a list that was not asked: its state and the kind of failure
    Uncertified: ("unreachable", "certificate"),
    Unreachable: ("unreachable", "unreachable"),
    Withheld: ("blocked", "robots"),
    Disallowed: ("blocked", "refused"),
    AskedToWait: ("blocked", "wait"),
}


class Poller:
    """Reads every list of one source once."""

    def __init__(
        self, guest: Guest, source: Source, rules: Rules, polls: Mapping[str, Poll], *, archive: bool = False
    ) -> None:
        self.guest, self.source, self.rules, self.polls = guest, source, rules, polls
        self.archive = archive  # asked for what is older than usual: lists are read whole, and as far as at first
        self.policy = policy()
        self.doubted = False  # the source may have died: its validators are not believed before anybody else is asked
        self.asked: set[str] = set()

    async def poll(self) -> list[Polled]:
        """Return what every list of the source says, sitemaps within indexes included."""
        await self.policy.ready()
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
        for start in range(0, min(len(chunks), CHUNKS if self.polls and not self.archive else FIRST_CHUNKS), CHUNKS):
            if sum(len(polled.entries) for polled in read) >= FIRST_ENTRIES:
                break
            read.extend(await self._together(chunks[start : start + CHUNKS]))
        return read

    async def _together(self, lists: Iterable[tuple[str, str]]) -> list[Polled]:
        return list(await asyncio.gather(*(self._ask(way, address) for way, address in lists)))

    async def _ask(self, way: str, address: str) -> Polled:
        self.asked.add(address)
        poll = self.polls.get(address)
        under = (
            {} if self.archive or self.doubted else conditions(poll, clock.now(), trusted=self.policy.trusts(address))
        )
        polled = await self.read(way, address, under)
        if poll and polled.whole and polled.state == "ok" and claims(poll):
            await self._doubt(poll, polled)
        return polled

    async def read(self, way: str, address: str, under: Mapping[str, str] | None = None, of: str = "") -> Polled:
        """Return what a list says, under conditions or whole; ``of`` is the list whose earlier page it is."""
        try:
            answer = await self._fetch(way, address, {**self._own(way, of or address), **(under or {})})
        except IgnoreRequest as error:
            state, trouble = next((said for kind, said in STATES.items() if isinstance(error, kind)), ("broken",) * 2)
            return Polled(address, way, state, str(error), trouble=trouble)
        except Exception as error:  # noqa: BLE001 - whatever a network does, noted as this list's state
            state = "unreachable" if type(error).__name__ in ON_THE_WAY else "broken"
            return Polled(address, way, state, network_reason(error), trouble=state)
        polled = Polled(address, way, "unchanged", status=answer.status, whole=not under)
        if answer.status == 304 and under:  # noqa: PLR2004
            return polled
        return await asyncio.to_thread(self._read, polled, answer, of or address)  # a large feed takes seconds

    async def _fetch(self, way: str, address: str, wanted: Mapping[str, str]) -> Response:
        headers = {"Accept": ACCEPT.get(way, "application/xml, text/xml;q=0.9, */*;q=0.5"), **wanted}
        return await self.guest.fetch(Request(address, headers=headers, meta=as_list()))

    async def _doubt(self, poll: Poll, polled: Polled) -> None:
        """Ask a list that has changed whether it has; a host that denies it is not believed for a while."""
        if poll.addresses in (None, fingerprint(polled.entries)):
            return
        try:
            answer = await self._fetch(
                polled.way, polled.address, {**self._own(polled.way, polled.address), **claims(poll)}
            )
        except Exception:  # noqa: BLE001 - no answer is no lie
            return
        if answer.status == 304:  # noqa: PLR2004
            self.policy.distrust(polled.address)
            polled.lied, polled.reason = True, LIED

    def _read(self, polled: Polled, answer: Response, of: str) -> Polled:
        poll = self.polls.get(polled.address)
        known = poll.body_hash if poll and answer.status == 200 and not self.archive else None  # noqa: PLR2004
        if known and known == hashlib.sha256(answer.body).hexdigest():
            return polled
        charset = charset_of(header(answer, "Content-Type"))
        refused = _refused(answer, charset, polled.address)
        if refused:
            return replace(polled, state=refused[0], reason=refused[1], trouble=refused[2])
        return self._listed(polled, answer, charset, of)

    def _listed(self, polled: Polled, answer: Response, charset: str | None, of: str) -> Polled:
        cut = was_cut(answer)
        try:
            with IN_TURN if len(answer.body) > LARGE else nullcontext():
                listing = self._listing(polled.way, of, answer.body, charset)
        except Unreadable as error:
            if answer.status != 200:  # noqa: PLR2004 - 202 with a page: a gateway that will not let us in from here
                said = f"HTTP {answer.status} with {error}"
                return replace(polled, state="blocked", reason=said, trouble="wall")
            return replace(polled, state="broken", reason=_joined(str(error), cut), trouble="broken", cut=cut)
        cut = _joined(cut, listing.cut)
        polled = replace(polled, cut=cut, reason=cut)
        if listing.chunks:  # no validators: an index may stay the same while its chunks grow
            return replace(polled, state="ok", chunks=listing.chunks)
        if not listing.entries:
            nothing = replace(polled, state="empty", reason=_joined("nothing is listed", cut), trouble="empty")
            return replace(nothing, others=listing.others)
        digest = hashlib.sha256(answer.body).hexdigest()
        etag, last_modified = header(answer, "ETag"), modified(header(answer, "Last-Modified"))
        runs = {name: [listing.entries[place].key for place in places] for name, places in listing.runs.items()}
        found = replace(polled, state="ok", entries=listing.entries, runs=runs, others=listing.others, body_hash=digest)
        return replace(found, etag=etag, last_modified=last_modified)

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
        links = next((section.links for section in self.source.sections if section.page == address), None)
        return read_section(body, charset, address, links or self.source.article)

    def _api(self, address: str) -> Api:
        return next(api for api in self.source.apis if api.address == address)

    def _own(self, way: str, address: str) -> dict[str, str]:
        """Return the headers that a list of this source wants; they go to its own address only."""
        return dict(self._api(address).headers) if way == "apis" else {}


def _joined(*said: str | None) -> str | None:
    """Return what was said in one sentence, None where nothing was."""
    return ", ".join(filter(None, said)) or None


def _refused(answer: Response, charset: str | None, address: str) -> tuple[str, str, str] | None:
    """Return the state, the reason and the kind of failure of an answer that is no list, or None."""
    if answer.status in REFUSED:
        return "blocked", f"refused with HTTP {answer.status}", "wait" if answer.status in BUSY else "refused"
    if not 200 <= answer.status < 300:  # noqa: PLR2004
        kind = "wait" if answer.status in BUSY else "server" if answer.status >= 500 else "broken"  # noqa: PLR2004
        return "broken", f"HTTP {answer.status}", kind
    notice = refusal(answer.body, charset, address, answer.url)
    if notice and "front page" not in notice:
        return "blocked", notice.replace("the article", "the list"), "wall"
    return None

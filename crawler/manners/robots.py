"""The downloader middleware that asks leave of the policy: a request comes in, its host's robots.txt is obeyed."""

import asyncio
from typing import Self
from urllib.parse import urljoin, urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.guard import Unguarded
from crawler.manners import rights
from crawler.manners.guest import Guest, agent_of
from crawler.manners.headers import headers_of
from crawler.manners.hosts import Manners, host_of
from crawler.manners.measures import HOSTS
from crawler.manners.policy import Rules, policy
from crawler.manners.politeness import Unreachable, Withheld, network_reason
from pipeline import clock

ROBOTS = "/robots.txt"
ROBOTS_MAXSIZE = 512 * 1024  # bytes; RFC 9309 asks for at least 500 KiB
ROBOTS_TIMEOUT = 10  # seconds; the first request of a run, so a dead host costs no more than this


class Robots:
    """Obeys robots.txt as RFC 9309 has it: 4xx allows everything, 5xx and silence nothing; looks for rights signals."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.policy = policy()
        self.agent = agent_of(crawler)
        self.asking: dict[str, asyncio.Task[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return the middleware of one crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise Disallowed, Unreachable or AskedToWait where the host, its robots.txt or its absence demand it."""
        await self.policy.ready()
        guest: Guest | None = request.meta.get("guest")
        host = request.meta["download_slot"] = host_of(request.url)  # its queue at Scrapy, also after a redirect
        if guest:
            guest.meet([host])
        self.policy.check(request.url)
        if not request.meta.get("robots"):
            parts = urlsplit(request.url)
            rules = await self._rules(f"{parts.scheme}://{parts.netloc}", guest)
            self.policy.allow(request.url, rules, self.agent)

    def process_response(self, request: Request, response: Response) -> Response:
        """Look at the first page and the first feed of a host for signals of its rights."""
        if response.status == 200 and not request.meta.get("robots"):  # noqa: PLR2004
            host, kind = self.policy.host(response.url), "page" if b"<html" in response.body[:2000].lower() else "list"
            if kind not in host.looked:
                host.looked.add(kind)
                _note(host, f"headers of a {kind}", rights.in_headers(headers_of(response)))
                _note(host, f"head of a {kind}", rights.in_document(response.body))
        return response

    async def _rules(self, origin: str, guest: Guest | None) -> Rules:
        known = self.policy.rules(origin)
        if known:
            return known
        if origin not in self.asking:
            self.asking[origin] = asyncio.ensure_future(self._ask(origin, guest))
        return await self.asking[origin]

    async def _ask(self, origin: str, guest: Guest | None) -> Rules:
        host = self.policy.host(origin)
        host.robots, rules = await self._answer(origin, host, guest)
        self.policy.learn(origin, rules, self.agent)
        if not rules.refusal:
            await self._ask_rights(origin, rules, host, guest)
        return rules

    async def _answer(self, origin: str, host: Manners, guest: Guest | None) -> tuple[str, Rules]:
        """Return what the robots.txt of an origin is, in a word, and what follows."""
        try:
            answer = await self._fetch(origin + ROBOTS, guest)
        except Unreachable as error:
            return "unreachable", Rules(refusal=error)
        except IgnoreRequest as error:  # more redirects than RFC 9309 wants followed say as much as none
            return ("none", Rules()) if type(error) is IgnoreRequest else ("refused", Rules(refusal=error))
        except Unguarded:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a network does
            return "unreachable", Rules(refusal=Unreachable(network_reason(error)))
        if answer.status >= 500:  # noqa: PLR2004
            return "refused", Rules(refusal=Withheld(f"robots.txt answers {answer.status}, so nothing may be read"))
        if not 200 <= answer.status < 300:  # noqa: PLR2004
            return "none", Rules()
        body = answer.body[:ROBOTS_MAXSIZE]
        _note(host, "robots.txt", rights.in_robots(body))
        return "rules", Rules(Protego.parse(body.decode("utf-8-sig", errors="ignore")))

    async def _ask_rights(self, origin: str, rules: Rules, host: Manners, guest: Guest | None) -> None:
        """Ask for the host's reservation of text and data mining, where robots.txt allows it and not often."""
        address = urljoin(origin, rights.TDMREP)
        lately = host.rights_at and clock.now() - host.rights_at < HOSTS.rights_every
        if lately or (rules.robots and not rules.robots.can_fetch(address, self.agent)):
            return
        host.rights_at = clock.now()
        try:
            answer = await self._fetch(address, guest)
        except Unguarded:
            raise
        except Exception:  # noqa: BLE001 - a signal that cannot be had is none, and news do not wait for it
            return
        _note(host, rights.TDMREP, rights.in_tdmrep(answer.body) if answer.status == 200 else [])  # noqa: PLR2004

    async def _fetch(self, address: str, guest: Guest | None) -> Response:
        meta = {"robots": True, "download_timeout": ROBOTS_TIMEOUT, "download_maxsize": 4 * ROBOTS_MAXSIZE}
        return await self.crawler.engine.download_async(Request(address, meta={**meta, "guest": guest}))


def _note(host: Manners, where: str, signals: list[rights.Signal]) -> None:
    host.forget(where)
    for name, value in signals:
        host.signal(name, value, where)

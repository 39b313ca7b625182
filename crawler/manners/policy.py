"""How we behave towards a host, in one object a process: an address comes in, leave, a turn or a refusal goes out."""

import asyncio
import datetime as dt
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from protego import Protego
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.lists.listing import site
from crawler.manners.hosts import Manners, host_of, load
from crawler.manners.measures import BACK_OFF, HOSTS, VALIDATORS
from crawler.manners.politeness import REFUSED, AskedToWait, Disallowed, retry_after
from crawler.manners.tenancy import Tenancy
from crawler.sources import Source
from pipeline import clock
from pipeline.db import connect

RULES_LAST = dt.timedelta(minutes=10)  # a robots.txt is asked for once a run, and by runs of one process together
LOOK_AGAIN = 30.0  # seconds until the hosts' rows are read again: another process may have been asked to wait


@dataclass(frozen=True)
class Rules:
    """What a host's robots.txt said, or why nothing of the host may be read."""

    robots: Protego | None = None  # None: everything is allowed
    refusal: IgnoreRequest | None = None


class Policy:
    """What is known of hosts and what follows for us, whichever source or search asks them."""

    def __init__(self) -> None:
        self.hosts: dict[str, Manners] = {}
        self._rules: dict[str, tuple[dt.datetime, Rules]] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._reading, self._loaded_at = asyncio.Lock(), float("-inf")
        self.tenancy = Tenancy(self._turns)

    async def ready(self) -> None:
        """Read what was known of the hosts before, and what other processes learned meanwhile."""
        if time.monotonic() - self._loaded_at < LOOK_AGAIN:
            return
        async with self._reading:  # whoever comes first reads for all
            if time.monotonic() - self._loaded_at < LOOK_AGAIN:
                return
            for name, row in (await asyncio.to_thread(lambda: load(connect()))).items():
                here = self.hosts.setdefault(name, row)
                here.hold_until = max(filter(None, (here.hold_until, row.hold_until)), default=None)
                here.distrusted_at = here.distrusted_at or row.distrusted_at
            self._loaded_at = time.monotonic()

    def host(self, address: str) -> Manners:
        """Return what is known of the host of an address."""
        name = host_of(address)
        return self.hosts.setdefault(name, Manners(name))

    def check(self, address: str) -> None:
        """Raise AskedToWait while the host of the address wants to be left alone."""
        host = self.host(address)
        if host.hold_until and host.hold_until > clock.now():
            raise AskedToWait(f"the host asked for a pause{host.said}, until {host.hold_until:%Y-%m-%d %H:%M} UTC")

    def rules(self, origin: str) -> Rules | None:
        """Return what the robots.txt of an origin said in this run, None where it has not been asked."""
        at, rules = self._rules.get(origin, (None, None))
        return rules if at and clock.now() - at < RULES_LAST else None

    def learn(self, origin: str, rules: Rules, agent: str) -> None:
        """Keep what a robots.txt said: what may be read, and how much time to leave between two requests."""
        self._rules[origin] = clock.now(), rules
        self.host(origin).crawl_delay = crawl_delay(rules.robots, agent) if rules.robots else None

    def allow(self, address: str, rules: Rules, agent: str) -> None:
        """Raise what robots.txt or its absence have against reading an address."""
        if rules.refusal:
            raise type(rules.refusal)(str(rules.refusal))
        if rules.robots and not rules.robots.can_fetch(address, agent):
            raise Disallowed("robots.txt asks us not to read this address")

    def allows(self, address: str, agent: str) -> bool:
        """Tell whether an address may be read, as far as its robots.txt is known."""
        parts = urlsplit(address)
        rules = self.rules(f"{parts.scheme}://{parts.netloc}")
        try:
            self.allow(address, rules or Rules(), agent)
        except IgnoreRequest:
            return False
        return True

    @asynccontextmanager
    async def turn(self, address: str, delay: float) -> AsyncIterator[None]:
        """Wait until no other request to the host is under way and its delay has passed; raise AskedToWait."""
        host = self.host(address)
        async with self._turns[host.name]:
            await self.tenancy.settle_at(host.name)
            self.check(address)
            wait = host.asked_at + max(delay, host.crawl_delay or 0) - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            host.asked_at = time.monotonic()
            yield

    def answered(self, address: str, response: Response, *, robots: bool = False) -> None:
        """Note how a host answered, and a pause it asks for; of robots.txt only the pause counts."""
        host, named = self.host(address), response.headers.get("Retry-After")
        busy = response.status == 503 and (named is not None or not robots)  # noqa: PLR2004
        if response.status == 429 or busy:  # noqa: PLR2004
            pause = clock.now() + BACK_OFF["wait"].pause(host.failures + 1)
            until = retry_after(named) if named else pause
            host.hold_until = max(host.hold_until or until, until)
            host.said, host.trouble = f" (HTTP {response.status})", "wait"
        elif robots:
            host.trouble = "robots" if response.status >= 500 else host.trouble  # noqa: PLR2004
        elif response.status in REFUSED:
            host.trouble = "refused"
        elif response.status >= 500:  # noqa: PLR2004
            host.trouble = "server"
        else:
            host.well = True

    def failed(self, address: str, trouble: str = "unreachable") -> None:
        """Note that a host could not be reached."""
        self.host(address).trouble = trouble

    def trusts(self, address: str) -> bool:
        """Tell whether the host's word that nothing has changed is worth asking for."""
        at = self.host(address).distrusted_at
        return not at or clock.now() - at > VALIDATORS.distrust

    def distrust(self, address: str) -> None:
        """Note that a host said nothing had changed when something had."""
        self.host(address).distrusted_at = clock.now()


def crawl_delay(robots: Protego, agent: str) -> float | None:
    """Return the seconds a robots.txt wants between two requests, by Crawl-delay or Request-rate, within reason."""
    rate = robots.request_rate(agent)
    asked = [robots.crawl_delay(agent) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0]
    return min(max(asked), HOSTS.longest_delay.total_seconds()) or None


def hold_of(source: Source, met: Iterable[Manners]) -> dt.datetime | None:
    """Return until when the hosts of a source's lists want to be left alone, None where none of them does."""
    now = clock.now()
    held = {host.name: host.hold_until for host in met if host.hold_until and host.hold_until > now}
    homes = {site(address) for _, address in source.lists if held}
    return max((until for name, until in held.items() if site(f"http://{name}") in homes), default=None)


@cache
def policy() -> Policy:
    """Return this process's policy."""
    return Policy()

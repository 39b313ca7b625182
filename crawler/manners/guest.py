"""Who asks a host: a request of one source comes in, the answer goes out, under the manners of that source."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.manners.hosts import Manners
from crawler.manners.policy import policy


@dataclass
class Guest:
    """One source as the hosts meet it, in whichever crawler; many share one."""

    crawler: Crawler
    delay: float  # seconds between two requests to a host
    met: set[str] = field(default_factory=set)  # hosts that were to be asked, and that no other crawl is to ask

    @property
    def agent(self) -> str:
        """Return the name by which robots.txt knows us."""
        return agent_of(self.crawler)

    async def fetch(self, request: Request) -> Response:
        """Return what a host answers; a crawl that is being stopped asks nobody any more."""
        if not self.crawler.engine.running:
            raise asyncio.CancelledError
        request.meta["guest"] = self
        answer: Response = await self.crawler.engine.download_async(request)
        return answer

    def meet(self, names: Iterable[str]) -> set[str]:
        """Note that hosts are about to be asked; return those whose lease will last once it is had."""
        new = set(names) - self.met
        self.met |= new
        return policy().tenancy.enter(new)

    async def leave(self) -> None:
        """Let others ask the hosts."""
        await policy().tenancy.leave(self.met)

    def manners(self) -> list[Manners]:
        """Return what is known of the hosts that were asked."""
        known = policy().hosts
        return [known[name] for name in self.met if name in known]


def agent_of(crawler: Crawler) -> str:
    """Return the name by which robots.txt knows us: the first word of the user agent."""
    return str(crawler.settings["USER_AGENT"]).partition("/")[0]

"""Being at hosts: sources of this process come and go, each host is leased once for all of them and given back."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol
from weakref import WeakSet

from crawler.manners.politeness import AskedToWait
from crawler.manners.tenure import LASTING, leave, prolong, take_all
from crawler.together import Together
from pipeline.db import connect

PATIENCE, LOOK = 30.0, 0.5  # seconds: how long another crawl is waited for, and how often it is looked for


class Pool(Protocol):
    """Open connections."""

    def close_to(self, name: str) -> None:
        """Close those that wait for another request to a host."""


class Tenancy:
    """The hosts that this process is at."""

    def __init__(self, turns: Mapping[str, asyncio.Lock]) -> None:
        self.turns = turns  # who has a host's, is the only one of this process that asks it
        self.pools: WeakSet[Pool] = WeakSet()
        self.tenants: Counter[str] = Counter()  # sources of this process that are at a host
        self.held: dict[str, float] = {}  # hosts that are leased to this process, since when
        self.going: set[str] = set()  # hosts that are being given back
        self.taking = Together[str, bool](lambda names: take_all(connect(), names))
        self.leaving = Together[str, None](lambda names: leave(connect(), names))

    async def settle_at(self, name: str) -> None:
        """Lease a host whose turn one has, unless it is; raise AskedToWait where another crawl stays at it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() - self.held.get(name, float("-inf")) >= LASTING.total_seconds():
            if await self.taking.put(name):
                self.held[name] = time.monotonic()
            elif time.monotonic() > until:
                raise AskedToWait("another crawl is at this host")
            else:
                await asyncio.sleep(LOOK)

    def enter(self, names: Iterable[str]) -> set[str]:
        """Note that a source of this process is at hosts from now on; return those that are not just given back."""
        names = set(names)
        self.tenants.update(names)
        return names - self.going

    def hold(self, names: Iterable[str]) -> None:
        """Note that hosts were leased with a source; others are leased when they are first asked."""
        self.held.update(dict.fromkeys(names, time.monotonic()))

    async def leave(self, names: Iterable[str]) -> None:
        """Give back the hosts that no other source of this process is at."""
        names = list(names)
        self.tenants.subtract(names)
        await asyncio.gather(*(self._give_back(name) for name in names if self.tenants[name] <= 0))

    async def _give_back(self, name: str) -> None:
        async with self.turns[name]:  # who comes meanwhile waits for it, and leases the host anew
            if self.tenants[name] > 0:
                return
            del self.tenants[name]
            if self.held.pop(name, None) is None:
                return
            for pool in self.pools:
                pool.close_to(name)
            self.going.add(name)
            try:
                await self.leaving.put(name)
            finally:
                self.going.discard(name)

    async def renew(self) -> None:
        """Prolong the leases of all hosts that this process is at."""
        names, now = list(self.held), time.monotonic()
        await asyncio.to_thread(prolong, connect(), names)
        self.held.update({name: now for name in names if name in self.held})

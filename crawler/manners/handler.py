"""The last door before the network: a request comes in, and goes out unless its host asked for a pause meanwhile."""

from collections.abc import Hashable
from typing import Any

from scrapy import Request, signals
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure
from twisted.web.client import HTTPConnectionPool

from crawler.guard import admit
from crawler.lists.cutting import CUT_AT
from crawler.manners.agent import Agent
from crawler.manners.certificates import fault_of, told
from crawler.manners.guest import Guest
from crawler.manners.policy import policy
from crawler.manners.politeness import ON_THE_WAY

HEADERS_MAXSIZE = 256 * 1024  # bytes; Twisted counts neither headers nor their sum
PIECE = 64 * 1024  # bytes, as Twisted reads them
MOST_OPEN = 100  # connections that wait for another request, of all hosts: a batch may meet a thousand hosts


class _CappedProtocol(_LenientHTTP11ClientProtocol):
    """A connection that is cut when the headers of a response grow beyond HEADERS_MAXSIZE."""

    headers_size = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Count what arrives before the body; a piece may hold the beginning of the body, hence the allowance."""
        if self._in_headers():
            self.headers_size += len(data)
            if self.headers_size > HEADERS_MAXSIZE + PIECE:
                self.abort()  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if not self._in_headers():
            self.headers_size = 0

    def connectionLost(self, reason: Failure = connectionDone) -> None:  # noqa: N802 - Twisted's name
        """Say what was wrong with the certificate where that is why the connection ended."""
        super().connectionLost(told(reason, self.transport))  # type: ignore[no-untyped-call]

    def _in_headers(self) -> bool:
        return self._parser is not None and self._parser.state in ("STATUS", "HEADER")


class _CappedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _CappedProtocol:  # noqa: N802, ARG002 - Twisted's name
        return _CappedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _FewConnections(HTTPConnectionPool):
    """Twisted's pool of connections, one a host, which closes the one that has waited longest where there are many."""

    maxPersistentPerHost = 1  # noqa: N815 - Twisted's name
    _factory = _CappedFactory

    def _putConnection(self, key: Hashable, connection: Any) -> None:  # noqa: ANN401, N802 - Twisted's name
        super()._putConnection(key, connection)  # type: ignore[no-untyped-call]
        if len(self._timeouts) > MOST_OPEN:
            oldest = next(iter(self._timeouts))
            self._timeouts[oldest].cancel()
            where = next(key for key, connections in self._connections.items() if oldest in connections)
            self._removeConnection(where, oldest)  # type: ignore[no-untyped-call]
            del self._connections[where]

    def close_to(self, name: str) -> None:
        """Close what is open to a host."""
        for key, connections in list(self._connections.items()):
            if name in (key[1].decode(), f"{key[1].decode()}:{key[2]}"):
                for one in list(connections):
                    self._timeouts[one].cancel()
                    self._removeConnection(key, one)  # type: ignore[no-untyped-call]
                del self._connections[key]


class GuardedHandler(HTTP11DownloadHandler):
    """Scrapy's handler of http and https, which lets a request through in its host's turn and looks at it again.

    Scrapy's own limit fails where there is no delay: it starts all that waits before it counts what it has started.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool = _FewConnections(self._pool._reactor)  # type: ignore[no-untyped-call] # noqa: SLF001 - as Scrapy made its own
        self._signals = crawler.signals
        self._room: dict[Request, int] = {}  # bytes that may still come of each list that is under way
        self._policy = policy()
        self._policy.tenancy.pools.add(self._pool)
        self._delay = crawler.settings.getfloat("DOWNLOAD_DELAY")

    async def download_request(self, request: Request) -> Response:
        """Fetch the address, unless the guard or a pause the host asked for forbid it."""
        admit(request)  # once more: a middleware behind the guard may have changed the request
        guest: Guest | None = request.meta.get("guest")
        async with self._policy.turn(request.url, guest.delay if guest else self._delay):
            try:
                response = await (self._list if CUT_AT in request.meta else self._answer)(request)
            except Exception as error:
                if fault := fault_of(error):
                    self._policy.failed(request.url, "certificate")
                    raise fault from error
                if type(error).__name__ in ON_THE_WAY:
                    self._policy.failed(request.url)
                raise
            self._policy.answered(request.url, response, robots=bool(request.meta.get("robots")))
        return response

    async def _answer(self, request: Request) -> Response:
        """Return what the host answers, as Scrapy's handler does, but by an agent of our own."""
        agent = Agent(
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
            tls_verbose_logging=self._tls_verbose_logging,
        )
        with wrap_twisted_exceptions():
            return await maybe_deferred_to_future(agent.download_request(request))

    async def _list(self, request: Request) -> Response:
        """Return the answer of a list, whose bytes are counted: while none is under way, nobody listens for bytes."""
        if not self._room:
            self._signals.connect(self._count, signals.bytes_received)
        self._room[request] = request.meta[CUT_AT]
        try:
            return await self._answer(request)
        finally:
            del self._room[request]
            if not self._room:
                self._signals.disconnect(self._count, signals.bytes_received)

    def _count(self, data: bytes, request: Request) -> None:
        """Stop the answer of a list where there is no more room, and take what has come."""
        if request in self._room:
            self._room[request] -= len(data)
            if self._room[request] <= 0:
                raise StopDownload(fail=False)

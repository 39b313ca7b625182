"""Scrapy's agent of one request, without what most do not need: a request comes in, its answer goes out."""

from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import _BindAddressAgent, _ScrapyAgent
from scrapy.http import Headers
from scrapy.utils._download_handlers import normalize_bind_address
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IProtocolFactory
from twisted.web.client import URI
from twisted.web.client import Response as TwistedResponse


class Agent(_ScrapyAgent):
    """Asks a host over the connection that is open, and reads the headers of its answer once."""

    _headers: Headers | None = None

    def _get_agent(self, request: Request, timeout: float) -> "_Late":  # noqa: ARG002 - a request has no way of its own
        from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

        return _Late(reactor, self._contextFactory, timeout, normalize_bind_address(self._bindAddress), self._pool)

    def _headers_from_twisted_response(self, response: TwistedResponse) -> Headers:  # type: ignore[override]
        if self._headers is None:
            self._headers = super()._headers_from_twisted_response(response)
        return self._headers


class _Late(_BindAddressAgent):
    """Twisted's agent, which looks for the way to a host only where no connection to it is open.

    Finding it, a name's spelling and what TLS needs, was done anew for each request.
    """

    def _getEndpoint(self, uri: URI) -> "_Way":  # noqa: N802 - Twisted's name
        return _Way(super()._getEndpoint, uri)


class _Way:
    """The way to a host, not looked for yet."""

    def __init__(self, find: Any, uri: URI) -> None:  # noqa: ANN401 - Twisted has no types
        self.find, self.uri = find, uri

    def connect(self, factory: IProtocolFactory) -> Deferred[Any]:
        """Find the way and go it."""
        connected: Deferred[Any] = self.find(self.uri).connect(factory)
        return connected

"""Every request and answer passes here: too many of one client are turned away, every answer has its headers."""

import time
from collections import OrderedDict

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BURST = 60  # requests of one client at once
RATE = 2.0  # and so many a second after that
KNOWN = 10_000  # clients remembered
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",  # the digest's own styles stand in its elements
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # an address holds a signed word
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}


class Shield:
    """Middleware of the whole service."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # client: what is left, as of when

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer that there are too many."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        client = scope.get("client")
        if self.may(client[0] if client else "", time.monotonic()):
            await self.app(scope, receive, guarded)
        else:
            refusal = PlainTextResponse("Too many requests; try again in a minute.\n", 429, {"Retry-After": "60"})
            await refusal(scope, receive, guarded)

    def may(self, client: str, now: float) -> bool:
        """Tell whether a client may ask at a moment, in seconds, and count it."""
        left, since = self.buckets.pop(client, (float(BURST), now))
        left = min(BURST, left + (now - since) * RATE)
        self.buckets[client] = (max(0.0, left - 1), now)
        if len(self.buckets) > KNOWN:
            self.buckets.popitem(last=False)
        return left >= 1

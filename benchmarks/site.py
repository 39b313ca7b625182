"""Numbers of hosts and pages come in; as many outlets on loopback, served by one process, go out.

With a folder they speak TLS, and the folder holds the authority to trust.
"""

import asyncio
import hashlib
import random
import sys
from pathlib import Path

from benchmarks.pages import mix, street
from benchmarks.secure import context

HOST = "127.0.0.1"
SHARE = 0.02
DAY = "Mon, 22 Sep 2025 10:00:00 +0500"


class Outlet(asyncio.Protocol):
    """One connection: robots.txt, a feed with its validator, pages, and the list of all pages for the peer."""

    def __init__(self, bodies: list[bytes]) -> None:
        self.bodies = bodies
        self.pending = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]
        scheme = "https" if transport.get_extra_info("sslcontext") else "http"
        self.home = f"{scheme}://{HOST}:{transport.get_extra_info('sockname')[1]}"

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete."""
        self.pending += data
        while b"\r\n\r\n" in self.pending:
            head, _, self.pending = self.pending.partition(b"\r\n\r\n")
            self.transport.write(self._answer(head))

    def _answer(self, head: bytes) -> bytes:
        target = head.split(b" ", 2)[1].decode()
        if target.startswith("/page/"):
            return _response("text/html; charset=utf-8", self.bodies[int(target.rpartition("/")[2])])
        if target != "/feed.xml":
            return _response("text/plain", b"User-agent: *\nDisallow: /search\n")
        feed = self._feed()
        tag = hashlib.blake2b(feed, digest_size=8).hexdigest().encode()
        if tag in head:
            return b'HTTP/1.1 304 Not Modified\r\nETag: "%s"\r\n\r\n' % tag
        return _response("application/rss+xml; charset=utf-8", feed, b'ETag: "%s"\r\n' % tag)

    def _feed(self) -> bytes:
        items = "".join(
            f"<item><title>News {number}</title><link>{self.home}/page/{number}</link><pubDate>{DAY}</pubDate></item>"
            for number in range(len(self.bodies))
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>A</title>{items}</channel></rss>'.encode()


def _response(kind: str, body: bytes, more: bytes = b"") -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n" % (kind.encode(), len(body), more)
    return head + body


async def serve(hosts: int, pages: int, folder: Path | None) -> None:
    """Open a port for each host, print the ports on one line, and answer until standard input is closed."""
    relevant = [raw.body for raw in street() if b"zbek" in raw.body]
    bodies = mix(pages, relevant, SHARE, random.Random(1))  # noqa: S311 - made-up pages
    loop = asyncio.get_running_loop()
    tls = context(folder, HOST) if folder else None
    servers = [await loop.create_server(lambda: Outlet(bodies), HOST, 0, ssl=tls) for _ in range(hosts)]
    print(*(server.sockets[0].getsockname()[1] for server in servers), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for server in servers:
        server.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]) if sys.argv[3:] else None))

"""Many sites on many ports of 127.0.0.1, served over HTTP/1.1 by one event loop in one thread."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterable
from functools import partial
from http import HTTPStatus

from tests.newsstand.site import Answer, Site

HOST = "127.0.0.1"
IDLE = 30  # seconds a kept connection may be silent
GONE = (ConnectionError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError)


class PortTaken(Exception):
    """The street cannot open at this port because another program listens there; choose another with --port."""


class Server:
    """Opens a port for each site and answers until it is closed."""

    def __init__(self, sites: Iterable[Site], port: int = 0) -> None:
        self._sockets: list[tuple[socket.socket, Site]] = []
        self._talks: set[asyncio.Task[None]] = set()
        self._ready, self._stop = threading.Event(), asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        try:
            for offset, site in enumerate(sites):
                self._sockets.append((_listen(port + offset if port else 0), site))
        except PortTaken:
            for listener, _ in self._sockets:
                listener.close()
            raise
        for listener, site in self._sockets:
            site.outlet.home = f"http://{HOST}:{listener.getsockname()[1]}"
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="newsstand", daemon=True)

    def start(self) -> None:
        """Answer from now on."""
        self._thread.start()
        self._ready.wait()

    def close(self) -> None:
        """Close every port and connection, and wait for the thread."""
        if self._loop:
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        servers = [await asyncio.start_server(partial(self._meet, site), sock=own) for own, site in self._sockets]
        self._ready.set()
        await self._stop.wait()
        for server in servers:
            server.close()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    async def _meet(self, site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.ensure_future(_talk(site, reader, writer))
        self._talks.add(talk)
        try:
            with contextlib.suppress(*GONE):
                await talk
        finally:
            self._talks.discard(talk)
            writer.transport.abort()


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise PortTaken(
            f"port {port} of {HOST} is taken by another program ({error.strerror}); choose another"
        ) from error
    listener.listen(128)
    listener.setblocking(False)
    return listener


async def _talk(site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one connection's requests until either side has enough."""
    while True:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), IDLE)
        first, *rows = head.decode("latin-1").split("\r\n")
        method, _, rest = first.partition(" ")
        target = rest.rpartition(" ")[0] or "/"
        headers = {
            name.strip().lower(): value.strip() for name, _, value in (row.partition(":") for row in rows if row)
        }
        known = method in ("GET", "HEAD")
        answer = site.answer(target, headers) if known else Answer(405, headers={"Allow": "GET, HEAD"})
        if answer.wait:
            await asyncio.sleep(answer.wait)
        closing = headers.get("connection", "").lower() == "close" or answer.cut or not known
        writer.write(_bytes(answer, closing=closing, body=method != "HEAD"))
        await writer.drain()
        if closing:
            with contextlib.suppress(OSError):  # ENOTCONN: the other side has closed first, having all it wanted
                writer.write_eof()
                await writer.drain()
            return


def _bytes(answer: Answer, *, closing: bool, body: bool) -> bytes:
    reason = HTTPStatus(answer.status).phrase
    rows = [f"HTTP/1.1 {answer.status} {reason}", *(f"{name}: {value}" for name, value in answer.headers.items())]
    if answer.status != HTTPStatus.NOT_MODIFIED:
        rows.append(f"Content-Length: {len(answer.body)}")
    rows.append(f"Connection: {'close' if closing else 'keep-alive'}")
    sent = answer.body[: len(answer.body) // 2] if answer.cut else answer.body
    return ("\r\n".join(rows) + "\r\n\r\n").encode("latin-1") + (sent if body else b"")

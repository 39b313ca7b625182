"""A real HTTP server on loopback for the tests of channels: it keeps what was posted and answers as it is told."""

import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Hookbox:
    """What was posted, as (path, headers, body), and the answer: status, headers, body; of a path its own."""

    url: str = ""
    posted: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    answer: tuple[int, dict[str, str], bytes] = (200, {}, b"ok")
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)

    def said(self) -> Any:  # noqa: ANN401 - JSON
        """Return the newest body as JSON."""
        return json.loads(self.posted[-1][2])


@contextmanager
def drip(first: bytes, drop: bytes, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Open a server that never ends an answer, one drop at a time: its port; ``tls`` is spoken before it begins."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer(connection: socket.socket) -> None:
            with suppress(OSError), tls.wrap_socket(connection, server_side=True) if tls else connection as spoken:
                spoken.sendall(first)
                while True:
                    spoken.sendall(drop)
                    time.sleep(0.01)

        def serve() -> None:
            with suppress(OSError):  # it was closed
                while True:
                    threading.Thread(target=answer, args=(server.accept()[0],), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


@contextmanager
def hookbox(tls: ssl.SSLContext | None = None) -> Iterator[Hookbox]:
    """Open a server until the end of the block."""
    box = Hookbox()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            box.posted.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            status, headers, answer = box.answers.get(self.path, box.answer)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(answer))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    box.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield box
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

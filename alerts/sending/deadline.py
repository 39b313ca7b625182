"""Connections come in; whatever is still going on over them when their time is over is cut."""

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self


class Deadline:
    """A time for all that is said over some connections: a timeout of theirs starts anew with each byte, this does not.

    Under one, no connection is waited on for longer, whoever sends how little how slowly.
    """

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._watched: list[socket.socket] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, _: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        self._timer.cancel()
        with self._lock:
            for twin in self._watched:
                twin.close()
            self._watched.clear()

    def watch(self, connection: socket.socket) -> socket.socket:
        """Cut this connection too when the time is over; return it."""
        with self._lock:
            self._watched.append(connection.dup())  # a twin stays whatever TLS makes of the connection
            if self.over:
                self._shut()
        return connection

    def _cut(self) -> None:
        with self._lock:
            self.over = True
            self._shut()

    def _shut(self) -> None:
        for twin in self._watched:
            with suppress(OSError):
                twin.shutdown(socket.SHUT_RDWR)

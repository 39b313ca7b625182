"""The internet as a crawl under test sees it: names lead to addresses, addresses to ports of this machine."""

import json
import socket
from pathlib import Path
from typing import Any

OUTLET = "93.184.215.14"  # a public address, where the outlets of the test live


def pretend(log: str, outlet: int, inside: int, turns: dict[str, list[str]]) -> None:
    """Answer look-ups and lead every connection to a local port, the outlet's or the internal server's.

    Names under example.com lead to the outlet, those in ``turns`` to another address at each look-up; each look-up and
    each connection is a line of the log.
    """
    look_up, connect = socket.getaddrinfo, socket.socket.connect_ex

    def note(*what: object) -> None:
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(json.dumps(what) + "\n")

    def getaddrinfo(host: str, port: int, *rest: Any, **more: Any) -> list[Any]:  # noqa: ANN401 - socket's interface
        if not host.endswith("example.com"):
            found = look_up(host, port, *rest, **more) if not host.endswith(".test") else []
            note("look-up", host, [place[0] for *_, place in found])
            return found
        answers = turns.get(host, [OUTLET])
        address = answers.pop(0) if len(answers) > 1 else answers[0]
        note("look-up", host, [address])
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect_ex(self: socket.socket, address: Any) -> int:  # noqa: ANN401 - socket's interface
        if self.family not in (socket.AF_INET, socket.AF_INET6):
            return connect(self, address)
        note("connection", address[0])
        port = outlet if address[0] == OUTLET else inside
        local = "127.0.0.1" if self.family == socket.AF_INET else "::ffff:127.0.0.1"
        return connect(self, (local, port))

    socket.getaddrinfo = getaddrinfo
    socket.socket.connect_ex = connect_ex  # type: ignore[method-assign]

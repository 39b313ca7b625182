"""That the pages are served is said when they can be read, and not where they cannot."""

import signal
import socket

import pytest
from starlette.types import Receive, Scope, Send

from alerts.board.listening import listen
from tests.alerts.postbox import free_port

HERE = "127.0.0.1"


async def pages(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer nothing: it is only asked who listens."""


def test_it_is_said_once_somebody_can_connect() -> None:
    port, said = free_port(), []
    before = signal.signal(signal.SIGTERM, lambda *_: None)

    def ready() -> None:
        socket.create_connection((HERE, port), timeout=5).close()
        said.append("listening")
        signal.raise_signal(signal.SIGTERM)

    try:
        listen(pages, HERE, port, ready)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert said == ["listening"]


def test_a_port_that_is_taken_is_not_said_to_be_listened_at() -> None:
    said: list[str] = []
    with socket.create_server((HERE, 0)) as other, pytest.raises(SystemExit) as ended:
        listen(pages, HERE, other.getsockname()[1], lambda: said.append("listening"))
    assert (ended.value.code, said) == (3, [])

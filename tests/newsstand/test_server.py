"""The server under the sites: kept connections, dropped ones, taken ports."""

import http.client
import socket

import pytest

from tests.newsstand.asking import get
from tests.newsstand.server import PortTaken
from tests.newsstand.stand import Newsstand

EVENING = "2026-11-22T20:00+05:00"


def test_whoever_asks_for_the_head_gets_the_head(street: Newsstand) -> None:
    connection = http.client.HTTPConnection(street.outlet("kun-uz").home.removeprefix("http://"))
    for _ in range(2):  # the connection is kept
        connection.request("HEAD", "/")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"")
        assert int(answer.getheader("Content-Length") or 0) > 0
    connection.request("POST", "/")
    assert connection.getresponse().status == 405
    connection.close()


def test_first_answer_is_dropped_in_the_middle_and_the_second_is_whole() -> None:
    with Newsstand(now=EVENING) as stand:
        address = stand.address("noise-014")
        with pytest.raises(http.client.IncompleteRead):
            get(address)
        status, _, body = get(address)
        assert (status, body.endswith(b"</html>")) == (200, True)


def test_taken_port_is_said_clearly() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"port {port} .* taken"), Newsstand(now=EVENING, port=port):
            pass

"""The way to a host is looked for when a connection is made, and every answer keeps its own headers."""

import socket

from twisted.internet.defer import Deferred, succeed
from twisted.web.client import URI

from crawler.manners.agent import _Way
from tests.crawler.conftest import Crawl, Site


class _Endpoint:
    def connect(self, factory: object) -> Deferred[object]:
        return succeed(factory)


def test_the_way_is_looked_for_when_a_connection_is_made() -> None:
    looked: list[URI] = []

    def find(uri: URI) -> _Endpoint:
        looked.append(uri)
        return _Endpoint()

    uri = URI.fromBytes(b"https://outlet.uz/a")
    way = _Way(find, uri)
    assert looked == []
    assert way.connect("factory").result == "factory"
    assert looked == [uri]


def test_answers_over_one_connection_have_headers_of_their_own(site: Site, crawl: Crawl) -> None:
    peers: list[object] = []
    for number in range(3):
        site.put(f"/{number}", f"<p>Uzbekistan copper {number}</p>", X_Number=str(number))
    links = [f"{site.home}/{number}" for number in range(3)]
    inner = site.server.get_request

    def get_request() -> tuple[socket.socket, object]:
        found = inner()
        peers.append(found[1])
        return found

    site.server.get_request = get_request  # type: ignore[method-assign]
    crawl.source("feed", feeds=[site.feed("/rss", dict.fromkeys(links, ""))])
    crawl.run()
    assert {path: page.headers["x-number"] for path, page in crawl.pages().items()} == {
        str(n): str(n) for n in range(3)
    }
    assert len(peers) == 1

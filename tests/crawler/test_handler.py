"""What is endless is cut: headers, bodies, bombs, redirects and broken connections."""

import gzip

from tests.crawler.conftest import Crawl, Site


def test_endless_headers_and_bodies_and_bombs_are_cut(site: Site, crawl: Crawl) -> None:
    site.put("/headers", "x", **{f"X_{number}": "y" * 900 for number in range(400)})
    site.put("/body", b"Uzbekistan " * 1_100_000)
    site.put("/bomb", gzip.compress(b"Uzbekistan " * 3_000_000), Content_Encoding="gzip")
    site.put("/loop", status=302, Location="/loop")
    site.put("/cut", "<p>Uzbekistan copper")
    site.answers["/cut"].cut = True  # type: ignore[union-attr]
    links = [site.home + path for path in ("/headers", "/body", "/bomb", "/loop", "/cut")]
    crawl.source("feed", feeds=[site.feed("/rss", dict.fromkeys([*links, site.article("/good")], ""))])
    crawl.run()
    states = {path: page.state for path, page in crawl.pages().items()}
    assert states == {"good": "waiting", **dict.fromkeys(("headers", "body", "bomb", "loop", "cut"), "missed")}
    assert site.visits()["/loop"] <= 6
    assert site.visits()["/cut"] == 2

"""Crawls of a real site on loopback, started as a user starts them."""

import zlib

from tests.crawler.conftest import Crawl, Site


def test_new_pages_of_a_feed_are_stored_untouched_with_what_the_feed_says(site: Site, crawl: Crawl) -> None:
    first = site.article("/a1", "First deal")
    feed = site.feed("/rss", {first: "Mon, 16 Sep 2024 10:00:00 +0500", site.article("/a2"): ""})
    crawl.source("outlet", feeds=[feed])
    said = crawl.run()
    pages = crawl.pages()
    assert "2 stored" in said, said
    assert zlib.decompress(pages["a1"].body or b"") == site.answers["/a1"].body
    assert pages["a1"].hints == {"title": f"About {first}", "published": "Mon, 16 Sep 2024 10:00:00 +0500"}

"""What a site says of its own lists."""

import pytest

from crawler.finding import feeds_of
from crawler.listing import Unreadable

HOME = "https://www.example.uz/uz/"
LINK = '<link rel="{rel}" type="{kind}" href="{href}">'
RSS, ATOM = "application/rss+xml", "application/atom+xml"


def feeds(*links: tuple[str, str, str], head: str = "") -> list[str]:
    declared = "".join(LINK.format(rel=rel, kind=kind, href=href) for rel, kind, href in links)
    return feeds_of(f"<html><head>{head}{declared}</head><body></body></html>".encode(), None, HOME)


def test_declared_feeds_are_found_in_the_order_of_the_page() -> None:
    declared = (("alternate", RSS, "/rss"), ("Alternate", ATOM, "atom.xml"), ("alternate", "text/xml", "/rss"))
    assert feeds(*declared) == ["https://www.example.uz/rss", "https://www.example.uz/uz/atom.xml"]


def test_links_that_are_no_feeds_are_passed_over() -> None:
    other = (("alternate", "text/html", "/en/"), ("stylesheet alternate", "text/xml", "/s.xsl"), ("icon", RSS, "/i"))
    assert feeds(*other, ("alternate", RSS, "/comments/feed/"), ("alternate", RSS, "javascript:x")) == []


def test_feeds_of_another_site_are_refused_and_of_a_sister_host_are_not() -> None:
    hosts = (("alternate", RSS, "https://elsewhere.example/rss"), ("alternate", RSS, "https://feeds.example.uz/all"))
    assert feeds(*hosts) == ["https://feeds.example.uz/all"]


def test_links_are_read_from_the_base_of_the_page() -> None:
    assert feeds(("alternate", RSS, "rss"), head='<base href="https://example.uz/news/">') == [
        "https://example.uz/news/rss"
    ]


def test_a_page_that_declares_a_thousand_feeds_gets_no_thousand_requests() -> None:
    assert len(feeds(*(("alternate", RSS, f"/rss/{number}") for number in range(1000)))) == 20


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(Unreadable, match="without any HTML"):
        feeds_of(b"", None, HOME)

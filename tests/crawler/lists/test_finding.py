"""What a site says of its own lists."""

import time

import pytest

from crawler.lists.finding import (
    country_of,
    edition_of,
    feeds_of,
    links_of,
    name_of,
    news_sections,
    only_lists,
    sisters,
    sitemaps_of,
    title_of,
    usual_feeds,
)
from crawler.lists.listing import Unreadable

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


def test_links_of_the_same_site_are_found_each_once() -> None:
    page = (
        b'<a href="/news">N</a><a href="/news#top">N</a><a href="https://else.example/">E</a><a href="mailto:a@b">M</a>'
    )
    assert links_of(page, None, HOME) == ["https://www.example.uz/news"]


def test_a_page_of_a_hundred_thousand_links_is_read_in_a_moment() -> None:
    page = "".join(f"<a href=/news/{number}>a link</a>" for number in range(100_000)).encode()
    before = time.process_time()  # of a processor: how long it takes depends on what else it has to do
    assert len(links_of(page, None, HOME)) == 1000
    assert time.process_time() - before < 5


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta property="og:site_name" content="Example "><title>Other</title>', "Example"),
        ("<title>Example.uz — news of the day | all of them</title>", "Example.uz"),
        ("<title>Konchi-Press</title>", "Konchi-Press"),
        ("<title>A\u202eB\nC\ue000</title>", "AB C"),
        (f"<title>{'long ' * 100}</title>", ("long " * 16).strip()),
        ("<title> </title>", None),
        ("", None),
    ],
)
def test_a_site_is_called_as_it_calls_itself(head: str, title: str | None) -> None:
    assert title_of(f"<html><head>{head}</head><body>text</body></html>".encode(), None) == title


def test_sitemaps_of_a_foreign_host_are_refused() -> None:  # L4
    robots = "Sitemap: https://example.uz/a.xml\nSitemap: https://3d.example/b.xml\nSitemap: /c.xml\n"
    assert sitemaps_of(robots, HOME) == ["https://example.uz/a.xml", "https://www.example.uz/c.xml"]


def test_usual_places_of_feeds_are_a_handful() -> None:
    places = usual_feeds("https://example.uz", ["ru", "uz", "en"])
    assert places[:2] == ["https://example.uz/rss", "https://example.uz/feed"]
    assert "https://example.uz/ru/rss/" in places
    assert len(places) <= 10


def test_a_list_of_one_edition_has_sisters_in_the_others() -> None:
    assert sisters("https://example.uz/ru/rss/", ["ru", "uz"]) == ["https://example.uz/uz/rss/"]
    assert sisters("https://example.uz/news/rss?a=1", ["ru"]) == ["https://example.uz/ru/news/rss?a=1"]


@pytest.mark.parametrize(("path", "edition"), [("/ru/news", "ru"), ("/kr", "kr"), ("/news/ru", None), ("", None)])
def test_an_edition_is_the_first_part_of_an_address(path: str, edition: str | None) -> None:
    assert edition_of(f"https://example.uz{path}") == edition


def test_pages_that_only_list_are_known_by_their_addresses() -> None:
    lists = (
        "",
        "/",
        "/ru/",
        "/economy",
        "/tag/copper-and-gold-mines",
        "/about-us",
        "/archive?day=3",
        "/?lang=ru",
        "/news?page=2",
        "/2025/08/23/",
    )
    articles = ("/news/12345", "/gold-found-in-navoi", "/view?id=5", "/2025/08/23/word-1234", "/2025/08/23/word/")
    assert all(only_lists(f"https://example.uz{path}") for path in lists)
    assert not any(only_lists(f"https://example.uz{path}") for path in articles)


def test_sections_of_news_are_known_by_their_words() -> None:
    links = [
        f"https://example.uz{path}" for path in ("/about", "/en/press-releases", "/yangiliklar", "/news/gold-12345")
    ]
    assert news_sections(links) == ["https://example.uz/yangiliklar", "https://example.uz/en/press-releases"]


@pytest.mark.parametrize(
    ("host", "code"),
    [("kun.uz", "UZ"), ("bbc.co.uk", "GB"), ("ec.europa.eu", "EU"), ("un.int", "INT"), ("a.com", None), ("a.io", None)],
)
def test_the_ending_of_a_host_tells_the_country_if_it_is_a_countrys_own(host: str, code: str | None) -> None:
    assert country_of(f"https://{host}/news") == code


def test_a_source_is_named_for_its_host() -> None:
    assert name_of("https://www.example-news.co.uz/ru/") == "example_news_co_uz"

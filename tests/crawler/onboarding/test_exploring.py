"""A first look at sites of every build, each a real crawl of a server on loopback."""

import datetime as dt
import re
import tomllib
from email.utils import format_datetime
from typing import Any

import pytest

from crawler.onboarding.asking import MOST_REQUESTS
from tests.crawler.conftest import Crawl, Site

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def ago(days: float) -> str:
    return format_datetime(NOW - dt.timedelta(days=days))


def look(crawl: Crawl, address: str, *more: str) -> tuple[dict[str, Any], str]:
    """Return the block that was printed for an address, and what was told beside it."""
    text, told = crawl.add(address, "--country", "UZ", "--name", "outlet", *more)
    (block,) = tomllib.loads(text)["source"]
    return block, told


def refused(crawl: Crawl, address: str) -> str:
    """Return the one sentence with which an address is refused."""
    text, told = crawl.add(address, "--country", "UZ", "--name", "outlet", expect=1)
    assert text == ""
    return told.splitlines()[-1]


def front(site: Site, *links: str, head: str = "") -> str:
    body = "".join(f'<a href="{link}">a link</a>' for link in ("/", "/about", "/tag/gold", "/economy", *links))
    return site.put("/", f"<html><head><title>Outlet | News</title>{head}</head><body>{body}</body></html>")


def articles(site: Site, *paths: str) -> list[str]:
    return [site.article(path, f"A deal at {path}") for path in paths]


def sitemap(site: Site, path: str, addresses: list[str], *, news: bool) -> str:
    moment = (NOW - dt.timedelta(hours=3)).isoformat()
    extra = f"<news:news><news:publication_date>{moment}</news:publication_date></news:news>" if news else ""
    urls = "".join(f"<url><loc>{address}</loc>{extra}</url>" for address in addresses)
    return site.put(path, f"<urlset {NAMESPACES}>{urls}</urlset>", "application/xml")


def test_a_site_that_declares_its_feed(site: Site, crawl: Crawl) -> None:
    found = articles(site, *(f"/ru/news/2026/08/2{number}/deal-{number}" for number in range(6)))
    feed = site.feed("/export/all.xml", {address: ago(index) for index, address in enumerate(found)})
    home = front(site, head=f'<link rel="alternate" type="application/rss+xml" href="{feed}">')
    block, told = look(crawl, home)
    assert (block["title"], block["feeds"], block["languages"]) == ("Outlet", [feed], ["en"])
    assert block["every"] == "1h"
    assert re.search(block["article"], f"{site.home}/ru/news/2027/01/02/other?from=rss")
    assert not any(re.search(block["article"], site.home + path) for path in ("", "/", "/ru/news", "/tag/gold"))
    assert "the pattern matches 6 of 6 listed addresses" in told
    assert set(site.visits()) >= {"/robots.txt", "/", "/export/all.xml"}
    assert max(count for path, count in site.visits().items() if path != "/robots.txt") == 1


def test_a_feed_at_its_usual_place_is_found_and_the_search_stops_there(site: Site, crawl: Crawl) -> None:
    found = articles(site, "/news/1001", "/news/1002")
    feed = site.feed("/feed", dict.fromkeys(found, ago(1)))
    block, _ = look(crawl, front(site))
    assert block["feeds"] == [feed]
    assert "/atom.xml" not in site.visits()


def test_the_address_of_one_article_is_enough(site: Site, crawl: Crawl) -> None:
    found = articles(site, "/news/1001", "/news/1002", "/news/1003")
    feed = site.feed("/rss", dict.fromkeys(found[:2], ago(1)))
    front(site)
    block, told = look(crawl, found[2])
    assert block["feeds"] == [feed]
    assert "matches 3 of 3" in told


def test_the_address_of_a_feed_is_enough(site: Site, crawl: Crawl) -> None:
    found = articles(site, "/news/1001", "/news/1002")
    feed = site.feed("/export/all.xml", dict.fromkeys(found, ago(1)))
    front(site, *found)
    block, _ = look(crawl, feed)
    assert (block["title"], block["feeds"]) == ("Outlet", [feed])
    assert "/rss" not in site.visits()


def test_a_feeds_address_that_answers_with_a_page_leads_to_the_feed_that_articles_declare(
    site: Site, crawl: Crawl
) -> None:  # F1, F17
    site.put("/rss", "<!doctype html><html><body>news</body></html>")
    found = articles(site, "/news/1001", "/news/1002")
    feed = site.feed("/hidden/place", dict.fromkeys(found, ago(1)))
    body = f'<html><head><link rel="alternate" type="application/rss+xml" href="{feed}"></head><body>text</body></html>'
    site.put("/news/1000", body)
    block, _ = look(crawl, front(site, "/news/1000"))
    assert block["feeds"] == [feed]


def test_feeds_of_the_other_language_editions_are_found(site: Site, crawl: Crawl) -> None:  # F16
    found = {lang: articles(site, f"/{lang}/news/1001", f"/{lang}/news/1002") for lang in ("ru", "uz", "en")}
    feeds = [site.feed(f"/{lang}/rss/", dict.fromkeys(found[lang], ago(1))) for lang in ("ru", "uz")]
    site.feed("/en/rss/", dict.fromkeys(found["ru"], ago(1)))  # the same items under another spelling
    block, told = look(crawl, front(site, "/ru/", "/uz/", "/en/"))
    assert block["feeds"] == feeds
    assert "/en/rss/: nothing that other lists do not name" in told
    assert "(?:en|ru|uz)/" in block["article"]


def test_a_stale_feed_is_told_and_left_out(site: Site, crawl: Crawl) -> None:  # F6
    found = articles(site, "/news/1001", "/news/1002", "/news/1003", "/news/1004")
    site.feed("/rss", dict.fromkeys(found[:2], ago(400)))
    site.feed("/feed", dict.fromkeys(found[2:], ago(4)))
    block, told = look(crawl, front(site))
    assert block["feeds"] == [f"{site.home}/feed"]
    assert f"/rss: stale, its newest article is of {NOW - dt.timedelta(days=400):%Y-%m-%d}" in told


def test_a_feed_of_other_sites_articles_is_no_feed_of_this_one(site: Site, crawl: Crawl) -> None:
    found = articles(site, "/news/1001", "/news/1002")
    site.feed("/rss", {"https://elsewhere.example/news/5001": ago(1)})
    site.feed("/feed", {"https://elsewhere.example/news/5001": ago(1), **dict.fromkeys(found, ago(1))})
    block, told = look(crawl, front(site))
    assert block["feeds"] == [f"{site.home}/feed"]
    assert "/rss: articles of other sites only" in told
    assert "elsewhere" not in block["article"]


def test_an_empty_feed_is_no_feed(site: Site, crawl: Crawl) -> None:  # F2
    found = articles(site, "/news/1001", "/news/1002", "/news/1003")
    site.feed("/rss", {})
    block, told = look(crawl, front(site, *found))
    assert "/rss: an empty list" in told
    assert block["sections"] == [f"{site.home}/"]


def test_a_news_sitemap_that_robots_names_is_a_way_in_and_a_foreign_one_is_not(site: Site, crawl: Crawl) -> None:  # L4
    found = articles(site, "/news/1001", "/news/1002")
    news = sitemap(site, "/maps/latest.xml", found, news=True)
    site.put("/robots.txt", f"User-agent: *\nSitemap: https://3d.example/a.xml\nSitemap: {news}\n", "text/plain")
    block, _ = look(crawl, front(site))
    assert block["news_sitemaps"] == [news]
    assert "feeds" not in block


def test_a_plain_sitemap_is_a_way_in_where_nothing_better_is(site: Site, crawl: Crawl) -> None:
    found = articles(site, *(f"/2026/08/20/deal-{number}/" for number in range(5)))
    chunk = sitemap(site, "/map-1.xml", [site.home, f"{site.home}/about", *found], news=False)
    index = f"<sitemapindex><sitemap><loc>{chunk}</loc></sitemap></sitemapindex>"
    address = site.put("/sitemap.xml", index, "application/xml")
    block, told = look(crawl, front(site))
    assert block["sitemaps"] == [address]
    assert "matches 5 of 5" in told
    site.feed("/rss", dict.fromkeys(found, ago(1)))
    block, told = look(crawl, front(site))
    assert "sitemaps" not in block
    assert "a sitemap, not needed" in told


def test_a_site_with_only_a_section_page(site: Site, crawl: Crawl) -> None:
    found = articles(site, *(f"/yangilik/{number}-tungsten" for number in range(1001, 1006)))
    links = "".join(f'<a href="{link}">a deal</a>' for link in (*found, "/tag/copper", "/yangiliklar?page=2"))
    section = site.put("/yangiliklar", f"<html><body>{links}</body></html>")
    block, told = look(crawl, front(site, "/yangiliklar", *found[:2]))
    assert block["sections"] == [section]
    assert "feeds" not in block
    assert "matches 5 of 5" in told
    assert not re.search(block["article"], section)


def test_what_is_asked_stays_within_its_bounds(site: Site, crawl: Crawl) -> None:
    heads = "".join(f'<link rel="alternate" type="application/rss+xml" href="/feed/{n}">' for n in range(50))
    maps = "".join(f"Sitemap: {site.home}/map/{n}.xml\n" for n in range(50))
    site.put("/robots.txt", f"User-agent: *\n{maps}", "text/plain")
    refused(crawl, front(site, *(f"/news-{n}" for n in range(50)), "/ru/", "/uz/", "/en/", "/tr/", head=heads))
    assert sum(site.visits().values()) <= MOST_REQUESTS + 1  # the robots.txt that every crawl reads


def test_nothing_found_is_said_with_what_was_tried(site: Site, crawl: Crawl) -> None:
    told = refused(crawl, front(site))
    assert "no feed, sitemap or section page with articles was found" in told
    assert "HTTP 404" in told
    assert "give the address of the page that lists its news" in told


def test_robots_that_refuse_end_the_look(site: Site, crawl: Crawl) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
    told = refused(crawl, front(site))
    assert "robots.txt asks us not to read this address" in told
    assert "leave this source out, or ask its publisher" in told
    assert set(site.visits()) == {"/robots.txt"}


def test_robots_that_refuse_the_articles_end_the_look(site: Site, crawl: Crawl) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /news/\n", "text/plain")
    site.feed("/rss", dict.fromkeys(articles(site, "/news/1001", "/news/1002"), ago(1)))
    told = refused(crawl, front(site))
    assert "none of its articles could be read" in told
    assert "robots.txt asks us not to read" in told
    assert not {"/news/1001", "/news/1002"} & set(site.visits())


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (404, "", "answers HTTP 404"),
        (403, "", "refuses us with HTTP 403; leave this source out"),
        (200, "<title>Just a moment...</title><p>wait</p>", "shows a challenge page instead of the page"),
        (200, '<title>Log in</title><input type="password">', "shows a login page instead of the page"),
        (200, "<title>Before you continue</title>", "shows a consent page instead of the page"),
    ],
)
def test_a_door_that_is_shut_is_named(site: Site, crawl: Crawl, status: int, body: str, sentence: str) -> None:
    assert sentence in refused(crawl, site.put("/", body, status=status))


def test_articles_behind_a_challenge_end_the_look(site: Site, crawl: Crawl) -> None:
    links = [site.put(f"/news/{n}", "<title>Just a moment...</title><p>wait</p>") for n in (1001, 1002)]
    site.feed("/rss", dict.fromkeys(links, ago(1)))
    told = refused(crawl, front(site))
    assert "none of its articles could be read" in told
    assert "a challenge page" in told


def test_a_paywall_ends_the_look(site: Site, crawl: Crawl) -> None:
    data = '{"@type": "NewsArticle", "headline": "A deal", "isAccessibleForFree": false}'
    text = "Uzbekistan and a partner signed a memorandum on tungsten and copper mining in the Navoi region. " * 3
    page = f'<script type="application/ld+json">{data}</script><article><h1>A deal</h1><p>{text}</p></article>'
    links = [site.put(f"/news/{n}", f"<html><body>{page}</body></html>") for n in (1001, 1002)]
    site.feed("/rss", dict.fromkeys(links, ago(1)))
    assert "shows only the beginning of its articles (a paywall)" in refused(crawl, front(site))


def test_a_host_that_is_not_there_and_one_that_is_internal_are_told_apart(crawl: Crawl) -> None:
    assert "cannot be reached from here (its name cannot be resolved)" in refused(crawl, "https://gone.invalid/")
    for address in ("http://10.0.0.1/", "http://localhost:8080/"):
        assert "is not fetched (internal address" in refused(crawl, address)


def test_a_host_that_asks_for_a_pause_gets_it(site: Site, crawl: Crawl) -> None:
    site.put("/", "", status=429, Retry_After="60")
    assert "429" in refused(crawl, f"{site.home}/")
    assert site.visits()["/"] == 1

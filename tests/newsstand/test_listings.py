"""Every article is named by a feed, a sitemap or a section page, each readable as far as its oddity lets it."""

import re

import feedparser

from tests.newsstand.asking import get
from tests.newsstand.stand import Newsstand


def test_every_article_is_named_by_one_of_the_ways_in(street: Newsstand) -> None:
    for site in street.sites.values():
        outlet, listed = site.outlet, ""
        if outlet.design.name in ("slow", "denied", "picky"):
            continue
        ways = [feed.path for feed in outlet.feeds()] + [page for page, _ in outlet.sections()]
        ways += list(outlet.design.news_sitemaps)
        for index in outlet.design.sitemaps:
            found = re.findall(r"<loc>([^<]+)</loc>", get(outlet.home + index)[2].decode())
            listed += "".join(get(chunk)[2].decode() for chunk in found)
        listed += "".join(get(outlet.home + way)[2].decode(outlet.design.charset) for way in ways if way)
        assert [story.id for story in outlet.stories if story.id not in listed] == []


def test_section_patterns_find_articles_and_nothing_else(street: Newsstand) -> None:
    for site in street.sites.values():
        outlet = site.outlet
        known = {outlet.home + outlet.path(story) for story in outlet.stories}
        for page, links in outlet.sections():
            text = get(outlet.home + page)[2].decode()
            found = {href for href in re.findall(r'href="([^"]+)"', text) if re.search(links, href)}
            assert found
            assert found <= known


def test_feeds_parse_as_feedparser_sees_them(street: Newsstand) -> None:
    for site in street.sites.values():
        outlet = site.outlet
        for feed in outlet.feeds():
            if feed.kind not in ("rss", "rdf", "atom") or outlet.design.name in ("slow", "picky", "closed-feed"):
                continue
            parsed = feedparser.parse(get(outlet.home + feed.path)[2])
            assert parsed.entries, outlet.slug
            assert all(entry.link.startswith(outlet.home) for entry in parsed.entries), outlet.slug


def test_truncated_feed_holds_the_newest_items_only(street: Newsstand) -> None:
    outlet = street.outlet("uza-uz")
    links = [entry.link for entry in feedparser.parse(get(outlet.home + "/rss")[2]).entries]
    assert links == [outlet.home + outlet.path(story) for story in outlet.until(street.clock.now())[:3]]
    assert len(outlet.stories) > 3


def test_malformed_atom_is_malformed_and_holds_its_entries(street: Newsstand) -> None:
    parsed = feedparser.parse(get(street.outlet("eib").home + "/feed.atom")[2])
    assert parsed.bozo
    assert len(parsed.entries) == len(street.outlet("eib").stories)


def test_windows_1251_is_not_declared_anywhere(street: Newsstand) -> None:
    outlet = street.outlet("metalinfo")
    for path in ("/ru/news/rss.xml", outlet.path(outlet.stories[0])):
        _, headers, body = get(outlet.home + path)
        assert "charset" not in headers["Content-Type"]
        assert b"1251" not in body
        assert "Узбекистан" in body.decode("windows-1251")

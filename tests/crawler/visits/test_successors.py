"""A feed that died is followed to the one that the site declares, and the reader is told what to correct."""

from tests.crawler.conftest import Crawl, Site

FRONT = (
    '<html><head><link rel="alternate" type="application/rss+xml" href="/neu/feed.xml"></head><body>News</body></html>'
)


def outlet(site: Site, crawl: Crawl) -> None:
    """Crawl an outlet once while its feed is well, then let an HTML page stand there."""
    crawl.source("outlet", feeds=[site.feed("/rss", {site.article("/news/1"): ""})])
    crawl.run()
    site.put("/rss", "<!doctype html><html><body>An application</body></html>")


def test_f17_the_declared_feed_is_read_once_the_known_one_has_died(site: Site, crawl: Crawl) -> None:
    outlet(site, crawl)
    site.put("/", FRONT)
    site.feed("/neu/feed.xml", {site.article("/news/2"): ""})
    assert "an HTML page instead of a feed" in crawl.run()
    assert not site.visits()["/"]
    said = crawl.run()
    assert f"declared by the site in the place of {site.home}/rss: correct the block of outlet" in said
    assert set(crawl.pages()) == {"news/1", "news/2"}


def test_the_found_feed_is_read_from_then_on_and_the_front_page_left_alone(site: Site, crawl: Crawl) -> None:
    outlet(site, crawl)
    site.put("/", FRONT)
    site.feed("/neu/feed.xml", {site.article("/news/2"): ""})
    crawl.run()
    crawl.run()
    site.feed("/neu/feed.xml", {site.article("/news/3"): "", site.article("/news/2"): ""})
    crawl.run()
    assert set(crawl.pages()) == {"news/1", "news/2", "news/3"}
    assert site.visits()["/"] == 1


def test_a_feed_that_is_well_again_takes_over(site: Site, crawl: Crawl) -> None:
    outlet(site, crawl)
    site.put("/", FRONT)
    site.feed("/neu/feed.xml", {site.article("/news/2"): ""})
    crawl.run()
    crawl.run()
    site.feed("/rss", {site.article("/news/4"): "", site.article("/news/1"): ""})
    asked = site.visits()["/neu/feed.xml"]
    crawl.run()
    assert "news/4" in crawl.pages()
    assert site.visits()["/neu/feed.xml"] == asked


def test_a_site_that_declares_nothing_better_is_asked_once_a_day(site: Site, crawl: Crawl) -> None:
    outlet(site, crawl)
    site.put("/", "<html><body>Nothing</body></html>")
    for _ in range(4):
        said = crawl.run()
    assert "broken" in said
    assert site.visits()["/"] == 1


def test_a_front_page_that_cannot_be_read_does_not_hide_the_other_lists(site: Site, crawl: Crawl) -> None:
    section = site.put("/news", f'<html><body><a href="{site.article("/news/1007")}">Seven</a></body></html>')
    crawl.source("outlet", feeds=[site.feed("/rss", {site.article("/news/1"): ""})], sections=[section])
    crawl.run()
    site.put("/rss", "<!doctype html><html><body>An application</body></html>")
    site.put("/", "")
    crawl.run()
    site.put("/news", f'<html><body><a href="{site.article("/news/1008")}">Eight</a></body></html>')
    crawl.run()
    assert site.visits()["/"] == 1
    assert crawl.runs()[-1].details["lists"][f"{site.home}/"] == "a page without any HTML"
    assert "news/1008" in crawl.pages()


def test_a_feed_elsewhere_is_not_followed(site: Site, crawl: Crawl) -> None:
    outlet(site, crawl)
    site.put("/", FRONT.replace("/neu/", "https://elsewhere.example/"))
    crawl.run()
    crawl.run()
    assert crawl.runs()[-1].details["lists"][f"{site.home}/"] == "declares no other feed that can be read"
